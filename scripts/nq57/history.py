"""What changed in the notes and when: from git where there is one, else from a kept list."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from nq57.text import Date, iso_date

_MARK = "\x01"
_KEPT = "history.json"
# Of a folder that is not ours to trust git is asked nothing that could start a program or reach a network:
# its settings may name one for watching files, showing a signature, or fetching what is missing.
_GIT = ("git", "--no-pager", "--no-optional-locks", "-c", "core.fsmonitor=false")
_LOG = (
    "log",
    "--no-show-signature",
    "--no-ext-diff",
    "--no-textconv",
    "--no-mailmap",
    "--no-renames",
    "--name-status",
    "--relative",
    "-z",
    f"--format={_MARK}%cs",
    "--",
    ".",
)


@dataclass(frozen=True, slots=True)
class Change:
    """One file of the notes that a commit added, changed or removed; the path is below the notes' folder."""

    date: Date
    path: str
    action: str  # added, changed, removed


@dataclass(frozen=True, slots=True)
class History:
    """The changes, newest first; ``kept`` tells that they come from the kept list and may be older."""

    changes: tuple[Change, ...] = ()
    kept: bool = False

    @property
    def latest(self) -> Date | None:
        """The date of the last change."""
        return max((change.date for change in self.changes), key=str, default=None)


def read_history(notes: Path, docs: Path) -> History:
    """Return the history of a folder of notes: git's, or the list kept in the folder of the look."""
    changes = _from_git(notes)
    if changes is not None:
        return History(tuple(changes))
    kept = docs / _KEPT
    if not kept.is_file():
        return History(kept=True)
    rows = json.loads(kept.read_text("utf-8"))
    return History(tuple(Change(_date(day), path, action) for day, path, action in rows), kept=True)


def keep_history(notes: Path, docs: Path) -> Path | None:
    """Write git's history as the kept list, for copies without git; None where there is no git."""
    changes = _from_git(notes)
    if changes is None:
        return None
    lines = ",\n".join(json.dumps([str(c.date), c.path, c.action], ensure_ascii=False) for c in changes)
    path = docs / _KEPT
    path.write_text(f"[\n{lines}\n]\n", "utf-8")
    return path


def _from_git(notes: Path) -> list[Change] | None:
    """Return the changes of Markdown notes, newest first and once a day and file.

    None without git, and for a copy that git cut off: its oldest commit would seem to add every note.
    """
    if _git(notes, "rev-parse", "--is-shallow-repository").strip() != b"false":
        return None
    seen: dict[tuple[Date, str], Change] = {}
    for change in _changes(_git(notes, *_LOG)):
        if change.path.endswith(".md"):
            seen.setdefault((change.date, change.path), change)
    return list(seen.values()) or None


def _git(folder: Path, *words: str) -> bytes:
    """Return what git says of a folder, nothing where there is no git or it refuses."""
    # A repository named by the environment is not that of the folder.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    environment |= {"GIT_ALLOW_PROTOCOL": "none", "GIT_NO_LAZY_FETCH": "1"}
    try:
        done = subprocess.run((*_GIT, *words), cwd=folder, env=environment, capture_output=True, check=False)
    except OSError:
        return b""
    return b"" if done.returncode else done.stdout


_ACTIONS = {"A": "added", "D": "removed"}


def _changes(log: bytes) -> Iterator[Change]:
    r"""Yield the changes of a log: after the mark and day of a commit, an action and a path in turn.

    >>> [change.action for change in _changes(b"\x012025-03-13\0\nA\0a.md\0D\0b.md\0")]
    ['added', 'removed']
    """
    fields = iter(log.decode("utf-8", "replace").split("\0"))
    day: Date | None = None
    for field in fields:
        word = field.strip("\n")
        if word.startswith(_MARK):
            day = iso_date(word.removeprefix(_MARK))
        elif word:
            path = next(fields, "")  # whatever it is called, a path is never read as a mark
            if day:
                yield Change(day, path, _ACTIONS.get(word, "changed"))


def _date(day: str) -> Date:
    date = iso_date(day)
    if date is None:
        raise ValueError(f"'{day}' is no date")
    return date
