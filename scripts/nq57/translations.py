"""The translations of prose, as the catalogs below ``docs/locale`` hold them, and what is wrong with those.

``<language>/LC_MESSAGES/<domain>.po`` holds the paragraphs of the pages of one folder and the French phrases
of their fields, as Sphinx's own builder extracts them; ``<language>.po`` the words of the interface.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, denormalize, read_po

from nq57.checks.translation import unlike_prose, unlike_text
from nq57.problems import Code, Problem
from nq57.text import squeeze

INTERFACE = "interface"
MAX_CATALOG = 20_000_000  # bytes
_ENTRY = re.compile(r'^msgid ((?:"[^\n]*"\n?)+)', re.MULTILINE)
# What babel passes over: a quote that is not closed, a backslash that stands for nothing.
_LINE = re.compile(r'\s*(?:#.*|(?:(?:msgid|msgstr) )?"(?:[^"\\]|\\["\\nt])*"\s*)?')
Unlike = Callable[[str, str], Iterator[str]]


def domain_of(path: str) -> str:
    """Return the catalog of a note or page, as Sphinx names it: by folder, a page on top by itself.

    >>> domain_of("documents/57-nq-tw.md"), domain_of("tasks.md")
    ('documents', 'tasks')
    """
    return path.partition("/")[0].removesuffix(".md")


@dataclass(frozen=True)
class Translations:
    """What is translated into one language: domain → French → words; nothing for French itself."""

    language: str
    catalogs: Mapping[str, Mapping[str, str]]

    def of(self, path: str) -> Mapping[str, str]:
        """Return the translations of the catalog of a page, by its path or name."""
        return self.catalogs.get(domain_of(path), {})

    def digest(self, path: str) -> str:
        """Return the fingerprint of the catalog of a page."""
        return self._digests.get(domain_of(path), "")

    @cached_property
    def _digests(self) -> dict[str, str]:
        told = {name: repr(sorted(catalog.items())) for name, catalog in self.catalogs.items()}
        return {name: hashlib.sha256(text.encode()).hexdigest() for name, text in told.items()}

    def phrases(self) -> dict[str, str]:
        """Return all translations at once: a phrase of a field is shown on many pages."""
        return {
            squeeze(french): words
            for name in sorted(self.catalogs)
            for french, words in self.of(name).items()
        }


def read_translations(folder: Path, language: str) -> tuple[Translations, tuple[Problem, ...]]:
    """Read the catalogs of a language below a ``locale`` folder, and say all that is wrong with them.

    What is marked as fuzzy counts as not translated. Paths of problems are relative to the folder.
    """
    problems: list[Problem] = []
    catalogs: dict[str, dict[str, str]] = {}
    for domain, path in catalog_files(folder, language):
        catalog, wrong = read_catalog(folder, path)
        problems += wrong
        catalogs[domain] = {str(one.id): words_of(one) for one in translated(catalog)}
    return Translations(language, catalogs), tuple(problems)


def catalog_files(folder: Path, language: str) -> tuple[tuple[str, Path], ...]:
    """Return (domain, path) of the catalogs of prose that are there."""
    return tuple((path.stem, path) for path in sorted((folder / language / "LC_MESSAGES").glob("*.po")))


def messages(catalog: Catalog) -> tuple[Message, ...]:
    """Return the messages of a catalog, without its header."""
    return tuple(message for message in catalog if message.id)


def words_of(message: Message) -> str:
    """Return the translation of a message, '' where there is none."""
    return message.string.strip() if isinstance(message.string, str) else ""


def translated(catalog: Catalog) -> tuple[Message, ...]:
    """Return the messages that are translated, and of which nobody must think again."""
    return tuple(one for one in messages(catalog) if words_of(one) and not one.fuzzy)


def read_catalog(
    folder: Path, path: Path, unlike: Unlike = unlike_prose
) -> tuple[Catalog, tuple[Problem, ...]]:
    """Read one catalog; ``unlike`` says what a translation has lost of its French."""
    name = path.relative_to(folder).as_posix()
    try:
        text = _text(path)
        if bad := next((n for n, line in enumerate(text.split("\n"), 1) if not _LINE.fullmatch(line)), 0):
            wrong = 'not a line of a catalog; write msgid "…" and msgstr "…", and \\" for a quote inside'
            return Catalog(), (Problem(name, bad, Code.BAD_TRANSLATION, wrong),)
        catalog = read_po(io.StringIO(text), abort_invalid=True)
    except (PoFileError, ValueError, IndexError) as error:
        line = int(getattr(error, "lineno", 0)) + 1
        return Catalog(), (Problem(name, line, Code.BAD_TRANSLATION, f"not a catalog ({error})"),)
    found = [
        Problem(name, line, Code.BAD_TRANSLATION, f"'{_short(french)}' stands twice; keep one")
        for line, french in _again(text)
    ]
    for message in translated(catalog):
        for wrong in unlike(str(message.id), words_of(message)):
            about = f"{wrong}: '{_short(str(message.id))}'"
            found.append(Problem(name, message.lineno or 1, Code.BAD_TRANSLATION, about))
    return catalog, tuple(found)


def read_interface(folder: Path, language: str) -> tuple[Catalog, tuple[Problem, ...]]:
    """Read the words of the interface, which are plain text with blanks."""
    return read_catalog(folder, folder / f"{language}.po", unlike_text)


def _text(path: Path) -> str:
    if path.is_symlink() or not path.is_file():
        raise ValueError("only a plain file is read")
    if path.stat().st_size > MAX_CATALOG:
        raise ValueError(f"a catalog has at most {MAX_CATALOG} bytes")
    return path.read_text("utf-8")


def _again(text: str) -> Iterator[tuple[int, str]]:
    """Yield (line, French) of every message that stands in the catalog already."""
    seen: set[str] = set()
    for entry in _ENTRY.finditer(text):
        french = denormalize(entry[1])
        if french in seen:
            yield text.count("\n", 0, entry.start()) + 1, french
        seen.add(french)


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}…"
