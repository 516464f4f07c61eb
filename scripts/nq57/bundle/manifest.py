"""What a bundle says of itself in ``manifest.json``, by ``docs/_static/bundle-manifest.schema.json``."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from nq57.bundle.archive import Archive, ArchiveError, seal

NAME = "manifest.json"
FORMAT = "nq57-bundle/1"
_LIMIT = 16_000_000
_SUM = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is inside, for whom, as of when.

    ``subject`` names the bundle: a province's id, or the slug of a ``query``. ``notes`` and ``files`` give
    the SHA-256 of each by its name; ``state`` is one sum of the notes, ``seal`` one of the files as packed.
    """

    subject: str
    query: str
    languages: tuple[str, ...]
    version: str
    date: str
    state: str
    notes: Mapping[str, str]
    files: Mapping[str, str]
    seal: str

    def text(self) -> bytes:
        """Return the file."""
        values = {name: getattr(self, name) for name in self.__slots__}
        sums = {"notes": dict(sorted(self.notes.items())), "files": dict(sorted(self.files.items()))}
        return json_text({"format": FORMAT, **values, **sums})


def json_text(values: Mapping[str, Any]) -> bytes:
    """Return values as a file, in one form."""
    return (json.dumps(values, ensure_ascii=False, indent=1) + "\n").encode()


def manifest_of(archive: Archive) -> Manifest:
    """Return the manifest of an archive; ArchiveError where it has none that can be read."""
    values = read_json(archive, NAME, FORMAT)
    try:
        return Manifest(
            subject=text_of(values["subject"]),
            query=text_of(values["query"]),
            languages=tuple(text_of(word) for word in values["languages"]),
            version=text_of(values["version"]),
            date=text_of(values["date"]),
            state=text_of(values["state"]),
            notes=sums_of(values["notes"]),
            files=sums_of(values["files"]),
            seal=text_of(values["seal"]),
        )
    except (KeyError, TypeError):
        raise ArchiveError(f"its {NAME} does not say what a manifest says") from None


def read_json(archive: Archive, name: str, form: str) -> dict[str, Any]:
    """Return what a file of an archive says, in the format that is asked for."""
    packed = archive.files.get(name)
    if packed is None:
        raise ArchiveError(f"it has no {name}; this is no bundle of ours")
    content = packed.content() if packed.size <= _LIMIT else None
    try:
        values = json.loads(content) if content is not None else None
    except (ValueError, RecursionError):
        values = None
    if not isinstance(values, dict):
        raise ArchiveError(f"altered: {name}")
    if values.get("format") != form:
        raise ArchiveError(f"its {name} is not of the format {form}")
    return values


def text_of(value: object) -> str:
    """Return a text; TypeError for anything else."""
    if not isinstance(value, str):
        raise TypeError
    return value


def sums_of(value: object) -> dict[str, str]:
    """Return SHA-256 sums by name; TypeError for anything else."""
    if not isinstance(value, dict) or not all(_SUM.fullmatch(text_of(digest)) for digest in value.values()):
        raise TypeError
    return value


def altered(archive: Archive, own: str, files: Mapping[str, str], sealed: str) -> Iterator[str]:
    """Yield what of an archive is not as its list of sums, the file ``own``, says; nothing if it is whole."""
    held = archive.files.keys() - {own}
    wrong = False
    for name in sorted(held | files.keys() | {own}):
        if name not in held and name != own:
            yield f"missing: {name}"
        elif name not in files and name != own:
            yield f"not in {own}: {name}"
        elif name in archive.damaged or (name != own and _sum(archive, name) != files[name]):
            yield f"altered: {name}"
        else:
            continue
        wrong = True
    rest = {name: packed for name, packed in archive.files.items() if name != own}
    if not wrong and seal(archive.folder, rest) != sealed:
        yield "altered: the packing of its files, though not what they say"


def _sum(archive: Archive, name: str) -> str:
    content = archive.files[name].content()
    return hashlib.sha256(content).hexdigest() if content is not None else ""
