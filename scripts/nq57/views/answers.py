"""The questions as payloads: what followed, who covers what, who was asked, when, and what changed."""

from __future__ import annotations

from typing import Any

from nq57.analysis.cascade import (
    APART,
    UNDATED,
    UNSEEN,
    Cascade,
    Place,
    Step,
    cascade,
    events_after,
    followers,
    step_after,
)
from nq57.analysis.coverage import Cell, grid
from nq57.analysis.register import asked
from nq57.analysis.timeline import Event, timeline, undated
from nq57.graph import Edge
from nq57.model import Document, Task
from nq57.views.page import Payload, edge_evidence, words_of
from nq57.views.reader import Reader
from nq57.views.texts import date_text

COVERAGE = {"stated": "dit", "partly": "dit en partie", "unseen": "non vu dans les sources"}
CONFORMITY = {"met": "remplie", "not-met": "non remplie", "unseen": "non dit"}
PLACES = {
    UNDATED: "documents sans date",
    APART: "des textes, sans lien dit avec ceux-ci",
    UNSEEN: "rien vu dans les sources",
}
ASKED = {
    "assigned": "doit faire",
    "led": "mène",
    "coordinated": "coordonne",
    "requests": "est saisi d'une demande",
}
ACTIONS = {"added": "ajoutée", "changed": "modifiée", "removed": "retirée"}
_SIGN = {True: "+", False: "−"}
_CHANGES = 400  # the newest ones; older ones are counted
_FOLLOWERS = 40


def cascade_of(reader: Reader, triggers: tuple[str, ...]) -> Cascade:
    """Return the cascade of some notes, without what a bundle leaves out."""
    whole = cascade(reader.corpus.graph, triggers)
    steps = tuple(step for step in whole.steps if reader.shown(step.node))
    shown = (place for place in whole.places if reader.shown(place.province))
    places = tuple(sorted(shown, key=lambda place: reader.by_title(place.province)))
    return Cascade(whole.triggers, steps, places)


def cascade_page(reader: Reader, found: Cascade) -> Payload:
    """Return the tables of a cascade: its triggers, its steps by date, and where each province stands."""
    steps = [_step(reader, step) for step in found.steps if step.date]
    return {
        "triggers": [reader.link(trigger) for trigger in found.triggers],
        "steps": steps,
        "total": len(steps),
        "undated": [_step(reader, step) for step in found.steps if not step.date],
        "places": [_place(reader, place, len(found.triggers)) for place in found.places],
    }


def _step(reader: Reader, step: Step) -> Payload:
    note = reader.link(step.node.partition("#")[0])
    return {
        **reader.link(step.node),
        "event": reader.say("échéance") if "#" in step.node else note["kind_name"],
        "date": date_text(step.date, reader.language, reader.say) if step.date else "",
        "sort": str(step.date or ""),
        "level": reader.word("levels", step.level) if step.level else "",
        "level_word": step.level,
        "provinces": [reader.title(province) for province in step.provinces],
        "delays": [_delay(days) for days in step.delays],
        "evidence": words_of(reader, step.node, "date"),
        "follows": step.follows,
        "note": note,
    }


def _delay(days: int | None) -> Payload:
    """Return a signed number of days, and '' where it is not known: unknown is not zero."""
    if days is None:
        return {"text": "", "sort": ""}
    return {"text": f"{_SIGN[days > 0]}{abs(days)}" if days else "0", "sort": str(days)}


def _place(reader: Reader, place: Place, triggers: int) -> Payload:
    return {
        **reader.link(place.province),
        "state": reader.say(PLACES[place.state]) if place.state in PLACES else "",
        "first": _step(reader, place.first) if place.first else None,
        "delays": [_delay(days) for days in place.first.delays] if place.first else [_delay(None)] * triggers,
        "count": len(place.steps),
    }


def rests_on(reader: Reader, note: Document) -> Payload:
    """Return what rests on a document, through others too, by level, with days after it."""
    graph = reader.corpus.graph
    found = [node for node in events_after(graph, note.id) if reader.shown(node)]
    levels: dict[str, list[Payload]] = {}
    for node in found[:_FOLLOWERS]:
        step = step_after(graph, note.id, node)
        levels.setdefault(step.level, []).append(_step(reader, step))
    order = list(reader.corpus.vocabulary.lists["levels"])
    ranked = sorted(levels, key=lambda level: order.index(level) if level in order else len(order))
    return {
        "count": len(found),
        "more": len(found) - min(len(found), _FOLLOWERS),
        "levels": [
            {"name": reader.word("levels", level) if level else reader.say("inconnu"), "items": levels[level]}
            for level in ranked
        ],
    }


def resting(reader: Reader) -> Payload:
    """Return every document on which something rests, with how much, the most first."""
    rows = []
    for note in reader.corpus.kb.of(Document):
        lower = [node for node in followers(reader.corpus.graph, (note.id,))[1:] if reader.shown(node)]
        kinds = [reader.attributes(node)["kind"] for node in lower]
        counts = {kind: kinds.count(kind) for kind in ("document", "meeting", "task", "organisation")}
        if lower:
            listed = not note.province  # the page of a central text lists them
            rows.append({**reader.link(note.id), "count": len(lower), "counts": counts, "listed": listed})
    return {"rows": sorted(rows, key=lambda row: (-row["count"], reader.by_title(row["id"])))}


