"""A build may be killed at any moment: what is there is whole, and the next build is as a clean one."""

from __future__ import annotations

import random
import subprocess
import time

import pytest
from edits import NOTE
from places import ROUNDS, command, differences, run, small_place, tree

from nq57.build import Place

Tree = dict[str, bytes]


def write(place: Place, turn: int) -> None:
    """Write the notes of one of two states: some have other words, some are here in one state alone."""
    for old in (place.kb / "documents").glob("made-*.md"):
        old.unlink()
    for number in range(60 + 2 * turn, 72 + 2 * turn):
        facts = {"number": f"{number}-NQ/TW", "title": "Résolution", "month": 1, "status": "issued"}
        text = NOTE.format(**facts, task=f"Tâche {turn}", prose=f"Elle suit {number - 9 - turn}-NQ/TW.")
        (place.kb / "documents" / f"made-{number}.md").write_text(text, "utf-8")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A place for all kills."""
    return small_place(tmp_path_factory.mktemp("kills"))


@pytest.fixture(scope="module")
def states(place: Place) -> tuple[Tree, Tree]:
    """The sites of the two states, built from nothing; the second stands in the place."""
    found = []
    for turn, build in ((0, place.build.with_name("first")), (1, place.build)):
        write(place, turn)
        beside = Place(place.kb, place.docs, build)
        assert run(beside).returncode == 0
        found.append(tree(beside.site))
    assert differences(*found)
    return found[0], found[1]


@pytest.fixture(scope="module")
def length(place: Place, states: tuple[Tree, Tree]) -> float:
    """How long a build takes here, in seconds."""
    write(place, 0)
    started = time.monotonic()
    assert run(place).returncode == 0
    return time.monotonic() - started


@pytest.mark.parametrize("seed", range(ROUNDS or 4))
def test_a_killed_build_leaves_a_whole_site(
    place: Place, states: tuple[Tree, Tree], length: float, seed: int
) -> None:
    """Killed somewhere between its first and its last moment, with its workers at work.

    The site is the old one or the new one; nothing holds up the next build, which makes the new one.
    """
    old = tree(place.site)
    turn = int(differences(old, states[0]) == [])
    write(place, turn)
    build = subprocess.Popen(command(place, "--jobs", "3"), stdout=subprocess.DEVNULL)
    time.sleep(random.Random(seed).uniform(0, length))
    build.kill()
    build.wait()
    left = tree(place.site)
    assert left in (old, states[turn])
    ended = run(place)
    assert ended.returncode == 0, ended
    assert differences(tree(place.site), states[turn]) == []
