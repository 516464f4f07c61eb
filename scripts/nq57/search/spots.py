"""Where in each entry each folded word stands, counted in words: what quoted phrases are found by."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nq57.search.bits import Ints, firsts, in_order, ragged
from nq57.search.rows import Rows, Sort
from nq57.search.said import Said
from nq57.search.terms import GROUP, LONGEST

NOWHERE = 0  # the spot of a word that an entry is found by and does not say: next to none
_FIRST = NOWHERE + 2
_ROUND = 32


@dataclass(frozen=True, slots=True)
class Spots:
    """Folded words by their rank, the entries that hold each by their place, the spots there: in order."""

    folds: Ints
    entries: Ints
    spots: Ints

    @classmethod
    def of(cls, rows: Rows, said: Said) -> Spots:
        """Return where words stand: a gap parts the names of an entry, facts stand nowhere."""
        facts = (rows.sorts == Sort.FACT)[said.rows]
        spots = np.where(facts, NOWHERE, ragged(_starts(rows, said.sizes), said.sizes))
        folds, entries, spots = in_order(
            said.terms.folds[np.concatenate((said.words, said.more))],
            rows.entries[np.concatenate((said.rows, said.more_rows))],
            np.concatenate((spots, np.full(len(said.more), NOWHERE, np.int32))),
        )
        asked = np.array([len(term) <= LONGEST and term[-1] != GROUP for term in said.terms.folded], bool)
        last = np.append(firsts(folds, entries)[1:], True)[: len(folds)]
        told = ((spots != NOWHERE) | last) & asked[folds]  # nowhere, where the word stands nowhere else
        return cls(folds[told], entries[told], spots[told])


def _starts(rows: Rows, sizes: Ints) -> Ints:
    """Return the spot of the first word of each row.

    The text starts at a round number, so that a word more in a title leaves the others where they are.
    """
    text = rows.sorts == Sort.SENTENCE
    steps = np.where(text, sizes, np.where(rows.sorts == Sort.FACT, 0, sizes + 1))
    before = (np.cumsum(steps) - steps).astype(np.int32)
    before -= before[np.searchsorted(rows.entries, rows.entries)]
    named = _FIRST + np.bincount(rows.entries, np.where(text, 0, steps)).astype(np.int32)
    return _FIRST + before + np.where(text, -named[rows.entries] % _ROUND, 0)
