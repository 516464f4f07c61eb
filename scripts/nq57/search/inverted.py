"""All entries turned around: by term the entries that hold it, by two words those where they follow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from nq57.search.entry import Entry
from nq57.search.gist import Text, gist
from nq57.search.terms import OWN, Synonyms, own_level, phrases, weigh

_SHOWN = 300  # letters of an entry's text that a result can show

Lists = dict[str, dict[str, dict[int, list[int]]]]


@dataclass(frozen=True, slots=True)
class Inverted:
    """``terms[folded][exact][level]`` and ``phrases[first][second]`` are entries in order."""

    terms: Lists
    phrases: Mapping[str, Mapping[str, list[int]]]
    shown: Mapping[int, str]

    def holders(self, term: str) -> list[int]:
        """Return the entries that hold a term in any spelling, in order."""
        lists = [held for levels in self.terms[term].values() for held in levels.values()]
        return sorted(set().union(*lists)) if len(lists) > 1 else lists[0]


def inverted(placed: Mapping[int, Entry], synonyms: Synonyms) -> Inverted:
    """Return the terms and phrases of entries by their numbers, which come in order."""
    texts = {place: Text.of(entry.text) for place, entry in placed.items()}
    rarity = _rarity(texts)
    terms: Lists = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    follow: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    shown: dict[int, str] = {}
    for place, entry in placed.items():
        text = texts.pop(place)
        kept = gist(text, rarity.__getitem__, _SHOWN)
        row = [word for one in text.rows for word in one]
        shown[place] = " ".join(text.sentences[at] for at in kept)
        in_gist = [word for at in kept for word in text.rows[at]]
        for (folded, exact), height in weigh(entry, row, in_gist, synonyms).items():
            terms[folded][exact][height].append(place)
        for first, second in phrases(entry, row):
            follow[first][second].append(place)
    _weigh_own(terms)
    return Inverted(terms, follow, shown)


def _rarity(texts: Mapping[int, Text]) -> dict[str, int]:
    """Return what each folded word tells: less with each quadrupling of the texts that say it.

    In steps, so that one text more seldom changes what another shows.
    """
    said: dict[str, int] = defaultdict(int)
    for text in texts.values():
        for folded in {word.folded for row in text.rows for word in row}:
            said[folded] += 1
    return {folded: max(0, 12 - times.bit_length()) // 2 for folded, times in said.items()}


def _weigh_own(terms: Lists) -> None:
    for term in [term for term in terms if term.endswith(OWN)]:
        said = sum(
            len(held) for levels in terms.get(term.removesuffix(OWN), {}).values() for held in levels.values()
        )
        entries = sorted(entry for held in terms[term][""].values() for entry in held)
        terms[term][""] = {own_level(said): entries}
