"""The Sphinx extension: notes in, pages out. It wires; what is shown is decided by the payloads.

A note's front matter never reaches Sphinx: the reader of ``notes`` has read it, and Sphinx is given the
prose alone. A page is made again when the digest of its payload changes, whatever the cause.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from docutils import nodes
from markupsafe import Markup, escape
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment
from sphinx.errors import SphinxError
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from nq57.corpus import Corpus, read_corpus
from nq57.memory import Memory
from nq57.model import Note
from nq57.problems import Problem
from nq57.progress import NOBODY, expect, step
from nq57.text import iso_date
from nq57.translations import read_translations
from nq57.views import beside, scripts, site, translated
from nq57.views.builder import Context, PageBuilder
from nq57.views.closed import close
from nq57.views.inventory import NotesDomain, objects_of, others
from nq57.views.markdown import Prose
from nq57.views.more import home_of
from nq57.views.prints import Print, Prints
from nq57.views.site import Site
from nq57.workers import aside, shared, uncollected

ENV_VERSION = 2
logger = logging.getLogger(__name__)


class ProblemsError(SphinxError):
    """The notes have problems: all of them, as the rules found them."""

    category = "Notes"

    def __init__(self, problems: tuple[Problem, ...], folder: str) -> None:
        """Keep the problems; the message lists them for those who run Sphinx themselves."""
        lines = "\n".join(f"{folder}/{problem}" for problem in problems)
        super().__init__(f"{len(problems)} problems in the notes:\n{lines}")
        self.problems = problems


class CatalogsError(SphinxError):
    """The catalogs of translations have problems: all of them, a line each."""

    category = "Catalogs"

    def __init__(self, problems: tuple[Problem, ...], folder: str) -> None:
        """Keep the lines, with the folder in which the catalogs are."""
        self.lines = tuple(f"{folder}/{problem}" for problem in problems)
        super().__init__("\n".join(self.lines))


class view(nodes.General, nodes.Element):  # noqa: N801 (docutils names nodes so)
    """A place in a plain page where a template shows something: ``name`` and ``options``."""


class View(SphinxDirective):
    """``{nq57} NAME [OPTION …]``: show an index, a table or a picture in a plain page."""

    required_arguments = 1
    optional_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """Return the placeholder; it is filled when the page is written."""
        name = self.arguments[0]
        if name not in site.VIEWS:
            known = ", ".join(sorted(site.VIEWS))
            raise self.error(f"view '{name}' is unknown; write one of {known}")
        option = self.arguments[1] if len(self.arguments) > 1 else ""
        node = view("", name=name, option=option)
        self.set_source_info(node)
        return [node]


class Extension:
    """What one build holds: the corpus, its views, and the note of each page."""

    def __init__(self, app: Sphinx) -> None:
        """Connect to the events of a build."""
        self.app = app
        app.connect("builder-inited", self.load)
        app.connect("env-get-outdated", self.outdated)
        app.connect("source-read", self.prose)
        # Before Sphinx gathers the files that images and downloads name, in whatever order it was set up.
        app.connect("doctree-read", lambda app, doctree: close(doctree), priority=100)
        app.connect("doctree-read", self.mark, priority=200)
        app.connect("doctree-read", self.complete, priority=900)
        app.connect("env-updated", self.name_images)
        app.connect("write-started", self.before_writing)
        app.connect("build-finished", self.data)

    @uncollected()
    def load(self, app: Sphinx) -> None:
        """Read the knowledge base; stop before Sphinx reads anything when it has problems."""
        self.memory = Memory.read(self.home) if self.home else Memory()
        corpus = read_corpus(Path(app.srcdir), self.memory)
        if corpus.problems:
            raise ProblemsError(corpus.problems, Path(app.srcdir).name)
        config = app.config
        self.progress = int(config.nq57_progress)
        docs = Path(app.confdir)
        self.translations, wrong = read_translations(docs / "locale", config.language)
        if wrong:
            raise CatalogsError(wrong, f"{docs.name}/locale")
        translated.give(self.translations)
        as_of = iso_date(config.nq57_as_of)
        repository, address = config.nq57_repository, config.nq57_address
        kept = self.home / "templates" if self.home else None
        site = Site.of(corpus, docs, config.language, repository, as_of, address, kept)
        self.site = replace(site, editions=tuple(filter(None, config.nq57_editions.split(","))))
        domain = app.env.get_domain(NotesDomain.name)
        domain.objects = objects_of(self.site.reader)  # type: ignore[attr-defined]
        self.facts = Prints(self.site, self.translations, Path(app.srcdir)).facts()
        if self.memory.derived[0] == self.facts:
            self.site = replace(self.site, known=self.memory.derived[1])
        self.prints = Prints(self.site, self.translations, Path(app.srcdir))
        shared(forked=False)
        if isinstance(app.builder, PageBuilder):
            app.builder.alone, app.builder.fill = self.notes.__contains__, self.fill
            app.builder.draw = self.site.renderer.page
            # It takes long and waits for nothing: another process makes it while this one reads and writes.
            self.as_written = self.written.is_file() and self.written.read_text("utf-8") == self.facts
            files = self.site.index if self.as_written else self.site.files
            make = partial(files, Path(app.doctreedir) / "nq57-search")
            self.files = aside(make) if int(config.nq57_helpers) > 1 else make
        app.builder.search = False  # type: ignore[attr-defined]  # the stock index: ours replaces it
        app.builder.templates.environment.auto_reload = False  # as in Renderer

    @property
    def notes(self) -> Mapping[str, Note]:
        """The notes by the names of their pages."""
        return self.prints.notes

    @property
    def corpus(self) -> Corpus:
        """The corpus of this build."""
        return self.site.reader.corpus

    @uncollected()
    def outdated(
        self, app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
    ) -> Iterable[str]:
        """Return the pages whose payload is not that of the last build."""
        if app.builder.format != "html":  # the catalogs are extracted from nothing else than the notes
            return []
        facts = self.facts
        before: dict[str, Print] = getattr(env, "nq57_prints", {})
        same = before if facts == getattr(env, "nq57_facts", "") else {}
        # In a first build every page is drawn: what it shows is made here, and shared by all who draw.
        now = self.prints.of(env.found_docs, same, int(app.config.nq57_helpers) if before else 1)
        env.nq57_facts, env.nq57_prints = facts, now  # type: ignore[attr-defined]
        shared(app.parallel > 1)  # the workers that read are forked next
        outdated = [name for name, found in now.items() if before.get(name) != found]
        expect(self.progress, 2 * len(outdated))  # each is read and written
        self.reworded = [note for name in outdated if (note := self.notes.get(name))]
        # The title of a plain page is of its prose, and stands in the inventory.
        notes_alone = len(self.reworded) == len(outdated)
        app.builder.inventoried = self.as_written and notes_alone  # type: ignore[attr-defined]
        self.written.unlink(missing_ok=True)  # until they are written again
        return outdated

    def prose(self, app: Sphinx, name: str, source: list[str]) -> None:
        """Give Sphinx the prose as the rules have read it, on the lines where it stands."""
        step(self.progress)
        note = self.notes.get(name)
        source[0] = "\n" * (note.body_line - 1 if note else 0) + self.prints.text(name)

    def name_images(self, app: Sphinx, env: BuildEnvironment) -> None:
        """Name each copied image by its own path: Sphinx counts the twins in the order it meets them."""
        for path, (pages, _) in env.images.items():
            short = hashlib.sha256(Path(path).as_posix().encode()).hexdigest()[:8]
            env.images[path] = pages, f"{short}-{Path(path).name}"

    def before_writing(self, app: Sphinx, builder: Builder) -> None:
        """Get ready to see which further pages the last build left; then fork the workers, if any."""
        self.stood = beside.Further(Path(builder.outdir))
        shared(app.parallel > 1)

    def mark(self, app: Sphinx, doctree: nodes.document) -> None:
        """Mark what is still French, or ask for the translation of a note's fields beside its prose."""
        name = app.env.docname
        if app.builder.name == "gettext":
            if note := self.notes.get(name):
                translated.ask(doctree, note)
        elif app.config.language != "fr":
            translated.mark(doctree, self.translations.of(name))

    def complete(self, app: Sphinx, doctree: nodes.document) -> None:
        """Name the page by its note, and link the numbers that its prose cites."""
        for link in list(doctree.findall(addnodes.pending_xref)):
            self.lead_to_record(link, app.env.docname)
        for outside in list(doctree.findall(nodes.reference)):
            if str(outside.get("refuri", "")).startswith("https://"):
                outside["rel"] = "noopener noreferrer external"
                outside += nodes.raw("", self.leaves(), format="html")
        note = self.notes.get(app.env.docname)
        if note is None:
            for shown in doctree.findall(view):
                wrong = self.site.wrong_option(shown["name"], shown["option"])
                if wrong:
                    logger.warning("%s", wrong, location=shown)
            return
        title = nodes.title("", "", nodes.Text(self.site.reader.heading(note.id)))
        app.env.titles[app.env.docname] = app.env.longtitles[app.env.docname] = title
        app.env.metadata[app.env.docname]["orphan"] = True  # indexes lead to it, no tree of contents does
        if doctree.next_node(nodes.section):
            # The page's own heading is the note's title: those of the prose come one level below.
            wrapped = nodes.section("", *doctree.children, ids=["_prose"])
            doctree.children = []
            doctree += wrapped
        for text in list(doctree.findall(nodes.Text)):
            if not _inside(text, (nodes.reference, addnodes.pending_xref, nodes.literal)):
                pieces = self.linked(str(text), note)
                if len(pieces) > 1 or not isinstance(pieces[0], nodes.Text):
                    text.parent.replace(text, pieces)
        if isinstance(app.builder, PageBuilder):
            app.builder.settle(app.env.docname, doctree)

    def leaves(self) -> str:
        """Return what a link that leaves the site says, in the reader's language: prose is French."""
        words = escape(self.site.reader.say("autre site"))
        return f'<span class="nq57-leaves" lang="{self.site.reader.language}"> ({words})</span>'

    def lead_to_record(self, link: addnodes.pending_xref, name: str) -> None:
        """Lead to a task or figure, which stands in the page of a note and not in its prose."""
        there = link.get("refdomain") == "doc"
        note = self.notes.get(link["reftarget"] if there else name)
        record = link.get("reftargetid") if there else link["reftarget"]
        if note and record in {one.id for one in note.records()}:
            address = "../" * name.count("/") + self.site.reader.url(f"{note.id}#{record}")
            link.replace_self(nodes.reference("", "", *link.children, internal=True, refuri=address))

    def linked(self, text: str, note: Note) -> list[nodes.Node]:
        """Return a text with each citation as a link to the note it names."""
        pieces: list[nodes.Node] = []
        done = 0
        for cited in self.corpus.find(text, note):
            target = cited.target or (f"stub-{cited.key}" if cited.stub else "")
            if not target or target == note.id or cited.start < done:
                continue
            pieces.append(nodes.Text(text[done : cited.start]))
            up = "../" * note.path.count("/")
            link = nodes.reference("", text[cited.start : cited.end], internal=True, classes=["nq57-cited"])
            link["refuri"] = up + self.site.reader.url(target)
            link["reftitle"] = self.site.reader.heading(target)
            pieces.append(link)
            done = cited.end
        pieces.append(nodes.Text(text[done:]))
        return [piece for piece in pieces if not isinstance(piece, nodes.Text) or str(piece)] or [
            nodes.Text("")
        ]

    def fill(self, name: str, context: Context, doctree: nodes.document | None) -> None:
        """Fill the page's context: the body of a note's page, titles escaped, navigation that never grows."""
        step(self.progress)
        root = "../" * name.count("/")
        note = self.notes.get(name)
        if note:
            page = self.site.note_page(note, Markup(context["body"]), root)
            context["body"] = page.body
            context["title"] = escape(self.site.reader.heading(note.id))
            context["toc"] = page.contents
            self.further(name, context["title"], page.further)
        elif not name.startswith("guide/"):
            context["toc"] = ""  # a table is its own contents
        if not note and doctree:
            self.further(name, context["title"], self.parts(name, context["title"], root))
        frame = self.site.frame(name, note or self.notes.get(home_of(name)))
        titles = self.app.env.titles
        if name in titles and not note and translated.is_marked(titles[name]):
            frame["title_language"] = "fr"
        frame["untranslated"] = bool(frame["title_language"]) or translated.UNTRANSLATED in context["body"]
        if not frame["published"]:
            frame["meta"] = frame["meta"](Markup(context["title"]).striptags())
        context["nq57"] = frame

    def parts(self, name: str, title: str, root: str) -> dict[str, Markup]:
        """Return the bodies of the further pages of a plain page, on which its long tables go on."""
        head = Markup('<h1>{}</h1><p><a href="{}{}.html">{}</a></p>')
        say = self.site.reader.say
        views = self.site.views_in(name, self.prints.text(name))
        parts = {part: shown for view in views for part, shown in view.items() if part != name}
        return {
            part: head.format(Markup(title), root, name, say("Première page")) + shown
            for part, shown in parts.items()
        }

    def further(self, name: str, title: str, pages: Mapping[str, Markup]) -> None:
        """Write the further pages of a page beside it, in the process that writes that."""
        kept = {f"{other}.html" for other in pages}
        for gone in self.stood.of(name) - kept:
            (Path(self.app.outdir) / gone).unlink()
        for other, body in pages.items():
            context = {"body": body, "title": title}
            self.app.builder.handle_page(other, context)  # type: ignore[attr-defined]

    def data(self, app: Sphinx, error: Exception | None) -> None:
        """Write what the scripts of the pages load: search shards, graph, library."""
        if error or app.builder.format != "html":
            return
        site = Path(app.outdir)
        images = {f"_images/{name}" for _, name in app.env.images.values()}
        files = self.files()
        if not self.as_written:
            beside.forget(site, images | files.keys(), beside.FOLDERS)
            beside.forget_pages(site, files.keys() | {f"{name}.html" for name in app.env.found_docs})
        else:  # all else says what it said
            files |= self.site.worded(self.reworded)
            beside.forget(site, images | files.keys(), ("_images", "_search"))
        scripts.prune(site / "_static")
        scripts.join(site / "_static")
        beside.write(site, files)
        if self.home:
            corpus = self.corpus
            self.memory.keep(self.home, corpus.folder, corpus.facts, corpus.world, corpus.citings)
            self.memory.keep_derived(self.home, self.facts, self.site.findings)
        self.written.write_text(app.env.nq57_facts, "utf-8")  # type: ignore[attr-defined]

    @property
    def home(self) -> Path | None:
        """The folder in which builds with the same programs tell one another what they found in the notes."""
        return Path(told) if (told := str(self.app.config.nq57_memory)) else None

    @property
    def written(self) -> Path:
        """The file that tells of which facts the files beside the pages were written."""
        return Path(self.app.doctreedir) / "nq57-facts"

    def show(self, translator: Any, node: view) -> None:
        """Write a view into a plain page."""
        page = translator.builder.current_docname
        words = f"{node['name']} {node['option']}".strip()
        shown = self.site.parts_of(node["name"], node["option"], "../" * page.count("/"), page)[page]
        # The mark lets a bundle show the same view of its own notes.
        translator.body.append(f'<div data-nq57-view="{escape(words)}">{shown}</div>')
        raise nodes.SkipNode


