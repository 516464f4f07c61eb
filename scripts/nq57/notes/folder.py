"""A folder of notes → the knowledge base: which files are notes, which are pages, and what is wrong."""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from nq57.addresses import LIST
from nq57.files import IMAGES, MAX_BYTES, FileError, read_file, refused, walk
from nq57.model import KINDS, KnowledgeBase, Note
from nq57.notes.reader import read_note, read_page
from nq57.problems import Code, Problem
from nq57.progress import Watch, unwatched
from nq57.text import meant

_NAME = re.compile(rf"[a-z0-9]+(?:-[a-z0-9]+)*(?:{'|'.join(map(re.escape, MAX_BYTES))})\Z")
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(1, 10))}
)
MAX_NAME = 80
PAGE_FOLDERS = frozenset({"", "guide"})
FOLDERS = frozenset(kind.folder for kind in KINDS)
_PLACES = {".txt": frozenset({"sources"}), ".yaml": frozenset({"vocabulary"})}


@dataclass(frozen=True, slots=True)
class ReadNote:
    """A note with the sums of its file, and of what stands there before its prose."""

    note: Note
    sum: str
    front: str


@dataclass(frozen=True, slots=True)
class Folder:
    """What a knowledge base holds on disk.

    Notes, kept texts of sources (id → text), plain pages (path → text), problems, paths of images, the
    addresses that were published, and the notes with their sums (by id).
    """

    kb: KnowledgeBase
    texts: dict[str, str]
    pages: dict[str, str]
    problems: tuple[Problem, ...]
    images: frozenset[str] = frozenset()
    addresses: tuple[str, ...] = ()
    read: Mapping[str, ReadNote] = field(default_factory=dict)


def is_page(path: str) -> bool:
    """Tell whether a Markdown file is a plain page and not a note.

    >>> is_page("documents/index.md"), is_page("guide/write.md"), is_page("documents/57-nq-tw.md")
    (True, True, False)
    """
    folder, _, name = path.rpartition("/")
    return folder in PAGE_FOLDERS or name == "index.md"


def read_folder(
    root: Path,
    watch: Watch[Path] = unwatched,
    known: Mapping[str, ReadNote] = MappingProxyType({}),
    same: Container[str] = (),
) -> Folder:
    """Read every note below the root; files are taken in the order of their paths.

    A file whose sum is that of a note ``known`` by its path, in which nothing was wrong, is that note; it is
    not read where somebody has just found that it is the ``same``.
    """
    notes: dict[str, ReadNote] = {}
    unread: set[str] = set()
    texts: dict[str, str] = {}
    pages: dict[str, str] = {}
    images: set[str] = set()
    kept: tuple[str, ...] = ()
    problems: list[Problem] = []
    for path, raw, faults in _files(root, watch, same):
        problems += faults
        stem, suffix = posixpath.splitext(posixpath.basename(path))
        if raw is None:
            unread.add(stem)
        elif suffix in IMAGES:
            images.add(path)
        elif path == LIST or suffix == ".txt":
            text, wrong = _kept_text(path, raw)
            problems += wrong
            if path == LIST:
                kept = tuple((text or "").split())
            elif text is not None:
                texts[path.removeprefix("sources/").removesuffix(".txt")] = text
        elif is_page(path):
            page, wrong = read_page(path, raw)
            problems += wrong
            if wrong:
                unread.add(stem)
            else:
                pages[path] = page
        elif suffix == ".md":
            read, told = (known[path], ()) if path in same else _read(path, raw, known.get(path))
            problems += told
            if read is None:
                unread.add(stem)
            elif read.note.id in notes:
                problems.append(_twice(path, notes[read.note.id].note))
            else:
                notes[read.note.id] = read
    kb = KnowledgeBase({name: read.note for name, read in notes.items()}, frozenset(unread))
    return Folder(kb, texts, pages, tuple(problems), frozenset(images), kept, notes)


def _twice(path: str, note: Note) -> Problem:
    message = f"id '{note.id}' is already the name of {note.path}; rename this file"
    return Problem(path, 1, Code.DUPLICATE_ID, message)


def _read(path: str, raw: bytes, known: ReadNote | None) -> tuple[ReadNote | None, tuple[Problem, ...]]:
    found = hashlib.sha256(raw).hexdigest()
    if known and known.sum == found:
        return known, ()
    note, problems = read_note(path, raw)
    if note is None:
        return None, problems
    # What stands before the prose: what the note says as facts, and on which lines.
    front = raw[: max(0, len(raw) - len(note.body.encode()))]
    return ReadNote(note, found, hashlib.sha256(front).hexdigest()), problems


def refused_files(root: Path) -> tuple[Problem, ...]:
    """Return what is wrong with files by their looks alone, before a byte of any is read."""
    problems = ((path, refused(path)) for path in walk(root))
    return tuple(_bad_file(path.relative_to(root).as_posix(), wrong) for path, wrong in problems if wrong)


def _files(
    root: Path, watch: Watch[Path], same: Container[str]
) -> Iterator[tuple[str, bytes | None, list[Problem]]]:
    """Yield (path, bytes, problems) of every file; bytes are None where the file is not read."""
    for file in watch("reading", walk(root)):
        path = file.relative_to(root).as_posix()
        if path in same:
            yield path, b"", []
            continue
        try:
            raw = read_file(file)
        except FileError as error:
            yield path, None, [_bad_file(path, str(error))]
            continue
        misplaced = _misplaced(path)
        yield path, None if misplaced else raw, [*_name_problems(path), *misplaced]


def _bad_file(path: str, message: str) -> Problem:
    return Problem(path, 1, Code.BAD_FILE, message)


def _kept_text(path: str, raw: bytes) -> tuple[str | None, list[Problem]]:
    try:
        return raw.decode("utf-8"), []
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return None, [Problem(path, line, Code.BAD_ENCODING, "the kept text is not UTF-8; save it as UTF-8")]


def _name_problems(path: str) -> list[Problem]:
    name = posixpath.basename(path)
    stem, suffix = posixpath.splitext(name)
    wrong = (
        f"write lower-case ASCII letters, digits, hyphens, then {suffix.lower()}"
        if not _NAME.match(name)
        else "Windows keeps this name for itself; add a word"
        if stem in _RESERVED
        else f"write at most {MAX_NAME} characters"
        if len(name) > MAX_NAME
        else ""
    )
    return [Problem(path, 1, Code.BAD_NAME, f"file name '{name}'; {wrong}")] if wrong else []


def _misplaced(path: str) -> list[Problem]:
    """Return a problem for a file in a folder that does not hold its kind."""
    folder, suffix = posixpath.dirname(path), posixpath.splitext(path)[1]
    if path == LIST:
        return []
    places = _PLACES.get(suffix, FOLDERS | PAGE_FOLDERS)
    if folder in places:
        return []
    if suffix == ".md":
        known = sorted(FOLDERS)
        message = (
            f"a note in folder '{folder}'; the folders of notes are {', '.join(known)}{meant(folder, known)}"
        )
    else:
        names = ", ".join(sorted(name for name in places if name))
        message = f"a {suffix} file in folder '{folder}'; such files are kept in {names}"
    return [Problem(path, 1, Code.BAD_NAME, message)]
