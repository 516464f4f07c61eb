"""A built site in one language → the files of a bundle in it: its pages, its own search, graph and tables."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from markupsafe import Markup

from nq57.addresses import legislation, moved
from nq57.bundle.archive import Packed
from nq57.bundle.closure import part
from nq57.bundle.pages import Rewriter
from nq57.corpus import Corpus
from nq57.history import History
from nq57.text import Date
from nq57.views.editions import NAMES
from nq57.views.more import home_of
from nq57.views.network import library_files
from nq57.views.reader import Moment, Reader
from nq57.views.render import Renderer
from nq57.views.site import Site

_HERE = Markup(' aria-current="true"')


@dataclass(frozen=True)
class Edition:
    """What the bundles of one language are cut from; made once for all of them.

    ``plain`` are the pages of no note, ``further`` those beside the page of a note; ``shared`` is what every
    bundle holds as it is, packed.
    """

    folder: Path
    site: Site
    plain: frozenset[str]
    further: Mapping[str, frozenset[str]]
    shared: Mapping[str, Packed]

    @property
    def reader(self) -> Reader:
        """What reads all notes in the language of the edition."""
        return self.site.reader

    @property
    def renderer(self) -> Renderer:
        """The templates in the language of the edition."""
        return self.site.renderer

    @classmethod
    def of(cls, corpus: Corpus, docs: Path, site: Path, language: str, as_of: Date) -> Edition:
        """Return the edition of a built site; ``as_of`` is the date by which tasks are late in it."""
        empty = Site.of(part(corpus, frozenset()), docs, language, "", as_of, address_of(site))
        built = {path.relative_to(site).as_posix() for path in site.rglob("*.html")} - moved(corpus.kb).keys()
        notes = {page_of(note.path) for note in corpus.kb.notes.values()}
        static = {p.relative_to(site).as_posix(): p for p in (site / "_static").rglob("*") if p.is_file()}
        shared = {name: Packed.of(path.read_bytes()) for name, path in static.items()}
        shared |= {f"_graph/{name}": Packed.of(content) for name, content in library_files().items()}
        further: dict[str, set[str]] = {}
        for page in built - notes:
            further.setdefault(f"{home_of(page)}.html", set()).add(page)
        beside = {page: frozenset(further.pop(page, ())) for page in notes}
        plain = frozenset().union(*further.values()) - static.keys()
        return cls(site, replace(empty, reader=replace(empty.reader, corpus=corpus)), plain, beside, shared)

    def files(
        self, inside: frozenset[str], about: Mapping[str, object], languages: Sequence[str]
    ) -> dict[str, Packed]:
        """Return the files of the bundle of some notes, by path; ``about`` is told on its first page."""
        views = self._views(inside)
        # Pages after the European identifier are for those who come from elsewhere.
        elsewhere = set(legislation(self.reader.corpus.kb).values())
        made = {name: content for name, content in views.files().items() if name not in elsewhere}
        found = {n: self.shared[n] if n in self.shared else Packed.of(made[n]) for n in made}
        found |= self.shared
        own = {page_of(note.path) for note in views.reader.corpus.kb.notes.values()}
        pages = (self.plain | own).union(*(self.further[page] for page in own))
        held = frozenset(pages | found.keys())
        outside, images = self.reader.say("dans le site complet"), set()
        for name in sorted(pages):
            root = "../" * name.count("/")

            def view(words: list[str], root: str = root) -> str:
                if words[0] == "home":
                    return str(views.start(about, root))
                return str(views.view(words[0], " ".join(words[1:]), root))

            rewriter = Rewriter(name, held, view, outside, switch(languages, self.reader.language, name))
            text = rewriter.rewritten((self.folder / name).read_text("utf-8"))
            found[name] = Packed.of(text.encode())
            images |= rewriter.images
        for name in sorted(images - found.keys()):
            found[name] = Packed.of((self.folder / name).read_bytes())
        return found

    def _views(self, inside: frozenset[str]) -> Site:
        corpus = part(self.reader.corpus, inside)
        paths = {note.path for note in corpus.kb.notes.values()}
        whole = self.reader.moment.history
        history = History(tuple(change for change in whole.changes if change.path in paths), whole.kept)
        reader = replace(self.reader, corpus=corpus, moment=Moment(self.reader.moment.as_of, history))
        return Site.over(reader, self.renderer, "", self.site.look, self.site.address)


def page_of(path: str) -> str:
    """Return the page of a note, by the path of its file."""
    return path.removesuffix(".md") + ".html"


def address_of(site: Path) -> str:
    """Return where a built site is published, as it tells programs; '' where it does not know."""
    return str(json.loads((site / "api" / "index.json").read_text("utf-8"))["address"])


def switch(languages: Sequence[str], here: str, page: str) -> str:
    """Return the way from a page to itself in the languages of a bundle; '' where there is one alone."""
    if len(languages) < 2:
        return ""
    up = "../" * (page.count("/") + 1)
    item = Markup('<li><a href="{}{}/{}.html" lang="{}" hreflang="{}"{} title="{}">{}</a></li>')
    ways = [
        item.format(up, one, home_of(page), one, one, _HERE if one == here else "", NAMES[one], one)
        for one in languages
    ]
    label = " · ".join(NAMES[language] for language in languages)
    nav = Markup('<nav class="nq57-languages" aria-label="{}"><ul>{}</ul></nav>')
    return str(nav.format(label, Markup("").join(ways)))
