"""The pages of a built site as a bundle shows them: its own views, and no link that leads nowhere."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape, unescape

# The pages are our own builds': escaped, balanced, in double quotes. Only these tags matter here; to take
# a page apart wholly would cost ten times as much.
_TAGS = re.compile(r"<!--.*?-->|<(/?)(a|div|svg)\b([^>\"]*(?:\"[^\"]*\"[^>\"]*)*)>", re.DOTALL)
_ATTRIBUTES = re.compile(r'([\w:-]+)="([^"]*)"')
_SWITCH = re.compile(r'<nav class="nq57-languages".*?</nav>\n?', re.DOTALL)
_ALTERNATE = re.compile(r'<link rel="alternate" hreflang=[^>]*>\n?')
_IMAGES = re.compile(r'<(?:img|source)\b[^>]*? src="([^"]+)"')
_LEADS = ("href", "xlink:href")
_NOT_KEPT = (*_LEADS, "title", "class", "rel", "hreflang", "target")
VIEW = "data-nq57-view"


@dataclass
class Rewriter:
    """Copies a page as it is, but for three things.

    What stands in an element with ``data-nq57-view`` is made anew by ``view`` (its words, split); a link to a
    page that ``held`` does not hold becomes its text, marked as found in the full site; and the way to the
    other languages is ``switch``, to those of the bundle.
    """

    page: str  # its path from the root
    held: frozenset[str]
    view: Callable[[list[str]], str]
    note: str  # says where an outside page is
    switch: str = ""
    images: set[str] = field(default_factory=set)  # what is shown, by its path from the root

    def rewritten(self, html: str) -> str:
        """Return the page rewritten."""
        html = _ALTERNATE.sub("", html)
        self.images |= {self.path(unescape(found)) for found in _IMAGES.findall(html)}
        out: list[str] = []
        links: list[str] = []  # how each open link is closed
        at = drawn = skipping = 0
        for tag in _TAGS.finditer(html):
            closing, name, attributes = tag.groups()
            if skipping:
                skipping += (name == "div") * (-1 if closing else 1)
                if not skipping:
                    at = tag.start()
                continue
            out.append(html[at : tag.start()])
            at = tag.end()
            drawn += (name == "svg") * (-1 if closing else 1)
            if name == "a":
                out.append(links.pop() if closing else self.link(tag[0], attributes, links, drawn > 0))
                continue
            out.append(tag[0] if name else "")
            if name == "div" and (asked := dict(_ATTRIBUTES.findall(attributes)).get(VIEW)) is not None:
                out.append(self.rewritten(self.view(unescape(asked).split())))
                skipping = 1
        return _SWITCH.sub(lambda _: self.switch, "".join([*out, html[at:]]))

    def link(self, tag: str, attributes: str, links: list[str], drawn: bool) -> str:
        """Return the start of a link, or of what stands for one that would be dead; say how it is closed."""
        values = dict(_ATTRIBUTES.findall(attributes))
        if not self.is_dead(next((unescape(values[name]) for name in _LEADS if name in values), "")):
            links.append("</a>")
            return tag
        name = "g" if drawn else "span"
        links.append(f"</{name}>")
        kept = "".join(f' {key}="{value}"' for key, value in values.items() if key not in _NOT_KEPT)
        classes = f"{values.get('class', '')} nq57-outside".strip()
        note = escape(self.note)
        if drawn:  # in a picture a title is an element
            return f'<g class="{classes}"{kept}><title>{note}</title>'
        return f'<span class="{classes}" title="{note}"{kept}>'

    def is_dead(self, address: str) -> bool:
        """Tell whether an address leads to a file of the site that the bundle does not hold."""
        path = address.partition("#")[0].partition("?")[0]
        if not path or ":" in path.partition("/")[0]:
            return False
        return self.path(path) not in self.held

    def path(self, address: str) -> str:
        """Return where an address of this page leads, from the root."""
        return posixpath.normpath(posixpath.join(posixpath.dirname(self.page), address))
