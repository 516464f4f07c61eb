"""Which notes a province's bundle holds: its own, and all they rest on up to the centre."""

from __future__ import annotations

from nq57.graph import Graph
from nq57.model import Organisation

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


def closure(graph: Graph, province: str) -> frozenset[str]:
    """Return the ids of the notes in the bundle of a province.

    The province's own notes and those on the bodies that every province has, with what names them; then every
    note that one of these leads to, whatever the relation, and what ``_ALSO`` adds; never a note of another
    province.
    """
    notes = graph.kb.notes

    def allowed(note: str) -> bool:
        return (
            note in notes
            and notes[note].province in ("", province)
            and (notes[note].kind != "province" or note == province)
        )

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
    reached: set[str] = set()
    waiting = sorted(own | taking_part)
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
