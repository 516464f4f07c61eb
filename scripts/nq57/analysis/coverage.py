"""Grids of provinces × provisions: the coverage of a framework, the conformity to conditions.

A cell holds the statements that fill it; an empty cell says that no source was seen, never that nothing
was done.
"""

from __future__ import annotations

from dataclasses import dataclass

from nq57.analysis.place import provinces_of
from nq57.graph import Edge, Graph
from nq57.model import Province

# What a relation to a provision says of it, the strongest first.
STATES = {"covers": "stated", "covers-partly": "partly", "fails-to-meet": "not-met", "meets": "met"}
UNSEEN = "unseen"


@dataclass(frozen=True, slots=True)
class Cell:
    """What the sources say of one provision in one province: the states stated, and the statements.

    Sources that disagree give two states; a part counts only where nothing says the whole.
    """

    states: tuple[str, ...]
    statements: tuple[Edge, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """The provisions (ids of nodes) across, the provinces down, the cells of each province in order."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]


def grid(graph: Graph, document: str, types: tuple[str, ...]) -> Grid:
    """Return the grid of all provinces over the provisions of some types in a document."""
    note = graph.kb.notes[document]
    columns = tuple(f"{document}#{part.id}" for part in note.provisions if part.type in types)
    filled = {column: _by_province(graph, column) for column in columns}
    rows = [
        (province.id, tuple(_cell(filled[column].get(province.id, [])) for column in columns))
        for province in graph.kb.of(Province)
    ]
    return Grid(columns, tuple(rows))


def _by_province(graph: Graph, provision: str) -> dict[str, list[Edge]]:
    found: dict[str, list[Edge]] = {}
    for edge in graph.edges_to(provision):
        if edge.relation in STATES:
            for province in provinces_of(graph, edge.source):
                found.setdefault(province, []).append(edge)
    return found


def _cell(statements: list[Edge]) -> Cell:
    order = list(STATES.values())
    states = sorted({STATES[edge.relation] for edge in statements}, key=order.index)
    if "stated" in states:
        states = [state for state in states if state != "partly"]
    ordered = sorted(statements, key=lambda edge: (order.index(STATES[edge.relation]), edge.source))
    return Cell(tuple(states) or (UNSEEN,), tuple(ordered))
