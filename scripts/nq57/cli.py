"""The knowledge base of Resolution 57-NQ/TW: check notes, build the site, write the graph and bundles.

The only module that prints. Exit codes: 0 done, 1 problems in the notes, 2 wrong use.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from nq57 import new
from nq57.build import BusyError, Place, build_site
from nq57.bundle import BundleError, today, write_bundle
from nq57.corpus import read_corpus
from nq57.model import LANGUAGES
from nq57.problems import Problem

DONE, PROBLEMS, WRONG_USE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if not options.kb.is_dir():
        parser.error(f"no folder '{options.kb}'; run from the top of the repository, or give --kb")
    return int(options.run(options))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="nq57", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--kb", type=Path, default=Path("kb"), help="the folder of notes (default: kb)")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    check = commands.add_parser("check", help="say all that is wrong with the notes, one line each")
    check.set_defaults(run=_check)

    site = commands.add_parser("site", help="check the notes and build the site")
    site.add_argument(
        "--docs", type=Path, default=Path("docs"), help="the folder of the look (default: docs)"
    )
    site.add_argument("--build", type=Path, default=Path("build"), help="where to build (default: build)")
    site.add_argument(
        "--language", choices=LANGUAGES, default="fr", help="the reader's language (default: fr)"
    )
    site.add_argument("--jobs", type=int, default=0, help="how many processes (default: one a core)")
    site.set_defaults(run=_site)

    graph = commands.add_parser("graph", help="write the citation graph to standard output")
    graph.add_argument("--format", choices=["json"], default="json", help="json: networkx node-link form")
    graph.set_defaults(run=_graph)

    note = commands.add_parser("new", help="start a note: nq57 new document 71/NQ-CP")
    note.add_argument("kind", metavar="KIND", help=f"one of {', '.join(new.KINDS)}, or a kind of document")
    note.add_argument(
        "name", metavar="NUMBER", help="the document's number, or the name of what the note is about"
    )
    note.add_argument("--province", default="", help="the id of the province it belongs to")
    note.set_defaults(run=_new)

    bundle = commands.add_parser("bundle", help="write a province's offline bundle as a zip")
    bundle.add_argument("province", metavar="PROVINCE", help="the id of a province, such as hung-yen")
    bundle.add_argument(
        "--build", type=Path, default=Path("build"), help="where the site is (default: build)"
    )
    bundle.add_argument(
        "--docs", type=Path, default=Path("docs"), help="the folder of the look (default: docs)"
    )
    bundle.add_argument("--output", type=Path, help="the zip to write (default: build/bundles/PROVINCE.zip)")
    bundle.set_defaults(run=_bundle)
    return parser


def _check(options: argparse.Namespace) -> int:
    corpus = read_corpus(options.kb)
    _tell(options.kb, corpus.problems)
    print(f"{len(corpus.kb.notes)} notes, {_count(len(corpus.problems), 'problem')}", file=sys.stderr)
    return PROBLEMS if corpus.problems else DONE


def _site(options: argparse.Namespace) -> int:
    place = Place(options.kb.resolve(), options.docs.resolve(), options.build.resolve())
    started = time.monotonic()
    try:
        result = build_site(place, options.language, options.jobs)
    except BusyError as error:
        print(f"nq57: {error}", file=sys.stderr)
        return WRONG_USE
    _tell(options.kb, result.problems)
    for warning in result.warnings:
        print(warning)
    if result.failed:
        found = _count(len(result.problems) or len(result.warnings), "problem")
        print(f"{found}; the site was not changed", file=sys.stderr)
        return PROBLEMS
    index = options.build / "site" / "index.html"
    how = f"built in {time.monotonic() - started:.0f} s" if result.built else "nothing changed"
    print(f"{how}: {index}\nOpen it in a browser: {index.resolve().as_uri()}")
    return DONE


def _graph(options: argparse.Namespace) -> int:
    corpus = read_corpus(options.kb)
    _tell(options.kb, corpus.problems, sys.stderr)
    json.dump(corpus.graph.node_link(), sys.stdout, ensure_ascii=False, indent=1)
    print()
    return PROBLEMS if corpus.problems else DONE


def _new(options: argparse.Namespace) -> int:
    try:
        path = new.write(options.kb, options.kind, options.name, options.province)
    except new.NewNoteError as error:
        print(f"nq57: {error}", file=sys.stderr)
        return WRONG_USE
    print(f"{path}: complete it, then run `nq57 check`")
    return DONE


def _bundle(options: argparse.Namespace) -> int:
    output = options.output or options.build / "bundles" / f"{options.province}.zip"
    code = _site_for_bundle(options)
    if code != DONE:
        return code
    try:
        bundle = write_bundle(
            options.kb, options.docs, options.build / "site", options.province, output, today()
        )
    except BundleError as error:
        print(f"nq57: {error}", file=sys.stderr)
        return WRONG_USE
    size = output.stat().st_size / 1_000_000
    print(f"{output}: {bundle.notes} notes, {bundle.files} files, {size:.1f} MB")
    return DONE


def _site_for_bundle(options: argparse.Namespace) -> int:
    """A bundle is cut from a site that matches its notes: build it where it does not."""
    options.language, options.jobs = "fr", 0
    return _site(options)


def _tell(kb: Path, problems: Iterable[Problem], stream: object = None) -> None:
    for problem in problems:
        print(f"{kb.as_posix()}/{problem}", file=stream or sys.stdout)  # type: ignore[arg-type]


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
