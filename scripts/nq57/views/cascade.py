"""A cascade as an SVG drawn at build time: time across, levels and provinces down, every step a link.

All stretches of time have one scale; a long empty one is cut out, and the cut is seen. Rows are packed so
that labels never meet. Everything is built as an element tree, which escapes what it is given; colours come
from ``cascade.css``.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date as calendar_date
from xml.etree import ElementTree as ET

from nq57.analysis.cascade import Cascade, Step
from nq57.text import Date, show_date, slug, sort_key
from nq57.views.frame import Axis, axis
from nq57.views.reader import Reader
from nq57.views.shapes import LOOKS, SHAPES, clean, cut, glyph, width_of

WIDTH = 880
"""Pixels: the width of the page's text on a desk; a phone scrolls."""
MARGIN, COLUMN = 24, 196
"""Beside the axis; the column of what has no date."""
ROW, LANE_HEAD, BAND = 24, 22, 17
"""Height of a row of steps, of the name of a lane, of a row of the axis."""
FONT, NOTE_FONT = 13.0, 12.0
GAP = 13
"""From the middle of a step to its label."""
LONGEST = 190.0
"""Pixels of the label of a dated step; its title says all of it."""
MOST_ROWS = 12
"""Rows of a lane: what is beyond is counted, and read in the table."""
MONTHS_APART, YEARS_APART = 28.0, 34.0
_STEPS = (1, 2, 3, 6, 12, 24, 60, 120)
KINDS = ("document", "meeting", "task")


def draw(cascade: Cascade, reader: Reader, root: str) -> str:
    """Return a cascade as HTML: a box that scrolls, its SVG, and a legend; '' when there is nothing to draw.

    ``root`` leads from the page to the root of the site (``""``, ``"../"``).
    """
    if not cascade.steps:
        return ""
    sheet = _Sheet(cascade, reader, root)
    figure = ET.Element("figure", {"class": "nq57-cascade"})
    box = {"class": "nq57-scroll", "tabindex": "0", "role": "region", "aria-label": sheet.name}
    ET.SubElement(figure, "div", box).append(sheet.svg())
    figure.append(sheet.caption())
    return ET.tostring(figure, encoding="unicode")


def pack(spans: Iterable[tuple[float, float]], most: int) -> list[int]:
    """Return a row for each span, the first in which it meets no span before it; ``most`` where none is left.

    >>> pack([(0, 10), (5, 20), (11, 30), (12, 14), (13, 14)], 3)
    [0, 1, 0, 2, 3]
    """
    rows: list[list[tuple[float, float]]] = [[] for _ in range(most)]
    found = []
    for start, end in spans:
        free = (i for i, row in enumerate(rows) if all(end <= a or b <= start for a, b in row))
        index = next(free, most)
        if index < most:
            rows[index].append((start, end))
        found.append(index)
    return found


@dataclass(frozen=True, slots=True)
class Lane:
    """A level or a province with its steps, dated and undated, in the order of the cascade."""

    id: str
    name: str
    dated: tuple[Step, ...]
    undated: tuple[Step, ...]


def lanes(cascade: Cascade, reader: Reader) -> tuple[Lane, ...]:
    """Return the lanes that hold a step, from the top of the State down; each province has its own."""
    levels = list(reader.corpus.vocabulary.lists.get("levels", {}))
    names: dict[str, str] = {}
    for level in levels:
        names[level] = reader.word("levels", level)
        if level == "province":
            found = {province for step in cascade.steps for province in step.provinces}
            ordered = sorted(found, key=lambda province: (sort_key(reader.title(province)), province))
            names |= {f"province {province}": reader.title(province) for province in ordered}
    held: dict[str, list[Step]] = {lane: [] for lane in names}
    for step in cascade.steps:
        for lane in [f"province {province}" for province in step.provinces] or [step.level]:
            held.setdefault(lane, []).append(step)
    return tuple(
        Lane(lane, names.get(lane) or reader.say("Autre"), *_by_date(steps))
        for lane, steps in held.items()
        if steps
    )


