"""The knowledge base of Resolution 57-NQ/TW: check notes, build the site, write the graph and bundles.

The commands of those who write are in ``authoring``, those that make the site in ``making``,
those for bundles in ``offline``.
Exit codes: 0 done, 1 problems in the notes or no room to write, 2 wrong use, 130 and 143 interrupted.
"""

from __future__ import annotations

import argparse
import errno
import gc
import io
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import NoReturn

from nq57.carried import carried
from nq57.checked import lost_addresses, read_checked
from nq57.place import PlaceError
from nq57.progress import Bar
from nq57.terminal import DONE, PROBLEMS, WRONG_USE, count, only, tell
from nq57.workers import uncollected

INTERRUPTED, TERMINATED = 128 + signal.SIGINT, 128 + signal.SIGTERM
# Where the other commands are, in the order in which they are listed.
_HOMES: Mapping[str, Sequence[str]] = {
    "making": ("site", "serve", "sbom"),
    "offline": ("bundle", "verify", "apply", "keys"),
    "authoring": ("init", "graph", "cite", "i18n", "draft", "schema", "history", "addresses", "new"),
}
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def command() -> NoReturn:
    """Run one command as a program and end at once: to take all notes apart first is a tenth of a build."""
    code = main()
    with suppress(BrokenPipeError):  # nobody reads on
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A redirect on some systems would refuse đ, or the name of a folder.
            stream.reconfigure(encoding="utf-8", errors="surrogateescape")
    # A command makes millions of values that last: to look through them for rings takes a sixth of its time.
    gc.set_threshold(100_000, 50, 100)
    before = signal.signal(signal.SIGTERM, _terminate)
    try:
        return _run(arguments)
    except KeyboardInterrupt as stop:
        print("nq57: interrupted; what was there before is whole", file=sys.stderr)
        return TERMINATED if isinstance(stop, _Terminated) else INTERRUPTED
    finally:
        signal.signal(signal.SIGTERM, before)


class _Terminated(KeyboardInterrupt):
    """Asked to end by another program: the same way out as for Ctrl+C, another exit code."""


def _terminate(*_: object) -> NoReturn:
    raise _Terminated


def _run(arguments: Sequence[str] | None) -> int:
    parser = _parser(_asked(arguments))
    options = parser.parse_args(arguments)
    if "build" in options:
        options.docs = options.docs or _look()
        if not (options.docs / "conf.py").is_file():
            parser.error(f"no '{options.docs}/conf.py'; leave out --docs for the look of nq57 itself")
    options.kb = _notes(options.kb)
    if not options.kb.is_dir() and "alone" not in options:
        parser.error(f"no folder '{options.kb}'; run beside it, give --kb, or start one with `nq57 init`")
    try:
        return int(options.run(options))
    except BrokenPipeError:
        # The reader of our output went away (`nq57 cite … | head`): nothing is left to say, not even at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except PlaceError as error:
        print(f"nq57: {error}", file=sys.stderr)
        return WRONG_USE
    except OSError as error:
        where = f"{error.filename}: " if error.filename is not None else ""
        full = error.errno in _NO_ROOM
        kept = "; what was there before is whole, make room and start again" if full else ""
        print(f"nq57: {where}{error.strerror or error}{kept}", file=sys.stderr)
        return PROBLEMS if full else WRONG_USE


def _look() -> Path:
    """Return the look: that of the folder where we are, else the one that came with the program."""
    here = Path("docs")
    return here if (here / "conf.py").is_file() else carried("docs")


def _notes(folder: Path) -> Path:
    """Return the folder of notes: the one given, or the ``kb`` inside of it that ``nq57 init`` wrote."""
    inside = folder / "kb"
    return inside if (inside / "vocabulary").is_dir() and not (folder / "vocabulary").is_dir() else folder


def _asked(arguments: Sequence[str] | None) -> str:
    """Return the word where the command stands."""
    parser = argparse.ArgumentParser(prog="nq57", add_help=False)
    parser.add_argument("--kb")
    parser.add_argument("command", nargs="?")
    return str(parser.parse_known_args(arguments)[0].command)


def _parser(command: str) -> argparse.ArgumentParser:
    """Return the parser of the command line; of a command that is known, all others are left out.

    What a command needs is loaded with it alone: the check needs neither Sphinx nor a reader of PDF.
    """
    parser = argparse.ArgumentParser(prog="nq57", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--kb", type=Path, default=Path("kb"), help="the folder of notes (default: kb)")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    check = commands.add_parser("check", help="say all that is wrong with the notes, one line each")
    check.add_argument("paths", metavar="PATH", nargs="*", type=Path, help="tell of these notes alone")
    check.set_defaults(run=_check)
    if command != "check":
        homes = [home for home, names in _HOMES.items() if command in names] or _HOMES
        for home in homes:
            import_module(f"nq57.{home}").add_commands(commands.add_parser)
    return parser


def _check(options: argparse.Namespace) -> int:
    for path in options.paths:
        if not (path.exists() and path.resolve().is_relative_to(options.kb.resolve())):
            print(f"nq57: {path}: no such file or folder in {options.kb}", file=sys.stderr)
            return WRONG_USE
    with uncollected():  # a sixth of its time
        corpus = read_checked(options.kb, watch=Bar().over)
        found = sorted((*corpus.problems, *lost_addresses(corpus.folder)))
    problems = only(options.kb, found, options.paths) if options.paths else found
    tell(options.kb, problems)
    print(f"{len(corpus.kb.notes)} notes, {count(len(problems), 'problem')}", file=sys.stderr)
    return PROBLEMS if problems else DONE
