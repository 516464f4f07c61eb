"""Issuers as words: "của Bộ Chính trị (khóa VIII)", "du Comité permanent du Comité provincial du Parti"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from nq57.citations.phrases import alternatives
from nq57.citations.view import folded
from nq57.grammar import Body, Grammar

_MAX_WORDS = 16
_LONGEST = 72  # characters of a name of a body
_ACT = 48  # characters before a citation in which a verb of issuing stands
_S = r"\s{1,12}+"


class Named(NamedTuple):
    """An issuer in a text: where its words stand, and the id of the organisation where they tell it."""

    start: int
    end: int
    body: str | None = None


class Issuers:
    """The patterns of issuers' names of one grammar."""

    def __init__(self, grammar: Grammar) -> None:
        """Compile the names of bodies."""
        self._bodies: dict[str, Body] = {
            " ".join(folded(name).split()): Body((name,), bodies[0] if len(bodies) == 1 else "")
            for bodies, name in _official(grammar)
        }
        self._bodies |= {
            " ".join(folded(word).split()): body for body in grammar.bodies for word in body.words
        }
        names = alternatives(self._bodies)
        before = alternatives(grammar.words("issuers.before"), given=True)
        acting = alternatives(grammar.words("issuers.acting"), backwards=True, given=True)
        self._before = re.compile(rf"[\s,]{{0,8}}+(?:{before})\s{{0,12}}+(?:[Tt]he{_S})?(?=[^\W_])")
        self._name = re.compile(rf"(?<![^\W_])(?P<name>{names})(?![^\W_])")
        self._acting = re.compile(
            rf"[\s'’(\"“«]{{0,4}}+(?:[^\W_]{{1,12}}+[\s'’]{{1,3}}+){{0,3}}?{acting}(?![^\W_])"
        )
        self._stop = frozenset(grammar.words("issuers.stop"))
        self._links = frozenset(grammar.words("issuers.links"))

    def after(self, text: str, place: int) -> Named | None:
        """Return the issuer named right after a number or its date."""
        before = self._before.match(text, place)
        if not before:
            return None
        low = folded(text[before.end() : before.end() + _LONGEST])
        found = self._name.match(low)
        return self._named(text, before.end(), found) if found else None

    def acts_before(self, text: str, end: int) -> int:
        """Return where words like "a publié" start that end the text before a citation, or -1."""
        found = self._acting.match(text[max(0, end - _ACT) : end][::-1])
        return end - found.end() if found else -1

    def before(self, text: str) -> Named | None:
        """Return the last issuer named in a text: who acts."""
        last = None
        for found in self._name.finditer(folded(text)):
            if not last or found.start() >= last.end:
                last = self._named(text, 0, found)
        return last

    def _named(self, text: str, place: int, found: re.Match[str]) -> Named:
        """Return the issuer whose name was found in the folded text from a place on."""
        body = self._bodies[" ".join(found["name"].split())]
        start, end = place + found.start("name"), place + found.end("name")
        if body.goes_on:
            end = self._rest(text, end)
        term = _TERM.match(text, end)
        return Named(start, term.end() if term else end, body.body or None)

    def _rest(self, text: str, end: int) -> int:
        """Go on over the rest of a proper name: capitals, numbers, other bodies, small words between them."""
        last, capital = end, False
        for _ in range(_MAX_WORDS):
            found = _WORD.match(text, end)
            word = found[1] if found else ""
            inner = self._name.match(folded(text[end + 1 : end + _LONGEST])) if word[:1].isupper() else None
            if inner:
                last = end = end + 1 + inner.end()
                continue
            # A word that starts a line may start a sentence: its capital says nothing.
            plain = word.lower() if found and "\n" in found[0] else word
            if not found or (plain in self._stop and plain not in self._links):
                break
            end = found.end()
            # A Vietnamese name writes its second syllable small: Bộ Nội vụ, Bộ Tài chính.
            if word[:1].isupper() or word.isdecimal() or (capital and word not in self._links):
                last = end
            elif word not in self._links:
                break
            elif word not in self._stop:
                last = end
            capital = word[:1].isupper()
        return last


def _official(grammar: Grammar) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the official names of the listed issuers with the ids of their organisations."""
    for issuer in grammar.tables.issuers:
        for name in grammar.names.get(issuer.code, {}).values():
            yield issuer.bodies, name


_WORD = re.compile(r"\s{1,12}+([^\W_]++)['’]?")
_TERM = re.compile(
    rf"{_S}\(?{alternatives(('khóa', 'nhiệm kỳ'), given=True)}\s{{1,4}}+[IVXivx]{{1,6}}\)?(?![^\W_])"
)
