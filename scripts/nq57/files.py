"""Reading a file that a contributor sent: a plain one, of a size that is stated, or a reason why not."""

from __future__ import annotations

import os
import stat
from operator import attrgetter
from pathlib import Path

# What a file may weigh, by the end of its name.
MAX_BYTES = {
    ".md": 500_000,
    ".txt": 5_000_000,
    ".yaml": 500_000,
    ".png": 2_000_000,
    ".jpg": 2_000_000,
    ".jpeg": 2_000_000,
    ".gif": 2_000_000,
    ".webp": 2_000_000,
}
_STARTS = {
    ".png": b"\x89PNG\r\n\x1a\n",
    ".jpg": b"\xff\xd8\xff",
    ".jpeg": b"\xff\xd8\xff",
    ".gif": b"GIF8",
    ".webp": b"RIFF",
}
IMAGES = tuple(_STARTS)


class FileError(ValueError):
    """The file is not read; the message says why and what would be right."""


def read_file(path: Path) -> bytes:
    """Return the bytes of a plain file of a known kind and a bearable size.

    A pipe, a device or a link is never opened: it could hang the build, or be any file of the machine.
    Raises FileError, and FileNotFoundError where there is none.
    """
    found = refused(path)
    if found:
        raise FileError(found)
    limit = MAX_BYTES[path.suffix.lower()]
    try:
        with path.open("rb", buffering=0) as file:
            # Room for what is there: for the most that may be, half a megabyte is cleared each time.
            raw = file.read(os.fstat(file.fileno()).st_size + 1)
            while len(raw) <= limit and (more := file.read(limit)):  # it grows
                raw += more
    except PermissionError as error:
        raise FileError(f"the file cannot be read ({error.strerror}); let its reader read it") from None
    if len(raw) > limit:  # it grew since it was looked at
        raise FileError(_too_large(len(raw), limit))
    if not raw.startswith(_STARTS.get(path.suffix.lower(), b"")):
        raise FileError(f"the file is no {path.suffix[1:]} picture inside; save it again as one")
    return raw


def refused(path: Path) -> str:
    """Say why the file is not one to read, by its looks alone; '' where nothing speaks against it."""
    looks = path.lstat()
    if stat.S_ISLNK(looks.st_mode):
        return "a symbolic link; put the file itself here"
    if not stat.S_ISREG(looks.st_mode):
        return "a pipe, a socket or a device; only plain files are kept here"
    limit = MAX_BYTES.get(path.suffix.lower())
    if limit is None:
        return f"a file of kind '{path.suffix or path.name}'; only {', '.join(MAX_BYTES)} are kept here"
    return _too_large(looks.st_size, limit) if looks.st_size > limit else ""


def _too_large(size: int, limit: int) -> str:
    return f"{size} bytes; such a file has at most {limit}"


def walk(root: Path) -> list[Path]:
    """Return all that a folder holds, in the order of its paths: files, links, pipes, never folders.

    Hidden folders and what editors and systems leave behind (`.git`, `x.md~`, `Thumbs.db`) are passed over.
    """
    found = []
    for folder, subfolders, names in os.walk(root):
        links = [name for name in subfolders if Path(folder, name).is_symlink()]
        subfolders[:] = [name for name in subfolders if not name.startswith(".")]
        found += [Path(folder, name) for name in (*names, *links) if not _leftover(name)]
    return sorted(found, key=attrgetter("parts"))  # paths compare so, and put themselves together each time


def _leftover(name: str) -> bool:
    # An editor's lock (.#x.md) is no file of ours; another hidden note would pass in silence.
    hidden = name.startswith(".") and (name.startswith(".#") or not name.lower().endswith(".md"))
    return hidden or name.endswith("~") or name in ("Thumbs.db", "desktop.ini")
