"""The page of one note as a plain payload: facts, relations, records, sources, findings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nq57.analysis.known import COMING, OVER, standing
from nq57.analysis.register import REQUIRED, entry
from nq57.graph import FOUND, Edge
from nq57.model import (
    Certainty,
    Figure,
    Note,
    Office,
    Person,
    Progress,
    Province,
    Provision,
    Quote,
    Record,
    Shape,
    Source,
    Task,
    shapes,
    walk,
)
from nq57.notes import without_links
from nq57.text import Date, iso_date, sort_key
from nq57.views.reader import KIND_NAMES, Link, Reader
from nq57.views.texts import date_text, measure_text

Payload = dict[str, Any]

LABELS = {
    "number": "Numéro",
    "written": "Écrit dans la source",
    "type": "Nature",
    "issuer": "Émetteur",
    "date": "Date",
    "status": "État",
    "level": "Niveau",
    "province": "Province",
    "time": "Moment",
    "place": "Lieu",
    "body": "Organe réuni",
    "chair": "Présidence",
    "code": "Code statistique",
    "since": "Existe depuis",
    "province.since": "Dans ses limites actuelles depuis",
    "until": "A existé jusqu'au",
    "publisher": "Éditeur",
    "chain": "Chemin du texte",
    "address": "Adresse",
    "published": "Publié le",
    "event-date": "Date de l'événement",
    "language": "Langue",
    "reliability": "Vérification",
    "nature": "Nature du constat",
    "detected": "Origine du constat",
    "reading": "Lecture retenue",
}
# What notice 02-TB/BCĐ asks every task to say.
REQUIRED_NAMES = {
    "person": "une personne responsable",
    "body": "un organe responsable",
    "lead": "l'agence chef de file",
    "coordinating": "les agences de coordination",
    "due": "une échéance datée",
    "objective": "l'objectif",
    "result": "le résultat à atteindre",
    "indicator": "un indicateur",
    "progress": "l'avancement",
}
TIMELINESS = {"on-time": "dans les délais", "late": "en retard", "no-deadline": "sans échéance"}
STANDINGS = {OVER: "terminé", COMING: "à venir"}
# Relations shown elsewhere on the page, or read from the side that carries them.
_ELSEWHERE = frozenset({"rests-on", "stated-in", "assigned-at", "assigned-by", "about"})


def note_page(reader: Reader, note: Note) -> Payload:
    """Return all that the page of a note shows, in the reader's language, as plain JSON values."""
    graph = reader.corpus.graph
    outgoing, incoming = graph.edges_of(note.id), graph.edges_to(note.id)
    return {
        "id": note.id,
        "kind": note.kind,
        "kind_name": reader.kind(note.kind),
        "type_name": reader.type_name(note),
        "number": getattr(note, "number", ""),
        "title": note.title.show(reader.language),
        "title_language": reader.title_language(note.id),
        "titles": list(_titles(reader, note)),
        "aliases": [{"text": a.text, "language": _written_in(reader, a.source)} for a in note.aliases],
        "status": reader.word("document-statuses", note.status) if note.kind == "document" else "",  # type: ignore[attr-defined]
        "facts": list(_facts(reader, note)),
        "offices": [_office(reader, note, o) for o in note.offices] if isinstance(note, Person) else [],
        "former": [_former(reader, note, f) for f in note.former] if isinstance(note, Province) else [],
        "provisions": _provisions(reader, note),
        "tasks": [task_row(reader, note, task) for task in note.tasks],
        "figures": [figure_row(reader, note, figure) for figure in note.figures],
        "relations": _relations(reader, outgoing, incoming),
        "cited_by": _mentions(reader, incoming, outward=False),
        "mentions": _mentions(reader, outgoing, outward=True),
        "findings": [reader.link(e.source) for e in _about(reader, note)],
        "about": [reader.link(edge.target) for edge in outgoing if edge.relation == "about"],
        "quotes": [evidence(reader, note, quote) for quote in note.quotes],
        "sources": [_source(reader, edge.target) for edge in outgoing if edge.relation == "rests-on"],
        "path": note.path,
    }


