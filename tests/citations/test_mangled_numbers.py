"""Every canonical number comes back from every spelling that the mangler makes of it."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mangler import DAMAGES, Damage, Spelling, lower_case

from nq57.citations import find
from nq57.grammar import Grammar, Kind, read_grammar
from nq57.numbers import DocNumber, Tables, parse

GRAMMAR = read_grammar(Path(__file__).parents[2] / "kb" / "vocabulary")[0]
SIGNS = {"vi": ("số ", ""), "fr": ("n° ", ""), "en": ("No. ", "")}
OPEN = ("SKHCN", "UBND-VX", "ĐHCNTT", "BCA-BQP-TANDTC", "XYZ")


def _kinds(grammar: Grammar) -> list[tuple[Kind, str, str]]:
    """Return (kind, language, word) for every word of every kind that has codes."""
    return [
        (kind, language, word)
        for kind in grammar.kinds.values()
        for language, words in kind.words.items()
        for word in words
        if kind.codes and not word.isupper()
    ]


@st.composite
def cited(draw: st.DrawFn) -> tuple[Spelling, DocNumber, str]:
    """Draw a citation in good spelling: its pieces, its number, its kind."""
    kind, language, word = draw(st.sampled_from(_kinds(GRAMMAR)))
    style = draw(st.sampled_from([s for s in ("party", "state") if s in kind.codes or "any" in kind.codes]))
    code = draw(st.sampled_from(kind.codes.get(style) or kind.codes["any"]))
    issuers = [i.code for i in GRAMMAR.tables.issuers if i.style == style]
    issuer = draw(st.sampled_from(issuers if style == "party" else [*issuers, *OPEN]))
    serial = draw(st.integers(1, 9999).map(lambda n: f"{n:02d}"))
    year = f"/{draw(st.integers(1995, 2030))}" if style == "state" and draw(st.booleans()) else ""
    form = f"{serial}-{code}/{issuer}" if style == "party" else f"{serial}{year}/{code}-{issuer}"
    spelling = Spelling(word[:1].upper() + word[1:], " " + draw(st.sampled_from(SIGNS[language])), form)
    return spelling, parse(form, GRAMMAR.tables), kind.id


def can_lose(damage: Damage, number: DocNumber, tables: Tables) -> bool:
    """Tell whether the number can be known again after the damage: its issuer is in the tables."""
    return number.issuer in tables.issuer_by_name or damage is not lower_case


def read_back(spelling: Spelling, number: DocNumber) -> None:
    """Check that the text cites this number once, with the right span."""
    found = find(spelling.text, GRAMMAR)
    assert len(found) == 1, spelling.text
    start, end = found[0].span
    assert found[0].written == spelling.text[start:end]
    assert found[0].number == number, (spelling.text, found[0])


@given(cited())
def test_good_spelling_is_found(drawn: tuple[Spelling, DocNumber, str]) -> None:
    """A number under its word of kind is found: number, kind and the span of the two together."""
    spelling, number, kind = drawn
    found = find(spelling.text, GRAMMAR)
    assert [(one.written, one.number, one.kind) for one in found] == [(spelling.cited, number, kind)]


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
@given(drawn=cited())
@settings(max_examples=60)
def test_damaged_spelling_comes_back(damage: Damage, drawn: tuple[Spelling, DocNumber, str]) -> None:
    """One damage at a time: the canonical number is read again."""
    spelling, number, _ = drawn
    if can_lose(damage, number, GRAMMAR.tables):
        read_back(damage(spelling, number, GRAMMAR.tables), number)


@given(drawn=cited(), damages=st.lists(st.sampled_from(DAMAGES), min_size=2, max_size=2, unique=True))
@settings(max_examples=200)
def test_two_damages_come_back_or_are_left_open(
    drawn: tuple[Spelling, DocNumber, str], damages: list[Damage]
) -> None:
    """Two damages at once are read again, or reported with the right number among the candidates."""
    spelling, number, _ = drawn
    if not all(can_lose(damage, number, GRAMMAR.tables) for damage in damages):
        return
    for damage in damages:
        spelling = damage(spelling, number, GRAMMAR.tables)
    for one in find(spelling.text, GRAMMAR):
        assert one.number == number or number in one.ambiguous, (spelling.text, one)


@given(cited())
def test_repair_is_recorded(drawn: tuple[Spelling, DocNumber, str]) -> None:
    """A number in another spelling than the canonical one says what was repaired; a good one says nothing."""
    spelling, _, _ = drawn
    assert find(spelling.text, GRAMMAR)[0].repairs == ()
    broken = Spelling(spelling.word, spelling.sign, spelling.number.replace("-", "- "))
    assert "space" in find(broken.text, GRAMMAR)[0].repairs


@given(cited(), st.sampled_from(["NFC", "NFD"]))
def test_span_counts_in_the_text_as_given(drawn: tuple[Spelling, DocNumber, str], form: str) -> None:
    """In decomposed text too the span cuts out the citation as it is written there."""
    spelling, _, _ = drawn
    before = unicodedata.normalize(form, "Tổ chức thực hiện Đề án tại Đắk Lắk; " * 3)
    text = before + unicodedata.normalize(form, spelling.cited) + "."
    found = find(text, GRAMMAR)[0]
    assert text[found.span[0] : found.span[1]] == found.written
    assert unicodedata.normalize("NFC", found.written) == spelling.cited
