"""Which terms the rows of entries say: words where they stand, numbers joined, groups of synonyms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from nq57.search.bits import BLOCK, Ints, ragged
from nq57.search.rows import Rows, Sort
from nq57.search.terms import Synonyms, Term
from nq57.search.words import Word, numbers, words_of_run


class Terms:
    """All terms in order, by their folded form, then by the exact one, and a number for each."""

    def __init__(self, terms: Iterable[Term]) -> None:
        """Put the terms in order, each once."""
        self.known = sorted(set(terms))
        self.numbers = {term: number for number, term in enumerate(self.known)}
        self.folded = list(dict.fromkeys(folded for folded, _ in self.known))
        self.ranks = {folded: rank for rank, folded in enumerate(self.folded)}
        self.folds: Ints = np.array([self.ranks[folded] for folded, _ in self.known], np.int32)

    def of(self, terms: Iterable[Term]) -> Ints:
        """Return the numbers of terms, -1 for those that are not known."""
        return np.array([self.numbers.get(term, -1) for term in terms], np.int32)

    def ranks_of(self, folded: Iterable[str]) -> Ints:
        """Return the ranks of folded terms, -1 for those that are not known."""
        return np.array([self.ranks.get(one, -1) for one in folded], np.int32)


@dataclass(frozen=True, slots=True)
class Said:
    """The terms of all rows: each of the ``words`` in order with its row, then ``more`` terms with theirs.

    ``sizes`` says how many words each row has.
    """

    terms: Terms
    words: Ints
    rows: Ints
    sizes: Ints
    more: Ints
    more_rows: Ints


def said(rows: Rows, synonyms: Synonyms, others: Iterable[Term]) -> Said:
    """Return what the rows say; ``others`` are terms that stand in no row."""
    spelled = [words_of_run(run) for run in rows.runs]
    joined = [[(key, key) for key in numbers(run)] if len(run) > 1 else [] for run in spelled]
    terms = Terms(
        [
            *(word.term for run in spelled for word in run),
            *(term for run in joined for term in run),
            *((name, "") for _, name in synonyms.members),
            *others,
        ]
    )
    of_run = np.repeat(np.arange(len(rows.sizes), dtype=np.int32), rows.sizes)
    words, row = _spread([[word.term for word in run] for run in spelled], rows.codes, of_run, terms)
    keys, key_row = _spread(joined, rows.codes, of_run, terms)
    groups, at = _groups(words, row, _fields(rows), synonyms, terms)
    sizes = np.bincount(row, minlength=len(rows.sizes)).astype(np.int32)
    more, more_rows = np.concatenate((keys, groups)), np.concatenate((key_row, row[at]))
    return Said(terms, words, row, sizes, more, more_rows)


def _spread(lists: Sequence[Sequence[Term]], codes: Ints, rows: Ints, terms: Terms) -> tuple[Ints, Ints]:
    """Return the terms of all codes, one after the other, and the row of each."""
    flat = terms.of(term for one in lists for term in one)
    counts = np.array([len(one) for one in lists], np.int32)
    starts = np.cumsum(counts, dtype=np.int32) - counts
    found, found_rows = [flat[:0]], [rows[:0]]
    for at in range(0, len(codes), BLOCK):
        block = codes[at : at + BLOCK]
        held = counts[block]
        found.append(flat[ragged(starts[block], held)])
        found_rows.append(np.repeat(rows[at : at + BLOCK], held))
    return np.concatenate(found), np.concatenate(found_rows)


def _fields(rows: Rows) -> Ints:
    """Return the field of each row: the sentences of an entry are one, for names that stand across two."""
    place = np.arange(len(rows.sorts))
    return np.where(rows.sorts == Sort.SENTENCE, len(place) + rows.entries, place)


def _groups(words: Ints, rows: Ints, fields: Ints, synonyms: Synonyms, terms: Terms) -> tuple[Ints, Ints]:
    """Return the group of each member that the words say, and the place of its first word."""
    wanted = [(_spellings(member, terms), terms.numbers[name, ""]) for member, name in synonyms.members]
    first = np.zeros(len(terms.known) + 1, bool)
    first[[number for member, _ in wanted for number in member[0]]] = True
    starts = np.flatnonzero(first[words])
    padded = np.append(words, np.full(max((len(member) for member, _ in wanted), default=0), -1, np.int32))
    groups, places = [words[:0]], [starts[:0]]
    for member, group in wanted:
        at = starts
        for step, (exact, folded) in enumerate(member):
            word = padded[at + step]
            at = at[(word == exact) | (word == folded)]
        at = at[fields[rows[at]] == fields[rows[at + len(member) - 1]]]
        groups.append(np.full(len(at), group, np.int32))
        places.append(at)
    return np.concatenate(groups), np.concatenate(places)


def _spellings(member: Sequence[Word], terms: Terms) -> list[tuple[int, int]]:
    """Return the two terms that may stand for each word: its own and the bare one.

    Bare letters may stand for marked ones, but "lợi" (profit) is not the French "loi" (law).
    """
    absent = len(terms.known)
    return [
        (terms.numbers.get(word.term, absent), terms.numbers.get((word.folded, word.folded), absent))
        for word in member
    ]