def _titles(reader: Reader, note: Note) -> Iterator[Payload]:
    for language, text in note.title.items():
        if language != reader.language and text != note.title.show(reader.language):
            words = note.evidence("title.vi") if language == "vi" else ()
            official = bool(words) and not any(quote.inferred for quote in words)  # else it is ours
            yield {"language": language, "text": text, "official": official}


def _facts(reader: Reader, note: Note) -> Iterator[Payload]:
    for key, (name, shape) in shapes(type(note)).items():
        if key not in LABELS:
            continue
        value = getattr(note, name)
        quotes = [evidence(reader, note, quote) for quote in note.evidence(key)]
        certainty = note.certainty(name) if shape.fact else Certainty.STATED
        if not value and not (shape.required and shape.fact):
            continue
        values = _values(reader, note, shape, value)
        if key == "reading":
            certainty = Certainty.INFERRED
        yield {
            "key": key,
            "label": reader.say(LABELS[f"{note.kind}.{key}" if f"{note.kind}.{key}" in LABELS else key]),
            "values": values,
            "prose": shape.prose,
            "certainty": str(certainty if value else Certainty.UNKNOWN),
            "quotes": quotes,
        }


def _values(reader: Reader, note: Note, shape: Shape, value: Any) -> list[Payload]:
    if not value:
        return [{"text": reader.say("inconnu : aucune source ne le dit"), "url": "", "language": ""}]
    if shape.prose:
        return [{"url": "", **(reader.phrase(value) or {})}]
    if shape.form == "ref":
        language = reader.title_language(value)
        return [{"text": reader.heading(value), "url": reader.url(value), "language": language}]
    if shape.form == "words":
        return [{"text": text, "url": "", "language": ""} for text in value]
    if isinstance(value, Date):
        return [{"text": date_text(value, reader.language, reader.say), "url": "", "language": ""}]
    text = reader.word(shape.vocabulary, value) if shape.form == "word" else value
    outside = isinstance(note, Source) and text.startswith("https://")
    return [{"text": text, "url": text if outside else "", "language": ""}]


def evidence(reader: Reader, note: Note, record: Record) -> Payload:
    """Return the evidence of a record: words, source, and the reason where it is inferred."""
    words = record.text if isinstance(record, Quote) else record.quote
    source = record.source or note.source or (note.id if isinstance(note, Source) else "")
    known = source in reader.corpus.kb.notes
    return {
        "words": words,
        "language": _written_in(reader, source),
        "source": reader.title(source) if words and known else "",
        "source_language": reader.title_language(source) if words and known else "",
        "url": reader.url(source) if words and known else "",
        "reason": reader.phrase(record.inferred),
        "certainty": str(record.certainty),
        "of": [reader.say(LABELS[k]) for k in record.of if k in LABELS] if isinstance(record, Quote) else [],
    }


def words_of(reader: Reader, node: str, key: str) -> Payload | None:
    """Return the evidence of a record, or that of a key of a note; None where the note is not held."""
    note = reader.corpus.kb.notes.get(node.partition("#")[0])
    record: Record | None = reader.corpus.kb.record(node) if "#" in node else None
    if note and not record:
        record = next(iter([*note.evidence(key), *note.quotes]), None)
    return evidence(reader, note, record) if note and record else None


def _written_in(reader: Reader, source: str) -> str:
    """Return the language of a source, '' where it is not known."""
    return str(getattr(reader.corpus.kb.notes.get(source), "language", ""))


def _office(reader: Reader, note: Note, office: Office) -> Payload:
    return {
        "title": reader.named(office.title),
        "body": reader.link(office.body) if office.body in reader.corpus.graph.attributes else None,
        "evidence": evidence(reader, note, office),
        **held(reader, office.since, office.until, office.as_of),
    }


def _former(reader: Reader, note: Note, former: Any) -> Payload:
    return {"name": former.name, "code": former.code, "evidence": evidence(reader, note, former)}


