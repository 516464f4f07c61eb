"""What a build wrote is read again only where it was touched; whatever touches it is noticed."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from nq57.sums import Sums, digest, files


def settled(home: Path, folder: Path) -> str:
    """Keep the sums of a folder in a file, long enough after it was written; return the sum of all."""
    time.sleep(0.05)
    sums = Sums(home)
    found = digest(sums.listing(folder))
    sums.keep()
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a page in a folder of its own."""
    (tmp_path / "site" / "a").mkdir(parents=True)
    (tmp_path / "site" / "a" / "x.html").write_text("first")
    (tmp_path / "site" / "b.html").write_text("other")
    return tmp_path / "site"


def test_what_nobody_touched_is_not_read_again(folder: Path, tmp_path: Path) -> None:
    """The sum that was kept counts: here one that no reading would give."""
    before = settled(tmp_path / "sums", folder)
    path = tmp_path / "sums"
    (known,) = (sums.of(file, looks) for sums in [Sums(path)] for name, file, looks in files(folder)[:1])
    path.write_text(path.read_text().replace(known, "0" * 64))
    assert digest(Sums(path).listing(folder)) != before
    path.unlink()
    assert digest(Sums(path).listing(folder)) == before


def rewrite(path: Path) -> None:
    """Write other bytes of the same length."""
    path.write_text("FIRST")


def rewrite_in_secret(path: Path) -> None:
    """Write other bytes of the same length, and put the time back."""
    looks = path.stat()
    path.write_text("FIRST")
    os.utime(path, ns=(looks.st_atime_ns, looks.st_mtime_ns))


def swap(path: Path) -> None:
    """Put another file of the same size and time in its place."""
    other, looks = path.with_name("other"), path.stat()
    other.write_text("FIRST")
    os.utime(other, ns=(looks.st_atime_ns, looks.st_mtime_ns))
    other.replace(path)


def link(path: Path) -> None:
    """Put a link in its place."""
    path.unlink()
    path.symlink_to("b.html")


@pytest.mark.parametrize("change", [rewrite, rewrite_in_secret, swap, link, Path.unlink])
def test_whatever_touches_a_file_is_noticed(
    folder: Path, tmp_path: Path, change: Callable[[Path], None]
) -> None:
    """The sum of all is another one, as it is for one who knows nothing."""
    before = settled(tmp_path / "sums", folder)
    change(folder / "a" / "x.html")
    known, anew = (Sums(tmp_path / name).listing(folder) for name in ("sums", "none"))
    assert digest(known) == digest(anew) != before


@pytest.mark.parametrize("told", ["", "[]", "{", '{"x": 1}', '{"x": [1, 2]}', "\x00"])
def test_sums_that_cannot_be_read_are_none(folder: Path, tmp_path: Path, told: str) -> None:
    """A file that was cut off or is another program's counts for nothing."""
    (tmp_path / "sums").write_text(told)
    known, anew = (Sums(tmp_path / name).listing(folder) for name in ("sums", "none"))
    assert known == anew


def test_a_change_in_the_tick_of_the_sum_is_noticed(folder: Path, tmp_path: Path) -> None:
    """The sum of a file that was written just now is not kept: it may change without a trace."""
    sums = Sums(tmp_path / "sums")
    sums.listing(folder)
    ahead = time.time_ns() + 10**9
    sums.asked = {(*stamp[:3], ahead): found for stamp, found in sums.asked.items()}
    sums.keep()
    assert (tmp_path / "sums").read_text() == "[]"


def test_a_name_more_and_a_folder_renamed_are_no_news(folder: Path, tmp_path: Path) -> None:
    """The sum of a file is known by its looks, under whatever name."""
    sums = Sums(tmp_path / "sums")
    (tmp_path / "more.html").hardlink_to(folder / "b.html")
    found = sums.listing(folder)
    folder.rename(tmp_path / "moved")
    sums.asked = dict.fromkeys(sums.asked, "known")
    assert set(sums.listing(tmp_path / "moved").values()) == {"known"}
    assert sums.of(f"{tmp_path}/more.html", (tmp_path / "more.html").lstat()) == "known"
    assert found


def test_a_file_that_a_twin_holds_too_is_not_looked_at_again(folder: Path, tmp_path: Path) -> None:
    """It has the sum that was found under its other name; all else is looked at."""
    sums, twin = Sums(tmp_path / "sums"), tmp_path / "twin"
    twin.mkdir()
    (twin / "b.html").hardlink_to(folder / "b.html")
    (twin / "own.html").write_text("first")
    known = sums.listing(folder)
    sums.asked.clear()
    assert sums.listing(twin, folder) == {"b.html": known["b.html"], "own.html": known["a/x.html"]}
    assert len(sums.asked) == 1
    assert Sums(tmp_path / "none").listing(twin, folder) == sums.listing(twin)
