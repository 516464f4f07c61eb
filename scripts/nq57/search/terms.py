"""What an entry is found by, and how much each term weighs in it.

Four sorts of term share one sorted list, told apart by their last sign: a folded word or a number
mentioned anywhere (no sign), the entry's own number (``57nqtw#``), a whole title or alias
(``hung yen=``), and a group of synonyms (``nghi quyet~``). So what a query needs often stands together.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from nq57.search.entry import Entry
from nq57.search.postings import TOP, level
from nq57.search.words import Word, number_key, numbers, words

OWN, WHOLE, GROUP = SORTS = "#", "=", "~"
LONGEST = 40  # letters in a term: longer runs are data, not words
_WHOLE_WORDS = 5
NOWHERE = 0  # the spot of a word that an entry is found by and does not say: next to none
_ROUND = 32
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})\Z")

# A weight of 1 is "said somewhere in the text"; the scale leaves room for two fields to add up.
_SCALE = 6.0
_TITLE, _ALIAS, _NUMBER, _FACT = 3.0, 3.0, 4.0, 1.5
_SHORT = 5.0  # what a one-word title adds: the shorter the title, the more each word says
_SHOWN = 1.6  # a word of the part that results show
_USUAL_LENGTH = 300.0  # fixed: a mean over the corpus would change every weight with every note

Term = tuple[str, str]  # folded, exact spelling ('' where there is one alone)
Levels = dict[Term, int]


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
                    name = " ".join(word.folded for word in words(group[0])) + GROUP
                    by_first.setdefault(row[0].folded, []).append((row, name))
        return cls(by_first)

    def within(self, row: Sequence[Word]) -> Iterator[str]:
        """Yield the name of each group that a member stands for in the row."""
        known = self.by_first
        for place in [place for place, word in enumerate(row) if word.folded in known]:
            for member, name in known[row[place].folded]:
                said = row[place : place + len(member)]
                if len(said) == len(member) and all(map(_same, said, member)):
                    yield name


def _same(said: Word, member: Word) -> bool:
    # Bare letters may stand for marked ones, but "lợi" (profit) is not the French "loi" (law).
    return said.folded == member.folded and said.exact in (member.exact, member.folded)


def weigh(entry: Entry, row: Sequence[Word], shown: Sequence[Word], synonyms: Synonyms) -> Levels:
    """Return the level of each of the entry's terms.

    ``row`` is the words of its text, ``shown`` those of the part that a result shows.
    """
    total = _names(entry, synonyms)
    for term in _facts(entry, synonyms):
        total[term] += _FACT
    found = _prose(row, shown, total, synonyms)
    for term, weight in total.items():
        found[term] = level(weight * _SCALE)
    for whole in _wholes(entry):
        found[whole, ""] = TOP
    return {term: height for term, height in found.items() if len(term[0]) <= LONGEST}


def own_level(said: int) -> int:
    """Return the level of an entry's own number when so many entries say it: of two 57s, the more cited.

    >>> own_level(1), own_level(30), own_level(10**9)
    (10, 14, 15)
    """
    return min(TOP, 9 + said.bit_length())


def spots(entry: Entry, row: Sequence[Word]) -> dict[str, list[int]]:
    """Return where each folded word stands in the entry, counted in words: a gap parts its fields.

    The text starts at a round number, so that a word more in a title leaves the others where they are.
    """
    found: dict[str, list[int]] = defaultdict(list)
    start = NOWHERE + 2
    for name in filter(None, (*_all_names(entry), entry.issuer)):
        said = _row(name)
        for spot, word in enumerate(said, start):
            found[word.folded].append(spot)
        start += len(said) + 1
    for spot, word in enumerate(row, -(-start // _ROUND) * _ROUND):
        found[word.folded].append(spot)
    return found


@lru_cache(maxsize=4096)
def _row(name: str) -> tuple[Word, ...]:
    # A name is asked for its words several times, and an issuer by each of its documents.
    return tuple(words(name))


def _all_names(entry: Entry) -> Iterable[str]:
    return dict.fromkeys((entry.number, entry.label, *entry.titles, *entry.aliases))


def _wholes(entry: Entry) -> Iterator[str]:
    if entry.number:
        yield number_key(word.folded for word in _row(entry.number)) + OWN
    for name in {entry.label, *entry.titles, *entry.aliases}:
        row = [word.folded for word in _row(name)]
        if 0 < len(row) <= _WHOLE_WORDS:
            yield " ".join(row) + WHOLE


def _names(entry: Entry, synonyms: Synonyms) -> dict[Term, float]:
    """The best of all titles, aliases and the number: three translations do not count three times."""
    best: dict[Term, float] = defaultdict(float)
    named = [(_TITLE, name) for name in dict.fromkeys((entry.label, *entry.titles))]
    named += [(_ALIAS, name) for name in entry.aliases] + [(_NUMBER, entry.number)]
    for base, name in named:
        row = _row(name)
        weight = base + _SHORT / max(1, len(row)) ** 0.5
        for term in _terms(row, synonyms):
            best[term] = max(best[term], weight)
    return best


def _facts(entry: Entry, synonyms: Synonyms) -> set[Term]:
    iso = _ISO.match(entry.date)
    day = f"{iso[3]}/{iso[2]}/{iso[1]}" if iso else ""
    facts = (entry.issuer, entry.province, entry.year, entry.date, day)
    return {term for fact in facts if fact for term in _terms(_row(fact), synonyms)}


def _prose(
    row: Sequence[Word], shown: Sequence[Word], total: dict[Term, float], synonyms: Synonyms
) -> Levels:
    """Return the levels of the terms of the text; those that ``total`` holds too are added there."""
    slow = 1.2 * (0.25 + 0.75 * len(row) / _USUAL_LENGTH)
    in_shown = {word.term for word in shown}
    counts = _counts(row, synonyms)
    weights = {times: 2.2 * times / (times + slow) for times in set(counts.values())}
    plain = {times: level(weight * _SCALE) for times, weight in weights.items()}
    lifted = {times: level(weight * _SCALE * _SHOWN) for times, weight in weights.items()}
    for term in counts.keys() & total.keys():
        total[term] += weights[counts[term]]
    return {term: (lifted if term in in_shown else plain)[times] for term, times in counts.items()}


def _counts(row: Sequence[Word], synonyms: Synonyms) -> dict[Term, int]:
    counts: dict[Term, int] = defaultdict(int)
    for word, times in Counter(row).items():  # by identity: a text repeats its words
        counts[word.term] += times
    for more in (*numbers(row), *synonyms.within(row)):
        counts[more, "" if more.endswith(GROUP) else more] += 1
    return counts


def _terms(row: Sequence[Word], synonyms: Synonyms) -> list[Term]:
    found = [word.term for word in row]
    found += [(key, key) for key in numbers(row)]
    return found + [(name, "") for name in synonyms.within(row)]