def _by_date(steps: Sequence[Step]) -> tuple[tuple[Step, ...], tuple[Step, ...]]:
    return tuple(step for step in steps if step.date), tuple(step for step in steps if not step.date)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a step stands: its row in the lane, its middle, and the ends of what is known of its date."""

    step: Step
    row: int
    x: float
    ends: tuple[float, float]
    left: bool
    label: str
    note: str


class _Sheet:
    """One drawing in the making."""

    def __init__(self, cascade: Cascade, reader: Reader, root: str) -> None:
        self.cascade, self.reader, self.root = cascade, reader, root
        self.labels = [clean(reader.label(trigger)) for trigger in cascade.triggers]
        self.name = clean(reader.say("Ce qui découle de {label}").replace("{label}", ", ".join(self.labels)))
        self.undated = any(step.date is None for step in cascade.steps)
        self.end = WIDTH - MARGIN - (COLUMN if self.undated else 0)
        dates = [*(step.date for step in cascade.steps), *self._starts()]
        # A year in which nothing else is known would take the room of the months that are.
        self.axis: Axis = axis(end for date in dates if date for end in _ends(date)[: 2 if date.month else 1])
        self.marks = self._triggers()
        self.top = BAND * (2 + max((row for row, _, _ in self.marks), default=-1) + 1) + 8
        self.lanes = lanes(cascade, reader)
        self.places = [tuple(self._places(lane)) for lane in self.lanes]
        heights = [self._height(lane, row) for lane, row in zip(self.lanes, self.places, strict=True)]
        self.tops = [self.top + sum(heights[:i]) for i in range(len(heights))]
        self.height = self.top + sum(heights) + 6

    def _starts(self) -> list[Date | None]:
        """Return the dates of the triggers."""
        dates = {step.node: step.date for step in self.cascade.steps}
        return [dates.get(trigger) for trigger in self.cascade.triggers]

    def _x(self, date: Date) -> float:
        return round(MARGIN + (self.end - MARGIN) * self.axis.at(date), 1)

    def _height(self, lane: Lane, places: Sequence[_Place]) -> int:
        rows = max([place.row + 1 for place in places] + [len(lane.undated), 1])
        return LANE_HEAD + ROW * min(rows, MOST_ROWS + 1) + 4

    def _triggers(self) -> list[tuple[int, float, str]]:
        """Return row, place and label of each dated trigger, earlier ones above: no line crosses a label."""
        dated = zip(self._starts(), self.labels, strict=True)
        found: list[tuple[int, float, str]] = []
        taken = -1.0
        for x, date, label in sorted((self._x(date), date, label) for date, label in dated if date):
            text = f"{cut(label, LONGEST, NOTE_FONT)} · {show_date(date, self.reader.language)}"
            row = found[-1][0] + 1 if found and x < taken + 8 else 0
            found.append((row, x, text))
            taken = max(taken, x + 5 + width_of(text, NOTE_FONT))
        return found

    def _places(self, lane: Lane) -> Iterator[_Place]:
        """Yield the dated steps of a lane, each in a row where its label has room."""
        drafts, spans = [], []
        for step in lane.dated:
            assert step.date
            first, last = (self._x(end) for end in _ends(step.date))
            x = round((first + last) / 2, 1)
            label = cut(clean(self.reader.label(step.node)), LONGEST, FONT)
            note = self._delays(step)
            wide = (
                GAP
                + (last - first) / 2
                + width_of(label, FONT)
                + (8 + width_of(note, NOTE_FONT) if note else 0)
            )
            left = x + wide > self.end + MARGIN - 8
            drafts.append((step, x, (first, last), left, label, note))
            spans.append(
                (min(first, x - wide) - 10, last + 10) if left else (first - 10, max(last, x + wide) + 10)
            )
        for row, (step, x, ends, left, label, note) in zip(pack(spans, MOST_ROWS), drafts, strict=True):
            yield _Place(step, row, x, ends, left, label, note)

    def _delays(self, step: Step) -> str:
        """Return the signed days from each trigger, as a label has room for them."""
        signed = [f"{days:+d}".replace("-", "−") if days else "0" for days in step.delays if days is not None]
        if not signed or step.node in self.cascade.triggers:
            return ""
        return self.reader.say("{n} j").replace("{n}", " · ".join(signed))

    def svg(self) -> ET.Element:
        """Return the whole drawing; it is a group of links, which ``img`` would hide from a screen reader."""
        name = "cascade-" + slug("-".join(self.cascade.triggers))
        size = {"width": str(WIDTH), "height": str(self.height), "viewBox": f"0 0 {WIDTH} {self.height}"}
        labels = {"aria-labelledby": f"{name}-title", "aria-describedby": f"{name}-desc"}
        root = ET.Element("svg", {**size, "role": "group", **labels})
        ET.SubElement(root, "title", {"id": f"{name}-title"}).text = self.name
        about = self.reader.say(
            "Le temps va de gauche à droite, les niveaux et les provinces de haut en bas."
        )
        ET.SubElement(root, "desc", {"id": f"{name}-desc"}).text = about
        frame = ET.SubElement(root, "g", {"class": "frame", "aria-hidden": "true"})
        bottoms = [*self.tops[1:], self.height]
        for y, bottom in list(zip(self.tops, bottoms, strict=True))[::2]:
            ET.SubElement(frame, "rect", {"y": str(y), "width": str(WIDTH), "height": str(bottom - y)})
        self._dates(frame)
        for lane, y in zip(self.lanes, self.tops, strict=True):
            _text(frame, 6, y + 16, lane.name, "lane")
        for lane, places, y in zip(self.lanes, self.places, self.tops, strict=True):
            self._lane(root, lane, places, y + LANE_HEAD)
        return root

    def _dates(self, frame: ET.Element) -> None:
        """Draw months and years, the cuts between stretches of time, the triggers, the undated column."""
        months = self.top - 8
        for x, month, year in self._ticks():
            _line(frame, x, months + 2, self.height, "month")
            _text(frame, x, months - 2, month, "middle")
            _text(frame, x, months - BAND - 2, year, "middle year")
        for at in self.axis.cuts:
            _line(frame, round(MARGIN + (self.end - MARGIN) * at, 1), months - 10, self.height, "cut")
        for row, x, label in self.marks:
            y = BAND * (row + 1) - 4
            _line(frame, x, y - 10, self.height, "start")
            wide = x + 5 + width_of(label, NOTE_FONT) > WIDTH
            _text(frame, x - 5 if wide else x + 5, y, label, "start end" if wide else "start")
        if self.undated:
            x = self.end + MARGIN
            _line(frame, x, months - 10, self.height, "aside")
            _text(frame, x + 8, months - 2, self.reader.say("sans date"), "year")

    def _ticks(self) -> list[tuple[float, str, str]]:
        """Return (place, month, year) of each mark; a year is named once in a stretch of time."""
        found: list[tuple[float, str, str]] = []
        last, named = -YEARS_APART, -YEARS_APART
        for run in self.axis.runs:
            scale = (self.end - MARGIN) * (run[3] - run[2]) / max(1, run[1] - run[0])
            told = 0
            for date, months in _months(run, scale):
                x = self._x(date)
                if x - last < MONTHS_APART:
                    continue
                soon = date.month + months > 12 and date.month > 1 and months * 30 * scale < YEARS_APART
                year = date.year != told and not soon and x - named >= YEARS_APART
                found.append((x, str(date.month) if months < 12 else "", str(date.year) if year else ""))
                last, named, told = x, x if year else named, date.year if year else told
        return found

    def _lane(self, root: ET.Element, lane: Lane, places: Sequence[_Place], top: int) -> None:
        """Draw the steps of a lane; those that have no room are counted."""
        hidden = sum(place.row >= MOST_ROWS for place in places)
        for place in places:
            if place.row < MOST_ROWS:
                self._step(root, place, top + ROW * place.row + ROW // 2)
        if hidden:
            self._more(root, MARGIN, top + ROW * MOST_ROWS + 16, hidden)
        x = self.end + MARGIN + 18
        room = WIDTH - x - GAP - 4
        for row, step in enumerate(lane.undated[:MOST_ROWS]):
            label = cut(clean(self.reader.label(step.node)), room, FONT)
            place = _Place(step, row, x, (x, x), False, label, "")
            self._step(root, place, top + ROW * row + ROW // 2)
        if len(lane.undated) > MOST_ROWS:
            self._more(root, x, top + ROW * MOST_ROWS + 16, len(lane.undated) - MOST_ROWS)

    def _more(self, root: ET.Element, x: float, y: int, count: int) -> None:
        _text(root, x, y, self.reader.say("et {n} de plus").replace("{n}", str(count)), "more")

    def _step(self, root: ET.Element, place: _Place, y: int) -> None:
        """Draw a step: its shape by kind, the stretch its date leaves open, its label and delays."""
        step = place.step
        kind = self._kind(step)
        mood = " trigger" if step.node in self.cascade.triggers else "" if step.follows else " ground"
        link = ET.SubElement(root, "a", {"class": f"n{mood}", "href": self.root + self.reader.url(step.node)})
        ET.SubElement(link, "title").text = self._title(step, kind)
        if place.ends[0] != place.ends[1]:
            line = {"x1": f"{place.ends[0]:g}", "x2": f"{place.ends[1]:g}", "y1": str(y), "y2": str(y)}
            ET.SubElement(link, "line", {**line, "class": f"open k-{kind}"})
        shape = {"d": SHAPES[LOOKS[kind][0]], "transform": f"translate({place.x:g} {y})"}
        ET.SubElement(link, "path", {**shape, "class": f"shape k-{kind}"})
        gap = GAP + (place.ends[1] - place.ends[0]) / 2
        x, look = (place.x - gap, {"class": "end"}) if place.left else (place.x + gap, {})
        text = ET.SubElement(link, "text", {"x": f"{x:g}", "y": str(y + 5), **look})
        text.text = place.label
        if place.note:
            ET.SubElement(text, "tspan", {"class": "note", "dx": "8"}).text = place.note

    def _kind(self, step: Step) -> str:
        kind = str(self.reader.attributes(step.node)["kind"])
        return kind if kind in KINDS else "task"

    def _title(self, step: Step, kind: str) -> str:
        """Return all that a step says, for the pointer and for a screen reader."""
        reader = self.reader
        when = show_date(step.date, reader.language) if step.date else reader.say("sans date")
        level = reader.word("levels", step.level) if step.level else ""
        where = ", ".join(reader.title(province) for province in step.provinces) or level
        facts = ", ".join(fact for fact in (self._kind_name(kind), when, where) if fact)
        ways = {
            -1: reader.say("{n} j avant {label}"),
            0: reader.say("le même jour que {label}"),
            1: reader.say("{n} j après {label}"),
        }
        delays = [
            ways[(days > 0) - (days < 0)].replace("{n}", str(abs(days))).replace("{label}", label)
            for trigger, label, days in zip(self.cascade.triggers, self.labels, step.delays, strict=True)
            if days is not None and trigger != step.node
        ]
        return clean(f"{reader.heading(step.node)} ({facts})" + "".join(f" · {delay}" for delay in delays))

    def _kind_name(self, kind: str) -> str:
        return self.reader.say("échéance") if kind == "task" else self.reader.kind(kind)

    def caption(self) -> ET.Element:
        """Return the legend: the shapes, and how what a text rests on differs from what follows."""
        say = self.reader.say
        caption = ET.Element("figcaption")
        legend = ET.SubElement(caption, "ul", {"class": "nq-legend", "aria-label": say("Légende")})
        used = {self._kind(step) for step in self.cascade.steps}
        for kind in (kind for kind in KINDS if kind in used):
            _entry(legend, kind, "", self._kind_name(kind))
        if not all(step.follows for step in self.cascade.steps):
            _entry(
                legend,
                "document",
                "ground",
                say("ce qui porte la suite ou y répond, sans dire qu'il découle de {label}"),
            )
            legend[-1][-1].tail = (legend[-1][-1].tail or "").replace("{label}", ", ".join(self.labels))
        days = say("+ / − : jours après ou avant {label}").replace("{label}", " · ".join(self.labels))
        ET.SubElement(legend, "li").text = clean(days)
        return caption


def _entry(legend: ET.Element, kind: str, mood: str, words: str) -> None:
    entry = ET.SubElement(legend, "li", {"class": mood} if mood else {})
    sample = glyph(kind)
    sample.tail = words
    entry.append(sample)


def _months(run: tuple[int, int, float, float], scale: float) -> list[tuple[Date, int]]:
    """Return the months marked in a stretch of time, with how many months lie between two of them."""
    first, last = calendar_date.fromordinal(run[0]), calendar_date.fromordinal(run[1])
    apart = ((step, MONTHS_APART if step < 12 else YEARS_APART) for step in _STEPS)
    step = next((step for step, room in apart if step * 30 * scale >= room), _STEPS[-1])
    start = -(-(first.year * 12 + first.month - 1 + (first.day > 1)) // step) * step
    marks = range(start, last.year * 12 + last.month, step)
    found = [(Date(month // 12, month % 12 + 1), step) for month in marks]
    return found or [(Date(first.year, first.month, first.day), 1)]


def _ends(date: Date) -> tuple[Date, Date]:
    """Return the first and the last day that a date may mean.

    >>> [str(end) for end in _ends(Date(2024, 2))], [str(end) for end in _ends(Date(2025))]
    (['2024-02-01', '2024-02-29'], ['2025-01-01', '2025-12-31'])
    """
    if date.day:
        return date, date
    last = date.month or 12
    first_day = Date(date.year, date.month or 1, 1)
    return first_day, Date(date.year, last, calendar.monthrange(date.year, last)[1])


def _line(parent: ET.Element, x: float, top: int, bottom: int, look: str) -> None:
    ends = {"x1": f"{x:g}", "x2": f"{x:g}", "y1": str(top), "y2": str(bottom)}
    ET.SubElement(parent, "line", {**ends, "class": look})


def _text(parent: ET.Element, x: float, y: int, words: str, look: str) -> None:
    if words:
        ET.SubElement(parent, "text", {"x": f"{x:g}", "y": str(y), "class": look}).text = clean(words)
