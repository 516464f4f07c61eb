"""What changed between two bundles, as an archive: with the old one it gives the new one byte for byte.

Files are carried as they are packed in the new bundle, so nothing is packed anew where the delta is applied,
and no other version of a library can make other bytes of it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from nq57.bundle import archive
from nq57.bundle.archive import Archive, ArchiveError, Packed
from nq57.bundle.manifest import NAME, Manifest, altered, json_text, manifest_of, read_json, sums_of, text_of
from nq57.bundle.write import Bundle

DELTA = "_delta/delta.json"
PAGE = "_delta/index.html"
FORMAT = "nq57-delta/1"
_OWN = frozenset({DELTA, PAGE})


@dataclass(frozen=True, slots=True)
class State:
    """One end of a delta: the SHA-256 of a bundle's archive, its date and the sum of its notes."""

    sha256: str
    date: str
    state: str


@dataclass(frozen=True, slots=True)
class Changes:
    """What a reader is told: the notes that are new, changed and gone between two bundles."""

    since: State
    now: State
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]


def whole(path: Path) -> tuple[Archive, Manifest]:
    """Read a bundle that must be whole; ArchiveError says what is wrong with it."""
    read = archive.read(path)
    if DELTA in read.files:
        raise ArchiveError("it is a delta, not a bundle")
    manifest = manifest_of(read)
    for line in altered(read, NAME, manifest.files, manifest.seal):
        raise ArchiveError(line)
    return read, manifest


def changes(old: Archive, before: Manifest, new: Bundle) -> Changes:
    """Return what changed between an old bundle and a new one of the same subject."""
    after = new.manifest
    if (before.subject, before.query) != (after.subject, after.query):
        raise ArchiveError(f"it is the bundle of {before.query or before.subject}")
    one, other = before.notes, after.notes
    return Changes(
        State(old.digest, before.date, before.state),
        State(new.digest, after.date, after.state),
        added=tuple(sorted(other.keys() - one.keys())),
        changed=tuple(sorted(name for name in one.keys() & other.keys() if one[name] != other[name])),
        removed=tuple(sorted(one.keys() - other.keys())),
    )


def make(old: Archive, new: Bundle, found: Changes, page: bytes, signature: str) -> bytes:
    """Return the delta: the files of ``new`` that ``old`` does not hold as they are, a page, the removals.

    ``signature`` is that of the new bundle, '' where there is none: it comes back with it.
    """
    folder, fresh = archive.unpacked(new.data)
    files = {name: packed for name, packed in fresh.items() if old.files.get(name) != packed}
    files[PAGE] = Packed.of(page)
    sums = {name: hashlib.sha256(packed.content() or b"").hexdigest() for name, packed in files.items()}
    values = {
        "format": FORMAT,
        "subject": new.manifest.subject,
        "from": asdict(found.since),
        "to": asdict(found.now),
        "notes": {"added": found.added, "changed": found.changed, "removed": found.removed},
        "removed": sorted(old.files.keys() - fresh.keys()),
        "signature": signature,
        "files": dict(sorted(sums.items())),
        "seal": archive.seal(folder, files),
    }
    return archive.write(folder, {**files, DELTA: Packed.of(json_text(values))})


@dataclass(frozen=True, slots=True)
class Delta:
    """A delta that was read and is whole."""

    archive: Archive
    subject: str
    since: State
    now: State
    signature: str


def delta_of(read: Archive) -> tuple[Delta, list[str]]:
    """Return a delta and what in it is not as it was made; ArchiveError where it cannot be understood."""
    values = read_json(read, DELTA, FORMAT)
    try:
        files, sealed = sums_of(values["files"]), text_of(values["seal"])
        signature = text_of(values["signature"])
        found = Delta(
            read, text_of(values["subject"]), _state(values["from"]), _state(values["to"]), signature
        )
    except (KeyError, TypeError):
        raise ArchiveError(f"its {DELTA} does not say what a delta says") from None
    return found, list(altered(read, DELTA, files, sealed))


def apply(old: Archive, delta: Delta) -> bytes:
    """Return the new bundle; ArchiveError where the old one is not the one that the delta starts from."""
    if old.digest != delta.since.sha256:
        raise ArchiveError(
            f"it starts from the bundle of {delta.since.date} with the sum {delta.since.sha256[:16]}…, "
            f"and this one has {old.digest[:16]}…"
        )
    carried = {name: packed for name, packed in delta.archive.files.items() if name not in _OWN}
    manifest = manifest_of(Archive(old.folder, {**old.files, **carried}, frozenset(), ""))
    names = {NAME, *manifest.files}
    if missing := sorted(names - carried.keys() - old.files.keys()):
        raise ArchiveError(f"neither it nor the old bundle holds '{missing[0]}'")
    data = archive.write(old.folder, {n: carried[n] if n in carried else old.files[n] for n in names})
    if hashlib.sha256(data).hexdigest() != delta.now.sha256:
        raise ArchiveError("what it makes is not the bundle that it promises")
    return data


def _state(value: Any) -> State:
    if not isinstance(value, Mapping):
        raise TypeError
    return State(text_of(value["sha256"]), text_of(value["date"]), text_of(value["state"]))
