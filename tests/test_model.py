"""The records and their shapes: the one description of a note that everything else goes by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import FrozenInstanceError, fields

import pytest

from nq57.model import (
    KINDS,
    Certainty,
    Document,
    KnowledgeBase,
    Names,
    Note,
    Organisation,
    Quote,
    Record,
    Relation,
    Shape,
    Task,
    shape_of,
    shapes,
    walk,
)
from nq57.text import Date

FORMS = {"text", "word", "names", "date", "number", "words", "ref", "refs", "aliases", "decimal", "records"}


def all_shapes(record: type[Note] | type[Record]) -> Iterator[tuple[str, str, Shape]]:
    """Yield (record, key, shape) of a kind and of the records in it."""
    for key, (_, shape) in shapes(record).items():
        yield record.__name__, key, shape
        if shape.record:
            yield from all_shapes(shape.record)


SHAPES = sorted({shape for kind in KINDS for shape in all_shapes(kind)}, key=lambda found: found[:2])


@pytest.mark.parametrize(
    ("record", "key", "shape"), SHAPES, ids=lambda part: part if isinstance(part, str) else ""
)
def test_shape_says_all_that_its_readers_need(record: str, key: str, shape: Shape) -> None:
    """A known form, a sentence of help, a list for a word, kinds that exist, a class for records."""
    assert shape.form in FORMS
    assert shape.help.endswith((".", "`."))
    assert (shape.form == "word") == bool(shape.vocabulary)
    assert (shape.form == "records") == bool(shape.record)
    assert set(shape.kinds) <= {kind.kind for kind in KINDS}
    assert "_" not in key


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
def test_every_field_of_a_note_is_written_or_known_from_its_place(kind: type[Note]) -> None:
    """Beside the fields with a shape there are only the id, the path, the prose and the lines."""
    plain = {item.name for item in fields(kind) if shape_of(item) is None}
    assert plain == {"id", "path", "lines", "body", "body_line"}


def test_kinds_have_their_own_names_and_folders() -> None:
    """No two kinds of note share a word or a folder."""
    assert len({kind.kind for kind in KINDS}) == len({kind.folder for kind in KINDS}) == len(KINDS)


def note() -> Document:
    """Return a document with a task in it."""
    task = Task(id="t1", title=Names("Agir"), relations=(Relation(type="concerns", to="b"),))
    quotes = (Quote(of=("date", "title.vi"), text="x"), Quote(of=("issuer",), inferred="y"))
    return Document(
        id="a", path="documents/a.md", title=Names("Plan", vi="Kế hoạch"), date=Date(2025), issuer="b",
        tasks=(task,), quotes=quotes,
    )  # fmt: skip


def test_walk_meets_records_inside_records() -> None:
    """The relations of a task are records of its note."""
    assert [(key, type(record).__name__) for key, record in walk(note())] == [
        ("tasks", "Task"),
        ("relations", "Relation"),
        ("quotes", "Quote"),
        ("quotes", "Quote"),
    ]


def test_certainty_follows_the_evidence() -> None:
    """A value is stated, inferred where its quote gives a reason, or unknown."""
    assert note().certainty("date") is Certainty.STATED
    assert note().certainty("issuer") is Certainty.INFERRED
    assert note().certainty("number") is Certainty.UNKNOWN
    assert [quote.text for quote in note().evidence("title.vi")] == ["x"]
    assert note().evidence("status") == ()
    assert [quote.text for quote in note().evidence("date.vi")] == ["x"]
    assert note().evidence("title") == ()


def test_name_is_shown_in_french_where_the_language_is_not_known() -> None:
    """French is the language of the notes."""
    assert [note().title.show(language) for language in ("vi", "fr", "en")] == ["Kế hoạch", "Plan", "Plan"]
    assert list(note().title.items()) == [("vi", "Kế hoạch"), ("fr", "Plan")]


def test_knowledge_base_finds_notes_and_records() -> None:
    """A reference names a note or ``note#record``, nothing else."""
    body = Organisation(id="b", path="organisations/b.md")
    kb = KnowledgeBase({"a": note(), "b": body})
    assert [kb.holds(name) for name in ("a", "a#t1", "b")] == [True, True, True]
    assert [kb.holds(name) for name in ("c", "a#t2", "c#t1", "b#", "#")] == [False] * 5
    assert kb.of(Organisation) == (body,)
    task = kb.record("a#t1")
    assert task is not None
    assert task.title.fr == "Agir"


def test_values_are_frozen() -> None:
    """A note is never changed in place."""
    with pytest.raises(FrozenInstanceError):
        note().id = "b"  # type: ignore[misc]
