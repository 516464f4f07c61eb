"""The builder of pages: Sphinx's own, with a frame that is drawn from what our layout shows and nothing else.

Sphinx makes a context of some sixty names for each page, tells its listeners, and looks for the folder of
each; the theme's listeners fill it with what no page of ours draws. Here a page is its body in its frame.

Between reading and writing Sphinx goes thirty times through each page for what it may hold: references that
only all pages together can resolve, code, pictures, objects of programs. Most prose holds none of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Set
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.build_phase import BuildPhase
from sphinx.util.docutils import LoggingReporter
from sphinx.util.nodes import make_refnode

Context = dict[str, Any]
# Parts of prose that say all they have to say once they are read; so does a reference within the site.
_PLAIN = frozenset(
    (
        nodes.document,
        nodes.section,
        nodes.title,
        nodes.paragraph,
        nodes.Text,
        nodes.inline,
        nodes.emphasis,
        nodes.strong,
        nodes.literal,
        nodes.bullet_list,
        nodes.enumerated_list,
        nodes.list_item,
        nodes.block_quote,
    )
)


class PageBuilder(StandaloneHTMLBuilder):
    """Writes pages as the extension fills and draws them."""

    alone: Callable[[str], bool]
    """Tells whether a page says its own title and contents: those of the prose are not drawn."""
    fill: Callable[[str, Context, nodes.document | None], None]
    """Adds to the context of a page what stands around its body."""
    draw: Callable[[Context], str]
    """Makes HTML of a context."""
    inventoried = False
    """Whether the facts of all notes are those of the last build, whose files are all here."""

    def init(self) -> None:
        """Begin without any folder or page."""
        super().init()
        self.folders: set[Path] = set()
        self.settled: dict[str, nodes.document] = {}

    def settle(self, name: str, doctree: nodes.document) -> None:
        """Resolve the links of a page to others; keep it where nothing is left to resolve."""
        for link in list(doctree.findall(addnodes.pending_xref)):
            if link["refdomain"] == "doc" and link["refexplicit"] and not link["reftargetid"]:
                self._lead(name, link)
        if all(_is_plain(node) for node in doctree.findall()):
            self.settled[name] = doctree

    def _lead(self, name: str, link: addnodes.pending_xref) -> None:
        """Lead to a page, as MyST would when all pages are read; it says so of one that is not there."""
        if link["reftarget"] in self.env.found_docs:
            words = nodes.inline(link.astext(), "", *link[0].children, classes=["std", "std-doc"])
            lead = make_refnode(self, name, link["reftarget"], "", words)
            if "reftitle" in link:
                lead["reftitle"] = link["reftitle"]
            link.replace_self(lead)

    def write_documents(self, docnames: Set[str]) -> None:
        """Write pages: those that are settled at once."""
        if self.parallel_ok:
            super().write_documents(docnames)
            return
        for name in sorted(docnames):
            doctree = self.settled.pop(name, None)
            if doctree is None:
                self.phase = BuildPhase.RESOLVING
                doctree = self.env.get_and_resolve_doctree(name, self, tags=self.tags)
                self.phase = BuildPhase.WRITING
                self.write_doc_serialized(name, doctree)  # its pictures
            else:
                self.phase = BuildPhase.WRITING
                doctree.reporter = LoggingReporter(str(self.env.doc2path(name)))
            self.write_doc(name, doctree)

    def get_doc_context(self, docname: str, body: str, metatags: str) -> Context:
        """Return the body of a page, with title and contents where the page has them from its prose."""
        return {"body": body} if self.alone(docname) else super().get_doc_context(docname, body, metatags)

    def handle_page(
        self,
        pagename: str,
        addctx: Context,
        templatename: str = "page.html",
        *,
        outfilename: Path | None = None,
        event_arg: Any = None,
    ) -> None:
        """Write a page: there is one template."""
        context = {**addctx, "pagename": pagename}
        self.fill(pagename, context, event_arg)
        path = outfilename or self.get_output_path(pagename)
        if path.parent not in self.folders:
            path.parent.mkdir(parents=True, exist_ok=True)
            self.folders.add(path.parent)
        path.unlink(missing_ok=True)  # the file that is there may be one of the site, too
        path.write_bytes(self.draw(context).encode("utf-8", "xmlcharrefreplace"))

    def get_outdated_docs(self) -> Iterator[str]:
        """Yield the pages that Sphinx holds for older than what they show: none, where prints decide."""
        return iter(()) if self.config.nq57_memory else super().get_outdated_docs()

    def dump_inventory(self) -> None:
        """Write the inventory of notes and records, unless it is written already."""
        if not self.inventoried:
            super().dump_inventory()


def _is_plain(node: nodes.Node) -> bool:
    return type(node) in _PLAIN or (type(node) is nodes.reference and bool(node.get("internal")))
