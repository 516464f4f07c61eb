"""The form of the files for programs, as JSON Schema: published with them, held against them by the tests."""

from __future__ import annotations

from typing import Any

from nq57.model import KINDS, LANGUAGES, Note, shapes

_TEXT = {"type": "string"}
_DATE = {"type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"}
_TITLES = {"type": "object", "properties": dict.fromkeys(LANGUAGES, _TEXT), "additionalProperties": False}
_PAGE = {"type": "string", "pattern": "^[a-z]+/[a-z0-9-]+[.]html$"}
Schema = dict[str, Any]


def schema(version: int) -> Schema:
    """Return the schema of both kinds of file: ``index`` and ``note`` among its definitions."""
    head = {"version": {"const": version}}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$defs": {"index": _index(head), "note": _note(head)},
        "anyOf": [{"$ref": "#/$defs/index"}, {"$ref": "#/$defs/note"}],
    }


def _index(head: Schema) -> Schema:
    texts = ("type", "number", "issuer", "level", "province")
    entry = {
        "id": _TEXT,
        "kind": {"enum": [kind.kind for kind in KINDS]},
        **dict.fromkeys(texts, _TEXT),
        "date": _DATE,
        "title": _TITLES,
        "aliases": {"type": "array", "items": _TEXT},
        "page": _PAGE,
        "file": {"type": "string", "pattern": "^api/notes/[a-z0-9-]+[.]json$"},
    }
    known = {
        **head,
        "address": _TEXT,
        "as_of": _DATE,
        "notes": {"type": "array", "items": _closed(entry, ("id", "kind", "title", "page", "file"))},
        "moved": {"type": "object", "additionalProperties": _TEXT},
    }
    return _closed(known, tuple(known))


def _note(head: Schema) -> Schema:
    ends = {"relation": _TEXT, "origin": {"enum": ["declared", "found"]}}
    relation = {**ends, "to": _TEXT, "sentence": _TEXT}
    known = {
        **head,
        **dict.fromkeys(("id", "address", "eli", "text"), _TEXT),
        "kind": {"enum": [kind.kind for kind in KINDS]},
        "page": _PAGE,
        "changed": {"anyOf": [_DATE, {"const": ""}]},
        "note": {"type": "object"},
        "relations": {"type": "array", "items": _closed(relation, tuple(relation))},
        "cited_by": {"type": "array", "items": _closed({**ends, "from": _TEXT}, (*ends, "from"))},
        "citation": _closed({"csl": {"type": "object"}, "bibtex": _TEXT}, ("csl", "bibtex")),
    }
    fields = [
        {
            "if": {"properties": {"kind": {"const": kind.kind}}},
            "then": {"properties": {"note": _closed(_fields(kind), ())}},
        }
        for kind in KINDS
    ]
    return {**_closed(known, tuple(known)), "allOf": fields}


def _fields(kind: type[Note]) -> Schema:
    """Return the keys of a kind of note, with what the field reference of the guide says of each."""
    return {key: {"description": shape.help} for key, (_, shape) in shapes(kind).items()}


def _closed(properties: Schema, required: tuple[str, ...]) -> Schema:
    closed = {"type": "object", "properties": properties, "additionalProperties": False}
    return {**closed, "required": list(required)} if required else closed
