"""The grammar compiled once: the words of kind and the scanner that finds where a number may start."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from nq57.citations.phrases import alternatives
from nq57.citations.scan import Scanner
from nq57.citations.view import folded
from nq57.grammar import SHORT, Grammar, Kind
from nq57.numbers import Shape
from nq57.numbers.patterns import plain_pattern, sequences

REACH = 48  # characters read backwards from a number: a sign, a word of kind, line breaks with indentation
_BLANK = r"[\s\u200b\u00ad*_\[]{0,40}+"
_NO_LETTER = r"(?![^\W_])"


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """What a phrase before a number says: kinds, when a bare number may follow, or that it is refused.

    Compared by identity, as many are looked up.
    """

    phrase: str
    kinds: tuple[str, ...] = ()
    short: str = "never"
    refused: bool = False
    dated: bool = False
    native: bool = False  # of the language of the documents themselves
    codes: tuple[str, ...] = ()  # type codes of the kinds
    typeless: bool = False
    shapes: tuple[str, ...] = ()  # names of shapes without a code
    repairs: tuple[str, ...] = ()


class Lead(NamedTuple):
    """What stands before a number: where it starts, the word of kind, whether a sign."""

    start: int
    word: Word | None = None
    sign: bool = False
    capital: bool = False


class Lexicon:
    """Words of kind, signs, and the compiled patterns of one grammar."""

    def __init__(self, grammar: Grammar) -> None:
        """Compile the grammar; nothing here depends on a text."""
        self.grammar = grammar
        self.tables = grammar.tables
        self.words = _words(grammar)
        self.sequences = sequences(grammar.tables)
        self._strong = frozenset(sign.lower() for sign in grammar.words("signs")) - frozenset(
            sign.lower() for sign in grammar.words("weak-signs")
        )
        signs = (*grammar.words("signs"), *grammar.words("weak-signs"))
        # Read in folded text: to compile a set of all that folds to a letter, for each letter, takes longer.
        sign, word, blank = (
            alternatives(phrases, backwards=True) for phrases in (signs, self.words, ["&nbsp;"])
        )
        markup = rf"{_BLANK}(?:{blank}{_BLANK})?+"
        self._before = re.compile(rf"{markup}(?:({sign}){_NO_LETTER}{markup})?(?:({word}){_NO_LETTER})?")
        self._word = lru_cache(maxsize=4096)(self._look_up)
        self.any_word = re.compile(rf"(?<![^\W_]){alternatives(self.words)}{_NO_LETTER}")
        self._plain = tuple((shape, plain_pattern(shape)) for shape in grammar.tables.shapes)
        self.scan = Scanner(grammar, self._cited(), self._bare())

    def _cited(self) -> list[str]:
        """The phrases that name a kind."""
        return [phrase for phrase, words in self.words.items() if any(word.kinds for word in words)]

    def _bare(self) -> list[str]:
        """The phrases after which a number needs no sign and no known code."""
        aliases = [
            re.sub(r"[0-9].*", "", word).strip() for alias in self.grammar.aliases for word in alias.words
        ]
        # "Đề án số 06": a word of kind with a sign is read anyway.
        signed = tuple(f" {sign}" for sign in self.grammar.words("signs"))
        return [alias for alias in aliases if not alias.endswith(signed)] + [
            phrase
            for phrase, words in self.words.items()
            if any(word.dated or word.short in ("any", "capital") for word in words)
            or any(self.kind(name).shapes for word in words for name in word.kinds)
        ]

    def kind(self, name: str) -> Kind:
        """Return a kind by id."""
        return self.grammar.kinds[name]

    def lead(self, text: str, place: int) -> Lead:
        """Read backwards from a number: the sign, then the word of kind."""
        found = self._before.match(folded(text[max(0, place - REACH) : place])[::-1])
        if not found:
            return Lead(place)
        sign_start, word_start = place - found.end(1), place - found.end(2)
        if found.end(2) >= 0:
            word = self._word(text[word_start : place - found.start(2)])
            if word.kinds or word.refused or word.dated:
                return Lead(word_start, word, found.end(1) >= 0, text[word_start].isupper())
        if found.end(1) < 0:
            return Lead(place)
        written = " ".join(text[sign_start : place - found.start(1)].lower().split())
        return Lead(sign_start, sign=True) if written in self._strong else Lead(place)

    def plain_shapes(self, word: Word) -> Iterator[tuple[Shape, re.Pattern[str]]]:
        """Yield the shapes without a code that the word of kind allows, with their patterns."""
        return (pair for pair in self._plain if pair[0].name in word.shapes)

    def word(self, written: str) -> Word:
        """Return what a phrase says: the entry with its very letters, else all that fold to it."""
        return self._word(written)

    def _look_up(self, written: str) -> Word:
        entries = self.words.get(" ".join(folded(written).split()), ())
        plain = " ".join(written.lower().replace("’", "'").split())
        exact = [entry for entry in entries if entry.phrase == plain]
        chosen = exact or entries
        kinds = tuple(dict.fromkeys(kind for entry in chosen for kind in entry.kinds))
        known = [self.kind(name) for name in kinds]
        return Word(
            phrase=plain,
            kinds=kinds,
            short=min((entry.short for entry in chosen), key=SHORT.index, default="never"),
            refused=any(entry.refused for entry in chosen),
            dated=any(entry.dated for entry in chosen),
            native=any(entry.native for entry in chosen),
            codes=tuple(code for kind in known for codes in kind.codes.values() for code in codes),
            typeless=any(kind.typeless for kind in known),
            shapes=tuple(shape for kind in known for shape in kind.shapes),
            repairs=() if exact else ("marks",),
        )


@lru_cache(maxsize=8)
def lexicon(grammar: Grammar) -> Lexicon:
    """Return the compiled grammar; a grammar is compiled once."""
    return Lexicon(grammar)


def _words(grammar: Grammar) -> dict[str, tuple[Word, ...]]:
    found: dict[str, tuple[Word, ...]] = {}
    native = grammar.words("native")

    def add(phrase: str, word: Word) -> None:
        key = " ".join(folded(phrase).split())
        found[key] = (*found.get(key, ()), word)

    for kind in grammar.kinds.values():
        for language, phrases in kind.words.items():
            for phrase in phrases:
                short = "never" if phrase.isupper() else kind.short.get(language, "never")
                add(phrase, Word(phrase.lower(), (kind.id,), short, native=language in native))
        for phrase in kind.dated:
            add(phrase, Word(phrase.lower(), (kind.id,), dated=True))
    for phrase in grammar.words("refused"):
        add(phrase, Word(phrase.lower(), refused=True))
    for phrase in grammar.words("not-kinds"):
        add(phrase, Word(phrase.lower()))
    return found
