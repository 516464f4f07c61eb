"""A title between the word of kind and the number: ``Luật Đất đai số 31/2024/QH15``."""

from __future__ import annotations

import re

from nq57.citations.lexicon import Lead, Lexicon
from nq57.citations.reader import Item
from nq57.citations.view import folded
from nq57.numbers import DocNumber

_REACH = 220
_MAX_WORDS = 9
_STOP = re.compile(r"[.;:()\[\]{}\"«»“”!?|*0-9]|\n[ \t]{0,24}+[-+•\n]")

_YEAR = re.compile(r"(?<![^\W_])(?:19|20)[0-9]{2}(?![^\W_])")


class Titles:
    """Looks further back for the word of kind, when a sign stands before the number and no word."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Compile the words that a law which amends another starts with."""
        self.lexicon = lexicon
        self._amending = tuple(folded(word) for word in lexicon.grammar.words("amending"))

    def lead(self, text: str, lead: Lead, item: Item, floor: int) -> Lead:
        """Return the lead of a list with the word of kind that its title hides."""
        numbers = (item.reading.number,) if item.reading.number else item.reading.ambiguous
        # Without a sign only a number of the National Assembly follows a title: Luật Đất đai 31/2024/QH15.
        if lead.word or not numbers or not (lead.sign or numbers[0].style == "assembly"):
            return lead
        start = max(floor, lead.start - _REACH)
        before = text[start : lead.start]
        # "Luật Dữ liệu (số 60/2024/QH15)": the word tells the kind, the citation starts in the parenthesis.
        inside = before.rstrip().endswith("(")
        before = before.rstrip()[:-1] if inside else before
        stops = [found.end() for found in _STOP.finditer(_YEAR.sub("----", before))]
        skip = stops[-1] if stops else 0
        before = before[skip:]
        found = self._word(before, self._allowed(numbers[0]))
        if found is None:
            return lead
        place, written = found
        word = self.lexicon.word(written)
        return lead._replace(start=lead.start if inside else start + skip + place, word=word)

    def _allowed(self, number: DocNumber) -> tuple[str, ...]:
        """Return the kinds that the number can be of: those of its code; no dispatch has a year."""
        code = self.lexicon.tables.code_by_name.get(number.type)
        if code:
            return code.kinds_in(number.style)
        kinds = self.lexicon.grammar.kinds.values()
        return tuple(kind.id for kind in kinds if not (kind.typeless and number.year))

    def _word(self, before: str, allowed: tuple[str, ...]) -> tuple[int, str] | None:
        """Return the word of kind that the title belongs to: the last that fits, or the amending law."""
        chosen: tuple[int, str] | None = None
        for found in self.lexicon.any_word.finditer(folded(before)):
            written = before[found.start() : found.end()]
            kinds = self.lexicon.word(written).kinds
            if not any(kind in allowed for kind in kinds):
                continue
            named = any(self.lexicon.kind(kind).named for kind in kinds)
            title = before[found.end() :]
            long = "," in title or len(title.split()) > _MAX_WORDS
            if long and not (named and written[:1].isupper()):
                continue
            if chosen and self._amends(before[chosen[0] + len(chosen[1]) :]):
                continue
            chosen = (found.start(), written)
        return chosen

    def _amends(self, title: str) -> bool:
        return folded(title).lstrip().startswith(self._amending) if self._amending else False
