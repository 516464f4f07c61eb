"""What an entry is found by, and how much each term weighs in it.

Four sorts of term share one sorted list, told apart by their first sign: a folded word or a number
mentioned anywhere (no sign), the entry's own number (``#57nqtw``), a whole title or alias
(``=hung yen``), and a group of synonyms (``~nghi quyet``).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from nq57.search.entry import Entry
from nq57.search.postings import TOP
from nq57.search.words import Word, number_key, numbers, words

OWN, WHOLE, GROUP = "#", "=", "~"
_LONGEST = 40  # letters in a term: longer runs are data, not words
_WHOLE_WORDS = 8
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})\Z")

# A weight of 1 is "said somewhere in the text"; the scale leaves room for two fields to add up.
_SCALE = 6.0
_TITLE, _ALIAS, _NUMBER, _FACT = 3.0, 3.0, 4.0, 1.5
_SHORT = 5.0  # what a one-word title adds: the shorter the title, the more each word says
_USUAL_LENGTH = 300.0  # fixed: a mean over the corpus would change every weight with every note

Weights = dict[str, dict[str, int]]


@dataclass(frozen=True, slots=True)
class Synonyms:
    """Groups of equal names, ready to be found in a row of words."""

    by_first: dict[str, list[tuple[tuple[Word, ...], str]]] = field(default_factory=dict)

    @classmethod
    def of(cls, groups: Iterable[Sequence[str]]) -> Synonyms:
        """Return the groups, each named after the folded form of its first member."""
        by_first: dict[str, list[tuple[tuple[Word, ...], str]]] = {}
        for group in groups:
            for member in group:
                row = tuple(words(member))
                if row:
                    name = GROUP + " ".join(word.folded for word in words(group[0]))
                    by_first.setdefault(row[0].folded, []).append((row, name))
        return cls(by_first)

    def within(self, row: Sequence[Word]) -> Iterator[str]:
        """Yield the name of each group that a member stands for in the row."""
        for place, word in enumerate(row):
            for member, name in self.by_first.get(word.folded, ()):
                said = row[place : place + len(member)]
                if len(said) == len(member) and all(map(_same, said, member)):
                    yield name


def _same(said: Word, member: Word) -> bool:
    # Bare letters may stand for marked ones, but "lợi" (profit) is not the French "loi" (law).
    return said.folded == member.folded and said.exact in (member.exact, member.folded)


def weigh(entry: Entry, synonyms: Synonyms) -> Weights:
    """Return the weights of the entry's terms, 1 to 63: by folded term, then by exact spelling."""
    total: dict[tuple[str, str], float] = defaultdict(float)
    for field_weights in (_names(entry, synonyms), _facts(entry, synonyms), _prose(entry, synonyms)):
        for said, weight in field_weights.items():
            total[said] += weight
    found: Weights = defaultdict(dict)
    for (term, exact), weight in total.items():
        if len(term) <= _LONGEST:
            found[term][exact] = max(1, min(TOP, round(weight * _SCALE)))
    for whole in _wholes(entry):
        found[whole][""] = TOP
    return dict(found)


def own_weight(said: int) -> int:
    """Return what an entry's own number weighs when so many entries say it: of two 57s, the one more cited.

    >>> own_weight(1), own_weight(100), own_weight(10**9)
    (36, 60, 63)
    """
    return min(TOP, 32 + 4 * said.bit_length())


def pairs(entry: Entry) -> set[str]:
    """Return each two folded words that follow one another in the entry: phrases are made of them."""
    fields = [entry.number, entry.label, *entry.titles, *entry.aliases, entry.issuer, entry.text]
    return {f"{one.folded} {two.folded}" for text in fields for one, two in pairwise(list(words(text)))}


def _wholes(entry: Entry) -> Iterator[str]:
    if entry.number:
        yield OWN + number_key(word.folded for word in words(entry.number))
    for name in {entry.label, *entry.titles, *entry.aliases}:
        row = [word.folded for word in words(name)]
        if 0 < len(row) <= _WHOLE_WORDS:
            yield WHOLE + " ".join(row)


def _names(entry: Entry, synonyms: Synonyms) -> dict[tuple[str, str], float]:
    """The best of all titles, aliases and the number: three translations do not count three times."""
    best: dict[tuple[str, str], float] = defaultdict(float)
    named = [(_TITLE, name) for name in (entry.label, *entry.titles)]
    named += [(_ALIAS, name) for name in entry.aliases] + [(_NUMBER, entry.number)]
    for base, name in named:
        row = list(words(name))
        weight = base + _SHORT / max(1, len(row)) ** 0.5
        for term in _terms(row, synonyms):
            best[term] = max(best[term], weight)
    return best


def _facts(entry: Entry, synonyms: Synonyms) -> dict[tuple[str, str], float]:
    iso = _ISO.match(entry.date)
    day = f"{iso[3]}/{iso[2]}/{iso[1]}" if iso else ""
    facts = (entry.issuer, entry.province, entry.year, entry.date, day)
    return {term: _FACT for fact in facts for term in _terms(list(words(fact)), synonyms)}


def _prose(entry: Entry, synonyms: Synonyms) -> dict[tuple[str, str], float]:
    row = list(words(entry.text))
    slow = 1.2 * (0.25 + 0.75 * len(row) / _USUAL_LENGTH)
    return {term: 2.2 * times / (times + slow) for term, times in Counter(_terms(row, synonyms)).items()}


def _terms(row: Sequence[Word], synonyms: Synonyms) -> Iterator[tuple[str, str]]:
    for word in row:
        yield word.folded, word.exact
    for key in numbers(row):
        yield key, key
    for name in synonyms.within(row):
        yield name, ""
