"""Long tables of plain pages in parts: a page with all tasks of ten thousand notes opens on no old machine.

The first part stands in the page itself, each other on a further page. In a bundle, of fewer notes, a table
is whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from nq57.views.page import Payload

ROWS = 1000
"""Rows of a table on one page."""
# Where the rows of a view stand, and in what each of these holds rows of its own that may be parted too.
LISTS: Mapping[str, tuple[str, str]] = {
    "tasks": ("rows", ""),
    "figures": ("rows", ""),
    "cascade": ("steps", ""),
    "rests-on": ("rows", ""),
    "asked": ("rows", ""),
    "timeline": ("months", "events"),
    "index": ("groups", "rows"),
}
_SIZES: Mapping[str, Callable[[Any], int]] = {
    "asked": lambda row: sum(len(way["tasks"]) for way in row["ways"])
}


def parts(view: str, option: str, values: Payload, page: str) -> Iterator[tuple[str, Payload]]:
    """Yield the pages of a view by their names, with what each shows: of few rows the ``page`` alone.

    Without a name of the page the view is whole. No note has the name of a further page: ids have no dot.
    """
    if view not in LISTS:
        yield page, values
        return
    key, inner = LISTS[view]
    size = _SIZES.get(view, lambda item: len(item[inner]) if inner else 1)
    lots = list(_lots(values[key], inner, size)) if page else [values[key]]
    stem = f"{page}.{'-'.join((view, *option.split()))}"
    names = [page, *(f"{stem}-{number}" for number in range(2, len(lots) + 1))]
    addresses = ["", *(f"{name}.html" for name in names), ""]
    for place, (name, lot) in enumerate(zip(names, lots, strict=True)):
        way = {"before": addresses[place], "after": addresses[place + 2]}
        yield name, {**values, key: lot, "part": {"number": place + 1, "count": len(lots), **way}}


def _lots(items: Sequence[Any], inner: str, size: Callable[[Any], int]) -> Iterator[list[Any]]:
    """Yield the items in lots of about as many rows as a page holds; one lot at least."""
    lot: list[Any] = []
    rows = 0
    for item in _pieces(items, inner):
        if lot and rows + size(item) > ROWS:
            yield lot
            lot, rows = [], 0
        lot.append(item)
        rows += size(item)
    yield lot


def _pieces(items: Sequence[Any], inner: str) -> Iterator[Any]:
    """Yield the items, those that hold too many rows in pieces of a page each."""
    for item in items:
        held = item[inner] if inner else ()
        if len(held) <= ROWS:
            yield item
        else:
            for start in range(0, len(held), ROWS):
                yield {**item, inner: held[start : start + ROWS]}
