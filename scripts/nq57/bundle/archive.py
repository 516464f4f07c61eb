"""The zip of a bundle in its one form: the same files give the same bytes, and no byte may be otherwise.

Python's ``zipfile`` writes what the zlib of the machine makes, and reads archives of a hundred forms. Here a
stream is kept as it was packed, so that a delta can put a bundle together again byte for byte; and what is
read must be exactly what would be written, so that a flipped bit is seen wherever it stands.
"""

from __future__ import annotations

import hashlib
import re
import stat
import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import deflate

MAX_FILES = 30_000
MAX_FILE = 64_000_000
MAX_TOTAL = 512_000_000
MAX_PATH = 120  # with the folder of the bundle; Windows stops at 260 with the reader's own folders
_LEVEL = 10  # of libdeflate, whose version is locked: another machine's zlib would pack otherwise
_DEFLATED, _VERSION, _UNIX = 8, 20, 3 << 8 | 20
_MODE = (stat.S_IFREG | 0o644) << 16
_OLDEST = 0 | (1 << 5 | 1) << 16  # 1980-01-01 00:00, the first moment that the format knows
_LOCAL = struct.Struct("<4sHHHIIIIHH")
_CENTRAL = struct.Struct("<4sHHHHIIIIHHHHHII")
_END = struct.Struct("<4sHHHHIIH")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
_PLAIN = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*")


class ArchiveError(ValueError):
    """The archive is refused; the message says why in one line."""


@dataclass(frozen=True, slots=True)
class Packed:
    """A file as it stands in the archive: its deflated stream, and the sum and size of its content."""

    stream: bytes
    crc: int
    size: int

    @classmethod
    def of(cls, content: bytes) -> Packed:
        """Pack some content."""
        return cls(bytes(deflate.deflate_compress(content, _LEVEL)), zlib.crc32(content), len(content))

    def content(self) -> bytes | None:
        """Return the content, None where the stream does not hold it; never more than its stated size."""
        inflater = zlib.decompressobj(-15)
        try:
            content = inflater.decompress(self.stream, self.size + 1)
        except zlib.error:
            return None
        whole = inflater.eof and not inflater.unused_data and len(content) == self.size
        return content if whole and zlib.crc32(content) == self.crc else None


@dataclass(frozen=True, slots=True)
class Archive:
    """What was read: the folder all stands in, its files, and those whose bytes are not as written."""

    folder: str
    files: Mapping[str, Packed]
    damaged: frozenset[str]
    digest: str  # of the archive itself


def write(folder: str, files: Mapping[str, Packed]) -> bytes:
    """Return the archive of some files, in one folder, in the order of their names."""
    names = sorted(files)
    _writable(folder, files)
    pieces, central, offset = [], [], 0
    for name in names:
        full, packed = f"{folder}/{name}".encode(), files[name]
        local = _local(full, packed)
        pieces += [local, packed.stream]
        central.append(_record(full, packed, offset))
        offset += len(local) + len(packed.stream)
    directory = b"".join(central)
    end = _END.pack(b"PK\5\6", 0, 0, len(names), len(names), len(directory), offset, 0)
    return b"".join([*pieces, directory, end])


def seal(folder: str, files: Mapping[str, Packed]) -> str:
    """Return one sum of files as they are packed: a stream can say the same content in other bits."""
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(_local(f"{folder}/{name}".encode(), files[name]))
        digest.update(files[name].stream)
    return digest.hexdigest()


def read(path: Path) -> Archive:
    """Read an archive; nothing is unpacked to the disk, whatever it says.

    Raises ArchiveError for what is no bundle's archive: cut off, of another form, with a name that leads
    elsewhere, a link, a name twice, or more than a bundle may hold.
    """
    looks = path.stat()
    if not stat.S_ISREG(looks.st_mode):
        raise ArchiveError("no plain file")
    if looks.st_size > MAX_TOTAL:
        raise ArchiveError(f"{looks.st_size} bytes; a bundle has at most {MAX_TOTAL}")
    raw = path.read_bytes()
    return _archive(raw)


def unpacked(raw: bytes) -> tuple[str, Mapping[str, Packed]]:
    """Return folder and files of an archive that was just made."""
    made = _archive(raw)
    return made.folder, made.files


def _archive(raw: bytes) -> Archive:
    entries = list(_entries(raw))
    _bounded(name for name, _, _ in entries)
    total = sum(packed.size for _, packed, _ in entries)
    if total > MAX_TOTAL:
        raise ArchiveError(f"it unpacks to {total} bytes; a bundle has at most {MAX_TOTAL}")
    if [name for name, _, _ in entries] != sorted(name for name, _, _ in entries):
        raise ArchiveError("its files are not in the order of their names")
    folders = {name.partition("/")[0] for name, _, _ in entries}
    if len(folders) != 1 or not all("/" in name for name, _, _ in entries):
        raise ArchiveError("its files do not stand in one folder; this is no bundle")
    folder = folders.pop()
    files = {name.removeprefix(f"{folder}/"): packed for name, packed, _ in entries}
    damaged = frozenset(name.removeprefix(f"{folder}/") for name, _, sound in entries if not sound)
    return Archive(folder, files, damaged, hashlib.sha256(raw).hexdigest())


