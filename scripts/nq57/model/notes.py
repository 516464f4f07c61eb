"""Notes: one record for each kind, and the knowledge base that holds them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from nq57.model.records import Alias, Figure, Former, Office, Provision, Quote, Record, Relation, Task
from nq57.model.shape import Certainty, Names, held, shapes, shapes_as
from nq57.text import Date, squeeze


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
    title: Names = held("names", "The title or name, in French, Vietnamese, English.", required=True)
    source: str = held("ref", "The source note of every quote that names none.", kinds=("source",))
    aliases: tuple[Alias, ...] = held("aliases", "Other names and spellings.")
    province: str = held("ref", "The province it belongs to.", kinds=("province",))
    relations: tuple[Relation, ...] = held("records", "Its relations to other notes.", record=Relation)
    provisions: tuple[Provision, ...] = held("records", "Its numbered parts.", record=Provision)
    tasks: tuple[Task, ...] = held("records", "The tasks it assigns or states.", record=Task)
    figures: tuple[Figure, ...] = held("records", "The figures it states.", record=Figure)
    quotes: tuple[Quote, ...] = held("records", "The evidence for its facts.", record=Quote)
    formerly: tuple[str, ...] = held("words", "The addresses it had before, as `documents/57-nq-tw`.")

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

    number: str = held("number", "The number in canonical form.", fact=True)
    written: str = held("text", "The number as its source writes it, where that differs.")
    type: str = held("word", "The kind of document.", required=True, vocabulary="document-kinds")
    issuer: str = held(
        "ref", "The body that issues it, or `unknown`.", required=True, fact=True, kinds=("organisation",)
    )
    date: Date | None = held("date", "The date of signing, or `unknown`.", required=True, fact=True)
    status: str = held("word", "How far it is.", required=True, fact=True, vocabulary="document-statuses")


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation(Note):
    """A body of the Party, the State or a province, or an institution."""

    kind: ClassVar[str] = "organisation"
    folder: ClassVar[str] = "organisations"

    title: Names = held("names", "The name.", key="name", required=True)
    type: str = held("word", "What kind of body.", required=True, vocabulary="organisation-types")
    level: str = held("word", "The level it stands on.", required=True, vocabulary="levels")
    since: Date | None = held("date", "The date since which it exists, where stated.", fact=True)
    until: Date | None = held("date", "The date until which it existed, where stated.", fact=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Note):
    """Someone who holds an office."""

    kind: ClassVar[str] = "person"
    folder: ClassVar[str] = "people"

    title: Names = held("names", "The name.", key="name", required=True)
    offices: tuple[Office, ...] = held("records", "The offices, as stated and when.", record=Office)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting(Note):
    """A meeting held, a series of meetings, or one to come."""

    kind: ClassVar[str] = "meeting"
    folder: ClassVar[str] = "meetings"

    date: Date | None = held("date", "The day, or `unknown`.", required=True, fact=True)
    time: str = held("text", "The time of day, as stated.", fact=True, prose=True)
    place: str = held("text", "The place, as stated.", fact=True, prose=True)
    convened: str = held("ref", "The body that meets.", required=True, kinds=("organisation",), key="body")
    chair: str = held("ref", "Who chairs, or `unknown`.", required=True, fact=True, kinds=("person",))
    status: str = held("word", "Held, series, or to come.", required=True, vocabulary="meeting-statuses")


@dataclass(frozen=True, slots=True, kw_only=True)
class Province(Note):
    """A province or city under central authority since 1 July 2025, with what it was before."""

    kind: ClassVar[str] = "province"
    folder: ClassVar[str] = "provinces"

    title: Names = held("names", "The name.", key="name", required=True)
    code: str = held("text", "The code of the statistics office.", required=True, fact=True)
    type: str = held("word", "Province or city.", required=True, fact=True, vocabulary="province-types")
    since: Date | None = held("date", "Since when it has its present borders, where it changed.", fact=True)
    former: tuple[Former, ...] = held("records", "What it was made of, itself included.", record=Former)


@dataclass(frozen=True, slots=True, kw_only=True)
class Platform(Note):
    """A platform, system, database, infrastructure or programme."""

    kind: ClassVar[str] = "platform"
    folder: ClassVar[str] = "platforms"

    title: Names = held("names", "The name.", key="name", required=True)
    type: str = held("word", "What kind of thing.", required=True, vocabulary="platform-types")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(Note):
    """A text that the notes rest on, and the way it came."""

    kind: ClassVar[str] = "source"
    folder: ClassVar[str] = "sources"

    publisher: str = held("text", "Who published it first.", required=True)
    chain: tuple[str, ...] = held("words", "The outlets it passed through, first to last.")
    address: str = held("text", "Its address.")
    published: Date | None = held("date", "When it was published, or `unknown`.", required=True, fact=True)
    event_date: Date | None = held("date", "The date of the event it tells.", fact=True)
    language: str = held("word", "The language of the text.", required=True, vocabulary="languages")
    reliability: str = held("word", "How far it was verified.", required=True, vocabulary="reliabilities")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding(Note):
    """A contradiction, ambiguity, defect or gap of the sources: kept, never mended in silence."""

    kind: ClassVar[str] = "finding"
    folder: ClassVar[str] = "findings"

    nature: str = held("word", "What is wrong.", required=True, vocabulary="finding-natures")
    detected: str = held("word", "Noted by hand or found by a rule.", required=True, vocabulary="detections")
    about: tuple[str, ...] = held("refs", "The notes and records it is about.", required=True)
    reading: str = held("text", "How we read it meanwhile; shown as inferred.", prose=True)


KINDS: tuple[type[Note], ...] = (
    Document, Organisation, Person, Meeting, Province, Platform, Source, Finding
)  # fmt: skip


def walk(note: Note | Record) -> Iterator[tuple[str, Record]]:
    """Yield (key, record) for every record of a note, those inside records too."""
    for key, name, shape in shapes_as(type(note), "records"):
        if records := getattr(note, name):
            deeper = shape.record is not None and shapes_as(shape.record, "records")
            for record in records:
                yield key, record
                if deeper:
                    yield from walk(record)


def sentences(note: Note) -> Iterator[tuple[str, str]]:
    """Yield (key, text) for every phrase of a note's fields that is translated as its prose is."""
    for part in (note, *(record for _, record in walk(note))):
        for key, (name, shape) in shapes(type(part)).items():
            if shape.prose and (text := getattr(part, name)):
                yield key, squeeze(text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Remote:
    """A note that another knowledge base holds, as that one's index tells; ``id`` is ``base:note``."""

    id: str
    kind: str
    title: Names
    url: str
    type: str = ""
    number: str = ""
    issuer: str = ""
    date: Date | None = None
    level: str = ""
    province: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KnowledgeBase:
    """All notes by id, in the order of their paths; ``unread`` are the ids of those that cannot be read.

    ``remote`` are the notes of other bases that may be named here, by their ids there (``central:57-nq-tw``).
    """

    notes: Mapping[str, Note]
    unread: frozenset[str] = frozenset()
    remote: Mapping[str, Remote] = field(default_factory=dict)

    def of(self, kind: type[Any]) -> tuple[Any, ...]:
        """Return the notes of one kind, in order."""
        return tuple(note for note in self.notes.values() if isinstance(note, kind))

    def record(self, reference: str) -> Provision | Task | Figure | None:
        """Return the record that ``note#record`` names, or None."""
        note_id, _, record_id = reference.partition("#")
        note = self.notes.get(note_id)
        return next((r for r in note.records() if r.id == record_id), None) if note else None

    def holds(self, reference: str) -> bool:
        """Tell whether ``note`` or ``note#record`` exists, here or in another base."""
        return (
            reference in self.notes
            or reference in self.remote
            or ("#" in reference and self.record(reference) is not None)
        )
