"""The neighbourhood of a note as an SVG drawn at build time: links, no script, one row for every note.

A line leaves the trunk for each neighbour and ends at its date, so that a reader sees a resolution run down
the levels. Places are percentages across and pixels down: one drawing fits a phone and a desk. Everything
is built as an element tree, which escapes what it is given; colours and dashes come from ``graph.css``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from xml.etree import ElementTree as ET

from nq57.text import show_date
from nq57.views.frame import Axis, Row, axis, rows
from nq57.views.picture import FAMILIES, KINDS, LIMIT, Atlas, Edge, Level, Node, Picture, Texts
from nq57.views.shapes import LOOKS, SHAPES, clean, cut, glyph, look, stroke, width_of, written

ROW = 26
HEAD = 25
LEFT = 22
"""Pixels from the edge to where the lines of the rows begin; their places count from here."""
TRUNK = 12
UNDATED = 46
"""Place of what has no date, in pixels from LEFT."""
FIRST, LAST = 21.0, 53.0
"""Per cent of the width, from LEFT, between which dates stand; labels fill what is right of them."""
WIDTHS = (310, 618, 798)
"""Pixels right of LEFT that labels are cut for: phone, page, wide page; graph.css has the same steps."""
ONLY, FROM = ("slim", "mid"), ("wide", "broad")
"""Classes of what is seen at one width alone, and of what is seen from the next one on."""
TICKS_APART, FAR_APART = 0.24, 0.5
"""Shares of the axis that a date needs to be written, and to be written on a phone."""
FONT, NOTE_FONT = 14.0, 12.5
BOLD = 1.13
"""Times as wide as plain letters: those of the note itself."""
GAP, FOCUS_GAP = 13, 18
"""From the middle of a node to its label."""
SHORTEST_NOTE = 3
"""Letters: of less, only an ellipsis would be seen."""
STRAND = 6
"""Between two parallel relations."""
MOST_STRANDS = 3


def neighbourhood(
    focus_id: str,
    nodes: Iterable[Node],
    edges: Iterable[Edge],
    levels: Iterable[Level],
    texts: Texts,
    href_prefix: str,
    *,
    more: str = "#_ties",
    limit: int = LIMIT,
) -> str:
    """Return the drawing of a note among its neighbours as HTML: a figure with an SVG and its legend.

    ``href_prefix`` leads from the page to the root of the site (``""``, ``"../"``); ``more`` is where a fold
    ("and 37 more") leads. For many notes of one graph make one ``Atlas`` and call ``draw`` instead.
    """
    return draw(Atlas.of(nodes, edges, levels).around(focus_id, limit), texts, href_prefix, more=more)


def draw(picture: Picture, texts: Texts, href_prefix: str, *, more: str = "#_ties") -> str:
    """Return a picture as HTML; the same picture and texts give the same bytes.

    ``href_prefix`` and ``more`` are as for ``neighbourhood``. Empty when the note has no neighbour.
    """
    if not picture.total:
        return ""
    figure = ET.Element("figure", {"class": "nq-nbh"})
    figure.append(_Sheet(picture, texts, href_prefix or "./", more).svg())
    figure.append(_caption(picture, texts))
    return written(figure)


@dataclass(frozen=True, slots=True)
class _Strand:
    """One line of a row: a relation, whether it leaves the focus, whether it was only found in a text."""

    relation: str
    outward: bool
    found: bool


class _Sheet:
    """One drawing in the making: the frame of a picture, and the rows that stand in it."""

    def __init__(self, picture: Picture, texts: Texts, href_prefix: str, more: str) -> None:
        self.picture, self.texts, self.href_prefix, self.more = picture, texts, href_prefix, more
        self.rows = rows(picture.nodes, picture.levels, dict(picture.folded))
        self.axis: Axis = axis((node.date for node in picture.nodes if node.date), TICKS_APART)
        self.undated = any(node.date is None for node in picture.nodes)
        self.top = 36 if self.undated and self.axis.runs else 22 if self.axis.runs else 2
        self.middles = self._middles()
        self.height = max(self.middles) + ROW // 2 + 6
        self.strands = _strands(picture)

    def _middles(self) -> list[int]:
        """Return the middle of each row in pixels, with room for the name of a lane above its first."""
        middles, y, level = [], self.top, None
        for row in self.rows:
            y += ROW + (HEAD if row.level != level else 0)
            middles.append(y - ROW // 2)
            level = row.level
        return middles

    def svg(self) -> ET.Element:
        """Return the whole drawing."""
        focus = self.picture.nodes[0]
        name = clean(self.texts.say("neighbourhood", label=focus.label))
        size = {"width": "100%", "height": str(self.height)}
        # What graph-explore.js needs to go on in the same places.
        told = {"data-left": str(LEFT), "data-undated": str(UNDATED), "data-top": str(self.top)}
        root = ET.Element("svg", {**size, **told, "role": "group", "aria-label": name})
        self._define(root)
        self._frame(root)
        for row in self.rows:
            if row.node is None:
                self._fold(root, row)
            elif row.node.id == focus.id:
                self._focus(root, row, row.node)
            else:
                self._neighbour(root, row, row.node)
        self._trunk(root)
        return root

    def _define(self, root: ET.Element) -> None:
        """Define each shape and arrow once."""
        defs = ET.SubElement(root, "defs")
        for shape in sorted({LOOKS[look(node)][0] for node in self.picture.nodes}):
            ET.SubElement(defs, "path", {"id": f"_{shape}", "d": SHAPES[shape]})
        ET.SubElement(defs, "path", {"id": "_to", "d": "M-18-4.5L-9 0l-9 4.5z"})
        ET.SubElement(defs, "path", {"id": "_from", "d": "M9-4.5L0 0l9 4.5z"})

    def _frame(self, root: ET.Element) -> None:
        """Draw what stands behind the notes: lanes with their names, dates, the undated column."""
        frame = ET.SubElement(root, "g", {"class": "frame", "aria-hidden": "true"})
        names = {level.id: level.label or self.texts.say("unknown_level") for level in self.picture.levels}
        starts = [row for row in self.rows if row.index == 0 or self.rows[row.index - 1].level != row.level]
        tops = [self.middles[row.index] - ROW // 2 - HEAD for row in starts]
        bottoms = [*tops[1:], self.height]
        for y, bottom in list(zip(tops, bottoms, strict=True))[::2]:
            ET.SubElement(frame, "rect", {"y": str(y), "width": "100%", "height": str(bottom - y)})
        places = ET.SubElement(frame, "g", {"transform": f"translate({LEFT} 0)"})
        if self.axis.runs:
            self._dates(places)
        for row, y in zip(starts, tops, strict=True):
            ET.SubElement(places, "text", {"x": "6", "y": str(y + 18), "class": "lane"}).text = clean(
                names[row.level]
            )

    def _dates(self, places: ET.Element) -> None:
        """Draw the time axis; a phone has room for the marks that are far apart only."""
        last_kept = -1.0
        for tick in self.axis.ticks(TICKS_APART):
            far = tick.at - last_kept >= FAR_APART
            last_kept = tick.at if far else last_kept
            place = {"x": f"{_share(tick.at)}%", **({} if far else {"class": "wide"})}
            self._mark(places, place, self.top - 8, tick.label)
        for cut_at in self.axis.cuts:
            mark = ET.SubElement(places, "svg", {"x": f"{_share(cut_at)}%"})
            ET.SubElement(mark, "line", {"y1": str(self.top - 4), "y2": str(self.height), "class": "cut"})
        if self.undated:
            self._mark(places, {"x": str(UNDATED)}, 13, self.texts.say("undated"))

    def _mark(self, parent: ET.Element, place: dict[str, str], text_y: int, label: str) -> None:
        mark = ET.SubElement(parent, "svg", place)
        ET.SubElement(mark, "line", {"y1": str(text_y + 4), "y2": str(self.height)})
        ET.SubElement(mark, "text", {"y": str(text_y)}).text = clean(label)

    def _trunk(self, root: ET.Element) -> None:
        """Draw the line that all relations share, from the focus up and down."""
        focus = next(row for row in self.rows if row.node and row.node.id == self.picture.focus)
        middle = self.middles[focus.index]
        turns = []
        for row, y in zip(self.rows, self.middles, strict=True):
            bend = 8 if y > middle else -8
            for offset in self._offsets(row) if row is not focus else ():
                turns.append(f"M{TRUNK} {y + offset - bend}q0 {bend} {LEFT - TRUNK} {bend}")
        high = min(middle, self.middles[0] + 8)
        low = max(middle, self.middles[-1] - 8)
        trunk = ET.SubElement(root, "g", {"class": "trunk"})
        ET.SubElement(trunk, "path", {"d": f"M{TRUNK} {high}V{low}" + "".join(turns)})
        ET.SubElement(trunk, "circle", {"cx": str(TRUNK), "cy": str(middle), "r": "4.5"})

    def _offsets(self, row: Row) -> list[int]:
        """Return how far above or below the middle of the row each of its lines runs."""
        count = len(self.strands[row.node.id]) if row.node else 1
        return [STRAND * (2 * i - count + 1) // 2 for i in range(count)]

    def _row(self, root: ET.Element, tag: str, row: Row, **attributes: str) -> ET.Element:
        """Open a row: inside it, x counts from the end of the trunk and y from the middle."""
        place = {"transform": f"translate({LEFT} {self.middles[row.index]})"}
        return ET.SubElement(root, tag, {**attributes, **place})

    def _focus(self, root: ET.Element, row: Row, node: Node) -> None:
        """Draw the note itself, tied to the trunk."""
        group = self._row(root, "g", row, **{"class": f"focus k-{look(node)}", "data-focus": node.id})
        ET.SubElement(group, "rect")
        ET.SubElement(group, "line", {"x1": str(TRUNK - LEFT), "x2": _at(node, self.axis)})
        place = self._place(group, node)
        ET.SubElement(place, "circle", {"r": "11"})
        ET.SubElement(place, "use", {"href": f"#_{LOOKS[look(node)][0]}"})
        self._label(place, node, FOCUS_GAP, [self.texts.say("this")], FONT * BOLD)

    def _place(self, row: ET.Element, node: Node) -> ET.Element:
        """Open the place of a node in its row: inside it, x counts from its date."""
        return ET.SubElement(row, "svg", {"x": _at(node, self.axis)})

    def _neighbour(self, root: ET.Element, row: Row, node: Node) -> None:
        """Draw a neighbour: its row is a link, each of its relations a line with an arrow at its target."""
        x, strands = _at(node, self.axis), self.strands[node.id]
        names = [self.texts.relation(strand.relation, outward=strand.outward) for strand in strands]
        spoken = {"lang": node.language} if node.language else {}
        url = self.href_prefix + node.url
        link = self._row(root, "a", row, **{"class": f"k-{look(node)}", "href": url}, **spoken)
        ET.SubElement(link, "title").text = self._title(node, names)
        ET.SubElement(link, "rect")
        for strand, offset in zip(strands, self._offsets(row), strict=True):
            name = f"f-{self.texts.family(strand.relation)}" + (" found" if strand.found else "")
            aside = {"transform": f"translate(0 {offset})"} if offset else {}
            line = ET.SubElement(link, "g", {"class": name, **aside})
            ET.SubElement(line, "line", {"x2": x})
            ET.SubElement(line, "use", {"href": "#_to", "x": x} if strand.outward else {"href": "#_from"})
        place = self._place(link, node)
        ET.SubElement(place, "use", {"href": f"#_{LOOKS[look(node)][0]}"})
        self._label(place, node, GAP, names, FONT)

    def _title(self, node: Node, names: Iterable[str]) -> str:
        kind = self.texts.kinds.get(node.kind, node.kind)
        date = show_date(node.date, self.texts.language) if node.date else self.texts.say("undated")
        full = node.title if node.title.startswith(node.label) else f"{node.label} {node.title}".strip()
        return clean(f"{full} ({kind}, {date}): {', '.join(names)}")

    def _label(self, parent: ET.Element, node: Node, gap: int, names: Sequence[str], font: float) -> None:
        """Write a label, then the names of the relations: as much of both as each width has room for."""
        text = ET.SubElement(parent, "text", {"x": str(gap), "y": "5"})
        rooms = [
            width - gap - 4 - (width * _percent(node, self.axis) / 100 if node.date else UNDATED)
            for width in WIDTHS
        ]
        labels = [cut(clean(node.label), room, font) for room in rooms]
        _grow(text, labels)
        left = [room - width_of(label, font) - 10 for room, label in zip(rooms, labels, strict=True)][1:]
        notes = [cut(clean(" · ".join(names)), room, NOTE_FONT) for room in left]
        for note, look_of in (
            ((notes[0], "wide"),) if notes[0] == notes[1] else zip(notes, ("mid", "broad"), strict=True)
        ):
            if len(note) > SHORTEST_NOTE:
                ET.SubElement(text, "tspan", {"class": f"{look_of} note", "dx": "9"}).text = note

    def _fold(self, root: ET.Element, row: Row) -> None:
        """Draw one row for all the neighbours of a lane that are left to the table."""
        link = self._row(root, "a", row, **{"class": "fold", "href": self.more})
        words = clean(self.texts.say("more", n=row.folded))
        lane = next(level.label for level in self.picture.levels if level.id == row.level)
        ET.SubElement(link, "title").text = clean(f"{words} ({lane or self.texts.say('unknown_level')})")
        ET.SubElement(link, "rect")
        ET.SubElement(link, "line", {"x2": str(UNDATED - 8)})
        ET.SubElement(link, "text", {"x": str(UNDATED), "y": "5"}).text = words


def _grow(text: ET.Element, cuts: Sequence[str]) -> None:
    """Write the first cut of a label, and what each wider cut adds in the place of its ellipsis."""
    text.text = cuts[0] if cuts[0] == cuts[-1] else cuts[0].removesuffix("…")
    written = len(text.text)
    for (one, other), only, wider in zip(pairwise(cuts), ONLY, FROM, strict=True):
        if one == other:
            continue
        ET.SubElement(text, "tspan", {"class": only}).text = "…"
        more = other if other == cuts[-1] else other.removesuffix("…")
        ET.SubElement(text, "tspan", {"class": wider}).text = more[written:]
        written = len(more)


def _share(place: float) -> float:
    """Return the per cent of the width at which a place of the axis stands."""
    return round(FIRST + (LAST - FIRST) * place, 1)


def _percent(node: Node, time: Axis) -> float:
    return _share(time.at(node.date)) if node.date else 0.0


def _at(node: Node, time: Axis) -> str:
    """Return the x of a node as SVG writes it."""
    return f"{_percent(node, time):g}%" if node.date else str(UNDATED)


def _strands(picture: Picture) -> dict[str, list[_Strand]]:
    """Return the lines of each neighbour, declared before found; a row has room for a few only."""
    found: dict[str, dict[tuple[str, bool], bool]] = defaultdict(dict)
    for edge in picture.edges:
        outward = edge.source == picture.focus
        lines = found[edge.target if outward else edge.source]
        key = (edge.relation, outward)
        lines[key] = lines.get(key, True) and edge.origin == "found"
    return {other: _first_strands(lines) for other, lines in found.items()}


def _first_strands(lines: Mapping[tuple[str, bool], bool]) -> list[_Strand]:
    """Return the few lines that are drawn: what a text mentions adds nothing to what is declared that way."""
    strands = [_Strand(relation, outward, found) for (relation, outward), found in lines.items()]
    declared = {line.outward for line in strands if not line.found}
    kept = [line for line in strands if not line.found or line.outward not in declared]
    return sorted(kept, key=lambda line: (line.found, line.relation, line.outward))[:MOST_STRANDS]


def _caption(picture: Picture, texts: Texts) -> ET.Element:
    """Return how much of the neighbourhood is shown, then the legend of what the drawing uses."""
    caption = ET.Element("figcaption")
    shown = texts.say("shown", shown=len(picture.nodes) - 1, total=picture.total)
    ET.SubElement(caption, "p", {"class": "nq-shown"}).text = clean(shown)
    legend = ET.SubElement(caption, "ul", {"class": "nq-legend", "aria-label": texts.say("legend")})
    strands = [strand for lines in _strands(picture).values() for strand in lines]
    families = {texts.family(strand.relation) for strand in strands}
    for family in FAMILIES:
        if family in families:
            _item(legend, stroke(family), texts.family_labels.get(family, family))
    if any(strand.found for strand in strands):
        _item(legend, stroke("any found", arrow=True), texts.say("found"))
    for outward, phrase in ((True, "from_here"), (False, "to_here")):
        if any(strand.outward == outward for strand in strands):
            _item(legend, stroke("any", arrow=outward), texts.say(phrase))
    kinds = {look(node) for node in picture.nodes}
    for kind in KINDS:
        if kind in kinds:
            _item(legend, glyph(kind), texts.kinds.get(kind, kind))
    return caption


def _item(legend: ET.Element, sample: ET.Element, label: str) -> None:
    sample.tail = clean(label)
    ET.SubElement(legend, "li").append(sample)
