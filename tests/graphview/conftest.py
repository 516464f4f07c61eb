"""A browser that may open files and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Return a function that opens a file; at the end, any error or request beyond files fails the test."""
    wrong: list[str] = []
    pages = []

    def open_page(path: Path, width: int = 1280, fragment: str = "") -> Page:
        page = browser.new_page(viewport={"width": width, "height": 900})
        page.context.set_offline(True)
        page.on("request", lambda request: None if _local(request.url) else wrong.append(request.url))
        page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(path.as_uri() + fragment)
        pages.append(page)
        return page

    yield open_page
    for page in pages:
        page.close()
    assert wrong == []


def _local(url: str) -> bool:
    return url.startswith(("file:", "data:", "blob:"))
