"""What the search can find: notes, tasks, figures and pages as entries."""

from __future__ import annotations

from collections.abc import Iterator

from nq57.model import Figure, Note, Record, Source, Task
from nq57.nodes import STUB
from nq57.search import Entry
from nq57.views.page import Payload, plain_text
from nq57.views.reader import Reader
from nq57.views.tables import stubs


def entries(reader: Reader) -> tuple[Entry, ...]:
    """Return an entry for every note, and for every task, figure and provision of it."""
    return tuple(_all(reader))


def synonyms(reader: Reader) -> tuple[tuple[str, ...], ...]:
    """Return the words that say the same: kinds of document with their codes, and kinds of body."""
    lists = reader.corpus.vocabulary.lists
    groups = []
    for kind, names in lists.get("document-kinds", {}).items():
        known = reader.corpus.grammar.kinds.get(kind)
        codes = [code for style in known.codes.values() for code in style] if known else []
        groups.append((*(text.lower() for _, text in names.items()), *codes))
    groups += [
        tuple(text.lower() for _, text in n.items()) for n in lists.get("organisation-types", {}).values()
    ]
    return tuple(tuple(dict.fromkeys(group)) for group in groups)


def _all(reader: Reader) -> Iterator[Entry]:
    for note in reader.corpus.kb.notes.values():
        yield _note(reader, note)
        for record in note.records():
            yield _record(reader, note, record)
    for row in stubs(reader)["rows"]:
        yield _stub(reader, row)


def _stub(reader: Reader, row: Payload) -> Entry:
    empty = dict.fromkeys(("date", "issuer", "level", "province", "year", "status", "language"), "")
    return Entry(
        id=row["id"],
        url=reader.url(row["id"]),
        kind=STUB,
        number=row["number"],
        titles=(),
        label=row["number"],
        aliases=(),
        text=" ".join(citing["evidence"]["words"] for citing in row["citing"]),
        **empty,
    )


def _note(reader: Reader, note: Note) -> Entry:
    attributes = reader.attributes(note.id)
    return Entry(
        id=note.id,
        url=reader.url(note.id),
        kind=note.kind,
        number=attributes["number"] or "",
        titles=tuple(text for _, text in note.title.items()),
        label=reader.title(note.id),
        date=attributes["date"] or "",
        issuer=reader.title(attributes["issuer"]) if attributes["issuer"] else "",
        level=attributes["level"] or "",
        province=attributes["province"] or "",
        year=(attributes["date"] or "")[:4],
        status=attributes["status"] or "",
        language=_language(reader, note, note.source),
        aliases=(*(alias.text for alias in note.aliases), *_written(note)),
        text=plain_text(reader, note),
    )


def _language(reader: Reader, note: Note, source: str) -> str:
    """Return the language of the text that a note or record rests on."""
    text = note if isinstance(note, Source) else reader.corpus.kb.notes.get(source)
    return text.language if isinstance(text, Source) else ""


def _written(note: Note) -> tuple[str, ...]:
    written = getattr(note, "written", "")
    return (written,) if written else ()


def _said(reader: Reader, french: str) -> str:
    phrase = reader.phrase(french)
    return phrase["text"] if phrase else ""


def _record(reader: Reader, note: Note, record: Record) -> Entry:
    node = f"{note.id}#{getattr(record, 'id', '')}"
    attributes = reader.attributes(node)
    more = [record.quote]
    if isinstance(record, Task):
        more += [_said(reader, text) for text in (record.owner, record.horizon, record.indicator)]
    if isinstance(record, Figure):
        more += [record.value, record.unit.show(reader.language), _said(reader, record.remark)]
    return Entry(
        id=node,
        url=reader.url(node),
        kind=attributes["kind"],
        number="",
        titles=tuple(attributes["titles"].values()),
        label=reader.title(node),
        date=attributes["date"] or "",
        issuer=reader.label(note.id),
        level="",
        province=attributes["province"] or "",
        year=(attributes["date"] or "")[:4],
        status=attributes["status"] or "",
        language=_language(reader, note, record.source or note.source),
        aliases=(str(getattr(record, "id", "")),),
        text=" ".join(text for text in more if text),
    )
