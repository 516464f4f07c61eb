"""Bundles made by hand: small archives in the one form, and archives that somebody made to do harm."""

from __future__ import annotations

import hashlib
import io
import stat
import struct
import zipfile
from collections.abc import Mapping

from nq57.bundle import Bundle, Manifest, archive
from nq57.bundle.archive import Packed
from nq57.bundle.manifest import NAME

FILES = {
    "index.html": b"<p>Trang \xc4\x91\xe1\xba\xa7u</p>" * 20,
    "documents/a.html": b"<p>a</p>" * 30,
    "x.js": b"",
}


def bundle(files: Mapping[str, bytes], subject: str = "hung-yen", date: str = "2026-01-02") -> Bundle:
    """Return a bundle of some files; each is a note of its name, too."""
    packed = {name: Packed.of(content) for name, content in files.items()}
    sums = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    notes = {name.replace("/", "-").replace(".", "-"): digest for name, digest in sums.items()}
    folder = f"nq57-{subject}"
    seal = archive.seal(folder, packed)
    state = hashlib.sha256(repr(sorted(notes.items())).encode()).hexdigest()
    manifest = Manifest(subject, "", ("vi",), "0.1.0", date, state, notes, sums, seal)
    return Bundle(archive.write(folder, {**packed, NAME: Packed.of(manifest.text())}), manifest)


def with_entry(name: str, content: bytes = b"x", mode: int = stat.S_IFREG | 0o644) -> bytes:
    """Return a bundle to which somebody added an entry with the usual tools."""
    raw = io.BytesIO(bundle(FILES).data)
    with zipfile.ZipFile(raw, "a", zipfile.ZIP_DEFLATED) as file:
        entry = zipfile.ZipInfo(name)
        entry.create_system, entry.external_attr = 3, mode << 16
        entry.compress_type = zipfile.ZIP_DEFLATED
        file.writestr(entry, content)
    return raw.getvalue()


def overlapping() -> bytes:
    """Return an archive whose list of files names one file's bytes a thousand times over."""
    plain = archive.write("nq57-x", {"a": Packed.of(bytes(10_000_000))})
    count, size, start = struct.unpack("<HII", plain[-12:-2])
    record = plain[start : start + size]
    records = b"".join(
        record.replace(b"nq57-x/a", f"nq57-x/{number:c}".encode()) for number in range(97, 123)
    )
    total = count * 26
    end = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, total, total, len(records), start, 0)
    return plain[:start] + records + end


def bomb() -> bytes:
    """Return a small archive that unpacks to more than a disk should take."""
    packed = Packed.of(bytes(60_000_000))
    local, central, offset = [], [], 0
    for number in range(20):
        full = f"nq57-x/{number:02}".encode()
        head = archive._local(full, packed)
        local += [head, packed.stream]
        central.append(archive._record(full, packed, offset))
        offset += len(head) + len(packed.stream)
    records = b"".join(central)
    return b"".join(
        [*local, records, struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, 20, 20, len(records), offset, 0)]
    )


def lying(size: int) -> bytes:
    """Return an archive whose one file holds more than it states."""
    packed = Packed.of(bytes(50_000_000))
    return archive.write("nq57-x", {NAME: Packed(packed.stream, packed.crc, size)})
