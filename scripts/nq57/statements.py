"""What the notes say of one another: the relations they declare, and the citations found in them.

Each statement is an ``Edge``: a relation with its origin (``declared`` or ``found``), its certainty, the
sentence, its source, and the line of the note that says so. The graph joins them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from nq57.model import (
    Certainty,
    Figure,
    Finding,
    KnowledgeBase,
    Meeting,
    Note,
    Person,
    Provision,
    Record,
    Task,
    walk,
)
from nq57.nodes import STUB
from nq57.notes import without_links
from nq57.progress import Watch, unwatched

DECLARED = "declared"
FOUND = "found"
# Begins with the signs themselves, which the engine skips to.
_SENTENCE_END = re.compile(r"[.!?…\n](?:(?<=\n)\s*\n|(?<!\n)\s+)")


@dataclass(frozen=True, slots=True)
class Cited:
    """One citation found in a note: what it names, and the span that writes it.

    ``target`` is a note's id, ``""`` where the number is ambiguous; ``stub`` is the number of a document
    that is not held.
    """

    start: int
    end: int
    target: str = ""
    stub: str = ""
    key: str = ""
    candidates: tuple[str, ...] = ()


# The citations that could be several documents: (note id, line, words, candidates).
Unclear = tuple[tuple[str, int, str, tuple[str, ...]], ...]
# Finds and resolves the citations of a text in the scope of a note.
Finder = Callable[[str, Note], tuple[Cited, ...]]


@dataclass(frozen=True, slots=True)
class Edge:
    """One relation of the graph, seen from its subject."""

    source: str
    target: str
    relation: str
    origin: str
    certainty: str = Certainty.STATED.value
    quote: str = ""
    quoted_from: str = ""
    path: str = ""
    line: int = 0
    reason: str = ""
    since: str = ""  # ISO dates between which it holds, where stated
    until: str = ""


# A citation that stands in a note: the edge it makes, what it names, its words. And all, by the notes' ids.
Citing = tuple[Edge, Cited, str]
Citings = Mapping[str, tuple[Citing, ...]]


def citings(
    kb: KnowledgeBase, finder: Finder, known: Citings | None = None, watch: Watch[Note] = unwatched
) -> Citings:
    """Return the citations that stand in the notes; those that are ``known`` are not looked for."""
    found = dict(known or {})
    return {
        note.id: found[note.id] if note.id in found else tuple(_found(kb, note, finder))
        for note in watch("looking for citations", tuple(kb.notes.values()))
    }


def unclear(found: Citings) -> Unclear:
    """Return the citations that could be several documents: they make no edge."""
    return tuple(
        (note, edge.line, words, cited.candidates)
        for note, edges in found.items()
        for edge, cited, words in edges
        if cited.candidates
    )


def declared(note: Note) -> Iterator[Edge]:
    yield from _from_fields(note)
    for relation in note.relations:
        yield _edge(note, note.id, relation.to, relation.type, relation)
    for record in note.records():
        yield from _from_record(note, record)
    for source in _sources(note):
        yield Edge(note.id, source, "rests-on", DECLARED, path=note.path, line=note.lines.get("source", 1))


_FIELDS = {
    "issuer": "issued-by",
    "convened": "meeting-of",
    "chair": "chaired-by",
    "province": "in-province",
}


def _from_fields(note: Note) -> Iterator[Edge]:
    for name, relation in _FIELDS.items():
        target = getattr(note, name, "")
        if target:
            key = "body" if name == "convened" else name
            yield _field_edge(note, key, target, relation)
    if isinstance(note, Person):
        for office in note.offices:
            if office.body:
                yield _edge(note, note.id, office.body, "holds-office-in", office)
    if isinstance(note, Finding):
        for target in note.about:
            yield _field_edge(note, "about", target, "about")


def _from_record(note: Note, record: Provision | Task | Figure) -> Iterator[Edge]:
    node = f"{note.id}#{record.id}"
    yield _edge(note, node, note.id, _home(note, record), record)
    if isinstance(record, Provision):
        return
    if isinstance(record, Figure):
        if record.scope:
            yield _edge(note, node, record.scope, "scope", record)
    else:
        for target in record.assigned_to:
            yield _edge(note, node, target, "assigned-to", record)
        for target in record.proposed_by:
            yield _edge(note, node, target, "proposed-by", record)
        for target in record.coordinating:
            yield _edge(note, node, target, "coordinated-with", record)
        if record.lead:
            yield _edge(note, node, record.lead, "led-by", record)
    for relation in record.relations:
        evidence = relation if relation.quote or relation.inferred else record
        yield _edge(note, node, relation.to, relation.type, evidence)


def _home(note: Note, record: Provision | Task | Figure) -> str:
    if not isinstance(record, Task) or record.type != "task":
        return "stated-in"
    return "assigned-at" if isinstance(note, Meeting) else "assigned-by"


def _edge(note: Note, source: str, target: str, relation: str, evidence: Record) -> Edge:
    return Edge(
        source,
        target,
        relation,
        DECLARED,
        certainty=evidence.certainty.value,
        quote=evidence.quote,
        quoted_from=(evidence.source or note.source) if evidence.quote else "",
        path=note.path,
        line=evidence.line,
        reason=evidence.inferred,
        since=str(getattr(evidence, "since", None) or ""),
        until=str(getattr(evidence, "until", None) or ""),
    )


def _field_edge(note: Note, key: str, target: str, relation: str) -> Edge:
    line = note.lines.get(key, 1)
    for quote in note.evidence(key):
        return Edge(
            note.id,
            target,
            relation,
            DECLARED,
            certainty=quote.certainty.value,
            quote=quote.text,
            quoted_from=quote.source or note.source,
            path=note.path,
            line=line,
            reason=quote.inferred,
        )
    return Edge(note.id, target, relation, DECLARED, path=note.path, line=line)


def _sources(note: Note) -> tuple[str, ...]:
    named = [note.source, *(alias.source for alias in note.aliases)]
    named += [record.source for _, record in walk(note)]
    return tuple(dict.fromkeys(source for source in named if source and source != note.id))


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """Yield (offset, sentence) of a text; a sentence ends at . ! ? … before white space, or at a blank line.

    >>> list(sentences("Un. Deux n° 57-NQ/TW."))
    [(0, 'Un.'), (4, 'Deux n° 57-NQ/TW.')]
    """
    start = 0
    for gap in _SENTENCE_END.finditer(text):
        place, end = gap.span()
        if (sentence := text[start : place + (text[place] != "\n")]).strip():
            yield start, sentence
        start = end
    if text[start:].strip():
        yield start, text[start:]


def _found(kb: KnowledgeBase, note: Note, finder: Finder) -> Iterator[Citing]:
    """Yield the citations of the prose, sentence by sentence, then those of the quotes."""
    for offset, sentence in sentences(note.body):
        words = without_links(sentence) if "](" in sentence else sentence
        if cited := finder(words, note):
            line = note.body_line + note.body.count("\n", 0, offset)
            yield from _edges(note, cited, words, line, "")
    seen: set[str] = set()
    for _, record in walk(note):
        words = getattr(record, "text", "") or record.quote
        if words and words not in seen:
            seen.add(words)
            source = record.source or note.source
            teller = kb.notes.get(source, note)
            scope = teller if teller.province else note
            yield from _edges(note, finder(words, scope), words, record.line, source)


def _edges(note: Note, found: tuple[Cited, ...], words: str, line: int, source: str) -> Iterator[Citing]:
    for cited in found:
        target = cited.target or (f"{STUB}-{cited.key}" if cited.stub else "")
        if (not target and not cited.candidates) or target == note.id:
            continue
        at = line + words.count("\n", 0, cited.start)
        sentence = " ".join(words.split())
        edge = Edge(
            note.id, target, "cites", FOUND, quote=sentence, quoted_from=source, path=note.path, line=at
        )
        yield edge, cited, words[cited.start : cited.end]
