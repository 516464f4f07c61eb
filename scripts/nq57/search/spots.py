"""Where in each entry each folded word stands, counted in words: what quoted phrases are found by."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nq57.search.bits import Ints
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
        starts = _starts(rows, said.sizes)
        first = np.cumsum(said.sizes) - said.sizes
        spots = np.arange(len(said.words)) + (starts - first)[said.rows]
        spots[rows.sorts[said.rows] == Sort.FACT] = NOWHERE
        spots = np.concatenate((spots, np.full(len(said.more), NOWHERE)))
        terms = np.concatenate((said.words, said.more))
        entries = rows.entries[np.concatenate((said.rows, said.more_rows))]
        asked = np.array([len(term) <= LONGEST and term[-1] != GROUP for term in said.terms.folded], bool)
        folds = said.terms.folds[terms]
        spot_bits, entry_bits = int(spots.max(initial=0)).bit_length(), len(rows.sizes).bit_length()
        keys = (folds << entry_bits | entries) << spot_bits | spots
        keys = keys[asked[folds]]
        keys.sort()
        pairs, spots = keys >> spot_bits, keys & (1 << spot_bits) - 1
        last = np.diff(pairs, append=-1) != 0
        told = (spots != NOWHERE) | last  # nowhere, where the word stands nowhere else
        pairs = pairs[told]
        return cls(pairs >> entry_bits, pairs & (1 << entry_bits) - 1, spots[told])

    def firsts(self) -> Ints:
        """Return where each entry of each word starts."""
        return np.flatnonzero(
            (np.diff(self.folds, prepend=-1) != 0) | (np.diff(self.entries, prepend=-1) != 0)
        )


def _starts(rows: Rows, sizes: Ints) -> Ints:
    """Return the spot of the first word of each row.

    The text starts at a round number, so that a word more in a title leaves the others where they are.
    """
    text = rows.sorts == Sort.SENTENCE
    steps = np.where(text, sizes, np.where(rows.sorts == Sort.FACT, 0, sizes + 1))
    before = np.cumsum(steps) - steps
    before -= before[np.searchsorted(rows.entries, rows.entries)]
    named = _FIRST + np.bincount(rows.entries, np.where(text, 0, steps)).astype(np.int64)
    return _FIRST + before + np.where(text, -named[rows.entries] % _ROUND, 0)
