"""What ``nq57 cite`` says: lines with underlines, JSON objects, and the notes that citations come to."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

from nq57.citations import Citation, Resolution
from nq57.cite import cite_json, cite_lines
from nq57.grammar import read_grammar

GRAMMAR = read_grammar(Path(__file__).parents[1] / "kb" / "vocabulary")[0]
TEXT = "Mở đầu.\nCăn cứ Quyết định số 204-QD/TW\nngày 29/11/2024 của Ban Bí thư; résolution 57.\n"


def to_note(citation: Citation) -> Resolution:
    """Resolve everything to one note."""
    return Resolution("note", ("204-qd-tw",))


def test_each_citation_is_shown_in_its_line_underlined() -> None:
    """Place and reading, the line of the text, the underline below the citation."""
    assert list(cite_lines("a.txt", TEXT, GRAMMAR)) == [
        "a.txt:2: 204-QĐ/TW; decision; 2024-11-29; by Ban Bí thư; repaired: stroke",
        "  Căn cứ Quyết định số 204-QD/TW",
        "         ~~~~~~~~~~~~~~~~~~~~~~~",
        "a.txt:3: short form; resolution",
        "  ngày 29/11/2024 của Ban Bí thư; résolution 57.",
        "                                  ~~~~~~~~~~~~~",
    ]


def test_underline_measures_letters_not_code_points() -> None:
    """Decomposed text takes as much room as composed text."""
    lines = list(cite_lines("-", unicodedata.normalize("NFD", TEXT), GRAMMAR))
    assert lines[2] == "         ~~~~~~~~~~~~~~~~~~~~~~~"
    assert "nfd" in lines[0]


def test_citation_over_a_line_break_is_one_line() -> None:
    """A line break inside a citation is shown as a mark."""
    lines = list(cite_lines("-", "Nghị quyết số\n193/2025/QH15", GRAMMAR))
    assert lines[1:] == ["  Nghị quyết số↵193/2025/QH15", "  ~~~~~~~~~~~~~~~~~~~~~~~~~~~"]


def test_long_lines_are_cut_around_the_citation() -> None:
    """A line of a book is not printed whole."""
    lines = list(cite_lines("-", "a " * 500 + "résolution n° 57-NQ/TW" + " b" * 500, GRAMMAR))
    assert len(lines[1]) < 160
    start, end = lines[2].index("~"), len(lines[2])
    assert lines[1][start:end] == "résolution n° 57-NQ/TW"


def test_json_has_the_fields_of_the_sample() -> None:
    """One object a line: places in code points of the file, null where nothing is stated."""
    first, second = (json.loads(line) for line in cite_json("a.txt", TEXT, GRAMMAR))
    assert first == {
        "file": "a.txt",
        "written": "Quyết định số 204-QD/TW",
        "span": [15, 38],
        "number": "204-QĐ/TW",
        "kind": "decision",
        "date": "2024-11-29",
        "issuer": "Ban Bí thư",
        "repairs": ["stroke"],
        "ambiguous": [],
    }
    assert TEXT[15:38] == first["written"]
    assert (second["written"], second["number"], second["date"]) == ("résolution 57", None, None)


def test_json_shows_a_date_without_year_and_both_readings() -> None:
    """--03-25 is a day of an unstated year; two readings leave the number null."""
    text = (
        "Le 25 mars, le Comité directeur central a publié la dépêche officielle n° 01-CV/BCĐTW. Số 12-DA/TU."
    )
    first, second = (json.loads(line) for line in cite_json("-", text, GRAMMAR))
    assert first["date"] == "--03-25"
    assert (second["number"], sorted(second["ambiguous"])) == (None, ["12-DA/TU", "12-ĐA/TU"])


def test_resolution_is_told_on_request() -> None:
    """With a resolver, line and object say which note a citation is."""
    text = "décision n° 204-QD/TW"
    assert next(cite_lines("-", text, GRAMMAR, to_note)).endswith("; note: 204-qd-tw")
    (line,) = cite_json("-", text, GRAMMAR, to_note)
    assert json.loads(line)["resolution"] == {"outcome": "note", "ids": ["204-qd-tw"], "key": ""}


def test_text_without_citations_says_nothing() -> None:
    """No citation, no line."""
    assert list(cite_lines("-", "rien ici, 24/7", GRAMMAR)) == []
    assert list(cite_json("-", "", GRAMMAR)) == []
