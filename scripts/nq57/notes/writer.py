"""A record → the text of its note, keys in the order of the model."""

from __future__ import annotations

from typing import Any

import yaml

from nq57.model import UNKNOWN, Alias, Names, Note, Record, Shape, shapes
from nq57.text import Date


def write_note(note: Note) -> str:
    """Return the text of a note; reading it again gives an equal note.

    What is not known is left out, or written ``unknown`` where the key must be there.
    """
    front: dict[str, Any] = {"kind": note.kind, **fields_of(note)}
    block = yaml.safe_dump(front, allow_unicode=True, sort_keys=False, width=10_000)
    return f"---\n{block}---\n{note.body}"


def fields_of(record: Note | Record) -> dict[str, Any]:
    """Return what a note or record states, as plain values by their keys in the order of the model."""
    found = {}
    for key, (name, shape) in shapes(type(record)).items():
        value = getattr(record, name)
        if shape.required or (value and value != Names("")):
            found[key] = _plain(value, shape)
    return found


def _plain(value: Any, shape: Shape) -> Any:
    if isinstance(value, Names):
        return dict(value.items()) if value.vi or value.en else value.fr
    if isinstance(value, Date):
        return str(value)
    if isinstance(value, tuple):
        return [_item(item) for item in value]
    return value or (UNKNOWN if shape.fact else "")


def _item(item: Any) -> Any:
    if isinstance(item, Alias):
        return {"text": item.text, "source": item.source} if item.source else item.text
    return fields_of(item) if isinstance(item, Record) else item