def grid_page(reader: Reader, document: str, types: tuple[str, ...]) -> Payload:
    """Return a grid of provinces × the provisions of some types of a document, provinces with most first."""
    found = grid(reader.corpus.graph, document, types)
    columns = [{**reader.link(column), "label": column.partition("#")[2].upper()} for column in found.columns]
    rows: list[Payload] = [
        {**reader.link(province), "cells": [_cell(reader, cell, types) for cell in cells]}
        for province, cells in found.rows
        if reader.shown(province)
    ]
    for row in rows:
        row["filled"] = sum(bool(cell["statements"]) for cell in row["cells"])
    states = _states(types)
    return {
        "legend": [{"word": word, "name": reader.say(name)} for word, name in states.items()],
        "document": reader.link(document),
        "name": reader.word("provision-types", types[0]),
        "columns": columns,
        "rows": sorted(rows, key=lambda row: (-row["filled"], reader.by_title(row["id"]))),
    }


def _cell(reader: Reader, cell: Cell, types: tuple[str, ...]) -> Payload:
    names = _states(types)
    statements = [edge for edge in cell.statements if reader.shown(edge.source)]
    states = cell.states if statements else ("unseen",)
    return {
        "states": [{"word": state, "name": reader.say(names[state])} for state in states],
        "statements": [_statement(reader, edge) for edge in statements],
    }


def _states(types: tuple[str, ...]) -> dict[str, str]:
    return CONFORMITY if "condition" in types else COVERAGE


def _statement(reader: Reader, edge: Edge) -> Payload:
    return {**reader.link(edge.source), "evidence": edge_evidence(reader, edge)}


def asked_page(reader: Reader) -> Payload:
    """Return everyone who was asked for something, with the tasks and requests."""
    rows = []
    for found in asked(reader.corpus.graph):
        ways = {name: _tasks(reader, getattr(found, name)) for name in ASKED}
        if reader.shown(found.who) and any(ways.values()):
            count = sum(len(tasks) for tasks in ways.values())
            kinds = [
                {"name": reader.say(ASKED[name]), "tasks": tasks} for name, tasks in ways.items() if tasks
            ]
            rows.append({**reader.link(found.who), "count": count, "ways": kinds})
    return {"rows": sorted(rows, key=lambda row: (-row["count"], reader.by_title(row["id"])))}


def _tasks(reader: Reader, nodes: tuple[str, ...]) -> list[Payload]:
    found = []
    for node in nodes:
        task = reader.corpus.kb.record(node)
        if isinstance(task, Task):
            due = date_text(task.due, reader.language, reader.say) if task.due else ""
            words = words_of(reader, node, "")
            horizon = reader.phrase(task.horizon)
            found.append({**reader.link(node), "due": due, "horizon": horizon, "evidence": words})
    return found


def timeline_page(reader: Reader) -> Payload:
    """Return the months with their events, the undated ones, and what they can be filtered by."""
    months = []
    for month, events in timeline(reader.corpus.graph):
        shown = [_event(reader, event) for event in events if reader.shown(event.node)]
        if shown:
            months.append((month, shown))
    missing = [reader.link(node) for node in undated(reader.corpus.graph) if reader.shown(node)]
    listed = [event for _, events in months for event in events]
    rows = [
        {"id": f"m{month}", "name": reader.date(month), "events": events, "total": len(events)}
        for month, events in months
    ]
    return {"months": rows, "undated": missing, "filters": _filters(reader, listed)}


def _event(reader: Reader, event: Event) -> Payload:
    note = reader.link(event.node.partition("#")[0])
    return {
        **reader.link(event.node),
        "event": event.kind,
        "event_name": reader.say("échéance") if event.kind == "deadline" else reader.kind(event.kind),
        "date": date_text(event.date, reader.language, reader.say),
        "sort": str(event.date),
        "level_word": event.level,
        "level": reader.word("levels", event.level) if event.level else "",
        "provinces": list(event.provinces),
        "evidence": words_of(reader, event.node, "date"),
        "note": note,
    }


def _filters(reader: Reader, events: list[Payload]) -> Payload:
    levels = [word for word in reader.corpus.vocabulary.lists["levels"] if _any(events, "level_word", word)]
    places = sorted({place for event in events for place in event["provinces"]}, key=reader.by_title)
    return {
        "levels": [{"value": word, "name": reader.word("levels", word)} for word in levels],
        "provinces": [{"value": place, "name": reader.title(place)} for place in places],
    }


def _any(events: list[Payload], key: str, value: Any) -> bool:
    return any(event[key] == value for event in events)


def changes_page(reader: Reader) -> Payload:
    """Return what changed in the notes, day by day, the newest first."""
    history = reader.moment.history
    notes = {note.path: note.id for note in reader.corpus.kb.notes.values()}
    days: dict[str, list[Payload]] = {}
    for change in history.changes[:_CHANGES]:
        link = reader.link(notes[change.path]) if change.path in notes else None
        item = {"note": link, "path": change.path, "action": reader.say(ACTIONS[change.action])}
        days.setdefault(str(change.date), []).append(item)
    return {
        "days": [{"day": day, "date": reader.date(day), "items": items} for day, items in days.items()],
        "older": max(len(history.changes) - _CHANGES, 0),
        "kept": history.kept,
        "latest": date_text(history.latest, reader.language, reader.say),
    }
