"""Identity: ids and numbers are used once, and numbers follow the grammar."""

from __future__ import annotations

from collections.abc import Iterator

from nq57.addresses import WRITTEN, addresses
from nq57.checks.inputs import Inputs, problem
from nq57.letters import look_alike
from nq57.model import Document, shapes_as
from nq57.problems import Code, Problem


def record_ids(inputs: Inputs) -> Iterator[Problem]:
    """A record's id stands once in its note; an address that was left is nobody's, and leads to one place."""
    yield from _former_addresses(inputs)
    for note in inputs.kb.notes.values():
        seen: dict[str, int] = {}
        for record in sorted(note.records(), key=lambda record: record.line):
            if record.id in seen:
                message = f"id '{record.id}' already stands in line {seen[record.id]} of this note"
                yield problem(note, record.line, Code.DUPLICATE_ID, message)
            seen.setdefault(record.id, record.line)


def document_numbers(inputs: Inputs) -> Iterator[Problem]:
    """A document's number is in canonical form; ``written`` keeps the spelling of its source."""
    for note in inputs.kb.of(Document):
        wrong = inputs.number_error(note.number) if note.number else ""
        if wrong and not look_alike(note.number):
            yield problem(note, note.lines.get("number", 1), Code.BAD_NUMBER, wrong)


def look_alikes(inputs: Inputs) -> Iterator[Problem]:
    """A number, a title or a name is written in the letters that it shows: no Cyrillic Т for a T."""
    for note in inputs.kb.notes.values():
        told = [(alias.line, "alias", alias.text) for alias in note.aliases]
        for part, lines, first in inputs.parts(note):
            for key, name, _ in shapes_as(type(part), "names"):
                told += [(lines.get(key, first), key, text) for _, text in getattr(part, name).items()]
            for key, name, _ in shapes_as(type(part), "number"):
                told.append((lines.get(key, first), key, getattr(part, name)))
        for line, key, text in told:
            if wrong := look_alike(text):
                yield problem(note, line, Code.LOOK_ALIKE, f"{key} '{text}': {wrong}")


def _former_addresses(inputs: Inputs) -> Iterator[Problem]:
    here, told = set(addresses(inputs.kb)), set[str]()
    for note in inputs.kb.notes.values():
        for part, lines, first in inputs.parts(note):
            for old in getattr(part, "formerly", ()):
                wrong = (
                    "write it as `documents/57-nq-tw` or `documents/57-nq-tw#t1`"
                    if not WRITTEN.match(old)
                    else "a note or record has this address now"
                    if old in here
                    else "it stands in another `formerly` already; keep one"
                    if old in told
                    else ""
                )
                told.add(old)
                if wrong:
                    message = f"formerly '{old}': {wrong}"
                    yield problem(note, lines.get("formerly", first), Code.BAD_VALUE, message)


def same_numbers(inputs: Inputs) -> Iterator[Problem]:
    """Two documents share a number only with another issuer, or another date."""
    seen: dict[tuple[str, str], list[Document]] = {}
    for note in inputs.kb.of(Document):
        if not note.number:
            continue
        for other in seen.setdefault((note.number, note.issuer), []):
            if note.date == other.date or note.date is None or other.date is None:
                message = f"number '{note.number}' with this issuer and date is already {other.path}"
                yield problem(note, note.lines.get("number", 1), Code.DUPLICATE_NUMBER, message)
        seen[note.number, note.issuer].append(note)
