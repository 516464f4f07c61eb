"""Letters that deceive are found, and those of three languages are not among them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nq57.letters import describe, hidden, look_alike

KINDS = {
    "bidi override": "\u202e",
    "bidi isolate": "\u2066",
    "mark of direction": "\u200f",
    "Arabic mark of direction": "\u061c",
    "zero width": "\u200b",
    "joiner": "\u200d",
    "word joiner": "\u2060",
    "byte order mark": "\ufeff",
    "soft hyphen": "\u00ad",
    "filler": "\u3164",
    "line separator": "\u2028",
    "next line": "\u0085",
    "form feed": "\x0c",
    "escape": "\x1b",
    "NUL": "\0",
    "half of a pair": "\ud800",
    "private": "\ue000",
    "no character": "\uffff",
    "lost": "\ufffd",
    "tag": "\U000e0041",
}


@pytest.mark.parametrize("char", KINDS.values(), ids=KINDS)
def test_what_nobody_sees_is_found(char: str) -> None:
    """Each kind of hidden character is found where it stands, and described without being printed."""
    found = hidden(f"57-NQ{char}/TW")
    assert found is not None
    assert (found.start(), found[0]) == (5, char)
    assert describe(char).isprintable()


@pytest.mark.parametrize(
    "text",
    [
        "Nghị quyết số 57-NQ/TW ngày 22 tháng 12 năm 2024, Đắk Lắk, Thừa Thiên Huế\n\tđường",
        "« Le 1er mars »\u00a0: n°\u202f57, l’œuvre, cœur, 5 m², 3ᵉ… – —",
        "μ, β et Москва sont des mots d'ailleurs, 北京 aussi",
        "Ǽ ơ Ư ỹ Ỵ",
    ],
)
def test_letters_of_the_notes_deceive_nobody(text: str) -> None:
    """Vietnamese, French, their spaces and signs, and whole words of other alphabets are let be."""
    assert hidden(text) is None
    assert look_alike(text) == ""


@pytest.mark.parametrize("char", "АВСЕНКМОРТХаеорсухіΑΒΕΗΙΚΜΝΟΡΤΥΧοѕԛ５ＮＱ𝟓𝐍①٥५ÐƉ")
def test_a_look_alike_in_a_number_is_named(char: str) -> None:
    """Cyrillic, Greek, full-width, mathematical and other digits and letters are told by their names."""
    told = look_alike(f"57{char}-NQ/TW")
    assert told.startswith(f"'{char}' is U+{ord(char):04X} ")
    assert "; write " in told


@given(st.text(st.characters(codec="utf-8")))
def test_whatever_the_text_the_answer_is_one_line(text: str) -> None:
    """No text raises, and plain ASCII is never refused."""
    assert look_alike(text).isprintable()
    assert look_alike(text.encode("ascii", "ignore").decode()) == ""