def _provisions(reader: Reader, note: Note) -> list[Payload]:
    groups: dict[str, list[Payload]] = {}
    for provision in note.provisions:
        groups.setdefault(provision.type, []).append(_provision(reader, note, provision))
    return [{"type": reader.word("provision-types", name), "items": items} for name, items in groups.items()]


def _provision(reader: Reader, note: Note, provision: Provision) -> Payload:
    return {
        "id": provision.id,
        "title": reader.named(provision.title),
        "evidence": evidence(reader, note, provision),
    }


def task_row(reader: Reader, note: Note, task: Task) -> Payload:
    """Return a task as a row: what, who, by when, under which note, how far."""
    state = entry(reader.corpus.kb, note, task, reader.moment.as_of)
    return {
        "id": task.id,
        "url": reader.url(f"{note.id}#{task.id}"),
        "type": task.type,
        "type_name": reader.word("task-types", task.type),
        "title": reader.named(task.title),
        "owner": reader.phrase(task.owner),
        "owners": _known(reader, task.assigned_to),
        "lead": _known(reader, (task.lead,)),
        "coordinating": _known(reader, task.coordinating),
        "due": date_text(task.due, reader.language, reader.say) if task.due else "",
        "due_sort": str(task.due or ""),
        "horizon": reader.phrase(task.horizon),
        "objective": reader.phrase(task.objective),
        "result": reader.phrase(task.result),
        "indicator": reader.phrase(task.indicator),
        "status": reader.word("task-statuses", task.status) if task.status else "",
        "timeliness": state.timeliness,
        "timeliness_name": reader.say(TIMELINESS[state.timeliness]) if state.timeliness else "",
        "progress": [_progress(reader, note, step) for step in task.progress],
        "filled": state.filled,
        "required": len(REQUIRED),
        "missing": [reader.say(REQUIRED_NAMES[name]) for name in state.missing],
        "related": [_end(reader, relation.type, relation.to) for relation in task.relations],
        "note": reader.link(note.id),
        "evidence": evidence(reader, note, task),
    }


def _progress(reader: Reader, note: Note, step: Progress) -> Payload:
    return {
        "status": reader.word("task-statuses", step.status),
        "as_of": date_text(step.as_of, reader.language, reader.say) if step.as_of else "",
        "evidence": evidence(reader, note, step),
    }


def _known(reader: Reader, names: tuple[str, ...]) -> list[Link]:
    return [reader.link(name) for name in names if name in reader.corpus.graph.attributes]


def figure_row(reader: Reader, note: Note, figure: Figure) -> Payload:
    """Return a figure as a row: what, how much, where, when, and the words that say so."""
    unit = figure.unit.show(reader.language)
    sign = reader.word("comparators", figure.comparator)
    value = measure_text(figure.value, unit, reader.language)
    return {
        "id": figure.id,
        "url": reader.url(f"{note.id}#{figure.id}"),
        "title": reader.named(figure.title),
        "value": value if figure.comparator == "equal" else f"{sign} {value}",
        "value_sort": figure.value,
        "share": measure_text(figure.share, "%", reader.language) if figure.share else "",
        "nature": reader.word("figure-natures", figure.nature) if figure.nature else "",
        "scope": reader.link(figure.scope) if figure.scope in reader.corpus.graph.attributes else None,
        "as_of": date_text(figure.as_of, reader.language, reader.say) if figure.as_of else "",
        "as_of_sort": str(figure.as_of or figure.period),
        "period": reader.phrase(figure.period),
        "target": reader.phrase(figure.target),
        "due": date_text(figure.due, reader.language, reader.say) if figure.due else "",
        "remark": reader.phrase(figure.remark),
        "related": [_end(reader, relation.type, relation.to) for relation in figure.relations],
        "note": reader.link(note.id),
        "evidence": evidence(reader, note, figure),
    }


def _end(reader: Reader, relation: str, target: str) -> Payload:
    return {"relation": reader.relation(relation, outward=True), **reader.link(target)}


