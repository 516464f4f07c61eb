"""The indexes and tables of the site as plain payloads: by kind, issuer, level, year, province, and all."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from nq57.analysis.chain import below
from nq57.analysis.register import Entry, due_next, late, register, without_deadline, without_owner
from nq57.model import Document, Finding, Meeting, Note, Organisation, Person, Platform, Province, Source
from nq57.nodes import REMOTE, STUB
from nq57.text import Date, sort_key
from nq57.views.page import Payload, edge_evidence, task_row
from nq57.views.reader import Reader
from nq57.views.texts import date_text

KINDS: dict[str, type[Note]] = {
    "documents": Document,
    "organisations": Organisation,
    "people": Person,
    "meetings": Meeting,
    "provinces": Province,
    "platforms": Platform,
    "sources": Source,
    "findings": Finding,
}
Row = dict[str, Any]


def index(reader: Reader, kind: str, by: str = "") -> Payload:
    """Return the index of a kind of note, grouped ``by`` issuer, level, year, province or type."""
    notes = sorted(reader.corpus.kb.of(KINDS[kind]), key=lambda note: _order(reader, note))
    grouped: dict[str, list[Row]] = {}
    for note in notes:
        grouped.setdefault(_group(reader, note, by), []).append(_row(reader, note))
    names = sorted(grouped, key=_group_order(reader, by))
    return {
        "kind": kind,
        "count": len(notes),
        "groups": [{"name": n, "rows": grouped[n], "total": len(grouped[n])} for n in names],
    }


def _order(reader: Reader, note: Note) -> Any:
    """Documents and meetings newest first, undated last; all others by name."""
    date = getattr(note, "date", None)
    if isinstance(note, Document | Meeting):
        newest = (-date.year, -date.month, -date.day) if isinstance(date, Date) else (1, 0, 0)
        return (newest, sort_key(getattr(note, "number", "") or note.title.show(reader.language)))
    if isinstance(note, Finding):
        return ((0, 0, 0), sort_key(note.id))
    return ((0, 0, 0), sort_key(note.title.show(reader.language)))


def _group(reader: Reader, note: Note, by: str) -> str:
    attributes = reader.attributes(note.id)
    unknown = reader.say("inconnu")
    if by == "issuer":
        return reader.title(attributes["issuer"]) if attributes["issuer"] else unknown
    if by == "level":
        return reader.word("levels", attributes["level"]) if attributes["level"] else unknown
    if by == "year":
        return str(attributes["date"] or "")[:4] or unknown
    if by == "province":
        return (
            reader.title(attributes["province"]) if attributes["province"] else reader.say("Niveau central")
        )
    if by == "type":
        return reader.type_name(note) or unknown
    if by == "nature":
        return reader.word("finding-natures", getattr(note, "nature", ""))
    return ""


def _group_order(reader: Reader, by: str) -> Callable[[str], Any]:
    levels = [names.show(reader.language) for names in reader.corpus.vocabulary.lists["levels"].values()]
    unknown = reader.say("inconnu")

    def order(name: str) -> Any:
        rank = levels.index(name) if by == "level" and name in levels else 0
        return (name == unknown, rank, sort_key(name))

    return order


def _row(reader: Reader, note: Note) -> Row:
    attributes = reader.attributes(note.id)
    return {
        **reader.link(note.id),
        "type": reader.type_name(note),
        "issuer": reader.link(attributes["issuer"]) if attributes["issuer"] else None,
        "level": reader.word("levels", attributes["level"]) if attributes["level"] else "",
        "province": reader.title(attributes["province"]) if attributes["province"] else "",
        "status": reader.word("document-statuses", note.status) if isinstance(note, Document) else "",
        "names": [{"text": t, "language": code} for code, t in note.title.items() if code != reader.language],
        "code": getattr(note, "code", ""),
        "former": [former.name for former in note.former] if isinstance(note, Province) else [],
        "nature": reader.word("finding-natures", note.nature) if isinstance(note, Finding) else "",
        "offices": [reader.named(o.title) for o in note.offices] if isinstance(note, Person) else [],
        "documents": _documents_of(reader, note),
    }


def _documents_of(reader: Reader, note: Note) -> int:
    if note.kind != "province":
        return 0
    return sum(document.province == note.id for document in reader.corpus.kb.of(Document))


CHOICES: dict[str, Callable[[tuple[Entry, ...]], tuple[Entry, ...]]] = {
    "": lambda entries: entries,
    "without-owner": without_owner,
    "without-deadline": without_deadline,
    "due": due_next,
    "late": late,
}


def tasks(reader: Reader, choice: str = "") -> Payload:
    """Return every task, note by note, or those without owner, without deadline, due next or late."""
    entries = CHOICES[choice](register(reader.corpus.kb, reader.moment.as_of))
    as_of = date_text(reader.moment.as_of, reader.language, reader.say)
    return {"as_of": as_of, "rows": [task_row(reader, found.note, found.task) for found in entries]}


def stubs(reader: Reader) -> Payload:
    """Return what is cited and not held, with the sentences: numbers not seen, notes of other bases."""
    graph, remote = reader.corpus.graph, reader.corpus.kb.remote
    rows, far = [], []
    for node, attributes in graph.nodes():
        if attributes["kind"] in (STUB, REMOTE) and reader.shown(node):
            citing = [
                {**reader.link(edge.source), "evidence": edge_evidence(reader, edge)}
                for edge in graph.edges_to(node)
                if reader.shown(edge.source)
            ]
            row = {"id": node, "number": attributes["number"], "citing": citing}
            if node in remote:
                far.append({**row, "title": reader.heading(node), "away": remote[node].url})
            else:
                rows.append(row)
    far.sort(key=lambda row: sort_key(row["title"]))
    return {"rows": sorted(rows, key=lambda row: sort_key(row["number"])), "far": far}


def latest(reader: Reader, count: int = 10) -> Payload:
    """Return the documents of the latest dates."""
    dated = [note for note in reader.corpus.kb.of(Document) if note.date]
    dated.sort(key=lambda note: (note.date, note.id), reverse=True)
    return {"rows": [_row(reader, note) for note in dated[:count]]}


def chain(reader: Reader) -> Payload:
    """Return the chain at a glance: each level with its documents and what counts of them, oldest first."""
    levels = []
    for level, names in reader.corpus.vocabulary.lists["levels"].items():
        documents = [n for n in reader.corpus.kb.of(Document) if reader.attributes(n.id)["level"] == level]
        shown = sorted((n for n in documents if n.number), key=lambda n: (str(n.date or "9999"), n.number))
        rows = [{**reader.link(note.id), "type": reader.type_name(note)} for note in shown[:8]]
        if documents:
            levels.append({"name": names.show(reader.language), "rows": rows, "count": len(documents)})
    return {"levels": levels, "root": _root(reader)}


def _root(reader: Reader) -> Payload | None:
    """Return the document on which most others rest."""
    documents = reader.corpus.kb.of(Document)
    if not documents:
        return None
    root = max(documents, key=lambda note: (len(below(reader.corpus.graph, note.id)), note.id))
    return dict(reader.link(root.id))


def counts(reader: Reader) -> Payload:
    """Return how many notes of each kind, tasks, figures, relations and citations are held."""
    kb = reader.corpus.kb
    edges = [e for e in reader.corpus.graph.edges() if reader.shown(e.source) and reader.shown(e.target)]
    found = {kind: len(kb.of(model)) for kind, model in KINDS.items()}
    found["tasks"] = _sum(note.tasks for note in kb.notes.values())
    found["figures"] = _sum(note.figures for note in kb.notes.values())
    found["nodes"] = sum(
        reader.shown(node)
        for node, attributes in reader.corpus.graph.nodes()
        if attributes["kind"] != "provision"
    )
    found["relations"] = sum(edge.origin == "declared" for edge in edges)
    found["citations"] = sum(edge.origin == "found" for edge in edges)
    return found


def _sum(groups: Iterable[tuple[Any, ...]]) -> int:
    return sum(len(group) for group in groups)
