"""The sums of files that builds wrote: a file is read again only where the system says that it was touched.

Whatever writes to a file, renames it or puts back its time leaves a new time of change (``ctime``), which no
program can set. A sum is kept by that, with the number, the size and the time of the file: it is that of all
names of a file, and stays so when the folder that holds it is renamed.
This is for what builds wrote themselves: what goes into a build is always read.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

Stamp = tuple[int, int, int, int]
Listed = tuple[str, str, os.stat_result]
Listing = dict[str, str]
"""The sums of the files below a folder by their names, in the order of these."""
_TICK = 20_000_000  # nanoseconds: within a tick of the system's clock two changes may have one time


class Sums:
    """The sums of files by their stamps, kept from one build to the next in a file."""

    def __init__(self, home: Path) -> None:
        """Read what is known from the file ``home``; nothing where it cannot be read."""
        self.home = home
        self.known: dict[Stamp, str] = {}
        self.asked: dict[Stamp, str] = {}
        self.listed: dict[Path, dict[int, str]] = {}
        try:
            told = json.loads(home.read_text("utf-8"))
            for number, size, changed, touched, found in told:
                self.known[number, size, changed, touched] = found
        except (OSError, ValueError, TypeError):
            self.known = {}

    def listing(self, folder: Path, twin: Path | None = None) -> Listing:
        """Return the sums of all that a folder holds; of nothing where there is none.

        A file that was listed in a ``twin`` of the folder, in which nobody writes, is not looked at again
        under its other name.
        """
        listed = self.listed.get(twin, {}) if twin and _on_one_disk(folder, twin) else {}
        found: Listing = {}
        here = self.listed[folder] = {}
        start = len(f"{folder}/")
        for entry in _below(folder):
            number = entry.inode()
            one = listed.get(number)
            if one is None:
                looks = entry.stat(follow_symlinks=False)
                if not (stat.S_ISREG(looks.st_mode) or stat.S_ISLNK(looks.st_mode)):
                    continue
                one = here[number] = self.of(entry.path, looks)
            found[entry.path[start:]] = one
        return dict(sorted(found.items()))

    def of(self, path: str, looks: os.stat_result) -> str:
        """Return the sum of a file that looks so; that of a link is of where it leads to."""
        stamp = _stamp(looks)
        found = self.asked.get(stamp) or self.known.get(stamp) or sum_of(path, looks)
        self.asked[stamp] = found
        return found

    def holds(self, path: str, found: str) -> bool:
        """Tell whether a file is still as it was when its sum was found."""
        return self.asked.get(_stamp(os.lstat(path))) == found

    def know(self, path: str, found: str) -> None:
        """Know the sum of a file that has new looks for the same bytes: another name, or a copy."""
        self.asked[_stamp(os.lstat(path))] = found

    def unlinked(self, folder: Path) -> None:
        """Know the files of a folder again when their other names went: only their time of change is new."""
        known = {stamp[:3]: found for stamp, found in self.asked.items()}
        for _, _, looks in files(folder):
            stamp = _stamp(looks)
            if found := known.get(stamp[:3]):
                self.asked[stamp] = found

    def keep(self) -> None:
        """Write down the sums that were asked for; not of a file that may change again in the same tick."""
        time.sleep(_TICK / 1e9)
        settled = time.time_ns() - _TICK
        told = [[*stamp, found] for stamp, found in self.asked.items() if stamp[3] < settled]
        new = self.home.with_name(self.home.name + ".new")
        new.write_text(json.dumps(told), "utf-8")
        new.replace(self.home)


def digest(*listings: Mapping[str, str]) -> str:
    """Return one sum of all that is listed."""
    found = hashlib.sha256()
    for listing in listings:
        lines = "".join(f"\0{name}\0{one}" for name, one in listing.items())
        found.update(b"\0" + os.fsencode(lines))
    return found.hexdigest()


def files(folder: Path) -> list[Listed]:
    """Return name, path and looks of the files below a folder, by name.

    A link is a file of its own, never where it leads. What Python compiled is none of them.
    """
    start = len(f"{folder}/")
    found = [(entry.path[start:], entry.path, entry.stat(follow_symlinks=False)) for entry in _below(folder)]
    return sorted(one for one in found if stat.S_ISREG(one[2].st_mode) or stat.S_ISLNK(one[2].st_mode))


def _on_one_disk(one: Path, other: Path) -> bool:
    """Tell whether the numbers of files mean the same in two folders."""
    return one.is_dir() and other.is_dir() and one.stat().st_dev == other.stat().st_dev


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
