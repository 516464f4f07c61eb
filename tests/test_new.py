"""A note that is started has the right name and every key, and is not finished until it is completed."""

from __future__ import annotations

import io
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nq57 import new
from nq57.cli import DONE, main
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


GIVEN = {
    "title": "Résolution d'essai",
    "title-en": "Trial resolution",
    "issuer": "politburo",
    "date": "2025-03",
}


def test_what_is_given_stands_in_a_valid_note(kb: TinyKb) -> None:
    """With its prose, a note made from flags alone passes the check; one quote carries all facts."""
    known = new.Known(
        {**GIVEN, "status": "issued", "source": "gazette"}, inferred="Essai.", prose="Une résolution d'essai."
    )
    new.write(kb.root, "resolution", "71/NQ-CP", known=known)
    assert kb.problems() == []
    note = kb.folder().kb.notes["71-nq-cp"]
    assert (note.title.fr, note.title.en, note.source) == (
        "Résolution d'essai",
        "Trial resolution",
        "gazette",
    )
    assert note.quotes[0].of == ("number", "issuer", "date", "status")


@pytest.mark.parametrize(
    ("key", "text", "message"),
    [
        ("status", "publié", "status 'publié' is unknown (did you mean 'issued'?)"),
        ("date", "13/03/2025", "date '13/03/2025': no such date; write YYYY-MM-DD"),
        (
            "issuer",
            "politbureau",
            "issuer 'politbureau' names no note of organisations/ (did you mean 'politburo'?)",
        ),
        ("source", "index", "source 'index' names no note of sources/; write one of gazette"),
        ("titel", "x", "'titel' is no key of a document (did you mean 'title'?)"),
        ("title", "58-QÐ/TW", "write 'Đ'"),
    ],
)
def test_what_the_check_would_refuse_is_refused_at_once(
    kb: TinyKb, key: str, text: str, message: str
) -> None:
    """A wrong value says what would be right, and no note is started."""
    with pytest.raises(new.NewNoteError) as caught:
        new.write(kb.root, "resolution", "71/NQ-CP", known=new.Known({key: text}))
    assert message in str(caught.value)
    assert not (kb.root / "documents" / "71-nq-cp.md").exists()


def test_questions_are_asked_until_the_answer_is_right(kb: TinyKb) -> None:
    """What no flag gives is asked; a wrong answer is told and asked again; an empty one leaves it unknown."""
    answers = iter(["", "", "polit", "politburo", "", "issued", "gazette", "Le 13 mars 2025", "Un essai."])
    asked: list[str] = []

    def ask(question: str) -> str:
        asked.append(question)
        return next(answers) + "\n"

    start = (kb.root, "resolution", "71/NQ-CP", "")
    known = new.interview(*start, new.Known({"title": "Essai"}), ask)
    assert known.values == {"title": "Essai", "issuer": "politburo", "status": "issued", "source": "gazette"}
    assert (known.quote, known.prose) == ("Le 13 mars 2025", "Un essai.")
    assert "issuer 'polit' names no note of organisations/" in asked[3]
    assert next(answers, None) is None
    new.write(*start, known)
    assert kb.folder().kb.notes["71-nq-cp"].certainty("status") == "stated"


def test_command_takes_flags_and_asks_when_told(
    kb: TinyKb, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Flags and answers meet in one note, and what is left to do is told for this note alone."""
    monkeypatch.setattr("sys.stdin", io.StringIO("\n\n\n\nissued\n\n\n\n\n"))
    (kb.root / "people" / "empty.md").write_text("")
    command = ["--kb", str(kb.root), "new", "resolution", "71/NQ-CP", "--ask", "--issuer", "politburo"]
    assert main(command) == DONE
    out = capsys.readouterr().out
    path = kb.root / "documents" / "71-nq-cp.md"
    assert f"{path.as_posix()}:" in out.splitlines()[0]
    assert "empty-note" in out
    assert "empty.md" not in out
    text = path.read_text("utf-8")
    assert "issuer: politburo" in text
    assert "status: issued" in text
