"""One note: bytes → record and problems. Every problem of the file is found in one pass."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from typing import Any, cast

from nq57.letters import describe, hidden
from nq57.model import KINDS, LANGUAGES, UNKNOWN, Alias, Names, Note, Record, Shape, shapes
from nq57.problems import Code, Problem
from nq57.text import Date, iso_date, nfc, slug, unknown
from nq57.yamltree import Map, Scalar, Seq, Tree, TreeError, parse

MAX_LINES = 10_000
MAX_LINE = 20_000  # characters
MAX_TOLD = 100  # of the lines of one file that hold a hidden character
FENCE = "---"
_CLOSED = re.compile(rf"\n{FENCE}[^\S\n]*(?:\n|\Z)")
_LINK = re.compile(r"!?\[([^\[\]\n]*)\]\([^)\n]{0,2000}\)")  # bounded: an unclosed one ends nowhere
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_REF = re.compile(r"(?:[a-z0-9]+:)?[a-z0-9]+(?:-[a-z0-9]+)*(?:#[a-z0-9]+(?:-[a-z0-9]+)*)?\Z")
_DAY_FIRST = re.compile(r"([0-9]{1,2})[/. -]([0-9]{1,2})[/. -]([0-9]{4})\Z")
_DECIMAL = re.compile(r"-?[0-9]+(?:\.[0-9]+)?\Z")
_KINDS = {kind.kind: kind for kind in KINDS}
_FOLDERS = frozenset(kind.folder for kind in KINDS)
_PLAIN = frozenset({"text", "word", "number"})


@dataclass(frozen=True, slots=True)
class Parts:
    """A note cut in two: front matter and body, with the lines they start on (from 1)."""

    front: str
    front_line: int
    body: str
    body_line: int


def split(text: str) -> Parts | None:
    """Cut a note at its two ``---`` lines; None where it has no front matter.

    >>> split("---\\nkind: person\\n---\\nProse.\\n")
    Parts(front='kind: person\\n', front_line=2, body='Prose.\\n', body_line=4)
    """
    # Lines end at \n alone: splitlines() would also cut at a form feed or U+2028, as no editor does.
    start = text.find("\n")
    closed = _CLOSED.search(text, start) if start >= 0 and text[:start].rstrip() == FENCE else None
    if closed is None:
        return None
    front = text[start + 1 : closed.start() + 1]
    return Parts(front, 2, text[closed.end() :], front.count("\n") + 3)


def without_links(prose: str) -> str:
    """Return prose with each Markdown link as its words alone.

    >>> without_links("tenue par [To Lam](../people/to-lam.md).")
    'tenue par To Lam.'
    """
    return _LINK.sub(r"\1", prose)


def read_note(path: str, raw: bytes) -> tuple[Note | None, tuple[Problem, ...]]:
    """Read one note; ``path`` is relative to the knowledge base (``documents/57-nq-tw.md``).

    Returns the note (None where its kind or front matter cannot be read) and all its problems.
    """
    page = _Page(path)
    text = page.decode(raw)
    if text is None:
        return None, tuple(page.problems)
    parts = split(text)
    if parts is None:
        page.wrong(1, Code.BAD_FRONT_MATTER, _unfenced(text))
        return None, tuple(page.problems)
    try:
        tree = parse(parts.front, parts.front_line, clean=True)  # decode() refuses what is not
    except TreeError as error:
        page.wrong(error.line, Code.BAD_FRONT_MATTER, str(error))
        return None, tuple(page.problems)
    if not isinstance(tree, Map):
        page.wrong(2, Code.BAD_FRONT_MATTER, "the front matter is not `key: value` lines")
        return None, tuple(page.problems)
    return page.note(tree, parts), tuple(page.problems)


def _unfenced(text: str) -> str:
    if not text.strip():
        return "the file is empty; `nq57 new` starts a note"
    if text.partition("\n")[0].rstrip() == FENCE:
        return "front matter that is never closed; end it with a line `---`"
    return "no front matter; start the file with a line `---`, then `kind: …`, and end it with `---`"


def read_page(path: str, raw: bytes) -> tuple[str, list[Problem]]:
    """Read a plain page, which is text and has no front matter."""
    page = _Page(path)
    text = page.decode(raw) or ""
    if text.lstrip().startswith(FENCE):  # MyST would take it for its own settings
        page.wrong(1, Code.BAD_FRONT_MATTER, "a page has no front matter; start it with `# ` and its title")
    return text, page.problems


def _not_utf8(raw: bytes, error: UnicodeDecodeError) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "the file is UTF-16; save it as UTF-8"
    return f"byte 0x{raw[error.start]:02x} is not UTF-8; save the file as UTF-8"


@dataclass
class _Page:
    """The reading of one file: collects problems, stops at none."""

    path: str
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, line: int, code: Code, message: str) -> None:
        self.problems.append(Problem(self.path, line, code, message))

    def decode(self, raw: bytes) -> str | None:
        try:
            text = raw.decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError as error:
            line = raw.count(b"\n", 0, error.start) + 1
            self.wrong(line, Code.BAD_ENCODING, _not_utf8(raw, error))
            return None
        before = len(self.problems)
        if (count := text.count("\n") + 1) > MAX_LINES + 1:
            message = f"{count} lines; a note has at most {MAX_LINES}"
            self.wrong(MAX_LINES + 1, Code.BAD_ENCODING, message)
        for n, part in enumerate(text.split("\n"), 1) if len(text) > MAX_LINE else ():
            if len(part) > MAX_LINE:
                message = f"a line of {len(part)} characters; at most {MAX_LINE}"
                self.wrong(n, Code.BAD_ENCODING, message)
        if nfc(text) != text:
            first = next(n for n, part in enumerate(text.split("\n"), 1) if nfc(part) != part)
            message = "letters and marks apart (not NFC); save the file in form NFC"
            self.wrong(first, Code.BAD_ENCODING, message)
        if hidden(text):
            self.hidden(text.split("\n"))
        return text if len(self.problems) == before else None

    def hidden(self, lines: list[str]) -> None:
        """Tell the lines that hold what no reader sees: the first character of each."""
        told = ((n, found[0]) for n, line in enumerate(lines, 1) if (found := hidden(line)))
        for line, char in islice(told, MAX_TOLD):
            self.wrong(line, Code.BAD_ENCODING, f"a hidden character ({describe(char)}); remove it")

    def note(self, tree: Map, parts: Parts) -> Note | None:
        kind = self.kind(tree)
        if kind is None:
            return None
        values = self.fields(kind, tree, skip="kind")
        lines = {key.text: key.line for key, _ in reversed(tree.items)}  # the first of two
        stem = self.path.rpartition("/")[2].removesuffix(".md")
        return kind(
            id=stem, path=self.path, lines=lines, body=parts.body, body_line=parts.body_line, **values
        )

    def kind(self, tree: Map) -> type[Note] | None:
        value, known = tree.get("kind"), _KINDS
        if not isinstance(value, Scalar):
            line, code = (value.line, Code.BAD_VALUE) if value else (tree.line, Code.MISSING_KEY)
            self.wrong(line, code, f"no `kind: word`; write one of {', '.join(known)}")
            return None
        kind = known.get(value.text)
        folder = self.path.partition("/")[0]
        if kind is None:
            self.wrong(
                value.line, Code.UNKNOWN_KIND, f"kind '{value.text}'{unknown(value.text, tuple(known))}"
            )
        elif kind.folder != folder and folder in _FOLDERS:  # another folder is told by its name
            self.wrong(
                value.line,
                Code.UNKNOWN_KIND,
                f"kind '{value.text}' in {folder}/; it belongs in {kind.folder}/",
            )
        return kind

    def fields(self, record: type[Note] | type[Record], tree: Map, skip: str = "") -> dict[str, Any]:
        known, plain = shapes(record), _plain(cast(Hashable, record))
        values: dict[str, Any] = {}
        there = self.once(tree)
        for word, (key, value) in there.items():
            if word in plain and type(value) is Scalar and (text := value.text.strip()) and text != UNKNOWN:
                values[plain[word]] = text  # most values are words, and nothing is to be looked at in them
            elif word in known:
                name, shape = known[word]
                if (read := self.value(word, shape, value)) is not None:
                    values[name] = read
            elif word != skip:
                self.wrong(key.line, Code.UNKNOWN_KEY, f"'{word}'{unknown(word, tuple(known))}")
        for key_text, shape in _required(cast(Hashable, record)):
            if key_text not in there:
                also = (
                    f" (or `{key_text}: {UNKNOWN}`)" if shape.fact and shape.form in ("ref", "date") else ""
                )
                self.wrong(tree.line, Code.MISSING_KEY, f"no '{key_text}'{also}: {shape.help}")
        return values

    def once(self, tree: Map) -> Mapping[str, tuple[Scalar, Tree]]:
        """Return the items of a block by key; a key that stands twice is told, and its first value taken."""
        found: dict[str, tuple[Scalar, Tree]] = {}
        for key, value in tree.items:
            if key.text in found:
                self.wrong(key.line, Code.DUPLICATE_KEY, f"'{key.text}' stands twice; keep one")
            else:
                found[key.text] = key, value
        return found

    def value(self, key: str, shape: Shape, tree: Tree) -> Any:
        if reader := _READERS.get(shape.form):
            return reader(self, key, shape, tree)
        if not isinstance(tree, Scalar):
            self.wrong(tree.line, Code.BAD_VALUE, f"'{key}' is a list or block; write one value")
            return None
        return self.scalar(key, shape, tree)

    def scalar(self, key: str, shape: Shape, tree: Scalar) -> Any:
        text = tree.text.strip()
        if text == UNKNOWN and shape.fact:
            return None
        if not text:
            also = "" if shape.required else " or leave the key out"
            self.wrong(tree.line, Code.BAD_VALUE, f"'{key}' is empty; write a value{also}")
            return None
        if shape.form == "date":
            return self.date(key, text, tree.line)
        if shape.form == "decimal" and not _DECIMAL.match(text):
            self.wrong(
                tree.line, Code.BAD_VALUE, f"{key} '{text}' is not a number; write digits, as 1132 or 44.05"
            )
            return None
        if shape.form == "ref" and not _REF.match(text):
            self.wrong(tree.line, Code.BAD_VALUE, _no_id(key, text))
            return None
        if key == "id" and not _ID.match(text):
            self.wrong(tree.line, Code.BAD_VALUE, f"id '{text}': write lower-case letters, digits, hyphens")
        return text

    def date(self, key: str, text: str, line: int) -> Date | None:
        date = iso_date(text)
        if date is None:
            self.wrong(
                line,
                Code.BAD_DATE,
                f"{key} '{text}': no such date; write YYYY-MM-DD, YYYY-MM or YYYY{_as_iso(text)}",
            )
        return date

    def names(self, key: str, shape: Shape, tree: Tree) -> Names | None:
        if isinstance(tree, Scalar):
            text = self.scalar(key, shape, tree)
            return Names(fr=text) if text else None
        if isinstance(tree, Seq):
            self.wrong(
                tree.line, Code.BAD_VALUE, f"'{key}' is a list; write one value, or vi, fr, en below it"
            )
            return None
        found: dict[str, str] = {}
        there = self.once(tree)
        for language, value in there.values():
            if language.text not in LANGUAGES:
                cut = " (a comma inside { } ends a value: put it in quotes)" if " " in language.text else ""
                message = f"'{language.text}' under '{key}'; write vi, fr, en{cut}"
                self.wrong(language.line, Code.UNKNOWN_KEY, message)
            elif isinstance(value, Scalar) and value.text.strip():
                found[language.text] = value.text.strip()
            else:
                self.wrong(value.line, Code.BAD_VALUE, f"'{key}.{language.text}' is empty or a list")
        if "fr" not in there:
            self.wrong(tree.line, Code.MISSING_KEY, f"'{key}' needs `fr:`, the language of the notes")
        return Names(**found) if "fr" in found else None

    def words(self, key: str, shape: Shape, tree: Tree) -> tuple[str, ...]:
        items = tree.items if isinstance(tree, Seq) else (tree,)
        found: list[str] = []
        if not items:
            self.wrong(tree.line, Code.BAD_VALUE, f"'{key}' is an empty list; write [one, two]")
        for item in items:
            if not isinstance(item, Scalar) or not item.text.strip():
                self.wrong(tree.line, Code.BAD_VALUE, f"'{key}' is a list of words: [one, two]")
            elif shape.form == "refs" and not _REF.match(item.text):
                self.wrong(item.line, Code.BAD_VALUE, _no_id(key, item.text))
            else:
                found.append(item.text.strip())
        return tuple(found)

    def aliases(self, key: str, shape: Shape, tree: Tree) -> tuple[Alias, ...]:
        return tuple(self._aliases(key, tree))

    def _aliases(self, key: str, tree: Tree) -> Iterator[Alias]:
        for item in tree.items if isinstance(tree, Seq) else ():
            if isinstance(item, Scalar) and item.text.strip():
                yield Alias(item.text.strip(), line=item.line)
            elif isinstance(item, Map):
                yield from self.alias(item)
            else:
                self.wrong(tree.line, Code.BAD_VALUE, f"'{key}' is a list of names, or of text and source")
        if not isinstance(tree, Seq):
            self.wrong(tree.line, Code.BAD_VALUE, f"'{key}' is a list; start each item with `- `")

    def alias(self, tree: Map) -> Iterator[Alias]:
        found = {"source": ""}
        for key, value in self.once(tree).values():
            text = value.text.strip() if isinstance(value, Scalar) else ""
            if key.text not in ("text", "source"):
                self.wrong(key.line, Code.UNKNOWN_KEY, f"'{key.text}' in an alias; write text and source")
            elif not text or (key.text == "source" and not _ID.match(text)):
                expected = "the id of a source" if key.text == "source" else "a name"
                self.wrong(value.line, Code.BAD_VALUE, f"'{key.text}' of an alias; write {expected}")
            else:
                found[key.text] = text
        if tree.get("text") is None:
            self.wrong(tree.line, Code.MISSING_KEY, "an alias without `text:`, the name")
        if "text" in found:
            yield Alias(**found, line=tree.line)

    def records(self, key: str, shape: Shape, tree: Tree) -> tuple[Record, ...]:
        return tuple(self._records(key, shape, tree))

    def _records(self, key: str, shape: Shape, tree: Tree) -> Iterator[Record]:
        if not isinstance(tree, Seq) or shape.record is None:
            self.wrong(tree.line, Code.BAD_VALUE, f"'{key}' is a list of blocks; start each with `- `")
            return
        for item in tree.items:
            if not isinstance(item, Map):
                self.wrong(item.line, Code.BAD_VALUE, f"an item of '{key}' is a block of `key: value` lines")
                continue
            before = len(self.problems)
            values = self.fields(shape.record, item)
            # What lacks a value would be told again by the rules; what has an id stays, for others name it.
            lacking = any(p.code in (Code.MISSING_KEY, Code.BAD_VALUE) for p in self.problems[before:])
            if not lacking or "id" in values:
                yield shape.record(line=item.line, **values)


@cache  # asked for every record of every note
def _plain(record: Hashable) -> Mapping[str, str]:
    """Return the fields, by their keys, that any words may stand in."""
    found = shapes(cast(type[Any], record)).items()
    return {key: name for key, (name, shape) in found if shape.form in _PLAIN and key != "id"}


@cache
def _required(record: Hashable) -> tuple[tuple[str, Shape], ...]:
    found = shapes(cast(type[Any], record)).items()
    return tuple((key, shape) for key, (_, shape) in found if shape.required)


_READERS: dict[str, Callable[[_Page, str, Shape, Tree], Any]] = {
    "names": _Page.names,
    "words": _Page.words,
    "refs": _Page.words,
    "aliases": _Page.aliases,
    "records": _Page.records,
}


def _as_iso(text: str) -> str:
    """Say how a date that is written day first would be right: it is not taken, for 3/4 may be April 3."""
    found = _DAY_FIRST.match(text)
    date = iso_date(f"{found[3]}-{int(found[2]):02d}-{int(found[1]):02d}") if found else None
    return f" (did you mean '{date}'?)" if date else ""


def _no_id(key: str, text: str) -> str:
    near = slug(text)
    return f"{key} '{text}' is not an id; write note or note#record" + (f", as '{near}'" if near else "")
