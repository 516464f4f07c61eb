"""The commands that make the site and show it: site, serve, sbom."""

from __future__ import annotations

import argparse
import logging
import sys
import time
from contextlib import suppress
from pathlib import Path

from nq57.editions import build_editions
from nq57.model import LANGUAGES
from nq57.place import Place, Result
from nq57.progress import Bar
from nq57.sbom import sbom
from nq57.serve import serve
from nq57.terminal import DONE, PROBLEMS, WRONG_USE, Add, day, failed, languages, waiting


def add_commands(add: Add) -> None:
    """Add the commands."""
    site = add("site", help="check the notes and build the site")
    _add_place(site)
    site.add_argument(
        "--language",
        type=languages,
        default=("fr",),
        help="fr, vi or en; fr,vi,en puts French at the root, the others in vi/ and en/ (default: fr)",
    )
    site.add_argument(
        "--jobs",
        type=int,
        default=0,
        help="how many processes read and write pages (default: one; more save no time on two cores)",
    )
    site.set_defaults(run=_site)

    show = add("serve", help="show the site on a local port and rebuild it on save")
    _add_place(show)
    show.add_argument("--language", choices=LANGUAGES, default="fr", help="of the reader (default: fr)")
    show.add_argument("--port", type=int, default=8000, help="the port on 127.0.0.1 (default: 8000)")
    show.set_defaults(run=_serve)

    bill = add("sbom", help="write what the site is made of, as CycloneDX, to standard output")
    bill.add_argument("--lock", type=Path, default=Path("requirements.txt"), help="the lock file")
    bill.add_argument("--site", type=Path, default=Path("build/site"), help="a built site")
    bill.set_defaults(run=_sbom)


def _add_place(command: argparse.ArgumentParser) -> None:
    build = Path("build")
    command.add_argument("--docs", type=Path, help="the folder of the look (default: docs, else our own)")
    command.add_argument("--build", type=Path, default=build, help="where to build (default: build)")
    command.add_argument(
        "--as-of", type=day, metavar="DATE", help="by which tasks are late (default: the notes' last change)"
    )


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
    with Bar().pipe("pages") as progress:
        result = build_editions(_place(options), editions, options.jobs, waiting, options.as_of, progress)
    if failed(options.kb, result, "the site was not changed"):
        return PROBLEMS
    index = options.build / "site" / "index.html"
    how = f"built in {time.monotonic() - started:.0f} s" if result.built else "nothing changed"
    print(f"{how}: {index}\nOpen it in a browser: {index.resolve().as_uri()}")
    return DONE


def _sbom(options: argparse.Namespace) -> int:
    if not (options.site / "index.html").is_file():
        print(f"nq57: no site in {options.site}; build it first", file=sys.stderr)
        return WRONG_USE
    print(sbom(options.lock.read_text("utf-8"), options.site), end="")
    return DONE