def _inside(node: nodes.Node, kinds: tuple[type[nodes.Node], ...]) -> bool:
    parent = node.parent
    while parent is not None:
        if isinstance(parent, kinds):
            return True
        parent = parent.parent
    return False


def setup(app: Sphinx) -> dict[str, Any]:
    """Register with Sphinx."""
    extension = Extension(app)
    app.add_config_value("nq57_repository", "", "env", types=(str,))
    app.add_config_value("nq57_address", "", "env", types=(str,))
    app.add_config_value("nq57_as_of", "", "", types=(str,))
    app.add_config_value("nq57_progress", str(NOBODY), "", types=(str,))
    app.add_config_value("nq57_helpers", "1", "", types=(str,))
    app.add_config_value("nq57_memory", "", "", types=(str,))
    app.add_config_value("nq57_editions", "", "", types=(str,))
    app.add_builder(PageBuilder, override=True)
    app.add_node(view, html=(extension.show, None))
    app.add_directive("nq57", View)
    app.add_source_parser(Prose, override=True)
    app.add_domain(NotesDomain)
    app.setup_extension("sphinx.ext.intersphinx")
    app.connect("config-inited", others, priority=100)  # before intersphinx looks at its mapping
    return {"parallel_read_safe": True, "parallel_write_safe": True, "env_version": ENV_VERSION}
