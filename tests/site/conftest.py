"""The real notes, built once, and a page that lets nothing pass unseen."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from nq57.build import Place, build_site
from tinykb import with_pages

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """The built site of the real notes, in a folder whose name needs escaping."""
    folder = tmp_path_factory.mktemp("thư mục #1")
    kb = Path(shutil.copytree(ROOT / "kb", folder / "kb"))
    made = Place(kb, ROOT / "docs", folder / "build")
    result = build_site(made)
    assert result.built, (*result.problems, *result.warnings)
    return made


@pytest.fixture(scope="session")
def site(place: Place) -> Path:
    """The folder of the built site."""
    return place.site


@pytest.fixture
def kb(tmp_path: Path) -> Path:
    """The tiny knowledge base with the plain pages of the real one."""
    return with_pages(Path(shutil.copytree(ROOT / "tests" / "kbs" / "tiny", tmp_path / "kb")))


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Return a function that opens a file without a network; any error or foreign request fails the test."""
    wrong: list[str] = []
    contexts = []

    def open_page(path: Path, after: str = "", width: int = 1280) -> Page:
        context = browser.new_context(offline=True, viewport={"width": width, "height": 900})
        contexts.append(context)
        page = context.new_page()
        page.on(
            "console", lambda said: wrong.append(said.text) if said.type in ("error", "warning") else None
        )
        page.on("pageerror", lambda error: wrong.append(str(error)))
        # What a reader leaves behind by going on is aborted, not missing.
        page.on(
            "requestfailed",
            lambda request: (
                request.failure == "net::ERR_ABORTED" or wrong.append(f"{request.url} {request.failure}")
            ),
        )
        page.on(
            "request",
            lambda request: None if request.url.startswith(("file:", "data:")) else wrong.append(request.url),
        )
        page.goto(path.as_uri() + after)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert wrong == []
