"""What the commands share: exit codes, how languages are given, how problems and builds are told."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TextIO

from nq57.model import LANGUAGES
from nq57.place import Result
from nq57.problems import Problem
from nq57.text import Date, iso_date

DONE, PROBLEMS, WRONG_USE = 0, 1, 2
Add = Callable[..., argparse.ArgumentParser]


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


def failed(kb: Path, result: Result, kept: str) -> bool:
    """Tell how a build ended, and what was ``kept`` of it where it failed; return whether it did."""
    tell(kb, result.problems)
    for warning in result.warnings:
        print(warning)
    if result.failed:
        found = count(len(result.problems) or len(result.warnings), "problem")
        print(f"{found}; {kept}", file=sys.stderr, flush=True)
    return result.failed


def waiting() -> None:
    """Tell that another build must end first."""
    print("another build is writing there; waiting for its end", file=sys.stderr, flush=True)


def languages(text: str) -> tuple[str, ...]:
    """Read the languages of an option, ``fr,vi``; ArgumentTypeError where one is none."""
    found = tuple(dict.fromkeys(text.split(",")))
    if wrong := [word for word in found if word not in LANGUAGES]:
        raise argparse.ArgumentTypeError(f"'{wrong[0]}' is no language; write one or more of fr,vi,en")
    return found


def day(text: str) -> Date:
    """Read a date of the command line; ArgumentTypeError where it is no day."""
    date = iso_date(text)
    if date is None or not date.day:
        raise argparse.ArgumentTypeError(f"'{text}' is no day; write it as 2025-12-31")
    return date
