"""What is counted of entries, each alone: where it is kept from a build to the next, only edits are counted.

An entry is known by its number (see ``ordinals``). What depends on all entries together, but for which
sentences show the most, is not here: see ``inverted``.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

import numpy as np

from nq57.search.bits import Bools, Ints
from nq57.search.entry import Entry
from nq57.search.gist import gist, worth_of
from nq57.search.postings import TOP
from nq57.search.rows import Rows, Sort, read
from nq57.search.said import Terms, said
from nq57.search.spots import Spots, text_starts
from nq57.search.terms import Synonyms, wholes
from nq57.search.weights import weigh

SHOWN = 300  # letters of an entry's text that a result can show


@dataclass(frozen=True, slots=True)
class Index:
    """Each of ``paired`` is a term of ``terms``, with an entry and a level in the same place.

    ``spots`` say where folded words stand; ``times`` in how many texts. By the number of an entry, ``starts``
    is the spot where its text starts, ``sizes`` how many words it has.
    """

    terms: Terms
    paired: Ints
    entries: Ints
    levels: Ints
    spots: Spots
    times: Ints
    starts: Ints
    sizes: Ints

    @classmethod
    def empty(cls, space: int) -> Index:
        """Return the index of no entry, with numbers below ``space``."""
        none = np.zeros(0, np.int32)
        zeros = np.zeros(space, np.int32)
        return cls(Terms(()), none, none, none.astype(np.int8), Spots(none, none, none), none, zeros, zeros)

    def without(self, gone: Bools) -> Index:
        """Return the index without entries, told by number."""
        paired, stands = ~gone[self.entries], ~gone[self.spots.entries]
        return replace(
            self,
            paired=self.paired[paired],
            entries=self.entries[paired],
            levels=self.levels[paired],
            spots=self.spots.only(stands),
            times=self.times - self.spots.only(~stands).texts(self.starts, len(self.times)),
            starts=np.where(gone, 0, self.starts),
            sizes=np.where(gone, 0, self.sizes),
        )

    def joined(self, other: Index) -> Index:
        """Return the index of the entries of both."""
        used = [self.terms.known[term] for term in np.unique(self.paired).tolist()]
        terms = Terms([*used, *other.terms.known])
        ours, theirs = self._moved(terms), other._moved(terms)
        return replace(
            ours,
            paired=np.concatenate((ours.paired, theirs.paired)),
            entries=np.concatenate((ours.entries, theirs.entries)),
            levels=np.concatenate((ours.levels, theirs.levels)),
            spots=ours.spots.joined(theirs.spots),
            times=ours.times + theirs.times,
            starts=ours.starts + theirs.starts,
            sizes=ours.sizes + theirs.sizes,
        )

    def _moved(self, terms: Terms) -> Index:
        """Return the same with the numbers of these terms, which hold all that is said."""
        ranks = terms.ranks_of(self.terms.folded)
        times = np.zeros(len(terms.folded), self.times.dtype)
        times[ranks[ranks >= 0]] = self.times[ranks >= 0]
        return replace(
            self,
            terms=terms,
            paired=terms.of(self.terms.known)[self.paired],
            spots=replace(self.spots, folds=ranks[self.spots.folds]),
            times=times,
        )


def counted(
    entries: Mapping[int, Entry], fresh: Collection[int], kept: Index, synonyms: Synonyms
) -> tuple[Index, dict[int, str]]:
    """Return the index of entries by their numbers, which come in order, and what is shown of the fresh ones.

    All that are not ``fresh`` are kept as they are, but for those whose words tell more or less than before:
    they are counted anew too, and are among those shown.
    """
    space = len(kept.sizes)
    stays = np.zeros(space, np.bool_)
    stays[[number for number in entries if number not in fresh]] = True
    rest = kept.without(~stays)
    new = {number: entry for number, entry in entries.items() if not stays[number]}
    rows = read(new)
    whole = [(term, number) for number, entry in new.items() for term in {*wholes(entry)}]
    told = said(rows, synonyms, (term for term, _ in whole))
    starts = text_starts(rows, told.sizes, space)
    spots = Spots.of(rows, told, starts)
    times = spots.texts(starts, len(told.terms.folded))
    among = kept.terms.ranks_of(told.terms.folded)
    times_now = times + np.append(rest.times, 0)[among]
    if more := _worth_anew(kept, rest, among, times_now):
        return counted(entries, {*fresh, *more}, kept, synonyms)
    shown = gist(rows, told, worth_of(times_now), SHOWN)
    held = weigh(rows, told, shown)
    text = rows.sorts == Sort.SENTENCE
    index = Index(
        told.terms,
        np.concatenate((held.terms, told.terms.of(term for term, _ in whole))),
        np.concatenate((held.entries, np.array([number for _, number in whole], np.int32))),
        np.concatenate((held.levels, np.full(len(whole), TOP))).astype(np.int8),
        spots,
        times,
        starts,
        np.bincount(rows.entries[text], told.sizes[text], space).astype(np.int32),
    )
    return rest.joined(index) if stays.any() else index, _texts(new, rows, shown)


def _worth_anew(kept: Index, rest: Index, among: Ints, times: Ints) -> set[int]:
    """Return the entries of the rest whose texts say words that tell more or less than they did.

    ``times`` are how many texts say words by now, and ``among`` the ranks of these words before.
    """
    now = rest.times.copy()
    now[among[among >= 0]] = times[among >= 0]
    moved = worth_of(now) != worth_of(kept.times)
    said = rest.spots.only(moved[rest.spots.folds])
    return {*said.entries[said.spots >= rest.starts[said.entries]].tolist()}


def _texts(entries: Mapping[int, Entry], rows: Rows, shown: Bools) -> dict[int, str]:
    """Return the sentences shown of each text."""
    texts = {number: entry.text.strip() for number, entry in entries.items()}
    found: dict[int, list[str]] = {number: [] for number in entries}
    starts = rows.starts[shown]
    ends = starts + rows.letters[shown]
    for number, start, end in zip(rows.entries[shown].tolist(), starts.tolist(), ends.tolist(), strict=True):
        found[number].append(texts[number][start:end])
    return {number: " ".join(sentences) for number, sentences in found.items()}
