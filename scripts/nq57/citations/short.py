"""Bare numbers after a word of kind: which of them cite a document, which count or measure."""

from __future__ import annotations

import re

from nq57.citations.lexicon import Lead, Word
from nq57.citations.phrases import alternatives, exact
from nq57.citations.scan import counted
from nq57.citations.view import folded
from nq57.grammar import Alias, Grammar
from nq57.numbers.patterns import LETTER, separator

_NEAR = 90  # characters on each side in which words of another country or body speak


class ShortForms:
    """The look-alikes of short forms of one grammar."""

    def __init__(self, grammar: Grammar) -> None:
        """Compile units, following words and foreign contexts."""
        mark = separator(grammar.tables)
        self.number = re.compile(
            rf"(?P<serial>[0-9]{{1,5}}+(?:[a-hđ](?!{LETTER}))?+)(?:\s?/\s?(?P<year>(?:19[4-9]|20[0-9])[0-9])(?![0-9]))?+"
            rf"(?![^\W_]|{mark}\w|[.,:][0-9])"
        )
        self._counted = re.compile(counted(grammar))
        self._follow = re.compile(
            rf"[ \t]{{0,12}}+\n|\s{{0,12}}+(?:[.,;:!?)\]»”\"'’…]|\Z|{exact(grammar.words('follow'))})"
        )
        self._foreign = re.compile(
            rf"(?<![^\W_])(?:{'|'.join(map(re.escape, grammar.words('foreign'))) or '(?!)'})(?![^\W_])"
        )
        self._aliases = {
            " ".join(folded(word).split()): alias for alias in grammar.aliases for word in alias.words
        }
        self._alias_words = frozenset(
            re.split(r"\s*[0-9]", word.lower())[0] for alias in grammar.aliases for word in alias.words
        )
        self._alias = re.compile(rf"{alternatives(self._aliases)}(?![^\W_])")

    def alias(self, text: str, lead: Lead) -> tuple[Alias, int] | None:
        """Return the alias that starts with a word of kind here, and where it ends."""
        if not lead.word or lead.word.phrase not in self._alias_words:
            return None
        found = self._alias.match(folded(text[lead.start : lead.start + _NEAR]))
        return (self._aliases[" ".join(found[0].split())], lead.start + found.end()) if found else None

    def is_first(self, text: str, found: re.Match[str], lead: Lead) -> bool:
        """Tell whether a bare number right after a word of kind cites a document."""
        word = lead.word
        if not word or word.short == "never":
            return False
        if word.short == "sign" and not lead.sign and not found["year"]:
            return False
        if word.short == "capital" and not (lead.capital or lead.sign):
            return False
        if not lead.sign and not found["year"] and _is_unlike(found["serial"], word):
            return False
        if self._counted.match(text, found.end()):
            return False
        return not self._foreign.search(text, max(0, lead.start - _NEAR), found.end() + _NEAR)

    def is_next(self, text: str, found: re.Match[str], lead: Lead) -> bool:
        """Tell whether a bare number further on in a list cites a document."""
        if not lead.word:
            return False
        if is_year(found["serial"]) or self._counted.match(text, found.end()):
            return False
        return bool(self._follow.match(text, found.end()))


def _is_unlike(serial: str, word: Word) -> bool:
    """Tell whether a bare number is a year, a count (numbers under 10 are written 0N) or foreign."""
    return is_year(serial) or len(serial) < 2 or (len(serial) > 3 and not word.native)


def is_year(serial: str) -> bool:
    """Tell whether a bare number reads as a year.

    >>> is_year("2030"), is_year("193")
    (True, False)
    """
    return len(serial) == 4 and serial.isdecimal() and 1945 <= int(serial) <= 2050
