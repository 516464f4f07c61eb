"""A build is all or nothing, does nothing when nothing changed, and ends the same by every way."""

from __future__ import annotations

from pathlib import Path

import pytest
from edits import png
from places import differences, small_place, tree

from nq57.build import Place, build_site


@pytest.fixture
def small(tmp_path: Path) -> Place:
    """A small place that a test may write to."""
    return small_place(tmp_path)


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
    before = tree(small.site)
    good = note(small).read_text("utf-8")
    note(small).write_text(good.replace("kind:", "knid:", 1), "utf-8")
    result = build_site(small)
    assert [problem.path for problem in result.problems][:1] == [note(small).relative_to(small.kb).as_posix()]
    assert differences(before, tree(small.site)) == []
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
    assert differences(tree(clean.site), tree(small.site)) == []


def test_a_look_changed_and_changed_back_is_drawn_anew(small: Place) -> None:
    """The same process draws a style twice: the sum in its address is that of each time."""
    build_site(small)
    first, style = tree(small.site), small.docs / "_static" / "site.css"
    # Pages that only lead on have no style.
    styled = [name for name, page in first.items() if name.endswith(".html") and b"site.css" in page]
    kept = style.read_bytes()
    style.write_bytes(kept + b"/* other */")
    assert build_site(small).built
    assert differences(first, tree(small.site)) == sorted(["_static/site.css", *styled])
    style.write_bytes(kept)
    assert build_site(small).built
    assert differences(first, tree(small.site)) == []


def test_pictures_of_one_name_are_kept_apart(small: Place) -> None:
    """Two folders have a picture of one name: each page shows its own, whatever was built first."""
    for folder, grey in (("documents", 1), ("guide", 2)):
        (small.kb / folder / "a.png").write_bytes(png(grey))
        page = small.kb / folder / "index.md"
        page.write_text(page.read_text("utf-8") + "\n![Image](a.png)\n", "utf-8")
        assert build_site(small).built
    shown = {(small.site / "_images" / name).read_bytes() for name in pictures(small)}
    assert shown == {png(1), png(2)}
    (small.kb / "guide" / "a.png").write_bytes(png(3))
    assert build_site(small).built
    assert png(3) in {(small.site / "_images" / name).read_bytes() for name in pictures(small)}


def pictures(place: Place) -> list[str]:
    """Return the names of the pictures of a site."""
    return [path.name for path in (place.site / "_images").iterdir()]
