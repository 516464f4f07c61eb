"""All entries turned around: by term the entries that hold it, and where in them it stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nq57.search.entry import Entry
from nq57.search.gist import Text, gist
from nq57.search.postings import LEVEL_BITS, spot_bits
from nq57.search.terms import LONGEST, NOWHERE, OWN, SORTS, Synonyms, Term, own_level, spots, weigh

_SHOWN = 300  # letters of an entry's text that a result can show

Lists = Mapping[str, Mapping[str, Sequence[int]]]


@dataclass(frozen=True, slots=True)
class Inverted:
    """``terms[folded][exact]`` are entries in order, each with its level in the low bits.

    ``spots[folded]`` says in bits where the word stands in each of ``holders[folded]``, with differences of
    ``width`` bits. ``shown`` is the part of each entry's text that a result can show.
    """

    terms: Lists
    holders: Mapping[str, Sequence[int]]
    spots: Mapping[str, Sequence[str]]
    width: int
    shown: Mapping[int, str]


def inverted(placed: Mapping[int, Entry], synonyms: Synonyms) -> Inverted:
    """Return the terms of entries by their numbers, which come in order."""
    texts = {place: Text.of(entry.text) for place, entry in placed.items()}
    rarity = _rarity(texts)
    width = _width(texts)
    lists: dict[Term, list[int]] = defaultdict(list)
    where: dict[str, list[str]] = defaultdict(list)
    shown: dict[int, str] = {}
    for place, entry in placed.items():
        text = texts.pop(place)
        kept = gist(text, rarity.__getitem__, _SHOWN)
        row = [word for one in text.rows for word in one]
        shown[place] = " ".join(text.sentences[at] for at in kept)
        levels = weigh(entry, row, [word for at in kept for word in text.rows[at]], synonyms)
        for term, height in levels.items():
            lists[term].append(place << LEVEL_BITS | height)
        stands = spots(entry, row)
        for folded in {folded for folded, _ in levels if folded[-1] not in SORTS} - stands.keys():
            stands[folded] = [NOWHERE]
        for folded, at in stands.items():
            where[folded].append(spot_bits(at, width))
    for folded in [folded for folded in where if len(folded) > LONGEST]:
        del where[folded]
    terms = _by_folded(lists)
    holders = {folded: _holders(list(terms[folded].values())) for folded in where}
    return Inverted(_weighed(terms, holders), holders, where, width, shown)


def _rarity(texts: Mapping[int, Text]) -> dict[str, int]:
    """Return what each folded word tells: less with each quadrupling of the texts that say it.

    In steps, so that one text more seldom changes what another shows.
    """
    said: dict[str, int] = defaultdict(int)
    for text in texts.values():
        for folded in {word.folded for row in text.rows for word in row}:
            said[folded] += 1
    return {folded: max(0, 12 - times.bit_length()) // 2 for folded, times in said.items()}


def _width(texts: Mapping[int, Text]) -> int:
    """Return how many bits of a spot stand as they are: about those of a text of the usual length."""
    length = sum(len(row) for text in texts.values() for row in text.rows) // max(1, len(texts))
    return max(3, length.bit_length() - 2)


def _by_folded(lists: Mapping[Term, Sequence[int]]) -> dict[str, dict[str, Sequence[int]]]:
    terms: dict[str, dict[str, Sequence[int]]] = defaultdict(dict)
    for (folded, exact), entries in lists.items():
        terms[folded][exact] = entries
    return terms


def _holders(lists: Sequence[Sequence[int]]) -> list[int]:
    """Return the entries of the lists of one folded term, in order and once."""
    plain = [entry >> LEVEL_BITS for entries in lists for entry in entries]
    return plain if len(lists) == 1 else sorted(set(plain))


def _weighed(terms: dict[str, dict[str, Sequence[int]]], holders: Mapping[str, Sequence[int]]) -> Lists:
    """Return the terms, an entry's own number with the weight of how many entries say it."""
    for folded in [folded for folded in terms if folded.endswith(OWN)]:
        level = own_level(len(holders.get(folded.removesuffix(OWN), ())))
        for exact, entries in terms[folded].items():
            terms[folded][exact] = [entry >> LEVEL_BITS << LEVEL_BITS | level for entry in entries]
    return terms
