"""The scripts of the search as the pages load them."""

from __future__ import annotations

import gzip
import re
import shutil
from pathlib import Path

from playwright.sync_api import Browser

from nq57.search import Entry, build
from nq57.views.scripts import BUNDLES, PRIVATE, join

STATIC = Path(__file__).parents[2] / "docs/_static"


def test_a_page_loads_eight_kilobytes_of_script(tmp_path: Path) -> None:
    """Engine and interface together are small: a first visit on a slow line waits for them."""
    shutil.copytree(STATIC, tmp_path / "_static")
    join(tmp_path / "_static")
    sizes = {name: len(gzip.compress((tmp_path / "_static" / name).read_bytes())) for name in BUNDLES}
    assert {name: size for name, size in sizes.items() if size > 8192} == {}


def test_a_private_name_is_said_in_no_string() -> None:
    """The names that are shortened are no words that a page, a reader or the index know."""
    for path in STATIC.glob("search*.js"):
        for said in re.findall(r"([\"'`])((?:(?!\1).)*)\1", path.read_text("utf-8")):
            assert not {*re.findall(r"\w+", said[1])} & PRIVATE.keys(), said
    assert not {*re.findall(rb'"(\w+)":', build((), ())["root.js"])} & {name.encode() for name in PRIVATE}


def test_joined_scripts_search(browser: Browser, tmp_path: Path, entries: tuple[Entry, ...]) -> None:
    """The joined and shortened scripts find by number, phrase and with a slip as the readable ones do."""
    shutil.copytree(STATIC, tmp_path / "_static")
    join(tmp_path / "_static")
    (tmp_path / "_search").mkdir()
    for name, content in build(entries, ()).items():
        (tmp_path / "_search" / name).write_bytes(content)
    form = '<form role="search" class="nq57-search" data-root="" action="search.html"><input name="q"></form>'
    script = '<script defer src="_static/search.js"></script>'
    (tmp_path / "index.html").write_text(f"<!doctype html><title>t</title>{script}{form}", "utf-8")
    with browser.new_context(offline=True) as context:
        page = context.new_page()
        page.goto((tmp_path / "index.html").as_uri())
        for query, found in {"57 nq tw": 4, '"steering committee"': 2, "breakthruoghs": 1}.items():
            page.locator("input").fill(query)
            page.wait_for_selector("[role=option]")
            assert page.locator("[role=option]:not(.nq57-search-all)").count() == found
            page.locator("input").fill("")
            page.wait_for_selector(".nq57-search-panel", state="hidden")
