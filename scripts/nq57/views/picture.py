"""What a picture of the graph holds: frozen payloads, the same for the drawing, the map and the table.

Knows neither pixels nor HTML. A payload carries text as text; whoever draws it escapes it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import zip_longest
from types import MappingProxyType
from typing import Literal, NamedTuple, Self, TypeVar

from nq57.text import Date

Origin = Literal["declared", "found"]

KINDS = (
    "document",
    "organisation",
    "person",
    "meeting",
    "province",
    "platform",
    "source",
    "finding",
    "task",
    "figure",
    "provision",
    "stub",
    "remote",
)
FAMILIES = ("authority", "implementation", "organisation", "citation", "work")
FALLBACK_FAMILY = "citation"
LIMIT = 40
"""Most nodes in one drawing: above it a reader sees a ball, not relations."""

PHRASES: Mapping[str, str] = MappingProxyType(
    {
        "neighbourhood": "Neighbourhood of {label}: level by level, from the oldest to the newest",
        "shown": "{shown} of {total} related notes shown",
        "more": "and {n} more",
        "undated": "no date",
        "this": "this note",
        "from_here": "from this note",
        "to_here": "to this note",
        "found": "found in the text",
        "legend": "Legend",
        "unknown_level": "Other",
    }
)
"""Keys and English wording of every phrase that a drawing says; ``{}`` are filled in."""


@dataclass(frozen=True, slots=True)
class Node:
    """A note or record as a picture shows it.

    ``label`` is short (``57-NQ/TW``), ``title`` is full; ``url`` is relative to the root of the site;
    ``weight`` is its number of relations; a ``stub`` is cited but has no note yet; ``language`` is that of
    the title where it is not the reader's.
    """

    id: str
    kind: str
    label: str
    title: str
    date: Date | None
    level: str
    province: str | None
    url: str
    stub: bool
    weight: int
    status: str = ""
    language: str = ""


class Edge(NamedTuple):
    """A typed relation; ``origin`` tells one written in the front matter from one read in the text."""

    source: str
    target: str
    relation: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Level:
    """A lane of the frame; their order in a sequence is their order down the page."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Texts:
    """Everything a picture says, in the language of the reader.

    ``families`` maps a relation to its family (one of ``FAMILIES``), ``family_labels`` a family to its
    name; ``inverses`` maps a relation to its name read from the target; ``controls`` are the words of the
    interactive views. What is missing is shown as its id.

    >>> Texts("en", {}, {"cites": "cites"}, {"cites": "citation"}, {}).family("unheard-of")
    'citation'
    """

    language: str
    kinds: Mapping[str, str]
    relations: Mapping[str, str]
    families: Mapping[str, str]
    family_labels: Mapping[str, str]
    inverses: Mapping[str, str] = field(default_factory=dict)
    phrases: Mapping[str, str] = field(default_factory=lambda: PHRASES)
    statuses: Mapping[str, str] = field(default_factory=dict)
    controls: Mapping[str, str] = field(default_factory=dict)

    def say(self, phrase: str, **values: object) -> str:
        """Return a phrase with its blanks filled; English where the language has none."""
        wording = self.phrases.get(phrase, PHRASES[phrase])
        for name, value in values.items():
            wording = wording.replace("{" + name + "}", str(value))
        return wording

    def family(self, relation: str) -> str:
        """Return the family of a relation, which decides how its line looks."""
        family = self.families.get(relation, FALLBACK_FAMILY)
        return family if family in FAMILIES else FALLBACK_FAMILY

    def relation(self, relation: str, *, outward: bool) -> str:
        """Return the name of a relation as read from its source (outward) or from its target.

        >>> texts = Texts("en", {}, {"cites": "cites"}, {}, {})
        >>> texts.relation("cites", outward=True), texts.relation("cites", outward=False)
        ('cites', '← cites')
        """
        plain = self.relations.get(relation, relation)
        return plain if outward else self.inverses.get(relation, f"← {plain}")


@dataclass(frozen=True, slots=True)
class Picture:
    """One note and its nearest notes: what a drawing needs, with a digest that tells when to redraw.

    ``folded`` counts, by level, the neighbours that are left to the table.
    """

    focus: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    levels: tuple[Level, ...]
    folded: tuple[tuple[str, int], ...]

    @property
    def total(self) -> int:
        """Number of neighbours, shown or folded."""
        return len(self.nodes) - 1 + sum(count for _, count in self.folded)

    @property
    def digest(self) -> str:
        """A short fingerprint of everything shown."""
        return hashlib.sha256(repr(self).encode()).hexdigest()[:16]


