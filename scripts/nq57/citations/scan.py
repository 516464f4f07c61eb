"""The scanner: it stops at digits which may start a citation, and nowhere else.

It alone sees the whole text, so what can be refused is refused here. One pattern goes over the folded text
from digit to digit, and looks behind each for the last letters of a word of kind or of a number sign; where
there are some, or a known code may follow, another looks ahead, in the text as it is given.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from nq57.citations.phrases import alternatives, exact
from nq57.citations.view import folded
from nq57.grammar import Grammar
from nq57.numbers import Tables
from nq57.numbers.patterns import LETTER, SPACE, issuer_start, separator, type_start, year

_CAPITALS = r"[A-ZĐÐ][a-zđ]?[A-ZĐÐ0-9&]"  # the start of a code that no table lists
_NEVER = "(?!)"
_TWO = r"(?<=\s\s[0-9])"
_TAIL = 4  # last letters of a word that are looked at
_MAX_FORMS = 60
SPACED, WIDE, GLUED = r"\s", r"\s\s", ""  # between a word and the number; a lookbehind has one length
GAPS = (SPACED, WIDE, GLUED)
_SPACE_BEFORE = r"(?<=\s[0-9])"


class Scanner:
    """The compiled patterns of one grammar."""

    def __init__(self, grammar: Grammar, words: Iterable[str], bare: Iterable[str]) -> None:
        """Compile.

        ``words`` are all words of kind; ``bare`` those after which a bare number counts without a sign. After
        a sign alone a number needs a code.
        """
        tables, refused = grammar.tables, grammar.words("refused")
        words, bare = tuple(words), tuple(bare)
        signs = tuple({folded(sign): "" for name in ("signs", "weak-signs") for sign in grammar.words(name)})
        dated = any(kind.dated for kind in grammar.kinds.values())
        known, ended = _known(tables), _end(tables)
        # Numbers under 10 are written 0N, but a day is not: "arrêté du 3 mars".
        ended += "" if dated else rf"(?!{_serial()}{counted(grammar)})"
        more = ended if dated else rf"(?=[0-9]){ended}"

        self._digit = re.compile(
            rf"[0-9](?<![0-9][0-9])(?<![0-9][.,/][0-9]){_before(words, bare, signs, tuple(refused))}"
        )
        self._reach = 2 * max(map(len, (*words, *signs, *refused, *bare)), default=0) + 8
        first = rf"[0-9](?:{_SPACE_BEFORE}|(?<![0-9A-NP-Z][.,/][0-9]))"
        self._list = re.compile(first + refused_list(grammar))
        self._alone = re.compile(rf"{first}(?:{_SPACE_BEFORE}|{_bounded(tables)}){known}")
        # In the order of what it takes to let them count: see _MARKED.
        ahead = (known, _damaged(tables), _led(tables), more, ended)
        self._ahead = re.compile(first + f"(?:{'|'.join(f'({look})' for look in ahead)})")

    def hits(self, text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, bool]]:
        """Yield (place, whether a list of forms starts there, which cites nothing) between two places."""
        end = len(text) if end is None else end
        cut = max(0, start - self._reach)
        done = start
        for digit in self._digit.finditer(folded(text[cut:end]), start - cut):
            place = cut + digit.start()
            if place < done:
                continue
            refused, worded, signed = digit.group(1, 2, 4)  # and 3: a sign
            if refused is not None and (forms := self._list.match(text, place, end)):
                done = forms.end()
                yield place, True
            elif digit.lastindex is None:
                if self._alone.match(text, place, end):
                    yield place, False
            elif found := self._ahead.match(text, place, end):
                led = _SIGNED if signed is not None else _WORDED if worded is not None else _MARKED
                if (found.lastindex or 0) <= led:
                    yield place, False


def _before(
    words: tuple[str, ...], bare: tuple[str, ...], signs: tuple[str, ...], refused: tuple[str, ...]
) -> str:
    """Return groups for what may stand before a digit: a form, a bare word, a sign, a sign behind a word.

    It is for folded text: a set of all that folds to a letter takes a hundred times as long to compile.
    """
    gate = _any(lambda gap: _last((*bare, *signs, *refused), gap))
    worded = _any(lambda gap: _last(bare, gap) + _behind(bare, gap))
    marked = _any(lambda gap: _last(signs, gap) + _behind(signs, gap))
    return (
        rf"(?:{gate}(?:({_refused(refused, signs)})|)(?:({worded})|)"
        rf"(?:({marked})(?:({_signed(words, signs)})|)|)|)"
    )


# How many of the looks ahead are enough behind a sign, behind a word, behind both.
_MARKED, _WORDED, _SIGNED = 2, 4, 5


def counted(grammar: Grammar) -> str:
    """Return the pattern of what makes a number before it count or measure something."""
    months = tuple(name for month in grammar.months for name in month)
    unit, time = exact((*grammar.words("units"), *months)), exact(grammar.words("units-of-time"))
    # "57 năm 2024" dates it; "5 năm" and "5 năm 2021-2025" count.
    dated = r"\s{1,4}(?:[0-9]{1,3}(?![0-9])|[0-9]{4}(?!\s?[-–]\s?[0-9]))"
    return rf"\s{{0,8}}+(?:{unit}|(?:{time})(?!{dated}))"


def refused_list(grammar: Grammar) -> str:
    """Return the pattern of forms or standards from behind the first digit on: ``Mẫu số 01, 02/TB-SSĐT``."""
    marks = re.escape(grammar.tables.dashes + grammar.tables.slashes)
    form = rf"{_serial()}(?: ?[{marks}] ?[^\W_]{{1,24}}+){{0,8}}+"
    again = rf"{joins(grammar)}(?:{strong_signs(grammar)})?+[0-9]{form}"
    return rf"{form}(?:{again}){{0,{_MAX_FORMS}}}+"


def joins(grammar: Grammar) -> str:
    """Return the pattern of what stands between two numbers of a list."""
    return rf"\s{{0,24}}+{alternatives(grammar.words('and'), given=True)}(?:(?<=[,;&])|(?![^\W_]))\s{{0,24}}+"


def strong_signs(grammar: Grammar) -> str:
    """Return the pattern of the number signs that are no common words, with the spaces after them."""
    weak = grammar.words("weak-signs")
    signs = alternatives((sign for sign in grammar.words("signs") if sign not in weak), given=True)
    return rf"{signs}\s{{0,12}}+"


def _serial() -> str:
    """What follows the first digit of a number without suffix of its own."""
    return rf"[0-9]{{0,5}}+(?:{LETTER}(?!{LETTER}))?+"


def _any(behind: Callable[[str], str]) -> str:
    """Return what is looked for behind any of the gaps; two spaces are seen before what stands there."""
    return f"(?:{'|'.join((_TWO if gap == WIDE else '') + f'(?:{behind(gap)})' for gap in GAPS)})"


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
        any_of = "".join(rf"[\s{_any_of(letters)}]" for letters in zip(*tails, strict=True))
        looks.append(rf"(?<={any_of}{gap}[0-9])(?<=(?:{'|'.join(_tails(tails))}){gap}[0-9])")
    return f"(?:{'|'.join(looks) or _NEVER})"


def _refused(words: Iterable[str], signs: Iterable[str]) -> str:
    """Return lookbehinds for a whole refused word, with a sign after it or without."""
    words = tuple(map(folded, words))
    places: dict[int, list[str]] = {len(gap) // 2: [_last(words, gap)] for gap in GAPS}
    for length, group in _by_length(signs).items():
        sign = "|".join(map(_spelled, group))
        for gap in GAPS:
            before = _last(words, rf"\s(?:{sign}){gap}")
            places.setdefault(1 + length + len(gap) // 2, []).append(before)
    looks = (f"(?:{'|'.join(seen)}){_whole(words, _rest(place))}" for place, seen in places.items())
    return f"(?:{'|'.join(looks)})"


def _rest(length: int) -> str:
    """Return what stands between a word and the end of a lookbehind: so many characters, and the digit."""
    return rf"(?s:.{{{length}}})[0-9]"


def _whole(words: Iterable[str], rest: str) -> str:
    """Return lookbehinds for whole words before the rest, one for each length."""
    looks = (rf"(?<=[\W_](?:{'|'.join(map(_spelled, group))}){rest})" for group in _by_length(words).values())
    return f"(?:{'|'.join(looks) or _NEVER})"


def _known(tables: Tables) -> str:
    """A number that needs no word before it: its type code is known."""
    mark, listed = separator(tables), issuer_start(tables)
    year_mark = rf"{year(tables)}{mark}"
    coded = rf"{type_start(tables)}{mark}(?:{listed}|{_CAPITALS})"
    return (
        rf"(?=[0-9]{{0,5}}+(?:\.[0-9]{{1,3}}+|{LETTER})?+{mark}"
        rf"(?:(?:{year_mark})?+{coded}|{year_mark}{listed}))"
    )


def _damaged(tables: Tables) -> str:
    """What only a word or a sign tells to be a number with a known type: a separator is missing."""
    mark, listed = separator(tables), issuer_start(tables)
    run_on = rf"{type_start(tables)}(?:{SPACE}{{0,2}}+{listed}|{SPACE}{{1,2}}+{_CAPITALS})"
    whole = rf"{type_start(tables)}{mark}(?:{listed}|{_CAPITALS})"
    return rf"(?={_serial()}(?:{mark}(?:{year(tables)}{mark})?+{run_on}|{SPACE}{{0,3}}+(?:{whole}|{run_on})))"


def _led(tables: Tables) -> str:
    """What may follow only after a word of kind: an open code, a year, a shape without a code."""
    slash = rf"{SPACE}{{0,24}}+[{re.escape(tables.slashes)}]{SPACE}{{0,24}}+"
    mark = separator(tables)
    typeless = rf"(?={_CAPITALS})(?!{type_start(tables)}(?![^\W_&]))"
    plain = "|[0-9]" if any("issuer" not in shape.fields for shape in tables.shapes) else ""
    return (
        rf"(?={_serial()}(?:{slash}(?:{typeless}|{year(tables)}{_stop(tables)})"
        rf"|{mark}(?:{issuer_start(tables)}{plain})))"
    )


def _end(tables: Tables) -> str:
    """What ends a bare number."""
    return rf"(?={_serial()}{_stop(tables)})"


def _stop(tables: Tables) -> str:
    """No letter, no code, no decimals follow."""
    return rf"(?![^\W_]|{separator(tables)}\w|[.,:][0-9])"


def _bounded(tables: Tables) -> str:
    """No letter, no address, no other number ends before the first digit."""
    return rf"(?<![\w./:=%&#@~+\\{re.escape(tables.dashes)}][0-9])"


def _tails(phrases: Iterable[str], length: int = _TAIL) -> tuple[str, ...]:
    """Return patterns of the last letters of phrases, grouped by the last two, all of one length."""
    groups: dict[tuple[int, str], list[set[str]]] = {}
    for phrase in phrases:
        tail = folded(phrase)[-length:]
        sets = groups.setdefault((len(tail), tail[-2:]), [set() for _ in tail])
        for letters, letter in zip(sets, tail, strict=True):
            letters.add(letter)
    return tuple("".join(_letter(letters) for letters in sets) for sets in groups.values())


def _signed(words: Iterable[str], signs: Iterable[str]) -> str:
    """Return lookbehinds for a word of kind, a space, a sign: the word's last letter refuses most at once.

    The words are spelled once for each place where they may end, whatever sign and gap lead there.
    """
    words = tuple(words)
    word = f"(?:{'|'.join(_tails((f' {word}' for word in words), 3)) or _NEVER})"
    places: dict[int, list[str]] = {}
    for length, group in _by_length(signs).items():
        for gap in GAPS:
            before = _last(words, rf"\s(?:{'|'.join(_tails(group, length))}){gap}")
            places.setdefault(1 + length + len(gap) // 2, []).append(before)
    looks = (rf"(?:{'|'.join(seen)})(?<={word}{_rest(place)})" for place, seen in places.items())
    return f"(?:{'|'.join(looks) or _NEVER})"


def _by_length(phrases: Iterable[str]) -> dict[int, list[str]]:
    lengths: dict[int, list[str]] = {}
    for phrase in phrases:
        lengths.setdefault(len(phrase), []).append(phrase)
    return lengths


def _spelled(phrase: str) -> str:
    return "".join(_letter({letter}) for letter in phrase)


def _last(phrases: Iterable[str], gap: str) -> str:
    """Return a lookbehind for the last letter of any phrase."""
    return rf"(?<={_letter({folded(phrase)[-1] for phrase in phrases} or {'0'})}{gap}[0-9])"


def _letter(letters: set[str]) -> str:
    return r"[\W_]" if letters == {" "} else f"[{_any_of(letters)}]"


def _any_of(letters: Iterable[str]) -> str:
    """Return the letters as what stands in a set."""
    return re.escape("".join(sorted(set(letters))))
