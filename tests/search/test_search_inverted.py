"""What is counted on rows of numbers is what counting word by word comes to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plain_index import Plain, plain_index

from nq57.search import Entry
from nq57.search.index import SHOWN, Index, counted
from nq57.search.inverted import Inverted, inverted
from nq57.search.terms import Synonyms

SYNONYMS = (("nghị quyết", "résolution", "resolution", "NQ"), ("luật", "loi", "law"), ("Đề án 06",), ("",))
PARTS = (
    *[
        "nghị",
        "quyết",
        "résolution",
        "NQ",
        "luật",
        "lợi",
        "loi",
        "Đề",
        "án",
        "06",
        "57-NQ/TW",
        "57/2025/NĐ-CP",
        "nq57",
        "hoà",
        "hòa",
        "22/12/2024",
    ],
    *[
        "A.",
        "b;",
        "C…",
        "d!",
        "E?",
        "(f",
        "«g»",
        "œuvre",
        "x_y",
        "-",
        "'",
        "’",
        "l'été",
        "d'57-a",
        "c'c",
        "2024-12-22",
        "5-²",
        "a-b-c",
        "İ",
        "ß",
        "ﬁ",
        "²",
    ],
    *("e\u0301", "\u0323", "\u00a0", "\n"),
    *("0" * 41, "1-" * 30, "word " * 60, "Long sentence of many words that says nothing new. " * 9),
)
TEXTS = st.lists(st.sampled_from(PARTS) | st.text(max_size=4), max_size=14).map(" ".join)
SHORT = st.lists(st.sampled_from(PARTS[:16]), max_size=3).map(" ".join)
ENTRIES = st.builds(
    Entry,
    **dict.fromkeys(("id", "url", "kind", "level", "status", "language"), st.just("")),
    **dict.fromkeys(("number", "label", "issuer", "province"), SHORT),
    **dict.fromkeys(("titles", "aliases"), st.lists(SHORT, max_size=2).map(tuple)),
    date=st.sampled_from(("", "2024-12-22", "2025")),
    year=st.sampled_from(("", "2024")),
    text=TEXTS,
)


def turned(entries: Sequence[Entry], synonyms: Sequence[Sequence[str]]) -> tuple[Inverted, list[str]]:
    """Return the index of entries, known by their places, turned around, and what is shown of their texts."""
    placed = dict(enumerate(entries))
    index, shown = counted(placed, placed.keys(), Index.empty(len(entries)), Synonyms.of(synonyms))
    return inverted(index, len(entries)), list(shown.values())


def as_plain(index: Inverted, shown: Sequence[str]) -> Plain:
    """Return the arrays as dicts."""
    plain = Plain(shown=list(shown))
    for term, entry, level in np.stack((index.terms, index.entries, index.levels), 1).tolist():
        plain.levels[index.names[term]][entry] = level
    for fold, entry, spot in np.stack(
        (index.spots.folds, index.spots.entries, index.spots.spots), 1
    ).tolist():
        plain.spots[index.folded[fold]].setdefault(entry, []).append(spot)
    return plain


@given(st.lists(ENTRIES, max_size=6))
@settings(deadline=None)
def test_rows_count_as_words_do(entries: Sequence[Entry]) -> None:
    """Terms with their levels, spots and what is shown are those of a plain count."""
    counted = as_plain(*turned(entries, SYNONYMS))
    expected = plain_index(entries, SYNONYMS, SHOWN)
    assert counted.levels == expected.levels
    assert counted.spots == expected.spots
    assert counted.shown == expected.shown


@given(st.lists(ENTRIES, min_size=1, max_size=6))
@settings(deadline=None)
def test_the_best_entries_of_a_term_come_first(entries: Sequence[Entry]) -> None:
    """Lists run by term, then by falling level, then by entry; holders are counted once."""
    index, _ = turned(entries, ())
    rows = np.stack((index.terms, -index.levels, index.entries), 1).tolist()
    assert rows == sorted(rows)
    holders = defaultdict(set)
    for fold, entry in zip(index.spots.folds.tolist(), index.spots.entries.tolist(), strict=True):
        holders[fold].add(entry)
    assert index.holders.tolist() == [len(holders[fold]) for fold in range(len(index.folded))]


def level(index: Inverted, folded: str) -> int:
    """Return the level of a word in the one entry."""
    [place] = ([index.names[term][0] == folded for term in index.terms.tolist()].index(True),)
    return int(index.levels[place])


def test_titles_weigh_more_than_text(entries: tuple[Entry, ...]) -> None:
    """A word of a title outweighs the same word said many times in the text."""
    titled = replace(entries[0], label="alpha beta gamma", titles=(), text="delta " * 50)
    found, _ = turned([titled], ())
    assert level(found, "alpha") > level(found, "delta")


def test_a_short_title_weighs_more_than_a_long_one(entries: tuple[Entry, ...]) -> None:
    """Hưng Yên is more about Hưng Yên than a long title that holds it."""
    names = ("Hưng Yên", "Quyết định của Tỉnh ủy Hưng Yên")
    short, long = (turned([replace(entries[0], label=name, titles=())], ())[0] for name in names)
    assert level(short, "hung") > level(long, "hung")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Nghị quyết mới", ["nghi quyet~"]),
        ("nghi quyet moi", ["nghi quyet~"]),
        ("la résolution", ["nghi quyet~"]),
        ("nghỉ quyết", []),
        ("une loi", ["luat~"]),
        ("lợi ích", []),
        ("57-NQ/TW", ["nghi quyet~"]),
        ("nghị", []),
    ],
)
def test_synonyms_respect_accents(text: str, found: list[str], synonyms: tuple[tuple[str, ...], ...]) -> None:
    """A bare word may be the marked one; a word with other marks is another word."""
    entry = Entry("a", "a", "", "", (), "", "", "", "", "", "", "", "", (), text)
    index, _ = turned([entry], synonyms)
    said = {index.names[term][0] for term in index.terms.tolist()}
    assert sorted(term for term in said if term.endswith("~")) == found


@given(st.lists(ENTRIES, max_size=8), st.lists(ENTRIES | st.none(), max_size=8))
@settings(deadline=None)
def test_what_is_kept_joins_what_is_new(before: Sequence[Entry], edits: Sequence[Entry | None]) -> None:
    """Where entries are edited, come and go, the rest is kept: the index is that of a count of all."""
    synonyms, space = Synonyms.of(SYNONYMS), 16
    first = dict(enumerate(before))
    kept, shown = counted(first, first.keys(), Index.empty(space), synonyms)
    edited = dict(enumerate(edits))
    now = {number: edited.get(number, first.get(number)) for number in range(space)}
    placed = {number: entry for number, entry in now.items() if entry is not None}
    fresh = {number for number, entry in edited.items() if entry is not None}
    again, anew = counted(placed, fresh, kept, synonyms)
    whole, expected = counted(placed, placed.keys(), Index.empty(space), synonyms)
    assert as_plain(inverted(again, len(placed)), ()) == as_plain(inverted(whole, len(placed)), ())
    assert {number: anew.get(number, shown.get(number)) for number in placed} == expected
