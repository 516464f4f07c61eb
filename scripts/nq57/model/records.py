"""Records: the parts of a note that state something, each with its evidence."""

from __future__ import annotations

from dataclasses import dataclass

from nq57.model.shape import Certainty, Names, held
from nq57.text import Date


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
    source: str = held("ref", "The source note; the note's own `source` where absent.", kinds=("source",))
    quote: str = held("text", "The words of the source it rests on, at most 25.")
    inferred: str = held("text", "Why it is concluded and not stated; makes it inferred.", prose=True)

    @property
    def certainty(self) -> Certainty:
        """Whether the record is stated by its source or inferred."""
        return Certainty.INFERRED if self.inferred else Certainty.STATED


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote(Record):
    """Evidence for fields of the note: ``of`` names them (``date``, ``title.vi`` …)."""

    of: tuple[str, ...] = held("words", "The keys of the note that the quote supports.")
    text: str = held("text", "The words of the source, at most 25.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation(Record):
    """A declared relation from its note to another note or record (``note`` or ``note#record``)."""

    type: str = held("word", "The relation, a word of the vocabulary.", required=True, vocabulary="relations")
    to: str = held("ref", "The note, or `note#record`, it leads to.", required=True)
    since: Date | None = held("date", "The date since which it holds, where stated.")
    until: Date | None = held("date", "The date until which it holds, where stated.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress(Record):
    """How far a task is, as a source says it; a task keeps them all, the last one counts."""

    status: str = held("word", "How far it is.", required=True, vocabulary="task-statuses")
    as_of: Date | None = held("date", "The date it holds for, where the source gives one.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision(Record):
    """A numbered part of a document or meeting: condition, objective, task group, heading, principle."""

    id: str = held("text", "Its permanent id inside the note; also its anchor.", required=True)
    type: str = held("word", "What it is.", required=True, vocabulary="provision-types")
    title: Names = held("names", "What it says, in a few words of your own.", required=True)
    formerly: tuple[str, ...] = held("words", "The addresses it had before, as `documents/57-nq-tw#t1`.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Task(Record):
    """Something to be done, as its note assigns or states it."""

    id: str = held("text", "Its permanent id inside the note; also its anchor.", required=True)
    type: str = held("word", "Task, request or own work.", default="task", vocabulary="task-types")
    title: Names = held("names", "What is to be done, in a few words of your own.", required=True)
    owner: str = held("text", "Who must do it, as stated.", prose=True)
    assigned_to: tuple[str, ...] = held(
        "refs", "The notes of those who must do it.", kinds=("organisation", "person", "province")
    )
    lead: str = held("ref", "The lead agency.", kinds=("organisation",))
    coordinating: tuple[str, ...] = held("refs", "The coordinating agencies.", kinds=("organisation",))
    proposed_by: tuple[str, ...] = held(
        "refs", "Who asks, for a request.", kinds=("organisation", "person", "province")
    )
    due: Date | None = held("date", "The date by which it must be done.")
    horizon: str = held("text", "The horizon as stated, where there is no date.", prose=True)
    objective: str = held("text", "The objective as stated.", prose=True)
    result: str = held("text", "The key result to reach, as stated.", prose=True)
    indicator: str = held("text", "The indicator as stated.", prose=True)
    progress: tuple[Progress, ...] = held(
        "records", "How far it is, each time a source says so, oldest first.", record=Progress
    )
    relations: tuple[Relation, ...] = held("records", "Its relations.", record=Relation)
    formerly: tuple[str, ...] = held("words", "The addresses it had before, as `documents/57-nq-tw#t1`.")

    @property
    def status(self) -> str:
        """How far it is, as the last source says; '' where none says."""
        return self.progress[-1].status if self.progress else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Record):
    """A quantity, as its note states it."""

    id: str = held("text", "Its permanent id inside the note; also its anchor.", required=True)
    title: Names = held("names", "What is counted, in a few words of your own.", required=True)
    value: str = held("decimal", "The number, digits with a decimal point.", required=True)
    series: str = held("text", "A name shared by the figures that measure the same thing.")
    unit: Names = held("names", "The unit.")
    comparator: str = held(
        "word", "How the value bounds the quantity.", default="equal", vocabulary="comparators"
    )
    share: str = held("decimal", "The share in per cent stated with it.")
    nature: str = held("word", "Stock, flow, rate, target or score.", vocabulary="figure-natures")
    scope: str = held(
        "ref",
        "The province it holds for; the nation where absent.",
        kinds=("province", "organisation"),
    )
    as_of: Date | None = held("date", "The date it holds for.")
    period: str = held("text", "The period it covers, as stated.", prose=True)
    target: str = held("text", "The target stated with it.", prose=True)
    due: Date | None = held("date", "The date by which it must be reached.")
    remark: str = held("text", "What a reader must know to use it.", prose=True)
    relations: tuple[Relation, ...] = held("records", "Its relations.", record=Relation)
    formerly: tuple[str, ...] = held("words", "The addresses it had before, as `documents/57-nq-tw#t1`.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Office(Record):
    """An office a person holds, as a source states it."""

    title: Names = held("names", "The office.", required=True)
    body: str = held("ref", "The organisation it is held in.", kinds=("organisation", "province"))
    as_of: Date | None = held("date", "A date on which it is held, where the source gives one.")
    since: Date | None = held("date", "The date since which it is held, where stated.")
    until: Date | None = held("date", "The date until which it is held, where stated.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Former(Record):
    """A province or city that existed before."""

    name: str = held("text", "Its name.", required=True)
    code: str = held("text", "Its code of the statistics office.")
