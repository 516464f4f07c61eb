"""What is kept of docutils' settings is what the libraries make; when they change, this tells."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

import myst_parser.mdit_to_docutils.base as myst
import pytest
import sphinx.util.docutils
from docutils.frontend import Values
from myst_parser.parsers.sphinx_ import MystParser
from places import small_place

from nq57.build import build_site
from nq57.views import settings

DEFAULTS = {"traceback": True, "language_code": "fr", "report_level": 3}


def _made(defaults: dict[str, object]) -> dict[str, object]:
    found = sphinx.util.docutils._get_settings(MystParser(), defaults=defaults, read_config_files=True)
    return _plain(found)


def _plain(found: Values) -> dict[str, object]:
    """Return settings as plain values; what a document depends on is a list of its own, and empty."""
    assert found.record_dependencies.list == []
    return {**vars(found), "record_dependencies": None}


def test_kept_settings_are_those_that_are_made() -> None:
    """With the same defaults, and with others after them, kept settings say what new ones do."""
    others = {**DEFAULTS, "report_level": 2}
    plain = [_made(DEFAULTS), _made(others), _plain(myst.make_document().settings)]
    with settings.kept_settings():
        again = [_made(DEFAULTS), _made(DEFAULTS), _made(others), _plain(myst.make_document().settings)]
    assert [again[0], *again[1:]] == [plain[0], *plain]


def test_a_change_of_one_page_is_not_seen_by_the_next() -> None:
    """Each page has settings of its own."""
    with settings.kept_settings():
        first = sphinx.util.docutils._get_settings(MystParser(), defaults=DEFAULTS)
        first.env = object()
        first.record_dependencies.add("picture.png")
        again = sphinx.util.docutils._get_settings(MystParser(), defaults=DEFAULTS)
        assert not hasattr(again, "env")
        assert again.record_dependencies.list == []


@pytest.mark.parametrize("name", ["_made", "_document"])
def test_the_libraries_still_ask_for_what_is_kept(tmp_path: Path, name: str) -> None:
    """A build calls both functions through the names that are replaced, and makes settings once or twice."""
    made = getattr(settings, name)
    calls: list[str] = []

    def counted(*arguments: object, **more: object) -> object:
        calls.append(name)
        return made(*arguments, **more)

    with patch.object(settings, name, counted):
        assert build_site(small_place(tmp_path), jobs=1).built
    assert 1 <= len(calls) <= 3
