"""The settings of docutils, made once for a build: made anew twice for each page they were a fifteenth of it.

Sphinx makes the parser of settings for each page, from some eighty options and from files that it looks for,
and MyST a document of its own beside, which it never uses. Neither has a way in its interface to keep them,
so both functions are replaced while a build runs; ``tests/build/test_settings.py`` tells when the libraries
have changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import myst_parser.mdit_to_docutils.base
import sphinx.util.docutils
from docutils import nodes
from docutils.frontend import Values
from docutils.utils import DependencyList, new_document

_made = sphinx.util.docutils._get_settings
_document = myst_parser.mdit_to_docutils.base.make_document


def _own(values: Values) -> Values:
    """Return settings for one document: what it depends on is its own."""
    own = values.copy()
    own.record_dependencies = DependencyList()
    return own


@contextmanager
def kept_settings() -> Iterator[None]:
    """Keep the settings while a build runs, for parsers and defaults that are the same."""
    kept: dict[tuple[object, ...], tuple[Mapping[str, Any], Values]] = {}
    unused: list[nodes.document] = []

    def settings(*components: Any, defaults: Mapping[str, Any], read_config_files: bool = False) -> Values:
        kinds = (*(part if isinstance(part, type) else type(part) for part in components), read_config_files)
        known, values = kept.get(kinds, ({}, None))
        if values is None or known != defaults:
            values = _made(*components, defaults=defaults, read_config_files=read_config_files)
            kept[kinds] = dict(defaults), values
        return _own(values)

    def document(*arguments: Any) -> nodes.document:
        if arguments:
            return _document(*arguments)
        if not unused:
            unused.append(_document())
        return new_document("notset", _own(unused[0].settings))

    with (
        patch.object(sphinx.util.docutils, "_get_settings", settings),
        patch.object(myst_parser.mdit_to_docutils.base, "make_document", document),
    ):
        yield
