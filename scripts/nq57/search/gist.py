"""The part of a long text that a result can show: the sentences that say what others do not.

All of every text would make the index larger than a query should cost. A note is found by every word of its
text, and first by those of its gist, so that the results on top show why they are there.
"""

from __future__ import annotations

import numpy as np

from nq57.search.bits import Bools, Floats, Ints, bit_length, firsts, in_order, runs
from nq57.search.rows import Rows, Sort
from nq57.search.said import Said


def gist(rows: Rows, said: Said, worth: Ints, most: int) -> Bools:
    """Tell of each row whether it is a sentence to show: about ``most`` letters of a text.

    ``worth`` is what each folded word tells. All of a short text is kept. Of a long one the first sentence
    is, then those whose words are worth the most for their length. Deterministic.
    """
    sentences = rows.sorts == Sort.SENTENCE
    lengths = np.where(sentences, rows.letters + 1, 0)
    kept: Bools = sentences & (np.bincount(rows.entries, lengths)[rows.entries] <= most)
    cut = np.flatnonzero(sentences & ~kept)
    entries = rows.entries[cut]
    later = ~firsts(entries)
    values = _summed(rows, said, worth)[cut] / lengths[cut]
    ranked = np.lexsort((-values, later, entries))
    owner, left, best = -1, 0, []
    for row, entry, length in zip(
        cut[ranked].tolist(), entries[ranked].tolist(), lengths[cut][ranked].tolist(), strict=True
    ):
        if entry != owner:
            owner, left = entry, max(most, length)
        if length <= left:
            best.append(row)
            left -= length
    kept[best] = True
    return kept


def worth_of(times: Ints) -> Ints:
    """Return what words tell that so many texts say: less with each quadrupling.

    In steps, so that one text more seldom changes what another shows.

    >>> worth_of(np.array([1, 4, 5000])).tolist()
    [5, 4, 0]
    """
    return (np.maximum(0, 12 - bit_length(times)) // 2).astype(np.int8)


def _summed(rows: Rows, said: Said, worth: Ints) -> Floats:
    """Return what the words of each row tell, each once."""
    row, fold = in_order(said.rows, said.terms.folds[said.words], once=True)
    starts = runs(row)
    summed = np.zeros(len(rows.sizes))
    summed[row[starts]] = np.add.reduceat(worth[fold], starts, dtype=np.float64)
    return summed
