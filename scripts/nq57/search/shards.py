"""A sorted dictionary of terms, cut into files of a few kilobytes whose borders stay where they are.

A border depends on the term that stands there and on the one before it, so that a change moves the borders
around it at most and every other file keeps its bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TypeVar
from zlib import crc32

from nq57.search.postings import ALPHABET

_BORDER = re.compile(r"[ -~]+\Z")  # what can name a file
_UNSAFE = re.compile(r"[^a-z0-9]")
LONGEST_NAME = 24

Held = TypeVar("Held")


def cut(terms: Iterable[tuple[str, Held, int]], least: int, chance: int) -> dict[str, list[tuple[str, Held]]]:
    """Return (term, what it holds, letters), in order, in files by their borders; the first border is empty.

    No border stands sooner than ``least`` letters after the last, then one term in ``chance`` may be one,
    and from four times as many on any term. A border is the start of its term that no term before has.
    """
    files: dict[str, list[tuple[str, Held]]] = {"": []}
    shard, size, before = files[""], 0, ""
    for term, held, letters in terms:
        if size > least and (size > 4 * least or crc32(term.encode()) % chance == 0):
            border = _apart(before, term)
            if border:
                shard = files[border] = []
                size = 0
        shard.append((term, held))
        size += letters
        before = term
    return files


def _apart(before: str, term: str) -> str:
    """Return the shortest start of the term that is after all that starts before, '' where it names no file.

    >>> _apart("nghe thuat", "nghi quyet"), _apart("nghe", "nghề")
    ('nghi', '')
    """
    same = next((i for i, (a, b) in enumerate(zip(before, term, strict=False)) if a != b), len(before))
    start = term[: same + 1]
    return start if len(start) <= LONGEST_NAME and _BORDER.match(start) else ""


def safe(border: str) -> str:
    """Return the border as letters that every file system takes; no two borders share a name.

    >>> safe("#57nqtw")
    '_23_57nqtw'
    """
    return _UNSAFE.sub(lambda sign: f"_{ord(sign[0]):x}_", border)


def packed(borders: Sequence[str]) -> str:
    """Return sorted borders in one string: how many letters each shares with the last, then the rest.

    >>> packed(["", "nghe", "nghi"])
    'A,Anghe,Di'
    """
    rows = ["A"]
    for before, border in pairwise(borders):
        same = next((i for i, (a, b) in enumerate(zip(before, border, strict=False)) if a != b), len(before))
        rows.append(ALPHABET[same] + border[same:])
    return ",".join(rows)
