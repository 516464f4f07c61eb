"""The parser of prose: MyST's, made once, where MyST makes one for each page."""

from __future__ import annotations

from docutils import nodes
from markdown_it import MarkdownIt
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from myst_parser.parsers.mdit import create_md_parser
from myst_parser.parsers.sphinx_ import MystParser


class Prose(MystParser):
    """MyST for pages without front matter of their own: that of notes never comes here."""

    made: tuple[object, MarkdownIt] | None = None

    def parse(self, inputstring: str, document: nodes.document) -> None:
        """Parse a page into a document; one that sets options for itself is left to MyST."""
        if inputstring.startswith("---"):
            super().parse(inputstring, document)
            return
        config = document.settings.env.myst_config
        if Prose.made is None or Prose.made[0] is not config:
            made = create_md_parser(config, SphinxRenderer)
            Prose.made = config, made.disable("wordcount")  # no page tells how long it takes to read
        parser = Prose.made[1]
        parser.options["document"] = document
        parser.render(inputstring)
