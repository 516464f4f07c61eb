"""The neighbourhood of a note as an SVG drawn at build time: links, no script, one row for every note.

A line leaves the trunk for each neighbour and ends at its date, so that a reader sees a resolution run down
the levels. Places are percentages across and pixels down: one drawing fits a phone and a desk. Colours and
dashes come from ``graph.css``. Whatever a note or the vocabulary says passes ``shown``, which escapes it: an
element tree did so too, in twice the time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from nq57.text import show_date
from nq57.views.frame import Axis, Row, axis, rows
from nq57.views.picture import FAMILIES, KINDS, LIMIT, Atlas, Edge, Level, Node, Picture, Texts
from nq57.views.shapes import LOOKS, SHAPES, clean, cut, escaped, glyph, look, stroke, width_of, written

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
    sheet = _Sheet(picture, texts, href_prefix or "./", more)
    return f'<figure class="nq-nbh">{sheet.svg()}{_caption(picture, texts, sheet.strands)}</figure>'


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

    def svg(self) -> str:
        """Return the whole drawing."""
        focus = self.picture.nodes[0]
        name = shown(self.texts.say("neighbourhood", label=focus.label))
        # What graph-explore.js needs to go on in the same places.
        told = f'data-left="{LEFT}" data-undated="{UNDATED}" data-top="{self.top}"'
        size = f'width="100%" height="{self.height}"'
        drawn = [f'<svg {size} {told} role="group" aria-label="{name}">', self._define(), self._frame()]
        for row in self.rows:
            if row.node is None:
                drawn.append(self._fold(row))
            elif row.node.id == focus.id:
                drawn.append(self._focus(row, row.node))
            else:
                drawn.append(self._neighbour(row, row.node))
        return "".join([*drawn, self._trunk(), "</svg>"])

    def _define(self) -> str:
        """Define each shape and arrow once."""
        used = sorted({LOOKS[look(node)][0] for node in self.picture.nodes})
        shapes = "".join(f'<path id="_{shape}" d="{SHAPES[shape]}"/>' for shape in used)
        arrows = '<path id="_to" d="M-18-4.5L-9 0l-9 4.5z"/><path id="_from" d="M9-4.5L0 0l9 4.5z"/>'
        return f"<defs>{shapes}{arrows}</defs>"

    def _frame(self) -> str:
        """Draw what stands behind the notes: lanes with their names, dates, the undated column."""
        names = {level.id: level.label or self.texts.say("unknown_level") for level in self.picture.levels}
        starts = [row for row in self.rows if row.index == 0 or self.rows[row.index - 1].level != row.level]
        tops = [self.middles[row.index] - ROW // 2 - HEAD for row in starts]
        bottoms = [*tops[1:], self.height]
        bands = "".join(
            f'<rect y="{y}" width="100%" height="{bottom - y}"/>'
            for y, bottom in list(zip(tops, bottoms, strict=True))[::2]
        )
        lanes = "".join(
            f'<text x="6" y="{y + 18}" class="lane">{shown(names[row.level])}</text>'
            for row, y in zip(starts, tops, strict=True)
        )
        places = f'<g transform="translate({LEFT} 0)">{self._dates() if self.axis.runs else ""}{lanes}</g>'
        return f'<g class="frame" aria-hidden="true">{bands}{places}</g>'

    def _dates(self) -> str:
        """Draw the time axis; a phone has room for the marks that are far apart only."""
        drawn, last_kept = [], -1.0
        for tick in self.axis.ticks(TICKS_APART):
            far = tick.at - last_kept >= FAR_APART
            last_kept = tick.at if far else last_kept
            where = f'x="{_share(tick.at)}%"' + ("" if far else ' class="wide"')
            drawn.append(self._mark(where, self.top - 8, tick.label))
        for cut_at in self.axis.cuts:
            line = f'<line y1="{self.top - 4}" y2="{self.height}" class="cut"/>'
            drawn.append(f'<svg x="{_share(cut_at)}%">{line}</svg>')
        if self.undated:
            drawn.append(self._mark(f'x="{UNDATED}"', 13, self.texts.say("undated")))
        return "".join(drawn)

    def _mark(self, where: str, text_y: int, label: str) -> str:
        line = f'<line y1="{text_y + 4}" y2="{self.height}"/>'
        return f'<svg {where}>{line}<text y="{text_y}">{shown(label)}</text></svg>'

    def _trunk(self) -> str:
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
        path = f'<path d="M{TRUNK} {high}V{low}{"".join(turns)}"/>'
        return f'<g class="trunk">{path}<circle cx="{TRUNK}" cy="{middle}" r="4.5"/></g>'

    def _offsets(self, row: Row) -> list[int]:
        """Return how far above or below the middle of the row each of its lines runs."""
        count = len(self.strands[row.node.id]) if row.node else 1
        return [STRAND * (2 * i - count + 1) // 2 for i in range(count)]

    def _middle(self, row: Row) -> str:
        """Return where a row is: inside it, x counts from the end of the trunk and y from the middle."""
        return f'transform="translate({LEFT} {self.middles[row.index]})"'

    def _focus(self, row: Row, node: Node) -> str:
        """Draw the note itself, tied to the trunk."""
        kind, at = look(node), _percent(node, self.axis)
        x = _at(node, at)
        told = f'class="focus k-{kind}" data-focus="{escaped(node.id)}" {self._middle(row)}'
        shape = f'<circle r="11"/><use href="#_{LOOKS[kind][0]}"/>'
        label = self._label(node, at, FOCUS_GAP, self.texts.say("this"), FONT * BOLD)
        line = f'<line x1="{TRUNK - LEFT}" x2="{x}"/>'
        return f'<g {told}><rect/>{line}<svg x="{x}">{shape}{label}</svg></g>'

    def _neighbour(self, row: Row, node: Node) -> str:
        """Draw a neighbour: its row is a link, each of its relations a line with an arrow at its target."""
        kind, at, strands = look(node), _percent(node, self.axis), self.strands[node.id]
        x = _at(node, at)  # inside of its place, x counts from its date
        names = [self.texts.relation(strand.relation, outward=strand.outward) for strand in strands]
        spoken = f' lang="{escaped(node.language)}"' if node.language else ""
        told = f'class="k-{kind}" href="{escaped(self.href_prefix + node.url)}"{spoken} {self._middle(row)}'
        lines = []
        for strand, offset in zip(strands, self._offsets(row), strict=True):
            name = f"f-{self.texts.family(strand.relation)}{' found' if strand.found else ''}"
            aside = f' transform="translate(0 {offset})"' if offset else ""
            tip = f'<use href="#_to" x="{x}"/>' if strand.outward else '<use href="#_from"/>'
            lines.append(f'<g class="{name}"{aside}><line x2="{x}"/>{tip}</g>')
        title = f"<title>{shown(self._title(node, names))}</title>"
        label = self._label(node, at, GAP, " · ".join(names), FONT)
        place = f'<svg x="{x}"><use href="#_{LOOKS[kind][0]}"/>{label}</svg>'
        return f"<a {told}>{title}<rect/>{''.join(lines)}{place}</a>"

    def _title(self, node: Node, names: Iterable[str]) -> str:
        kind = self.texts.kinds.get(node.kind, node.kind)
        date = show_date(node.date, self.texts.language) if node.date else self.texts.say("undated")
        full = node.title if node.title.startswith(node.label) else f"{node.label} {node.title}".strip()
        return f"{full} ({kind}, {date}): {', '.join(names)}"

    def _label(self, node: Node, at: float, gap: int, said: str, font: float) -> str:
        """Write a label, then what is said of it: as much of both as each width has room for."""
        rooms = [width - gap - 4 - (width * at / 100 if node.date else UNDATED) for width in WIDTHS]
        label, said = clean(node.label), clean(said)
        labels = [cut(label, room, font) for room in rooms]
        wide, broad = (
            cut(said, room - width_of(label, font) - 10, NOTE_FONT)
            for room, label in zip(rooms[1:], labels[1:], strict=True)
        )
        notes = ((wide, "wide"),) if wide == broad else ((wide, "mid"), (broad, "broad"))
        more = "".join(
            f'<tspan class="{look_of} note" dx="9">{escaped(note)}</tspan>'
            for note, look_of in notes
            if len(note) > SHORTEST_NOTE
        )
        return f'<text x="{gap}" y="5">{_grown(labels)}{more}</text>'

    def _fold(self, row: Row) -> str:
        """Draw one row for all the neighbours of a lane that are left to the table."""
        words = clean(self.texts.say("more", n=row.folded))
        lane = next(level.label for level in self.picture.levels if level.id == row.level)
        title = shown(f"{words} ({lane or self.texts.say('unknown_level')})")
        told = f'class="fold" href="{escaped(self.more)}" {self._middle(row)}'
        label = f'<line x2="{UNDATED - 8}"/><text x="{UNDATED}" y="5">{escaped(words)}</text>'
        return f"<a {told}><title>{title}</title><rect/>{label}</a>"


def _grown(cuts: Sequence[str]) -> str:
    """Write the first cut of a label, and what each wider cut adds in the place of its ellipsis."""
    first = cuts[0] if cuts[0] == cuts[-1] else cuts[0].removesuffix("…")
    parts, done = [escaped(first)], len(first)
    for (one, other), only, wider in zip(pairwise(cuts), ONLY, FROM, strict=True):
        if one == other:
            continue
        more = other if other == cuts[-1] else other.removesuffix("…")
        parts.append(f'<tspan class="{only}">…</tspan><tspan class="{wider}">{escaped(more[done:])}</tspan>')
        done = len(more)
    return "".join(parts)


def shown(text: str) -> str:
    """Return a text as a drawing holds it: clean and escaped."""
    return escaped(clean(text))


def _share(place: float) -> float:
    """Return the per cent of the width at which a place of the axis stands."""
    return round(FIRST + (LAST - FIRST) * place, 1)


def _percent(node: Node, time: Axis) -> float:
    return _share(time.at(node.date)) if node.date else 0.0


def _at(node: Node, percent: float) -> str:
    """Return the x of a node as SVG writes it."""
    return f"{percent:g}%" if node.date else str(UNDATED)


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


def _caption(picture: Picture, texts: Texts, strands_of: Mapping[str, Sequence[_Strand]]) -> str:
    """Return how much of the neighbourhood is shown, then the legend of what the drawing uses."""
    told = texts.say("shown", shown=len(picture.nodes) - 1, total=picture.total)
    strands = [strand for lines in strands_of.values() for strand in lines]
    families = {texts.family(strand.relation) for strand in strands}
    entries = [
        (_line(family), texts.family_labels.get(family, family)) for family in FAMILIES if family in families
    ]
    if any(strand.found for strand in strands):
        entries.append((_line("any found", arrow=True), texts.say("found")))
    for outward, phrase in ((True, "from_here"), (False, "to_here")):
        if any(strand.outward == outward for strand in strands):
            entries.append((_line("any", arrow=outward), texts.say(phrase)))
    kinds = {look(node) for node in picture.nodes}
    entries += [(_shape(kind), texts.kinds.get(kind, kind)) for kind in KINDS if kind in kinds]
    items = "".join(f"<li>{sample}{shown(label)}</li>" for sample, label in entries)
    legend = f'<ul class="nq-legend" aria-label="{escaped(texts.say("legend"))}">{items}</ul>'
    return f'<figcaption><p class="nq-shown">{shown(told)}</p>{legend}</figcaption>'


@cache
def _line(family: str, arrow: bool | None = None) -> str:
    return written(stroke(family, arrow))


@cache
def _shape(kind: str) -> str:
    return written(glyph(kind))
