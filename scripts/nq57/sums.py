"""The sums of files that builds wrote: a file is read again only where the system says that it was touched.

Whatever writes to a file, renames it or puts back its time leaves a new time of change (``ctime``), which no
program can set. A sum is kept with it, and counts while it, the number, the size and the time of the file are
the same. This is for what builds wrote themselves: what goes into a build is always read.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import stat
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

Stamp = tuple[int, int, int, int]
Listed = tuple[str, str, os.stat_result]
_TICK = 20_000_000  # nanoseconds: within a tick of the system's clock two changes may have one time


class Sums:
    """The sums of the files below a folder, kept from one build to the next in a file."""

    def __init__(self, home: Path) -> None:
        """Read what is known from the file ``home``; nothing where it cannot be read."""
        self.home = home
        self.known: dict[str, tuple[Stamp, str]] = {}
        self.asked: dict[str, tuple[Stamp, str]] = {}
        self.listed: dict[Path, list[Listed]] = {}
        try:
            told = json.loads(home.read_text("utf-8"))
            for path, (number, size, changed, touched, found) in told.items():
                self.known[path] = (number, size, changed, touched), found
        except (OSError, ValueError, TypeError, AttributeError):
            self.known = {}

    def digest(self, folders: Iterable[Path]) -> str:
        """Return one sum of all that folders hold."""
        found = hashlib.sha256()
        for folder in folders:
            found.update(b"\0")
            listed = self.listed[folder] = files(folder)
            for name, path, looks in listed:
                found.update(b"\0" + os.fsencode(name) + b"\0" + self.of(path, looks).encode())
        return found.hexdigest()

    def of(self, path: str, looks: os.stat_result) -> str:
        """Return the sum of a file that looks so; that of a link is of where it leads to."""
        stamp = _stamp(looks)
        known = self.asked.get(path) or self.known.get(path)
        found = known[1] if known and known[0] == stamp else sum_of(path, looks)
        self.asked[path] = stamp, found
        return found

    def copy(self, folder: Path, fresh: Path, beside: Path) -> None:
        """Copy the files of a folder to a ``fresh`` one; what has the same bytes ``beside`` is linked.

        What was touched since its sum was asked for is not.
        """
        listed = self.listed.get(beside) or files(beside)
        there = {name: (path, looks) for name, path, looks in listed if stat.S_ISREG(looks.st_mode)}
        made: set[str] = set()
        for name, path, looks in files(folder):
            if name.startswith(".buildinfo"):  # what Sphinx keeps for itself
                continue
            found, new = self.of(path, looks), f"{fresh}/{name}"
            home = new.rpartition("/")[0]
            if home not in made:
                Path(home).mkdir(parents=True, exist_ok=True)
                made.add(home)
            old = there.get(name)
            if not (old and self.of(*old) == found and _linked(*old, new)):
                shutil.copyfile(path, new)
            self.asked[new] = _stamp(os.lstat(new)), found

    def renamed(self, fresh: Path, place: Path) -> None:
        """Know the files of a folder by its new name: all but their time of change is as it was."""
        for name, path, looks in files(place):
            known, stamp = self.asked.pop(f"{fresh}/{name}", None), _stamp(looks)
            self.asked.pop(path, None)
            if known and known[0][:3] == stamp[:3]:
                self.asked[path] = stamp, known[1]

    def keep(self) -> None:
        """Write down the sums that were asked for; not of a file that may change again in the same tick."""
        time.sleep(_TICK / 1e9)
        told = {}
        for path, (stamp, found) in self.asked.items():
            if stamp[3] < time.time_ns() - _TICK:
                told[path] = [*stamp, found]
        new = self.home.with_name(self.home.name + ".new")
        new.write_text(json.dumps(told), "utf-8")
        new.replace(self.home)


def files(folder: Path) -> list[Listed]:
    """Return name, path and looks of the files below a folder, by name.

    A link is a file of its own, never where it leads. What Python compiled is none of them.
    """
    start = len(f"{folder}/")
    found = [(entry.path[start:], entry.path, entry.stat(follow_symlinks=False)) for entry in _below(folder)]
    return sorted(one for one in found if stat.S_ISREG(one[2].st_mode) or stat.S_ISLNK(one[2].st_mode))


def _below(folder: Path | str) -> Iterator[os.DirEntry[str]]:
    try:
        entries = list(os.scandir(folder))
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        return
    for entry in entries:
        if not entry.is_dir(follow_symlinks=False):
            yield entry
        elif entry.name != "__pycache__":
            yield from _below(entry.path)


def _stamp(looks: os.stat_result) -> Stamp:
    return looks.st_ino, looks.st_size, looks.st_mtime_ns, looks.st_ctime_ns


def sum_of(path: str, looks: os.stat_result) -> str:
    """Return the sum of a file, read now; that of a link is of where it leads to."""
    if stat.S_ISLNK(looks.st_mode):
        return hashlib.sha256(os.fsencode(Path(path).readlink())).hexdigest()
    with Path(path).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _linked(old: str, looks: os.stat_result, new: str) -> bool:
    """Give a file that still looks so a second name; tell whether the file system did."""
    try:
        if _stamp(os.lstat(old)) != _stamp(looks):
            return False
        os.link(old, new)
    except OSError:
        return False
    return True
