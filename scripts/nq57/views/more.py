"""A note's page within its weight: what would make it too heavy stands whole on further pages.

A text that thousands rest on would weigh megabytes, and the page of a province with all its sentences does
not open on a slow line. Such a page shows the list in brief, each line leading to the whole. Prose, facts and
sources are never moved.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from markupsafe import Markup

from nq57.views.page import Payload

WEIGHT = 37_000
"""Bytes of a note's page; with what a later build may add to the frame it stays below 40,000."""
PACKED = 9_300
"""Bytes of it compressed, where 10,000 is the most."""
PER_PAGE = 150
"""Rows of a list on each further page."""
# What is moved, the most dispensable first; each with its heading on the further page.
MOVABLE: Mapping[str, str] = {
    "ties": "Ces relations, en table",
    "mentions": "Numéros cités dans cette note",
    "cited_by": "Cité par",
    "below": "En découlent",
    "resting": "Ce qui repose sur ce texte",
    "relations": "Relations",
    "by_rule": "Trouvé par règle",
    "dossier.findings": "Constats sur la province",
    "dossier.obligations": "Demandé à toutes les provinces",
    "dossier.grids": "Couverture et conformité",
    "dossier.figures": "Chiffres de la province",
    "figures": "Chiffres",
    "dossier.requests": "Demandes au centre",
    "dossier.documents": "Documents et projets",
    "dossier.tasks": "Tâches de la province",
    "tasks": "Tâches",
    "provisions": "Dispositions",
    "dossier.holders": "Personnes",
}
PICTURED: Mapping[str, int] = {"by_rule": 16, "tasks": 6}
"""Nodes that the picture keeps where a page is still too heavy without a list."""
Drawn = Callable[..., Markup]
# No text makes one: in what is escaped no tag begins.
_MARK = re.compile("<\0([0-9]+)>")
_GROUPED = ("relations", "provisions", "resting")  # their items stand in groups


@dataclass(frozen=True, slots=True)
class NotePage:
    """The body of a note's page, its contents, and the bodies of its further pages by their names."""

    body: Markup
    contents: Markup
    further: Mapping[str, Markup]


