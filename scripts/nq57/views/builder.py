"""The builder of pages: Sphinx's own, with a frame that is drawn from what our layout shows and nothing else.

Sphinx makes a context of some sixty names for each page, tells its listeners, and looks for the folder of
each; the theme's listeners fill it with what no page of ours draws. Here a page is its body in its frame.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.builders.html import StandaloneHTMLBuilder

Context = dict[str, Any]


class PageBuilder(StandaloneHTMLBuilder):
    """Writes pages as the extension fills and draws them."""

    alone: Callable[[str], bool]
    """Tells whether a page says its own title and contents: those of the prose are not drawn."""
    fill: Callable[[str, Context, nodes.document | None], None]
    """Adds to the context of a page what stands around its body."""
    draw: Callable[[Context], str]
    """Makes HTML of a context."""
    settled = False
    """Whether the facts of all notes are those of the last build, whose files are all here."""

    def init(self) -> None:
        """Begin without any folder."""
        super().init()
        self.folders: set[Path] = set()

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
        if not self.settled:
            super().dump_inventory()
