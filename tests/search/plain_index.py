"""The index in plain words, one entry and one word at a time: what the counting on rows must come to."""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from nq57.search import Entry
from nq57.search.postings import LEVELS
from nq57.search.terms import GROUP, LONGEST, OWN, SORTS
from nq57.search.words import Word, number_key, numbers, words

Term = tuple[str, str]
Groups = Sequence[Sequence[str]]

_END = re.compile(r"(?<=[.!?…;])\s+(?=[^\W_a-z]|[\"“«(–-])")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})\Z")


@dataclass
class Plain:
    """``levels`` of entries by term, ``spots`` in entries by folded word, the ``shown`` part of texts."""

    levels: dict[Term, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))
    spots: dict[str, dict[int, list[int]]] = field(default_factory=lambda: defaultdict(dict))
    shown: list[str] = field(default_factory=list)


def plain_index(entries: Sequence[Entry], synonyms: Groups, most: int) -> Plain:
    """Return what finds the entries, which are known by their places."""
    rarity = _rarity(entries)
    index = Plain()
    for place, entry in enumerate(entries):
        sentences = _sentences(entry.text)
        kept = [sentences[at] for at in _gist(sentences, rarity, most)]
        index.shown.append(" ".join(kept))
        stands = _spots(entry)
        for term, level in _weigh(entry, [word for one in kept for word in words(one)], synonyms).items():
            index.levels[term][place] = level
            if term[0][-1] not in SORTS:
                stands.setdefault(term[0], [0])
        for folded, spots in stands.items():
            if len(folded) <= LONGEST:
                index.spots[folded][place] = spots
    for folded, _ in [term for term in index.levels if term[0].endswith(OWN)]:
        said = len(index.spots.get(folded.removesuffix(OWN), ()))
        index.levels[folded, ""] = dict.fromkeys(index.levels[folded, ""], min(15, 9 + said.bit_length()))
    return index


def _sentences(text: str) -> list[str]:
    return [part for part in _END.split(text.strip()) if part]


def _rarity(entries: Iterable[Entry]) -> dict[str, int]:
    said = Counter(folded for entry in entries for folded in {word.folded for word in words(entry.text)})
    return {folded: max(0, 12 - times.bit_length()) // 2 for folded, times in said.items()}


def _gist(sentences: Sequence[str], rarity: dict[str, int], most: int) -> list[int]:
    lengths = [len(sentence) + 1 for sentence in sentences]
    if sum(lengths) <= most:
        return list(range(len(lengths)))
    folded = [{word.folded for word in words(sentence)} for sentence in sentences]
    values = [sum(map(rarity.__getitem__, folded[at])) / lengths[at] for at in range(len(lengths))]
    kept: list[int] = []
    for at in sorted(range(len(lengths)), key=lambda at: (at > 0, -values[at], at)):
        if lengths[at] <= most or not kept:
            kept.append(at)
            most -= lengths[at]
    return sorted(kept)


def _level(weight: float) -> int:
    return max(0, bisect(LEVELS, weight * 6.0 + 0.5) - 1)


def _weigh(entry: Entry, shown: Sequence[Word], synonyms: Groups) -> dict[Term, int]:
    names: dict[Term, float] = defaultdict(float)
    for name in {entry.number, entry.label, *entry.titles, *entry.aliases}:
        row = words(name)
        for term in _terms(row, synonyms):
            weight = (4 if name == entry.number else 3) + 5 / max(1, len(row)) ** 0.5
            names[term] = max(names[term], weight)
    iso = _ISO.match(entry.date)
    day = f"{iso[3]}/{iso[2]}/{iso[1]}" if iso else ""
    facts = (entry.issuer, entry.province, entry.year, entry.date, day)
    for term in {term for fact in facts for term in _terms(words(fact), synonyms)}:
        names[term] += 1.5
    row = words(entry.text)
    slow = 1.2 * (0.25 + 0.75 * len(row) / 300)
    found = {}
    for term, times in Counter(_terms(row, synonyms)).items():
        weight = 2.2 * times / (times + slow)
        lifted = term in {word.term for word in shown}
        found[term] = (
            _level(names[term] + weight) if term in names else _level(weight * (1.6 if lifted else 1))
        )
    found = {term: _level(weight) for term, weight in names.items()} | found
    found |= {(whole, ""): 15 for whole in _wholes(entry)}
    return {term: level for term, level in found.items() if len(term[0]) <= LONGEST}


def _wholes(entry: Entry) -> Iterator[str]:
    if entry.number:
        yield number_key(word.folded for word in words(entry.number)) + "#"
    for name in {entry.label, *entry.titles, *entry.aliases}:
        row = [word.folded for word in words(name)]
        if 0 < len(row) <= 5:
            yield " ".join(row) + "="


def _terms(row: Sequence[Word], synonyms: Groups) -> list[Term]:
    found = [word.term for word in row]
    found += [(key, key) for key in numbers(row)]
    return found + [(name, "") for name in groups_within(row, synonyms)]


def groups_within(row: Sequence[Word], synonyms: Groups) -> Iterator[str]:
    """Yield the name of each group that a member stands for in the row."""
    for group in synonyms:
        for member in map(words, group):
            for start in range(len(row) - len(member) + 1) if member else ():
                if all(map(_same, row[start:], member)):
                    yield " ".join(word.folded for word in words(group[0])) + GROUP


def _same(said: Word, member: Word) -> bool:
    return said.folded == member.folded and said.exact in (member.exact, member.folded)


def _spots(entry: Entry) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    start = 2
    names = dict.fromkeys((entry.number, entry.label, *entry.titles, *entry.aliases))
    for name in filter(None, (*names, entry.issuer)):
        row = words(name)
        for spot, word in enumerate(row, start):
            found[word.folded].append(spot)
        start += len(row) + 1
    for spot, word in enumerate(words(entry.text), -(-start // 32) * 32):
        found[word.folded].append(spot)
    return found
