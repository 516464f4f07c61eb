"""A note that is started has the right name and every key, and is not finished until it is completed."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nq57 import new
from nq57.notes import read_note
from nq57.text import nfc, squeeze
from tinykb import TinyKb

FOLDERS = ("people", "findings", "platforms")


@pytest.fixture
def kb(tiny: TinyKb) -> TinyKb:
    """Return the tiny knowledge base with a folder for every kind of note."""
    for folder in FOLDERS:
        (tiny.root / folder).mkdir()
    return tiny


@pytest.mark.parametrize(
    ("kind", "name", "province", "path", "number"),
    [
        ("resolution", "71/NQ-CP", "", "documents/71-nq-cp.md", "71/NQ-CP"),
        ("plan", " 12-KH/TU ", "hung-yen", "documents/hung-yen-12-kh-tu.md", "12-KH/TU"),
        ("document", "3-KH/TW", "", "documents/3-kh-tw.md", "3-KH/TW"),
        ("plan", "Plan d'action 2025", "", "documents/plan-d-action-2025.md", ""),
    ],
)
def test_document_by_number_or_name(
    kb: TinyKb, kind: str, name: str, province: str, path: str, number: str
) -> None:
    """A number goes into the file name and the note; a name with a year in it is no number."""
    assert new.write(kb.root, kind, name, province) == kb.root / path
    (note,) = (note for note in kb.folder().kb.notes.values() if note.path == path)
    assert getattr(note, "number", None) == number
    assert note.province == province
    assert getattr(note, "type", None) == ("" if kind == "document" else kind)


@pytest.mark.parametrize("kind", new.KINDS)
def test_started_note_asks_to_be_completed_and_nothing_else(kb: TinyKb, kind: str) -> None:
    """What is told of a started note is an empty value or its prose to write: never a missing key."""
    new.write(kb.root, kind, "Một tên mới")
    codes = {line.split(": ")[1] for line in kb.problems()}
    assert "empty-note" in codes
    assert codes <= {"empty-note", "bad-value"}


@pytest.mark.parametrize(
    ("kind", "name", "province", "message"),
    [
        ("persn", "Ana", "", "kind 'persn': write one of document, organisation"),
        ("plan", "12-QN/TU", "", "number '12-QN/TU': unknown kind 'QN' (did you mean 'NQ'?)"),
        ("plan", "12-kh/tu", "", "write '12-KH/TU'"),
        ("person", "…", "", "no letter or digit"),
        ("person", "An\u202ea", "", "a hidden character (U+202E RIGHT-TO-LEFT OVERRIDE) in the name"),
        ("plan", "12-KH/\u0422U", "", "'\u0422' is U+0422 CYRILLIC CAPITAL LETTER TE"),
        ("person", "Ana", "../provinces/hung-yen", "province '../provinces/hung-yen'"),
        ("person", "Ana", "hue", "province 'hue': write the name of a file"),
        ("document", "57-NQ/TW", "", "57-nq-tw.md exists already"),
        ("person", "Politburo", "", "organisations/politburo.md exists already"),
    ],
)
def test_note_that_cannot_be_started(kb: TinyKb, kind: str, name: str, province: str, message: str) -> None:
    """The reason is said, and no file is made or changed."""
    before = {path: path.read_bytes() for path in kb.root.rglob("*") if path.is_file()}
    with pytest.raises(new.NewNoteError) as caught:
        new.write(kb.root, kind, name, province)
    assert message in str(caught.value)
    assert {path: path.read_bytes() for path in kb.root.rglob("*") if path.is_file()} == before


def test_name_cannot_lead_out_of_the_folder(kb: TinyKb) -> None:
    """Dots and slashes of a name are not those of a path."""
    assert new.write(kb.root, "person", "../../etc/passwd") == kb.root / "people" / "etc-passwd.md"


def test_folder_that_is_not_one_of_notes_is_told(kb: TinyKb) -> None:
    """A wrong ``--kb`` is named, and nothing is made there."""
    (kb.root / "people").rmdir()
    with pytest.raises(new.NewNoteError, match="is --kb the folder of notes"):
        new.write(kb.root, "person", "Ana")


NAMES = st.text(st.characters(codec="utf-8"), max_size=40) | st.text(
    "ab/\\.: -é'\"#\n\t[]{}&*!|>%@`", max_size=20
)


@given(st.sampled_from(new.KINDS), NAMES, NAMES)
def test_whatever_the_name_nothing_is_lost(kind: str, name: str, other: str) -> None:
    """A note is started inside its folder with the whole name, or refused; what was there stays as it was."""
    with TemporaryDirectory() as folder:
        tiny = TinyKb.below(Path(folder))
        for more in FOLDERS:
            (tiny.root / more).mkdir()
        for asked in (name, other, name):
            before = {path: path.read_bytes() for path in tiny.root.rglob("*") if path.is_file()}
            try:
                made = new.write(tiny.root, kind, asked)
            except new.NewNoteError:
                made = None
            after = {path: path.read_bytes() for path in tiny.root.rglob("*") if path.is_file()}
            assert set(after) - set(before) == ({made} if made else set())
            assert {path: after[path] for path in before} == before
            if made:
                path = made.relative_to(tiny.root).as_posix()
                note, problems = read_note(path, after[made])
                assert {problem.code.value for problem in problems} <= {"bad-value"}
                written = getattr(note, "title", None) or getattr(note, "name", None)
                assert written is None or written.fr == squeeze(nfc(asked))
