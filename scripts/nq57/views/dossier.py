"""The page of a province as a payload: its dossier, its rows of the grids, its place in the calendar."""

from __future__ import annotations

from nq57.analysis.province import Committee, Dossier, Holder, before_merger
from nq57.graph import Edge
from nq57.model import Document, Province
from nq57.text import iso_date
from nq57.views.page import Payload, edge_evidence, evidence, figure_row, held, task_row, words_of
from nq57.views.reader import Reader

PARTS = {
    "head": "Chef",
    "standing-body": "Organe permanent",
    "working-group": "Groupe de travail",
    "advisory-council": "Conseil consultatif",
}


def dossier_page(reader: Reader, province: Province, found: Dossier) -> Payload:
    """Return what the base knows of a province, and what it does not: unknown is said, never guessed."""
    kb = reader.corpus.kb
    figures = [(kb.notes[node.partition("#")[0]], kb.record(node)) for node in found.figures]
    return {
        "id": province.id,
        "silent": found.silent,
        "committee": _committee(reader, found.committee),
        "documents": [_document(reader, province, document) for document in found.documents],
        "obligations": [task_row(reader, note, task) for note, task in found.obligations],
        "tasks": [task_row(reader, note, task) for note, task in found.tasks],
        "requests": [task_row(reader, note, task) for note, task in found.requests],
        "figures": [figure_row(reader, note, figure) for note, figure in figures],  # type: ignore[arg-type]
        "findings": [reader.link(note.id) for note in found.findings],
        "holders": [_holder(reader, holder) for holder in found.holders],
    }


def rows_of(grids: list[Payload], province: str) -> list[Payload]:
    """Return a province's row of each grid, with the columns it crosses."""
    rows: list[Payload] = []
    for grid in grids:
        row = next((row for row in grid["rows"] if row["id"] == province), None)
        if row:
            cells = [{**column, **cell} for column, cell in zip(grid["columns"], row["cells"], strict=True)]
            rows.append(
                {
                    "number": len(rows) + 1,
                    "document": grid["document"],
                    "name": grid["name"],
                    "cells": cells,
                    "filled": row["filled"],
                }
            )
    return rows


def _committee(reader: Reader, committee: Committee) -> Payload:
    note = reader.corpus.kb.notes.get(committee.node)
    interval = held(reader, getattr(note, "since", None), getattr(note, "until", None))
    words = words_of(reader, committee.node, "name") if note else None
    return {
        "note": {**reader.link(committee.node), **interval, "evidence": words} if note else None,
        "parts": [
            {
                "name": reader.say(PARTS[part]),
                "held_by": [_part(reader, node, edge) for node, edge in holders],
            }
            for part, holders in committee.parts
        ],
    }


def _part(reader: Reader, node: str, edge: Edge | None) -> Payload:
    """Return who holds a part of a committee, with the words that say so: a relation's, or its note's own."""
    if edge:
        interval = held(reader, iso_date(edge.since), iso_date(edge.until))
        return {**reader.link(node), **interval, "state": "", "evidence": edge_evidence(reader, edge)}
    note = reader.corpus.kb.notes[node]
    interval = held(reader, getattr(note, "since", None), getattr(note, "until", None))
    words = evidence(reader, note, note.quotes[0]) if note.quotes else None
    return {**reader.link(node), **interval, "state": _unfounded(reader, node), "evidence": words}


def _unfounded(reader: Reader, body: str) -> str:
    """Return how far the decision on a body is where none was issued: what is only planned is not set up."""
    edges = reader.corpus.graph.edges_to(body)
    founding = [reader.corpus.kb.notes.get(edge.source) for edge in edges if edge.relation == "establishes"]
    statuses = [note.status for note in founding if isinstance(note, Document)]
    return "" if not statuses or "issued" in statuses else reader.word("document-statuses", statuses[0])


def _document(reader: Reader, province: Province, note: Document) -> Payload:
    graph = reader.corpus.graph
    steps = [edge for edge in graph.edges_of(note.id) if edge.relation in _STEPS]
    state = note.evidence("status")
    return {
        **reader.link(note.id),
        "type": reader.type_name(note),
        "status": reader.word("document-statuses", note.status),
        "evidence": evidence(reader, note, state[0]) if state else None,
        "before_merger": before_merger(graph, province.id, note.date),
        "steps": [
            {
                "relation": reader.relation(edge.relation, outward=True),
                "link": reader.link(edge.target),
                "evidence": edge_evidence(reader, edge),
            }
            for edge in steps
        ],
    }


_STEPS = ("discussed-at", "approved-in-substance-at", "to-be-finalised-by", "to-be-drawn-up-by")


def _holder(reader: Reader, holder: Holder) -> Payload:
    office = holder.office
    return {
        **reader.link(holder.person.id),
        "office": reader.named(office.title),
        "evidence": evidence(reader, holder.person, office),
        **held(reader, office.since, office.until, office.as_of),
    }
