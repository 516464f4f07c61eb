"""What many tests start from: a tiny knowledge base of their own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from tinykb import TinyKb

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
# A program of `make sbom`, with libraries that only a release needs.
collect_ignore = ["release"]
ARGUMENTS = ("no-sandbox", "disable-gpu", "disable-background-networking", "disable-sync", "no-first-run")


# The same examples on every run, none of them timed, nothing kept in the checkout.
settings.register_profile("nq57", deadline=None, derandomize=True, database=None)
settings.load_profile("nq57")


@pytest.fixture
def tiny(tmp_path: Path) -> TinyKb:
    """Return a knowledge base without a problem, in a folder of its own."""
    return TinyKb.below(tmp_path)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium, headless, once for all tests; without one the tests fail, they do not skip."""
    path = next((found for name in CHROMIUM if (found := shutil.which(name))), None)
    assert path, f"no browser: install one of {', '.join(CHROMIUM)}"
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=[f"--{name}" for name in ARGUMENTS])
        yield launched
        launched.close()
