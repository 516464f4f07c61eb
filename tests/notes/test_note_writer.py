"""Writing a note: what is written reads back as the same note."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nq57.letters import hidden
from nq57.model import KINDS, UNKNOWN, Alias, Document, Figure, Names, Note, Record, Shape, shapes
from nq57.notes import read_note, write_note
from nq57.text import Date, is_calendar_date, nfc

TEXTS = (
    st.text(st.characters(blacklist_categories=["Cc", "Cs"], whitelist_characters="\n"), max_size=30)
    .map(lambda text: nfc(text).strip())
    .filter(lambda text: text not in ("", UNKNOWN) and not hidden(text))
)
IDS = st.from_regex(r"[a-z0-9]{1,5}(-[a-z0-9]{1,5}){0,2}", fullmatch=True).filter(
    lambda word: word != UNKNOWN
)
REFS = IDS | st.builds("{}#{}".format, IDS, IDS)
DATES = st.builds(Date, st.integers(1, 9999), st.integers(0, 12), st.integers(0, 31)).filter(
    lambda date: is_calendar_date(date.year, date.month, date.day)
)
NAMES = st.builds(Names, fr=TEXTS, vi=TEXTS | st.just(""), en=TEXTS | st.just(""))
FORMS: dict[str, st.SearchStrategy[Any]] = {
    "text": TEXTS,
    "word": TEXTS,
    "number": TEXTS,
    "names": NAMES,
    "date": DATES,
    "ref": REFS,
    "words": st.lists(TEXTS, min_size=1, max_size=3).map(tuple),
    "refs": st.lists(REFS, min_size=1, max_size=3).map(tuple),
    "decimal": st.from_regex(r"-?[0-9]{1,6}(\.[0-9]{1,3})?", fullmatch=True),
    "aliases": st.lists(st.builds(Alias, TEXTS, IDS | st.just("")), max_size=2).map(tuple),
}


def values(key: str, shape: Shape) -> st.SearchStrategy[Any]:
    """Return what may stand in a field."""
    if shape.record:
        return st.lists(records(shape.record), max_size=2).map(tuple)
    return IDS if key == "id" else FORMS[shape.form]


def fields_of(record: type[Note] | type[Record]) -> st.SearchStrategy[dict[str, Any]]:
    """Return the fields of a kind of note or record: those that must be there, and some others."""
    found = {name: (shape, values(key, shape)) for key, (name, shape) in shapes(record).items()}
    return st.fixed_dictionaries(
        {name: value for name, (shape, value) in found.items() if shape.required},
        optional={name: value for name, (shape, value) in found.items() if not shape.required},
    )


def records(record: type[Record]) -> st.SearchStrategy[Record]:
    """Return records with any values."""
    return fields_of(record).map(lambda found: record(**found))


def notes(kind: type[Note]) -> st.SearchStrategy[Note]:
    """Return notes of a kind with any values and any prose."""
    bodies = st.text(st.characters(blacklist_categories=["Cc", "Cs"], whitelist_characters="\n\t"))
    bodies = bodies.map(nfc).filter(lambda text: not hidden(text))
    return st.builds(
        lambda found, body: kind(id="a", path=f"{kind.folder}/a.md", body=body, **found),
        fields_of(kind),
        bodies,
    )


def bare(value: Any) -> Any:
    """Return a note or record with all its lines at 0."""
    if isinstance(value, Alias):
        return replace(value, line=0)
    if not isinstance(value, Note | Record):
        return value
    names = [name for name, shape in shapes(type(value)).values() if shape.form in ("records", "aliases")]
    changes: dict[str, Any] = {name: tuple(bare(item) for item in getattr(value, name)) for name in names}
    changes["body_line" if isinstance(value, Note) else "line"] = 0
    return replace(value, **changes)


@given(st.one_of([notes(kind) for kind in KINDS]))
def test_what_is_written_reads_the_same(note: Note) -> None:
    """Any note, of any kind, comes back equal and without a problem."""
    again, problems = read_note(note.path, write_note(note).encode())
    assert problems == ()
    assert bare(again) == bare(note)


@given(notes(Document))
def test_writing_again_changes_nothing(note: Note) -> None:
    """The text that is written is settled: read and written again, it is the same to the letter."""
    text = write_note(note)
    again, _ = read_note(note.path, text.encode())
    assert again is not None
    assert write_note(again) == text


def test_what_is_not_known_is_left_out_or_said_unknown() -> None:
    """Keys that must be there say ``unknown``; the others, an empty unit too, are not written."""
    figure = Figure(id="f1", title=Names("Part"), value="44.05")
    note = Document(
        id="a", path="documents/a.md", title=Names("Plan"), type="plan", figures=(figure,), body="P.\n"
    )
    assert write_note(note) == (
        "---\nkind: document\ntitle: Plan\nfigures:\n- id: f1\n  title: Part\n  value: '44.05'\n"
        "  comparator: equal\ntype: plan\nissuer: unknown\ndate: unknown\nstatus: unknown\n---\nP.\n"
    )


@pytest.mark.parametrize(
    "text", ["0123", "no", "~", "12:30", "1e3", "a: b", "# x", "- x", "'", '"', "\\0", "a\n---\nb"]
)
def test_text_that_yaml_would_change_comes_back(text: str) -> None:
    """What looks like a number, a truth value, a time or YAML itself is kept as text."""
    note = Document(id="a", path="documents/a.md", title=Names(text), type="plan")
    again, problems = read_note(note.path, write_note(note).encode())
    assert problems == ()
    assert again is not None
    assert again.title.fr == text
