"""Whatever was done to the files, in whatever order, an incremental build ends as a clean one does."""

from __future__ import annotations

from pathlib import Path

import pytest
from edits import Editor
from places import ROUNDS, differences, small_place, tree

from nq57.build import Place, Result, build_site

STEPS = 5


def outcome(result: Result) -> tuple[object, ...]:
    """Return what a build says of its notes; the order of Sphinx's warnings is that of its reading."""
    return result.problems, sorted(result.warnings)


@pytest.mark.parametrize("seed", range(ROUNDS or 3))
def test_a_sequence_of_edits_ends_as_a_clean_build_does(tmp_path: Path, seed: int) -> None:
    """A few random edits with a build after each: same problems, same bytes, and a failure changes none."""
    place = small_place(tmp_path / "place")
    editor = Editor(place, seed)
    done: list[str] = []
    for _ in range(STEPS):
        before = tree(place.site)
        result = build_site(place, editor.language, jobs=1 + seed % 2)
        if result.failed:
            assert differences(before, tree(place.site)) == [], (done, result)
        done.append(editor.edit())
    result = build_site(place, editor.language, jobs=1)
    clean = Place(place.kb, place.docs, tmp_path / "clean")
    assert outcome(build_site(clean, editor.language, jobs=1)) == outcome(result), done
    if not result.failed:
        assert differences(tree(clean.site), tree(place.site)) == [], done
