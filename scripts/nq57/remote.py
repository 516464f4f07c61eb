"""Other knowledge bases, as they tell of themselves: what a site publishes, kept beside the notes.

``remote/NAME/`` holds two files of the site of that base, copied by hand: ``objects.inv``, which Sphinx reads
for links in prose, and ``index.json`` (its ``api/index.json``), which is read here. Nothing is fetched.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nq57.model import LANGUAGES, Names, Remote
from nq57.problems import Code, Problem
from nq57.text import iso_date

INVENTORY, INDEX = "objects.inv", "index.json"
MAX_BYTES = 50_000_000
_NAME = re.compile(r"[a-z0-9]+\Z")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_ADDRESS = re.compile(r"https://[^\s\"'<>]+/\Z")
_PAGE = re.compile(r"[a-z]+/[a-z0-9-]+\.html\Z")
_TEXTS = ("type", "number", "issuer", "level", "province")
VERSION = 1


class RemoteError(ValueError):
    """What another base tells cannot be read; the message says why and what would be right."""


def read_remote(folder: Path) -> tuple[dict[str, Remote], tuple[Problem, ...]]:
    """Return the notes of every base below a folder, by ``base:note``, and what is wrong with their files."""
    notes: dict[str, Remote] = {}
    problems = []
    for base in bases(folder):
        try:
            notes |= {note.id: note for note in _notes(base.name, index_of(base))}
        except RemoteError as error:
            problems.append(Problem(f"../{folder.name}/{base.name}/{INDEX}", 1, Code.BAD_FILE, str(error)))
    return notes, tuple(problems)


def bases(folder: Path) -> tuple[Path, ...]:
    """Return the folders of other bases, in order."""
    return tuple(sorted(path for path in folder.glob("*") if path.is_dir() and _NAME.match(path.name)))


def index_of(base: Path) -> dict[str, Any]:
    """Return the index of a base. Raises RemoteError."""
    path = base / INDEX
    if path.is_symlink() or not path.is_file() or not (base / INVENTORY).is_file():
        raise RemoteError(f"a base needs two plain files, {INDEX} and {INVENTORY}; copy them from its site")
    if path.stat().st_size > MAX_BYTES:
        raise RemoteError(f"{path.stat().st_size} bytes; an index has at most {MAX_BYTES}")
    try:
        index = json.loads(path.read_text("utf-8"))
    except (ValueError, RecursionError):
        raise RemoteError("no JSON; copy api/index.json of its site again") from None
    if not isinstance(index, dict) or not isinstance(index.get("notes"), list):
        raise RemoteError("no index of notes; copy api/index.json of its site again")
    if index.get("version") != VERSION:
        raise RemoteError(f"version {index.get('version')!r}; this engine reads version {VERSION}")
    if not _ADDRESS.match(str(index.get("address", ""))):
        raise RemoteError("it says no https:// address; its site is built with NQ57_ADDRESS")
    return index


def _notes(base: str, index: dict[str, Any]) -> Iterator[Remote]:
    """Yield the notes of an index that are of the form that we publish; others are passed over."""
    for entry in index["notes"]:
        if not isinstance(entry, dict) or not isinstance(entry.get("title"), dict):
            continue
        names = {language: str(entry["title"].get(language, "")) for language in LANGUAGES}
        page, note = str(entry.get("page", "")), str(entry.get("id", ""))
        aliases = entry.get("aliases", [])
        if _PAGE.match(page) and _ID.match(note) and names["fr"]:
            yield Remote(
                id=f"{base}:{note}",
                kind=str(entry.get("kind", "")),
                title=Names(**names),
                url=f"{index['address']}{page}",
                date=iso_date(str(entry.get("date", ""))),
                aliases=tuple(map(str, aliases)) if isinstance(aliases, list) else (),
                **{name: str(entry.get(name, "")) for name in _TEXTS},
            )
