"""What the last build found in the notes, for the next one: what did not change is not gone over again.

It is kept in the folder that one engine works in, and written by builds that found nothing wrong. The notes
lie there as Python keeps values, like the pages that Sphinx keeps beside them: in parts, each with its sum.
"""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from zlib import crc32

from nq57.notes import Folder, ReadNote
from nq57.statements import Citing, Citings

_PARTS = 64  # an edit writes one of them anew
_SUM = 32  # bytes

One = tuple[ReadNote, tuple[Citing, ...]]
Kept = Mapping[str, One]
"""Some notes by their paths, each with the citations found in it."""


@dataclass(frozen=True)
class Memory:
    """What was found: nothing wrong with these ``facts``, and who is cited in a ``world`` of documents.

    ``seen`` are the sums of the files of notes, as the build has just read them; ``derived`` is what was
    derived of all notes at once, with the sum of what it was derived from.
    """

    facts: str = ""
    world: str = ""
    kept: Kept = field(default_factory=dict)
    seen: Mapping[str, str] = field(default_factory=dict)
    derived: tuple[str, Any] = ("", None)

    @classmethod
    def read(cls, home: Path) -> Memory:
        """Return what is kept in a folder; nothing where it cannot be read."""
        facts, world = _read(home / "told") or ("", "")
        kept: dict[str, One] = {}
        for path in sorted(home.glob("notes-*")):
            kept |= _read(path) or {}
        return cls(facts, world, kept, _read(home / "seen") or {}, _read(home / "derived") or ("", None))

    @property
    def notes(self) -> Mapping[str, ReadNote]:
        """The notes as they were read, by their paths."""
        return {path: read for path, (read, _) in self.kept.items()}

    @property
    def same(self) -> frozenset[str]:
        """The paths of files that this build has read already, and found as they were kept."""
        return frozenset(path for path, (read, _) in self.kept.items() if self.seen.get(path) == read.sum)

    def unchanged(self, folder: Folder) -> frozenset[str]:
        """Return the notes that are as they were."""
        return frozenset(name for name, read in folder.read.items() if self._holds(read))

    def citings(self, folder: Folder, world: str) -> Citings:
        """Return the citations of the notes that are as they were, in a world that is."""
        if world != self.world:
            return {}
        return {name: self.kept[read.note.path][1] for name, read in folder.read.items() if self._holds(read)}

    def _holds(self, read: ReadNote) -> bool:
        found = self.kept.get(read.note.path)
        return found is not None and found[0].sum == read.sum

    def keep(self, home: Path, folder: Folder, facts: str, world: str, cited: Citings) -> None:
        """Keep what a build found, where nothing was wrong, in place of what this one was read from."""
        home.mkdir(exist_ok=True)
        _write(home / "told", (facts, world))
        now: dict[int, dict[str, One]] = {part: {} for part in range(_PARTS)}
        for name, read in folder.read.items():
            now[_part(read.note.path)][read.note.path] = read, cited[name]
        stale = {*range(_PARTS)} if world != self.world else _changed(self.kept, now)
        for part in stale:
            _write(home / f"notes-{part}", now[part])

    def keep_derived(self, home: Path, source: str, value: object) -> None:
        """Keep what was derived of all notes, unless it is kept."""
        if self.derived[0] != source:
            _write(home / "derived", (source, value))


def keep_seen(home: Path, seen: Mapping[str, str]) -> None:
    """Tell the reader of notes what files a build has just seen, by their sums."""
    home.mkdir(parents=True, exist_ok=True)
    _write(home / "seen", dict(seen))


def _changed(before: Kept, now: Mapping[int, Kept]) -> set[int]:
    """Return the parts that hold other notes now."""
    sums = {path: read.sum for path, (read, _) in before.items()}
    found = set[int]()
    for part, kept in now.items():
        found.update(part for path, (read, _) in kept.items() if sums.pop(path, "") != read.sum)
    return found | {_part(path) for path in sums}


def _part(path: str) -> int:
    return crc32(path.encode()) % _PARTS


def _read(path: Path) -> Any:
    """Return what a file holds; None where it is not as it was written."""
    try:
        data = memoryview(path.read_bytes())
    except OSError:
        return None
    if hashlib.sha256(data[_SUM:]).digest() != data[:_SUM]:
        return None
    return pickle.loads(data[_SUM:])


def _write(path: Path, value: object) -> None:
    stream = BytesIO()
    _Pickler(stream, pickle.HIGHEST_PROTOCOL).dump(value)
    data = stream.getbuffer()
    path.write_bytes(hashlib.sha256(data).digest() + data)


class _Pickler(pickle.Pickler):
    """Writes frozen records as their kind and values, which are read in half the time."""

    def reducer_override(self, value: object) -> Any:
        """Return how to make a record again."""
        kind = type(value)
        if not (is_dataclass(kind) and "__slots__" in vars(kind)):
            return NotImplemented
        return _record, (kind, *(getattr(value, one.name) for one in fields(kind)))


def _record(kind: type, *values: object) -> object:
    made: Any = object.__new__(kind)
    for put, value in zip(_puts(kind), values, strict=True):
        put(made, value)
    return made


@cache
def _puts(kind: type) -> tuple[Callable[[object, object], None], ...]:
    """Return what sets each field of a kind of record, frozen as it is."""
    return tuple(getattr(kind, one.name).__set__ for one in fields(kind))


def facts_of(folder: Folder) -> str:
    """Return the sum of all that the rules look at, but for prose."""
    found = hashlib.sha256()
    for names in (sorted(folder.images), sorted(folder.pages), sorted(folder.kb.unread)):
        found.update(repr(names).encode())
    for read in folder.read.values():
        found.update(f"{read.note.path} {read.front}\n".encode())
    for name, text in folder.texts.items():
        found.update(f"{name} {hashlib.sha256(text.encode()).hexdigest()}\n".encode())
    found.update(repr(folder.kb.remote).encode())
    return found.hexdigest()


def world_of(folder: Folder, holdings: Iterable[object]) -> str:
    """Return the sum of all that decides which document a citation means."""
    found = hashlib.sha256()
    for held in holdings:
        found.update(repr(held).encode())
    for name, note in folder.kb.notes.items():
        if note.kind == "source":  # a quote is read in the province of its source
            found.update(f"{name} {note.province}\n".encode())
    return found.hexdigest()
