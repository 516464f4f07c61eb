"""The command line: parse, one call, print, return code. The only module that prints."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from nq57 import checks
from nq57.notes import read_folder
from nq57.vocabulary import read_vocabulary


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 problems in the notes, 2 wrong use."""
    parser = _parser()
    options = parser.parse_args(arguments)
    return int(options.run(options))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="nq57", description=__doc__)
    parser.add_argument("--kb", type=Path, default=Path("kb"), help="the folder of notes (default: kb)")
    commands = parser.add_subparsers(required=True)
    check = commands.add_parser("check", help="say all that is wrong with the notes, a line each")
    check.set_defaults(run=_check)
    return parser


def _check(options: argparse.Namespace) -> int:
    folder = read_folder(options.kb)
    vocabulary, wrong = read_vocabulary(options.kb / "vocabulary")
    found = checks.run(checks.Inputs(folder.kb, vocabulary, folder.texts))
    problems = sorted({*folder.problems, *wrong, *found})
    for problem in problems:
        print(f"{options.kb.as_posix()}/{problem}")
    print(f"{len(folder.kb.notes)} notes, {len(problems)} problems", file=sys.stderr)
    return 1 if problems else 0
