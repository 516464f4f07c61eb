"""Where things stand: x is the date, y is the level. Positions are computed here, once, and never move.

Same notes, same picture: nothing here depends on a clock, a random number or the order of a set.

There is no second view by community. Found by Louvain and by label propagation and named by their most cited
document, the communities of the real notes, and of 2,000 invented ones, are the provinces, which the filter
of the map shows already, beside one group of a fifth to a half of all notes; whether Hưng Yên stands alone or
with 57-NQ/TW changes with the seed. Of 10,000 notes that cite one another Louvain makes nineteen groups, most
of some thousand notes, and six relations of ten leave theirs (modularity 0.31, 26 s); label propagation makes
one. A block of a thousand says no more than the grey ball.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date as calendar_date
from itertools import pairwise
from math import ceil, isqrt, log2, sqrt

from nq57.text import Date
from nq57.views.picture import KINDS, Level, Node, by_date

LONG_GAP = 400
"""Days: no shorter gap is cut out of the axis."""
CUT_SHARE = 0.4
"""A gap that takes more than this share of the axis is cut, else one far deadline flattens all the rest."""
CUT_WIDTH = 0.11
"""What a cut keeps of the axis, to be seen as a cut and to leave room for the date after it."""
LEAST_FREE = 0.2
"""What the runs keep of the axis, however many cuts there are."""
_STEPS = (1, 2, 3, 6, 12, 24, 60, 120)
_MONTH = 31  # days, at most

CELL = 20.0
"""Side of a node's cell on the map, in map units."""
LANE_HEAD = 30.0
TICKS_APART = 0.1
LANE_ROWS = 2
LEAST_COLUMNS = 48
DENSITY = 6
"""Columns squared for each node: with more the map is wide and low, its cells small and its lines flat."""
SPREAD = 2.5
"""A stack may grow to so many times the mean of its lane before it goes on beside: no tower, no wall."""


def ordinal(date: Date) -> int:
    """Return the day number of a date; what is unknown counts as the first.

    >>> ordinal(Date(2025, 1)) - ordinal(Date(2024))
    366
    """
    return calendar_date(date.year, date.month or 1, date.day or 1).toordinal()


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on the time axis: where (0 to 1), and what it says."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Axis:
    """Dates to 0..1, in runs of days at one scale with long empty gaps cut out between them.

    ``runs`` are (first day, last day, start, end), the last two in 0..1.
    """

    runs: tuple[tuple[int, int, float, float], ...]

    def at(self, date: Date) -> float:
        """Return the place of a date, 0 to 1; outside the axis it stops at the edge."""
        day = ordinal(date)
        for first, last, start, end in self.runs:
            if day <= last:
                share = (day - first) / (last - first) if last > first else 0.0
                return start + (end - start) * max(0.0, share)
        return self.runs[-1][3] if self.runs else 0.0

    @property
    def cuts(self) -> tuple[float, ...]:
        """The middle of each cut."""
        return tuple((left[3] + right[2]) / 2 for left, right in pairwise(self.runs))

    def ticks(self, apart: float) -> tuple[Tick, ...]:
        """Return marks at least ``apart`` from each other; each run has those of the finest step that fits.

        Marks stand on round months; a run without room for them is marked at its start. The first mark of
        a run goes before the others: after a cut a reader must know where time goes on.
        """
        marks = [_marks(run, apart) for run in self.runs]
        kept: list[Tick] = []
        for mark in [*(found[0] for found in marks), *(mark for found in marks for mark in found[1:])]:
            if all(abs(mark.at - other.at) >= apart for other in kept):
                kept.append(mark)
        return tuple(sorted(kept, key=lambda mark: mark.at))


