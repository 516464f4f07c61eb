"""The knowledge base of Resolution 57-NQ/TW: check notes, build the site, write the graph and bundles.

The commands of those who write are in ``authoring``, those for bundles in ``offline``.
Exit codes: 0 done, 1 problems in the notes or no room to write, 2 wrong use, 130 and 143 interrupted.
"""

from __future__ import annotations

import argparse
import errno
import io
import json
import logging
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from nq57 import authoring, offline, start
from nq57.build import Place, PlaceError, Result
from nq57.carried import carried
from nq57.cite import cite_json, cite_lines
from nq57.corpus import lost_addresses, make_resolver, read_corpus
from nq57.editions import build_editions
from nq57.grammar import read_grammar
from nq57.model import LANGUAGES
from nq57.sbom import sbom
from nq57.serve import serve
from nq57.terminal import DONE, PROBLEMS, WRONG_USE, count, failed, languages, only, tell, waiting
from nq57.text import Date, iso_date

INTERRUPTED, TERMINATED = 128 + signal.SIGINT, 128 + signal.SIGTERM
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A redirect on some systems would refuse đ, or the name of a folder.
            stream.reconfigure(encoding="utf-8", errors="surrogateescape")
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
    parser = _parser()
    options = parser.parse_args(arguments)
    if "build" in options:
        options.docs = options.docs or _look()
        if not (options.docs / "conf.py").is_file():
            parser.error(f"no '{options.docs}/conf.py'; leave out --docs for the look of nq57 itself")
    options.kb = _notes(options.kb)
    if not options.kb.is_dir() and options.run is not _init and "alone" not in options:
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


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="nq57", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--kb", type=Path, default=Path("kb"), help="the folder of notes (default: kb)")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    _add_site(commands.add_parser)
    _add_notes(commands.add_parser)
    authoring.add_commands(commands.add_parser)
    return parser


def _add_site(add: Callable[..., argparse.ArgumentParser]) -> None:
    """Add what checks the notes and builds from them."""
    check = add("check", help="say all that is wrong with the notes, one line each")
    check.add_argument("paths", metavar="PATH", nargs="*", type=Path, help="tell of these notes alone")
    check.set_defaults(run=_check)

    site = add("site", help="check the notes and build the site")
    _add_place(site)
    site.add_argument(
        "--language",
        type=languages,
        default=("fr",),
        help="fr, vi or en; fr,vi,en puts French at the root, the others in vi/ and en/ (default: fr)",
    )
    site.add_argument("--jobs", type=int, default=0, help="how many processes (default: one a core)")
    site.set_defaults(run=_site)

    show = add("serve", help="show the site on a local port and rebuild it on save")
    _add_place(show)
    show.add_argument("--language", choices=LANGUAGES, default="fr", help="of the reader (default: fr)")
    show.add_argument("--port", type=int, default=8000, help="the port on 127.0.0.1 (default: 8000)")
    show.set_defaults(run=_serve)

    offline.add_commands(add, _day)

    bill = add("sbom", help="write what the site is made of, as CycloneDX, to standard output")
    bill.add_argument("--lock", type=Path, default=Path("requirements.txt"), help="the lock file")
    bill.add_argument("--site", type=Path, default=Path("build/site"), help="a built site")
    bill.set_defaults(run=_sbom)


def _add_notes(add: Callable[..., argparse.ArgumentParser]) -> None:
    """Add what reads, writes and starts notes."""
    begun = add("init", help="start a knowledge base of your own: nq57 init DIR")
    begun.add_argument("folder", metavar="DIR", type=Path, help="the folder that will hold kb/")
    begun.add_argument("--province", default="Hưng Yên", help="the name of its province (default: Hưng Yên)")
    begun.add_argument("--central", type=Path, metavar="SITE", help="a built site whose notes it names")
    begun.set_defaults(run=_init)

    net = add("graph", help="write the citation graph to standard output")
    net.add_argument("--format", choices=["json"], default="json", help="json: networkx node-link form")
    net.set_defaults(run=_graph)

    found = add("cite", help="print the document numbers that texts cite")
    found.add_argument("files", metavar="FILE", nargs="+", help="a UTF-8 text, or - for standard input")
    found.add_argument("--json", action="store_true", help="one JSON object a line")
    found.add_argument(
        "--resolve", action="store_true", help="add which note of the knowledge base each one is"
    )
    found.set_defaults(run=_cite)


