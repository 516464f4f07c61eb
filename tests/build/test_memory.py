"""What a build remembers of the notes changes nothing of what the next one finds in them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from edits import NOTE, Editor
from places import ROUNDS, small_place

from nq57.checked import read_checked
from nq57.memory import Memory, keep_seen

STEPS = 12


@pytest.mark.parametrize("seed", range(ROUNDS or 2))
def test_with_a_memory_the_same_is_found(tmp_path: Path, seed: int) -> None:
    """After each of some random edits: the same problems, and the same citations."""
    place, path = small_place(tmp_path / "place"), tmp_path / "memory"
    editor = Editor(place, seed)
    for _ in range(STEPS):
        editor.edit()
        memory = Memory.read(path)
        fresh, remembered = read_checked(place.kb), read_checked(place.kb, memory)
        assert remembered.problems == fresh.problems
        assert remembered.citings == fresh.citings
        if not fresh.problems:
            memory.keep(path, fresh.folder, fresh.facts, fresh.world, fresh.citings)
        # Words are of the engine: with others a build works in another folder, and remembers nothing.
        if editor.kept and editor.kept[-1][0].parent.name == "vocabulary":
            shutil.rmtree(path, ignore_errors=True)


def test_a_heading_that_goes_is_missed_by_a_note_that_stays(tmp_path: Path) -> None:
    """A link to a heading is looked at again where the note that it leads to has other words."""
    kb = small_place(tmp_path).kb
    one, other = (kb / "documents" / name for name in ("57-nq-tw.md", "made-60.md"))
    facts = {"number": "60-NQ/TW", "title": "Résolution", "month": 1, "status": "issued", "task": "Tâche"}
    other.write_text(NOTE.format(**facts, prose="[Suite](57-nq-tw.md#partie)"), "utf-8")
    one.write_text(f"{one.read_text('utf-8')}\n## Partie\n\nMots.\n", "utf-8")
    first = read_checked(kb)
    assert not first.problems
    path = tmp_path / "memory"
    Memory().keep(path, first.folder, first.facts, first.world, first.citings)
    assert Memory.read(path).citings(first.folder, first.world) == first.citings
    one.write_text(one.read_text("utf-8").replace("## Partie", "## Autre"), "utf-8")
    again = read_checked(kb, Memory.read(path))
    assert [problem for problem in again.problems if "#partie" in problem.message]
    assert again.problems == read_checked(kb).problems


def test_a_memory_that_was_touched_is_none(tmp_path: Path) -> None:
    """A part that was cut off, or is another program's, counts for nothing: it is not even looked into."""
    kb, path = small_place(tmp_path).kb, tmp_path / "memory"
    first = read_checked(kb)
    Memory().keep(path, first.folder, first.facts, first.world, first.citings)
    assert set(Memory.read(path).notes) == {note.path for note in first.kb.notes.values()}
    for part in path.iterdir():
        part.write_bytes(part.read_bytes()[:-1] + b"x")
    assert Memory.read(path) == Memory() == Memory.read(tmp_path / "none")


def test_an_edit_writes_a_part_anew(tmp_path: Path) -> None:
    """What one note says is not written again for another; a note that is gone is forgotten."""
    kb, path = small_place(tmp_path).kb, tmp_path / "memory"

    def keep() -> set[str]:
        before = {part.name: part.stat().st_mtime_ns for part in path.glob("*")}
        memory, found = Memory.read(path), read_checked(kb)
        memory.keep(path, found.folder, found.facts, found.world, found.citings)
        assert set(Memory.read(path).notes) == {note.path for note in found.kb.notes.values()}
        return {
            part.name for part in path.glob("notes-*") if before.get(part.name) != part.stat().st_mtime_ns
        }

    assert len(keep()) > 1
    assert keep() == set()
    note = kb / "documents" / "57-nq-tw.md"
    note.write_text(f"{note.read_text('utf-8')}\nEt une phrase.\n", "utf-8")
    assert len(keep()) == 1


def test_what_the_build_has_just_read_is_not_read_again(tmp_path: Path) -> None:
    """A file that was seen as it was kept is the note that was kept; another sum, and it is read."""
    kb, path = small_place(tmp_path).kb, tmp_path / "memory"
    first = read_checked(kb)
    Memory().keep(path, first.folder, first.facts, first.world, first.citings)
    seen = {read.note.path: read.sum for read in first.folder.read.values()}
    note = kb / "documents" / "57-nq-tw.md"
    note.write_text("changed since", "utf-8")
    keep_seen(path, seen)
    assert read_checked(kb, Memory.read(path)).folder.read == first.folder.read
    keep_seen(path, seen | {"documents/57-nq-tw.md": "another"})
    assert read_checked(kb, Memory.read(path)).problems == read_checked(kb).problems != ()


def test_what_was_derived_is_kept_with_what_it_was_derived_from(tmp_path: Path) -> None:
    """It is not written again for the same facts, and is replaced by what others tell."""
    path = tmp_path / "memory"
    path.mkdir()
    Memory().keep_derived(path, "facts", {"note": [1]})
    kept = Memory.read(path)
    assert kept.derived == ("facts", {"note": [1]})
    kept.keep_derived(path, "facts", "not written")
    assert Memory.read(path).derived == kept.derived
    kept.keep_derived(path, "other", None)
    assert Memory.read(path).derived == ("other", None)
