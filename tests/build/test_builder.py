"""What the builder of pages leaves out changes no page: Sphinx, asked to do all of it, writes the same."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

import pytest
from docutils import nodes
from places import differences, small_place, tree

from nq57.build import build_site
from nq57.place import Place
from nq57.views.builder import PageBuilder

PLAIN = """
Un lien vers [la *résolution*](../documents/57-nq-tw.md), vers [une province](hung-yen.md "celle-ci"), vers
[sa tâche](../documents/57-nq-tw.md#t1), et `du code` de la résolution 57-NQ/TW.

## Un titre

- un **mot**
- une liste

> Une citation.
"""
OTHERS = """
```json
{"a": 1}
```

Un dépôt : <https://github.com/sphinx-doc/sphinx>, et [](../documents/57-nq-tw.md).
"""


def _place(folder: Path, prose: str) -> Place:
    place = small_place(folder)
    note = place.kb / "provinces/hung-yen.md"
    note.write_text(note.read_text("utf-8") + prose, "utf-8")
    return place


@pytest.mark.parametrize(("prose", "plain"), [(PLAIN, True), (OTHERS, False)])
def test_a_page_is_settled_only_where_sphinx_has_nothing_left_to_do(
    tmp_path: Path, prose: str, plain: bool
) -> None:
    """Prose of words and links is; code, other sites, links without words are not: the bytes are the same."""
    settled: list[str] = []
    settle = PageBuilder.settle

    def watched(self: PageBuilder, name: str, doctree: nodes.document) -> None:
        settle(self, name, doctree)
        settled.extend(self.settled.keys())

    place, other = _place(tmp_path / "one", prose), _place(tmp_path / "other", prose)
    with patch.object(PageBuilder, "settle", watched):
        result = build_site(place)
    with patch.object(PageBuilder, "settle", lambda *_: None):
        build_site(other)
    assert (result.problems, result.warnings) == ((), ())
    assert ("provinces/hung-yen" in settled) == plain
    assert "documents/57-nq-tw" in settled
    assert differences(tree(place.site), tree(other.site)) == []
