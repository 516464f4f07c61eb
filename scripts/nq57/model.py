"""What the knowledge base holds: frozen records, and the shape of each of their fields.

The shapes are the single description of a note: the reader, the checks, ``nq57 new`` and the field
reference of the guide all go by them. Nothing here knows YAML, Markdown, paths or graphs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import Field, dataclass, field, fields
from enum import StrEnum
from typing import Any, ClassVar

from nq57.text import Date

LANGUAGES = ("vi", "fr", "en")
UNKNOWN = "unknown"


class Certainty(StrEnum):
    """How a value is known: a source says it, it was concluded, or nobody says."""

    STATED = "stated"
    INFERRED = "inferred"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Shape:
    """What may stand in a field: how the value is written, whether it must be, and what it means."""

    form: str  # text, words, names, date, number, word, ref, refs, aliases, decimal, records
    help: str
    key: str = ""  # the key in the note, where it is not the field's name with hyphens
    required: bool = False
    fact: bool = False  # a value here needs a quote (or an `inferred` reason)
    vocabulary: str = ""  # for `word`: the list of the vocabulary
    kinds: tuple[str, ...] = ()  # for `ref` and `refs`: the kinds of note it may name
    record: type[Record] | None = None  # for `records`


@dataclass(frozen=True, slots=True)
class Names:
    """One name or title in up to three languages; French is the language of the notes."""

    fr: str
    vi: str = ""
    en: str = ""

    def show(self, language: str) -> str:
        """Return the name in the language (``vi``, ``fr``, ``en``), in French where it is not known.

        >>> Names(fr="Bureau politique", vi="Bộ Chính trị").show("en")
        'Bureau politique'
        """
        return str(getattr(self, language)) or self.fr

    def items(self) -> Iterator[tuple[str, str]]:
        """Yield (language, name) for the languages that are known."""
        return ((language, text) for language in LANGUAGES if (text := getattr(self, language)))


_EMPTY = {"date": None, "words": (), "refs": (), "aliases": (), "records": (), "names": Names("")}


def _shape(form: str, help: str, *, default: Any = None, **more: Any) -> Any:
    default = _EMPTY.get(form, "") if default is None else default
    return field(default=default, metadata={"shape": Shape(form, help, **more)})


@dataclass(frozen=True, slots=True)
class Alias:
    """Another spelling or short name; ``source`` names the source note that writes it so."""

    text: str
    source: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Part of a note that states something: its evidence is a quote of a source, or a reason."""

    line: int = 0
    source: str = _shape("ref", "The source note; the note's own `source` where absent.", kinds=("source",))
    quote: str = _shape("text", "The words of the source it rests on, at most 25.")
    inferred: str = _shape("text", "Why it is concluded and not stated; makes it inferred.")

    @property
    def certainty(self) -> Certainty:
        """Whether the record is stated by its source or inferred."""
        return Certainty.INFERRED if self.inferred else Certainty.STATED


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote(Record):
    """Evidence for fields of the note: ``of`` names them (``date``, ``title.vi`` …)."""

    of: tuple[str, ...] = _shape("words", "The keys of the note that the quote supports.")
    text: str = _shape("text", "The words of the source, at most 25.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation(Record):
    """A declared relation from its note to another note or record (``note`` or ``note#record``)."""

    type: str = _shape(
        "word", "The relation, a word of the vocabulary.", required=True, vocabulary="relations"
    )
    to: str = _shape("ref", "The note, or `note#record`, it leads to.", required=True)
    since: Date | None = _shape("date", "The date since which it holds, where stated.")
    until: Date | None = _shape("date", "The date until which it holds, where stated.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress(Record):
    """How far a task is, as a source says it; a task keeps them all, the last one counts."""

    status: str = _shape("word", "How far it is.", required=True, vocabulary="task-statuses")
    as_of: Date | None = _shape("date", "The date it holds for, where the source gives one.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision(Record):
    """A numbered part of a document or meeting: condition, objective, task group, heading, principle."""

    id: str = _shape("text", "Its permanent id inside the note; also its anchor.", required=True)
    type: str = _shape("word", "What it is.", required=True, vocabulary="provision-types")
    title: Names = _shape("names", "What it says, in a few words of your own.", required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Task(Record):
    """Something to be done, as its note assigns or states it."""

    id: str = _shape("text", "Its permanent id inside the note; also its anchor.", required=True)
    type: str = _shape("word", "Task, request or own work.", default="task", vocabulary="task-types")
    title: Names = _shape("names", "What is to be done, in a few words of your own.", required=True)
    owner: str = _shape("text", "Who must do it, as stated.")
    assigned_to: tuple[str, ...] = _shape(
        "refs", "The notes of those who must do it.", kinds=("organisation", "person", "province")
    )
    lead: str = _shape("ref", "The lead agency.", kinds=("organisation",))
    coordinating: tuple[str, ...] = _shape("refs", "The coordinating agencies.", kinds=("organisation",))
    proposed_by: tuple[str, ...] = _shape(
        "refs", "Who asks, for a request.", kinds=("organisation", "person", "province")
    )
    due: Date | None = _shape("date", "The date by which it must be done.")
    horizon: str = _shape("text", "The horizon as stated, where there is no date.")
    objective: str = _shape("text", "The objective as stated.")
    result: str = _shape("text", "The key result to reach, as stated.")
    indicator: str = _shape("text", "The indicator as stated.")
    progress: tuple[Progress, ...] = _shape(
        "records", "How far it is, each time a source says so, oldest first.", record=Progress
    )
    relations: tuple[Relation, ...] = _shape("records", "Its relations.", record=Relation)

    @property
    def status(self) -> str:
        """How far it is, as the last source says; '' where none says."""
        return self.progress[-1].status if self.progress else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Record):
    """A quantity, as its note states it."""

    id: str = _shape("text", "Its permanent id inside the note; also its anchor.", required=True)
    title: Names = _shape("names", "What is counted, in a few words of your own.", required=True)
    value: str = _shape("decimal", "The number, digits with a decimal point.", required=True)
    series: str = _shape("text", "A name shared by the figures that measure the same thing.")
    unit: Names = _shape("names", "The unit.")
    comparator: str = _shape(
        "word", "How the value bounds the quantity.", default="equal", vocabulary="comparators"
    )
    share: str = _shape("decimal", "The share in per cent stated with it.")
    nature: str = _shape("word", "Stock, flow, rate, target or score.", vocabulary="figure-natures")
    scope: str = _shape(
        "ref",
        "The province it holds for; the nation where absent.",
        kinds=("province", "organisation"),
    )
    as_of: Date | None = _shape("date", "The date it holds for.")
    period: str = _shape("text", "The period it covers, as stated.")
    target: str = _shape("text", "The target stated with it.")
    due: Date | None = _shape("date", "The date by which it must be reached.")
    remark: str = _shape("text", "What a reader must know to use it.")
    relations: tuple[Relation, ...] = _shape("records", "Its relations.", record=Relation)


@dataclass(frozen=True, slots=True, kw_only=True)
class Office(Record):
    """An office a person holds, as a source states it."""

    title: Names = _shape("names", "The office.", required=True)
    body: str = _shape("ref", "The organisation it is held in.", kinds=("organisation", "province"))
    as_of: Date | None = _shape("date", "A date on which it is held, where the source gives one.")
    since: Date | None = _shape("date", "The date since which it is held, where stated.")
    until: Date | None = _shape("date", "The date until which it is held, where stated.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Former(Record):
    """A province or city that existed before."""

    name: str = _shape("text", "Its name.", required=True)
    code: str = _shape("text", "Its code of the statistics office.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What every note has; each kind adds its own fields."""

    kind: ClassVar[str] = ""
    folder: ClassVar[str] = ""

    id: str
    path: str  # relative to the knowledge base, with "/"
    lines: Mapping[str, int] = field(default_factory=dict, compare=False)  # key -> line it stands on
    body: str = ""
    body_line: int = 1
    title: Names = _shape("names", "The title or name, in French, Vietnamese, English.", required=True)
    source: str = _shape("ref", "The source note of every quote that names none.", kinds=("source",))
    aliases: tuple[Alias, ...] = _shape("aliases", "Other names and spellings.")
    province: str = _shape("ref", "The province it belongs to.", kinds=("province",))
    relations: tuple[Relation, ...] = _shape("records", "Its relations to other notes.", record=Relation)
    provisions: tuple[Provision, ...] = _shape("records", "Its numbered parts.", record=Provision)
    tasks: tuple[Task, ...] = _shape("records", "The tasks it assigns or states.", record=Task)
    figures: tuple[Figure, ...] = _shape("records", "The figures it states.", record=Figure)
    quotes: tuple[Quote, ...] = _shape("records", "The evidence for its facts.", record=Quote)

    def records(self) -> Iterator[Provision | Task | Figure]:
        """Yield the records that have an id and an anchor of their own."""
        yield from self.provisions
        yield from self.tasks
        yield from self.figures

    def evidence(self, key: str) -> tuple[Quote, ...]:
        """Return the quotes that support a key; a quote of ``title`` also supports ``title.vi``."""
        return tuple(q for q in self.quotes if key in q.of or key.partition(".")[0] in q.of)

    def certainty(self, key: str) -> Certainty:
        """Tell how the value of a key is known."""
        if not getattr(self, key.replace("-", "_"), None):
            return Certainty.UNKNOWN
        return Certainty.INFERRED if any(q.inferred for q in self.evidence(key)) else Certainty.STATED


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(Note):
    """A resolution, decision, plan, notice … issued, in draft or to come."""

    kind: ClassVar[str] = "document"
    folder: ClassVar[str] = "documents"

    number: str = _shape("number", "The number in canonical form.", fact=True)
    written: str = _shape("text", "The number as its source writes it, where that differs.")
    type: str = _shape("word", "The kind of document.", required=True, vocabulary="document-kinds")
    issuer: str = _shape(
        "ref", "The body that issues it, or `unknown`.", required=True, fact=True, kinds=("organisation",)
    )
    date: Date | None = _shape("date", "The date of signing, or `unknown`.", required=True, fact=True)
    status: str = _shape("word", "How far it is.", required=True, fact=True, vocabulary="document-statuses")


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation(Note):
    """A body of the Party, the State or a province, or an institution."""

    kind: ClassVar[str] = "organisation"
    folder: ClassVar[str] = "organisations"

    title: Names = _shape("names", "The name.", key="name", required=True)
    type: str = _shape("word", "What kind of body.", required=True, vocabulary="organisation-types")
    level: str = _shape("word", "The level it stands on.", required=True, vocabulary="levels")
    since: Date | None = _shape("date", "The date since which it exists, where stated.", fact=True)
    until: Date | None = _shape("date", "The date until which it existed, where stated.", fact=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Note):
    """Someone who holds an office."""

    kind: ClassVar[str] = "person"
    folder: ClassVar[str] = "people"

    title: Names = _shape("names", "The name.", key="name", required=True)
    offices: tuple[Office, ...] = _shape("records", "The offices, as stated and when.", record=Office)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting(Note):
    """A meeting held, a series of meetings, or one to come."""

    kind: ClassVar[str] = "meeting"
    folder: ClassVar[str] = "meetings"

    date: Date | None = _shape("date", "The day, or `unknown`.", required=True, fact=True)
    time: str = _shape("text", "The time of day, as stated.", fact=True)
    place: str = _shape("text", "The place, as stated.", fact=True)
    convened: str = _shape("ref", "The body that meets.", required=True, kinds=("organisation",), key="body")
    chair: str = _shape("ref", "Who chairs, or `unknown`.", required=True, fact=True, kinds=("person",))
    status: str = _shape("word", "Held, series, or to come.", required=True, vocabulary="meeting-statuses")


@dataclass(frozen=True, slots=True, kw_only=True)
class Province(Note):
    """A province or city under central authority since 1 July 2025, with what it was before."""

    kind: ClassVar[str] = "province"
    folder: ClassVar[str] = "provinces"

    title: Names = _shape("names", "The name.", key="name", required=True)
    code: str = _shape("text", "The code of the statistics office.", required=True, fact=True)
    type: str = _shape("word", "Province or city.", required=True, fact=True, vocabulary="province-types")
    since: Date | None = _shape("date", "Since when it has its present borders, where it changed.", fact=True)
    former: tuple[Former, ...] = _shape("records", "What it was made of, itself included.", record=Former)


@dataclass(frozen=True, slots=True, kw_only=True)
class Platform(Note):
    """A platform, system, database, infrastructure or programme."""

    kind: ClassVar[str] = "platform"
    folder: ClassVar[str] = "platforms"

    title: Names = _shape("names", "The name.", key="name", required=True)
    type: str = _shape("word", "What kind of thing.", required=True, vocabulary="platform-types")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(Note):
    """A text that the notes rest on, and the way it came."""

    kind: ClassVar[str] = "source"
    folder: ClassVar[str] = "sources"

    publisher: str = _shape("text", "Who published it first.", required=True)
    chain: tuple[str, ...] = _shape("words", "The outlets it passed through, first to last.")
    address: str = _shape("text", "Its address.")
    published: Date | None = _shape("date", "When it was published, or `unknown`.", required=True, fact=True)
    event_date: Date | None = _shape("date", "The date of the event it tells.", fact=True)
    language: str = _shape("word", "The language of the text.", required=True, vocabulary="languages")
    reliability: str = _shape("word", "How far it was verified.", required=True, vocabulary="reliabilities")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding(Note):
    """A contradiction, ambiguity, defect or gap of the sources: kept, never mended in silence."""

    kind: ClassVar[str] = "finding"
    folder: ClassVar[str] = "findings"

    nature: str = _shape("word", "What is wrong.", required=True, vocabulary="finding-natures")
    detected: str = _shape(
        "word", "Noted by hand or found by a rule.", required=True, vocabulary="detections"
    )
    about: tuple[str, ...] = _shape("refs", "The notes and records it is about.", required=True)
    reading: str = _shape("text", "How we read it meanwhile; shown as inferred.")


KINDS: tuple[type[Note], ...] = (
    Document, Organisation, Person, Meeting, Province, Platform, Source, Finding
)  # fmt: skip


def shapes(record: type[Note] | type[Record]) -> dict[str, tuple[str, Shape]]:
    """Return key -> (field name, shape) for a kind of note or record, in the order of writing.

    >>> shapes(Organisation)["name"][0], "level" in shapes(Organisation)
    ('title', True)
    """
    found: dict[str, tuple[str, Shape]] = {}
    for item in fields(record):
        shape = shape_of(item)
        if shape:
            found[shape.key or item.name.replace("_", "-")] = (item.name, shape)
    return found


def shape_of(item: Field[Any]) -> Shape | None:
    """Return the shape of a dataclass field, None where it is not written in a note."""
    shape = item.metadata.get("shape")
    return shape if isinstance(shape, Shape) else None


def walk(note: Note | Record) -> Iterator[tuple[str, Record]]:
    """Yield (key, record) for every record of a note, those inside records too."""
    for key, (name, shape) in shapes(type(note)).items():
        if shape.form == "records":
            for record in getattr(note, name):
                yield key, record
                yield from walk(record)


def holds_on(date: Date, since: Date | None, until: Date | None) -> bool:
    """Tell whether a statement that holds from ``since`` to before ``until`` holds on a date.

    An end that no source states is open.

    >>> holds_on(Date(2025, 7, 1), None, Date(2025, 7, 1)), holds_on(Date(2025, 7, 1), Date(2025, 7), None)
    (False, True)
    """
    return (since is None or str(since) <= str(date)) and (until is None or str(date) < str(until))


@dataclass(frozen=True, slots=True)
class KnowledgeBase:
    """All notes by id, in the order of their paths; ``unread`` are the ids of those that cannot be read."""

    notes: Mapping[str, Note]
    unread: frozenset[str] = frozenset()

    def of(self, kind: type[Any]) -> tuple[Any, ...]:
        """Return the notes of one kind, in order."""
        return tuple(note for note in self.notes.values() if isinstance(note, kind))

    def record(self, reference: str) -> Provision | Task | Figure | None:
        """Return the record that ``note#record`` names, or None."""
        note_id, _, record_id = reference.partition("#")
        note = self.notes.get(note_id)
        return next((r for r in note.records() if r.id == record_id), None) if note else None

    def holds(self, reference: str) -> bool:
        """Tell whether ``note`` or ``note#record`` exists."""
        return reference in self.notes or ("#" in reference and self.record(reference) is not None)
