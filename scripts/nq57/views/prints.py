"""The fingerprints of pages: what each shows, so that a page is drawn again when that changes, and only then.

A page has two: of its own words and what these lead to, and of what it shows of all notes. The second takes
long to make. While the facts of all notes are those of the last build it is that of the last build.
"""

from __future__ import annotations

import hashlib
import marshal
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from nq57.graph import FOUND
from nq57.model import Note
from nq57.translations import Translations
from nq57.views.reader import docname
from nq57.views.site import Site
from nq57.workers import spread

# The end of whatever in prose may be the path of a page or an image beside it; too many are no harm.
_ENDING = re.compile(r"\.(?:md|png|jpe?g|gif|webp)\b")
_PATH = re.compile(r"[A-Za-z0-9._/-]+\Z")
_LONGEST = 400  # letters of a path
Print = tuple[str, str]


class Prints:
    """What the pages of one site show, as fingerprints."""

    def __init__(self, site: Site, translations: Translations, source: Path) -> None:
        """``source`` is the folder of notes, in which the images are."""
        self.site, self.translations, self.source = site, translations, source
        self.folder = site.reader.corpus.folder
        self.notes: Mapping[str, Note] = {docname(note): note for note in self.folder.kb.notes.values()}

    def of(self, names: Iterable[str], before: Mapping[str, Print], jobs: int) -> dict[str, Print]:
        """Return the fingerprints of pages; ``before`` are those of a build with the facts of this one.

        With several ``jobs`` other processes look at what pages show, and keep nothing of it for this one.
        """
        known = {name: print[1] for name, print in before.items()}
        # Plain pages first: some take as long as a thousand notes.
        left = sorted(
            (name for name in names if name not in known), key=lambda name: (name in self.notes, name)
        )
        if jobs > 1 and left:
            known |= dict(spread(self._shown, left, jobs))
        return {name: (self.own(name), known.get(name) or self.shown(name)) for name in names}

    def _shown(self, name: str) -> tuple[str, str]:
        return name, self.shown(name)

    def facts(self) -> str:
        """Return the fingerprint of all that is shown of notes but their prose: facts, citations, words."""
        found = hashlib.sha256()
        for part in self._facts():
            found.update(part.encode("utf-8", "surrogatepass") + b"\0")
        return found.hexdigest()

    def _facts(self) -> Iterator[str]:
        site, reader = self.site, self.site.reader
        yield reader.corpus.facts
        for cited in reader.corpus.citings.values():
            for edge, found, _ in cited:
                yield f"{edge.source}\0{edge.target}\0{edge.line}\0{edge.quoted_from}\0{edge.quote}"
                yield found.stub
        yield repr(reader.moment)
        yield repr(sorted(reader.phrases.items()))
        yield repr((reader.language, site.editions, site.address, site.repository, site.look))
        for path in sorted((self.source / "vocabulary").glob("*.yaml")):
            yield path.read_text("utf-8")

    def own(self, name: str) -> str:
        """Return the fingerprint of the words of a page, with all that they lead to."""
        prose = self.text(name)
        leads = [self.lead(name, path) for path in sorted(set(_paths(prose)))]
        words = "\0".join((prose, self.translations.digest(name), *leads))
        return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()

    def shown(self, name: str) -> str:
        """Return the fingerprint of what a page shows of notes: its facts, or the views that it asks for."""
        note = self.notes.get(name)
        if not note:
            return _sum(
                [str(part) for view in self.site.views_in(name, self.text(name)) for part in view.values()]
            )
        cites = [dict(self.site.reader.attributes(end)) for end in self.cited(note)]
        return _sum([self.site.note_values(note), cites])

    def lead(self, name: str, path: str) -> str:
        """Return what a page needs of a file that its prose names: a page's words, an image's bytes."""
        target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path))
        page = target.removesuffix(".md")
        if page != target:
            note = self.notes.get(page)
            title = self.site.reader.heading(note.id) if note else self.translations.digest(page)
            return f"{title}\0{self.text(page)}"
        image = self.source / target
        return hashlib.sha256(image.read_bytes()).hexdigest() if image.is_file() else ""

    def cited(self, note: Note) -> list[str]:
        """Return what the citations in a note lead to; what those say of themselves decides the links."""
        return [
            edge.target for edge in self.site.reader.corpus.graph.edges_of(note.id) if edge.origin == FOUND
        ]

    def text(self, name: str) -> str:
        """Return the prose of a page, '' where there is no such page."""
        note = self.notes.get(name)
        return note.body if note else self.folder.pages.get(f"{name}.md", "")


def _paths(prose: str) -> Iterator[str]:
    # From the end: nearly every word could be the start of one.
    for found in _ENDING.finditer(prose):
        start, end = found.span()
        if before := _PATH.search(prose, max(0, start - _LONGEST), start):
            yield before[0] + prose[start:end]


def _sum(values: list[Any]) -> str:
    # The second format writes equal values alike, whatever they share, in half the time of JSON.
    return hashlib.sha256(marshal.dumps(values, 2)).hexdigest()
