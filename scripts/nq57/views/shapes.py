"""How kinds and relations look, and how wide text is: the one list that drawing, legend and map share."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from html import escape
from itertools import accumulate
from types import MappingProxyType
from xml.etree import ElementTree as ET

from nq57.views.picture import Node

_SIGNS = re.compile('[&<>"]')

SHAPES: Mapping[str, str] = MappingProxyType(
    {
        "square": "M-5.5-5.5h11v11h-11z",
        "hexagon": "M-6.5 0l3.2-5.6h6.6L6.5 0 3.3 5.6h-6.6z",
        "dot": "M-6 0a6 6 0 1 1 12 0 6 6 0 1 1-12 0z",
        "diamond": "M0-7.5L7.5 0 0 7.5-7.5 0z",
        "triangle": "M0-7L7 5.2H-7z",
        "triangleDown": "M0 7L7-5.2H-7z",
        "star": "M0-8l2.2 5 5.5.5-4.2 3.6 1.3 5.4L0 3.7-4.8 6.5l1.3-5.4-4.2-3.6 5.5-.5z",
    }
)
"""Outlines about the origin, 13 pixels wide; their names are those of vis-network."""

LOOKS: Mapping[str, tuple[str, bool]] = MappingProxyType(
    {
        "document": ("square", True),
        "organisation": ("hexagon", True),
        "person": ("dot", True),
        "meeting": ("diamond", True),
        "province": ("triangle", True),
        "platform": ("hexagon", False),
        "source": ("square", False),
        "finding": ("star", True),
        "task": ("triangleDown", False),
        "figure": ("diamond", False),
        "provision": ("triangle", False),
        "stub": ("dot", False),
        "remote": ("star", False),
    }
)
"""Kind of note → shape and whether it is filled: two kinds never share both."""

DASHES: Mapping[str, tuple[float, ...]] = MappingProxyType(
    {
        "authority": (),
        "implementation": (9, 4),
        "organisation": (1.5, 4),
        "citation": (9, 3, 2, 3),
        "work": (4, 3),
    }
)
"""Family of relations → lengths of dash and gap in pixels; graph.css says the same for the drawing."""


def look(node: Node) -> str:
    """Return the kind that decides how a node looks: a stub looks like one, whatever it will become.

    >>> look(Node("a", "document", "a", "a", None, "ministry", None, "a", True, 0))
    'stub'
    """
    return "stub" if node.stub or node.kind not in LOOKS else node.kind


def glyph(kind: str) -> ET.Element:
    """Return a small picture of a kind of note, for a legend."""
    sample = ET.Element("svg", {"class": f"k-{kind}", "viewBox": "-9 -9 18 18", "aria-hidden": "true"})
    ET.SubElement(sample, "path", {"d": SHAPES[LOOKS[kind][0]], "class": "shape"})
    return sample


def stroke(family: str, arrow: bool | None = None) -> ET.Element:
    """Return a small picture of a line, for a legend; ``arrow`` points right (True), left (False) or not."""
    sample = ET.Element("svg", {"class": f"f-{family}", "aria-hidden": "true"})
    ET.SubElement(sample, "line", {"x1": "1", "x2": "33", "y1": "6", "y2": "6"})
    if arrow is not None:
        tip = "M24 1.5L33 6l-9 4.5z" if arrow else "M10 1.5L1 6l9 4.5z"
        ET.SubElement(sample, "path", {"d": tip})
    return sample


def written(element: ET.Element) -> str:
    """Return an element as HTML, escaped: ElementTree's writer asks each name for its namespace.

    >>> written(ET.fromstring('<a href="?a&amp;b"><b/>&lt;</a>'))
    '<a href="?a&amp;b"><b/>&lt;</a>'
    """
    parts: list[str] = []
    _write(element, parts.append)
    return "".join(parts)


def _write(element: ET.Element, out: Callable[[str], None]) -> None:
    out("<" + element.tag)
    for name, value in element.items():
        out(f' {name}="{escaped(value)}"')
    if element.text or len(element):
        out(">" + escaped(element.text or ""))
        for child in element:
            _write(child, out)
        out(f"</{element.tag}>")
    else:
        out("/>")
    out(escaped(element.tail or ""))


def escaped(text: str) -> str:
    """Return a text as HTML and XML hold it, between quotes too."""
    return escape(text, quote=False).replace('"', "&quot;") if _SIGNS.search(text) else text


def clean(text: str) -> str:
    """Return text without control characters, which no drawing can hold.

    >>> clean("57-NQ/TW" + chr(0) + chr(27))
    '57-NQ/TW'
    """
    if text.isprintable():
        return text
    return "".join(c for c in text if unicodedata.category(c) not in ("Cc", "Cs", "Cn"))


_SLIM = frozenset(".,:;'|!()[]{}/ ijlIrtf-·\u00a0")
_BROAD = frozenset("mwMWƯƠ@%&—…←")


def width_of(text: str, size: float) -> float:
    """Return a width, in pixels, that text surely fits in; measured on the widest of the usual fonts.

    >>> width_of("57-NQ/TW", 10) < width_of("MWMWMWMW", 10)
    True
    """
    return size * _width(text)


@lru_cache(maxsize=20_000)  # the labels of a hub stand in many drawings
def _width(text: str) -> float:
    return sum(map(_char_width, text))


@cache  # few letters, many labels
def _char_width(char: str) -> float:
    base = unicodedata.normalize("NFD", char)[0]
    if unicodedata.combining(base):
        return 0.0
    if base in _SLIM:
        return 0.42
    if char in _BROAD or base in _BROAD or unicodedata.east_asian_width(char) in "WF":
        return 1.05
    return 0.8 if base.isupper() else 0.66


def cut(text: str, room: float, size: float) -> str:
    """Return the text, or as much of its beginning as fits the room, with an ellipsis.

    >>> cut("57-NQ/TW", 100, 14), cut("Resolution 57-NQ/TW", 100, 14)
    ('57-NQ/TW', 'Resolution…')
    """
    if width_of(text, size) <= room:
        return text
    dots = _char_width("…")
    kept = bisect_right(_widths(text), room, key=lambda width: size * (width + dots))
    return text[:kept].rstrip() + "…"


@lru_cache(maxsize=4_000)
def _widths(text: str) -> list[float]:
    """Return the widths of the beginnings of a text: of one letter, two and so on."""
    return list(accumulate(map(_char_width, text)))
