"""Which entries hold a term and how much it weighs there, as a short string of plain letters.

A list is a row of groups by falling weight, so that its start is the best of it. A group is the level of the
weight and how much narrower than ``widths`` says its differences are (one letter), how many entries
(``number``), and their numbers as differences less one, in bits, six to the letter: so many ones as the
difference holds two to the k, a zero, then its last k bits (Rice's code). The first has the width of one
alone, for the entries of a language stand together.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import numpy as np

from nq57.search.bits import Bools, Floats, Ints, bit_length, rice_rows, runs

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
# A weight of 1 is "said somewhere in the text". Few levels make short lists: few for texts, more for titles.
LEVELS = (1, 2, 4, 6, 9, 13, 18, 22, 26, 30, 34, 38, 43, 48, 55, 63)
TOP = len(LEVELS) - 1
_LEVEL_BITS = 4
_NARROWER = range(4)


def levels(weights: Floats) -> Ints:
    """Return the highest level that each weight reaches, 0 at least.

    >>> levels(np.array([0.2, 5.9, 1000])).tolist()
    [0, 3, 15]
    """
    return np.maximum(0, np.searchsorted(LEVELS, weights + 0.5, "right") - 1)


def widths(counts: Ints, space: int) -> Ints:
    """Return how many bits of a difference stand as they are, for so many of a space of numbers.

    >>> widths(np.array([1, 300, 1000]), 1024).tolist()
    [9, 1, 0]
    """
    return np.maximum(0, bit_length(space * 3 // (counts * 4)) - 1)


def encode(owners: Ints, levels: Ints, places: Ints, space: int) -> list[str]:
    """Return the list of each owner, which come in order: entries by their places below ``space``.

    Those of an owner come by falling level, then in order.

    >>> encode(np.array([5, 5, 5]), np.array([9, 4, 4]), np.array([3, 7, 40]), 64)
    ['JBDECHwA']
    """
    if not len(owners):
        return []
    starts = runs(owners, levels)
    counts = np.diff(starts, append=len(owners))
    differences = np.diff(places, prepend=-1) - 1
    differences[starts] = places[starts]
    wide = widths(counts, space)
    less = _narrower(differences, starts, counts, wide)
    shifts = np.repeat(np.maximum(0, wide - less), counts)
    shifts[starts] = widths(np.ones(1, np.int64), space)
    signs = (levels[starts] | less << _LEVEL_BITS).tolist()
    groups = [
        ALPHABET[sign] + number(count) + row
        for sign, count, row in zip(
            signs, counts.tolist(), rice_rows(differences, shifts, starts), strict=True
        )
    ]
    bounds = [*runs(owners[starts]).tolist(), len(groups)]
    return ["".join(groups[start:end]) for start, end in pairwise(bounds)]


def _narrower(differences: Ints, starts: Ints, counts: Ints, wide: Ints) -> Ints:
    """Return for each group how much narrower its later differences take the fewest bits."""
    later = differences.copy()
    later[starts] = 0
    sizes = []
    for less in _NARROWER:
        shifts = np.maximum(0, wide - less)
        sizes.append(np.add.reduceat(later >> np.repeat(shifts, counts), starts) + (counts - 1) * shifts)
    least: Ints = np.argmin(sizes, axis=0)
    return least


def spot_rows(new: Bools, spots: Ints, starts: Ints, width: int) -> list[str]:
    """Return spots in rows from these starts: the first of each ``new`` holder, the others as differences.

    After each a bit says whether another of the same holder follows.

    >>> spot_rows(np.array([True, False]), np.array([9, 12]), np.array([0]), 3)
    ['jg']
    """
    more = ~np.append(new[1:], True)[: len(new)]
    return rice_rows(*_differences(new, spots, width), starts, more)


def spot_letters(new: Bools, spots: Ints, starts: Ints, width: int) -> Ints:
    """Return how many letters each of the rows of spots has.

    >>> spot_letters(np.array([True, False]), np.array([9, 12]), np.array([0]), 3).tolist()
    [2]
    """
    differences, shifts = _differences(new, spots, width)
    bits = np.add.reduceat((differences >> shifts) + shifts + 2, starts)
    return -(-bits // 6)


def _differences(new: Bools, spots: Ints, width: int) -> tuple[Ints, Ints]:
    """Return what is written for each spot, and how many bits of it stand as they are."""
    return np.where(new, spots, np.diff(spots, prepend=0) - 1), np.where(new, width, width - 2)


@cache
def number(value: int) -> str:
    """Return a number in letters, five bits to each.

    >>> number(9), number(1000)
    ('J', '_I')
    """
    return (_more(value >> 5) if value > 31 else "") + ALPHABET[value & 31]


def _more(value: int) -> str:
    return (_more(value >> 5) if value > 31 else "") + ALPHABET[32 | value & 31]
