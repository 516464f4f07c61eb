"""What a page says of itself to programs, and the files that are published beside the pages."""

from __future__ import annotations

import re
from typing import Any

from nq57.addresses import moved
from nq57.export import (
    FILES,
    Part,
    api,
    downloads,
    feeds,
    linked_data,
    linked_note,
    note_head,
    script_text,
)
from nq57.model import Document, Note, Province
from nq57.notes import without_links
from nq57.text import squeeze
from nq57.views.page import Payload
from nq57.views.reader import Reader
from nq57.views.render import Renderer

_LOCALES = {"vi": "vi_VN", "fr": "fr_FR", "en": "en_GB"}
_LICENCE = "https://creativecommons.org/licenses/by/4.0/"
_LONGEST = 200
"""Letters of a page's description."""


def part_of(reader: Reader, address: str) -> Part:
    """Return what is written of the notes that a reader has."""
    corpus, when = reader.corpus, reader.moment
    published = f"{address.rstrip('/')}/" if address else ""
    graph, words = corpus.graph, corpus.vocabulary
    return Part(graph, words, when.as_of, published, when.history, reader.language)


def published_note(part: Part, reader: Reader, note: Note) -> Payload:
    """Return what the page of a note takes from its file of the interface for programs, and its head."""
    head = note_head(part, note)
    root = "../" * note.path.count("/")
    return {
        "file": f"api/notes/{note.id}.json",
        "feed": feed_of(note),
        "address": head["address"],
        "eli": head["eli"],
        "bibtex": head["citation"]["bibtex"],
        "csl": script_text(head["citation"]["csl"]),
        "linked": script_text(linked_note(part, note, root)),
        "meta": _meta(part, note, head, _description(reader, note)),
    }


def feed_of(note: Note) -> str:
    """Return the feed of a note, '' where its kind has none."""
    return f"feeds/{note.folder}/{note.id}.atom" if isinstance(note, Document | Province) else ""


def _meta(part: Part, note: Note, head: dict[str, Any], about: str) -> list[tuple[str, str, str]]:
    """Return the meta elements of a note's page: attribute, name, content."""
    title = head["citation"]["csl"]["title"]
    identifier = f"{part.address}{head['eli']}" if head["eli"] else head["address"]
    return [
        *_of_page(part, title, head["page"]),
        ("property", "og:type", "article"),
        *([("property", "og:description", about)] if about else []),
        ("name", "DC.type", "Text"),
        ("name", "DC.identifier", identifier),
        *([("name", "DC.date", date)] if (date := str(getattr(note, "date", None) or "")) else []),
    ]


def _of_page(part: Part, title: str, page: str) -> list[tuple[str, str, str]]:
    return [
        ("property", "og:site_name", "NQ57"),
        ("property", "og:title", title),
        ("property", "og:locale", _LOCALES[part.language]),
        *([("property", "og:url", f"{part.address}{page}")] if part.address else []),
        ("name", "DC.title", title),
        ("name", "DC.publisher", "NQ57"),
        ("name", "DC.language", part.language),
        ("name", "DC.rights", _LICENCE),
    ]


def plain_meta(part: Part, title: str, page: str) -> list[tuple[str, str, str]]:
    """Return the meta elements of a plain page."""
    return [*_of_page(part, title, page), ("property", "og:type", "website")]


def data_set(part: Part, name: str, about: str) -> str:
    """Return the data block of the page of downloads."""
    return script_text(linked_data(part, name, about, FILES))


def _description(reader: Reader, note: Note) -> str:
    """Return the beginning of a note's prose in the reader's language; '' where that is not translated."""
    first = squeeze(note.body.strip().partition("\n\n")[0])
    told = first if reader.language == "fr" else reader.phrases.get(first, "")
    text = " ".join(re.sub(r"[*_`#>]", "", without_links(told)).split())
    return text if len(text) <= _LONGEST else text[:_LONGEST].rpartition(" ")[0] + "…"


def published_files(part: Part, reader: Reader, renderer: Renderer) -> dict[str, bytes]:
    """Return every file that is published beside the pages, by its path from the root of the site."""
    words = {
        "added": reader.say("Ajouté : {title}"),
        "changed": reader.say("Modifié : {title}"),
        "cited": reader.say("Cité ou nommé par : {title}"),
        "late": reader.say("Échéance dépassée : {title}"),
    }
    made = (("data", downloads(part)), ("api", api(part)), ("feeds", feeds(part, words)))
    found = {f"{folder}/{name}": content for folder, files in made for name, content in files.items()}
    for page, target in moved(part.kb).items():
        title = part.heading(_node(target))
        root = "../" * page.count("/")
        values = {"target": target, "title": title, "address": part.address}
        found[page] = renderer.render("moved.html", root, values).encode()
    return found


def _node(page: str) -> str:
    """Return the note or record that a page shows.

    >>> _node("documents/57-nq-tw.html#t1")
    '57-nq-tw#t1'
    """
    path, _, record = page.partition("#")
    note = path.rpartition("/")[2].removesuffix(".html")
    return f"{note}#{record}" if record else note
