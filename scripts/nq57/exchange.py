"""A new folder in the place of an old one, so that whoever reads finds the one or the other, whole."""

from __future__ import annotations

import ctypes
import os
import shutil
from pathlib import Path

# The calls of Linux and macOS that let two names change places in one step, and how each is told that a
# path stands for itself. Both take the same arguments and the same flag.
_CALLS = (("renameat2", -100), ("renameatx_np", -2))
_EXCHANGE = 2


def put(new: Path, place: Path, aside: Path) -> None:
    """Put the folder ``new`` at ``place``; what stood there is gone in the end.

    Where the file system cannot exchange names, the old folder steps ``aside`` for a moment: one who dies in
    that moment calls ``recover`` later. Raises OSError, and then ``place`` is as it was.
    """
    shutil.rmtree(aside, ignore_errors=True)
    if place.exists() and exchanged(new, place):
        shutil.rmtree(new, ignore_errors=True)
        return
    if place.exists():
        place.rename(aside)
    try:
        new.rename(place)
    except OSError:
        recover(place, aside)
        raise
    shutil.rmtree(aside, ignore_errors=True)


def recover(place: Path, aside: Path) -> None:
    """Take the old folder back where a ``put`` died between its two renames."""
    if aside.exists() and not place.exists():
        aside.rename(place)


def exchanged(one: Path, other: Path) -> bool:
    """Let two names change places in one step; tell whether the system can."""
    library = ctypes.CDLL(None)
    for name, here in _CALLS:
        call = getattr(library, name, None)
        if call is not None:
            return bool(call(here, os.fsencode(one), here, os.fsencode(other), _EXCHANGE) == 0)
    return False
