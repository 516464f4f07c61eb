"""What a build keeps for the next one saves work and changes nothing."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from nq57.search import Entry, build
from nq57.search import files as written
from nq57.search.index import Index, counted

SYNONYMS = (("nghị quyết", "résolution"), ("b c",))
FEW = ["a", "b", "c", "Nghị", "quyết", "nghi", "quyet", "57-NQ/TW", "12/NQ-CP", "œuvre"]
WORDS = [*FEW, *(one + other for one in "bcdfghklmnprstvx" for other in "aeiouyăâôơưáàạéèịọ")]
EMPTY = Entry("", "", "document", "", (), "", "2025-01-01", "", "", "", "2025", "", "vi", (), "")


def drawn(chance: random.Random, name: str) -> Entry:
    """Return an entry whose sentences share words with some others: what a word tells moves with an edit."""
    sentences = [
        " ".join(chance.choices(WORDS, k=9)).capitalize() + "." for _ in range(chance.randint(0, 30))
    ]
    label = " ".join(chance.choices(FEW, k=chance.randint(1, 6)))
    number = chance.choice(("", f"{len(name)}-NQ/TW", "57-NQ/TW"))
    return replace(EMPTY, id=name, url=f"{name}.html", number=number, label=label, text=" ".join(sentences))


def edits(chance: random.Random, rounds: int) -> Iterator[list[Entry]]:
    """Yield the entries after each of some edits: some changed, renamed, gone, new."""
    entries = {name: drawn(chance, name) for name in map(str, range(40))}
    for one in range(rounds):
        yield list(entries.values())
        for name in chance.sample(sorted(entries), chance.randint(0, 2)):
            del entries[name]
        for name in [*chance.sample(sorted(entries), chance.randint(0, 3)), f"new{one}"]:
            entries[name] = drawn(chance, name)


@pytest.mark.parametrize("few", [10, 2000])
def test_random_edits_come_to_a_clean_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    """After any edits the index is that of a clean build, byte for byte, with codes for pieces or not."""
    monkeypatch.setattr(written, "_FEW", few)
    monkeypatch.setattr(written, "_DRAWN", 3)
    kept = tmp_path / "work" / "search"
    for entries in edits(random.Random(few), 25):
        assert build(entries, SYNONYMS, kept) == build(entries, SYNONYMS)


def test_only_what_is_edited_is_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One edited entry is counted anew, with those alone whose words tell more or less by it."""
    entries = [replace(EMPTY, id=str(at), label=f"w{at}", text=f"Text w{at}.") for at in range(50)]
    counts: list[int] = []

    def counting(placed: dict[int, Entry], fresh: set[int], kept: Index, synonyms: object) -> object:
        counts.append(len(fresh))
        return counted(placed, fresh, kept, synonyms)  # type: ignore[arg-type]

    monkeypatch.setattr(written, "counted", counting)
    build(entries, (), tmp_path / "kept")
    edited = [replace(entries[0], text="Another."), *entries[1:]]
    assert build(edited, (), tmp_path / "kept") == build(edited, ())
    assert counts == [50, 1, 50]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: b"",
        lambda data: data[:-9],
        lambda data: data[:30] + bytes([data[30] ^ 1]) + data[31:],
        lambda data: bytes(16) + data[16:],
        lambda data: data + b"more",
    ],
    ids=["empty", "cut", "a bit", "another version", "more"],
)
def test_a_spoiled_file_is_passed_over(tmp_path: Path, spoil: object) -> None:
    """A file that is not whole, or of another version, is as none; the next build leaves a good one."""
    entries = next(edits(random.Random(1), 1))
    kept = tmp_path / "kept"
    clean = build(entries, SYNONYMS, kept)
    whole = kept.read_bytes()
    kept.write_bytes(spoil(whole))  # type: ignore[operator]
    assert build(entries, SYNONYMS, kept) == clean
    assert kept.read_bytes() == whole


def test_other_synonyms_count_all_anew(tmp_path: Path) -> None:
    """What was counted with other synonyms is not taken."""
    entries = next(edits(random.Random(2), 1))
    build(entries, SYNONYMS, tmp_path / "kept")
    assert build(entries, (("a", "b"),), tmp_path / "kept") == build(entries, (("a", "b"),))
