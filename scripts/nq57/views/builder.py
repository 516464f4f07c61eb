"""Sphinx's HTML builder for pages whose fingerprints say when they are drawn anew."""

from __future__ import annotations

from collections.abc import Iterator

from sphinx.builders.html import StandaloneHTMLBuilder


class Pages(StandaloneHTMLBuilder):
    """Writes what was read; where one of our builds goes on, all else is as that left it."""

    settled = False
    """Whether the facts of all notes are those of the last build, whose files are all here."""

    def get_outdated_docs(self) -> Iterator[str]:
        """Yield the pages that Sphinx holds for older than what they show: none, where prints decide."""
        return iter(()) if self.config.nq57_memory else super().get_outdated_docs()

    def dump_inventory(self) -> None:
        """Write the inventory of notes and records, unless it is written already."""
        if not self.settled:
            super().dump_inventory()