def _marks(run: tuple[int, int, float, float], apart: float) -> list[Tick]:
    first, last, start, end = run
    begin = calendar_date.fromordinal(first)
    for step in _STEPS if end - start >= apart and last > first else ():
        if (end - start) * _MONTH * step < apart * (last - first) and last - first > 2 * _MONTH * step:
            continue  # two marks at least, too near each other
        marks = []
        for month in range(-(-(begin.year * 12 + begin.month - 1) // step) * step, 9999 * 12, step):
            date = Date(month // 12, month % 12 + 1)
            if ordinal(date) > last:
                break
            if ordinal(date) >= first:
                share = (ordinal(date) - first) / (last - first)
                marks.append(Tick(start + (end - start) * share, _month(date, step)))
        if marks and all(b.at - a.at >= apart for a, b in pairwise(marks)):
            return marks
    return [Tick(start, f"{begin.month:02d}/{begin.year}")]


def _month(date: Date, step: int) -> str:
    return str(date.year) if step % 12 == 0 else f"{date.month:02d}/{date.year}"


def axis(dates: Iterable[Date], cut_width: float = CUT_WIDTH) -> Axis:
    """Return the time axis of some dates; ``cut_width`` is what each cut keeps of it, 0 to 1.

    >>> axis([Date(2025, 1, 1), Date(2025, 1, 11), Date(2025, 1, 6)]).at(Date(2025, 1, 6))
    0.5
    >>> round(axis([Date(2024, 12), Date(2025, 6), Date(2045)]).at(Date(2025, 6)), 2)
    0.89
    """
    days = sorted({ordinal(date) for date in dates})
    if not days:
        return Axis(())
    cuts = _cuts(days)
    firsts = [days[0], *(after for _, after in cuts)]
    lasts = [*(before for before, _ in cuts), days[-1]]
    lengths = [last - first for first, last in zip(firsts, lasts, strict=True)]
    free = max(1.0 - cut_width * len(cuts), LEAST_FREE)
    cut = (1.0 - free) / len(cuts) if cuts else 0.0
    runs, place = [], 0.0
    for first, last, length in zip(firsts, lasts, lengths, strict=True):
        end = place + (free * length / sum(lengths) if sum(lengths) else free / len(lengths))
        runs.append((first, last, place, end))
        place = end + cut
    return Axis(tuple(runs))


def _cuts(days: Sequence[int]) -> list[tuple[int, int]]:
    gaps = sorted(pairwise(days), key=lambda gap: (gap[0] - gap[1], gap))
    span = days[-1] - days[0]
    cuts = []
    for before, after in gaps:
        if after - before <= max(LONG_GAP, CUT_SHARE * span):
            break
        cuts.append((before, after))
        span -= after - before
    return sorted(cuts)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a neighbourhood: the node that stands on it, where its row is, or how many are folded."""

    level: str
    index: int
    node: Node | None
    folded: int = 0


def rows(nodes: Sequence[Node], levels: Sequence[Level], folded: dict[str, int]) -> tuple[Row, ...]:
    """Give every node a row of its own, level by level and date by date: labels cannot meet.

    >>> a = Node("a", "task", "a", "a", None, "commune", None, "a", False, 0)
    >>> [(row.level, row.index, row.folded) for row in rows([a], [Level("commune", "")], {"commune": 2})]
    [('commune', 0, 0), ('commune', 1, 2)]
    """
    found: list[Row] = []
    for level in levels:
        for node in by_date([node for node in nodes if node.level == level.id]):
            found.append(Row(level.id, len(found), node))
        if folded.get(level.id):
            found.append(Row(level.id, len(found), None, folded[level.id]))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Lane:
    """A level on the map: its top and height in map units, and how many nodes it holds."""

    id: str
    label: str
    top: float
    height: float
    count: int


@dataclass(frozen=True, slots=True)
class Map:
    """The frame of the whole graph in map units, with the place of every node.

    Undated nodes, if any, stand in a block left of ``dated_from``; ``width`` and ``height`` bound everything.
    """

    places: tuple[tuple[str, float, float, float], ...]
    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]
    cuts: tuple[float, ...]
    undated: bool
    dated_from: float
    width: float
    height: float

    @property
    def digest(self) -> str:
        """A fingerprint of every position: same notes, same digest."""
        return hashlib.sha256(repr(self.places).encode()).hexdigest()[:16]


def radius(weight: int) -> float:
    """Return how large a node is drawn on the map: slowly growing, never out of its cell.

    >>> radius(0), radius(63), radius(10**6)
    (4.0, 8.2, 9.0)
    """
    return min(9.0, round(4.0 + 0.7 * log2(weight + 1), 1))


def place(nodes: Sequence[Node], levels: Sequence[Level]) -> Map:
    """Put every node on the date × level frame, in cells stacked down its lane, the most related on top."""
    time = axis(node.date for node in nodes if node.date)
    columns = max(LEAST_COLUMNS, isqrt(DENSITY * len(nodes)))
    lanes_of: dict[str, list[Node]] = defaultdict(list)
    for node in sorted(nodes, key=lambda node: (-node.weight, node.id)):
        lanes_of[node.level].append(node)
    most_undated = max((sum(not node.date for node in lane) for lane in lanes_of.values()), default=0)
    block = min(columns // 3, max(6, ceil(sqrt(1.5 * most_undated)))) if most_undated else 0
    dated_from = (block + 2) * CELL if block else CELL
    places: list[tuple[str, float, float, float]] = []
    lanes, top = [], 0.0
    for level in levels:
        lane = lanes_of.get(level.id)
        if not lane:
            continue
        cells = list(_cells(lane, time, columns, block))
        height = LANE_HEAD + CELL * (max(LANE_ROWS, 1 + max(row for _, _, row in cells)) + 0.5)
        for node, column, row in cells:
            x = CELL * (column + 0.5) + (dated_from if node.date else CELL / 2)
            places.append((node.id, x, top + LANE_HEAD + CELL * (row + 0.5), radius(node.weight)))
        lanes.append(Lane(level.id, level.label, top, height, len(lane)))
        top += height
    scale = CELL * (columns - 1)
    ticks = tuple(
        Tick(dated_from + CELL / 2 + tick.at * scale, tick.label) for tick in time.ticks(TICKS_APART)
    )
    cuts = tuple(dated_from + CELL / 2 + cut * scale for cut in time.cuts)
    width = dated_from + CELL * (columns + 1)
    return Map(tuple(places), tuple(lanes), ticks, cuts, bool(block), dated_from, width, top)


def _cells(lane: Sequence[Node], time: Axis, columns: int, block: int) -> Iterator[tuple[Node, int, int]]:
    """Yield (node, column, row): dated nodes stack in the column of their date, undated fill a block by kind.

    A stack that grows too tall goes on in the nearest column with room: many tasks share one date.
    """
    undated = sorted((node for node in lane if not node.date), key=_by_kind)
    for i, node in enumerate(undated):
        yield node, i % block, i // block
    stacks = [0] * columns
    tallest = ceil(SPREAD * (len(lane) - len(undated)) / columns) + LANE_ROWS
    for node in lane:
        if not node.date:
            continue
        wanted = round(time.at(node.date) * (columns - 1))
        column = _nearest(stacks, wanted, tallest)
        yield node, column, stacks[column]
        stacks[column] += 1


def _by_kind(node: Node) -> tuple[int, int, str]:
    kind = KINDS.index(node.kind) if node.kind in KINDS else len(KINDS)
    return kind, -node.weight, node.id


def _nearest(stacks: Sequence[int], wanted: int, tallest: int) -> int:
    """Return the column nearest to the wanted one with room, the later of two; the wanted one if none has.

    >>> _nearest([0, 3, 0], 1, 3), _nearest([0, 2, 0], 1, 3), _nearest([3, 3, 3], 1, 3)
    (2, 1, 1)
    """
    for step in range(len(stacks)):
        for column in (wanted + step, wanted - step):
            if 0 <= column < len(stacks) and stacks[column] < tallest:
                return column
    return wanted
