"""What changed in the notes and when: from git where there is one, else from a kept list."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

from nq57.text import Date, iso_date

_MARK = "\x01"
_KEPT = "history.json"
# Of a folder that is not ours to trust git is asked nothing that could start a program.
_GIT = ("git", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "--no-optional-locks")


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
    """Return the changes of Markdown notes, newest first and once a day and file; None without git."""
    command = (
        *_GIT,
        "log",
        "--no-renames",
        "--name-status",
        "--relative",
        "-z",
        f"--format={_MARK}%cs",
        "--",
        ".",
    )
    try:
        done = subprocess.run(command, cwd=notes, capture_output=True, check=False)
    except OSError:
        return None
    if done.returncode or not done.stdout:
        return None
    seen: dict[tuple[str, str], Change] = {}
    actions = {"A": "added", "D": "removed"}
    for commit in done.stdout.decode("utf-8", "replace").split(_MARK)[1:]:
        day, _, rest = commit.partition("\0")
        fields = rest.strip("\n\0").split("\0")
        for letter, path in zip(fields[::2], fields[1::2], strict=False):
            if path.endswith(".md"):
                change = Change(_date(day.strip()), path, actions.get(letter.strip(), "changed"))
                seen.setdefault((day, path), change)
    return list(seen.values())


def _date(day: str) -> Date:
    date = iso_date(day)
    if date is None:
        raise ValueError(f"'{day}' is no date")
    return date
