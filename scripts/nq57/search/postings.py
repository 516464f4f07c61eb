"""Which entries hold a term and how much it weighs there, as a short string of plain letters.

A list is a row of groups by falling weight, so that its start is the best of it: the level of the weight
(one letter), how many entries (``number``), and their numbers as differences less one, in bits, six to the
letter: so many ones as the difference holds two to the k, a zero, then its last k bits (Rice's code). The
width k follows from how many of how many there are: see ``width``.
"""

from __future__ import annotations

from base64 import b64encode
from bisect import bisect
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import pairwise

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
# A weight of 1 is "said somewhere in the text". Few levels make short lists: few for texts, more for titles.
LEVELS = (1, 2, 4, 6, 9, 13, 18, 22, 26, 30, 34, 38, 43, 48, 55, 63)
TOP = len(LEVELS) - 1
LEVEL_BITS = 4

Weighted = Mapping[int, Sequence[int]]  # entries in order, by level


def level(weight: float) -> int:
    """Return the highest level that the weight reaches, 0 at least.

    >>> level(0.2), level(5.9), level(1000)
    (0, 3, 15)
    """
    return max(0, bisect(LEVELS, weight + 0.5) - 1)


def by_level(packed: Iterable[int]) -> dict[int, list[int]]:
    """Return entries by level from numbers that hold the level in their low bits."""
    levels: dict[int, list[int]] = defaultdict(list)
    for entry in packed:
        levels[entry & (1 << LEVEL_BITS) - 1].append(entry >> LEVEL_BITS)
    return levels


def width(count: int, space: int) -> int:
    """Return how many bits of a difference stand as they are, for so many of a space of numbers.

    >>> width(1, 1024), width(300, 1024), width(1000, 1024)
    (9, 1, 0)
    """
    return max(0, (space * 3 // (count * 4)).bit_length() - 1)


def encode(entries: Weighted, space: int) -> str:
    """Return the list for entries by level; all are below ``space``.

    >>> encode({4: [7, 40], 9: [3]}, 64)
    'JBDECPg'
    """
    return "".join(
        ALPHABET[level] + number(len(entries[level])) + _bits(entries[level], space)
        for level in sorted(entries, reverse=True)
    )


def _bits(entries: Sequence[int], space: int) -> str:
    shift = width(len(entries), space)
    return letters("".join([_code(after - before - 1, shift) for before, after in pairwise([-1, *entries])]))


def letters(bits: str) -> str:
    """Return bits in letters, six to each.

    >>> letters("0000010")
    'BA'
    """
    wanted = -(-len(bits) // 6)
    bits += "0" * (-len(bits) % 24)
    return b64encode(int(bits, 2).to_bytes(len(bits) // 8, "big"), b"-_").decode()[:wanted]


def spot_bits(spots: Sequence[int], width: int) -> str:
    """Return the spots of a word in one entry in bits: Rice's code, after each whether another follows.

    >>> spot_bits([9, 12], 3)
    '1000111000'
    """
    if len(spots) == 1:
        return _alone(spots[0], width)
    later = [_code(after - before - 1, width - 2) for before, after in pairwise(spots)]
    return "1".join([_code(spots[0], width), *later]) + "0"


@cache
def _alone(spot: int, width: int) -> str:
    return _code(spot, width) + "0"


@cache
def _code(value: int, shift: int) -> str:
    rest = f"{value & (1 << shift) - 1:0{shift}b}" if shift else ""
    return "1" * (value >> shift) + "0" + rest


def head(entries: Weighted, most: int) -> dict[int, Sequence[int]]:
    """Return the best of the entries, so many at most.

    >>> head({4: [7, 40], 9: [3]}, 2)
    {9: [3], 4: [7]}
    """
    kept: dict[int, Sequence[int]] = {}
    for level in sorted(entries, reverse=True):
        if most > 0:
            kept[level] = entries[level][:most]
            most -= len(kept[level])
    return kept


@cache
def number(value: int) -> str:
    """Return a number in letters, five bits to each."""
    letters = ""
    while value > 31:
        letters += ALPHABET[32 | value & 31]
        value >>= 5
    return letters + ALPHABET[value]