Key = TypeVar("Key")
Value = TypeVar("Value")


class Made(Mapping[Key, Value]):
    """Values that are made when they are first asked for: the picture of one note asks for a few."""

    def __init__(self, keys: Iterable[Key], make: Callable[[Key], Value]) -> None:
        """``make`` returns the value of each of the keys, which come in their order."""
        self._make = make
        self._made: dict[Key, Value | None] = dict.fromkeys(keys)

    def __getitem__(self, key: Key) -> Value:
        """Return the value of a key; raises KeyError for another one."""
        found = self._made[key]
        if found is None:
            found = self._made[key] = self._make(key)
        return found

    def __contains__(self, key: object) -> bool:
        """Tell whether there is such a key, without its value."""
        return key in self._made

    def __iter__(self) -> Iterator[Key]:
        """Yield the keys in their order."""
        return iter(self._made)

    def __len__(self) -> int:
        """Return how many keys there are."""
        return len(self._made)


@dataclass(frozen=True)
class Atlas:
    """The whole graph, indexed so that the picture of one note costs only its own relations.

    ``incident`` are the edges at each node, in their order, each once and none from a node to itself.
    """

    nodes: Mapping[str, Node]
    incident: Mapping[str, Sequence[Edge]]
    levels: tuple[Level, ...]

    @classmethod
    def of(cls, nodes: Iterable[Node], edges: Iterable[Edge], levels: Iterable[Level]) -> Self:
        """Index nodes and edges; a relation to an unknown note or from a note to itself draws nothing."""
        known = {node.id: node for node in nodes}
        incident: dict[str, list[Edge]] = {name: [] for name in known}
        for edge in sorted(set(edges)):
            if edge[0] != edge[1] and edge[0] in known and edge[1] in known:
                incident[edge[0]].append(edge)
                incident[edge[1]].append(edge)
        return cls(known, incident, with_unknown(tuple(levels), (node.level for node in known.values())))

    @cached_property
    def edges(self) -> tuple[Edge, ...]:
        """All edges, in their order."""
        return tuple(sorted({edge for edges in self.incident.values() for edge in edges}))

    def around(self, focus: str, limit: int = LIMIT) -> Picture:
        """Return the picture of a note with at most ``limit`` nodes, itself included.

        Every level keeps its share: the choice goes round the levels, the best of each in turn, declared
        relations before found ones and much-related notes before others.
        """
        edges = self.incident.get(focus, ())
        declared = {end for edge in edges if edge.origin == "declared" for end in (edge.source, edge.target)}
        others = {end for edge in edges for end in (edge.source, edge.target)} - {focus}
        ranked = sorted(
            (self.nodes[other] for other in others),
            key=lambda node: (node.id not in declared, -node.weight, node.id),
        )
        lanes = [[node for node in ranked if node.level == level.id] for level in self.levels]
        turns = [node for turn in zip_longest(*lanes) for node in turn if node]
        shown = turns[: limit - 1]
        kept = {focus, *(node.id for node in shown)}
        folded = tuple(
            (level.id, left)
            for level, lane in zip(self.levels, lanes, strict=True)
            if (left := sum(node.id not in kept for node in lane))
        )
        drawn = tuple(edge for edge in edges if edge.source in kept and edge.target in kept)
        return Picture(focus, (self.nodes[focus], *shown), drawn, self.levels, folded)


def with_unknown(levels: tuple[Level, ...], used: Iterable[str]) -> tuple[Level, ...]:
    """Return the levels with a lane, last and without a name, for each that is used and not known.

    >>> with_unknown((Level("commune", "Commune"),), ["moon", "commune", "moon"])
    (Level(id='commune', label='Commune'), Level(id='moon', label=''))
    """
    known = {level.id for level in levels}
    return levels + tuple(Level(name, "") for name in sorted({*used} - known))


def by_date(nodes: Sequence[Node]) -> list[Node]:
    """Return nodes in the order of a lane: undated first, then by date, then by weight and id."""
    return sorted(nodes, key=lambda node: (node.date or Date(0), -node.weight, node.id))
