"""A new knowledge base: the vocabulary, the plain pages and the guide of this one, and a first province."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from nq57.carried import carried
from nq57.corpus import keep_addresses
from nq57.letters import describe, hidden, look_alike
from nq57.model import KINDS, Names, Province
from nq57.notes import is_page, write_note
from nq57.remote import INDEX, INVENTORY
from nq57.text import nfc, slug, squeeze

_PROSE = "{name} est la province de cette base : ce que ses textes disent de la résolution reste à écrire.\n"
# A view of a page that is made for certain notes: a new knowledge base does not hold them.
_OF_NOTES = re.compile(r"^```\{nq57\}[ \t]+(?:cascade|grid)\b", re.MULTILINE)
_LINK = re.compile(r"\]\(([a-z-]+\.md)\)")


class StartError(ValueError):
    """The knowledge base cannot be started; the message says why and what would be right."""


def write(folder: Path, province: str, central: Path | None = None) -> Path:
    """Write a knowledge base to ``folder/kb`` and return that path; nothing that exists is touched.

    ``province`` is the name of its first province; ``central`` a built site, or a copy of one, whose notes
    may be named as ``central:57-nq-tw``. Raises StartError.
    """
    name = squeeze(nfc(province))
    stem = slug(name)
    if found := hidden(name):
        raise StartError(f"a hidden character ({describe(found[0])}) in the name of the province; remove it")
    if wrong := look_alike(name):
        raise StartError(f"'{name}': {wrong}")
    if not stem:
        raise StartError(f"'{name}' has no letter to name a province by")
    kb = folder / "kb"
    if kb.exists():
        raise StartError(f"{kb} exists already; nothing was written")
    if central:
        _join(folder / "remote" / "central", central)
    first = Province(
        id=stem,
        path=f"{Province.folder}/{stem}.md",
        title=Names(fr=name, vi=name),
        body=_PROSE.format(name=name),
    )
    shutil.copytree(carried("kb") / "vocabulary", kb / "vocabulary")
    for path, text in {**_pages(carried("kb")), first.path: write_note(first)}.items():
        (kb / path).parent.mkdir(parents=True, exist_ok=True)
        (kb / path).write_text(text, "utf-8")
    for kind in KINDS:
        (kb / kind.folder).mkdir(exist_ok=True)
    keep_addresses(kb)
    return kb


def _join(base: Path, site: Path) -> None:
    """Copy what another base tells of itself from its site."""
    files = {INVENTORY: site / INVENTORY, INDEX: site / "api" / INDEX}
    for path in files.values():
        if not path.is_file():
            raise StartError(f"no {path}; --central is the folder of a site that nq57 built")
    base.mkdir(parents=True, exist_ok=True)
    for name, path in files.items():
        shutil.copyfile(path, base / name)


def _pages(kb: Path) -> Mapping[str, str]:
    """Return the plain pages of a knowledge base that hold without its notes: path → text."""
    found = {
        name: path.read_text("utf-8")
        for path in sorted(kb.rglob("*.md"))
        if is_page(name := path.relative_to(kb).as_posix())
    }
    kept = {name: text for name, text in found.items() if not _OF_NOTES.search(text)}
    return {name: "".join(_lines(text, found.keys() - kept.keys())) for name, text in kept.items()}


def _lines(text: str, gone: set[str]) -> Iterator[str]:
    """Yield the lines of a page, but those that lead to a page that is gone."""
    for line in text.splitlines(keepends=True):
        if gone.isdisjoint(_LINK.findall(line)):
            yield line
