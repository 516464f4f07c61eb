"""YAML as plain values with their lines: scalars as written, no tags, no anchors, no surprises.

``0123`` stays ``0123`` and ``no`` stays ``no``: what a value means is for the reader of the note to say.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Any, NamedTuple

import yaml
from yaml.reader import ReaderError

from nq57.letters import describe, hidden

MAX_DEPTH = 12
MAX_VALUES = 50_000  # keys, values, lists and blocks: what is read in about two seconds
_Loader = yaml.SafeLoader | yaml.CSafeLoader
_FAST: type[_Loader] = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
# Where libyaml may take what PyYAML refuses: a tab, a ? inside [] or {}. No letter is looked at twice.
_STRICTER = re.compile(r"\t|[\[\]{}][^\[\]{}?]*\?")


class Scalar(NamedTuple):
    """A scalar as written (quotes and folding undone), and the line it starts on, from 1."""

    text: str
    line: int


class Seq(NamedTuple):
    """A sequence and the line it starts on."""

    items: tuple[Tree, ...]
    line: int


class Map(NamedTuple):
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


def parse(text: str, first_line: int = 1, *, clean: bool = False) -> Tree:
    """Return the tree of one YAML document whose first line has the number ``first_line``.

    ``clean``: it is known to be in form NFC and to hide no letter.

    Raises TreeError with the line of the first thing that is not plain YAML.

    >>> parse("number: 0123")
    Map(items=((Scalar(text='number', line=1), Scalar(text='0123', line=1)),), line=1)
    """
    tree: Tree | None = _Lines(text, first_line).document() if clean or _is_clean(text) else None
    if not tree and not _STRICTER.search(text):
        try:
            # Ten times as fast; what it refuses is read again by the parser whose messages are known.
            tree = _Reader(text, first_line, _FAST).document()
        except (yaml.YAMLError, TreeError):
            tree = None
    return tree or _slowly(text, first_line)


def _is_clean(text: str) -> bool:
    return not hidden(text) and unicodedata.is_normalized("NFC", text)


def _slowly(text: str, first_line: int) -> Tree:
    try:
        return _Reader(text, first_line, yaml.SafeLoader).document()
    except yaml.MarkedYAMLError as error:
        mark, message = _explain(error)
        raise TreeError(first_line + (mark.line if mark else 0), message) from None
    except ReaderError as error:
        line = first_line + text.count("\n", 0, error.position)
        raise TreeError(line, f"a hidden character ({describe(chr(error.character))}); remove it") from None


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


# The lines that most front matter is made of: a key and its value, an item of a list, a value that goes on.
# A plain value starts with no sign of YAML and holds no ": " and no " #", inside [] and {} no other either.
_FIRST = r"[^\s?:,\[\]{}#&*!|>'\"%@`-]"
_PLAIN = rf"{_FIRST}[^:#\t\n]*+(?:(?::(?!\s)|(?<! )#)[^:#\t\n]*+)*+(?<![ :])"
_QUOTED = r"'(?:[^'\t\n]|'')*+'|\"[^\"\\\t\n]*+\""
_KEY = r"[A-Za-z][\w-]{0,60}+"
_INNER = rf"(?:{_FIRST}(?:[^?:#,\[\]{{}}\t\n]|(?<! )#)*+(?<! )|{_QUOTED})"
_ITEM = rf"(?:{_KEY}: )?+{_INNER}"
_FLOW = rf"[\[{{]{_ITEM}(?:, {_ITEM})*+[\]}}]"
_ITEMS = re.compile(rf"(?:({_KEY}): )?+({_INNER})")
_OPENING = "'\"[{"
_LINE = re.compile(
    rf"^( *+)(- ++)?+(?:({_KEY}):(?: ++(?=\S)|$))?+({_PLAIN}|{_QUOTED}|{_FLOW}|)$", re.MULTILINE
)


class _MoreError(Exception):
    """There is more in the text than lines of keys, items and values: a parser of all YAML must read it."""


class _Lines:
    """The reading of a document that is nothing but lines of keys, items and values: in a third of the time.

    The text is clean. Whatever may be more is left to libyaml, and so is every mistake: only what is plainly
    right is taken.
    """

    def __init__(self, text: str, first_line: int) -> None:
        self.first, self.at = first_line, 0
        self.rows: list[tuple[str, str, str, str]] = []
        # A value takes two characters at least: there are fewer of them than would be refused.
        if len(text) < MAX_VALUES:
            lines = text.removesuffix("\n")
            self.rows = _LINE.findall(lines)
            if len(self.rows) <= lines.count("\n"):
                self.rows = []  # a line of another kind
        # The columns where the lines start; behind the last one everything ends.
        self.columns = [*(len(indent) for indent, _, _, _ in self.rows), -1]

    def document(self) -> Map | None:
        """Return the block of the text, None where it is left to others."""
        if not self.rows or self.columns[0] or self.rows[0][1]:
            return None
        try:
            tree = self.block(0, 0)
        except _MoreError:
            return None
        return tree if self.at == len(self.rows) else None

    def block(self, column: int, depth: int) -> Map:
        """Return the block whose keys stand in a column; the first may stand behind a dash."""
        rows, columns, items, line = self.rows, self.columns, [], self.first + self.at
        dash = rows[self.at][1]
        if depth > MAX_DEPTH - 2:
            raise _MoreError
        while True:
            _, dashed, key, text = rows[self.at]
            if not key or dashed != dash:
                raise _MoreError
            name = Scalar(key, self.first + self.at)
            self.at += 1
            items.append((name, self.value(text, column) if text else self.below(column, depth + 1)))
            dash, after = "", columns[self.at]
            if after < column:
                return Map(tuple(items), line)
            if after > column:
                raise _MoreError

    def below(self, column: int, depth: int) -> Tree:
        """Return the list or block on the lines below a key; a list may stand in the key's own column."""
        inner = self.columns[self.at]
        if inner >= column and self.rows[self.at][1]:
            return self.items(inner, depth)
        if inner <= column:
            raise _MoreError  # no value
        return self.block(inner, depth)

    def items(self, column: int, depth: int) -> Seq:
        """Return the list whose dashes stand in a column."""
        found: list[Tree] = []
        line = self.first + self.at
        while self.columns[self.at] == column and self.rows[self.at][1]:
            _, dash, key, text = self.rows[self.at]
            if key:
                found.append(self.block(column + len(dash), depth + 1))
            elif text:
                self.at += 1
                found.append(self.value(text, column))
            else:
                raise _MoreError
        if self.columns[self.at] > column:
            raise _MoreError
        return Seq(tuple(found), line)

    def value(self, text: str, column: int) -> Tree:
        """Return the value at the end of the line before, with the lines on which it goes on."""
        line = self.first + self.at - 1
        if text[0] in _OPENING:
            return self.flow(text, line) if text[0] in "[{" else Scalar(_unquoted(text), line)
        while self.columns[self.at] > column:
            _, dash, key, more = self.rows[self.at]
            if dash or key or not more or more[0] in _OPENING:
                raise _MoreError
            text = f"{text} {more}"
            self.at += 1
        return Scalar(text, line)

    def flow(self, text: str, line: int) -> Tree:
        """Return the list or block that one line writes between brackets."""
        found = [(key, Scalar(_unquoted(word), line)) for key, word in _ITEMS.findall(text, 1)]
        keys = [key for key, _ in found]
        if text[0] == "[" and text[-1] == "]" and not any(keys):
            return Seq(tuple(word for _, word in found), line)
        if text[0] == "{" and text[-1] == "}" and all(keys):
            return Map(tuple((Scalar(key, line), word) for key, word in found), line)
        raise _MoreError


