"""Where in each entry each folded word stands, counted in words: what quoted phrases are found by."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nq57.search.bits import Bools, Ints, firsts, in_order, merged, ragged
from nq57.search.rows import Rows, Sort
from nq57.search.said import Said
from nq57.search.terms import GROUP

NOWHERE = 0  # the spot of a word that an entry is found by and does not say: next to none
_FIRST = NOWHERE + 2
_ROUND = 32


@dataclass(frozen=True, slots=True)
class Spots:
    """Folded words by their rank, the entries that hold each by their number, the spots there: in order."""

    folds: Ints
    entries: Ints
    spots: Ints

    @classmethod
    def of(cls, rows: Rows, said: Said, starts: Ints) -> Spots:
        """Return where words stand: a gap parts the names of an entry, facts stand nowhere.

        ``starts`` is the spot where the text of each entry starts, by number.
        """
        facts = (rows.sorts == Sort.FACT)[said.rows]
        spots = np.where(facts, NOWHERE, ragged(_starts(rows, said.sizes, starts), said.sizes))
        folds, entries, spots = in_order(
            said.terms.folds[np.concatenate((said.words, said.more))],
            rows.entries[np.concatenate((said.rows, said.more_rows))],
            np.concatenate((spots, np.full(len(said.more), NOWHERE, np.int32))),
        )
        last = np.append(firsts(folds, entries)[1:], True)[: len(folds)]
        words = np.array([term[-1] != GROUP for term in said.terms.folded], bool)[folds]
        told = ((spots != NOWHERE) | last) & words  # nowhere, where the word stands nowhere else
        return cls(folds[told], entries[told], spots[told])

    def only(self, wanted: Bools) -> Spots:
        """Return some of the spots."""
        return Spots(self.folds[wanted], self.entries[wanted], self.spots[wanted])

    def joined(self, other: Spots) -> Spots:
        """Return the spots of both."""
        ours, theirs = (self.folds, self.entries, self.spots), (other.folds, other.entries, other.spots)
        return Spots(*merged(ours, theirs))

    def firsts(self) -> Bools:
        """Tell of each spot whether it is the first of its word in its entry."""
        return firsts(self.folds, self.entries)

    def texts(self, starts: Ints, count: int) -> Ints:
        """Return in how many texts each of so many words stands, by where the text of each entry starts."""
        last = np.flatnonzero(np.append(self.firsts()[1:], True)[: len(self.folds)])
        inside = last[self.spots[last] >= starts[self.entries[last]]]
        return np.bincount(self.folds[inside], minlength=count)


def text_starts(rows: Rows, sizes: Ints, space: int) -> Ints:
    """Return the spot where the text of each entry starts, by number, 0 for those that say nothing.

    It is a round one, so that a word more in a title leaves the others where they are.
    """
    named = np.where(rows.sorts <= Sort.ISSUER, sizes + 1, 0)
    starts = _FIRST + np.bincount(rows.entries, named, space).astype(np.int32)
    starts += -starts % _ROUND
    silent = np.ones(space, np.bool_)
    silent[rows.entries] = False
    starts[silent] = 0
    return starts


def _starts(rows: Rows, sizes: Ints, starts: Ints) -> Ints:
    """Return the spot of the first word of each row, by where the text of each entry starts."""
    text = rows.sorts == Sort.SENTENCE
    steps = np.where(text, sizes, np.where(rows.sorts == Sort.FACT, 0, sizes + 1))
    before = np.cumsum(steps, dtype=np.int32) - steps
    part = 2 * rows.entries + text  # names and text start anew
    before -= before[np.searchsorted(part, part)]
    return before + np.where(text, starts[rows.entries], _FIRST)
