"""The shape of front matter as a JSON Schema: what editors and other tools go by, made from the model.

Draft 2020-12. A text may be read as a number or a truth value by a YAML reader other than ours, which takes
scalars as written: the schema allows for it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from nq57.model import KINDS, LANGUAGES, UNKNOWN, Note, Record, Shape, shapes
from nq57.vocabulary import Vocabulary

Json = dict[str, Any]
_SLUG = "[a-z0-9]+(?:-[a-z0-9]+)*"
_TEXT = {"type": ["string", "number", "boolean"], "pattern": "\\S"}
_TEXTS = {"type": "array", "items": {"$ref": "#/$defs/text"}, "minItems": 1}
_DATE = "[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?"
_ALIAS = {
    "type": "object",
    "properties": {"text": {"$ref": "#/$defs/text"}, "source": {"$ref": "#/$defs/id"}},
    "required": ["text"],
    "additionalProperties": False,
}
_FORMS: dict[str, Json] = {
    "text": _TEXT,
    "number": {"type": "string", "pattern": "\\S"},
    "id": {"type": ["string", "number"], "pattern": f"^{_SLUG}$"},
    "ref": {"type": ["string", "number"], "pattern": f"^{_SLUG}(?:#{_SLUG})?$"},
    "date": {"type": ["string", "integer"], "pattern": f"^{_DATE}$", "minimum": 1, "maximum": 9999},
    "decimal": {"type": ["string", "number"], "pattern": "^-?[0-9]+(?:\\.[0-9]+)?$"},
    "names": {
        "anyOf": [
            {"$ref": "#/$defs/text"},
            {
                "type": "object",
                "properties": {language: {"$ref": "#/$defs/text"} for language in LANGUAGES},
                "required": ["fr"],
                "additionalProperties": False,
            },
        ]
    },
    "words": {"anyOf": [{"$ref": "#/$defs/text"}, _TEXTS]},
    "refs": {
        "anyOf": [
            {"$ref": "#/$defs/ref"},
            {"type": "array", "items": {"$ref": "#/$defs/ref"}, "minItems": 1},
        ]
    },
    "aliases": {"type": "array", "items": {"anyOf": [{"$ref": "#/$defs/text"}, _ALIAS]}},
}


def schema(vocabulary: Vocabulary) -> str:
    """Return the schema of every kind of note, with the words of the vocabulary, as JSON."""
    definitions = dict(_FORMS)
    for kind in KINDS:
        definitions[kind.kind] = _block(kind, vocabulary, definitions)
        definitions[kind.kind]["properties"] = {
            "kind": {"const": kind.kind},
            **definitions[kind.kind]["properties"],
        }
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "NQ57: the front matter of a note",
        "description": "Made by `make schema` from the model and the vocabulary; do not edit.",
        "type": "object",
        "properties": {"kind": {"description": "The kind of note.", "enum": [kind.kind for kind in KINDS]}},
        "required": ["kind"],
        "allOf": [_when(kind) for kind in KINDS],
        "$defs": definitions,
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _when(kind: type[Note]) -> Json:
    said = {"properties": {"kind": {"const": kind.kind}}, "required": ["kind"]}
    return {"if": said, "then": {"$ref": f"#/$defs/{kind.kind}"}}


def _block(record: type[Note] | type[Record], vocabulary: Vocabulary, definitions: dict[str, Json]) -> Json:
    known = shapes(record)
    return {
        "description": (record.__doc__ or "").splitlines()[0],
        "type": "object",
        "properties": {key: _value(key, shape, vocabulary, definitions) for key, (_, shape) in known.items()},
        "required": [key for key, (_, shape) in known.items() if shape.required],
        "additionalProperties": False,
    }


def _value(key: str, shape: Shape, vocabulary: Vocabulary, definitions: dict[str, Json]) -> Json:
    value: Json = {"description": _help(shape)}
    words = vocabulary.words(shape.vocabulary) if shape.vocabulary else ()
    if shape.record:
        name = shape.record.__name__.lower()
        if name not in definitions:
            definitions[name] = {}  # known before its parts are, for those that name it again
            definitions[name] = _block(shape.record, vocabulary, definitions)
        return value | {"type": "array", "items": {"$ref": f"#/$defs/{name}"}}
    if words:
        return value | {"enum": [*words, *([UNKNOWN] if shape.fact else [])]}
    form = "id" if key == "id" else "text" if shape.form == "word" else shape.form
    if shape.fact and "pattern" in _FORMS[form]:
        return value | {"anyOf": [{"const": UNKNOWN}, {"$ref": f"#/$defs/{form}"}]}
    return value | {"$ref": f"#/$defs/{form}"}


def _help(shape: Shape) -> str:
    kinds = f" The id of a note: {' or '.join(shape.kinds)}." if shape.kinds else ""
    return f"{shape.help}{kinds}{' Needs a quote.' if shape.fact else ''}"


def snippets(vocabulary: Vocabulary) -> str:
    """Return the snippets of VS Code, as JSON: each kind of note and record with its keys and their words.

    Its schema service does not look into the front matter of Markdown; snippets work in any file.
    """
    found: Json = {}
    for kind in KINDS:
        lines = ["---", f"kind: {kind.kind}", *_lines(kind, vocabulary), "---", "$0", ""]
        found[f"note: {kind.kind}"] = _snippet(kind, kind.kind, lines)
    for record in _records(KINDS):
        name = record.__name__.lower()
        first, *rest = _lines(record, vocabulary)
        lines = [f"  - {first}", *(f"    {line}" for line in rest)]
        found[f"record: {name}"] = _snippet(record, name, lines)
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def _snippet(record: type[Note] | type[Record], name: str, lines: list[str]) -> Json:
    stops = iter(range(1, len(lines) + 1))
    body = [line.replace("${n", f"${{{next(stops)}") if "${n" in line else line for line in lines]
    about = (record.__doc__ or "").splitlines()[0]
    return {"scope": "markdown", "prefix": f"nq-{name}", "description": about, "body": body}


def _lines(record: type[Note] | type[Record], vocabulary: Vocabulary) -> list[str]:
    """Return a line for each key that must be there or states a fact, and for the evidence."""
    lines = []
    for key, (_, shape) in shapes(record).items():
        words = vocabulary.words(shape.vocabulary) if shape.vocabulary else ()
        if shape.form == "names" and shape.required:
            lines.append(f"{key}: {{fr: ${{n:{shape.help.rstrip('.').replace(',', ' ')}}}}}")
        elif words and (shape.required or shape.fact):
            lines.append(f"{key}: ${{n|{','.join(words)}|}}")
        elif shape.required or shape.fact or key in ("source", "quote", "text"):
            lines.append(f"{key}: ${{n:{UNKNOWN if shape.fact else key}}}")
    return lines


def _records(kinds: Iterable[type[Any]]) -> tuple[type[Record], ...]:
    """Return every kind of record that notes or records may hold, once, in the order of the model."""
    found: dict[type[Record], None] = {}
    for kind in kinds:
        for _, shape in shapes(kind).values():
            if shape.record:
                found |= dict.fromkeys((shape.record, *_records([shape.record])))
    return tuple(found)
