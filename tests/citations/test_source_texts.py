"""The kept texts of the five sources: what each cites, counted by hand."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from nq57.citations import find
from nq57.grammar import read_grammar

KB = Path(__file__).parents[2] / "kb"
GRAMMAR = read_grammar(KB / "vocabulary")[0]


@pytest.mark.parametrize(
    ("file", "counted"),
    [
        ("dak-lak-2025-04-17", {"57-NQ/TW": 5}),
        (
            "bao-thanh-hoa-2025-03-04",
            {"57-NQ/TW": 2, "résolution 57": 4, "résolution 193": 1, "résolution 18": 1, "Projet 06": 1},
        ),
        (
            "bao-hung-yen-02-tb-bcd",
            {
                "57-NQ/TW": 9,
                "386-KH/TU": 3,
                "1460-QĐ/TU": 1,
                "02-TB/BCĐ": 1,
                "01-TB/BCĐTW": 1,
                "03-TB/BCĐTW": 1,
            },
        ),
        (
            "ubkttw-01-cv-bcdtw",
            {
                "57-NQ/TW": 10,
                "01-CV/BCĐTW": 2,
                "204-QĐ/TW": 2,
                "03/NQ-CP": 2,
                "193/2025/QH15": 2,
                "229-QĐ/TW": 1,
                "230-QĐ/TW": 1,
            },
        ),
        ("gia-lai-q3-2025", {"57-NQ/TW": 8, "71/NQ-CP": 1}),
    ],
)
def test_source_cites_these(file: str, counted: dict[str, int]) -> None:
    """The counts of the checklist: by number, short forms and aliases as written."""
    text = (KB / "sources" / f"{file}.txt").read_text("utf-8")
    found = find(text, GRAMMAR)
    assert Counter(str(one.number or one.written) for one in found) == counted
