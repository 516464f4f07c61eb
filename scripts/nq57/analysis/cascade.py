"""The cascade: what followed from a text, when, on which level and in which province."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from nq57.analysis.chain import DOWNWARD, UPWARD
from nq57.analysis.coverage import STATES
from nq57.analysis.place import days_between, provinces_of
from nq57.graph import DECLARED, Graph
from nq57.model import Document, Meeting, Province
from nq57.text import Date, iso_date

# Beside what a text rests on, a cascade goes by what it cites itself, and by the meetings it came before.
_RESTS_ON = UPWARD | {"cites", "discussed-at", "approved-in-substance-at"}
_EVENTS = ("document", "meeting")
DATED, UNDATED, APART, UNSEEN = "dated", "undated", "apart", "unseen"


@dataclass(frozen=True, slots=True)
class Step:
    """A dated or undated event of a cascade: a document, a meeting, or the deadline of a task.

    ``delays`` has one entry for each trigger, in days, negative before it; None where a day is not known.
    ``follows`` tells whether it rests on a trigger (or is one); else it is what such a text rests on, or
    answers what one asks without saying so.
    """

    node: str
    date: Date | None
    level: str
    provinces: tuple[str, ...]
    delays: tuple[int | None, ...]
    follows: bool


@dataclass(frozen=True, slots=True)
class Place:
    """What a province shows of a cascade; ``first`` is its first dated act."""

    province: str
    state: str  # DATED, UNDATED (acts without a date), APART (acts not of this cascade) or UNSEEN (no act)
    first: Step | None
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Cascade:
    """The steps of a cascade by date, undated last, and what each province of the base shows."""

    triggers: tuple[str, ...]
    steps: tuple[Step, ...]
    places: tuple[Place, ...]


def cascade(graph: Graph, triggers: Iterable[str]) -> Cascade:
    """Return what followed from the triggers and what it rests on, with signed delays from each of them."""
    triggers = tuple(triggers)
    starts = [_date(graph, trigger) for trigger in triggers]
    followed = followers(graph, triggers)
    others = _ground(graph, (*followed, *_answers(graph, followed)))
    members = {**dict.fromkeys(others, False), **dict.fromkeys(followed, True)}
    steps = [
        _step(graph, node, graph.attributes[node]["date"], starts, follows)
        for node, follows in members.items()
        if graph.attributes[node]["kind"] in _EVENTS
    ]
    for node, follows in members.items():
        steps += [_step(graph, task, due, starts, follows) for task, due in _deadlines(graph, node)]
    steps.sort(key=lambda step: (str(step.date or "9999"), step.node))
    acting = {note.province for kind in (Document, Meeting) for note in graph.kb.of(kind)}
    places = [_place(province.id, steps, province.id in acting) for province in graph.kb.of(Province)]
    return Cascade(triggers, tuple(steps), tuple(places))


def followers(graph: Graph, roots: Iterable[str]) -> tuple[str, ...]:
    """Return the roots and all that rests on them, directly or through others, nearest first."""
    found = list(dict.fromkeys(roots))
    seen = set(found)
    for node in found:
        for lower in _lower(graph, node):
            if lower not in seen:
                seen.add(lower)
                found.append(lower)
    return tuple(found)


def _answers(graph: Graph, followed: tuple[str, ...]) -> Iterator[str]:
    """Yield the notes said to cover or meet a provision of the followers, and the meetings of such bodies."""
    for name in followed:
        note = graph.kb.notes.get(name)
        for part in note.provisions if note else ():
            for edge in graph.edges_to(f"{name}#{part.id}"):
                if edge.relation in STATES:
                    body = edge.source.partition("#")[0]
                    yield body
                    yield from (e.source for e in graph.edges_to(body) if e.relation == "meeting-of")


def _ground(graph: Graph, members: tuple[str, ...]) -> tuple[str, ...]:
    """Return the members, and what they rest on up to the top."""
    found = list(dict.fromkeys(members))
    seen = set(found)
    for node in found:
        for upper in _upper(graph, node):
            if upper not in seen:
                seen.add(upper)
                found.append(upper)
    return tuple(found)


def events_after(graph: Graph, root: str) -> tuple[str, ...]:
    """Return the documents and meetings that rest on a note, directly or through others, by date."""
    lower = [node for node in followers(graph, (root,))[1:] if graph.attributes[node]["kind"] in _EVENTS]
    return tuple(sorted(lower, key=lambda node: (graph.attributes[node]["date"] or "9999", node)))


def step_after(graph: Graph, root: str, node: str) -> Step:
    """Return an event that rests on a note as a step, with its delay from it."""
    return _step(graph, node, graph.attributes[node]["date"], [_date(graph, root)], follows=True)


def _lower(graph: Graph, node: str) -> tuple[str, ...]:
    return graph.ladder(_RESTS_ON, DOWNWARD, DECLARED)[1](node)


def _upper(graph: Graph, node: str) -> tuple[str, ...]:
    home = (node.partition("#")[0],) if "#" in node else ()
    return home + graph.ladder(_RESTS_ON, DOWNWARD, DECLARED)[0](node)


def _step(graph: Graph, node: str, date: str | None, starts: list[Date | None], follows: bool) -> Step:
    known = iso_date(date) if date else None
    places = provinces_of(graph, node)
    level = "province" if places else graph.attributes[node.partition("#")[0]]["level"] or ""
    delays = [days_between(start, known) if start and known else None for start in starts]
    return Step(node, known, level, places, tuple(delays), follows)


def _deadlines(graph: Graph, node: str) -> Iterator[tuple[str, str]]:
    note = graph.kb.notes.get(node)
    for task in note.tasks if note else ():
        if task.due:
            yield f"{node}#{task.id}", str(task.due)


def _place(province: str, steps: list[Step], acting: bool) -> Place:
    own = tuple(step for step in steps if province in step.provinces and "#" not in step.node)
    first = next((step for step in own if step.date), None)
    without = UNDATED if own else APART if acting else UNSEEN
    return Place(province, DATED if first else without, first, own)


def _date(graph: Graph, node: str) -> Date | None:
    date = graph.attributes[node]["date"]
    return iso_date(date) if date else None
