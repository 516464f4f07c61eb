"""Small numbers that stay: an entry keeps its number when another comes or goes.

A place in the order of ids would move every later entry, and with it nearly every file of the index. Where
there are many, entries of one language stand side by side, and in it mostly those of one issuer: the lists of
their words have short differences, and their facets run on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b
from itertools import accumulate, count, pairwise
from struct import unpack

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


def languages(entries: Sequence[Entry], space: int) -> dict[str, tuple[int, int]]:
    """Return where the numbers of each language start and how many they are: about its share of all."""
    if len(entries) < _FEW:
        return {}
    counts = Counter(entry.language for entry in entries)
    borders = [
        round(_BORDERS * said / len(entries)) * space // _BORDERS
        for said in accumulate(counts[one] for one in sorted(counts))
    ]
    return {
        language: (low, high - low)
        for language, (low, high) in zip(sorted(counts), pairwise([0, *borders]), strict=True)
    }


def assign(entries: Iterable[Entry], space: int, parts: Mapping[str, tuple[int, int]]) -> dict[str, int]:
    """Return a number below ``space`` for the id of each entry, drawn from it alone unless it is taken.

    ``parts`` are those of the languages. Raises ValueError when an id stands twice.
    """
    taken: set[int] = set()
    found: dict[str, int] = {}
    for entry in entries:
        if entry.id in found:
            raise ValueError(f"entry {entry.id!r} stands twice")
        tries = _tries(entry, *parts.get(entry.language, (0, 0)), space)
        place = next(place for place in tries if place not in taken)
        found[entry.id] = place
        taken.add(place)
    return found


def _tries(entry: Entry, low: int, size: int, space: int) -> Iterator[int]:
    """Yield numbers without an end: first in the part of the language, near the others of the issuer."""
    home = _home(entry.issuer, size)
    for attempt, draw in enumerate(_draws(entry.id)):
        if size and attempt < _TRIES:
            near = min(size, size // 128 + 1 << attempt // _PATIENCE)
            yield low + (home + (draw * near >> 32)) % size
        else:
            yield draw * space >> 32


@lru_cache(maxsize=4096)
def _home(issuer: str, size: int) -> int:
    return next(_draws(issuer)) * size >> 32


def _draws(name: str) -> Iterator[int]:
    """Yield numbers below two to the 32, the same for a name and without an end."""
    for attempt in count():
        yield from unpack(">16I", blake2b(f"{attempt}:{name}".encode()).digest())
