"""The index turned around: by term the entries that hold it, the best first, and where in them it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nq57.search.bits import Ints, in_order
from nq57.search.index import Index
from nq57.search.postings import TOP
from nq57.search.said import Terms
from nq57.search.spots import Spots
from nq57.search.terms import LONGEST, OWN, Term
from nq57.search.weights import own_levels


@dataclass(frozen=True, slots=True)
class Inverted:
    """``names`` are all terms in order; those in ``terms`` hold ``entries`` (their numbers) at ``levels``.

    The best entries of a term come first. ``spots`` say where its folded form stands in how many
    ``holders``, with differences of ``width`` bits.
    """

    names: Sequence[Term]
    folded: Sequence[str]
    terms: Ints
    levels: Ints
    entries: Ints
    spots: Spots
    holders: Ints
    width: int


def inverted(index: Index, count: int) -> Inverted:
    """Return the index of so many entries turned around; what is too long for a term is left out."""
    known = index.terms
    short = np.array([len(folded) <= LONGEST for folded in known.folded], np.bool_)
    spots = index.spots if short.all() else index.spots.only(short[index.spots.folds])
    holders = np.bincount(spots.folds[spots.firsts()], minlength=len(known.folded))
    own = _own_levels(known, holders)[index.paired]
    kept = short[known.folds][index.paired]
    levels = np.where(own > 0, own, index.levels)
    terms, below, entries = in_order(index.paired[kept], TOP - levels[kept], index.entries[kept])
    width = _width(int(index.sizes.sum()) // max(1, count))
    return Inverted(known.known, known.folded, terms, TOP - below, entries, spots, holders, width)


def _own_levels(terms: Terms, holders: Ints) -> Ints:
    """Return the level of each term that is an entry's own number, 0 for others."""
    owned = [number for number, (folded, _) in enumerate(terms.known) if folded.endswith(OWN)]
    plain = terms.ranks_of(terms.known[number][0].removesuffix(OWN) for number in owned)
    levels = np.zeros(len(terms.known), np.int8)
    levels[owned] = own_levels(np.append(holders, 0)[plain])
    return levels


def _width(length: int) -> int:
    """Return how many bits of a spot stand as they are: about those of a text of the usual length."""
    return max(3, length.bit_length() - 2)
