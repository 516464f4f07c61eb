"""A built site in one language → the files of a bundle in it: its pages, its own search, graph and tables."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from nq57.addresses import legislation, moved
from nq57.bundle.archive import Packed
from nq57.bundle.closure import part
from nq57.bundle.pages import Rewriter
from nq57.corpus import Corpus
from nq57.history import History
from nq57.text import Date
from nq57.views.editions import folder_of, switch
from nq57.views.more import home_of
from nq57.views.network import library_files
from nq57.views.reader import Moment, Reader, docname
from nq57.views.render import Renderer
from nq57.views.site import Site


@dataclass(frozen=True)
class Edition:
    """What the bundles of one language are cut from; made once for all of them.

    ``pages`` are those of each note, by the name of its own, and under '' those that are no note's;
    ``shared`` is what every bundle holds as it is, packed.
    """

    folder: Path
    reader: Reader
    renderer: Renderer
    pages: Mapping[str, frozenset[str]]
    shared: Mapping[str, Packed]
    address: str  # where the site is published, '' where nobody says

    @classmethod
    def of(cls, corpus: Corpus, docs: Path, site: Path, language: str, as_of: Date) -> Edition:
        """Return the edition of a built site; ``as_of`` is the date by which tasks are late in it."""
        empty = Site.of(part(corpus, frozenset()), docs, language, "", as_of)
        again = moved(
            corpus.kb
        ).keys()  # the pages of former addresses: those of what is inside are made anew
        notes = {docname(note) for note in corpus.kb.notes.values()}
        pages: dict[str, set[str]] = {}
        for path in site.rglob("*.html"):
            name = path.relative_to(site).as_posix()
            home = home_of(name.removesuffix(".html"))
            if home in notes:
                pages.setdefault(home, set()).add(name)
            elif f"{home}.html" == name or not (site / f"{home}.html").is_file():
                pages.setdefault("", set()).add(name)  # where the tables of a plain page are whole
        static = {p.relative_to(site).as_posix(): p for p in (site / "_static").rglob("*") if p.is_file()}
        shared = {name: Packed.of(path.read_bytes()) for name, path in static.items()}
        shared |= {f"_graph/{name}": Packed.of(content) for name, content in library_files().items()}
        reader = replace(empty.reader, corpus=corpus)
        found = {home: frozenset(names - static.keys() - again) for home, names in pages.items()}
        told = json.loads((site / "api" / "index.json").read_text("utf-8"))
        return cls(site, reader, empty.renderer, found, shared, str(told["address"]))

    def files(
        self, inside: frozenset[str], about: Mapping[str, object], languages: tuple[str, ...]
    ) -> dict[str, Packed]:
        """Return the files of the bundle of some notes, by path; ``about`` is told on its first page."""
        views = self._views(inside)
        made = views.files()
        elsewhere = {*self.shared, *legislation(views.reader.corpus.kb).values()}
        found = {name: Packed.of(made[name]) for name in made if name not in elsewhere}
        homes = ["", *(docname(note) for note in views.reader.corpus.kb.notes.values())]
        pages = frozenset(page for home in homes for page in self.pages.get(home, ()))
        held = pages | found.keys() | self.shared.keys()
        outside, images, language = self.reader.say("dans le site complet"), set(), self.reader.language
        below = folder_of(language, languages)
        for name in sorted(pages):
            root = "../" * name.count("/")

            def view(words: list[str], root: str = root) -> str:
                if words[0] == "home":
                    return str(views.start(about, root))
                return str(views.view(words[0], " ".join(words[1:]), root))

            rewriter = Rewriter(name, held, view, outside, self._switch(name, languages))
            text = rewriter.rewritten((self.folder / name).read_text("utf-8"))
            if below:  # what all languages share stands at the root of the first
                text = text.replace(f'="{root}_static/', f'="{root}../_static/')
            found[name] = Packed.of(text.encode())
            images |= rewriter.images
        for name in sorted(images - held):
            found[name] = Packed.of((self.folder / name).read_bytes())
        return {below + name: packed for name, packed in found.items()}

    def _switch(self, page: str, languages: tuple[str, ...]) -> str:
        """Return the way from a page to itself in the other languages of a bundle; '' where it has one."""
        ways = switch(self.reader.language, languages, home_of(page.removesuffix(".html")))
        return str(self.renderer.render("switch.html", "", {"ways": ways})) if ways else ""

    def _views(self, inside: frozenset[str]) -> Site:
        corpus = part(self.reader.corpus, inside)
        paths = {note.path for note in corpus.kb.notes.values()}
        whole = self.reader.moment.history
        history = History(tuple(change for change in whole.changes if change.path in paths), whole.kept)
        reader = replace(self.reader, corpus=corpus, moment=Moment(self.reader.moment.as_of, history))
        return Site.over(reader, self.renderer, "", "", self.address)
