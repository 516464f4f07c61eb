"""How much each term weighs in each entry that it finds: more in a short name, less in a long text."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nq57.search.bits import BLOCK, Bools, Floats, Ints, bit_length, in_order, runs
from nq57.search.postings import TOP, levels
from nq57.search.rows import Rows, Sort
from nq57.search.said import Said

# A weight of 1 is "said somewhere in the text"; the scale leaves room for two fields to add up.
_SCALE = 6.0
_NAME, _NUMBER, _FACT = 3.0, 4.0, 1.5
_SHORT = 5.0  # what a one-word title adds: the shorter the title, the more each word says
_SHOWN = 1.6  # a word of the part that results show
_USUAL_LENGTH = 300.0  # fixed: a mean over the corpus would change every weight with every note

_SAID, _IN_SHOWN, _IN_FACT = range(3)  # how a term is said in an entry; from the next on, by which name


@dataclass(frozen=True, slots=True)
class Weighed:
    """Terms, each with an entry by its place, and the level of the term in it: in order, each pair once."""

    terms: Ints
    entries: Ints
    levels: Ints


def weigh(rows: Rows, said: Said, shown: Bools) -> Weighed:
    """Return the level of each term in each entry that says it; ``shown`` are rows that results show."""
    ways, names = _ways(rows, said.sizes, shown)
    of_more = ways[said.more_rows]
    of_more[of_more == _IN_SHOWN] = _SAID  # only words are marked there
    terms, entries, way = in_order(
        np.concatenate((said.words, said.more)),
        rows.entries[np.concatenate((said.rows, said.more_rows))],
        np.concatenate((ways[said.rows], of_more)),
    )
    starts = runs(terms, entries)
    terms, entries = terms[starts], entries[starts]
    slow, names = _slow(rows, said.sizes), np.concatenate((np.zeros(_IN_FACT + 1), names))
    found = [starts[:0]]
    for at in range(0, len(starts), BLOCK):
        first = starts[at : at + BLOCK]
        end = starts[at + BLOCK] if at + BLOCK < len(starts) else len(way)
        found.append(_levels(way[first[0] : end], first - first[0], slow[entries[at : at + BLOCK]], names))
    return Weighed(terms, entries, np.concatenate(found))


def _levels(way: Ints, starts: Ints, slow: Floats, names: Floats) -> Ints:
    """Return the level of each pair of a term and an entry; the ways of a pair stand from its start on."""
    best = np.maximum.reduceat(way, starts)
    fact = np.logical_or.reduceat(way == _IN_FACT, starts)
    times = np.add.reduceat(way < _IN_FACT, starts, dtype=np.int64)
    shown = np.logical_or.reduceat(way == _IN_SHOWN, starts)
    weights = 2.2 * times / (times + slow)
    alone = np.where(shown, weights * _SCALE * _SHOWN, weights * _SCALE)
    summed = (names[best] + _FACT * fact + weights) * _SCALE
    return levels(np.where(best < _IN_FACT, alone, summed))


def _ways(rows: Rows, sizes: Ints, shown: Bools) -> tuple[Ints, Floats]:
    """Return the way in which each row says its words, and the weights of names, from the least."""
    ways = np.where(rows.sorts == Sort.SENTENCE, np.where(shown, _IN_SHOWN, _SAID), _IN_FACT).astype(np.int16)
    names = np.flatnonzero(rows.sorts <= Sort.NAME)
    bases = np.where(rows.sorts[names] == Sort.NUMBER, _NUMBER, _NAME)
    weights = bases + _SHORT / np.sqrt(np.maximum(1, sizes[names]))
    known, ranks = np.unique(weights, return_inverse=True)
    ways[names] = _IN_FACT + 1 + ranks
    return ways, known


def _slow(rows: Rows, sizes: Ints) -> Floats:
    """Return how slowly a word gains weight as the text of each entry says it again: by the text's length."""
    sentences = rows.sorts == Sort.SENTENCE
    count = int(rows.entries.max(initial=-1)) + 1
    words = np.bincount(rows.entries[sentences], sizes[sentences], count).astype(np.float64)
    slow: Floats = 1.2 * (0.25 + 0.75 * words / _USUAL_LENGTH)
    return slow


def own_levels(said: Ints) -> Ints:
    """Return the levels of entries' own numbers that so many entries say: of two 57s, the more cited.

    >>> own_levels(np.array([1, 30, 10**9])).tolist()
    [10, 14, 15]
    """
    return np.minimum(TOP, 9 + bit_length(said))
