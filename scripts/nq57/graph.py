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
from nq57.nodes import Attributes, of_note, of_record, of_remote, of_stub
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

# What tells the nodes above a node, and what those below it.
Ladder = tuple[Callable[[str], tuple[str, ...]], Callable[[str], tuple[str, ...]]]
Ends = Mapping[str, tuple[Edge, ...]]
Groups = Mapping[str, Mapping[str, list[Edge]]]


@dataclass(frozen=True)
class Graph:
    """The citation graph with the knowledge base it was made from.

    ``attributes`` are those of every node, by its id; ``told`` are the edges in the order in which the notes
    tell them. ``unclear`` holds the citations that could be several documents.
    """

    kb: KnowledgeBase
    attributes: Mapping[str, Attributes]
    told: tuple[Edge, ...] = ()
    unclear: Unclear = field(default=())

    @cached_property
    def net(self) -> nx.MultiDiGraph[str]:
        """The graph for the algorithms of networkx: made when asked for, as it weighs more than all notes."""
        net: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        net.add_nodes_from(self.attributes.items())
        names, values = Edge.__slots__, attrgetter(*Edge.__slots__)
        net.add_edges_from(
            (edge.source, edge.target, dict(zip(names, values(edge), strict=True))) for edge in self.told
        )
        return net

    def edges_of(self, node: str) -> tuple[Edge, ...]:
        """Return the edges that leave a node, in the order they were written."""
        return self._ends[0].get(node, ())

    def edges_to(self, node: str) -> tuple[Edge, ...]:
        """Return the edges that reach a node."""
        return self._ends[1].get(node, ())

    def ladder(self, up: frozenset[str], down: frozenset[str], origin: str = "") -> Ladder:
        """Return what tells the nodes above a node, and what tells those below it.

        Relations of ``up`` lead from lower to upper, of ``origin`` alone where it is given; those
        of ``down`` from upper to lower.
        """
        return self._ladders(up, down, origin)

    @cached_property
    def _ladders(self) -> Callable[[frozenset[str], frozenset[str], str], Ladder]:
        return cache(self._ladder)

    def _ladder(self, up: frozenset[str], down: frozenset[str], origin: str) -> Ladder:
        def told(edge: Edge) -> bool:
            return edge.relation in up and origin in ("", edge.origin)

        @cache
        def above(node: str) -> tuple[str, ...]:
            found = [edge.target for edge in self.edges_of(node) if told(edge)]
            found += [edge.source for edge in self.edges_to(node) if edge.relation in down]
            return tuple(dict.fromkeys(found))

        @cache
        def below(node: str) -> tuple[str, ...]:
            found = [edge.source for edge in self.edges_to(node) if told(edge)]
            found += [edge.target for edge in self.edges_of(node) if edge.relation in down]
            return tuple(dict.fromkeys(found))

        return above, below

    def edges(self) -> Iterator[Edge]:
        """Yield every edge once."""
        return chain.from_iterable(self._ends[0].values())

    @cached_property
    def _ends(self) -> tuple[Ends, Ends]:
        """The edges by source and by target, made once: a hub is asked for its thousands again and again."""
        leaving: Groups = defaultdict(lambda: defaultdict(list))
        reaching: Groups = defaultdict(lambda: defaultdict(list))
        for edge in self.told:
            leaving[edge.source][edge.target].append(edge)
            reaching[edge.target][edge.source].append(edge)
        return self._in_order(leaving), self._in_order(reaching)

    def _in_order(self, groups: Groups) -> Ends:
        """Return the edges of each node that has some: all that join it to another stand together."""
        return {
            node: tuple(chain.from_iterable(groups[node].values()))
            for node in self.attributes
            if node in groups
        }

    def nodes(self) -> Iterator[tuple[str, Attributes]]:
        """Yield (id, attributes) of every node: notes, records, stubs."""
        return iter(self.attributes.items())

    def node_link(self) -> dict[str, Any]:
        """Return networkx's node-link form: ``nodes`` and ``links``, ready for JSON."""
        return dict(nx.node_link_data(self.net, edges="links"))


def build(kb: KnowledgeBase, finder: Finder) -> Graph:
    """Return the graph of a knowledge base: every note and record a node, every statement an edge."""
    return joined(kb, citings(kb, finder))


def joined(kb: KnowledgeBase, found: Citings) -> Graph:
    """Return the graph of a knowledge base with the citations that were found in it."""
    nodes: dict[str, Attributes] = {}
    for note in kb.notes.values():
        nodes[note.id] = of_note(kb, note)
        for record in note.records():
            nodes[f"{note.id}#{record.id}"] = of_record(note, record)
    told: list[Edge] = []
    for note in kb.notes.values():
        for edge in declared(note):
            if edge.target in kb.remote and edge.target not in nodes:  # a node once something leads to it
                nodes[edge.target] = of_remote(kb.remote[edge.target])
            if edge.target in nodes:
                told.append(edge)
    for edges in found.values():
        for edge, cited, _ in edges:
            if cited.candidates:
                continue
            if edge.target not in nodes:
                far = kb.remote.get(edge.target)
                nodes[edge.target] = of_remote(far) if far else of_stub(cited.stub)
            told.append(edge)
    return Graph(kb, nodes, tuple(told), unclear(found))
