"""Rows of numbers as short strings of plain letters, all rows at once.

A number is written in Rice's code: so many ones as it holds two to the k, a zero, then its last k bits.
Six bits are a letter, and each row starts a new one.
"""

from __future__ import annotations

from base64 import b64encode
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]


def rice_rows(values: Ints, shifts: Ints, starts: Ints, more: Bools | None = None) -> list[str]:
    """Return the letters of each row: ``starts`` are the places of the first number of each, none empty.

    ``shifts`` is k for each number; where ``more`` is given, a bit of it follows each number.

    >>> rice_rows(np.array([9, 2, 7, 1]), np.array([3, 1, 3, 0]), np.array([0, 2]))
    ['jA', 'e']
    """
    ones = values >> shifts
    sizes = ones + shifts + (1 if more is None else 2)
    ends = np.cumsum(sizes)
    within = ends - sizes  # where each number starts, if nothing were left open between rows
    row_bits = np.diff(within[starts], append=ends[-1:])
    row_letters = -(-row_bits // 6)
    bounds = np.concatenate(([0], np.cumsum(row_letters)))
    at = within + np.repeat(6 * bounds[:-1] - within[starts], np.diff(starts, append=len(values)))
    bits = _ones(at, ones, 6 * int(bounds[-1]))
    at += ones + 1
    for place in range(int(shifts.max(initial=0))):
        held = (values >> place & 1).astype(bool) & (shifts > place)
        bits[(at + shifts - 1 - place)[held]] = 1
    if more is not None:
        bits[(at + shifts)[more]] = 1
    text = b64encode(np.packbits(bits).tobytes(), b"-_").decode()
    return [text[start:end] for start, end in pairwise(bounds.tolist())]


def _ones(at: Ints, counts: Ints, size: int) -> NDArray[np.int8]:
    """Return so many bits, of which so many from each place on are one."""
    bits = np.zeros(size + -size % 24 + 1, np.int8)
    bits[at] += 1
    bits[at + counts] -= 1
    return np.cumsum(bits[:-1], dtype=np.int8)


def ragged(starts: Ints, counts: Ints) -> Ints:
    """Return so many numbers in a row from each start on.

    >>> ragged(np.array([7, 0, 3]), np.array([2, 0, 3])).tolist()
    [7, 8, 3, 4, 5]
    """
    ends = np.cumsum(counts)
    return np.repeat(starts - ends + counts, counts) + np.arange(counts.sum())


def runs(keys: Ints) -> Ints:
    """Return where each run of equal keys starts.

    >>> runs(np.array([4, 4, 7, 9, 9])).tolist()
    [0, 2, 3]
    """
    return np.flatnonzero(np.diff(keys, prepend=keys[:1] - 1))


def bit_length(values: Ints) -> Ints:
    """Return how many bits each number has, as ``int.bit_length``.

    >>> bit_length(np.array([0, 1, 8])).tolist()
    [0, 1, 4]
    """
    return np.frexp(values.astype(np.float64))[1].astype(np.int64)
