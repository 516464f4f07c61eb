"""The ledger of figures: series over time, and the sums, shares and remainders done again.

All arithmetic is decimal. A value written with decimals or in millions is rounded: it stands for the
interval of half a unit of its last digit around it, and what lies inside that interval adds up.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from nq57.graph import Graph
from nq57.model import Figure, Note

SUM, SHARE, REMAINDER = "sum", "share", "remainder"
EXACT = "equal"
_PERCENT = Decimal(100)
_LEAST = Decimal("0.0001")  # a share rounded to zero is not nothing: what it leaves is large, not infinite
# The words of scale that a unit begins with, in French: every unit has its French name.
_SCALES = {"mille": 3, "milliers": 3, "million": 6, "millions": 6, "milliard": 9, "milliards": 9}


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity with the interval that its rounding leaves open, in units of one."""

    value: Decimal
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class Check:
    """One calculation done again: what a figure states, what the others make of it, and their difference.

    ``figure`` and ``others`` are nodes; ``terms`` the numbers that enter, in the order of ``others`` (for a
    remainder: value, share, implied total). ``difference`` is stated minus computed; ``holds`` allows for
    rounding, and is None where a bound (≥, about …) leaves the answer open.
    """

    kind: str
    figure: str
    others: tuple[str, ...]
    terms: tuple[Decimal, ...]
    stated: Decimal
    computed: Amount
    difference: Decimal
    holds: bool | None


@dataclass(frozen=True, slots=True)
class Series:
    """The figures that measure one thing in one place (a province, or '' for the nation), by date."""

    name: str
    scope: str
    points: tuple[tuple[Note, Figure], ...]


def figures(graph: Graph) -> Iterator[tuple[Note, Figure]]:
    """Yield every figure with its note."""
    return ((note, figure) for note in graph.kb.notes.values() for figure in note.figures)


def amount(figure: Figure) -> Amount:
    """Return a figure's value in units of one, with what its rounding leaves open.

    >>> from nq57.model import Names
    >>> found = amount(Figure(id="f", title=Names("t"), value="1.62", unit=Names("millions de dossiers")))
    >>> int(found.value), int(found.low), int(found.high)
    (1620000, 1615000, 1625000)
    """
    value = Decimal(figure.value)
    scale = Decimal(10) ** _SCALES.get(figure.unit.fr.partition(" ")[0], 0)
    written = int(value.as_tuple().exponent)
    half = Decimal(5).scaleb(written - 1) * scale if written < 0 or scale > 1 else Decimal(0)
    return Amount(value * scale, value * scale - half, value * scale + half)


def checks(graph: Graph) -> tuple[Check, ...]:
    """Return every sum, share and remainder that the figures' relations allow to do again."""
    found: list[Check] = []
    for note, figure in figures(graph):
        node = f"{note.id}#{figure.id}"
        parts = [edge.source for edge in graph.edges_to(node) if edge.relation == "part-of"]
        pieces = [(part, record) for part in parts if isinstance(record := graph.kb.record(part), Figure)]
        for text in dict.fromkeys(part.partition("#")[0] for part, _ in pieces):
            # Another text's parts are another account of the same total.
            told = [(part, piece) for part, piece in pieces if part.partition("#")[0] == text]
            if len(told) > 1:
                found.append(_sum(node, figure, told))
        found += [_share(part, piece, node, figure) for part, piece in pieces if piece.share]
        for edge in graph.edges_of(node):
            whole = graph.kb.record(edge.target) if edge.relation == "remainder-of" else None
            if isinstance(whole, Figure) and whole.share and Decimal(whole.share):
                found.append(_remainder(node, figure, edge.target, whole))
    return tuple(found)


def series(graph: Graph) -> tuple[Series, ...]:
    """Return the named series with the figures of each, those without a date last."""
    found: dict[tuple[str, str], list[tuple[Note, Figure]]] = {}
    for note, figure in figures(graph):
        if figure.series:
            found.setdefault((figure.series, figure.scope), []).append((note, figure))
    return tuple(
        Series(name, scope, tuple(sorted(points, key=_when)))
        for (name, scope), points in sorted(found.items())
    )


def conflicts(line: Series) -> tuple[tuple[str, str], ...]:
    """Return the pairs of figures (nodes) of a series that give one date or period two values.

    So are two figures without date or period: nothing tells them apart. A rounded value is not another.
    """
    pairs = []
    for index, (note, figure) in enumerate(line.points):
        for other_note, other in line.points[index + 1 :]:
            same_time = (figure.as_of, figure.period) == (other.as_of, other.period)
            exact = figure.comparator == other.comparator == EXACT
            one, two = amount(figure), amount(other)
            if same_time and exact and (one.high < two.low or two.high < one.low):
                pairs.append((f"{note.id}#{figure.id}", f"{other_note.id}#{other.id}"))
    return tuple(pairs)


def _sum(node: str, figure: Figure, pieces: list[tuple[str, Figure]]) -> Check:
    amounts = [amount(piece) for _, piece in pieces]
    zero = Decimal(0)
    total = Amount(
        sum((a.value for a in amounts), zero),
        sum((a.low for a in amounts), zero),
        sum((a.high for a in amounts), zero),
    )
    terms = tuple(a.value for a in amounts)
    figures_used = [figure, *(piece for _, piece in pieces)]
    return _check(SUM, node, tuple(part for part, _ in pieces), terms, amount(figure), total, figures_used)


def _share(part: str, piece: Figure, whole: str, total: Figure) -> Check:
    """Compare a part with the share of its whole that is stated beside it."""
    share, of = _rounded(piece.share), amount(total)
    low, high = of.low * share.low / _PERCENT, of.high * share.high / _PERCENT
    implied = Amount(of.value * share.value / _PERCENT, low, high)
    return _check(SHARE, part, (whole,), (of.value, share.value), amount(piece), implied, [piece, total])


def _remainder(node: str, figure: Figure, done: str, whole: Figure) -> Check:
    """Compare what is said to remain with what a done amount and its share imply."""
    share, of = _rounded(whole.share), amount(whole)

    def left(value: Decimal, percent: Decimal) -> Decimal:
        return value * (_PERCENT - percent) / max(percent, _LEAST)

    implied = Amount(left(of.value, share.value), left(of.low, share.high), left(of.high, share.low))
    terms = (of.value, share.value, of.value + implied.value)
    return _check(REMAINDER, node, (done,), terms, amount(figure), implied, [figure, whole])


def _check(
    kind: str,
    node: str,
    others: tuple[str, ...],
    terms: tuple[Decimal, ...],
    stated: Amount,
    computed: Amount,
    used: list[Figure],
) -> Check:
    holds = None
    if all(figure.comparator == EXACT for figure in used):
        holds = stated.low <= computed.high and computed.low <= stated.high
    difference = stated.value - computed.value
    return Check(kind, node, others, terms, stated.value, computed, difference, holds)


def _rounded(percent: str) -> Amount:
    """Return a share as written with its rounding; 100 % is all, not nearly all."""
    value = Decimal(percent)
    half = Decimal(0) if value == _PERCENT else Decimal(5).scaleb(int(value.as_tuple().exponent) - 1)
    return Amount(value, max(value - half, Decimal(0)), min(value + half, _PERCENT))


def _when(point: tuple[Note, Figure]) -> tuple[str, str, str]:
    note, figure = point
    return (str(figure.as_of or "9999"), figure.period, f"{note.id}#{figure.id}")
