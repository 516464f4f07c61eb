"""YAML as plain values with their lines: scalars as written, no tags, no anchors, no surprises.

``0123`` stays ``0123`` and ``no`` stays ``no``: what a value means is for the reader of the note to say.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import yaml

MAX_DEPTH = 12


@dataclass(frozen=True, slots=True)
class Scalar:
    """A scalar as written (quotes and folding undone), and the line it starts on, from 1."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Seq:
    """A sequence and the line it starts on."""

    items: tuple[Tree, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Map:
    """A mapping, keys in the order of writing; a key may stand twice, the reader says so."""

    items: tuple[tuple[Scalar, Tree], ...]
    line: int

    def get(self, key: str) -> Tree | None:
        """Return the first value of the key."""
        return next((value for name, value in self.items if name.text == key), None)


Tree = Scalar | Seq | Map


class TreeError(ValueError):
    """The text is not plain YAML; ``line`` counts from 1."""

    def __init__(self, line: int, message: str) -> None:
        """Keep the line beside the message."""
        super().__init__(message)
        self.line = line


def parse(text: str, first_line: int = 1) -> Tree:
    """Return the tree of one YAML document whose first line has the number ``first_line``.

    Raises TreeError with the line of the first thing that is not plain YAML.

    >>> parse("number: 0123")
    Map(items=((Scalar(text='number', line=1), Scalar(text='0123', line=1)),), line=1)
    """
    try:
        events = list(yaml.parse(text, Loader=yaml.SafeLoader))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise TreeError(first_line + (mark.line if mark else 0), _explain(error)) from None
    except yaml.YAMLError as error:
        raise TreeError(first_line, f"{error}".splitlines()[0]) from None
    # Two events open the stream and the document, two close them; an empty document has none between.
    body = [e for e in events if not isinstance(e, _FRAME)]
    if sum(isinstance(e, yaml.DocumentStartEvent) for e in events) > 1:
        raise TreeError(first_line, "more than one YAML document; write one block")
    if not body:
        return Map((), first_line)
    return _build(iter(body), first_line - 1, 0)


_FRAME = (yaml.StreamStartEvent, yaml.StreamEndEvent, yaml.DocumentStartEvent, yaml.DocumentEndEvent)


def _explain(error: yaml.MarkedYAMLError) -> str:
    problem = error.problem or error.context or "not YAML"
    if "mapping values are not allowed" in problem:
        return "a colon inside a value; put the value in quotes"
    if "expected <block end>" in problem:
        return "indentation does not line up with the lines above, or a quoted value goes on after its quote"
    if "found character" in problem and "cannot start any token" in problem:
        return f"{problem}; put the value in quotes"
    return f"{problem}; put a value with punctuation in quotes, and indent by two spaces"


def _build(events: Iterator[yaml.Event], offset: int, depth: int) -> Tree:
    return _node(next(events), events, offset, depth)


def _node(event: yaml.Event, events: Iterator[yaml.Event], offset: int, depth: int) -> Tree:
    mark = event.start_mark
    line = (mark.line if mark else 0) + 1 + offset
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        raise TreeError(line, "an anchor or alias (& or *); write the value out, or put it in quotes")
    if tag := getattr(event, "tag", None):
        raise TreeError(line, f"a tag ({tag}); write a plain value, or put it in quotes")
    if depth > MAX_DEPTH:
        raise TreeError(line, f"nested deeper than {MAX_DEPTH} levels")
    if isinstance(event, yaml.ScalarEvent):
        return Scalar(event.value, line)
    if isinstance(event, yaml.SequenceStartEvent):
        return Seq(tuple(_sequence(events, offset, depth)), line)
    return Map(tuple(_mapping(events, offset, depth)), line)


def _sequence(events: Iterator[yaml.Event], offset: int, depth: int) -> Iterator[Tree]:
    while not isinstance(event := next(events), yaml.SequenceEndEvent):
        yield _node(event, events, offset, depth + 1)


def _mapping(events: Iterator[yaml.Event], offset: int, depth: int) -> Iterator[tuple[Scalar, Tree]]:
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        key = _node(event, events, offset, depth + 1)
        if not isinstance(key, Scalar):
            raise TreeError(key.line, "a key that is a list or a block; write a word")
        yield key, _build(events, offset, depth + 1)
