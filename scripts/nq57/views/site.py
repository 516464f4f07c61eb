"""The site of one corpus in one language: every view by its name, every file the scripts load."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, partial
from pathlib import Path
from typing import Any

from markupsafe import Markup

from nq57 import search
from nq57.addresses import former
from nq57.analysis.chain import above, below, path_to_root
from nq57.analysis.findings import Found, found, places_of
from nq57.analysis.province import Dossier, dossiers
from nq57.corpus import Corpus
from nq57.export import Part, note_files
from nq57.model import Document, Note, Province
from nq57.text import Date
from nq57.translations import read_translations
from nq57.views import answers, cascade, ledger, network, pictures, reference, svg, tables
from nq57.views.around import WAYS, printed
from nq57.views.dossier import dossier_page, rows_of
from nq57.views.editions import switch
from nq57.views.entries import entries, synonyms
from nq57.views.frame import place
from nq57.views.more import PICTURED, Brief, Lists, NotePage, home_of, within
from nq57.views.options import GRIDS, wrong_option
from nq57.views.page import Payload, note_page
from nq57.views.parts import parts
from nq57.views.picture import Atlas, Texts
from nq57.views.published import data_set, part_of, plain_meta, published_files, published_note
from nq57.views.reader import KIND_NAMES, Reader, docname, moment
from nq57.views.render import Renderer
from nq57.views.texts import read_texts

VIEWS: Mapping[str, str] = {
    "home": "home.html",
    "index": "index.html",
    "tasks": "tasks.html",
    "figures": "ledger.html",
    "cascade": "cascade.html",
    "grid": "grid.html",
    "rests-on": "resting.html",
    "asked": "asked.html",
    "timeline": "timeline.html",
    "changes": "changes.html",
    "findings": "findings.html",
    "graph": "graph.html",
    "search": "search.html",
    "stubs": "stubs.html",
    "fields": "fields.html",
    "codes": "codes.html",
    "data": "data.html",
}
_ASKED = re.compile(r"\{nq57\}[ \t]+([\w-]+)[ \t]*([^\n`]*)")


@dataclass(frozen=True)
class Site:
    """What one build shows; what it shows is made once and kept."""

    reader: Reader
    renderer: Renderer
    atlas: Atlas
    texts: Texts
    repository: str
    look: str  # the sum of styles and scripts: a browser that keeps others asks again
    pages: dict[str, Payload]
    shown: dict[tuple[str, str, str, str], Mapping[str, Markup]]
    address: str = ""
    editions: tuple[str, ...] = ()  # the languages of the site, the one at its root first
    known: Mapping[str, list[Found]] | None = None  # what the rules found, where somebody kept it

    @classmethod
    def of(
        cls,
        corpus: Corpus,
        docs: Path,
        language: str,
        repository: str,
        as_of: Date | None = None,
        address: str = "",
        kept: Path | None = None,
    ) -> Site:
        """Return the site of a corpus, with the templates and texts of a ``docs`` folder.

        ``as_of`` is the date by which tasks are late; without it that of the notes' last change. ``address``
        is where the site is published, '' where nobody says; ``kept`` is the folder of a ``Renderer``.
        """
        say = read_texts(docs / "locale", language)
        phrases = read_translations(docs / "locale", language)[0].phrases()
        reader = Reader(corpus, language, say, moment(corpus, docs, as_of), phrases)
        renderer = Renderer(docs / "_templates" / "nq57", say, language, kept)
        return cls.over(reader, renderer, repository, _sum(docs / "_static"), address)

    @classmethod
    def over(cls, reader: Reader, renderer: Renderer, repository: str, look: str, address: str) -> Site:
        """Return the site of what a reader sees, be it a part of the notes; arguments are the fields."""
        atlas, texts = pictures.atlas(reader), pictures.texts_of(reader)
        return cls(reader, renderer, atlas, texts, repository, look, {}, {}, address)

    @cached_property
    def part(self) -> Part:
        """What is written of the notes for programs."""
        return part_of(self.reader, self.address)

    def note_values(self, note: Note) -> Payload:
        """Return the payload of a note's page: its facts, chain and picture."""
        if note.id not in self.pages:
            graph, link = self.reader.corpus.graph, self.reader.link
            root = "../" * note.path.count("/")
            drawn = self.atlas.around(note.id)
            self.pages[note.id] = {
                **note_page(self.reader, note),
                "chain": {
                    "way": [link(node) for node in path_to_root(graph, note.id)],
                    "above": [link(node) for node in above(graph, note.id)],
                    "below": [link(node) for node in below(graph, note.id)],
                },
                "picture": svg.draw(drawn, self.texts, root),
                # Those that stay in it where the page is too heavy: which they are can change alone.
                "nearest": [sorted(node.id for node in drawn.nodes[:limit]) for limit in PICTURED.values()],
                "ties": pictures.ties(self.reader, self.atlas, note.id),
                "published": published_note(self.part, self.reader, note),
                "moved": self._moved.get(note.id, []),
                **self._answers(note),
            }
        return self.pages[note.id]

    def _answers(self, note: Note) -> Payload:
        """Return what the analyses say of a note: what was found, what rests on it, a province's dossier."""
        by_rule = [ledger.finding(self.reader, item) for item in self.findings.get(note.id, ())]
        central = isinstance(note, Document) and not note.province
        dossier = None
        if isinstance(note, Province):
            known = dossier_page(self.reader, note, self._dossiers(note.id))
            dossier = {**known, "grids": rows_of(self._grids, note.id)}
        resting = answers.rests_on(self.reader, note) if isinstance(note, Document) and central else None
        return {
            "by_rule": by_rule,
            "dossier": dossier,
            "resting": resting if resting and resting["count"] else None,
        }

    @cached_property
    def findings(self) -> Mapping[str, list[Found]]:
        """What the rules found, by the notes it is about and the provinces these belong to."""
        if self.known is not None:
            return self.known
        notes: dict[str, list[Found]] = {}
        for item in found(self.reader.corpus.graph, self.reader.corpus.grammar):
            notes_of = (node.partition("#")[0] for node in item.about)
            for name in dict.fromkeys((*notes_of, *places_of(self.reader.corpus.graph, item))):
                notes.setdefault(name, []).append(item)
        return notes

    @cached_property
    def _moved(self) -> dict[str, list[Payload]]:
        """The records that left a note which is still here: its id → the anchor, and where they are now."""
        found: dict[str, list[Payload]] = {}
        addresses = former(self.reader.corpus.kb)
        for old, new in addresses.items():
            page, _, anchor = old.partition("#")
            if anchor:
                home, now = (name.rpartition("/")[2] for name in (addresses.get(page, page), new))
                found.setdefault(home, []).append({"anchor": anchor, **self.reader.link(now)})
        return found

    @cached_property
    def _dossiers(self) -> Callable[[str], Dossier]:
        return dossiers(self.reader.corpus.graph)

    @cached_property
    def _grids(self) -> list[Payload]:
        """The grids that some province fills: of each document with task groups, headings or conditions."""
        grids = []
        for note in self.reader.corpus.kb.of(Document):
            for types in GRIDS:
                if any(part.type in types for part in note.provisions):
                    grids.append(answers.grid_page(self.reader, note.id, types))
        return [grid for grid in grids if any(row["filled"] for row in grid["rows"])]

    def note_page(self, note: Note, prose: Markup, root: str) -> NotePage:
        """Return the body of a note's page around its prose, and the pages of its lists that are too long."""
        values = dict(self.note_values(note))
        brief = Brief(docname(note), values)
        lists = Lists(brief)
        told = {"prose": prose, "edit": self.edit(note.path), "listed": lists.put, "drawing": lists.picture}
        lists.into(self.renderer.render("note.html", root, {**values, **told}))

        def picture(nodes: int) -> str:
            return svg.draw(self.atlas.around(note.id, nodes), self.texts, root)

        contents = self.contents(values, root)
        body = within(lists, self._frame_weight(docname(note), note) + len(contents.encode()), picture)
        return NotePage(
            body, contents, {name: self._further(note, page, root) for name, page in brief.pages()}
        )

    def _frame_weight(self, name: str, note: Note) -> int:
        frame = self.frame(name, note)
        drawn = [frame[part] for part in ("head", "top", "tools", "ways", "foot", "linked")]
        drawn += [
            f'<meta {attribute}="{name}" content="{content}">' for attribute, name, content in frame["meta"]
        ]
        return len("".join(drawn).encode())

    def _further(self, note: Note, page: Payload, root: str) -> Markup:
        about = {
            "kind": note.kind,
            "url": self.reader.url(note.id),
            "heading": self.reader.heading(note.id),
            "title_language": self.reader.title_language(note.id),
        }
        return self.renderer.render(
            "further.html", root, {**about, **page, "name": self.reader.say(page["name"])}
        )

    def contents(self, values: Payload, root: str) -> Markup:
        """Return the contents of a note's page: its sections that hold something."""
        return self.renderer.render("contents.html", root, values)

    def views_in(self, page: str, prose: str) -> list[Mapping[str, Markup]]:
        """Return the views that a plain page asks for, each by the names of the pages that it stands on."""
        root = "../" * page.count("/")
        asked = _ASKED.findall(prose)
        return [self.parts_of(name, option.strip(), root, page) for name, option in asked if name in VIEWS]

    def view(self, name: str, option: str, root: str) -> Markup:
        """Return a view, whole on one page."""
        return self.parts_of(name, option, root, "")[""]

    def parts_of(self, name: str, option: str, root: str, page: str) -> Mapping[str, Markup]:
        """Return a view by the names of the pages that it stands on, the first of them a plain ``page``."""
        key = name, option, root, page
        if key not in self.shown:
            wrong = self.wrong_option(name, option)
            # Told where the page is read; a bundle leaves out what it does not hold.
            found = (
                {page: Markup("<p>{}</p>").format(wrong)} if wrong else self._made(name, option, root, page)
            )
            self.shown[key] = found
        return self.shown[key]

    def _made(self, name: str, option: str, root: str, page: str) -> dict[str, Markup]:
        words = tuple(option.split())
        makers: dict[str, Callable[[], Payload]] = {
            "home": lambda: self._home(root),
            "index": lambda: tables.index(self.reader, *option.split("-by-")),
            "tasks": lambda: tables.tasks(self.reader, option),
            "figures": lambda: ledger.ledger_page(self.reader),
            "cascade": lambda: self._cascade(words, root),
            "grid": lambda: answers.grid_page(self.reader, words[0], words[1:]),
            "rests-on": lambda: answers.resting(self.reader),
            "asked": lambda: answers.asked_page(self.reader),
            "timeline": lambda: answers.timeline_page(self.reader),
            "changes": lambda: answers.changes_page(self.reader),
            "findings": lambda: ledger.findings_page(self.reader),
            "graph": self._graph,
            "search": lambda: {"form": self.search_form(root, results=True)},
            "stubs": lambda: tables.stubs(self.reader),
            "fields": lambda: reference.fields(self.reader),
            "codes": reference.codes,
            "data": dict,
        }
        shown = parts(name, option, makers[name](), page)
        return {part: self._view(VIEWS[name], root, values) for part, values in shown}

    def wrong_option(self, name: str, option: str) -> str:
        """Return what is wrong with the option of a view, '' when nothing is."""
        return wrong_option(self.reader.corpus.kb.notes, name, option)

    def _view(self, template: str, root: str, values: Payload) -> Markup:
        return self.renderer.render(template, root, values)

    def _home(self, root: str) -> Payload:
        return {
            "form": self.search_form(root, results=False),
            "counts": tables.counts(self.reader),
            "chain": tables.chain(self.reader),
            "latest": tables.latest(self.reader)["rows"],
        }

    def _cascade(self, triggers: tuple[str, ...], root: str) -> Payload:
        found = answers.cascade_of(self.reader, triggers)
        # made by ElementTree: escaped by construction
        picture = Markup(cascade.draw(found, self.reader, root))
        return {**answers.cascade_page(self.reader, found), "picture": picture}

    def _graph(self) -> Payload:
        root = tables.chain(self.reader)["root"]
        return {"focus": root["id"] if root else ""}

    def start(self, about: Mapping[str, Any], root: str) -> Markup:
        """Return the first page of a bundle: what it is, then the ways in."""
        return self._view("bundle.html", root, {**self._home(root), "about": about})

    def search_form(self, root: str, *, results: bool) -> Markup:
        """Return the search box; with ``results`` the one that rules the page of results."""
        names = [(f"kind-{kind}", self.reader.kind(kind)) for kind in KIND_NAMES]
        values = {"results": results, "names": names + (self._filters() if results else [])}
        return self.renderer.render("search-form.html", root, values)

    def _filters(self) -> list[tuple[str, str]]:
        """Return the names of the values that the page of results filters by, as ``data-`` attributes."""
        reader, lists = self.reader, self.reader.corpus.vocabulary.lists
        names = [(f"level-{word}", reader.word("levels", word)) for word in lists["levels"]]
        names += [(f"status-{w}", reader.word("document-statuses", w)) for w in lists["document-statuses"]]
        names += [(f"language-{word}", reader.word("languages", word)) for word in lists["languages"]]
        provinces = reader.corpus.kb.of(Province)
        return names + [(f"province-{province.id}", reader.title(province.id)) for province in provinces]

    def edit(self, path: str) -> str:
        """Return the address where a note can be edited, '' where no repository is named."""
        return f"{self.repository}/edit/main/kb/{path}" if self.repository else ""

    def frame(self, name: str, note: Note | None) -> dict[str, Any]:
        """Return what the frame of every page needs: what stands around it, and its language."""
        section = f"{name.partition('/')[0]}/index" if note else name
        return {
            **self._around("../" * name.count("/"), section),
            "say": self.reader.say,
            "switch": switch(self.reader.language, self.editions, home_of(name)),
            "title_language": self.reader.title_language(note.id) if note else "",
            "home": name == "index",
            "graph": name == "graph",
            **self._head(name, note if note and name == docname(note) else None),
        }

    def _head(self, name: str, note: Note | None) -> dict[str, Any]:
        """Return what the head of a page says to programs; the title of a plain page is known to Sphinx."""
        if note:
            told = self.note_values(note)["published"]
            return {"published": told, "meta": told["meta"], "linked": Markup(told["linked"])}
        part, say = self.part, self.reader.say
        linked = (
            data_set(part, say("Données ouvertes"), say("Tout ce que ce site montre, à télécharger."))
            if name == "data"
            else ""
        )
        return {
            "published": None,
            "meta": partial(plain_meta, part, page=f"{name}.html"),
            "linked": Markup(linked),
        }

    @cached_property
    def _around(self) -> Callable[[str, str], dict[str, Any]]:
        """What stands around the pages of a section, made once: head, ways in, search box, foot."""

        @cache
        def around(root: str, section: str) -> dict[str, Any]:
            render, say = self.renderer.render, self.reader.say
            named = [{"page": page, "name": say(text), "here": page == section} for page, text in WAYS]
            ways = render("frame-ways.html", root, {"ways": named})
            form = "" if section in ("index", "search") else self.search_form(root, results=False)
            look = {"sum": self.look, "search_page": section == "search"}
            return {
                "root": root,
                "head": render("frame-head.html", root, look),
                "top": render("frame-top.html", root, {"form": form}),
                "tools": render("frame-tools.html", root, {"ways": ways}),
                "ways": ways,
                "foot": render(
                    "frame-foot.html", root, {"data_page": "data.md" in self.reader.corpus.folder.pages}
                ),
            }

        return around

    def files(self, kept: Path | None = None) -> dict[str, bytes]:
        """Return the files that scripts load, by path; ``kept`` is that of ``index``."""
        found = self.index(kept)
        frame = place(tuple(self.atlas.nodes.values()), self.atlas.levels)
        data = network.page_data(self.atlas, frame, self.texts)
        found["_graph/data.js"] = data.encode()
        found["_static/as-of.css"] = printed(self.reader).encode()
        for file, content in network.library_files().items():
            found[f"_graph/{file}"] = content
        return found | published_files(self.part, self.reader, self.renderer)

    def worded(self, notes: Iterable[Note]) -> dict[str, bytes]:
        """Return those of the files that say what some notes say in their prose, but for the search."""
        return {f"api/{name}": content for name, content in note_files(self.part, notes)}

    def index(self, kept: Path | None = None) -> dict[str, bytes]:
        """Return the files of the search; in ``kept`` it leaves what its next build need not count again."""
        made = search.build(entries(self.reader), synonyms(self.reader), kept)
        return {f"_search/{name}": content for name, content in made.items()}


def _sum(folder: Path) -> str:
    return f"{zlib.crc32(b''.join(file.read_bytes() for file in sorted(folder.iterdir()))):08x}"
