"""What the base knows of one province: its committee, people, documents, tasks, figures, requests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from nq57.analysis.place import first_day, last_day, provinces_of
from nq57.graph import Edge, Graph
from nq57.model import (
    Document,
    Finding,
    KnowledgeBase,
    Note,
    Office,
    Organisation,
    Person,
    Task,
)
from nq57.text import Date

# The parts of a provincial committee that the framework asks for.
HEAD, STANDING_BODY, WORKING_GROUP, COUNCIL = "head", "standing-body", "working-group", "advisory-council"
PARTS = (HEAD, STANDING_BODY, WORKING_GROUP, COUNCIL)
_HELD = {"heads": HEAD, "standing-body-of": STANDING_BODY}


@dataclass(frozen=True, slots=True)
class Committee:
    """The steering committee of a province: its note, and what the sources state of each of PARTS."""

    node: str  # '' where no source names one
    parts: tuple[tuple[str, tuple[tuple[str, Edge | None], ...]], ...]  # (note, the relation that says so)


@dataclass(frozen=True, slots=True)
class Holder:
    """Someone who holds or held an office in the province, as a source states it."""

    person: Person
    office: Office


@dataclass(frozen=True, slots=True)
class Dossier:
    """All that is known of a province; nodes by kind. ``obligations`` are tasks given to all provinces."""

    province: str
    committee: Committee
    documents: tuple[Document, ...]
    holders: tuple[Holder, ...]
    obligations: tuple[tuple[Note, Task], ...]
    tasks: tuple[tuple[Note, Task], ...]
    requests: tuple[tuple[Note, Task], ...]
    figures: tuple[str, ...]
    findings: tuple[Finding, ...]

    @property
    def silent(self) -> bool:
        """Whether no source says anything of what the province does."""
        return not (self.committee.node or self.documents or self.tasks or self.requests or self.figures)


def dossier(graph: Graph, province: str) -> Dossier:
    """Return all that the base knows of one province."""
    return dossiers(graph)(province)


def dossiers(graph: Graph) -> Callable[[str], Dossier]:
    """Return the function that gives the dossier of a province; all notes are gone through once for all."""
    kb = graph.kb
    tasks: dict[str, list[tuple[Note, Task]]] = {}
    for note, task in _tasks(kb):
        for place in provinces_of(graph, f"{note.id}#{task.id}"):
            tasks.setdefault(place, []).append((note, task))
    figures: dict[str, list[str]] = {}
    for node in _figures(kb):
        for place in provinces_of(graph, node):
            figures.setdefault(place, []).append(node)
    obligations = tuple((note, task) for note, task in _tasks(kb) if _for_all(kb, task))

    def dossier_of(province: str) -> Dossier:
        own = tasks.get(province, [])
        documents = [note for note in kb.of(Document) if note.province == province]
        return Dossier(
            province,
            _committee(graph, province),
            tuple(sorted(documents, key=lambda note: (str(note.date or "9999"), note.id))),
            tuple(sorted(_holders(kb, province), key=_when)),
            obligations,
            tuple((note, task) for note, task in own if task.type != "request"),
            tuple((note, task) for note, task in own if task.type == "request"),
            tuple(figures.get(province, ())),
            tuple(note for note in kb.of(Finding) if note.province == province),
        )

    return dossier_of


def before_merger(graph: Graph, province: str, date: Date | None) -> bool:
    """Tell whether a date lies before the province had its present borders."""
    since = getattr(graph.kb.notes[province], "since", None)
    return bool(since and date and last_day(date) < first_day(since))


def _committee(graph: Graph, province: str) -> Committee:
    bodies = [note for note in graph.kb.of(Organisation) if note.province == province]
    node = next((body.id for body in bodies if body.type == "steering-committee"), "")
    found: dict[str, list[tuple[str, Edge | None]]] = {part: [] for part in PARTS}
    for edge in graph.edges_to(node) if node else ():
        if edge.relation in _HELD:
            found[_HELD[edge.relation]].append((edge.source, edge))
    for body in bodies:
        if body.type in (WORKING_GROUP, COUNCIL):
            found[body.type].append((body.id, None))
    return Committee(node, tuple((part, tuple(held)) for part, held in found.items()))


def _holders(kb: KnowledgeBase, province: str) -> Iterator[Holder]:
    for person in kb.of(Person):
        for office in person.offices:
            body = kb.notes.get(office.body)
            if body and province in (body.id, body.province):
                yield Holder(person, office)


def _when(holder: Holder) -> tuple[str, str]:
    return (str(holder.office.since or holder.office.as_of or "9999"), holder.person.id)


def _tasks(kb: KnowledgeBase) -> Iterator[tuple[Note, Task]]:
    return ((note, task) for note in kb.notes.values() for task in note.tasks)


def _figures(kb: KnowledgeBase) -> Iterator[str]:
    return (f"{note.id}#{figure.id}" for note in kb.notes.values() for figure in note.figures)


def _for_all(kb: KnowledgeBase, task: Task) -> bool:
    """Tell whether a task is given to bodies that every province has."""
    bodies = [kb.notes.get(who) for who in task.assigned_to]
    return any(isinstance(b, Organisation) and b.level == "province" and not b.province for b in bodies)
