"""Small knowledge bases made in Python, for the analyses."""

from __future__ import annotations

from typing import Any

from nq57 import graph
from nq57.graph import Cited, Finder, Graph
from nq57.model import (
    Document,
    Figure,
    Finding,
    KnowledgeBase,
    Meeting,
    Names,
    Note,
    Office,
    Organisation,
    Person,
    Progress,
    Province,
    Provision,
    Relation,
    Task,
)
from nq57.text import Date, iso_date


def day(text: str) -> Date | None:
    """Return a date of any precision, None for ''."""
    date = iso_date(text) if text else None
    assert bool(date) == bool(text), text
    return date


def _note(kind: type[Any], name: str, values: dict[str, Any]) -> Any:
    for key in ("date", "since", "until"):
        if isinstance(values.get(key), str):
            values[key] = day(values[key])
    links = tuple(relation(word, to) for word, to in values.pop("to", ()))
    return kind(id=name, path=f"{kind.folder}/{name}.md", title=Names(name), relations=links, **values)


def relation(kind: str, to: str, **values: Any) -> Relation:
    """Return a relation with words of evidence."""
    return Relation(type=kind, to=to, quote=f"{kind} {to}", **values)


def document(name: str, **values: Any) -> Document:
    """Return a document; ``date`` is ISO, ``to`` are pairs (relation, target)."""
    found: Document = _note(Document, name, {"type": "notice", "status": "issued", **values})
    return found


def meeting(name: str, **values: Any) -> Meeting:
    """Return a meeting."""
    found: Meeting = _note(Meeting, name, {"status": "held", **values})
    return found


def body(name: str, **values: Any) -> Organisation:
    """Return an organisation of the central Party unless said otherwise."""
    found: Organisation = _note(
        Organisation, name, {"type": "party-organ", "level": "central-party", **values}
    )
    return found


def person(name: str, **values: Any) -> Person:
    """Return a person."""
    found: Person = _note(Person, name, values)
    return found


def province(name: str, **values: Any) -> Province:
    """Return a province."""
    found: Province = _note(Province, name, {"code": "1", "type": "province", **values})
    return found


def finding(name: str, **values: Any) -> Finding:
    """Return a finding noted by hand."""
    found: Finding = _note(Finding, name, {"nature": "gap", "detected": "hand", **values})
    return found


def office(title: str, where: str, **dates: str) -> Office:
    """Return an office held in a body."""
    when: dict[str, Any] = {key: day(text) for key, text in dates.items()}
    return Office(title=Names(title), body=where, **when)


def provision(name: str, kind: str) -> Provision:
    """Return a numbered part of a document."""
    return Provision(id=name, type=kind, title=Names(name))


def task(name: str, due: str = "", *progress: tuple[str, str], **values: Any) -> Task:
    """Return a task; progress is (status, day or '')."""
    steps = tuple(Progress(status=status, as_of=day(when)) for status, when in progress)
    links = tuple(relation(kind, to) for kind, to in values.pop("to", ()))
    return Task(id=name, title=Names(name), due=day(due), progress=steps, relations=links, **values)


def figure(name: str, value: str, unit: str = "tâches", **values: Any) -> Figure:
    """Return a figure; ``as_of`` and ``due`` are ISO."""
    for key in ("as_of", "due"):
        if isinstance(values.get(key), str):
            values[key] = day(values[key])
    links = tuple(relation(kind, to) for kind, to in values.pop("to", ()))
    return Figure(id=name, title=Names(name), value=value, unit=Names(unit), relations=links, **values)


def nothing(text: str, note: Note) -> tuple[Cited, ...]:
    """Find no citation."""
    return ()


def net(*notes: Note, finder: Finder = nothing) -> Graph:
    """Return the graph of some notes."""
    return graph.build(KnowledgeBase({note.id: note for note in notes}), finder)
