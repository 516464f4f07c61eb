"""The part of a knowledge base that is written: all of it, or the notes that a bundle holds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from nq57.addresses import legislation, page_of
from nq57.graph import Edge, Graph
from nq57.history import Change, History
from nq57.model import KnowledgeBase
from nq57.nodes import STUB
from nq57.text import Date
from nq57.vocabulary import Vocabulary


@dataclass(frozen=True)
class Part:
    """Notes with their graph and words, on a date, and the address at which the site is published.

    ``graph.kb`` holds the notes that are written; the net may hold more. ``address`` ends in /, or is ''
    where none is known: what is written then names its pages from the root of the site.
    """

    graph: Graph
    vocabulary: Vocabulary
    as_of: Date
    address: str = ""
    history: History = field(default_factory=History)
    language: str = "fr"

    @property
    def kb(self) -> KnowledgeBase:
        """The notes that are written."""
        return self.graph.kb

    @cached_property
    def nodes(self) -> Mapping[str, Mapping[str, Any]]:
        """The nodes of these notes and of their records, and the numbers that they cite: id → attributes."""
        kept = self.kb.notes
        cited = {edge.target for edge in self.graph.edges() if edge.source.partition("#")[0] in kept}
        return {
            node: attributes
            for node, attributes in self.graph.nodes()
            if node.partition("#")[0] in kept or (attributes["path"] is None and node in cited)
        }

    @cached_property
    def edges(self) -> tuple[Edge, ...]:
        """The relations between these nodes."""
        nodes = self.nodes
        return tuple(edge for edge in self.graph.edges() if edge.source in nodes and edge.target in nodes)

    @cached_property
    def legislation(self) -> Mapping[str, str]:
        """The pages after the European Legislation Identifier, by the ids of their documents."""
        return legislation(self.kb)

    @cached_property
    def changed(self) -> Mapping[str, tuple[Change, ...]]:
        """The changes of each note, newest first, by its path."""
        found: dict[str, list[Change]] = {}
        for change in self.history.changes:
            found.setdefault(change.path, []).append(change)
        return {path: tuple(changes) for path, changes in found.items()}

    def page(self, node: str) -> str:
        """Return the page of a node, from the root of the site."""
        return page_of(node, self.graph.attributes[node.partition("#")[0]])

    def iri(self, node: str, root: str) -> str:
        """Return the name of a node for the world: its page where it is published, or seen from here."""
        far = self.kb.remote.get(node)
        return far.url if far else f"{self.address or root}{self.page(node)}"

    def heading(self, node: str) -> str:
        """Return number and title of a node, in the language of the site."""
        known = self.graph.attributes[node]
        number, title = known["number"], known["titles"].get(self.language) or known["titles"]["fr"]
        return f"{number} — {title}" if number and number != title else str(title)

    def held(self, nodes: tuple[str, ...]) -> tuple[str, ...]:
        """Return those of some nodes that are written."""
        return tuple(node for node in nodes if node in self.nodes)


def is_stub(attributes: Mapping[str, Any]) -> bool:
    """Tell whether a node is a number that is cited and not held."""
    return bool(attributes["kind"] == STUB)


# What XML 1.0 cannot hold, even as a reference.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def fit(text: str) -> str:
    """Return a text without the signs that no XML file can hold.

    >>> fit("57" + chr(0) + chr(0xFFFE) + "-NQ")
    '57-NQ'
    """
    return _UNFIT.sub("", text)
