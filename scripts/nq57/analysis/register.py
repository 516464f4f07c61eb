"""The register of tasks: how far each is, whether it is late, and what is missing from its wording."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from nq57.analysis.place import first_day, last_day
from nq57.graph import Graph
from nq57.model import KnowledgeBase, Note, Person, Task
from nq57.text import Date

ON_TIME, LATE, NO_DEADLINE, UNCLEAR = "on-time", "late", "no-deadline", ""
# What notice 02-TB/BCĐ asks every task to say: §2.1(3) a person and a body, a calendar, the objective and the
# key result, an indicator, the progress; §2.2 the lead and the coordinating agencies.
REQUIRED = ("person", "body", "lead", "coordinating", "due", "objective", "result", "indicator", "progress")


@dataclass(frozen=True, slots=True)
class Entry:
    """A task with its note: ``missing`` are those of REQUIRED that its sources do not say."""

    note: Note
    task: Task
    timeliness: str
    missing: tuple[str, ...]

    @property
    def node(self) -> str:
        """The node of the task in the graph."""
        return f"{self.note.id}#{self.task.id}"

    @property
    def filled(self) -> int:
        """How many of REQUIRED are said."""
        return len(REQUIRED) - len(self.missing)


def register(kb: KnowledgeBase, as_of: Date) -> tuple[Entry, ...]:
    """Return every task of the base, note by note, as it stands on a date."""
    return tuple(entry(kb, note, task, as_of) for note in kb.notes.values() for task in note.tasks)


def entry(kb: KnowledgeBase, note: Note, task: Task, as_of: Date) -> Entry:
    """Return one task as it stands on a date."""
    said = set(_said(kb, task))
    missing = tuple(name for name in REQUIRED if name not in said)
    return Entry(note, task, timeliness(task, as_of), missing)


def timeliness(task: Task, as_of: Date) -> str:
    """Tell whether a task is on time, late or without deadline on a date; '' where no source lets one say.

    A task that no source calls completed is late once its due date, month or year has passed; a completed
    one is late when it was completed after it, and unclear when no source dates its completion well enough.
    """
    if task.due is None:
        return NO_DEADLINE
    if task.status != "completed":
        return LATE if last_day(task.due) < first_day(as_of) else ON_TIME
    done = task.progress[-1].as_of
    if done is None:
        return UNCLEAR
    if last_day(task.due) < first_day(done):
        return LATE
    return ON_TIME if last_day(done) <= last_day(task.due) else UNCLEAR


def without_owner(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Return the tasks that no source gives to anybody."""
    return tuple(e for e in entries if not e.task.owner and not e.task.assigned_to)


def without_deadline(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Return the tasks without a date; some have a horizon in words."""
    return tuple(e for e in entries if e.timeliness == NO_DEADLINE)


def due_next(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Return the tasks that are not completed and whose deadline is still to come, the nearest first."""
    coming = [e for e in entries if e.timeliness == ON_TIME and e.task.status != "completed"]
    return tuple(sorted(coming, key=lambda e: (str(e.task.due), e.node)))


def late(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Return the tasks past their deadline, the oldest first."""
    return tuple(
        sorted((e for e in entries if e.timeliness == LATE), key=lambda e: (str(e.task.due), e.node))
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """What one body, person or province was asked for: the ids of the records, by the way they were asked."""

    who: str
    assigned: tuple[str, ...]
    led: tuple[str, ...]
    coordinated: tuple[str, ...]
    requests: tuple[str, ...]


_WAYS = {
    "assigned-to": "assigned",
    "led-by": "led",
    "coordinated-with": "coordinated",
    "proposes-to": "requests",
}


def asked(graph: Graph) -> tuple[Asked, ...]:
    """Return everyone who was asked for something, those with the most first."""
    found: dict[str, dict[str, list[str]]] = {}
    for edge in graph.edges():
        way = _WAYS.get(edge.relation)
        if way and edge.target in graph.kb.notes:
            found.setdefault(edge.target, {}).setdefault(way, []).append(edge.source)
    rows = [Asked(who, **{w: tuple(ways.get(w, ())) for w in _WAYS.values()}) for who, ways in found.items()]
    return tuple(sorted(rows, key=lambda row: (-_count(row), row.who)))


def _count(row: Asked) -> int:
    return len(row.assigned) + len(row.led) + len(row.coordinated) + len(row.requests)


def _said(kb: KnowledgeBase, task: Task) -> Iterator[str]:
    people = [who for who in task.assigned_to if isinstance(kb.notes.get(who), Person)]
    if people:
        yield "person"
    if task.owner or len(task.assigned_to) > len(people):
        yield "body"
    for name in ("lead", "coordinating", "due", "objective", "result", "indicator", "progress"):
        if getattr(task, name):
            yield name
