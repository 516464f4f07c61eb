"""Linear time, proved on the patterns: no repeat can go back far, none holds another that can."""

from __future__ import annotations

import importlib
import random
import re
from collections.abc import Iterator
from pathlib import Path
from re import _constants as names  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legal_texts import HOSTILE
from nq57.citations import find
from nq57.citations.find import Finder
from nq57.citations.view import View
from nq57.grammar import read_grammar

GRAMMAR = read_grammar(Path(__file__).parents[2] / "kb" / "vocabulary")[0]
FINDER = Finder(GRAMMAR)
PIECES = [
    *("57", "-", "/", "NQ", "TW", "QĐ", "số ", "Nghị quyết ", "2025", "QH15", " ", "\n", ", ", " và ", "n° "),
    *("CP", "Mẫu ", "ngày ", "12/3/2025", "của Chính phủ", "Luật ", "(", ")", ".", "o\u0323\u0302", "Đ", "x"),
]


def patterns(value: object, seen: set[int]) -> Iterator[re.Pattern[str]]:
    """Yield every compiled pattern that an object of the finder holds."""
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, (tuple, list)):
        for part in value:
            yield from patterns(part, seen)
    elif type(value).__module__.startswith("nq57.") and id(value) not in seen:
        seen.add(id(value))
        slots = [name for kind in type(value).__mro__ for name in getattr(kind, "__slots__", ())]
        for part in (*getattr(value, "__dict__", {}).values(), *(getattr(value, name) for name in slots)):
            yield from patterns(part, seen)


MODULES = [
    importlib.import_module(f"nq57.{package}.{name}")
    for package, names_ in (
        ("numbers", ("assemble", "codes", "patterns", "tables")),
        ("citations", ("attached", "dates", "find", "issuers", "lexicon", "phrases", "reader")),
        ("citations", ("scan", "short", "titles", "view")),
    )
    for name in names_
]
PATTERNS = (
    *patterns(FINDER, set()),
    *(value for module in MODULES for value in vars(module).values() if isinstance(value, re.Pattern)),
)


def repeats(tree: object, inside: int = 1) -> Iterator[int]:
    """Yield how many ways each backtracking repeat can match, those that hold it multiplied."""
    for operation, argument in tree:  # type: ignore[attr-defined]
        if operation in (names.MAX_REPEAT, names.MIN_REPEAT):
            low, high, inner = argument
            ways = inside * (int(high) - int(low) + 1)
            yield ways
            yield from repeats(inner, ways)
        elif operation is names.POSSESSIVE_REPEAT:
            yield from repeats(argument[2], 1)
        elif operation is names.BRANCH:
            for branch in argument[1]:
                yield from repeats(branch, inside)
        elif operation is names.SUBPATTERN:
            yield from repeats(argument[3], inside)
        elif operation in (names.ASSERT, names.ASSERT_NOT):
            yield from repeats(argument[1], inside)
        elif operation is names.ATOMIC_GROUP:
            yield from repeats(argument, 1)


def test_the_finder_holds_its_patterns() -> None:
    """The walk below sees the scanner, the numbers, the dates, the issuers and the titles."""
    assert len(PATTERNS) > 25
    assert FINDER.lexicon.scan._digit in PATTERNS


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda pattern: pattern.pattern[:30])
def test_no_pattern_backtracks(pattern: re.Pattern[str]) -> None:
    """A repeat is possessive, or so short that trying again costs a constant."""
    assert max(repeats(parser.parse(pattern.pattern, pattern.flags)), default=0) <= 16


def test_a_pattern_that_backtracks_is_seen() -> None:
    """The proof above can fail."""
    assert max(repeats(parser.parse(r"(?:a{1,9}){1,9}b"))) == 81
    assert max(repeats(parser.parse(r"\d+x"))) > 1000


class Counting(str):
    """A text that counts how many characters are cut out of it."""

    cut = 0

    def __getitem__(self, key: object) -> str:  # type: ignore[override]
        part = str.__getitem__(self, key)  # type: ignore[index]
        Counting.cut += len(part)
        return part


@pytest.mark.parametrize(
    "unit",
    [
        "57-NQ/",
        "1/",
        "12/2025/NĐ-",
        "Nghị quyết số 57-NX ",
        "số 1, 2, 3, ",
        "Mẫu số 01/TB-SSĐT, ",
        "Nghị quyết 57, ",
    ],
)
def test_twice_the_text_is_twice_the_work(unit: str) -> None:
    """The characters that the finder looks at around numbers grow with the text, no faster."""
    work = []
    for times in (200, 400, 800):
        Counting.cut = 0
        reader, place, text = FINDER.reader, 0, Counting(unit * times)
        for start, _ in FINDER.lexicon.scan.hits(text):
            found = reader.read(text, start) if start >= place else None
            place = found.end if found else place
        work.append(Counting.cut + len(text))
    assert work[2] <= 2.2 * work[1] <= 2.2 * 2.2 * work[0]


@pytest.mark.parametrize("name", [*HOSTILE])
def test_near_numbers_stop_at_the_scanner(name: str) -> None:
    """What only looks like a number is refused by the one pattern: hardly any reaches the reader."""
    source = random.Random(name)
    text = "".join(HOSTILE[name](source) for _ in range(1000))
    cited = len(find(text, GRAMMAR))
    stops = sum(not listed for _, listed in FINDER.lexicon.scan.hits(View.of(text).text))
    assert stops - cited <= 30


@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_any_mixture_is_read(text: str) -> None:
    """No mixture of the pieces of numbers makes the finder fail or cut a wrong span."""
    for one in find(text, GRAMMAR):
        start, end = one.span
        assert text[start:end] == one.written
        assert one.number or one.ambiguous or one.form in ("short", "alias")


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    """Arbitrary Unicode is read without a failure."""
    find(text, GRAMMAR)
