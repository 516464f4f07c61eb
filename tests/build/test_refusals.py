"""What the machine refuses, or a person stops, is said in a line; the site that was there stays whole."""

from __future__ import annotations

import resource
import signal
import subprocess
import time
from pathlib import Path

import pytest
from places import command, differences, run, small_place, tree

from nq57 import exchange
from nq57.build import Place, hold


@pytest.fixture
def small(tmp_path: Path) -> Place:
    """A small place that a test may write to."""
    return small_place(tmp_path)


def edit(place: Place) -> None:
    """Change a note."""
    path = place.kb / "documents" / "57-nq-tw.md"
    path.write_text(f"{path.read_text('utf-8')}\nUne phrase de plus.\n", "utf-8")


def test_without_room_the_old_site_stays(small: Place) -> None:
    """Files cannot grow beyond some size: one line says so, exit code 1, and with room all is well again."""
    assert run(small).returncode == 0
    before = tree(small.site)
    edit(small)
    for room, jobs in ((2_000, "1"), (30_000, "3"), (400_000, "1")):
        limits = (resource.RLIMIT_FSIZE, (room, room))
        build = subprocess.Popen(
            command(small, "--jobs", jobs),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            preexec_fn=lambda limits=limits: resource.setrlimit(*limits),
        )
        said, _ = build.communicate()
        assert build.returncode == 1
        assert "File too large" in said
        assert "Traceback" not in said, said
        assert differences(before, tree(small.site)) == []
    assert run(small).returncode == 0
    clean = Place(small.kb, small.docs, small.build.with_name("clean"))
    assert run(clean).returncode == 0
    assert differences(tree(clean.site), tree(small.site)) == []


def test_a_place_that_cannot_be_written_is_named(small: Place) -> None:
    """A file where the folder should be, a folder that nobody can make, a site of somebody else."""
    small.build.write_text("a file")
    nobody = Place(small.kb, small.docs, Path("/proc/nq57"))
    foreign = Place(small.kb, small.docs, small.build.with_name("foreign"))
    foreign.site.mkdir(parents=True)
    (foreign.site / "mine.txt").write_text("mine")
    for place, words in (
        (small, f"{small.build}"),
        (nobody, "/proc/nq57"),
        (foreign, "was not made by nq57; remove it, or give another folder with --build"),
    ):
        ended = run(place)
        assert (ended.returncode, ended.stdout) == (2, "")
        assert ended.stderr.startswith("nq57: ")
        assert words in ended.stderr
        assert len(ended.stderr.splitlines()) == 1
    assert (foreign.site / "mine.txt").read_text() == "mine"


@pytest.mark.parametrize(("name", "code"), [("SIGINT", 130), ("SIGTERM", 143)])
def test_an_interrupted_build_says_so(small: Place, name: str, code: int) -> None:
    """One line and the usual exit code; the next build is as if nothing had been."""
    build = subprocess.Popen(command(small, "--jobs", "3"), stderr=subprocess.PIPE, text=True)
    while not small.own("work").exists():
        time.sleep(0.001)
    build.send_signal(signal.Signals[name])
    _, said = build.communicate()
    assert (build.returncode, said) == (code, "nq57: interrupted; what was there before is whole\n")
    assert not small.site.exists()
    assert run(small).returncode == 0


def test_of_two_builds_one_waits(small: Place) -> None:
    """Started together on one place: both end well, with one whole site."""
    together = [
        subprocess.Popen(command(small), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    said = [build.communicate() for build in together]
    assert [build.returncode for build in together] == [0, 0], said
    assert sorted(out.split()[0] for out, _ in said) == ["built", "nothing"]
    assert "waiting for its end" in "".join(err for _, err in said)


def test_who_waits_says_so_once(small: Place) -> None:
    """The call comes before the wait, and only where there is one."""
    said: list[str] = []
    with hold(small, lambda: said.append("waiting")):
        build = subprocess.Popen(command(small), stderr=subprocess.PIPE, text=True)
        assert build.stderr
        assert "waiting" in build.stderr.readline()
    assert build.communicate()[1] == ""
    assert (said, build.returncode) == ([], 0)


def test_where_names_cannot_be_exchanged_the_old_site_steps_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two renames do what one exchange does elsewhere, and a death between them is mended."""
    monkeypatch.setattr(exchange, "exchanged", lambda *_: False)
    new, site, aside = tmp_path / "new", tmp_path / "site", tmp_path / "aside"
    for turn in ("first", "second"):
        new.mkdir()
        (new / "page").write_text(turn)
        exchange.put(new, site, aside)
        assert tree(tmp_path) == {"site/page": turn.encode()}
    site.rename(aside)
    exchange.recover(site, aside)
    assert tree(tmp_path) == {"site/page": b"second"}
    with pytest.raises(FileNotFoundError):
        exchange.put(new, site, aside)
    assert tree(tmp_path) == {"site/page": b"second"}


def test_an_exchange_renames_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the file system can exchange names, there is no moment without a site."""
    monkeypatch.delattr(Path, "rename")
    new, site = tmp_path / "new", tmp_path / "site"
    for folder in (new, site):
        folder.mkdir()
        (folder / "page").write_text(folder.name)
    exchange.put(new, site, tmp_path / "aside")
    assert tree(tmp_path) == {"site/page": b"new"}
