"""The graph of the corpus as a picture shows it: which nodes, how they are named, where they stand."""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Any

from nq57.graph import FOUND
from nq57.nodes import STUB
from nq57.text import iso_date
from nq57.views.controls import CONTROL_KEYS
from nq57.views.picture import PHRASES, Atlas, Edge, Level, Made, Node, Texts, with_unknown
from nq57.views.reader import KIND_NAMES, Reader

# A source stands behind nearly every note: drawn, it would hide what the texts say of one another.
_NOT_DRAWN = frozenset({"rests-on"})
FAMILY_NAMES = {
    "authority": "autorité",
    "implementation": "mise en œuvre",
    "organisation": "organisation",
    "citation": "citation",
    "work": "travail",
}
# The phrases of the pictures in the language of the keys; English is the default of ``picture``.
PHRASE_KEYS = {
    "neighbourhood": "Voisinage de {label} : niveau par niveau, du plus ancien au plus récent",
    "shown": "{shown} notes liées sur {total} montrées",
    "more": "et {n} de plus",
    "undated": "sans date",
    "this": "cette note",
    "from_here": "part de cette note",
    "to_here": "mène à cette note",
    "found": "trouvé dans le texte",
    "legend": "Légende",
    "unknown_level": "Autre",
}


def atlas(reader: Reader) -> Atlas:
    """Return the whole graph as it is drawn.

    A node is drawn where it is shown here; a provision is read on the page of its document.
    """
    drawn = {
        node: attributes
        for node, attributes in reader.corpus.graph.nodes()
        if attributes["kind"] != "provision" and reader.shown(node)
    }
    incident = Made(drawn, lambda node: _incident(reader, drawn, node))
    nodes = Made(drawn, lambda node: _node(reader, node, drawn[node], len(incident[node])))
    used = (_level(reader, node, attributes) for node, attributes in drawn.items())
    return Atlas(nodes, incident, with_unknown(levels_of(reader), used))


def _incident(reader: Reader, drawn: Container[str], node: str) -> list[Edge]:
    """Return the relations at a node that are drawn."""
    graph = reader.corpus.graph
    found = {
        Edge(edge.source, edge.target, edge.relation, "found" if edge.origin == FOUND else "declared")
        for edge in (*graph.edges_of(node), *graph.edges_to(node))
        if edge.relation not in _NOT_DRAWN
    }
    return sorted(e for e in found if e[0] != e[1] and e[0] in drawn and e[1] in drawn)


def _level(reader: Reader, node: str, attributes: Mapping[str, str]) -> str:
    """Return the level of a node: its own, or that of its note."""
    home = reader.corpus.graph.attributes.get(node.partition("#")[0], attributes)
    return attributes["level"] or home["level"] or ""


def _node(reader: Reader, node: str, attributes: Mapping[str, str], weight: int) -> Node:
    date = attributes["date"]
    return Node(
        id=node,
        kind=attributes["kind"],
        label=reader.label(node),
        title=reader.heading(node),
        date=iso_date(date) if date else None,
        level=_level(reader, node, attributes),
        province=attributes["province"],
        url=reader.url(node),
        stub=attributes["kind"] == STUB,
        weight=weight,
        status=attributes["status"] or "",
        language=reader.title_language(node),
    )


def ties(reader: Reader, graph: Atlas, focus: str) -> list[dict[str, Any]]:
    """Return every relation of a note as the rows of the table under its picture, from the same graph."""
    ranks = {level.id: rank for rank, level in enumerate(graph.levels)}
    rows = []
    for edge in graph.incident.get(focus, ()):
        outward = edge.source == focus
        other = graph.nodes[edge.target if outward else edge.source]
        rank = (ranks[other.level], str(other.date or ""), other.id, edge.relation, outward)
        row = {
            "relation": reader.relation(edge.relation, outward=outward),
            "link": reader.link(other.id),
            "level": reader.word("levels", other.level) if other.level else "",
            "found": edge.origin == "found",
        }
        rows.append((rank, row))
    return [row for _, row in sorted(rows, key=lambda ranked: ranked[0])]


def levels_of(reader: Reader) -> tuple[Level, ...]:
    """Return the lanes, from the top of the State down."""
    words = reader.corpus.vocabulary.lists.get("levels", {})
    return tuple(Level(level, names.show(reader.language)) for level, names in words.items())


def texts_of(reader: Reader) -> Texts:
    """Return everything a picture says, in the reader's language."""
    relations = reader.corpus.vocabulary.relations
    return Texts(
        language=reader.language,
        kinds={kind: reader.kind(kind) for kind in KIND_NAMES},
        relations={name: known.name.show(reader.language) for name, known in relations.items()},
        inverses={name: known.inverse.show(reader.language) for name, known in relations.items()},
        families={name: known.family for name, known in relations.items()},
        family_labels={family: reader.say(name) for family, name in FAMILY_NAMES.items()},
        phrases={
            key: reader.say(PHRASE_KEYS[key]) if key in PHRASE_KEYS else PHRASES[key] for key in PHRASES
        },
        statuses={
            word: names.show(reader.language)
            for words in ("document-statuses", "meeting-statuses", "task-statuses")
            for word, names in reader.corpus.vocabulary.lists.get(words, {}).items()
        },
        controls={name: reader.say(words) for name, words in CONTROL_KEYS.items()},
    )
