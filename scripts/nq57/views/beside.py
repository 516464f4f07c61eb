"""The files beside the pages: written where they say something else, removed when nobody makes them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Set
from pathlib import Path

from nq57.twins import replaced
from nq57.views.more import home_of

FOLDERS = ("_images", "_search", "_graph", "api", "data", "eli", "feeds")
"""The folders that hold nothing but files which a build names."""


def write(site: Path, files: Mapping[str, bytes]) -> None:
    """Write files by their names; most are as the last build left them."""
    for name, content in files.items():
        path = site / name
        if not path.is_file() or path.read_bytes() != content:
            replaced(path, content)


def forget(site: Path, made: Set[str], folders: tuple[str, ...]) -> None:
    """Remove what is not ``made`` any more from folders that hold nothing else."""
    for folder in folders:
        for name in names(site, folder):
            if name not in made:
                (site / name).unlink()


def forget_pages(site: Path, made: Set[str]) -> None:
    """Remove the pages of notes that are gone, which Sphinx leaves; a further page goes with its first."""
    for name in names(site):
        page = name.endswith(".html") and not name.startswith("_static/")
        if page and name not in made and f"{home_of(name)}.html" not in made:
            (site / name).unlink()


class Further:
    """The further pages that stand in a site, folder by folder as they are asked for."""

    def __init__(self, site: Path) -> None:
        """``site`` is the folder of the pages."""
        self.site = site
        self.folders: dict[str, dict[str, set[str]]] = {}

    def of(self, page: str) -> set[str]:
        """Return the files of the further pages of a page, which stand beside it."""
        folder = page.rpartition("/")[0]
        if folder not in self.folders:
            found: dict[str, set[str]] = {}
            _, _, files = next(os.walk(self.site / folder), ("", [], []))
            for name in files:
                path = f"{folder}/{name}" if folder else name
                if name.count(".") > 1 and name.endswith(".html"):
                    found.setdefault(home_of(path), set()).add(path)
            self.folders[folder] = found
        return self.folders[folder].get(page, set())


def names(site: Path, folder: str = "") -> Iterator[str]:
    """Yield the names of the files of a site below a folder of it; of a large site, too, in no time."""
    start = len(f"{site}/")
    for home, _, found in os.walk(site / folder):
        inside = f"{home}/"[start:]
        yield from [f"{inside}{name}" for name in found]
