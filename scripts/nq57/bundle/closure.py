"""Which notes a bundle holds: those it is made for, and all they rest on up to the centre."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from nq57.corpus import Corpus
from nq57.graph import Graph
from nq57.model import KnowledgeBase, Organisation

# Read from object to subject, these tell what a reader must also have: who created or rules a body, who
# heads it, where a meeting's conclusions are, what is wrong with a source.
_ALSO = frozenset(
    {
        "about",
        "annexes",
        "becomes",
        "concludes",
        "establishes",
        "heads",
        "holds-office-in",
        "institutionalises",
        "regulates",
        "standing-body-of",
    }
)


def of_province(graph: Graph, province: str) -> frozenset[str]:
    """Return the ids of the notes in the bundle of a province.

    The province's own notes and those on the bodies that every province has, with what names them; then every
    note that one of these leads to, whatever the relation, and what ``_ALSO`` adds; never a note of another
    province.
    """
    notes = graph.kb.notes
    own = {note.id for note in notes.values() if note.province == province or note.id == province}
    # A text addressed to the committees of all provinces binds this one too.
    own |= {
        note.id
        for note in notes.values()
        if isinstance(note, Organisation) and note.level == "province" and not note.province
    }
    # Where a province's people or bodies took part, its tasks and figures may stand in a central note.
    taking_part = {
        edge.source.partition("#")[0]
        for note in own
        for edge in graph.edges_to(note)
        if edge.origin != "found"
    }
    return _reached(graph, own | taking_part, frozenset({province}))


def of_notes(graph: Graph, chosen: Iterable[str]) -> frozenset[str]:
    """Return the ids of the notes in the bundle of some notes: what they lead to, in their own provinces."""
    notes = graph.kb.notes
    own = sorted(chosen)
    provinces = frozenset(
        notes[name].province or (name if notes[name].kind == "province" else "") for name in own
    )
    return _reached(graph, own, provinces)


def _reached(graph: Graph, own: Iterable[str], provinces: frozenset[str]) -> frozenset[str]:
    notes = graph.kb.notes

    def allowed(note: str) -> bool:
        return (
            note in notes
            and notes[note].province in ("", *provinces)
            and (notes[note].kind != "province" or note in provinces)
        )

    reached: set[str] = set()
    waiting = sorted(own)
    while waiting:
        note = waiting.pop()
        if note in reached or not allowed(note):
            continue
        reached.add(note)
        nodes = [note, *(f"{note}#{record.id}" for record in notes[note].records())]
        for node in nodes:
            waiting += [edge.target.partition("#")[0] for edge in graph.edges_of(node)]
            waiting += [
                edge.source.partition("#")[0] for edge in graph.edges_to(node) if edge.relation in _ALSO
            ]
    return frozenset(reached)


def part(corpus: Corpus, inside: frozenset[str]) -> Corpus:
    """Return the corpus with these notes alone, and what is outside by its name where they lead to it.

    What notes outside say of those inside is left out. So the cost of all that is made from it is that of
    the bundle, not of the corpus.
    """
    notes = {name: note for name, note in corpus.kb.notes.items() if name in inside}
    kb = KnowledgeBase(notes, remote=corpus.kb.remote)
    whole = corpus.graph
    held = [
        node
        for note in kb.notes.values()
        for node in (note.id, *(f"{note.id}#{record.id}" for record in note.records()))
    ]
    edges = tuple(edge for node in held for edge in whole.edges_of(node))
    attributes = {node: whole.attributes[node] for node in (*held, *(edge.target for edge in edges))}
    return replace(
        corpus, folder=replace(corpus.folder, kb=kb), make_graph=lambda: Graph(kb, attributes, edges)
    )
