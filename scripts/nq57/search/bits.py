"""Rows of numbers as short strings of plain letters, many rows at once, and what counting on arrays needs.

A number is written in Rice's code: so many ones as it holds two to the k, a zero, then its last k bits.
Six bits are a letter, and each row starts a new one.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.signedinteger]
Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]

BLOCK = 1 << 17  # numbers worked on at a time: what fits in the cache of a processor
_ONES = 31  # in one code: more are codes of their own


def rice_rows(values: Ints, shifts: Ints, starts: Ints, more: Bools | None = None) -> list[str]:
    """Return the letters of each row: ``starts`` are the places of the first number of each, none empty.

    ``shifts`` is k for each number, 30 at most; where ``more`` is given, a bit of it follows each number.

    >>> rice_rows(np.array([9, 2, 7, 1]), np.array([3, 1, 3, 0]), np.array([0, 2]))
    ['jA', 'e']
    """
    rows: list[str] = []
    for first, last in _blocks(starts, len(values)):
        start = starts[first]
        held = slice(start, starts[last] if last < len(starts) else len(values))
        flags = None if more is None else more[held]
        rows += _block(values[held], shifts[held], starts[first:last] - start, flags)
    return rows


def _blocks(starts: Ints, size: int) -> Iterator[tuple[int, int]]:
    """Yield the first row of each block and that of the next."""
    borders = starts.searchsorted(np.arange(0, size, BLOCK))  # none after the start of a long last row
    return pairwise(np.unique([*borders, len(starts)]).tolist())


def _block(values: Ints, shifts: Ints, starts: Ints, more: Bools | None) -> list[str]:
    ones = values >> shifts
    low, after = values & (1 << shifts) - 1, shifts + 1
    if more is not None:
        low, after = low << 1 | more, after + 1
    if (ones > _ONES).any():
        ones, low, after, starts = _split(ones, low, after, starts)
    sizes = ones + after
    within = np.cumsum(sizes) - sizes  # where each code starts, if nothing were left open between rows
    row_sizes = np.add.reduceat(sizes, starts)
    bounds = np.concatenate(([0], np.cumsum(-(-row_sizes // 6))))
    moved = 6 * bounds[:-1] - within[starts]
    at = within + np.repeat(moved, np.diff(starts, append=len(sizes)))
    words = _placed((1 << ones) - 1 << after | low, sizes, at, 6 * int(bounds[-1]))
    text = b64encode(words.astype(">u8").tobytes(), b"-_").decode()
    return [text[start:end] for start, end in pairwise(bounds.tolist())]


def _split(ones: Ints, low: Ints, after: Ints, starts: Ints) -> tuple[Ints, Ints, Ints, Ints]:
    """Return codes with few ones each: those of many are put before in codes of nothing else."""
    pieces = ones // _ONES + 1
    lasts = np.cumsum(pieces) - 1
    codes = np.full(pieces.sum(), _ONES), *np.zeros((2, pieces.sum()), np.int64)
    for code, last in zip(codes, (ones % _ONES, low, after), strict=True):
        code[lasts] = last
    return *codes, (lasts - pieces + 1)[starts]


def _placed(codes: Ints, sizes: Ints, at: Ints, size: int) -> NDArray[np.uint64]:
    """Return so many bits, in words of 64, with each code of so many bits at its place; none overlap."""
    left = codes.astype(np.uint64) << (64 - sizes).astype(np.uint64)
    word, offset = at >> 6, (at & 63).astype(np.uint64)
    words = np.zeros(size // 64 + 1, np.uint64)
    first = runs(word)
    words[word[first]] = np.bitwise_or.reduceat(left >> offset, first)
    over = np.flatnonzero((at & 63) + sizes > 64)  # the rest of a code that goes on in the next word
    words[word[over] + 1] |= left[over] << (64 - offset[over])
    return words


def ragged(starts: Ints, counts: Ints) -> Ints:
    """Return so many numbers in a row from each start on.

    >>> ragged(np.array([7, 0, 3]), np.array([2, 0, 3])).tolist()
    [7, 8, 3, 4, 5]
    """
    ends = np.cumsum(counts, dtype=counts.dtype)
    places = np.repeat(starts - ends + counts, counts)
    places += np.arange(len(places), dtype=places.dtype)
    return places


def in_order(*columns: Ints, once: bool = False) -> tuple[Ints, ...]:
    """Return rows of numbers, none below zero, by the first column, then by the next; equal ones ``once``.

    >>> [column.tolist() for column in in_order(np.array([3, 2, 3]), np.array([1, 5, 0]))]
    [[2, 3, 3], [5, 0, 1]]
    """
    widths = [int(column.max(initial=0)).bit_length() for column in columns]
    if sum(widths) > 63:
        order = np.lexsort(columns[::-1])
        columns = tuple(column[order] for column in columns)
        kept = firsts(*columns)
        return tuple(column[kept] for column in columns) if once else columns
    keys = _keys(columns, widths)
    keys.sort()
    keys = keys[firsts(keys)] if once else keys
    sorted_columns = []
    for column, width in zip(columns[:0:-1], widths[:0:-1], strict=True):
        low = keys.astype(column.dtype)  # what does not fit is not the column's
        low &= (1 << width) - 1
        sorted_columns.append(low)
        keys >>= width
    return keys.astype(columns[0].dtype), *sorted_columns[::-1]


def _keys(columns: Sequence[Ints], widths: Sequence[int]) -> Ints:
    """Return each row of numbers in one, which is much faster to sort: a column has so many bits."""
    keys = columns[0].astype(np.int64)
    for column, width in zip(columns[1:], widths[1:], strict=True):
        keys <<= width
        keys |= column
    return keys


def merged(columns: Sequence[Ints], others: Sequence[Ints]) -> tuple[Ints, ...]:
    """Return rows of numbers in order, and few other such rows put in where they belong.

    >>> some, more = (np.array([1, 3]), np.array([7, 7])), (np.array([1]), np.array([8]))
    >>> [column.tolist() for column in merged(some, more)]
    [[1, 1, 3], [7, 8, 7]]
    """
    both = list(zip(columns, others, strict=True))
    widths = [max(int(one.max(initial=0)) for one in pair).bit_length() for pair in both]
    if sum(widths) > 63 or len(others[0]) > len(columns[0]) // 8:
        return in_order(*map(np.concatenate, both))
    at = _keys(columns, widths).searchsorted(_keys(others, widths))
    return tuple(np.insert(column, at, other) for column, other in both)


def firsts(*columns: Ints) -> Bools:
    """Tell of each row of numbers whether it differs from the one before.

    >>> firsts(np.array([4, 4, 7]), np.array([1, 2, 2])).tolist()
    [True, True, True]
    """
    differ = np.zeros(len(columns[0]), np.bool_)
    differ[:1] = True
    for column in columns:
        differ[1:] |= column[1:] != column[:-1]
    return differ


def runs(*columns: Ints) -> Ints:
    """Return where each run of equal rows starts.

    >>> runs(np.array([4, 4, 7, 9, 9])).tolist()
    [0, 2, 3]
    """
    return np.flatnonzero(firsts(*columns))


def bit_length(values: Ints) -> Ints:
    """Return how many bits each number has, as ``int.bit_length``.

    >>> bit_length(np.array([0, 1, 8])).tolist()
    [0, 1, 4]
    """
    return np.frexp(values.astype(np.float64))[1].astype(np.int64)