def _relations(reader: Reader, outgoing: tuple[Edge, ...], incoming: tuple[Edge, ...]) -> list[Payload]:
    """Group the declared relations by name and direction, in the order of the vocabulary."""
    groups: dict[tuple[str, bool], list[Payload]] = {}
    for outward, edges in ((True, outgoing), (False, incoming)):
        for edge in edges:
            if edge.origin == FOUND or edge.relation in _ELSEWHERE:
                continue
            other = edge.target if outward else edge.source
            groups.setdefault((edge.relation, outward), []).append(_related(reader, edge, other))
    order = {name: rank for rank, name in enumerate(reader.corpus.vocabulary.relations)}
    return [
        {
            "relation": relation,
            "name": reader.relation(relation, outward=outward),
            "outward": outward,
            "items": sorted(items, key=lambda item: (item["sort"] or "9999", sort_key(item["title"]))),
        }
        for (relation, outward), items in sorted(
            groups.items(), key=lambda group: (not group[0][1], order.get(group[0][0], len(order)))
        )
    ]


def _related(reader: Reader, edge: Edge, other: str) -> Payload:
    interval = held(reader, iso_date(edge.since), iso_date(edge.until))
    return {**reader.link(other), **interval, "evidence": edge_evidence(reader, edge)}


def held(reader: Reader, since: Date | None, until: Date | None, seen: Date | None = None) -> Payload:
    """Return the interval in which something holds, and whether that is over or to come at this moment."""
    dates = {"since": since, "until": until, "as_of": seen}
    state = STANDINGS.get(standing(reader.moment.as_of, since, until, seen))
    return {
        "standing": reader.say(state) if state else "",
        **{
            name: date_text(date, reader.language, reader.say) if date else "" for name, date in dates.items()
        },
    }


def _mentions(reader: Reader, edges: tuple[Edge, ...], *, outward: bool) -> list[Payload]:
    """Group the citations found in texts by the note at their other end, documents first."""
    groups: dict[str, list[Payload]] = {}
    for edge in edges:
        if edge.origin == FOUND:
            other = edge.target if outward else edge.source
            place = {"path": edge.path, "evidence": edge_evidence(reader, edge)}
            groups.setdefault(other, []).append(place)
    kinds = list(KIND_NAMES)
    found = [{**reader.link(other), "places": places} for other, places in groups.items()]
    return sorted(
        found, key=lambda item: (kinds.index(item["kind"]), item["sort"] or "9999", sort_key(item["title"]))
    )


def edge_evidence(reader: Reader, edge: Edge) -> Payload:
    """Return the evidence of a relation: words, their language, and where they stand."""
    known = edge.quoted_from in reader.corpus.kb.notes
    return {
        "words": edge.quote,
        "language": _written_in(reader, edge.quoted_from) or "fr",
        "source": reader.title(edge.quoted_from) if known else "",
        "source_language": reader.title_language(edge.quoted_from) if known else "",
        "url": reader.url(edge.quoted_from) if known else "",
        "reason": reader.phrase(edge.reason),
        "certainty": edge.certainty,
        "of": [],
    }


def _about(reader: Reader, note: Note) -> Iterator[Edge]:
    graph = reader.corpus.graph
    seen: set[str] = set()
    for node in (note.id, *(f"{note.id}#{record.id}" for record in note.records())):
        for edge in graph.edges_to(node):
            if edge.relation == "about" and edge.source not in seen:
                seen.add(edge.source)
                yield edge


def _source(reader: Reader, source: str) -> Payload:
    note = reader.corpus.kb.notes[source]
    assert isinstance(note, Source)
    return {**reader.link(source), "publisher": note.publisher, "address": note.address}


def plain_text(reader: Reader, note: Note) -> str:
    """Return the words of a note for the search: prose, then quotes."""
    quotes = " ".join(
        words for _, record in walk(note) if (words := getattr(record, "text", "") or record.quote)
    )
    return f"{without_links(reader.prose(note))} {quotes}"
