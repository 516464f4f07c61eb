"""What is wrong or missing in the sources, found by rule; each rule's docstring says what it looks for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from nq57.analysis.chain import UPWARD
from nq57.analysis.ledger import REMAINDER, SHARE, SUM, Check, amount, checks, conflicts, figures, series
from nq57.analysis.place import days_between, provinces_of
from nq57.grammar import Grammar
from nq57.graph import Graph
from nq57.model import Document, Figure, Meeting
from nq57.nodes import STUB
from nq57.numbers import DocNumber, NumberError, parse
from nq57.text import iso_date, squeeze


@dataclass(frozen=True, slots=True)
class Found:
    """One thing a rule found: its nature (a word of the vocabulary), what it is about, and its values.

    ``about`` are nodes, ``values`` fill the sentence of the rule; a value is a number, a date or an amount.
    """

    rule: str
    nature: str
    about: tuple[str, ...]
    values: Mapping[str, str] = field(default_factory=dict)


def found(graph: Graph, grammar: Grammar) -> tuple[Found, ...]:
    """Return all that the rules find, rule by rule."""
    return tuple(item for rule in RULES for item in rule(graph, grammar))


def sums(graph: Graph, grammar: Grammar) -> Iterator[Found]:
    """A total is not the sum of its parts, a share not that of its whole, a remainder not what is left."""
    rules = {SUM: "sum", SHARE: "share", REMAINDER: "remainder"}
    for check in checks(graph):
        if check.holds is False:
            yield Found(rules[check.kind], "contradiction", (check.figure, *check.others), _amounts(check))


def two_values(graph: Graph, grammar: Grammar) -> Iterator[Found]:
    """One quantity has two values in one place for the same date or period, or none has either."""
    for line in series(graph):
        for pair in conflicts(line):
            one, other = (figure for node in pair if isinstance(figure := graph.kb.record(node), Figure))
            values = {"one": _plain(amount(one).value), "other": _plain(amount(other).value)}
            timed = one.as_of or one.period
            rule, nature = ("two-values", "contradiction") if timed else ("two-values-undated", "ambiguity")
            yield Found(rule, nature, pair, values)


def series_gaps(graph: Graph, grammar: Grammar) -> Iterator[Found]:
    """A body's numbers of one kind and year leave out numbers between those seen, or before the first.

    A gap is told where it holds no more numbers than were seen: 229 after 57 proves nothing. A number that is
    cited, or held without a date, is no gap.
    """
    known = _known_numbers(graph)
    for notes, form in _numbered(graph, grammar):
        serials = sorted(notes)
        for before, after in zip([0, *serials], serials, strict=False):
            between = range(before + 1, after)
            last = notes[after]
            missing = [_like(form, serial) for serial in between[: len(serials) + 1]]
            missing = [
                number for number in missing if not known & {(number, last.issuer), (number, last.province)}
            ]
            if missing and len(missing) <= len(serials):
                about = tuple(notes[serial].id for serial in (before, after) if serial in notes)
                yield Found("series-gap", "gap", about, {"missing": ", ".join(missing)})


def _numbered(graph: Graph, grammar: Grammar) -> Iterator[tuple[dict[int, Document], DocNumber]]:
    """Yield the dated texts of each body, kind and year by serial number, with one of their numbers."""
    seen: dict[tuple[str, str, int], dict[int, Document]] = {}
    forms: dict[tuple[str, str, int], DocNumber] = {}
    for note in graph.kb.of(Document):
        number = _number(note.number, grammar)
        if number and note.issuer and note.date and number.serial.isdecimal():
            key = (note.issuer, number.type, note.date.year)
            seen.setdefault(key, {})[int(number.serial)] = note
            forms[key] = number
    return ((notes, forms[key]) for key, notes in sorted(seen.items()))


def _known_numbers(graph: Graph) -> set[tuple[str, str]]:
    """Return (number, issuer) of the texts held without a date, (number, province or '') of those cited."""
    held = {(note.number, note.issuer) for note in graph.kb.of(Document) if note.number and not note.date}
    cited = set()
    for node, data in graph.nodes():
        if data["kind"] == STUB:
            cited.add((str(data["number"]), ""))
            cited |= {
                (str(data["number"]), graph.attributes[edge.source]["province"] or "")
                for edge in graph.edges_to(node)
            }
    return held | cited


def odd_numbers(graph: Graph, grammar: Grammar) -> Iterator[Found]:
    """A source writes a number in another form than the one its kind and issuer have."""
    for note in graph.kb.of(Document):
        if note.written and note.number and squeeze(note.written) != squeeze(note.number):
            yield Found("odd-number", "defect", (note.id,), {"written": note.written, "number": note.number})


def early_texts(graph: Graph, grammar: Grammar) -> Iterator[Found]:
    """A text is dated before what it rests on or must conform to."""
    for edge in graph.edges():
        if edge.relation in UPWARD and edge.origin == "declared":
            own, other = (graph.attributes[node]["date"] for node in (edge.source, edge.target))
            if not own or not other or own >= other:  # as texts, too: nearly all are
                continue
            known = iso_date(own), iso_date(other)
            days = days_between(known[0], known[1]) if known[0] and known[1] else None
            if days is not None and days > 0:
                yield Found("early-text", "contradiction", (edge.source, edge.target), {"days": str(days)})


def twice_concluded(graph: Graph, grammar: Grammar) -> Iterator[Found]:
    """Two texts give the conclusions of one meeting."""
    for meeting in graph.kb.of(Meeting):
        edges = [edge for edge in graph.edges_to(meeting.id) if edge.relation == "concludes"]
        if len(edges) > 1:
            about = (meeting.id, *(edge.source for edge in edges))
            yield Found("twice-concluded", "ambiguity", about, {"count": str(len(edges))})


def undated_texts(graph: Graph, grammar: Grammar) -> Iterator[Found]:
    """A text with a number has no date in any source."""
    for note in graph.kb.of(Document):
        if note.number and note.date is None:
            yield Found("undated", "gap", (note.id,), {"number": note.number})


def figures_without_time(graph: Graph, grammar: Grammar) -> Iterator[Found]:
    """A flow, a stock, a rate or a score is stated without the period or date it holds for."""
    for note, figure in figures(graph):
        if figure.nature in _TIMED and not (figure.as_of or figure.period or figure.due):
            yield Found("no-period", "gap", (f"{note.id}#{figure.id}",), {"value": figure.value})


_TIMED = frozenset({"flow", "stock", "rate", "score"})
RULES: tuple[Callable[[Graph, Grammar], Iterator[Found]], ...] = (
    sums,
    two_values,
    series_gaps,
    odd_numbers,
    early_texts,
    twice_concluded,
    undated_texts,
    figures_without_time,
)


def places_of(graph: Graph, item: Found) -> tuple[str, ...]:
    """Return the provinces that what was found belongs to."""
    return tuple(dict.fromkeys(place for node in item.about for place in provinces_of(graph, node)))


def _amounts(check: Check) -> dict[str, str]:
    numbers = {"stated": check.stated, "computed": check.computed.value, "difference": abs(check.difference)}
    return {name: _plain(number) for name, number in numbers.items()}


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


def _number(text: str, grammar: Grammar) -> DocNumber | None:
    try:
        return parse(text, grammar.tables) if text else None
    except NumberError:
        return None  # said by the rule on document numbers


def _like(number: DocNumber, serial: int) -> str:
    """Return the number of the same series with another serial, with as many zeros in front."""
    text = str(serial).zfill(len(number.serial))
    return number.form.format(serial=text, year=number.year, type=number.type, issuer=number.issuer)
