"""The static interface for programs: one JSON file for each note, and an index of all of them.

``version`` changes when a key is renamed, removed or means something else; a new key changes nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from nq57.addresses import former
from nq57.export.described import bibtex, csl
from nq57.export.part import Part
from nq57.export.schema import schema
from nq57.model import Note
from nq57.notes import fields_of

VERSION = 1
Values = dict[str, Any]


def note_head(part: Part, note: Note) -> Values:
    """Return what the page of a note takes from its file: where it is, and how it is cited."""
    page = part.page(note.id)
    return {
        "page": page,
        "address": f"{part.address}{page}",
        "eli": part.legislation.get(note.id, ""),
        "citation": {"csl": csl(part, note), "bibtex": bibtex(part, note)},
    }


def note_file(part: Part, note: Note) -> Values:
    """Return all that is known of one note; the keys of ``note`` are those of the guide's field reference."""
    graph, changes = part.graph, part.changed.get(note.path, ())
    head = note_head(part, note)
    return {
        "version": VERSION,
        "id": note.id,
        "kind": note.kind,
        "page": head["page"],
        "address": head["address"],
        "eli": head["eli"],
        "changed": str(changes[0].date) if changes else "",
        "note": fields_of(note),
        "text": note.body,
        "relations": [
            {"relation": edge.relation, "to": edge.target, "origin": edge.origin, "sentence": edge.quote}
            for edge in graph.edges_of(note.id)
            if edge.target in part.nodes
        ],
        "cited_by": [
            {"relation": edge.relation, "from": edge.source, "origin": edge.origin}
            for edge in graph.edges_to(note.id)
            if edge.source in part.nodes
        ],
        "citation": head["citation"],
    }


def index_file(part: Part) -> Values:
    """Return what every note is and where its file and page are: enough to know a citation again."""
    return {
        "version": VERSION,
        "address": part.address,
        "as_of": str(part.as_of),
        "notes": [_entry(part, note) for note in part.kb.notes.values()],
        "moved": former(part.kb),
    }


def _entry(part: Part, note: Note) -> Values:
    entry = {
        "id": note.id,
        "kind": note.kind,
        "type": getattr(note, "type", ""),
        "number": getattr(note, "number", ""),
        "issuer": getattr(note, "issuer", ""),
        "date": part.nodes[note.id]["date"],
        "title": dict(note.title.items()),
        "aliases": [alias.text for alias in note.aliases],
        "level": part.nodes[note.id]["level"],
        "province": note.province,
        "page": part.page(note.id),
        "file": f"api/notes/{note.id}.json",
    }
    return {key: value for key, value in entry.items() if value}


def api(part: Part) -> dict[str, bytes]:
    """Return every file of ``api/`` by its name."""
    first = {"index.json": index_file(part), "schema.json": schema(VERSION)}
    files = {name: _json(value) for name, value in first.items()}
    return files | dict(note_files(part, part.kb.notes.values()))


def note_files(part: Part, notes: Iterable[Note]) -> Iterator[tuple[str, bytes]]:
    """Yield the files of some notes: name, content."""
    for note in notes:
        yield f"notes/{note.id}.json", _json(note_file(part, note))


def _json(value: Values) -> bytes:
    return (json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
