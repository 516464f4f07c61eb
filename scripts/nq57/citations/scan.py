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

_CAPITALS = r"[A-ZĐÐ][a-zđ]?[A-ZĐÐ0-9&]"  # the start of a code that no table lists
_NEVER = "(?!)"
_TAIL = 4  # last letters of a word that are looked at
SPACED, WIDE, GLUED = r"\s", r"\s\s", ""  # between a word and the number; a lookbehind has one length


def scanner(
    signs: Iterable[str], words: Iterable[str], bare: Iterable[str], tables: Tables, least: int
) -> re.Pattern[str]:
    """Compile the scanner.

    ``words`` are all words of kind; ``bare`` those after which a bare number counts without a sign. After a
    sign alone a number needs a code. ``least`` is how many digits a bare number without a sign has.
    """
    signs = tuple(dict.fromkeys(folded(sign) for sign in signs))
    coded, ended = _code(tables), _end(tables)
    more = rf"(?=[0-9]{{{least - 1}}}){ended}"

    def way(gap: str) -> str:
        return (
            rf"{_behind(bare, gap)}(?:{coded}|{more})"
            rf"|{_behind(signs, gap)}(?:{coded}|{ended}(?:{_signed(words, signs, gap)}))"
        )

    wide = rf"(?<=\s\s[0-9]){_behind((*bare, *signs), WIDE)}{coded}"
    known = _known(tables)
    # The last letters of all words and signs at once refuse most digits; a second space stands for a letter.
    last = _letter({folded(phrase)[-1] for phrase in (*bare, *signs)} or {"0"})
    return re.compile(
        rf"[0-9](?:(?<=\s[0-9])(?:(?:(?<={last}\s[0-9])|(?<=\s\s[0-9]))(?:{way(SPACED)}|{wide})|{known})"
        rf"|(?<![\s0-9][0-9])(?<![0-9A-NP-Z][.,/][0-9])(?:(?<={last}[0-9])(?:{way(GLUED)})|{_bounded(tables)}{known}))"
    )


def _behind(phrases: Iterable[str], gap: str) -> str:
    """Return lookbehinds for the last letters of phrases, before a gap and the first digit.

    One for each length of tails; all letters of a place together refuse most texts, before they are told
    apart.
    """
    lengths: dict[int, list[str]] = {}
    for phrase in phrases:
        tail = folded(phrase)[-_TAIL:]
        lengths.setdefault(len(tail), []).append(tail)
    looks = []
    for tails in lengths.values():
        any_of = "".join(rf"[\s{variants(letters)}]" for letters in zip(*tails, strict=True))
        looks.append(rf"(?<={any_of}{gap}[0-9])(?<=(?:{'|'.join(_tails(tails))}){gap}[0-9])")
    return f"(?:{'|'.join(looks) or _NEVER})"


def _code(tables: Tables) -> str:
    """What follows the first digit after a word or a sign: a code, a year, a number without code."""
    mark = separator(tables)
    slash = rf"{SPACE}{{0,24}}+[{re.escape(tables.slashes)}]{SPACE}{{0,24}}+"
    issuer = _issuer(tables)
    coded = rf"{type_start(tables)}(?:{mark}|{SPACE}{{1,2}}+){issuer}"
    # A listed issuer was looked for behind any mark: without a type only an open code is left.
    typeless = rf"(?={_CAPITALS})(?!{type_start(tables)}{mark})"
    plain = "|[0-9]" if any("issuer" not in shape.fields for shape in tables.shapes) else ""
    return (
        rf"(?=[0-9]{{0,5}}+(?![0-9])(?:\.[0-9]{{1,3}}+(?={mark})|{LETTER}(?!{LETTER}))?+"
        rf"(?:{mark}(?:{coded}|{issuer_start(tables)}{plain})"
        rf"|{slash}(?:{typeless}|{year(tables)}(?:{mark}(?:{coded}|{issuer})|{_stop(tables)}))"
        rf"|{SPACE}{{0,3}}+{coded}))"
    )


def _end(tables: Tables) -> str:
    """What ends a bare number."""
    return rf"(?=[0-9]{{0,5}}+(?:{LETTER}(?!{LETTER}))?+{_stop(tables)})"


def _stop(tables: Tables) -> str:
    """No letter, no code, no decimals follow."""
    return rf"(?![^\W_]|{separator(tables)}\w|[.,:][0-9])"


def _known(tables: Tables) -> str:
    """A number that needs no word before it: its type code is known."""
    mark = separator(tables)
    issuer = _issuer(tables)
    coded = rf"{type_start(tables)}{mark}{issuer}"
    return (
        rf"(?=[0-9]{{0,5}}+(?:\.[0-9]{{1,3}}+|{LETTER})?+{mark}"
        rf"(?:{coded}|{year(tables)}{mark}(?:{coded}|{issuer_start(tables)})))"
    )


def _bounded(tables: Tables) -> str:
    """No letter, no address, no other number ends before the first digit."""
    return rf"(?<![\w./:=%&#@~+\\{re.escape(tables.dashes)}][0-9])"


def _issuer(tables: Tables) -> str:
    return rf"(?:{issuer_start(tables)}|{_CAPITALS})"


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
    """Return lookbehinds for a word of kind, a space, a sign: the word's last letter refuses most at once."""
    words = tuple(words)
    word = f"(?:{'|'.join(_tails(words, 2)) or _NEVER})"
    last = _letter({folded(phrase)[-1] for phrase in words} or {"0"})
    lengths: dict[int, list[str]] = {}
    for sign in signs:
        lengths.setdefault(len(sign), []).append(sign)
    looks = []
    for length, group in lengths.items():
        sign = f"(?:{'|'.join(_tails(group, length))})"
        looks.append(rf"(?<={last}\s{sign}{gap}[0-9])(?<={word}\s{sign}{gap}[0-9])")
    return "|".join(looks) or _NEVER


def _letter(letters: set[str]) -> str:
    return r"\s" if letters == {" "} else f"[{variants(letters)}]"