def _entries(raw: bytes) -> Iterator[tuple[str, Packed, bool]]:
    """Yield name, file and whether every byte of it is as written."""
    start, count = _end(raw)
    at, offset = start, 0
    for _ in range(count):
        record = raw[at : at + _CENTRAL.size]
        if at + _CENTRAL.size > len(raw) - _END.size or record[:4] != b"PK\1\2":
            raise ArchiveError("its list of files is damaged")
        fields = _CENTRAL.unpack(record)
        crc, packed_size, size, length, extra, comment, mode = *fields[6:12], fields[14]
        full = raw[at + _CENTRAL.size : at + _CENTRAL.size + length]
        name = full.decode("utf-8", "replace")
        _safe(name, mode)
        if size > MAX_FILE or packed_size > MAX_FILE:
            raise ArchiveError(f"'{_shown(name)}' states {size} bytes; a file has at most {MAX_FILE}")
        head = offset + _LOCAL.size + length
        packed = Packed(raw[head : head + packed_size], crc, size)
        if head + packed_size > start:
            raise ArchiveError(f"'{_shown(name)}' leads outside of the files, or two share their bytes")
        listed = raw[at : at + _CENTRAL.size + length + extra + comment] == _record(full, packed, offset)
        yield name, packed, listed and raw[offset:head] == _local(full, packed)
        at, offset = at + _CENTRAL.size + length + extra + comment, head + packed_size
    if at != len(raw) - _END.size or offset != start:
        raise ArchiveError("there are bytes in it that belong to no file")


def _end(raw: bytes) -> tuple[int, int]:
    """Return where the list of files begins, and how many there are."""
    if len(raw) < _END.size or raw[-_END.size :][:4] != b"PK\5\6":
        raise ArchiveError("it is cut off, or no bundle: the end of an archive is missing")
    _, disk, first, here, count, size, start, comment = _END.unpack(raw[-_END.size :])
    if disk or first or comment or here != count or start + size != len(raw) - _END.size:
        raise ArchiveError("its end does not fit what stands before; it is damaged or cut off")
    if not 0 < count <= MAX_FILES:
        raise ArchiveError(f"it lists {count} files; a bundle has 1 to {MAX_FILES}")
    return start, count


def _safe(name: str, mode: int) -> None:
    """Raise where a name leads elsewhere, or an entry is no plain file."""
    parts = name.split("/")
    if name.startswith("/") or "\\" in name or ":" in name or ".." in parts:
        raise ArchiveError(f"'{_shown(name)}' leads out of its folder")
    if stat.S_ISLNK(mode >> 16):
        raise ArchiveError(f"'{_shown(name)}' is a link; a bundle holds plain files alone")
    if wrong := portable(name):
        raise ArchiveError(f"'{_shown(name)}' {wrong}")


def portable(name: str) -> str:
    """Say why a path does not fit every machine; '' where it does.

    >>> portable("nq57-hung-yen/documents/57-nq-tw.html"), portable("nq57-x/aux.html")
    ('', "is a name that Windows keeps for itself: 'aux.html'")
    """
    if len(name) >= MAX_PATH:
        return f"has {len(name)} characters; a path in a bundle has fewer than {MAX_PATH}"
    for part in name.split("/"):
        if not _PLAIN.fullmatch(part) or part.endswith("."):
            return "is no path of ASCII letters, digits and - _ ."
        if _RESERVED.match(part):
            return f"is a name that Windows keeps for itself: '{part}'"
    return ""


def _bounded(names: Iterable[str]) -> None:
    seen: dict[str, str] = {}
    for name in names:
        other = seen.setdefault(name.lower(), name)
        if other is not name:
            raise ArchiveError(f"'{name}' and '{other}' have one name on some machines")


def _writable(folder: str, files: Mapping[str, Packed]) -> None:
    for name, packed in files.items():
        if wrong := portable(f"{folder}/{name}"):
            raise ArchiveError(f"'{folder}/{name}' {wrong}")
        if packed.size > MAX_FILE:
            raise ArchiveError(f"'{name}' has {packed.size} bytes; a file has at most {MAX_FILE}")
    _bounded(files)
    total = sum(packed.size for packed in files.values())
    if len(files) > MAX_FILES or total > MAX_TOTAL:
        limits = f"at most {MAX_FILES} files and {MAX_TOTAL} bytes"
        raise ArchiveError(f"{len(files)} files, {total} bytes; a bundle has {limits}")


def _local(full: bytes, packed: Packed) -> bytes:
    sizes = (packed.crc, len(packed.stream), packed.size, len(full), 0)
    return _LOCAL.pack(b"PK\3\4", _VERSION, 0, _DEFLATED, _OLDEST, *sizes) + full


def _record(full: bytes, packed: Packed, offset: int) -> bytes:
    sizes = (packed.crc, len(packed.stream), packed.size, len(full), 0, 0, 0, 0)
    return _CENTRAL.pack(b"PK\1\2", _UNIX, _VERSION, 0, _DEFLATED, _OLDEST, *sizes, _MODE, offset) + full


def _shown(name: str) -> str:
    """Return a name that can be printed on any terminal, however long or strange it is."""
    return name[:200].encode("unicode_escape").decode("ascii")
