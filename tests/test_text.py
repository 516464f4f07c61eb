"""Letters and dates: one normal form, one slug, one order, one way to write a date."""

from __future__ import annotations

import datetime
import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nq57.text import Date, fold, is_calendar_date, iso_date, nfc, show_date, slug, sort_key, squeeze


@given(st.text())
def test_fold_is_settled(text: str) -> None:
    """Folding a folded text changes nothing, and the form of the input does not matter."""
    assert fold(fold(text)) == fold(text) == fold(nfc(text))


@given(st.text())
def test_slug_is_safe_for_any_file_system(text: str) -> None:
    """A slug is nothing but lower-case ASCII letters, digits and single hyphens inside."""
    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", slug(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("01-CV/BCĐTW", "01-cv-bcdtw"),
        ("Đắk Lắk", "dak-lak"),
        ("  (1460-QĐ/TU)  ", "1460-qd-tu"),
        ("../../etc/passwd", "etc-passwd"),
        ("…", ""),
    ],
)
def test_slug(text: str, expected: str) -> None:
    """A slug keeps the letters a bare keyboard types."""
    assert slug(text) == expected


@pytest.mark.parametrize("space", ["\u00a0", "\u202f", "\n  ", "\t", "\u2028"])
def test_every_white_space_is_squeezed(space: str) -> None:
    """No-break spaces and line ends are one plain space, none at the ends."""
    assert squeeze(f"{space}n°{space}57{space}") == "n° 57"


VIETNAMESE = (
    "An Giang", "ăn", "Ấn", "ba", "bà", "bả", "bã", "bá", "bạ", "Cà Mau", "dân", "Đà Nẵng", "Đắk Lắk",
    "em", "Hà Nội", "Huế", "Quyết định 9", "Quyết định 10", "Quyết định 010a", "Quyết định 100", "yên",
)  # fmt: skip


def test_order_of_a_vietnamese_dictionary() -> None:
    """Letters first (a ă â, d đ), then tones (none, huyền, hỏi, ngã, sắc, nặng), numbers by their size."""
    shuffled = list(VIETNAMESE)
    random.Random(57).shuffle(shuffled)
    assert sorted(shuffled, key=sort_key) == list(VIETNAMESE)


@given(st.lists(st.text()))
def test_any_text_has_a_place_in_the_order(texts: list[str]) -> None:
    """No text breaks the order, and different texts never share a key."""
    assert len({sort_key(text) for text in texts}) == len(set(texts))
    assert sorted(set(texts), key=sort_key) == sorted(dict.fromkeys(texts), key=sort_key)


@pytest.mark.parametrize("text", ["9" * 5000, "x\u0323", "\u0301", "²", "٣"])
def test_odd_text_has_a_place_in_the_order(text: str) -> None:
    """Thousands of digits, a tone that stands alone, digits of other scripts: none breaks the order."""
    assert sorted(["a", text], key=sort_key)


@given(st.integers(-1, 10000), st.integers(-1, 13), st.integers(-1, 32))
def test_calendar_is_the_calendar(year: int, month: int, day: int) -> None:
    """A full date exists where Python's calendar has it."""
    try:
        datetime.date(year, month, day)
        exists = True
    except ValueError:
        exists = (month == 0 and day == 0 and 1 <= year <= 9999) or (
            day == 0 and 1 <= month <= 12 and 1 <= year <= 9999
        )
    assert is_calendar_date(year, month, day) == exists


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2025-03-13", Date(2025, 3, 13)),
        ("2025-03", Date(2025, 3)),
        ("2025", Date(2025)),
        ("2024-02-29", Date(2024, 2, 29)),
        ("2025-02-29", None),
        ("2025-13-01", None),
        ("2025-00-01", None),
        ("2025-03-00", None),
        ("2025-3-13", None),
        ("31/02/2025", None),
        ("13/03/2025", None),
        ("0000", None),
        ("2025-03-13\n", None),
        ("٢٠٢٥", None),
        ("", None),
    ],
)
def test_date_in_a_note(text: str, date: Date | None) -> None:
    """A date is written one way; what the calendar lacks is no date."""
    assert iso_date(text) == date
    assert date is None or str(date) == text


@pytest.mark.parametrize(
    ("date", "shown"),
    [
        (Date(2025, 3, 1), ("01/03/2025", "1er mars 2025", "1 March 2025")),
        (Date(2024, 12, 22), ("22/12/2024", "22 décembre 2024", "22 December 2024")),
        (Date(2025, 8), ("08/2025", "août 2025", "August 2025")),
        (Date(2025), ("2025", "2025", "2025")),
    ],
)
def test_date_as_a_reader_writes_it(date: Date, shown: tuple[str, str, str]) -> None:
    """Each language has its own order, month names and first of the month."""
    assert tuple(show_date(date, language) for language in ("vi", "fr", "en")) == shown


def test_dates_come_in_order_of_time() -> None:
    """A date known less precisely stands before the days it may be."""
    dates = [Date(2024, 12, 22), Date(2025), Date(2025, 3), Date(2025, 3, 13), Date(2025, 10)]
    assert sorted(set(dates)) == dates
    assert [date.precision for date in dates] == ["day", "year", "month", "day", "month"]
