"""All entries turned around: by term the entries that hold it, and where in them it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nq57.search.bits import Bools, Ints, firsts, in_order
from nq57.search.entry import Entry
from nq57.search.gist import gist
from nq57.search.postings import TOP
from nq57.search.rows import Rows, Sort, read
from nq57.search.said import Said, said
from nq57.search.spots import Spots
from nq57.search.terms import LONGEST, OWN, Synonyms, Term, wholes
from nq57.search.weights import own_levels, weigh

SHOWN = 300  # letters of an entry's text that a result can show


@dataclass(frozen=True, slots=True)
class Inverted:
    """``names`` are all terms in order; those in ``terms`` hold ``entries`` (by their places) at ``levels``.

    The best entries of a term come first. ``spots`` say where its folded form stands in how many
    ``holders``, with differences of ``width`` bits. ``shown`` is the part of each entry's text to show.
    """

    names: Sequence[Term]
    folded: Sequence[str]
    terms: Ints
    levels: Ints
    entries: Ints
    spots: Spots
    holders: Ints
    width: int
    shown: Sequence[str]


def inverted(entries: Sequence[Entry], synonyms: Synonyms) -> Inverted:
    """Return the terms of entries."""
    rows = read(entries)
    whole = [(term, place) for place, entry in enumerate(entries) for term in {*wholes(entry)}]
    told = said(rows, synonyms, (term for term, _ in whole))
    kept = gist(rows, told, SHOWN)
    spots = Spots.of(rows, told)
    holders = np.bincount(spots.folds[firsts(spots.folds, spots.entries)], minlength=len(told.terms.folded))
    held = weigh(rows, told, kept)
    terms = np.concatenate((held.terms, told.terms.of(term for term, _ in whole)))
    places = np.concatenate((held.entries, np.array([place for _, place in whole], np.int64)))
    heights = np.concatenate((held.levels, np.full(len(whole), TOP)))
    owned = _own_levels(told, holders)
    heights = np.where(owned[terms] > 0, owned[terms], heights)
    short = np.array([len(folded) <= LONGEST for folded, _ in told.terms.known], bool)[terms]
    terms, heights, places = in_order(terms[short], TOP - heights[short], places[short])
    return Inverted(
        told.terms.known,
        told.terms.folded,
        terms,
        TOP - heights,
        places,
        spots,
        holders,
        _width(told.sizes[rows.sorts == Sort.SENTENCE], len(entries)),
        _shown(entries, rows, kept),
    )


def _own_levels(told: Said, holders: Ints) -> Ints:
    """Return the level of each term that is an entry's own number, 0 for others."""
    known = told.terms.known
    ranks = {folded: rank for rank, folded in enumerate(told.terms.folded)}
    owned = [place for place, (folded, _) in enumerate(known) if folded.endswith(OWN)]
    plain = [ranks.get(known[place][0].removesuffix(OWN), -1) for place in owned]
    levels = np.zeros(len(known), np.int64)
    levels[owned] = own_levels(np.append(holders, 0)[plain])
    return levels


def _width(sizes: Ints, count: int) -> int:
    """Return how many bits of a spot stand as they are: about those of a text of the usual length."""
    length = int(sizes.sum()) // max(1, count)
    return max(3, length.bit_length() - 2)


def _shown(entries: Sequence[Entry], rows: Rows, kept: Bools) -> list[str]:
    """Return the sentences kept of each text."""
    shown: list[list[str]] = [[] for _ in entries]
    texts = [entry.text.strip() for entry in entries]
    starts = rows.starts[kept]
    ends = starts + rows.letters[kept]
    for place, start, end in zip(rows.entries[kept].tolist(), starts.tolist(), ends.tolist(), strict=True):
        shown[place].append(texts[place][start:end])
    return [" ".join(sentences) for sentences in shown]
