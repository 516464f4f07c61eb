"""The scanner: one pattern that stops at digits which may start a citation, and nowhere else.

It is the only pattern that sees the whole text, so what can be refused is refused here: it begins with a
plain set of digits, which the engine skips to at full speed, and looks behind the first digit for the last
letters of a word of kind or of a number sign, ahead of it for a known code.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from nq57.citations.view import folded, variants
from nq57.numbers import Tables
from nq57.numbers.patterns import LETTER, SPACE, issuer_start, separator, type_start, year

_CAPITALS = r"[A-ZĐÐ][A-ZĐÐ0-9a-z&]"
_TAIL = 4  # last letters of a word that are looked at
_GAPS = (r"\s", r"\s\s", "")  # between a word and the number; a lookbehind has one length


def scanner(
    signs: Iterable[str], words: Iterable[str], bare: Iterable[str], tables: Tables
) -> re.Pattern[str]:
    """Compile the scanner.

    ``words`` are all words of kind; ``bare`` those after which a bare number counts without a sign. After a
    sign alone a number needs a code.
    """
    signs = tuple(dict.fromkeys(folded(sign) for sign in signs))
    coded, ended = _code(tables), _end(tables)
    ways = "|".join(
        rf"(?<={_ends(bare)}{gap}[0-9])(?:{_behind(_tails(bare), gap)})(?:{coded}|{ended})"
        rf"|(?<={_ends(signs)}{gap}[0-9])(?:{_behind(_tails(signs), gap)})"
        rf"(?:{coded}|(?:{_signed(words, signs, gap)}){ended})"
        if gap != r"\s\s"
        else rf"(?<=\s\s[0-9])(?:{_behind((*_tails(bare), *_tails(signs)), gap)}){coded}"
        for gap in _GAPS
    )
    return re.compile(rf"[0-9](?<![0-9][0-9])(?<![0-9][.,/][0-9])(?:{ways}|{_known(tables)})")


def _behind(tails: Iterable[str], gap: str) -> str:
    """Return lookbehinds for the last letters of words, before a gap and the first digit."""
    return "|".join(rf"(?<={tail}{gap}[0-9])" for tail in tails)


def _code(tables: Tables) -> str:
    """What follows the first digit after a word or a sign: a code, a year."""
    mark = separator(tables)
    slash = rf"{SPACE}{{0,24}}+[{re.escape(tables.slashes)}]{SPACE}{{0,24}}+"
    code = rf"{type_start(tables)}{mark}"
    return (
        rf"(?=[0-9]{{0,5}}+(?![0-9])(?:\.[0-9]{{1,3}}+(?={mark})|{LETTER}(?!{LETTER}))?+"
        rf"(?:{slash}(?:{year(tables)}|{LETTER})|{mark}(?:[0-9]|{code}|{issuer_start(tables)})"
        rf"|{SPACE}{{0,3}}+{code}))"
    )


def _end(tables: Tables) -> str:
    """What ends a bare number."""
    return rf"(?=[0-9]{{0,5}}+(?:{LETTER}(?!{LETTER}))?+(?![^\W_]|{separator(tables)}\w|[.,:][0-9]))"


def _known(tables: Tables) -> str:
    """A number that needs no word before it: its type code is known."""
    mark = separator(tables)
    code = rf"{type_start(tables)}{mark}"
    issuer = rf"(?:{issuer_start(tables)}|{_CAPITALS})"
    return (
        rf"(?<![\w./:=%&#@~+\\{re.escape(tables.dashes)}][0-9])"
        rf"(?=[0-9]{{0,5}}+(?:\.[0-9]{{1,3}}+|{LETTER})?+{mark}"
        rf"(?:{code}{issuer}|{year(tables)}{mark}(?:{code}{LETTER}|{issuer_start(tables)})))"
    )


def _ends(phrases: Iterable[str]) -> str:
    """Return the sets of the last letters of all phrases, as many letters as the shortest phrase has."""
    short = [folded(phrase) for phrase in phrases]
    length = min(3, *map(len, short))
    return "".join(_letter({phrase[-place] for phrase in short}) for place in range(length, 0, -1))


def _tails(phrases: Iterable[str], length: int = _TAIL) -> tuple[str, ...]:
    """Return patterns of the last letters of phrases, grouped by the last two, all of one length."""
    groups: dict[tuple[int, str], list[set[str]]] = {}
    for phrase in phrases:
        tail = folded(phrase)[-length:]
        sets = groups.setdefault((len(tail), tail[-2:]), [set() for _ in tail])
        for letters, letter in zip(sets, tail, strict=True):
            letters.add(letter)
    return tuple("".join(_letter(letters) for letters in sets) for sets in groups.values())


def _signed(words: Iterable[str], signs: Iterable[str], gap: str) -> str:
    """Return lookbehinds for a word of kind, a space, a sign: its letters first, then the word's last two."""
    word = f"(?:{'|'.join(_tails(words, 2))})"
    lengths: dict[int, list[str]] = {}
    for sign in signs:
        lengths.setdefault(len(sign), []).append(sign)
    wholes = [whole for length, group in lengths.items() for whole in _tails(group, length)]
    return "|".join(rf"(?<=\s{whole}{gap}[0-9])(?<={word}\s{whole}{gap}[0-9])" for whole in wholes)


def _letter(letters: set[str]) -> str:
    return r"\s" if letters == {" "} else f"[{variants(letters)}]"
