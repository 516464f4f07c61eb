"""What ``nq57 cite`` says of a text: each citation underlined in its line, or as one JSON object."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Iterator
from typing import Any

from nq57.citations import Citation, Resolution, find
from nq57.grammar import Grammar
from nq57.text import Date

Resolver = Callable[[Citation], Resolution]
_AROUND = 60  # characters shown on each side of a citation


def cite_lines(label: str, text: str, grammar: Grammar, resolver: Resolver | None = None) -> Iterator[str]:
    """Yield three lines a citation: place and reading, the line of the text, the underline.

    ``label`` names the text (a path, or ``-``); with a ``resolver`` the reading ends in the note's id.
    """
    place, line = 0, 1
    for citation in find(text, grammar):
        start = citation.span[0]
        line += text.count("\n", place, start)
        place = start
        yield f"{label}:{line}: {_reading(citation, resolver)}"
        yield from _underlined(text, citation.span)


def cite_json(label: str, text: str, grammar: Grammar, resolver: Resolver | None = None) -> Iterator[str]:
    """Yield one JSON object a citation, keys as in ``cite_record``."""
    for citation in find(text, grammar):
        yield json.dumps(cite_record(label, citation, resolver), ensure_ascii=False)


def cite_record(label: str, citation: Citation, resolver: Resolver | None = None) -> dict[str, Any]:
    """Return a citation as plain values; ``span`` counts code points of the text as given.

    ``number`` is null for a short form and for an ambiguous one, whose candidates are in ``ambiguous``;
    ``date`` is ISO, ``--03-25`` where the year is not stated.
    """
    record: dict[str, Any] = {
        "file": label,
        "written": citation.written,
        "span": list(citation.span),
        "number": str(citation.number) if citation.number else None,
        "kind": citation.kind,
        "date": show_date(citation.date) if citation.date else None,
        "issuer": citation.issuer,
        "repairs": list(citation.repairs),
        "ambiguous": [str(number) for number in citation.ambiguous],
    }
    if resolver:
        found = resolver(citation)
        record["resolution"] = {"outcome": found.outcome, "ids": list(found.ids), "key": found.key}
    return record


def show_date(date: Date) -> str:
    """Return the date in ISO form, with ``-`` for a year that is not stated.

    >>> show_date(Date(0, 3, 25)), show_date(Date(2024, 12))
    ('--03-25', '2024-12')
    """
    return str(date) if date.year else f"-{str(date)[4:]}"


def _reading(citation: Citation, resolver: Resolver | None) -> str:
    number = str(citation.number) if citation.number else " or ".join(map(str, citation.ambiguous))
    parts = [number or f"{citation.form} form", citation.kind or "kind unknown"]
    parts += [show_date(citation.date)] if citation.date else []
    parts += [f"by {citation.issuer}"] if citation.issuer else []
    parts += [f"repaired: {', '.join(citation.repairs)}"] if citation.repairs else []
    if resolver:
        found = resolver(citation)
        parts.append(f"{found.outcome}: {', '.join(found.ids) or found.key or '-'}")
    return "; ".join(parts)


def _underlined(text: str, span: tuple[int, int]) -> Iterator[str]:
    start, end = span
    left = max(text.rfind("\n", 0, start) + 1, start - _AROUND)
    right = text.find("\n", end)
    right = min(right if right >= 0 else len(text), end + _AROUND)
    before, cited, after = (_plain(part) for part in (text[left:start], text[start:end], text[end:right]))
    before = before.lstrip()
    yield f"  {before}{cited}{after}".rstrip()
    yield "  " + " " * _width(before) + "~" * max(1, _width(cited))


def _plain(text: str) -> str:
    """Return the text in one line: any white space as a space, a line break as ↵."""
    return "".join("↵" if char == "\n" else " " if char.isspace() else char for char in text)


def _width(text: str) -> int:
    return sum(not unicodedata.combining(char) for char in text)
