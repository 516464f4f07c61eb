"""YAML as plain values with their lines: scalars as written, no tags, no anchors, no surprises.

``0123`` stays ``0123`` and ``no`` stays ``no``: what a value means is for the reader of the note to say.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

import yaml
from yaml.reader import ReaderError

from nq57.letters import describe, hidden

MAX_DEPTH = 12
MAX_VALUES = 50_000  # keys, values, lists and blocks: what is read in about two seconds
_Loader = yaml.SafeLoader | yaml.CSafeLoader
_FAST: type[_Loader] = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
# Where libyaml may take what PyYAML refuses: a tab, a ? inside [] or {}. No letter is looked at twice.
_STRICTER = re.compile(r"\t|[\[\]{}][^\[\]{}?]*\?")


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
    if not _STRICTER.search(text):
        try:
            # Ten times as fast; what it refuses is read again by the parser whose messages are known.
            return _document(_events(text, first_line - 1, _FAST), first_line - 1)
        except (yaml.YAMLError, TreeError):
            pass
    return _slowly(text, first_line)


def _slowly(text: str, first_line: int) -> Tree:
    try:
        return _document(_events(text, first_line - 1, yaml.SafeLoader), first_line - 1)
    except yaml.MarkedYAMLError as error:
        mark, message = _explain(error)
        raise TreeError(first_line + (mark.line if mark else 0), message) from None
    except ReaderError as error:
        line = first_line + text.count("\n", 0, error.position)
        raise TreeError(line, f"a hidden character ({describe(chr(error.character))}); remove it") from None


def _events(text: str, offset: int, loader: type[_Loader]) -> Iterator[yaml.Event]:
    """Yield events one by one, so that what nests too deep is refused before the rest is scanned."""
    line, counted = offset + 1, count(1)
    try:
        for event in yaml.parse(text, Loader=loader):
            line = _line(event, offset)
            if isinstance(event, yaml.NodeEvent) and next(counted) > MAX_VALUES:
                raise TreeError(line, f"more than {MAX_VALUES} keys and values; cut the note in several")
            yield event
    except ValueError:  # Python's own, where an escape or a directive holds a number too large
        raise TreeError(line, "an escape (\\) or % that names no character; write the character") from None


def _document(events: Iterator[yaml.Event], offset: int) -> Tree:
    next(events)  # opens the stream
    if isinstance(next(events), yaml.StreamEndEvent):
        return Map((), offset + 1)
    tree = _build(events, offset, 0)
    next(events)  # closes the document
    after = next(events)
    if not isinstance(after, yaml.StreamEndEvent):
        raise TreeError(_line(after, offset), "a second YAML document; write one block")
    return tree


def _line(event: yaml.Event, offset: int) -> int:
    mark = event.start_mark
    return (mark.line if mark else 0) + 1 + offset


def _explain(error: yaml.MarkedYAMLError) -> tuple[yaml.Mark | None, str]:
    """Return the place to mend and what to do there; an end that is missed is shown where it was opened."""
    problem, context = error.problem or "not YAML", error.context or ""
    mark = error.problem_mark or error.context_mark
    if (
        "end of stream" in problem
        or "stream end" in problem
        or "flow sequence" in context
        or "flow mapping" in context
    ):
        return error.context_mark or mark, "a quote, [ or { is opened here and not closed"
    if "mapping values are not allowed" in problem:
        return mark, "a colon inside a value; put the value in quotes, or indent the key like those above"
    if "expected <block end>" in problem:
        return mark, "indentation does not line up with the lines above, or a value goes on after its quote"
    if "scanning an alias" in context or "scanning an anchor" in context:
        return mark, "a value that starts with & or *; put the value in quotes"
    if "'\\t'" in problem:
        return mark, "a tab; indent with spaces"
    if "cannot start any token" in problem:
        return mark, f"{problem}; put the value in quotes"
    return mark, f"{problem}; put a value with punctuation in quotes, and indent by two spaces"


def _build(events: Iterator[yaml.Event], offset: int, depth: int) -> Tree:
    return _node(next(events), events, offset, depth)


def _node(event: yaml.Event, events: Iterator[yaml.Event], offset: int, depth: int) -> Tree:
    line = _line(event, offset)
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        raise TreeError(line, "an anchor or alias (& or *); write the value out, or put it in quotes")
    if tag := getattr(event, "tag", None):
        raise TreeError(line, f"a tag ({tag}); write a plain value, or put it in quotes")
    if depth > MAX_DEPTH:
        raise TreeError(line, f"nested deeper than {MAX_DEPTH} levels")
    if isinstance(event, yaml.ScalarEvent):
        return _scalar(event.value, line)
    if isinstance(event, yaml.SequenceStartEvent):
        return Seq(tuple(_sequence(events, offset, depth)), line)
    return Map(tuple(_mapping(events, offset, depth)), line)


def _scalar(text: str, line: int) -> Scalar:
    """Refuse what an escape may hide: the text of the file is clean, that of "\\\\0" is not."""
    if found := hidden(text):
        raise TreeError(line, f"a hidden character ({describe(found[0])}); remove it")
    if not unicodedata.is_normalized("NFC", text):
        raise TreeError(line, "letters and marks apart (not NFC); write letters with their marks")
    return Scalar(text, line)


def _sequence(events: Iterator[yaml.Event], offset: int, depth: int) -> Iterator[Tree]:
    while not isinstance(event := next(events), yaml.SequenceEndEvent):
        yield _node(event, events, offset, depth + 1)


def _mapping(events: Iterator[yaml.Event], offset: int, depth: int) -> Iterator[tuple[Scalar, Tree]]:
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        key = _node(event, events, offset, depth + 1)
        if not isinstance(key, Scalar):
            raise TreeError(key.line, "a key that is a list or a block; write a word")
        yield key, _build(events, offset, depth + 1)
