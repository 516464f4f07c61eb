"""Queries over invented notes, by class, each with the notes that truly answer it.

What answers is read off the notes themselves, by their words alone and not by the index.
"""

from __future__ import annotations

import random
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nq57.search import Entry
from nq57.text import fold
from search_texts import KINDS, LANGUAGES

CLASSES = ("bare", "nfc", "nfd", "toned", "number", "kind", "phrase", "typo", "words")


@dataclass(frozen=True)
class Query:
    """What is typed, its class, and the ids that answer; ``first`` when they must come before all others."""

    sort: str
    text: str
    truth: frozenset[str]


class Truth:
    """The words of every note, as they stand there."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        """Split the notes at everything that is no letter or digit."""
        self.titles = {entry.id: _split(entry.label) for entry in entries}
        self.texts = {entry.id: _split(entry.text) for entry in entries}
        self.exact: dict[str, set[str]] = defaultdict(set)
        self.folded: dict[str, set[str]] = defaultdict(set)
        for name, row in self.texts.items():
            for word in self.titles[name] + row:
                self.exact[word].add(name)
                self.folded[fold(word)].add(name)

    def all_of(self, words: Sequence[str], *, exact: bool = False) -> frozenset[str]:
        """Return the notes that hold all of the words."""
        said = self.exact if exact else self.folded
        return frozenset(set.intersection(*(said[word if exact else fold(word)] for word in words)))

    def phrase(self, words: Sequence[str]) -> frozenset[str]:
        """Return the notes where the words follow one another."""
        wanted = [fold(word) for word in words]
        size = len(wanted)

        def said(row: Sequence[str]) -> bool:
            folded = [fold(word) for word in row]
            return any(folded[at : at + size] == wanted for at in range(len(folded) - size + 1))

        return frozenset(
            name for name in self.all_of(words) if said(self.titles[name]) or said(self.texts[name])
        )


def _split(text: str) -> list[str]:
    plain = unicodedata.normalize("NFC", text).lower()
    return "".join(char if char.isalnum() else " " for char in plain).split()


def queries(entries: Sequence[Entry], each: int, typos: int, seed: int = 3) -> list[Query]:
    """Return queries of every class, so many of each, and so many with a slip."""
    chance, truth = random.Random(seed), Truth(entries)
    spoken = [[one for one in entries if one.language == language] for language in LANGUAGES]
    found: list[Query] = []
    while len(found) < each * 4:
        found += _vietnamese(chance.choice(spoken[0]), truth, chance)
    for _ in range(each):
        entry = chance.choice(entries)
        found += _number(entry, entries, chance)
        found.append(_kind(entry, entries, chance))
        row = truth.texts[entry.id]
        at = chance.randrange(len(row) - 3)
        some = row[at : at + chance.choice((2, 3, 4))]
        found.append(Query("phrase", f'"{" ".join(some)}"', truth.phrase(some)))
        found.append(Query("words", " ".join(some), truth.all_of(some)))
    wrong: list[Query] = []
    while len(wrong) < typos:
        wrong += _typo(chance.choice(entries), truth, chance)
    return found + wrong


def _vietnamese(entry: Entry, truth: Truth, chance: random.Random) -> Iterator[Query]:
    row = [word for word in _split(entry.text) if len(word) > 2 and word.isalpha()]
    some = chance.sample(row, 2)
    answers = truth.all_of(some)
    text = " ".join(some)
    if fold(text) == text:
        return
    yield Query("bare", fold(text), answers)
    yield Query("nfc", text, answers)
    yield Query("nfd", unicodedata.normalize("NFD", text), answers)
    exact = truth.all_of(some, exact=True)
    yield Query("toned", text, exact)


def _number(entry: Entry, entries: Sequence[Entry], chance: random.Random) -> Iterator[Query]:
    number = entry.number
    same = frozenset(one.id for one in entries if one.number == number)
    parts = number.replace("-", "/").split("/")
    spelled = (
        number,
        fold(number),
        " ".join(parts).lower(),
        "/".join(parts[:-1]) + "-" + parts[-1],
        "-".join(parts),
        f"số {number}",
    )
    for text in spelled:
        yield Query("number", text, same)


def _kind(entry: Entry, entries: Sequence[Entry], chance: random.Random) -> Query:
    digits = entry.number.replace("-", "/").split("/")[0]
    same = frozenset(one.id for one in entries if one.number == entry.number)
    sign = chance.choice(("", "số ", "n° ", "numero "))
    return Query("kind", f"{chance.choice(KINDS[entry.kind][:3])} {sign}{digits}", same)


def _typo(entry: Entry, truth: Truth, chance: random.Random) -> Iterator[Query]:
    title = [word for word in _split(entry.label) if word.isalpha()]
    long = [at for at, word in enumerate(title) if len(fold(word)) >= 4]
    if len(title) < 3 or not long:
        return
    at = chance.choice(long)
    some = list(dict.fromkeys([title[at], *chance.sample(title, 2)]))
    wrong = _slip(fold(some[0]), chance)
    if wrong not in truth.folded:
        yield Query("typo", " ".join([wrong, *some[1:]]), truth.all_of(some))


def _slip(word: str, chance: random.Random) -> str:
    at, letter = chance.randrange(len(word) - 1), chance.choice("aeinrtuo")
    return chance.choice(
        (
            word[:at] + letter + word[at:],
            word[:at] + word[at + 1 :],
            word[:at] + letter + word[at + 1 :],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        )
    )
