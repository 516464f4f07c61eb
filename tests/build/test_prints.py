"""Whoever has the same prints has the same page: what a page shows is told by nothing else."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

import pytest
from markupsafe import Markup
from places import ROOT, ROUNDS

from generate import generate
from nq57.corpus import read_corpus
from nq57.translations import read_translations
from nq57.views.prints import Print, Prints
from nq57.views.site import Site

NOTES = 150
EDITS = 6


@dataclass(frozen=True)
class Shown:
    """What a note's page shows at one time: its prints, and all it is made of, drawn."""

    prints: Print
    drawn: tuple[str, ...]


def shown(kb: Path) -> dict[str, Shown]:
    """Return what the pages of all notes show, by the names of the pages; nothing of notes with problems."""
    corpus = read_corpus(kb)
    if corpus.problems:
        return {}
    site = Site.of(corpus, ROOT / "docs", "fr", "")
    prints = Prints(site, read_translations(ROOT / "docs" / "locale", "fr")[0], kb)
    told = prints.of(prints.notes, {}, 1)
    found = {}
    for name, note in prints.notes.items():
        page = site.note_page(note, Markup("<p>…</p>"), "../")
        found[name] = Shown(told[name], (page.body, page.contents, *page.further, *page.further.values()))
    return found


def edit(kb: Path, turn: random.Random) -> dict[Path, str]:
    """Change what a note says as a fact, or write one like it; return what was there, '' for no file."""
    path = turn.choice(sorted(path for path in (kb / "documents").glob("*.md") if path.stem != "index"))
    text = path.read_text("utf-8")
    if turn.random() < 0.5:
        path.write_text(text.replace("  fr: ", "  fr: Neuf ", 1), "utf-8")
        return {path: text}
    number, other = turn.randrange(100, 900), path.with_name(f"made-{turn.randrange(10**9)}.md")
    other.write_text(text.replace("number: ", f"number: {number}", 1), "utf-8")
    return {other: ""}


@pytest.mark.parametrize("seed", range(ROUNDS) if ROUNDS else [3])
def test_pages_with_the_same_prints_are_the_same(tmp_path: Path, seed: int) -> None:
    """After each of some edits to facts: a page that is not to be drawn again would be drawn as it was."""
    kb, turn = tmp_path / "kb", random.Random(seed)
    generate(NOTES, kb, seed)
    before, edits = shown(kb), 0
    while edits < EDITS:
        undone = edit(kb, turn)
        now = shown(kb)
        if not now:
            for path, text in undone.items():
                path.write_text(text, "utf-8") if text else path.unlink()
            continue
        kept = [name for name in before if name in now and before[name].prints == now[name].prints]
        assert kept
        assert [name for name in kept if before[name].drawn != now[name].drawn] == []
        before, edits = now, edits + 1
