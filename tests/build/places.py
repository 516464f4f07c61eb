"""Small places to build in, and what their sites hold."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from subprocess import CompletedProcess

from nq57.build import Place
from tinykb import TinyKb, with_pages

ROOT = Path(__file__).parents[2]
MAIN = "import sys; from nq57.cli import main; sys.exit(main())"
ROUNDS = int(os.environ.get("NQ57_ROUNDS", "0"))
"""How many rounds the random tests make, where somebody asks for more than the few of every run."""


def small_place(folder: Path) -> Place:
    """A knowledge base and a look of their own below a folder, and room for the site."""
    docs = Path(shutil.copytree(ROOT / "docs", folder / "docs", ignore=shutil.ignore_patterns("__pycache__")))
    return Place(with_pages(TinyKb.below(folder).root), docs, folder / "build")


def run(place: Place, *more: str, **environment: str) -> CompletedProcess[str]:
    """Run the command that builds the site, as a person does; its words and exit code are kept."""
    return subprocess.run(
        command(place, *more),
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def command(place: Place, *more: str) -> list[str]:
    """Return the command that builds the site."""
    where = ["--docs", str(place.docs), "--build", str(place.build)]
    return [sys.executable, "-c", MAIN, "--kb", str(place.kb), "site", *where, *more]


def tree(site: Path) -> dict[str, bytes]:
    """Return every file of a site by its name."""
    return {p.relative_to(site).as_posix(): p.read_bytes() for p in sorted(site.rglob("*")) if p.is_file()}


def differences(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """Return the names of the files that differ between two trees."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))
