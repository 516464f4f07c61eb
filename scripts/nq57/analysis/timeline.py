"""The timeline: documents, meetings and deadlines by month."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from nq57.analysis.place import provinces_of
from nq57.graph import Graph
from nq57.model import Document, Meeting
from nq57.text import Date


@dataclass(frozen=True, slots=True)
class Event:
    """Something on a date: ``kind`` is document, meeting or deadline; where it stands is its place."""

    node: str
    kind: str
    date: Date
    level: str
    provinces: tuple[str, ...]


def timeline(graph: Graph) -> tuple[tuple[str, tuple[Event, ...]], ...]:
    """Return (month or year, its events) by date; what is known only to the year comes at its end."""
    months: dict[str, list[Event]] = {}
    for event in sorted(_events(graph), key=lambda event: (_order(event.date), event.node)):
        months.setdefault(str(event.date)[:7], []).append(event)
    return tuple((month, tuple(events)) for month, events in months.items())


def undated(graph: Graph) -> tuple[str, ...]:
    """Return the documents and meetings that no source dates."""
    notes = [*graph.kb.of(Document), *graph.kb.of(Meeting)]
    return tuple(note.id for note in notes if note.date is None)


def _events(graph: Graph) -> Iterator[Event]:
    for note in graph.kb.notes.values():
        if isinstance(note, Document | Meeting) and note.date:
            yield _event(graph, note.id, note.kind, note.date)
        due = [(task.id, task.due) for task in note.tasks] + [(fig.id, fig.due) for fig in note.figures]
        for record, date in due:
            if date:
                yield _event(graph, f"{note.id}#{record}", "deadline", date)


def _event(graph: Graph, node: str, kind: str, date: Date) -> Event:
    places = provinces_of(graph, node)
    level = "province" if places else graph.attributes[node.partition("#")[0]]["level"] or ""
    return Event(node, kind, date, level, places)


def _order(date: Date) -> str:
    return f"{date.year:04d}-{date.month or 99:02d}-{date.day or 99:02d}"
