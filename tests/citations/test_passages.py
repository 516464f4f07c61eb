"""Whole sentences in three languages: every citation found, nothing else, number, kind and date right."""

from __future__ import annotations

from pathlib import Path

import pytest
from passages import Passage, read_passages

from nq57.citations import find
from nq57.cite import show_date
from nq57.grammar import read_grammar

GRAMMAR = read_grammar(Path(__file__).parents[2] / "kb" / "vocabulary")[0]
PASSAGES = read_passages()


@pytest.mark.parametrize("passage", PASSAGES, ids=lambda passage: f"{passage.heading}: {passage.text[:40]}")
def test_passage_cites_these_and_no_others(passage: Passage) -> None:
    """Each citation of a passage is found as written, with its number, kind and date."""
    found = [
        (
            one.written,
            str(one.number or "-"),
            one.kind or "-",
            show_date(one.date) if one.date else "-",
        )
        for one in find(passage.text, GRAMMAR)
    ]
    assert found == list(passage.cited)


@pytest.mark.parametrize("passage", PASSAGES, ids=lambda passage: passage.text[:40])
def test_spans_cut_out_what_is_written(passage: Passage) -> None:
    """A span counts code points of the text, citations follow one another and do not overlap."""
    found = find(passage.text, GRAMMAR)
    assert [passage.text[one.span[0] : one.span[1]] for one in found] == [one.written for one in found]
    places = [place for one in found for place in one.span]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("heading", "form"),
    [("full, Vietnamese", "full"), ("shared", "shared"), ("short", "short"), ("elided", "elided")],
)
def test_form_is_told(heading: str, form: str) -> None:
    """The passages under a heading show its form."""
    forms = {
        one.form for passage in PASSAGES if passage.heading == heading for one in find(passage.text, GRAMMAR)
    }
    assert form in forms


@pytest.mark.parametrize(
    ("text", "issuer", "body"),
    [
        ("Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị", "Bộ Chính trị", "politburo"),
        ("la décision n° 204-QD/TW du Secrétariat du 29 novembre 2024", "Secrétariat", "secretariat"),
        ("la résolution n° 57-NQ/TW du Bureau politique", "Bureau politique", "politburo"),
        ("Kết luận 69-KL/TW của Bộ Chính trị (khóa XIII).", "Bộ Chính trị (khóa XIII)", "politburo"),
        ("Nghị định số 30/2020/NĐ-CP của Chính phủ về văn thư", "Chính phủ", "government"),
        ("Công văn số 2913/TC-CĐKT ngày 8/11/2004 của Bộ Tài chính.", "Bộ Tài chính", None),
        (
            "Nghị quyết 08/NQ-HĐND của Hội đồng nhân dân tỉnh Gia Lai ban hành",
            "Hội đồng nhân dân tỉnh Gia Lai",
            None,
        ),
        (
            "đề nghị của Bộ trưởng Bộ Nội vụ tại Tờ trình số 468/TTr-BNV",
            "Bộ trưởng Bộ Nội vụ",
            None,
        ),
        ("L'Assemblée nationale a publié la résolution 193,", "Assemblée nationale", "national-assembly"),
        ("Nghị quyết số 57-NQ/TW về khoa học", None, None),
    ],
)
def test_issuer_is_read_as_words(text: str, issuer: str | None, body: str | None) -> None:
    """The words that name the issuer are kept, and the organisation where they tell it."""
    found = find(text, GRAMMAR)[0]
    assert (found.issuer, found.body) == (issuer, body)


def test_number_is_bounded_on_the_left() -> None:
    """93/2025/QH15 is not found in 193/2025/QH15, nor 06/QĐ-TTg in 206/QĐ-TTg."""
    text = "193/2025/QH15, 171/NQ-CP và 206/QĐ-TTg; 2024/57-NQ/TW; abc57-NQ/TW"
    assert [str(one.number) for one in find(text, GRAMMAR)] == ["193/2025/QH15", "171/NQ-CP", "206/QĐ-TTg"]


def test_two_readings_are_reported_not_chosen() -> None:
    """Where the damaged number can be two documents, the citation has no number and names both."""
    found = find("căn cứ số 12-DA/TU của Tỉnh ủy", GRAMMAR)[0]
    assert found.number is None
    assert {str(number) for number in found.ambiguous} == {"12-DA/TU", "12-ĐA/TU"}
