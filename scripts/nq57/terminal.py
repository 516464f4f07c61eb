"""What the commands share: their exit codes, and how problems are told in a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

from nq57.problems import Problem

DONE, PROBLEMS, WRONG_USE = 0, 1, 2


def tell(kb: Path, problems: Iterable[Problem], stream: TextIO | None = None) -> None:
    """Print problems, a line each, with the folder that they are in."""
    for problem in problems:
        print(f"{kb.as_posix()}/{problem}", file=stream or sys.stdout)


def count(number: int, word: str) -> str:
    """Return a number of things.

    >>> count(1, "problem"), count(2, "problem")
    ('1 problem', '2 problems')
    """
    return f"{number} {word}{'' if number == 1 else 's'}"


def only(kb: Path, problems: Iterable[Problem], paths: Iterable[Path]) -> list[Problem]:
    """Return the problems of some files and folders; all notes are read, for each may name any other."""
    wanted = {path.resolve() for path in paths}
    root = kb.resolve()
    return [found for found in problems if not wanted.isdisjoint(_above(root / found.path))]


def _above(path: Path) -> tuple[Path, ...]:
    return path, *path.parents
