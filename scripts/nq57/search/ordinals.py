"""Small numbers that stay: an entry keeps its number when another comes or goes.

A place in the order of ids would move every later entry, and with it nearly every file of the index. Where
there are many, entries of one language stand side by side, and in it mostly those of one issuer: the lists of
their words have short differences, and their facets run on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Sequence
from hashlib import blake2b
from itertools import accumulate, pairwise

from nq57.search.entry import Entry

_FEW = 2000  # entries: where there are less, a border between languages would move too often
_BORDERS = 64  # places in the space where one may stand
_TRIES = 60  # draws near home: then anywhere
_PATIENCE = 4  # draws before looking twice as far from home


def space_for(count: int) -> int:
    """Return how many numbers there are for so many entries: a seventh more at least, and a round number.

    The fewer numbers, the shorter are all lists; the more, the fewer draw one that is taken.

    >>> space_for(0), space_for(350), space_for(10_000)
    (16, 448, 12288)
    """
    least = max(16, count + count // 7)
    step = 1 << least.bit_length() - 3
    return -(-least // step) * step


def assign(entries: Iterable[Entry], space: int) -> dict[str, int]:
    """Return a number below ``space`` for the id of each entry, drawn from it alone unless it is taken.

    Raises ValueError when an id stands twice.
    """
    known = list(entries)
    parts = _languages(known, space) if len(known) >= _FEW else {}
    taken: set[int] = set()
    found: dict[str, int] = {}
    for entry in known:
        if entry.id in found:
            raise ValueError(f"entry {entry.id!r} stands twice")
        place = _place(entry, *parts.get(entry.language, (0, 0)), space, taken)
        found[entry.id] = place
        taken.add(place)
    return found


def _languages(entries: Sequence[Entry], space: int) -> dict[str, tuple[int, int]]:
    """Return where the numbers of each language start and how many they are: about its share of all."""
    counts = Counter(entry.language for entry in entries)
    borders = [
        round(_BORDERS * said / len(entries)) * space // _BORDERS
        for said in accumulate(counts[one] for one in sorted(counts))
    ]
    return {
        language: (low, high - low)
        for language, (low, high) in zip(sorted(counts), pairwise([0, *borders]), strict=True)
    }


def _place(entry: Entry, low: int, size: int, space: int, taken: Container[int]) -> int:
    """Return a number that is not taken: in the part of the language, near the others of the issuer."""
    home = _draw(entry.issuer, size)
    attempt = 0
    while True:
        place = _draw(f"{attempt}:{entry.id}", space)
        if size and attempt < _TRIES:
            near = min(size, size // 128 + 1 << attempt // _PATIENCE)
            place = low + (home + place * near // space) % size
        if place not in taken:
            return place
        attempt += 1


def _draw(name: str, most: int) -> int:
    digest = blake2b(name.encode(), digest_size=4).digest()
    return int.from_bytes(digest, "big") * most >> 32
