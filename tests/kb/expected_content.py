"""The expected content as rows for the tests, and how a row is compared with a note or record."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from nq57 import graph
from nq57.model import Certainty, Figure, KnowledgeBase, Note, Province, Record, Relation, Source, Task
from nq57.notes import Folder
from nq57.text import Date, nfc, squeeze

ROOT = Path(__file__).parents[2] / "kb"
FOUNDING = "founding"
JUDGED = ("covers", "covers-partly", "meets", "fails-to-meet")


@cache
def expected() -> dict[str, Any]:
    """Return the expected content, every scalar as text."""
    text = Path(__file__).with_name("checklist.yaml").read_text(encoding="utf-8")
    content: dict[str, Any] = yaml.load(text, Loader=yaml.BaseLoader)
    return content


def rows(section: str) -> list[Any]:
    """Return the rows of a section as parameters, each named by its key."""
    return [pytest.param(key, row, id=key) for key, row in expected()[section].items()]


def nested(section: str) -> list[Any]:
    """Return the rows of a section that is keyed by note, as (note, key, row)."""
    return [
        pytest.param(note, key, row, id=f"{note}#{key}")
        for note, inner in expected()[section].items()
        for key, row in inner.items()
    ]


def bodies() -> list[Any]:
    """Return (note, level, type) of every body."""
    return [
        pytest.param(note, level, kind, id=note)
        for level, types in expected()["bodies"].items()
        for kind, notes in types.items()
        for note in notes
    ]


@dataclass(frozen=True)
class Base:
    """The real notes, their kept texts, and the graph of what they declare, citations left out."""

    folder: Folder
    net: graph.Graph

    @property
    def kb(self) -> KnowledgeBase:
        """The notes."""
        return self.folder.kb

    def founding(self, source: str) -> bool:
        """Tell whether a source is one of the founding texts."""
        note = self.kb.notes.get(source)
        return isinstance(note, Source) and note.reliability == FOUNDING

    def elsewhere(self, note: Note, key: str) -> bool:
        """Tell whether a value rests on other sources than the founding texts alone."""
        sources = [quote.source or note.source or note.id for quote in note.evidence(key)]
        return bool(sources) and not any(self.founding(source) for source in sources)

    def rests_on(self, note: str) -> set[str]:
        """Return the sources a note rests on."""
        return {edge.target for edge in self.net.edges_of(note) if edge.relation == "rests-on"}

    def record(self, reference: str) -> Any:
        """Return the record that ``note#record`` names."""
        record = self.kb.record(reference)
        assert record is not None, f"no {reference}"
        return record

    def stated(self, target: str) -> Iterator[tuple[str, str, Relation]]:
        """Yield (province, part, relation) where a founding text shows a part of a note covered or met."""
        for note in self.kb.notes.values():
            for holder in (note, *note.tasks, *note.figures):
                for relation in holder.relations:
                    body, _, part = relation.to.partition("#")
                    said = relation.type in JUDGED and self.founding(relation.source or note.source)
                    if said and body == target:
                        yield self.province(note, holder), part, relation

    def province(self, note: Note, holder: Note | Task | Figure) -> str:
        """Return the province that a statement of a note or record speaks for, "" for none."""
        if note.province or not isinstance(holder, (Task, Figure)):
            return note.province
        named = (holder.scope,) if isinstance(holder, Figure) else holder.assigned_to + holder.proposed_by
        bodies = [self.kb.notes[name] for name in named if name]
        return next((b.id if isinstance(b, Province) else b.province for b in bodies), "")

    def said(self, edge: graph.Edge) -> bool:
        """Tell whether an edge is declared on the word of a founding text, or on no word at all."""
        return edge.origin == graph.DECLARED and (not edge.quoted_from or self.founding(edge.quoted_from))


def plain(text: str) -> str:
    """Return a text as words are compared: one space, one apostrophe, no case."""
    return squeeze(nfc(text)).replace("’", "'").casefold()


def holds(text: str, words: str) -> bool:
    """Tell whether the words stand in the text."""
    return plain(words) in plain(text)


def shown(value: object) -> str:
    """Return a value as the expected content writes it, "" for what is not known."""
    return str(value) if value else ""


def wanted(row: dict[str, Any], key: str) -> str:
    """Return what a row expects of a key, "" for what no text states."""
    value = str(row.get(key, ""))
    return "" if value == "unknown" else value


def check_facts(base: Base, note: Note, row: dict[str, Any], keys: tuple[str, ...]) -> None:
    """Check values and certainties of a note against a row."""
    for key in keys:
        if base.elsewhere(note, key):
            continue
        value = shown(getattr(note, key.replace("-", "_")))
        assert value == wanted(row, key), key
        if value:
            sure = Certainty.INFERRED if key in row.get("inferred", []) else Certainty.STATED
            assert note.certainty(key) == sure, key


def check_words(record: Record, row: dict[str, Any], keys: tuple[str, ...]) -> None:
    """Check that fields hold the words of a row, and are empty where the row has none."""
    for key in keys:
        value = str(getattr(record, key))
        assert bool(value) == (key in row), key
        assert holds(value, wanted(row, key)), key


def cells(base: Base, province: str, prefix: str) -> dict[str, str]:
    """Return part → relation for the parts of the framework that the notes of a province cover."""
    found: dict[str, str] = {}
    for where, part, relation in base.stated("framework-action-plan"):
        if where == province and part.startswith(prefix) and found.get(part) != "covers":
            found[part] = relation.type
    return found


def states(row: dict[str, list[str]]) -> dict[str, str]:
    """Return part → relation of a row that lists the parts under each relation."""
    return {part: relation for relation, parts in row.items() for part in parts}


def subjects(base: Base, subject: str) -> list[str]:
    """Return the nodes a subject stands for: itself, or the tasks of a note for ``note#t1-*``."""
    if not subject.endswith("*"):
        return [subject]
    note, _, start = subject.removesuffix("*").partition("#")
    return [f"{note}#{task.id}" for task in base.kb.notes[note].tasks if task.id.startswith(start)]


def joined(base: Base, subject: str, relation: str, target: str) -> list[graph.Edge]:
    """Return the declared edges of a relation from a node to another."""
    edges = base.net.edges_of(subject) if subject in base.net.attributes else ()
    return [edge for edge in edges if edge.target == target and relation in (edge.relation, "any")]


def day(base: Base, reference: str) -> datetime.date:
    """Return the day of a document, a meeting, or the day a task is due."""
    holder: Any = base.record(reference) if "#" in reference else base.kb.notes[reference]
    date: Date | None = holder.due if "#" in reference else holder.date
    assert date is not None
    assert date.precision == "day"
    return datetime.date(date.year, date.month, date.day)
