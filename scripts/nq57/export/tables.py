"""The tables that are written: their columns, each with its meaning, and their rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from nq57.analysis.coverage import STATES
from nq57.analysis.place import provinces_of
from nq57.analysis.register import register
from nq57.export.part import Part
from nq57.graph import Edge
from nq57.model import LANGUAGES, Document, Names, Note, Province, Record

Cell = str | int | None
Row = tuple[Cell, ...]
TEXT, INTEGER, NUMBER, DATE = "string", "integer", "number", "date"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its meaning in English, the type of its cells, and the table whose key they name."""

    name: str
    about: str
    type: str = TEXT  # DATE: as far as it is known, so that it may be a year or a month
    names: str = ""
    required: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table; its first column is its key where ``keyed``. A cell that is not known is None."""

    name: str
    about: str
    columns: tuple[Column, ...]
    rows: Callable[[Part], Iterable[Row]]
    keyed: bool = True


def _named(what: str) -> tuple[Column, ...]:
    names = {"vi": "Vietnamese", "fr": "French", "en": "English"}
    return tuple(Column(f"{what}_{code}", f"The {what} in {names[code]}.") for code in LANGUAGES)


_KEY = Column("id", "Its permanent id.", required=True)
_NOTE = Column("note", "The note that states it.", names="notes", required=True)
_PAGE = Column("page", "Its page, from the root of the site.", required=True)
_PROVINCE = Column("province", "The province it belongs to.", names="provinces")
_EVIDENCE = (
    Column("quote", "The words of the source it rests on."),
    Column("source", "The source.", names="notes"),
    Column("certainty", "stated, or inferred: concluded, for the reason given.", required=True),
    Column("reason", "Why it is concluded, where no source states it."),
)


def _titles(names: Names) -> Row:
    return tuple(getattr(names, language) or None for language in LANGUAGES)


def _text(value: object) -> str | None:
    return str(value) if value else None


def _list(values: Iterable[str]) -> str | None:
    return " ".join(values) or None


def _evidence(part: Part, note: Note, record: Record) -> Row:
    source = record.source or note.source
    held = source if source in part.kb.notes and record.quote else None
    return record.quote or None, held, str(record.certainty), record.inferred or None


def _notes(part: Part) -> Iterator[Row]:
    for note in part.kb.notes.values():
        known = part.nodes[note.id]
        own = [note.id, note.kind, _text(getattr(note, "type", "")), *_titles(note.title)]
        province = known["province"] if known["province"] in part.kb.notes else None
        yield (*own, known["level"], province, known["date"], part.page(note.id), f"kb/{note.path}")


def _documents(part: Part) -> Iterator[Row]:
    for note in part.kb.of(Document):
        level, province = (part.nodes[note.id][name] for name in ("level", "province"))
        issuer = note.issuer if note.issuer in part.kb.notes else None
        own = [note.id, note.number or None, note.type, *_titles(note.title), issuer, _text(note.date)]
        place = province if province in part.kb.notes else None
        yield (*own, note.status or None, level, place, part.legislation.get(note.id))


def _relations(part: Part) -> Iterator[Row]:
    for edge in part.edges:
        source = edge.quoted_from if edge.quoted_from in part.kb.notes else None
        words = [edge.quote or None, source, edge.certainty, edge.reason or None]
        held = [edge.since or None, edge.until or None, f"kb/{edge.path}", edge.line]
        yield (edge.source, edge.relation, edge.target, edge.origin, *words, *held)


def _tasks(part: Part) -> Iterator[Row]:
    for found in register(part.kb, part.as_of):
        note, task = found.note, found.task
        who = [
            task.owner or None,
            _list(part.held(task.assigned_to)),
            _text(task.lead),
            _list(task.coordinating),
        ]
        when = [_text(task.due), task.horizon or None]
        goal = [task.objective or None, task.result or None, task.indicator or None]
        state = [task.status or None, found.timeliness or None]
        provinces = _list(part.held(provinces_of(part.graph, found.node)))
        own = [found.node, note.id, task.type, *_titles(task.title), *who, *when, *goal, *state, provinces]
        yield (*own, part.page(found.node), *_evidence(part, note, task))


def _figures(part: Part) -> Iterator[Row]:
    for note in part.kb.notes.values():
        for figure in note.figures:
            node = f"{note.id}#{figure.id}"
            own = [node, note.id, *_titles(figure.title), figure.value, *_titles(figure.unit)]
            bound = [figure.comparator, figure.share or None, figure.nature or None, figure.series or None]
            when = [_text(figure.as_of), figure.period or None, figure.target or None, _text(figure.due)]
            scope = figure.scope if figure.scope in part.kb.notes else None
            rest = [scope, figure.remark or None, part.page(node)]
            yield (*own, *bound, *when, *rest, *_evidence(part, note, figure))


def _coverage(part: Part) -> Iterator[Row]:
    for edge in part.edges:
        if edge.relation in STATES:
            for province in part.held(provinces_of(part.graph, edge.source)):
                yield (edge.target, province, STATES[edge.relation], edge.source, *_words(part, edge))


def _words(part: Part, edge: Edge) -> Row:
    source = edge.quoted_from if edge.quoted_from in part.kb.notes else None
    return edge.quote or None, source, edge.certainty, edge.reason or None


def _provinces(part: Part) -> Iterator[Row]:
    counted: dict[str, Counter[str]] = {"documents": Counter(), "tasks": Counter(), "figures": Counter()}
    for note in part.kb.notes.values():
        counted["documents"].update([note.province] * isinstance(note, Document))
        for kind, records in (("tasks", note.tasks), ("figures", note.figures)):
            for record in records:
                counted[kind].update(provinces_of(part.graph, f"{note.id}#{record.id}"))
    for note in part.kb.of(Province):
        former = "; ".join(f"{one.name} ({one.code})" for one in note.former) or None
        own = [note.id, note.code or None, *_titles(note.title), note.type or None, _text(note.since), former]
        yield (*own, *(counts[note.id] for counts in counted.values()))


TABLES = (
    Table(
        "notes",
        "Every note, whatever its kind.",
        (
            _KEY,
            Column("kind", "document, organisation, person, meeting, province …", required=True),
            Column("type", "The kind of document, of body, of province, of platform."),
            *_named("title"),
            Column("level", "The level it stands on, from the Politburo to the commune."),
            _PROVINCE,
            Column("date", "Its date.", DATE),
            _PAGE,
            Column("file", "The file that people edit.", required=True),
        ),
        _notes,
    ),
    Table(
        "documents",
        "Resolutions, decisions, plans, notices, dispatches: issued, in draft or to come.",
        (
            Column("id", "The note.", names="notes", required=True),
            Column("number", "The number in canonical form; it is no identity, for series restart."),
            Column("type", "The kind of document.", required=True),
            *_named("title"),
            Column("issuer", "The body that issues it.", names="notes"),
            Column("date", "The date of signing.", DATE),
            Column("status", "How far it is."),
            Column("level", "The level of its issuer."),
            _PROVINCE,
            Column("eli", "Its page after the European Legislation Identifier."),
        ),
        _documents,
    ),
    Table(
        "relations",
        "The edges of the graph, each with the sentence that states it.",
        (
            Column("subject", "The note, or note#record, that it starts from.", required=True),
            Column("relation", "A word of the vocabulary of relations.", required=True),
            Column("object", "The note, note#record or number not seen (stub-…) it leads to.", required=True),
            Column("origin", "declared by a note, or found as a number in a text.", required=True),
            *(Column("sentence", "The words that state it."), *_EVIDENCE[1:]),
            Column("since", "Since when it holds, where stated.", DATE),
            Column("until", "Until when it holds, where stated.", DATE),
            Column("file", "The file that says so.", required=True),
            Column("line", "The line in it.", INTEGER, required=True),
        ),
        _relations,
        keyed=False,
    ),
    Table(
        "tasks",
        "What the texts ask to be done: who, by when, under which text, how far.",
        (
            _KEY,
            _NOTE,
            Column("type", "task, request or own work.", required=True),
            *_named("title"),
            Column("owner", "Who must do it, as stated."),
            Column("assigned_to", "The notes of those who must do it."),
            Column("lead", "The lead agency."),
            Column("coordinating", "The coordinating agencies."),
            Column("due", "The date by which it must be done.", DATE),
            Column("horizon", "The horizon as stated, where there is no date."),
            Column("objective", "The objective as stated."),
            Column("result", "The result to reach, as stated."),
            Column("indicator", "The indicator as stated."),
            Column("status", "How far it is, as the last source says."),
            Column("timeliness", "on-time, late or no-deadline on the date of the site."),
            Column("provinces", "The provinces it falls on."),
            _PAGE,
            *_EVIDENCE,
        ),
        _tasks,
    ),
    Table(
        "figures",
        "The quantities that the texts state, as they state them.",
        (
            _KEY,
            _NOTE,
            *_named("title"),
            Column("value", "The number.", NUMBER, required=True),
            *_named("unit"),
            Column("comparator", "How the value bounds the quantity.", required=True),
            Column("share", "The share in per cent stated with it.", NUMBER),
            Column("nature", "stock, flow, rate, target or score."),
            Column("series", "A name shared by figures that measure the same thing."),
            Column("as_of", "The date it holds for.", DATE),
            Column("period", "The period it covers, as stated."),
            Column("target", "The target stated with it."),
            Column("due", "The date by which it must be reached.", DATE),
            Column("scope", "The province or body it holds for; the nation where none.", names="notes"),
            Column("remark", "What a reader must know to use it."),
            _PAGE,
            *_EVIDENCE,
        ),
        _figures,
    ),
    Table(
        "coverage",
        "What is said of provinces and the provisions asked of them; what no source says has no row.",
        (
            Column("provision", "The provision, as note#record.", required=True),
            Column("province", "The province.", names="provinces", required=True),
            Column("state", "stated, partly, met or not-met.", required=True),
            Column("statement", "The note or record that says so.", required=True),
            *_EVIDENCE,
        ),
        _coverage,
        keyed=False,
    ),
    Table(
        "provinces",
        "The provinces and cities under central authority, with what is known of each.",
        (
            Column("id", "The note.", names="notes", required=True),
            Column("code", "The code of the statistics office."),
            *_named("name"),
            Column("type", "Province or city."),
            Column("since", "Since when it has its present borders, where it changed.", DATE),
            Column("former", "What it was made of, with the codes of then."),
            Column("documents", "How many of its documents are held.", INTEGER, required=True),
            Column("tasks", "How many tasks fall on it.", INTEGER, required=True),
            Column("figures", "How many figures hold for it.", INTEGER, required=True),
        ),
        _provinces,
    ),
)
