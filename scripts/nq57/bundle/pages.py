"""The pages of a built site as a bundle shows them: its own views, and no link that leads nowhere."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from html import escape
from html.parser import HTMLParser

VIEW = "data-nq57-view"
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)


class Rewriter(HTMLParser):
    """Copies a page as it is, but for two things.

    What stands in an element with ``data-nq57-view`` is made anew by ``view`` (its words, split), and a link
    to a page that ``held`` does not hold becomes its text, marked as found in the full site.
    """

    def __init__(self, page: str, held: frozenset[str], view: Callable[[list[str]], str], note: str) -> None:
        """``page`` is the page's path from the root; ``note`` says where an outside page is."""
        super().__init__(convert_charrefs=False)
        self.page, self.held, self.view, self.note = page, held, view, note
        self.out: list[str] = []
        self.skipping = 0
        self.open_links: list[bool] = []

    def rewritten(self, html: str) -> str:
        """Return the page rewritten."""
        self.feed(html)
        self.close()
        return "".join(self.out)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Copy a tag, replace a view, drop a dead link."""
        if self.skipping:
            self.skipping += tag not in _VOID
            return
        values = dict(attrs)
        if tag == "a":
            dead = self.is_dead(values)
            self.open_links.append(dead)
            if dead:
                self.out.append(f'<span class="nq57-outside" title="{escape(self.note)}">')
                return
        self.out.append(self.get_starttag_text() or "")
        words = values.get(VIEW)
        if words is not None:
            shown = self.view(words.split())
            self.out.append(Rewriter(self.page, self.held, self.view, self.note).rewritten(shown))
            self.skipping = 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Copy a tag that closes itself."""
        self.write(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        """Copy an end tag; the one that ends a view ends the skipping."""
        if self.skipping:
            self.skipping -= tag not in _VOID
            if self.skipping:
                return
        if tag == "a" and self.open_links and self.open_links.pop():
            self.out.append("</span>")
            return
        self.out.append(f"</{tag}>")

    def is_dead(self, values: dict[str, str | None]) -> bool:
        """Tell whether a link leads to a page of the site that the bundle does not hold."""
        href = values.get("href") or values.get("xlink:href") or ""
        path = href.partition("#")[0].partition("?")[0]
        if not path or ":" in path.partition("/")[0]:
            return False
        return posixpath.normpath(posixpath.join(posixpath.dirname(self.page), path)) not in self.held

    def write(self, text: str) -> None:
        """Copy text unless it stands in a view that is made anew."""
        if not self.skipping:
            self.out.append(text)

    def handle_data(self, data: str) -> None:
        """Copy text."""
        self.write(data)

    def handle_entityref(self, name: str) -> None:
        """Copy an entity."""
        self.write(f"&{name};")

    def handle_charref(self, name: str) -> None:
        """Copy a character reference."""
        self.write(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        """Leave comments out."""

    def handle_decl(self, decl: str) -> None:
        """Copy the document type."""
        self.write(f"<!{decl}>")
