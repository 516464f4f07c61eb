"""The catalogs of prose: extracted by Sphinx from the notes, brought up to date, counted.

What a translator has written is kept where the French is the same, in whatever catalog it stood; where the
French has changed a little, the old words stay as a proposal (fuzzy), which counts as not translated.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from nq57.corpus import read_corpus
from nq57.model import LANGUAGES, Names, Note, shapes, walk
from nq57.problems import Problem
from nq57.translations import (
    INTERFACE,
    catalog_files,
    messages,
    read_catalog,
    read_interface,
    translated,
    words_of,
)

TRANSLATED = tuple(language for language in LANGUAGES if language != "fr")
TITLES, VOCABULARY = "titles", "vocabulary"
_NAMES = {"vi": "Vietnamese", "en": "English"}
_HEAD = """\
# The prose of kb/{domain} in {name}: paragraphs and phrases of fields. `make i18n` keeps it up to date.

msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a catalog is translated: messages, and the words of their French."""

    language: str
    catalog: str
    messages: int
    translated: int
    words: int
    translated_words: int


@dataclass(frozen=True, slots=True)
class Report:
    """What an update found: problems, or the coverage of every catalog and the files that changed."""

    problems: tuple[Problem, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    changed: tuple[Path, ...] = ()


def update(kb: Path, docs: Path, *, write: bool = True) -> Report:
    """Bring the catalogs up to date with the notes; where one is broken, none is written.

    ``changed`` are the files that were written, or that would be without ``write``. Raises SphinxError where
    the notes cannot be read: their problems.
    """
    folder = docs / "locale"
    old: dict[str, dict[str, Catalog]] = {}
    problems: list[Problem] = []
    for language in TRANSLATED:
        for domain, path in catalog_files(folder, language):
            catalog, wrong = read_catalog(folder, path)
            problems += wrong
            old.setdefault(language, {})[domain] = catalog
        problems += read_interface(folder, language)[1]
    if problems:
        return Report(tuple(problems))
    templates = extract(kb, docs)
    changed: list[Path] = []
    coverage = list(named(kb, folder))
    for language in TRANSLATED:
        known = _known(old.get(language, {}))
        files = {path.stem: path for _, path in catalog_files(folder, language)}
        for domain, template in templates.items():
            catalog = _renewed(template, old.get(language, {}).get(domain), known)
            path = files.pop(domain, folder / language / "LC_MESSAGES" / f"{domain}.po")
            coverage.append(_coverage(language, domain, catalog))
            changed += _put(path, _text(language, domain, catalog), write)
        for path in files.values():  # of pages that are gone
            changed.append(path)
            if write:
                path.unlink()
    return Report((), tuple(coverage), tuple(changed))


def extract(kb: Path, docs: Path) -> dict[str, Catalog]:
    """Return the messages of the notes by catalog, as Sphinx's own builder finds them: no dates, no lines."""
    found = {}
    with TemporaryDirectory() as work, patch_docutils(docs), docutils_namespace():
        out = Path(work, "out").resolve()
        settings = {"language": "fr"}
        Sphinx(kb, docs, out, Path(work, "doctrees"), "gettext", settings, status=None, warning=None).build()
        for path in sorted(out.glob("*.pot")):
            if path.stem != "sphinx":  # the templates: their words are the interface's
                with path.open("rb") as file:
                    found[path.stem] = _template(read_po(file), out, kb.resolve())
    return found


def _template(pot: Catalog, out: Path, kb: Path) -> Catalog:
    catalog = Catalog()
    for message in messages(pot):
        paths = dict.fromkeys(
            (out / name).resolve().relative_to(kb).as_posix() for name, _ in message.locations
        )
        catalog.add(message.id, locations=[(path, 0) for path in paths])
    return catalog


def _known(catalogs: Mapping[str, Catalog]) -> dict[str, str]:
    return {str(one.id): words_of(one) for catalog in catalogs.values() for one in translated(catalog)}


