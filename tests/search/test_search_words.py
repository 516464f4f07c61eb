"""Words and numbers: the corpus that the browser runs too."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from nq57 import text as letters
from nq57.search.words import fold, number_key, numbers, spelling, words

CORPUS: dict[str, Any] = json.loads((Path(__file__).parents[1] / "corpus/fold.json").read_text("utf-8"))


@pytest.mark.parametrize(("text", "folded"), CORPUS["fold"])
def test_the_two_folds_agree(text: str, folded: str) -> None:
    """The fold of letters and the fold of the search are one, and folding twice is folding once."""
    assert letters.fold(text) == fold(text) == fold(fold(text)) == folded


@pytest.mark.parametrize(("text", "folded"), CORPUS["letters"])
def test_the_search_folds_more(text: str, folded: str) -> None:
    """The search writes ligatures as two letters and leaves no mark."""
    assert fold(text) == folded


@pytest.mark.parametrize(("word", "exact"), CORPUS["spelling"])
def test_the_tone_of_an_open_ending_has_one_place(word: str, exact: str) -> None:
    """Both habits of writing hoà are one spelling, and no other word changes."""
    assert spelling(word) == exact


@pytest.mark.parametrize(("text", "expected"), CORPUS["words"])
def test_words_of_a_text(text: str, expected: list[list[object]]) -> None:
    """Words come with exact and folded spellings and know what they are glued to."""
    assert [[word.exact, word.folded, word.glued] for word in words(text)] == expected


@pytest.mark.parametrize(("text", "keys"), CORPUS["numbers"])
def test_numbers_of_a_text(text: str, keys: list[str]) -> None:
    """All spellings of a number have one key; words without a digit have none."""
    assert list(numbers(list(words(text)))) == keys


def test_a_key_keeps_two_digits_apart() -> None:
    """193/2025 and 19/32025 are two numbers."""
    assert number_key(["193", "2025"]) != number_key(["19", "32025"])
