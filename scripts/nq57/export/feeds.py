"""Atom feeds (RFC 4287): what changed, who cites, which deadline passed; for all, a province, a document."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from nq57.analysis.place import first_day, last_day, provinces_of
from nq57.analysis.register import LATE, register
from nq57.export.part import Part, fit
from nq57.model import Document, Note, Province
from nq57.text import iso_date

MOST = 50
"""How many entries a feed holds, the newest first."""
EVENTS = ("added", "changed", "cited", "late")


@dataclass(frozen=True, slots=True, order=True)
class Event:
    """Something that happened to a note on a day: ``what`` is one of EVENTS, ``by`` the node that did it."""

    day: str
    what: str
    node: str
    by: str


def feeds(part: Part, words: Mapping[str, str]) -> dict[str, bytes]:
    """Return every feed by its name below ``feeds/``; ``words`` says each of EVENTS, ``{title}`` in it."""
    changes, late, cited = list(_changes(part)), list(_late(part)), _cited(part)
    of_note: dict[str, list[Event]] = defaultdict(list)
    of_place: dict[str, list[Event]] = defaultdict(list)
    for event in (*changes, *late):
        of_note[event.node].append(event)
        for place in {*provinces_of(part.graph, event.by), *provinces_of(part.graph, event.node)}:
            of_place[place].append(event)
    found = {"all.atom": _feed(part, words, "all.atom", "NQ57", "index.html", [*changes, *late])}
    for province in part.kb.of(Province):
        name, events = f"provinces/{province.id}.atom", [*of_place[province.id], *of_note[province.id]]
        found[name] = _feed(part, words, name, part.heading(province.id), part.page(province.id), events)
    for note in part.kb.of(Document):
        events = [*of_note[note.id], *cited.get(note.id, ())]
        name = f"documents/{note.id}.atom"
        found[name] = _feed(part, words, name, part.heading(note.id), part.page(note.id), events)
    return found


def _changes(part: Part) -> Iterator[Event]:
    for note in part.kb.notes.values():
        for change in part.changed.get(note.path, ()):
            if change.action in EVENTS:
                yield Event(first_day(change.date), change.action, note.id, note.id)


def _late(part: Part) -> Iterator[Event]:
    for entry in register(part.kb, part.as_of):
        if entry.timeliness == LATE and entry.task.due:
            yield Event(last_day(entry.task.due), "late", entry.note.id, entry.node)


def _cited(part: Part) -> Mapping[str, Iterable[Event]]:
    """Return who names each document: on the day its note came, else on its own date, else today."""
    found: dict[str, dict[Event, None]] = defaultdict(dict)
    days = {note.id: _came(part, note) for note in part.kb.notes.values()}
    for edge in part.edges:
        by = edge.source.partition("#")[0]
        if by in days and by != edge.target and part.nodes[edge.target]["kind"] == "document":
            found[edge.target][Event(days[by], "cited", edge.target, by)] = None
    return found


def _came(part: Part, note: Note) -> str:
    changes = part.changed.get(note.path, ())
    date = changes[-1].date if changes else iso_date(part.nodes[note.id]["date"] or "")
    return first_day(date or part.as_of)


def _feed(
    part: Part, words: Mapping[str, str], name: str, title: str, page: str, events: Iterable[Event]
) -> bytes:
    root = part.address or "../" * (name.count("/") + 1)
    shown = sorted(set(events), reverse=True)[:MOST]
    updated = shown[0].day if shown else first_day(part.as_of)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{part.language}">',
        f"<id>{_id(part, f'feeds/{name}')}</id>",
        f"<title>{_text(title)}</title>",
        f"<updated>{updated}T00:00:00Z</updated>",
        "<author><name>NQ57</name></author>",
        f'<link rel="self" type="application/atom+xml" href={quoteattr(f"{root}feeds/{name}")}/>',
        f'<link rel="alternate" type="text/html" href={quoteattr(root + page)}/>',
    ]
    for event in shown:
        said = words[event.what].replace("{title}", part.heading(event.by))
        lines += [
            "<entry>",
            f"<id>{_id(part, f'{part.page(event.node)}?{event.what}={event.by}&on={event.day}')}</id>",
            f"<title>{_text(said)}</title>",
            f"<updated>{event.day}T00:00:00Z</updated>",
            f"<link href={quoteattr(root + part.page(event.by))}/>",
            f"<summary>{_text(part.heading(event.node))}</summary>",
            "</entry>",
        ]
    return "\n".join([*lines, "</feed>", ""]).encode()


def _id(part: Part, path: str) -> str:
    """Return a name that is the same for ever: below the published address, or made from the path."""
    return (
        _text(f"{part.address}{path}") if part.address else uuid.uuid5(uuid.NAMESPACE_OID, f"nq57:{path}").urn
    )


def _text(text: str) -> str:
    return escape(fit(text))
