"""Permanent addresses: where a note, a task or a figure is found, built from what it is.

A note's address is its kind and its id, a record's the id inside its note (``documents/57-nq-tw.html#t1``). A
document whose issuer, date and number are known has one more, after the European Legislation Identifier:
``eli/ISSUER/YEAR/KIND/NUMBER.html``. All are relative to the root of the site.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from nq57.model import Document, KnowledgeBase, Note
from nq57.text import slug

LIST = "addresses.txt"
"""The list of the addresses that were published, in the folder of notes: one on a line."""
WRITTEN = re.compile(r"[a-z]+/[a-z0-9-]+(?:#[A-Za-z0-9_-]+)?\Z")
"""How ``formerly`` writes an address: ``documents/57-nq-tw`` or ``documents/57-nq-tw#t1``."""


def address_of(note: Note) -> str:
    """Return the address of a note as ``formerly`` and the list of addresses write it.

    >>> from nq57.model import Names, Person
    >>> address_of(Person(id="to-lam", path="people/to-lam.md", title=Names("Tô Lâm")))
    'people/to-lam'
    """
    return f"{note.folder}/{note.id}"


def page_of(node: str, attributes: Mapping[str, Any]) -> str:
    """Return the page of a node of the graph by its attributes; a number not seen is in a list of them."""
    name, _, record = node.partition("#")
    if attributes["path"] is None:
        return f"stubs.html#{name}"
    page = attributes["path"].removesuffix(".md") + ".html"
    return f"{page}#{record}" if record else page


def addresses(kb: KnowledgeBase) -> Iterator[str]:
    """Yield every address that a knowledge base keeps now, those of records too."""
    for note in kb.notes.values():
        yield address_of(note)
        yield from (f"{address_of(note)}#{record.id}" for record in note.records())


def former(kb: KnowledgeBase) -> dict[str, str]:
    """Return what took the place of addresses that were left: former address → address of today."""
    found: dict[str, str] = {}
    for note in kb.notes.values():
        here = address_of(note)
        found |= dict.fromkeys(note.formerly, here)
        found |= {old: f"{here}#{record.id}" for record in note.records() for old in record.formerly}
    return found


def legislation(kb: KnowledgeBase) -> dict[str, str]:
    """Return the pages after the European Legislation Identifier: id of a document → page.

    Where one body gave one number twice in a year, the first keeps the short form: it never changes.
    """
    dated = [note for note in kb.of(Document) if note.number and note.issuer and note.date]
    found: dict[str, str] = {}
    for note in sorted(dated, key=lambda note: (str(note.date), note.id)):
        short = f"eli/{note.issuer}/{note.date.year:04d}/{note.type}/{slug(note.number)}"
        page = f"{short}.html"
        if page in found:
            page = f"{short}--{note.date}.html"
        found.setdefault(page, note.id)
    return {note: page for page, note in found.items()}


def lost(kb: KnowledgeBase, kept: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Yield (line, address) of a kept list that neither a note or record nor a former address answers."""
    here, old = set(addresses(kb)), former(kb)
    for line, address in enumerate(kept, 1):
        page, _, record = address.partition("#")
        if address not in here and address not in old and f"{old.get(page, '')}#{record}" not in here:
            yield line, address


def moved(kb: KnowledgeBase) -> dict[str, str]:
    """Return the pages that only lead on: page → the page that it leads to.

    Those of renamed notes, and those after the European Legislation Identifier.
    """
    pages = {page: f"{address_of(kb.notes[note])}.html" for note, page in legislation(kb).items()}
    for old, new in former(kb).items():
        if "#" not in old:
            page, _, record = new.partition("#")
            pages[f"{old}.html"] = f"{page}.html" + (f"#{record}" if record else "")
    return pages