def _unquoted(text: str) -> str:
    """Return a value without the quotes around it, where it has some."""
    if text[0] == '"':
        return text[1:-1]
    return text[1:-1].replace("''", "'") if text[0] == "'" else text


class _Reader:
    """The reading of one document, event by event: what nests too deep is refused before the rest is scanned.

    The values of a base are counted in millions: nothing is called or made here that a value does not need.
    """

    def __init__(self, text: str, first_line: int, loader: type[_Loader]) -> None:
        self.first = self.line = first_line
        self.left = MAX_VALUES
        # Where the text is clean, only an escape can hide anything in a value.
        self.clean = "\\" not in text and _is_clean(text)
        self.loader, self.text = loader, text

    def document(self) -> Tree:
        """Return the one document of the text."""
        try:
            return self._document()
        except TreeError:
            raise
        except ValueError:  # Python's own, where an escape or a directive holds a number too large
            message = "an escape (\\) or % that names no character; write the character"
            raise TreeError(self.line, message) from None

    def _document(self) -> Tree:
        self.next: Callable[[], Any] = self.loader(self.text).get_event
        self.next()  # opens the stream
        if isinstance(self.next(), yaml.StreamEndEvent):
            return Map((), self.first)
        tree = self.node(self.next(), 0)
        self.next()  # closes the document
        after: Any = self.next()
        if not isinstance(after, yaml.StreamEndEvent):
            raise TreeError(after.start_mark.line + self.first, "a second YAML document; write one block")
        return tree

    def node(self, event: Any, depth: int) -> Tree:
        """Return the value that an event starts."""
        kind = type(event)
        line = self.line = event.start_mark.line + self.first
        self.left -= 1
        if self.left < 0:
            raise TreeError(line, f"more than {MAX_VALUES} keys and values; cut the note in several")
        if event.anchor:
            raise TreeError(line, "an anchor or alias (& or *); write the value out, or put it in quotes")
        if event.tag:
            raise TreeError(line, f"a tag ({event.tag}); write a plain value, or put it in quotes")
        if depth > MAX_DEPTH:
            raise TreeError(line, f"nested deeper than {MAX_DEPTH} levels")
        if kind is yaml.ScalarEvent:
            return Scalar(event.value if self.clean else _seen(event.value, line), line)
        take, node = self.next, self.node
        if kind is yaml.SequenceStartEvent:
            values = []
            while type(event := take()) is not yaml.SequenceEndEvent:
                values.append(node(event, depth + 1))
            return Seq(tuple(values), line)
        items = []
        while type(event := take()) is not yaml.MappingEndEvent:
            key = node(event, depth + 1)
            if type(key) is not Scalar:
                raise TreeError(key.line, "a key that is a list or a block; write a word")
            items.append((key, node(take(), depth + 1)))
        return Map(tuple(items), line)


def _seen(text: str, line: int) -> str:
    """Refuse what an escape may hide: the text of the file is clean, that of "\\0" is not."""
    if found := hidden(text):
        raise TreeError(line, f"a hidden character ({describe(found[0])}); remove it")
    if not unicodedata.is_normalized("NFC", text):
        raise TreeError(line, "letters and marks apart (not NFC); write letters with their marks")
    return text
