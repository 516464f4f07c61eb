"""What an entry is found by.

Four sorts of term share one sorted list, told apart by their last sign: a folded word or a number
mentioned anywhere (no sign), the entry's own number (``57nqtw#``), a whole title or alias
(``hung yen=``), and a group of synonyms (``nghi quyet~``). So what a query needs often stands together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from nq57.search.entry import Entry
from nq57.search.words import Word, number_key, words

OWN, WHOLE, GROUP = SORTS = "#", "=", "~"
LONGEST = 40  # letters in a term: longer runs are data, not words
_WHOLE_WORDS = 5

Term = tuple[str, str]  # folded, exact spelling ('' where there is one alone)


@dataclass(frozen=True, slots=True)
class Synonyms:
    """Groups of equal names: each member in words, with the name of its group."""

    members: Sequence[tuple[Sequence[Word], str]] = ()

    @classmethod
    def of(cls, groups: Iterable[Sequence[str]]) -> Synonyms:
        """Return the groups, each named after the folded form of its first member."""
        spelled = [[words(member) for member in group] for group in groups]
        named = [(group, " ".join(word.folded for word in group[0]) + GROUP) for group in spelled if group]
        return cls([(member, name) for group, name in named for member in group if member])


def wholes(entry: Entry) -> Iterator[Term]:
    """Yield the entry's own number, and its short names whole."""
    if entry.number:
        yield number_key(word.folded for word in words(entry.number)) + OWN, ""
    for name in {entry.label, *entry.titles, *entry.aliases}:
        row = words(name)
        if 0 < len(row) <= _WHOLE_WORDS:
            yield " ".join(word.folded for word in row) + WHOLE, ""
