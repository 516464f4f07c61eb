"""How one reader sees the corpus: names, labels and addresses in a language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nq57.addresses import page_of
from nq57.corpus import Corpus
from nq57.history import History, read_history
from nq57.model import Names, Note
from nq57.nodes import REMOTE, STUB
from nq57.text import Date, iso_date, show_date, sort_key, squeeze
from nq57.views.texts import Say

# Where a paragraph ends: at a blank line, a sign of a list, of a heading or of a quote.
_BLOCK = re.compile(r"\n\s*\n|^\s*(?:[-*+>]|#+|[0-9]+[.)])\s+", re.MULTILINE)
KIND_NAMES = {
    "document": "document",
    "organisation": "organisme",
    "person": "personne",
    "meeting": "réunion",
    "province": "province",
    "platform": "plateforme ou programme",
    "source": "source",
    "finding": "constat",
    "task": "tâche",
    "figure": "chiffre",
    "provision": "disposition",
    STUB: "cité, non vu",
    REMOTE: "tenu par une autre base",
}


Link = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Moment:
    """The date a site is made for, by which a task is late or not, and what changed before it."""

    as_of: Date
    history: History


def moment(corpus: Corpus, docs: Path, as_of: Date | None = None) -> Moment:
    """Return the moment of a build: the date asked for, else the notes' last change, else their last date."""
    history = read_history(corpus.root, docs)
    return Moment(as_of or history.latest or _newest(corpus), history)


def _newest(corpus: Corpus) -> Date:
    notes = corpus.kb.notes.values()
    dates = [date for note in notes for name in ("date", "published") if (date := getattr(note, name, None))]
    return max(dates, key=str, default=Date(1970))  # without any date nothing is late


@dataclass(frozen=True, slots=True)
class Reader:
    """A corpus at a moment, a language, and the words of the interface in it."""

    corpus: Corpus
    language: str
    say: Say
    moment: Moment
    phrases: Mapping[str, str] = field(default_factory=dict)  # French → the reader's language
    links: dict[str, Link] = field(default_factory=dict, repr=False)  # made once: a hub is linked to a lot

    def phrase(self, french: str) -> dict[str, str] | None:
        """Return a phrase of a note's fields as a template shows it, marked where it is still French."""
        if not french:
            return None
        words = self.phrases.get(squeeze(french), "")
        return {"text": words or french, "language": "" if words or self.language == "fr" else "fr"}

    def prose(self, note: Note) -> str:
        """Return the prose of a note, each paragraph in the reader's language where it is translated."""
        if not self.phrases:
            return note.body
        blocks = (squeeze(block) for block in _BLOCK.split(note.body))
        return "\n\n".join(self.phrases.get(block, block) for block in blocks)

    def kind(self, kind: str) -> str:
        """Return the name of a kind of node."""
        return self.say(KIND_NAMES[kind])

    def word(self, name: str, word: str) -> str:
        """Return the name of a word of the vocabulary."""
        return self.corpus.vocabulary.show(name, word, self.language)

    def relation(self, relation: str, *, outward: bool) -> str:
        """Return the name of a relation, read from its subject (outward) or from its object."""
        known = self.corpus.vocabulary.relations.get(relation)
        if known is None:
            return relation
        return (known.name if outward else known.inverse).show(self.language)

    def attributes(self, node: str) -> Mapping[str, Any]:
        """Return the attributes of a node of the graph."""
        return self.corpus.graph.attributes[node]

    def shown(self, node: str) -> bool:
        """Tell whether a node has a page here: its note is held, or a held note leads to what is not."""
        if self.attributes(node)["kind"] in (STUB, REMOTE):
            return any(
                edge.source.partition("#")[0] in self.corpus.kb.notes
                for edge in self.corpus.graph.edges_to(node)
            )
        return node.partition("#")[0] in self.corpus.kb.notes

    def title(self, node: str) -> str:
        """Return the full title of a node in the reader's language."""
        titles = self.attributes(node)["titles"]
        return str(titles.get(self.language) or titles["fr"])

    def title_language(self, node: str) -> str:
        """Return the language of a node's title where it is not the reader's, '' where it is."""
        attributes = self.attributes(node)
        return "" if attributes["kind"] == STUB else self._borrowed(attributes["titles"])

    def named(self, names: Names) -> dict[str, str]:
        """Return a name as a template shows it: the text, and its language where it is not the reader's."""
        return {"text": names.show(self.language), "language": self._borrowed(dict(names.items()))}

    def _borrowed(self, titles: Mapping[str, str]) -> str:
        return "" if titles.get(self.language) else "fr"

    def by_title(self, node: str) -> tuple[Any, str]:
        """Return what puts a node among others in the order of their titles, the Vietnamese one."""
        return sort_key(self.title(node)), node

    def label(self, node: str) -> str:
        """Return the short name of a node: a document's number, else its title."""
        return str(self.attributes(node)["number"] or self.title(node))

    def heading(self, node: str) -> str:
        """Return number and title of a node."""
        number, title = self.attributes(node)["number"], self.title(node)
        return f"{number} — {title}" if number and number != title else title

    def url(self, node: str) -> str:
        """Return the address of a node from the root of the site, with / and an anchor."""
        return url_of(self.corpus, node)

    def link(self, node: str) -> Link:
        """Return what a template needs to link to a node; it is the same for all, and stays as it is."""
        if node not in self.links:
            self.links[node] = self._link(node)
        return self.links[node]

    def _link(self, node: str) -> Link:
        attributes = self.attributes(node)
        return {
            "id": node,
            "url": self.url(node),
            "kind": attributes["kind"],
            "kind_name": self.kind(attributes["kind"]),
            "number": attributes["number"] or "",
            "title": self.title(node),
            "language": self.title_language(node),
            "date": self.date(attributes["date"]),
            "sort": attributes["date"] or "",
        }

    def date(self, text: str | None) -> str:
        """Return an ISO date as the reader writes it, '' for none."""
        date = iso_date(text) if text else None
        return show_date(date, self.language) if date else ""

    def type_name(self, note: Note) -> str:
        """Return the name of a note's type (kind of document, of body …), '' where it has none."""
        lists = {
            "document": "document-kinds",
            "organisation": "organisation-types",
            "province": "province-types",
            "platform": "platform-types",
        }
        word = getattr(note, "type", "")
        return self.word(lists[note.kind], word) if word and note.kind in lists else ""


def url_of(corpus: Corpus, node: str) -> str:
    """Return the address of a node from the root of the site."""
    return page_of(node, corpus.graph.attributes[node.partition("#")[0]])


def docname(note: Note) -> str:
    """Return the Sphinx name of a note's page."""
    return note.path.removesuffix(".md")
