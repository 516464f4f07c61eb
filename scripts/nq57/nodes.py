"""What a node of the graph says of itself: the same attributes for a note, a record and what is not held."""

from __future__ import annotations

from typing import Any

from nq57.model import (
    Document,
    Figure,
    KnowledgeBase,
    Meeting,
    Note,
    Organisation,
    Person,
    Provision,
    Remote,
    Task,
)

STUB = "stub"
"""The kind of a number that is cited and not seen."""
REMOTE = "remote"
"""The kind of a note that another base holds."""
Attributes = dict[str, Any]


def level_of(kb: KnowledgeBase, note: Note) -> str:
    """Return the level a note stands on: its own, its issuer's, its body's, or its province's."""
    if isinstance(note, Organisation):
        return note.level
    body = note.issuer if isinstance(note, Document) else note.convened if isinstance(note, Meeting) else ""
    if isinstance(note, Person):
        body = next((office.body for office in note.offices if office.body), "")
    owner = kb.notes.get(body)
    if isinstance(owner, Organisation):
        return owner.level
    return "province" if note.province or note.kind == "province" else ""


def of_note(kb: KnowledgeBase, note: Note) -> Attributes:
    """Return the attributes of a note."""
    date = getattr(note, "date", None) or getattr(note, "published", None)
    return {
        "kind": note.kind,
        "type": getattr(note, "type", ""),
        "number": getattr(note, "number", "") or None,
        "issuer": getattr(note, "issuer", "") or None,
        "date": str(date) if date else None,
        "title": note.title.fr,
        "titles": dict(note.title.items()),
        "status": getattr(note, "status", "") or None,
        "level": level_of(kb, note) or None,
        "province": note.id if note.kind == "province" else note.province or None,
        "path": note.path,
        "line": 1,
    }


def of_record(note: Note, record: Provision | Task | Figure) -> Attributes:
    """Return the attributes of a record of a note."""
    due = getattr(record, "due", None)
    return {
        "kind": type(record).__name__.lower(),
        "type": getattr(record, "type", ""),
        "number": None,
        "issuer": None,
        "date": str(due) if due else None,
        "title": record.title.fr,
        "titles": dict(record.title.items()),
        "status": getattr(record, "status", "") or None,
        "level": None,
        "province": note.province or None,
        "path": note.path,
        "line": record.line,
    }


def of_stub(number: str) -> Attributes:
    """Return the attributes of a number that no note has."""
    empty = dict.fromkeys(("issuer", "date", "status", "level", "province", "path", "line"))
    return {"kind": STUB, "type": "", "number": number, "title": number, "titles": {"fr": number}, **empty}


def of_remote(note: Remote) -> Attributes:
    """Return the attributes of a note of another base; its type is the kind it has there."""
    return {
        "kind": REMOTE,
        "type": note.kind,
        "number": note.number or None,
        "date": str(note.date) if note.date else None,
        "title": note.title.fr,
        "titles": dict(note.title.items()),
        "level": note.level or None,
        **dict.fromkeys(("issuer", "status", "province", "path", "line")),
    }
