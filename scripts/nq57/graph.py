"""Knowledge base + citations → one ``MultiDiGraph``, and its queries. The only importer of networkx.

Nodes are the ids of notes, of records (``note#record``) and of stubs (numbers cited, not seen). Edges are
the statements of the notes, keyed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import chain
from operator import attrgetter
from typing import Any

import networkx as nx

from nq57.model import KnowledgeBase
from nq57.nodes import of_note, of_record, of_remote, of_stub
from nq57.statements import (
    DECLARED,
    FOUND,
    Cited,
    Citings,
    Edge,
    Finder,
    Unclear,
    citings,
    declared,
    sentences,
    unclear,
)

__all__ = ["DECLARED", "FOUND", "Cited", "Edge", "Finder", "Graph", "build", "joined", "sentences"]

# What stands above each node, and below it.
Ladder = tuple[Mapping[str, tuple[str, ...]], Mapping[str, tuple[str, ...]]]
Ends = Mapping[str, tuple[Edge, ...]]


@dataclass(frozen=True)
class Graph:
    """The citation graph with the knowledge base it was made from.

    ``unclear`` holds the citations that could be several documents.
    """

    kb: KnowledgeBase
    net: nx.MultiDiGraph[str]
    unclear: Unclear = field(default=())

    def edges_of(self, node: str) -> tuple[Edge, ...]:
        """Return the edges that leave a node, in the order they were written."""
        return self._ends[0].get(node, ())

    def edges_to(self, node: str) -> tuple[Edge, ...]:
        """Return the edges that reach a node."""
        return self._ends[1].get(node, ())

    def ladder(self, up: frozenset[str], down: frozenset[str], origin: str = "") -> Ladder:
        """Return, for each node, the nodes above it and those below it; a node that has none has no entry.

        Relations of ``up`` lead from lower to upper, of ``origin`` alone where it is given; those
        of ``down`` from upper to lower.
        """
        return self._ladders(up, down, origin)

    @cached_property
    def _ladders(self) -> Callable[[frozenset[str], frozenset[str], str], Ladder]:
        return cache(self._ladder)

    def _ladder(self, up: frozenset[str], down: frozenset[str], origin: str) -> Ladder:
        leaving, reaching = self._ends

        def told(edge: Edge) -> bool:
            return edge.relation in up and origin in ("", edge.origin)

        def held(edge: Edge) -> bool:
            return edge.relation in down

        above = _others((leaving, told, "target"), (reaching, held, "source"))
        below = _others((reaching, told, "source"), (leaving, held, "target"))
        return above, below

    def edges(self) -> Iterator[Edge]:
        """Yield every edge once."""
        return chain.from_iterable(self._ends[0].values())

    @cached_property
    def _ends(self) -> tuple[Ends, Ends]:
        """The edges by source and by target, made once: a hub is asked for its thousands again and again."""
        made = {id(data): Edge(**data) for _, _, data in self.net.edges(data=True)}
        leaving, reaching = (
            {
                node: tuple(made[id(data)] for keys in others.values() for data in keys.values())
                for node, others in ends.adjacency()
                if others
            }
            for ends in (self.net, self.net.reverse(copy=False))
        )
        return leaving, reaching

    def nodes(self) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Yield (id, attributes) of every node: notes, records, stubs."""
        return iter(self.net.nodes(data=True))

    def node_link(self) -> dict[str, Any]:
        """Return networkx's node-link form: ``nodes`` and ``links``, ready for JSON."""
        return dict(nx.node_link_data(self.net, edges="links"))


def _others(*ways: tuple[Ends, Callable[[Edge], bool], str]) -> Mapping[str, tuple[str, ...]]:
    """Return, for each node, the other ends of its edges that fit, each once."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for ends, fits, end in ways:
        for node, edges in ends.items():
            found[node].update((getattr(edge, end), None) for edge in edges if fits(edge))
    return {node: tuple(others) for node, others in found.items() if others}


def build(kb: KnowledgeBase, finder: Finder) -> Graph:
    """Return the graph of a knowledge base: every note and record a node, every statement an edge."""
    return joined(kb, citings(kb, finder))


def joined(kb: KnowledgeBase, found: Citings) -> Graph:
    """Return the graph of a knowledge base with the citations that were found in it."""
    net: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for note in kb.notes.values():
        net.add_node(note.id, **of_note(kb, note))
        for record in note.records():
            net.add_node(f"{note.id}#{record.id}", **of_record(note, record))
    for note in kb.notes.values():
        for edge in declared(note):
            _reach(net, kb, edge.target)
            if edge.target in net:
                _add(net, edge)
    for edges in found.values():
        for edge, cited, _ in edges:
            if cited.candidates:
                continue
            _reach(net, kb, edge.target)
            if edge.target not in net:
                net.add_node(edge.target, **of_stub(cited.stub))
            _add(net, edge)
    return Graph(kb, net, unclear(found))


def _reach(net: nx.MultiDiGraph[str], kb: KnowledgeBase, target: str) -> None:
    """Make a note of another base a node, once something leads to it."""
    if target in kb.remote and target not in net:
        net.add_node(target, **of_remote(kb.remote[target]))


_VALUES = attrgetter(*Edge.__slots__)


def _add(net: nx.MultiDiGraph[str], edge: Edge) -> None:
    values = dict(zip(Edge.__slots__, _VALUES(edge), strict=True))
    values["certainty"] = str(edge.certainty)
    net.add_edge(edge.source, edge.target, **values)