def _renewed(template: Catalog, old: Catalog | None, known: Mapping[str, str]) -> Catalog:
    """Return a catalog with the messages of the template, in its order, and the words that are known."""
    catalog = old or Catalog()
    catalog.update(template, update_header_comment=False)
    for message in messages(catalog):
        if (not message.string or message.fuzzy) and str(message.id) in known:
            message.string = known[str(message.id)]
            message.flags.discard("fuzzy")
            message.previous_id = []
    return catalog


def _text(language: str, domain: str, catalog: Catalog) -> str:
    head = _HEAD.format(language=language, domain=domain, name=_NAMES[language])
    body = io.BytesIO()
    write_po(
        body,
        catalog,
        width=0,
        omit_header=True,
        include_lineno=False,
        ignore_obsolete=True,
        include_previous=True,
    )
    return head + body.getvalue().decode("utf-8").strip() + "\n"


def _put(path: Path, text: str, write: bool) -> Iterator[Path]:
    if not path.is_file() or path.read_text("utf-8") != text:
        yield path
        if write:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")


def _coverage(language: str, name: str, catalog: Catalog) -> Coverage:
    return _counted(language, name, messages(catalog), translated(catalog))


def _counted(language: str, name: str, asked: Sequence[Message], done: Sequence[Message]) -> Coverage:
    def words(found: Sequence[Message]) -> int:
        return sum(len(str(message.id).split()) for message in found)

    return Coverage(language, name, len(asked), len(done), words(asked), words(done))


def named(kb: Path, folder: Path) -> Iterator[Coverage]:
    """Yield the coverage of what is translated where it stands: interface, vocabulary, titles and names."""
    corpus = read_corpus(kb)
    words = [names for list_ in corpus.vocabulary.lists.values() for names in list_.values()]
    relations = corpus.vocabulary.relations.values()
    words += [names for relation in relations for names in (relation.name, relation.inverse)]
    titles = [names for note in corpus.kb.notes.values() for names in _names_of(note)]
    for language in TRANSLATED:
        yield _coverage(language, INTERFACE, read_interface(folder, language)[0])
        for name, asked in ((VOCABULARY, words), (TITLES, titles)):
            done = [names for names in asked if getattr(names, language)]
            yield _counted(language, name, _messages(asked), _messages(done))


def _messages(names: Sequence[Names]) -> list[Message]:
    return [Message(one.fr) for one in names]


def _names_of(note: Note) -> Iterator[Names]:
    for part in (note, *(record for _, record in walk(note))):
        for name, shape in shapes(type(part)).values():
            if shape.form == "names" and getattr(part, name).fr:
                yield getattr(part, name)


def table(coverage: Sequence[Coverage]) -> Iterator[str]:
    """Yield the lines of a table of coverage, each language with its sum at the end."""
    yield f"{'':4}{'catalog':18}{'messages':>9}{'translated':>12}{'':>8}{'words':>9}{'translated':>12}"
    for language in dict.fromkeys(row.language for row in coverage):
        rows = [row for row in coverage if row.language == language]
        for row in (*rows, _sum(language, rows)):
            yield (
                f"{language:4}{row.catalog:18}{row.messages:9}{row.translated:12}"
                f"{_share(row.translated, row.messages):>8}{row.words:9}{row.translated_words:12}"
                f"{_share(row.translated_words, row.words):>8}"
            )


def _sum(language: str, rows: Sequence[Coverage]) -> Coverage:
    return Coverage(
        language,
        "all",
        sum(row.messages for row in rows),
        sum(row.translated for row in rows),
        sum(row.words for row in rows),
        sum(row.translated_words for row in rows),
    )


def _share(part: int, whole: int) -> str:
    """Return a share in per cent, rounded down: 100 says that nothing is missing.

    >>> _share(1999, 2000), _share(0, 0)
    ('99.9 %', '100.0 %')
    """
    tenths = 1000 * part // whole if whole else 1000
    return f"{tenths // 10}.{tenths % 10} %"
