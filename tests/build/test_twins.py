"""The site and the work folder share files: nobody writes into one, and each is as if it stood alone."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from places import differences, small_place, tree

from nq57.build import Place, build_site
from nq57.sums import Sums
from nq57.twins import bare, emptied, follow, gathered, replaced, twin


def write(folder: Path, files: dict[str, str]) -> Path:
    """Write files below a folder."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


def read(folder: Path) -> dict[str, str]:
    """Return what the files below a folder hold."""
    return {name: found.decode() for name, found in tree(folder).items()}


OLD = {"a/x.html": "old", "same.html": "same", "_static/y.css": "style", "gone/z.html": "gone", "f": "file"}
NEW = {"a/x.html": "new", "same.html": "same", "_static/y.css": "STYLE", "gone": "a file now", "f/g": "more"}


def test_a_twin_shares_but_what_a_library_writes_into(tmp_path: Path) -> None:
    """A page is one file with two names; a style is two files."""
    sums, old, new = Sums(tmp_path / "sums"), write(tmp_path / "old", OLD), tmp_path / "new"
    listing = sums.listing(old)
    twin(old, new, listing, sums)
    assert read(new) == OLD
    assert (new / "a/x.html").samefile(old / "a/x.html")
    assert not (new / "_static/y.css").samefile(old / "_static/y.css")
    sums.known, sums.asked = sums.asked, {}
    assert sums.listing(new) == sums.listing(old) == listing == Sums(tmp_path / "none").listing(new)


def test_an_old_tree_follows_the_new_one(tmp_path: Path) -> None:
    """Changed, new and gone files, a folder that is a file now and a file that is a folder."""
    sums = Sums(tmp_path / "sums")
    old, new = write(tmp_path / "old", OLD), write(tmp_path / "new", NEW)
    before, now = sums.listing(old), sums.listing(new)
    kept = (old / "same.html").stat().st_ino
    follow(new, now, old, before, sums)
    assert read(old) == read(new) == NEW
    assert (old / "same.html").stat().st_ino == kept
    assert sums.listing(old) == Sums(tmp_path / "none").listing(old)


def test_trees_are_gathered_with_links_to_what_stood_there(tmp_path: Path) -> None:
    """What has the same bytes is the file of the old site, unless somebody touched it; the rest is copied."""
    sums = Sums(tmp_path / "sums")
    root, more = write(tmp_path / "root", {"a": "one", "b": "two"}), write(tmp_path / "more", {"a": "three"})
    site = write(tmp_path / "site", {"a": "one", "b": "two", "vi/a": "other"})
    there = sums.listing(site)
    (site / "b").write_text("TWO")
    fresh = tmp_path / "fresh"
    gathered({"": (root, sums.listing(root)), "vi": (more, sums.listing(more))}, fresh, site, there, sums)
    assert read(fresh) == {"a": "one", "b": "two", "vi/a": "three"}
    assert (fresh / "a").samefile(site / "a")
    assert [name for name in ("a", "b") if (fresh / name).samefile(root / name)] == []


def test_folders_without_files_go(tmp_path: Path) -> None:
    """Also those that held only such folders, and those that lost the last of their files."""
    for name in ("x/a/b/c", "x/d/e", "y/a", "y/f/g/h"):
        (tmp_path / name).mkdir(parents=True)
    for name in ("x/d/file", "y/f/file"):
        (tmp_path / name).touch()
    bare(tmp_path / "x")
    emptied(tmp_path / "y", ["f/g/h/gone", "f/gone", "f/g/gone", "nowhere/gone", "gone"])
    left = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")}
    assert left == {"x", "x/d", "x/d/file", "y", "y/a", "y/f", "y/f/file"}
    (tmp_path / "x" / "d" / "file").unlink()
    bare(tmp_path / "x")
    assert not (tmp_path / "x").exists()


def test_what_is_replaced_keeps_its_other_name(tmp_path: Path) -> None:
    """The other name goes on showing what the file held."""
    path, other = tmp_path / "folder" / "page", tmp_path / "other"
    replaced(path, b"first")
    other.hardlink_to(path)
    replaced(path, b"second")
    assert (path.read_bytes(), other.read_bytes()) == (b"second", b"first")


@pytest.fixture
def edited(tmp_path: Path) -> Place:
    """A built place, one of whose notes has another title since."""
    place = small_place(tmp_path)
    assert build_site(place).built
    path = place.kb / "documents" / "57-nq-tw.md"
    path.write_text(path.read_text("utf-8").replace("title:", "aliases: [Autre nom]\ntitle:", 1), "utf-8")
    return place


def test_a_build_writes_into_no_file_of_the_site(edited: Place, tmp_path: Path) -> None:
    """Whoever holds on to the files of the old site sees them as they were, style and pages alike."""
    held = Path(shutil.copytree(edited.site, tmp_path / "held", copy_function=os.link))
    before = tree(held)
    assert build_site(edited).built
    assert differences(before, tree(edited.site))
    assert differences(before, tree(held)) == []
    work = next((edited.build / ".nq57" / "work").iterdir()) / "html"
    assert differences(tree(edited.site), tree(work)) == [".buildinfo"]


def test_a_site_that_was_exchanged_holds_no_empty_folder(edited: Place) -> None:
    """It is the folder that the build worked in, where some come and go."""
    assert build_site(edited).built
    assert [path for path in edited.site.rglob("*") if path.is_dir() and not any(path.iterdir())] == []


def test_where_nothing_can_be_exchanged_or_linked_a_site_is_copied(
    edited: Place, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The site is the same, by longer ways."""

    def refused(*_: object) -> None:
        raise OSError("no links here")

    for module in ("exchange", "build"):
        monkeypatch.setattr(f"nq57.{module}.exchanged", lambda *_: False)
    monkeypatch.setattr(os, "link", refused)
    assert build_site(edited).built
    clean = Place(edited.kb, edited.docs, tmp_path / "clean")
    assert build_site(clean).built
    assert differences(tree(clean.site), tree(edited.site)) == []
    assert not build_site(edited).built
