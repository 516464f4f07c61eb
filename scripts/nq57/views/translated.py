"""How Sphinx comes by the translations of prose, and how what is not translated is marked.

Sphinx looks for compiled catalogs by their dates, keeps what it once read, and puts it together anew for each
page. It is given ours instead, read from ``docs/locale`` by content: nothing is compiled on disk, and a
change is seen by whoever builds twice.
"""

from __future__ import annotations

import gettext
import io
from collections.abc import Mapping

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from docutils import nodes
from sphinx.locale import translators
from sphinx.util.nodes import extract_messages

from nq57.model import Note, sentences
from nq57.translations import Translations

UNTRANSLATED = "nq57-untranslated"
_LANGUAGE = "language-fr"  # of which the writer makes lang="fr"
_FRENCH = [_LANGUAGE, UNTRANSLATED]
_NAMESPACE = "general"  # where Sphinx looks
_SPHINX = "sphinx"  # the catalog of Sphinx's own words


class _Given(gettext.GNUTranslations):
    """A catalog that was given to Sphinx, and is taken back before the next build."""


def give(translations: Translations) -> None:
    """Let Sphinx translate the pages that it reads from now on; what an earlier build gave is forgotten."""
    for key in [key for key, catalog in translators.items() if isinstance(catalog, _Given)]:
        del translators[key]
    for domain, words in translations.catalogs.items():
        if words and domain != _SPHINX:
            catalog = Catalog(charset="utf-8")
            for french, translation in words.items():
                catalog.add(french, translation)
            compiled = io.BytesIO()
            write_mo(compiled, catalog)
            compiled.seek(0)
            translators[_NAMESPACE, domain] = _Given(compiled)


def ask(doctree: nodes.document, note: Note) -> None:
    """Add the French phrases of a note's fields to what a translator is asked for, after its prose."""
    for _, text in sentences(note):
        phrase = nodes.paragraph(text, text)
        phrase.source, phrase.line = doctree["source"], 1
        phrase.uid = ""  # type: ignore[attr-defined]  # without one Sphinx takes it for a copy
        doctree += phrase


def mark(doctree: nodes.document, words: Mapping[str, str]) -> None:
    """Mark as French the paragraphs and headings that have no translation, and code, which needs none."""
    for code in doctree.findall(nodes.literal_block):
        code["classes"].append(_LANGUAGE)
    known = {*words, *words.values()}  # the words of an image are those shown by now
    for node, french in list(extract_messages(doctree)):
        if french in known:
            continue
        if isinstance(node, nodes.title):  # its words are borrowed by tables of contents: they bring the mark
            inside = nodes.inline("", "", *node.children, classes=list(_FRENCH))
            node.children = []
            node += inside
        else:
            node["classes"] += _FRENCH


def is_marked(title: nodes.Node) -> bool:
    """Tell whether a title holds French that nobody has translated."""
    return any(UNTRANSLATED in inside["classes"] for inside in title.findall(nodes.inline))
