"""Two trees with the same files: the site, and the folder in which the next build goes on from it.

A file that a build writes anew is one of its own, and gets a name in either tree. So a whole site is put in
place by an exchange of two names, and the other tree is brought up to it file by file, as many as changed.
Nobody may write *into* a file that has two names: those that a library writes so are never shared.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from nq57.sums import Listing, Sums

# Sphinx writes these into the file that is there: each tree has its own.
_LIBRARY = ("_static/", "_images/", "_downloads/", "objects.inv")


def replaced(path: Path, content: bytes) -> None:
    """Write a file that may have another name elsewhere, which keeps what it holds."""
    path.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def twin(old: Path, new: Path, listing: Listing, sums: Sums) -> None:
    """Make a tree with the files of an ``old`` one; ``sums`` learn how these look from now on."""
    made = _Folders()
    for name, found in listing.items():
        place = made.home(f"{new}/{name}")
        _given(f"{old}/{name}", place, sums, found, shared=not name.startswith(_LIBRARY))
        sums.know(f"{old}/{name}", found)  # a second name changes its looks


def follow(new: Path, now: Listing, old: Path, before: Listing, sums: Sums) -> None:
    """Bring the ``old`` tree, with the files of ``before``, up to the ``new`` one."""
    stale = [name for name, found in before.items() if now.get(name) != found]
    for name in stale:
        (old / name).unlink()
    emptied(old, stale)  # a file may have the name now that a folder had
    twin(new, old, {name: found for name, found in now.items() if before.get(name) != found}, sums)


def gathered(
    trees: Mapping[str, tuple[Path, Listing]], new: Path, old: Path, before: Listing, sums: Sums
) -> None:
    """Copy several trees, each by its name, into a new one; what has the same bytes in the old one is linked.

    The trees themselves keep their looks, which others know them by.
    """
    made = _Folders()
    for folder, (tree, listing) in trees.items():
        for name, found in listing.items():
            whole = f"{folder}/{name}" if folder else name
            place = made.home(f"{new}/{whole}")
            same = before.get(whole) == found and sums.holds(f"{old}/{whole}", found)
            _given(f"{old}/{whole}" if same else f"{tree}/{name}", place, sums, found, shared=same)


def bare(folder: Path) -> None:
    """Remove the folders from this one down that hold no file."""
    for home, _, names in os.walk(folder, topdown=False):
        if not names:
            with suppress(OSError):  # it holds another folder
                Path(home).rmdir()


def emptied(folder: Path, gone: Iterable[str]) -> None:
    """Remove the folders in which files stood that are ``gone``, where nothing else does."""
    for home in {name.rpartition("/")[0] for name in gone}:
        with suppress(OSError):  # it holds something, or went with another
            while home:
                (folder / home).rmdir()
                home = home.rpartition("/")[0]


class _Folders:
    """The folders that were made, each once."""

    def __init__(self) -> None:
        self.made: set[str] = set()

    def home(self, path: str) -> str:
        """Return the path of a file, once there is a folder for it."""
        home = path.rpartition("/")[0]
        if home not in self.made:
            Path(home).mkdir(parents=True, exist_ok=True)
            self.made.add(home)
        return path


def _given(old: str, new: str, sums: Sums, found: str, *, shared: bool) -> None:
    """Give a file a second name, or copy it where it is not to be ``shared``."""
    try:
        if not shared:
            raise OSError
        os.link(old, new)
    except OSError:  # or the file system knows no links
        shutil.copyfile(old, new)
    sums.know(new, found)
