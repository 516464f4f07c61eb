"""A folder of notes → the knowledge base: which files are notes, which are pages, and what is wrong."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from nq57.model import KINDS, KnowledgeBase, Note
from nq57.notes.reader import read_note, read_page
from nq57.problems import Code, Problem

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\.md\Z")
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(1, 10))}
)
MAX_NAME = 100
PAGE_FOLDERS = frozenset({"", "guide"})
FOLDERS = frozenset(kind.folder for kind in KINDS)


@dataclass(frozen=True, slots=True)
class Folder:
    """What a knowledge base holds on disk.

    Notes, kept texts of sources (id → text), plain pages (path → text), problems.
    """

    kb: KnowledgeBase
    texts: dict[str, str]
    pages: dict[str, str]
    problems: tuple[Problem, ...]


def is_page(path: str) -> bool:
    """Tell whether a Markdown file is a plain page and not a note.

    >>> is_page("documents/index.md"), is_page("guide/write.md"), is_page("documents/57-nq-tw.md")
    (True, True, False)
    """
    folder, _, name = path.rpartition("/")
    return folder in PAGE_FOLDERS or name == "index.md"


def read_folder(root: Path) -> Folder:
    """Read every note below the root; files are taken in the order of their paths."""
    notes: dict[str, Note] = {}
    unread: set[str] = set()
    texts: dict[str, str] = {}
    pages: dict[str, str] = {}
    problems: list[Problem] = list(_links(root))
    for path in sorted(_files(root)):
        if path.startswith("sources/") and path.endswith(".txt"):
            text, wrong = _kept_text(path, (root / path).read_bytes())
            problems += wrong
            if text is not None:
                texts[path.removeprefix("sources/").removesuffix(".txt")] = text
        if not path.lower().endswith(".md"):
            continue
        if is_page(path):
            text, wrong = read_page(path, (root / path).read_bytes())
            problems += wrong
            pages[path] = text
            continue
        problems += _name_problems(path)
        note, faults = read_note(path, (root / path).read_bytes())
        problems += faults
        if note is None:
            unread.add(path.rpartition("/")[2].removesuffix(".md"))
            continue
        if note.id in notes:
            message = f"id '{note.id}' is already the name of {notes[note.id].path}; rename this file"
            problems.append(Problem(path, 1, Code.DUPLICATE_ID, message))
            continue
        notes[note.id] = note
    return Folder(KnowledgeBase(notes, frozenset(unread)), texts, pages, tuple(problems))


def _files(root: Path) -> Iterator[str]:
    for folder, subfolders, names in os.walk(root):
        subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
        below = Path(folder).relative_to(root).as_posix() + "/"
        for name in names:
            # An editor's lock (.#x.md) is no file of ours; another hidden note would pass in silence.
            hidden = name.startswith(".") and (name.startswith(".#") or not name.lower().endswith(".md"))
            path = f"{folder}/{name}"
            if not hidden and os.path.isfile(path) and not os.path.islink(path):  # noqa: PTH113, PTH114 (fast)
                yield f"{below}{name}".removeprefix("./")


def _links(root: Path) -> Iterator[Problem]:
    """Yield a problem for every symbolic link: it could lead to any file of the machine."""
    for folder, subfolders, names in os.walk(root):
        for name in sorted((*subfolders, *names)):
            if os.path.islink(f"{folder}/{name}") and not name.startswith(".#"):  # noqa: PTH114 (fast)
                message = "a symbolic link; put the file itself here"
                path = Path(folder, name).relative_to(root).as_posix()
                yield Problem(path, 1, Code.BAD_NAME, message)


def _kept_text(path: str, raw: bytes) -> tuple[str | None, list[Problem]]:
    try:
        return raw.decode("utf-8"), []
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return None, [Problem(path, line, Code.BAD_ENCODING, "the kept text is not UTF-8; save it as UTF-8")]


def _name_problems(path: str) -> list[Problem]:
    folder, _, name = path.rpartition("/")
    problems = []
    wrong = (
        "write lower-case ASCII letters, digits, hyphens, then .md"
        if not _NAME.match(name)
        else "Windows keeps this name for itself; add a word"
        if name.removesuffix(".md") in _RESERVED
        else f"write at most {MAX_NAME} characters"
        if len(name) > MAX_NAME
        else ""
    )
    if wrong:
        problems.append(Problem(path, 1, Code.BAD_NAME, f"file name '{name}'; {wrong}"))
    if folder not in FOLDERS:
        message = f"a note in folder '{folder}'; the folders of notes are {', '.join(sorted(FOLDERS))}"
        problems.append(Problem(path, 1, Code.BAD_NAME, message))
    return problems
