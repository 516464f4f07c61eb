"""Whatever was done to the files, in whatever order, an incremental build ends as a clean one does."""

from __future__ import annotations

from pathlib import Path

import pytest
from edits import Editor
from places import ROUNDS, differences, run, small_place, tree

from nq57.build import Place, build_site

STEPS = 5


@pytest.mark.parametrize("seed", range(ROUNDS or 3))
def test_a_sequence_of_edits_ends_as_a_clean_build_does(tmp_path: Path, seed: int) -> None:
    """A few random edits with a build after each: same problems, same bytes, and a failure changes none.

    The clean build is made by another process, which remembers nothing.
    """
    place = small_place(tmp_path / "place")
    editor = Editor(place, seed)
    done: list[str] = []
    for _ in range(STEPS):
        before = tree(place.site)
        if built(place, editor.language, jobs=1 + seed % 2)[0]:
            assert differences(before, tree(place.site)) == [], done
        done.append(editor.edit())
    code, told = built(place, editor.language, jobs=1)
    clean = Place(place.kb, place.docs, tmp_path / "clean")
    ended = run(clean, "--language", editor.language)
    assert ended.returncode == code, (done, told, ended)
    if code:
        assert told == sorted(ended.stdout.splitlines()), done
    else:
        assert differences(tree(clean.site), tree(place.site)) == [], done


def built(place: Place, language: str, jobs: int) -> tuple[int, list[str]]:
    """Build here, or in a process of its own in another language: return the exit code and what was told."""
    if language != "fr":
        ended = run(place, "--language", language, "--jobs", str(jobs))
        return ended.returncode, sorted(ended.stdout.splitlines())
    result = build_site(place, language, jobs)
    told = [f"{place.kb}/{problem}" for problem in result.problems]
    return int(result.failed), sorted([*told, *result.warnings])
