"""Bundles → files: one, or those of all provinces with the page that lists them, all at once or none."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from nq57 import exchange
from nq57.bundle import delta, signing, zim
from nq57.bundle.signing import SecretKey
from nq57.bundle.write import Bundle, BundleError, Workshop
from nq57.model import Province
from nq57.views.page import Payload
from nq57.views.texts import number_text
from nq57.workers import spread

SUMS, INDEX = "SHA256SUMS", "index.html"
FORMATS = ("zip", "zim")


@dataclass(frozen=True, slots=True)
class Written:
    """One file that was written, and what is in it."""

    name: str
    subject: str
    notes: int
    files: int
    size: int
    sha256: str


def write_one(bundle: Bundle, workshop: Workshop, path: Path, form: str, key: SecretKey | None) -> Written:
    """Write a bundle and its signature at a path: the old files or the new ones are there, never a half."""
    data = bundle.data if form == "zip" else zim.convert(bundle, workshop, path)
    put(path, data, sign(key, data, bundle, path.name))
    manifest, digest = bundle.manifest, hashlib.sha256(data).hexdigest()
    return Written(
        path.name, manifest.subject, len(manifest.notes), len(manifest.files) + 1, len(data), digest
    )


def sign(key: SecretKey | None, data: bytes, bundle: Bundle, name: str) -> str:
    """Return the signature of a file, '' without a key."""
    return key.sign(data, f"file:{name}\tstate:{bundle.manifest.date}") if key else ""


def put(path: Path, data: bytes, signature: str) -> None:
    """Put a file and its signature in place; a signature of another content never stands beside it."""
    if path.is_dir():
        raise IsADirectoryError(f"{path} is a folder; give the path of a file")
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(path.name + signing.SUFFIX)
    fresh = path.with_name(f".{path.name}.part")
    try:
        fresh.write_bytes(data)
        beside.unlink(missing_ok=True)
        fresh.replace(path)
        if signature:
            fresh.write_text(signature, "utf-8")
            fresh.replace(beside)
    finally:
        fresh.unlink(missing_ok=True)


def changed_page(workshop: Workshop, found: delta.Changes, subject: str, query: str) -> bytes:
    """Return the page that tells what changed between two bundles."""
    edition = next(iter(workshop.editions.values()))
    reader = edition.reader

    def row(note: str) -> Payload:
        if note not in reader.corpus.kb.notes:
            return {"url": "", "title": note, "language": ""}
        language = reader.title_language(note)
        return {"url": reader.url(note), "title": reader.heading(note), "language": language}

    values = {
        "title": query or reader.title(subject),
        "since": found.since.date,
        "now": found.now.date,
        "added": [row(note) for note in found.added],
        "changed": [row(note) for note in found.changed],
        "removed": [{"url": "", "title": row(note)["title"]} for note in found.removed],
    }
    return edition.renderer.render("delta.html", "", values).encode()


def write_all(
    workshop: Workshop, folder: Path, form: str, key: SecretKey | None, jobs: int
) -> Iterator[Written]:
    """Write the bundles of all provinces, with sums and an index, yielding each as it is done.

    They are made beside the folder and take its place at the end, in one step. What else it held stays.
    """
    _own(folder)
    fresh, aside = (folder.with_name(f".{folder.name}.{word}") for word in ("new", "old"))
    exchange.recover(folder, aside)
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    make = _maker(workshop, fresh, form, key)
    done = []
    for written in spread(make, sorted(note.id for note in workshop.corpus.kb.of(Province)), jobs):
        done.append(written)
        yield written
    done.sort(key=lambda written: written.name)
    sums = "".join(f"{written.sha256}  {written.name}\n" for written in done)
    (fresh / SUMS).write_text(sums, "ascii")
    (fresh / INDEX).write_bytes(_index(workshop, done, signed=key is not None))
    _carry(folder, fresh)
    exchange.put(fresh, folder, aside)


def _maker(workshop: Workshop, folder: Path, form: str, key: SecretKey | None) -> Callable[[str], Written]:
    def make(province: str) -> Written:
        bundle = workshop.make(workshop.province(province))
        return write_one(bundle, workshop, folder / f"{province}.{form}", form, key)

    return make


def _own(folder: Path) -> None:
    """Raise BundleError for a folder that holds what no bundle is: it would be moved with the rest."""
    if folder.exists() and not folder.is_dir():
        raise BundleError(f"{folder} is no folder; give one for all bundles")
    for path in folder.iterdir() if folder.exists() else ():
        left = path.name.startswith(".")  # by a run that was killed
        if not left and (path.is_symlink() or not path.is_file()):
            raise BundleError(f"{folder} holds {path.name}; give a folder of its own with --output")


def _carry(folder: Path, fresh: Path) -> None:
    """Keep what somebody else put beside the bundles: all but what the last run wrote."""
    if not folder.exists():
        return
    sums = folder / SUMS
    listed = sums.read_text("utf-8", "replace").splitlines() if sums.exists() else []
    written = {SUMS, INDEX, *(line.partition("  ")[2] for line in listed)}
    written |= {name + signing.SUFFIX for name in written}
    for path in sorted(folder.iterdir()):
        if path.name not in written and not path.name.startswith(".") and not (fresh / path.name).exists():
            try:
                os.link(path, fresh / path.name)
            except OSError:  # a file system without hard links
                shutil.copy2(path, fresh / path.name)


def _index(workshop: Workshop, done: list[Written], *, signed: bool) -> bytes:
    edition = next(iter(workshop.editions.values()))
    reader = edition.reader
    rows: list[Mapping[str, object]] = [
        {
            "file": written.name,
            "title": reader.title(written.subject),
            "language": reader.title_language(written.subject),
            "notes": written.notes,
            "size": f"{number_text(f'{written.size / 1_000_000:.1f}', reader.language)} MB",
            "sha256": written.sha256,
        }
        for written in done
    ]
    values = {"as_of": workshop.date, "version": version("nq57"), "rows": rows, "signed": signed}
    return edition.renderer.render("downloads.html", "", values).encode()
