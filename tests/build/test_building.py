"""A build is all or nothing, does nothing when nothing changed, and ends the same by every way."""

from __future__ import annotations

import filecmp
import shutil
from pathlib import Path

import pytest

from nq57.build import Place, build_site

ROOT = Path(__file__).parents[2]


@pytest.fixture
def small(kb: Path, tmp_path: Path) -> Place:
    """A place with the tiny knowledge base and the real look."""
    return Place(kb, ROOT / "docs", tmp_path / "build")


def differences(one: Path, other: Path) -> list[str]:
    """Return the files that differ between two trees."""
    names = {p.relative_to(d).as_posix() for d in (one, other) for p in d.rglob("*") if p.is_file()}
    return sorted(n for n in names if not ((one / n).is_file() and (other / n).is_file())
                  or not filecmp.cmp(one / n, other / n, shallow=False))  # fmt: skip


def note(place: Place) -> Path:
    """Return a note that tests may change."""
    return sorted((place.kb / "documents").glob("*[!x].md"))[0]


def test_a_second_build_does_nothing(small: Place) -> None:
    """With nothing changed the site is left as it is; a new time stamp is no change."""
    assert build_site(small).built
    note(small).touch()
    assert not build_site(small).built


def test_a_missing_page_is_built_again(small: Place) -> None:
    """A file taken out of the site is noticed, and so is another language."""
    build_site(small)
    (small.site / "search.html").unlink()
    assert build_site(small).built
    assert (small.site / "search.html").exists()
    assert build_site(small, language="vi").built


def test_a_broken_note_leaves_the_old_site(small: Place) -> None:
    """Problems stop the build before Sphinx, and no byte of the old site moves."""
    assert build_site(small).built
    before = Path(shutil.copytree(small.site, small.build / "before"))
    good = note(small).read_text("utf-8")
    note(small).write_text(good.replace("kind:", "knid:", 1), "utf-8")
    result = build_site(small)
    assert [problem.path for problem in result.problems][:1] == [note(small).relative_to(small.kb).as_posix()]
    assert differences(before, small.site) == []
    note(small).write_text(good, "utf-8")
    assert not build_site(small).failed


def test_an_edit_ends_as_a_clean_build_does(small: Place, tmp_path: Path) -> None:
    """Prose edited, a note added and removed: the tree equals one built from nothing."""
    build_site(small)
    path = note(small)
    path.write_text(
        path.read_text("utf-8") + "\nUne phrase de plus, qui cite 99-NQ/TW du 1er mai 2025.\n", "utf-8"
    )
    assert build_site(small).built
    clean = Place(small.kb, small.docs, tmp_path / "clean")
    assert build_site(clean, jobs=1).built
    assert differences(clean.site, small.site) == []


def test_an_unfinished_build_is_started_anew(small: Place, tmp_path: Path) -> None:
    """A mark of death in the work folder, with half a page in it, does not reach the next site."""
    build_site(small)
    (small.build / "work" / "unfinished").touch()
    (small.build / "work" / "html" / "index.html").write_text("half")
    note(small).write_text(note(small).read_text("utf-8") + "\nEncore une phrase.\n", "utf-8")
    assert build_site(small).built
    clean = Place(small.kb, small.docs, tmp_path / "clean")
    build_site(clean)
    assert differences(clean.site, small.site) == []
