"""What a text may say: the sentences that hold a citation, a date, a person or a figure.

Candidates and no facts: they are found by their looks, for a contributor to accept or delete.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from nq57.citations import Citation, Holdings, Resolution, Scope, find, resolve_all
from nq57.citations.dates import Dates
from nq57.grammar import Grammar
from nq57.model import KnowledgeBase, Person
from nq57.text import Date, fold, squeeze

MAX_SENTENCE = 400
# Vietnamese capitals alternate with their small letters from U+1EA0 on: a range would hold both.
_CAPITAL = f"[A-ZÀ-ÖØ-ÞĂĐĨŨƠƯ{''.join(map(chr, range(0x1EA0, 0x1EFA, 2)))}]"
_END = re.compile(rf"(?<=[.!?…;])\s+(?={_CAPITAL}|[\"«“])|\n+")
_NAME = rf"{_CAPITAL}[^\W\d_]*(?:[ -]{_CAPITAL}[^\W\d_]*){{1,4}}"
# Words that stand before the name of a person, in the three languages of sources.
_BEFORE = (
    *("đồng chí", "ông", "bà", "anh", "chị", "giáo sư", "tiến sĩ", "M.", "MM.", "Mme", "monsieur", "madame"),
    *("camarade", "camarades", "le professeur", "Dr", "Mr", "Mr.", "Mrs", "Mrs.", "Ms", "Ms.", "comrade"),
    *("secrétaire général", "secrétaire", "président", "présidente", "ministre", "directeur", "directrice"),
    *(
        "Tổng Bí thư",
        "Bí thư",
        "Chủ tịch",
        "Thủ tướng",
        "Bộ trưởng",
        "Giám đốc",
        "General Secretary",
        "Minister",
    ),
)
# The commonest family names of Vietnam: a name may stand with nothing before it.
_FAMILIES = (
    "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Tô Đinh Lương Trương Mai Đoàn"
)
_TITLED = re.compile(
    rf"(?<!\w)(?:{'|'.join(re.escape(word) for word in _BEFORE)})\s+({_NAME})", re.IGNORECASE
)
_FAMILY = re.compile(rf"(?<!\w)(?:{'|'.join(_FAMILIES.split())})(?: {_CAPITAL}[^\W\d_]*){{1,3}}")
_ONLY_NAME = re.compile(_NAME)
_GAP = r"[ \u00a0\u202f]"
_NUMBER = rf"\d{{1,3}}(?:(?:{_GAP}|[.,])\d{{3}})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?"
_FIGURE = re.compile(rf"(?<![\w/.,-])({_NUMBER})(?:{_GAP}?(%)|{_GAP}(?=[^\W\d_]))(?![/-])")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something a text may say: its words, how they are read, the note it may be, line and sentence."""

    words: str
    reading: str
    note: str
    line: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation and what it comes to."""

    citation: Citation
    resolution: Resolution
    line: int
    sentence: str


class Sentences:
    """The sentences of a text, by the place of any of its letters."""

    def __init__(self, text: str) -> None:
        """Cut the text once."""
        ends = [found.start() for found in _END.finditer(text)]
        self._starts = [0, *(found.end() for found in _END.finditer(text))]
        self._ends = [*ends, len(text)]
        self._lines = list(accumulate((len(line) + 1 for line in text.split("\n")), initial=0))
        self._text = text

    def at(self, place: int) -> tuple[int, str]:
        """Return the line, from 1, and the sentence that hold a place; a long one is cut around it."""
        index = bisect_right(self._starts, place) - 1
        start, end = self._starts[index], self._ends[index]
        if end - start > MAX_SENTENCE:
            start = max(start, place - MAX_SENTENCE // 2)
            end = min(end, start + MAX_SENTENCE)
        return bisect_right(self._lines, place), squeeze(self._text[start:end])


def cited(text: str, grammar: Grammar, scope: Scope, holdings: Holdings) -> tuple[Cited, ...]:
    """Return the citations of a text, each once a document or spelling, with what they come to."""
    sentences = Sentences(text)
    found = find(text, grammar)
    seen: set[tuple[str, ...]] = set()
    kept = []
    for citation, answer in zip(found, resolve_all(found, scope, holdings), strict=True):
        key = answer.ids or (answer.key or citation.written,)
        if key not in seen:
            seen.add(key)
            kept.append(Cited(citation, answer, *sentences.at(citation.span[0])))
    return tuple(kept)


def dates(text: str, grammar: Grammar) -> tuple[Candidate, ...]:
    """Return the days and months that a text writes, each once."""
    reader, sentences = Dates(grammar), Sentences(text)
    found: dict[Date, Candidate] = {}
    place = 0
    for start in re.finditer(r"(?<!\w)\w", text):
        dated = reader.at(text, start.start()) if start.start() >= place else None
        if dated and dated.date.precision != "year":
            place = dated.end
            words = squeeze(text[start.start() : dated.end])
            shown = str(dated.date) if dated.date.year else ""
            found.setdefault(dated.date, Candidate(words, shown, "", *sentences.at(start.start())))
    return tuple(found.values())


def people(text: str, kb: KnowledgeBase) -> tuple[Candidate, ...]:
    """Return the names of people, each once: those held, after a title, of a Vietnamese family."""
    sentences = Sentences(text)
    held = {fold(name): note.id for note in kb.of(Person) for name in _names(note)}
    found: dict[str, Candidate] = {}
    for place, name in sorted(_named(text, held)):
        key = fold(name)
        found.setdefault(key, Candidate(name, "", held.get(key, ""), *sentences.at(place)))
    return tuple(found.values())


def _names(note: Person) -> Iterator[str]:
    yield from (text for _, text in note.title.items())
    yield from (alias.text for alias in note.aliases if " " in alias.text)


def _named(text: str, held: Iterable[str]) -> Iterator[tuple[int, str]]:
    low = fold(text)
    if len(low) == len(text):  # the text is in NFC: the fold keeps its length
        for name in held:
            for known in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", low):
                yield known.start(), text[known.start() : known.end()]
    for titled in _TITLED.finditer(text):
        if proper := _ONLY_NAME.match(titled[1]):  # the words before may be in any case, a name may not
            yield titled.start(1), proper[0]
    for family in _FAMILY.finditer(text):
        yield family.start(), family[0]


def figures(text: str, grammar: Grammar) -> tuple[Candidate, ...]:
    """Return the numbers that count something: no part of a citation or a date, no bare year."""
    sentences = Sentences(text)
    taken = sorted([citation.span for citation in find(text, grammar)] + list(_dated(text, grammar)))
    starts = [start for start, _ in taken]
    kept = []
    for found in _FIGURE.finditer(text):
        near = bisect_right(starts, found.start(1)) - 1
        if near >= 0 and found.start(1) < taken[near][1]:
            continue
        if re.fullmatch(r"(?:19|20)\d\d", found[1]) and not found[2]:
            continue
        after = re.match(r"\s?[^\s.,;:()]+(?: [^\s.,;:()]+)?", text[found.end(1) :])
        words = squeeze(found[1] + (after[0] if after else ""))
        kept.append(Candidate(words, _decimal(found[1]), "", *sentences.at(found.start(1))))
    return tuple(kept)


def _dated(text: str, grammar: Grammar) -> Iterator[tuple[int, int]]:
    reader = Dates(grammar)
    for start in re.finditer(r"(?<!\w)\d", text):
        if dated := reader.at(text, start.start()):
            yield start.start(), dated.end


def _decimal(written: str) -> str:
    """Return a number in digits with a point, '' where its marks can be read in two ways.

    >>> _decimal("1 132"), _decimal("44,05"), _decimal("1.132,5"), _decimal("1.132")
    ('1132', '44.05', '1132.5', '')
    """
    plain = re.sub(r"[ \u00a0\u202f]", "", written)
    if re.fullmatch(r"\d+", plain):
        return plain
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+,\d+", plain):
        return plain.replace(".", "").replace(",", ".")
    if re.fullmatch(r"\d+[.,](?:\d{1,2}|\d{4,})", plain):
        return plain.replace(",", ".")
    return ""