class Brief:
    """The lists of a note that its page shows in brief; templates ask it where the whole of them stands."""

    def __init__(self, page: str, values: Payload) -> None:
        """``page`` is the name of the note's page."""
        self.page, self.values = page, values
        self.keys: list[str] = []

    def __contains__(self, key: object) -> bool:
        """Tell whether a list is shown in brief."""
        return key in self.keys

    def at(self, key: str, place: int = 0) -> str:
        """Return the address, from the root, of the further page with the item at a place of a list."""
        return f"{page_name(self.page, key, place // PER_PAGE)}.html"

    def pages(self) -> Iterator[tuple[str, Payload]]:
        """Yield every further page: its name, and what it shows."""
        for key in self.keys:
            yield from self._pages(key)

    def _pages(self, key: str) -> Iterator[tuple[str, Payload]]:
        items = rows(self.values, key)
        count = -(-len(items) // PER_PAGE)
        for number in range(count):
            shown = items[number * PER_PAGE : (number + 1) * PER_PAGE]
            yield (
                page_name(self.page, key, number),
                {
                    "key": key,
                    "name": MOVABLE[key],
                    "total": len(items),
                    "shown": grouped(shown) if key in _GROUPED else [item for _, item in shown],
                    "part": {
                        "number": number + 1,
                        "count": count,
                        "before": self.at(key, (number - 1) * PER_PAGE) if number else "",
                        "after": self.at(key, (number + 1) * PER_PAGE) if number + 1 < count else "",
                    },
                },
            )


def page_name(page: str, key: str, number: int = 0) -> str:
    """Return the name of a further page: no note can have it, for ids have no dot.

    >>> page_name("documents/57-nq-tw", "cited_by"), page_name("provinces/hung-yen", "dossier.tasks", 1)
    ('documents/57-nq-tw.cited-by', 'provinces/hung-yen.own-tasks-2')
    """
    name = key.replace("dossier.", "own-").replace("_", "-")
    return f"{page}.{name}-{number + 1}" if number else f"{page}.{name}"


def home_of(page: str) -> str:
    """Return the name of the note's page that a page is or belongs to.

    >>> home_of("documents/57-nq-tw.cited-by"), home_of("documents/57-nq-tw")
    ('documents/57-nq-tw', 'documents/57-nq-tw')
    """
    folder, slash, name = page.rpartition("/")
    return f"{folder}{slash}{name.partition('.')[0]}"


def rows(values: Payload, key: str) -> list[tuple[Payload, Any]]:
    """Return the items of a list, each with the group in which it stands, where there are groups."""
    if key in _GROUPED:
        groups = (values.get(key) or {"levels": ()})["levels"] if key == "resting" else values[key]
        return [(group, item) for group in groups for item in group["items"]]
    home, _, name = key.rpartition(".")
    if key == "below":
        return [({}, item) for item in values["chain"]["below"]]
    return [({}, item) for item in ((values[home] or {}) if home else values).get(name, ())]


def grouped(items: list[tuple[Payload, Any]]) -> list[Payload]:
    """Return items as groups again."""
    groups: list[Payload] = []
    for group, item in items:
        if not groups or groups[-1]["of"] is not group:
            groups.append({**group, "of": group, "items": []})
        groups[-1]["items"].append(item)
    return [{name: value for name, value in group.items() if name != "of"} for group in groups]


class Lists:
    """The lists of a page in their places: each whole, or in brief where it is moved.

    A page is drawn once, with marks where its lists stand: to draw all of it anew for each list that is moved
    took half of the time.
    """

    def __init__(self, brief: Brief) -> None:
        """Begin without a list."""
        self.brief, self._picture = brief, Markup(brief.values.get("picture", ""))
        self._lists: list[tuple[str, Callable[[], Markup], Callable[[], Markup]]] = []
        self._texts: list[str] = []

    def put(self, key: str, whole: Drawn, short: Drawn, root: str, items: Any, *more: Any) -> Markup:
        """Return the mark of a list; the two ways to draw it take its items, ``short`` the brief too."""
        drawn = whole(root, items, *more)
        return self._mark(key, lambda: drawn, cache(lambda: short(root, items, self.brief, key, *more)))

    def picture(self) -> Markup:
        """Return the mark of the picture."""
        return self._mark("", lambda: self._picture, Markup)

    def _mark(self, key: str, whole: Callable[[], Markup], short: Callable[[], Markup]) -> Markup:
        self._lists.append((key, whole, short))
        return Markup(f"<\0{len(self._lists) - 1}>")

    def into(self, page: str) -> None:
        """Take the page in which the marks stand."""
        self._texts = _MARK.split(page)

    def redraw(self, picture: str) -> None:
        """Show another picture."""
        self._picture = Markup(picture)

    def page(self) -> Markup:
        """Return the page with its lists."""
        texts: list[str] = list(self._texts)
        for place in range(1, len(texts), 2):
            key, whole, short = self._lists[int(texts[place])]
            texts[place] = short() if key in self.brief else whole()
        return Markup("".join(texts))


def within(lists: Lists, frame: int, picture: Callable[[int], str]) -> Markup:
    """Return the body of a page, with as many of its lists moved as its weight asks for.

    ``frame`` is what the page weighs without its body; ``picture`` draws one with few nodes.
    """
    brief, body = lists.brief, lists.page()
    for key in MOVABLE:
        if _fits(body, frame):
            return body
        if rows(brief.values, key):
            brief.keys.append(key)
            body = lists.page()
        if key in PICTURED and not _fits(body, frame):
            lists.redraw(picture(PICTURED[key]))
            body = lists.page()
    return body


def _fits(body: Markup, frame: int) -> bool:
    text = body.encode()
    if len(text) + frame > WEIGHT:
        return False
    # A body half as heavy is never packed to more than this.
    return len(text) < 2 * PACKED or len(gzip.compress(text, 6)) + frame // 3 <= PACKED
