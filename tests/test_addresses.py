"""Addresses last: one that was published leads somewhere, whatever became of its note."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from nq57.addresses import addresses, former, legislation, moved
from nq57.build import Place, build_site
from nq57.cli import main
from nq57.corpus import read_corpus
from tinykb import TinyKb, with_pages

ROOT = Path(__file__).parents[1]
Check = Callable[[], list[str]]


@pytest.fixture
def check(tiny: TinyKb, capsys: pytest.CaptureFixture[str]) -> Check:
    """Keep the addresses of the tiny knowledge base; return what its check says, line by line."""
    assert main(["--kb", str(tiny.root), "addresses"]) == 0
    capsys.readouterr()

    def lines() -> list[str]:
        code = main(["--kb", str(tiny.root), "check"])
        said = capsys.readouterr().out.splitlines()
        assert code == bool(said)
        return [line.removeprefix(f"{tiny.root.as_posix()}/") for line in said]

    assert lines() == []
    return lines


def rename(tiny: TinyKb, more: str = "") -> None:
    """Give the resolution's note another name, and the front matter more lines."""
    note = tiny.root / "documents" / "57-nq-tw.md"
    text = note.read_text("utf-8").replace("source: gazette\n", f"source: gazette\n{more}", 1)
    note.with_name("resolution-57.md").write_text(text, "utf-8")
    note.unlink()


def test_the_list_holds_what_is_there(tiny: TinyKb, check: Check) -> None:
    """Notes and their records, in order; keeping them again adds what is new and takes nothing away."""
    path = tiny.root / "addresses.txt"
    kept = path.read_text("utf-8").split()
    assert kept == sorted(addresses(read_corpus(tiny.root).kb))
    assert {"documents/57-nq-tw", "documents/57-nq-tw#t1"} <= set(kept)
    rename(tiny)
    assert main(["--kb", str(tiny.root), "addresses"]) == 0
    assert set(path.read_text("utf-8").split()) == {
        *kept,
        "documents/resolution-57",
        "documents/resolution-57#t1",
    }


def test_an_address_that_is_lost_is_told(tiny: TinyKb, check: Check) -> None:
    """A renamed note without a word loses its own address and those of its records."""
    rename(tiny)
    line = (tiny.root / "addresses.txt").read_text("utf-8").split().index("documents/57-nq-tw") + 1
    lost = "was published and leads nowhere; write `formerly:"
    assert check() == [
        f"addresses.txt:{line}: dangling-reference: address 'documents/57-nq-tw' {lost} "
        "[documents/57-nq-tw]` in the note that took its place",
        f"addresses.txt:{line + 1}: dangling-reference: address 'documents/57-nq-tw#t1' {lost} "
        "[documents/57-nq-tw#t1]` in the record that took its place",
    ]


def test_a_renamed_note_answers_for_its_records(tiny: TinyKb, check: Check) -> None:
    """One line in the note is enough, as long as its records keep their ids."""
    rename(tiny, "formerly: [documents/57-nq-tw]\n")
    assert check() == []
    note = tiny.root / "documents" / "resolution-57.md"
    note.write_text(note.read_text("utf-8").replace("id: t1", "id: t9"), "utf-8")
    assert [line.partition(";")[0] for line in check()] == [
        "addresses.txt:2: dangling-reference: address 'documents/57-nq-tw#t1' was published and leads nowhere"
    ]
    text = note.read_text("utf-8").replace("id: t9", "id: t9\n    formerly: [documents/57-nq-tw#t1]")
    note.write_text(text, "utf-8")
    assert check() == []


def test_a_removed_note_is_told(tiny: TinyKb, check: Check) -> None:
    """A meeting that nothing names can be removed, but not in silence."""
    (tiny.root / "meetings" / "first-meeting.md").unlink()
    assert [line.partition(" was")[0] for line in check()] == [
        "addresses.txt:3: dangling-reference: address 'meetings/first-meeting'"
    ]


@pytest.mark.parametrize(
    ("written", "wrong"),
    [
        ("57-nq-tw", "write it as `documents/57-nq-tw` or `documents/57-nq-tw#t1`"),
        ("documents/../x", "write it as `documents/57-nq-tw` or `documents/57-nq-tw#t1`"),
        ("organisations/politburo", "a note or record has this address now"),
        ("documents/a, documents/a", "it stands in another `formerly` already; keep one"),
    ],
)
def test_a_former_address_that_cannot_be_is_refused(tiny: TinyKb, written: str, wrong: str) -> None:
    """It is an address, nobody's now, and leads to one place."""
    rename(tiny, f"formerly: [{written}]\n")
    old = written.partition(",")[0]
    assert f"documents/resolution-57.md:12: bad-value: formerly '{old}': {wrong}" in tiny.problems()


def test_a_document_has_an_address_after_eli(tiny: TinyKb) -> None:
    """Issuer, year, kind, number; a second of the same year has its date, and the first keeps its own."""
    assert legislation(read_corpus(tiny.root).kb) == {
        "57-nq-tw": "eli/politburo/2024/resolution/57-nq-tw.html"
    }
    note = tiny.root / "documents" / "57-nq-tw.md"
    again = note.read_text("utf-8").replace("2024-12-22", "2024-12-30")
    note.with_name("another-57.md").write_text(again, "utf-8")
    assert legislation(read_corpus(tiny.root).kb) == {
        "57-nq-tw": "eli/politburo/2024/resolution/57-nq-tw.html",
        "another-57": "eli/politburo/2024/resolution/57-nq-tw--2024-12-30.html",
    }


def test_the_real_addresses_are_kept() -> None:
    """The list of the real notes answers for each of them, and every ELI page leads to a note."""
    corpus = read_corpus(ROOT / "kb")
    kept = set(corpus.folder.addresses)
    assert kept <= {*addresses(corpus.kb), *former(corpus.kb)}
    assert "documents/57-nq-tw" in kept
    pages = {f"{address}.html" for address in addresses(corpus.kb)}
    assert set(moved(corpus.kb).values()) <= pages


def test_an_old_page_leads_on(tiny: TinyKb, tmp_path: Path, browser: Browser) -> None:
    """With a script or without, from a file: the old page leads to the new, a moved record to its own."""
    place = Place(with_pages(tiny.root), ROOT / "docs", tmp_path / "build")
    rename(tiny, "formerly: [documents/57-nq-tw]\n")
    note = tiny.root / "documents" / "resolution-57.md"
    text = note.read_text("utf-8").replace("id: t1", "id: t9\n    formerly: [documents/57-nq-tw#t1]")
    note.write_text(text, "utf-8")
    for page in tiny.root.rglob("*.md"):
        page.write_text(page.read_text("utf-8").replace(" 57-nq-tw", " resolution-57"), "utf-8")
    result = build_site(place, jobs=1)
    assert result.built, (*result.problems, *result.warnings)
    for script in (True, False):
        context = browser.new_context(java_script_enabled=script, offline=True)
        page: Page = context.new_page()
        for old in ("documents/57-nq-tw", "eli/politburo/2024/resolution/57-nq-tw"):
            page.goto(f"{(place.site / old).as_uri()}.html#t1")
            page.wait_for_url("**/documents/resolution-57.html*")
            assert page.url.endswith("#t1") == script
        expect(page.locator("#t1 a")).to_have_attribute("href", "../documents/resolution-57.html#t9")
        context.close()
