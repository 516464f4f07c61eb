"""Where the rules would fail, Sphinx alone lets no secret, no script and no foreign address through."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import invented
import pytest
from laying import HERE, SECRET, Case, Place, corpus

from nq57 import build
from nq57.corpus import Corpus, read_corpus
from nq57.problems import Code
from nq57.views import extension
from tinykb import with_pages

ROOT = HERE.parents[1]
SKIPPED = (Code.BAD_MARKDOWN, Code.DANGLING, Code.EMPTY_NOTE)  # what the rules of prose say
FOREIGN = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:|//|\\\\)", re.IGNORECASE)


def _alone(case: Case) -> bool:
    return (
        len(case.files) == 1 and not case.large and re.fullmatch(r"documents/[a-z0-9-]+\.md", case.paths[0])
    )


@pytest.fixture(scope="module")
def unruled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages that Sphinx makes of hostile prose when nobody stops it."""
    place = Place(tmp_path_factory.mktemp("unruled"))
    shutil.copytree(ROOT / "tests" / "kbs" / "tiny", place.kb)
    with_pages(place.kb)
    place.hide_secrets()
    for case in (*corpus(), *invented.cases()):
        if _alone(case) and "letter" not in case.name:
            place.lay(case)
    for path in {p.path for p in read_corpus(place.kb).problems if p.code not in SKIPPED}:
        (place.kb / path).unlink(missing_ok=path.startswith("documents/"))

    def unruled_corpus(root: Path, *more: Any) -> Corpus:
        return replace(read_corpus(root, *more), problems=())

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(extension, "read_corpus", unruled_corpus)
        built = build.Place(place.kb, ROOT / "docs", place.root / "build")
        result = build.build_site(built)
    assert len(result.warnings) > 100  # Sphinx was asked for what it does not give
    (work,) = built.own("work").iterdir()
    return work / "html"


def test_no_secret_is_copied(unruled: Path) -> None:
    """No image, download, inclusion or table brings a file of the machine into the site."""
    files = [path for path in sorted(unruled.rglob("*")) if path.is_file()]
    assert len(files) > 300
    assert [path for path in files if SECRET.encode() in path.read_bytes()] == []


class Addresses(HTMLParser):
    """The addresses of a page, and whatever could run in it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.loaded: list[str] = []
        self.linked: list[str] = []
        self.active: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the addresses of an element, and its handlers."""
        for name, value in attrs:
            if name in ("src", "data", "poster", "srcset", "action") or (tag == "link" and name == "href"):
                self.loaded.append(value or "")
            elif name == "href":
                self.linked.append(value or "")
            elif name.startswith("on"):
                self.active.append(name)
        if tag in ("iframe", "object", "embed", "base", "style"):
            self.active.append(tag)
        # A data block is not run: it is what the page says to programs.
        if tag == "script" and "src" not in dict(attrs) and ("type", "application/ld+json") not in attrs:
            self.active.append("script")


def test_no_page_loads_or_leads_elsewhere(unruled: Path) -> None:
    """No element loads from another place, no link has another scheme, and nothing in a page can run."""
    wrong = []
    assert len(list(unruled.glob("documents/*.html"))) > 300
    for path in sorted(unruled.glob("documents/*.html")):
        page = Addresses(path.read_text("utf-8"))
        wrong += [(path.name, a) for a in page.loaded if FOREIGN.match(a) and not a.startswith("data:image/")]
        wrong += [
            (path.name, a)
            for a in page.linked
            if FOREIGN.match(a) and not a.startswith(("https://", "mailto:"))
        ]
        wrong += [(path.name, active) for active in page.active]
    assert wrong == []
