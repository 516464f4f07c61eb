"""The second lock: what prose becomes in Sphinx holds no file, address or markup that the rules refuse.

The rules stop such a note before Sphinx starts. This stands where they would fail, for Sphinx copies any file
that an image or a download names, and writes any address that a directive gives.
"""

from __future__ import annotations

import re

from docutils import nodes
from sphinx import addnodes

_IMAGE = re.compile(r"[\w-]+\.(?:png|jpe?g|gif|webp)\Z")
_SCHEME = re.compile(r"[\s\x00-\x1f]*(?:[A-Za-z][A-Za-z0-9+.-]*:|[/\\]{2})")
_OUTSIDE = ("https://", "mailto:")


def close(doctree: nodes.document) -> None:
    """Take raw markup, pictures of other places, downloads and foreign addresses out of a page's tree."""
    for raw in list(doctree.findall(nodes.raw)):
        raw.parent.remove(raw)
    for image in list(doctree.findall(nodes.image)):
        if not _IMAGE.match(image["uri"]):
            image.replace_self(nodes.Text(image.get("alt", "")))
    for kept in list(doctree.findall(addnodes.download_reference)):
        kept.replace_self(kept.children)
    for link in list(doctree.findall(nodes.reference)):
        address = str(link.get("refuri", ""))
        if _SCHEME.match(address) and not address.startswith(_OUTSIDE):
            link.replace_self(link.children)