def _add_place(command: argparse.ArgumentParser) -> None:
    build = Path("build")
    command.add_argument("--docs", type=Path, help="the folder of the look (default: docs, else our own)")
    command.add_argument("--build", type=Path, default=build, help="where to build (default: build)")
    command.add_argument(
        "--as-of", type=_day, metavar="DATE", help="by which tasks are late (default: the notes' last change)"
    )


def _day(text: str) -> Date:
    date = iso_date(text)
    if date is None or not date.day:
        raise argparse.ArgumentTypeError(f"'{text}' is no day; write it as 2025-12-31")
    return date


def _check(options: argparse.Namespace) -> int:
    for path in options.paths:
        if not (path.exists() and path.resolve().is_relative_to(options.kb.resolve())):
            print(f"nq57: {path}: no such file or folder in {options.kb}", file=sys.stderr)
            return WRONG_USE
    corpus = read_corpus(options.kb)
    found = sorted((*corpus.problems, *lost_addresses(corpus.folder)))
    problems = only(options.kb, found, options.paths) if options.paths else found
    tell(options.kb, problems)
    print(f"{len(corpus.kb.notes)} notes, {count(len(problems), 'problem')}", file=sys.stderr)
    return PROBLEMS if problems else DONE


def _place(options: argparse.Namespace) -> Place:
    return Place(options.kb.resolve(), options.docs.resolve(), options.build.resolve())


def _serve(options: argparse.Namespace) -> int:
    def say(result: Result) -> None:
        if not failed(options.kb, result, "the site was not changed"):
            print("built" if result.built else "nothing changed", flush=True)

    logging.getLogger("watchfiles").setLevel(logging.WARNING)
    print(f"http://127.0.0.1:{options.port} (Ctrl+C ends it)", flush=True)
    with suppress(KeyboardInterrupt):  # how it is meant to end
        serve(_place(options), options.language, options.port, say, options.as_of)
    return DONE


def _site(options: argparse.Namespace) -> int:
    started = time.monotonic()
    editions = (options.language,) if isinstance(options.language, str) else options.language
    result = build_editions(_place(options), editions, options.jobs, waiting, options.as_of)
    if failed(options.kb, result, "the site was not changed"):
        return PROBLEMS
    index = options.build / "site" / "index.html"
    how = f"built in {time.monotonic() - started:.0f} s" if result.built else "nothing changed"
    print(f"{how}: {index}\nOpen it in a browser: {index.resolve().as_uri()}")
    return DONE


def _graph(options: argparse.Namespace) -> int:
    corpus = read_corpus(options.kb)
    tell(options.kb, corpus.problems, sys.stderr)
    json.dump(corpus.graph.node_link(), sys.stdout, ensure_ascii=False, indent=1)
    print()
    return PROBLEMS if corpus.problems else DONE


def _init(options: argparse.Namespace) -> int:
    try:
        kb = start.write(options.folder, options.province, options.central)
    except start.StartError as error:
        print(f"nq57: {error}", file=sys.stderr)
        return WRONG_USE
    print(f"{kb}: read {kb / 'guide' / 'index.md'}, then run `nq57 --kb {kb} check`")
    return DONE


def _sbom(options: argparse.Namespace) -> int:
    if not (options.site / "index.html").is_file():
        print(f"nq57: no site in {options.site}; build it first", file=sys.stderr)
        return WRONG_USE
    print(sbom(options.lock.read_text("utf-8"), options.site), end="")
    return DONE


def _cite(options: argparse.Namespace) -> int:
    grammar, problems = read_grammar(options.kb / "vocabulary")
    tell(options.kb, problems, sys.stderr)
    resolver = make_resolver(read_corpus(options.kb).kb, grammar) if options.resolve else None
    write = cite_json if options.json else cite_lines
    code = PROBLEMS if problems else DONE
    for name in options.files:
        try:
            # Line breaks as they are: spans count the characters of the file.
            text = (sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()).decode("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            print(f"nq57: {name}: {error}", file=sys.stderr)
            code = WRONG_USE
            continue
        for line in write(name, text, grammar, resolver):
            print(line)
    return code
