"""All hostile and broken notes: refused with their line, or built into pages where nothing runs or leaks.

The cases of ``corpus.jsonl`` and those of ``invented.py`` go through the real command; what it lets pass is
built into one site, and every page of it is opened in the browser.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

import invented
import pytest
from laying import ENVIRONMENT, HERE, SECRET, Case, Place, corpus
from playwright.sync_api import Browser, Page

from tinykb import with_pages

ROOT = HERE.parents[1]
CORPUS = corpus()
ALL = (*CORPUS, *invented.cases())
NAMES = [ascii(case.name) for case in ALL]
MEGABYTES = 500
BROKEN = re.compile(r"Traceback|\w+Error\b|Extension error|Segmentation fault", re.MULTILINE)


@dataclass(frozen=True)
class Checked:
    """What ``nq57 check`` did with a case; ``code`` is None where this file system refused the names."""

    code: int | None
    said: str = ""
    megabytes: int = 0


def knowledge_base(kb: Path, pages: bool = True) -> None:
    """Lay the tiny knowledge base, with the plain pages of the real one where a site is built of it."""
    shutil.copytree(ROOT / "tests" / "kbs" / "tiny", kb)
    if pages:
        with_pages(kb)


def batches() -> list[list[int]]:
    """Return the cases that share a knowledge base: those of the corpus and large ones have one alone.

    What is refused for its files alone goes together, and what is let pass: a fault hides no other.
    """
    shared: dict[str, list[int]] = {"refused": [], "built": []}
    alone = []
    for number, case in enumerate(ALL):
        if case.large or number < len(CORPUS):
            alone.append([number])
        else:
            shared[case.expect].append(number)
    return [*alone, *shared.values()]


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> list[Checked]:
    """What the command said of every case."""
    folder = tmp_path_factory.mktemp("hostile")
    places = [Place(folder / str(n)) for n in range(len(batches()))]
    laid = {
        number: _laid(place, number)
        for place, batch in zip(places, batches(), strict=True)
        for number in batch
    }
    command = [sys.executable, str(HERE / "check_all.py"), *(str(place.kb) for place in places)]
    run = subprocess.run(command, capture_output=True, encoding="utf-8", cwd=folder, check=True)
    done = {}
    for line in run.stdout.splitlines():
        said = json.loads(line)
        batch = batches()[said.pop("number")]
        for number in batch:
            done[number] = Checked(**said) if len(batch) == 1 else _own(ALL[number], said)
    return [done[number] if laid[number] else Checked(None) for number in range(len(ALL))]


def _laid(place: Place, number: int) -> bool:
    """Lay a case, and tell whether this file system takes its names."""
    if not place.kb.exists():
        knowledge_base(place.kb, pages=False)
        place.hide_secrets()
    try:
        place.lay(ALL[number])
    except OSError:
        return False
    return True


def _own(case: Case, said: dict[str, Any]) -> Checked:
    """Return what was said of one case of many: the lines that name its files."""
    starts = tuple(f"{_shown(path)}:" for path in case.paths)
    lines = [line for line in said["said"].splitlines() if line.partition("/kb/")[2].startswith(starts)]
    end = "" if lines else f"{said['said'].count(chr(10))} notes, 0 problems"
    whole = said["code"] in (0, 1) and not BROKEN.search(said["said"])
    return Checked(
        int(bool(lines)) if whole else said["code"], "\n".join([*lines, end]) + "\n", said["megabytes"]
    )


@pytest.mark.parametrize(("case", "number"), [*zip(ALL, range(len(ALL)), strict=True)], ids=NAMES)
def test_refused_with_its_line_or_let_pass(case: Case, number: int, checked: list[Checked]) -> None:
    """The outcome is the one expected; a refusal names the file and a line, and nothing ever breaks."""
    got = checked[number]
    if got.code is None:
        assert sys.platform != "linux"  # there, every name can be written
        return
    assert not BROKEN.search(got.said), got.said
    assert got.code in {"refused": (1,), "built": (0,), "either": (0, 1)}[case.expect], got.said[:2000]
    assert got.megabytes < MEGABYTES
    if got.code:
        lines = got.said.splitlines()[:-1]
        assert all(re.search(r":[1-9][0-9]*: [a-z-]+: ..", line) for line in lines), lines
        shown = [_shown(path) for path in case.paths]
        assert any(path in line for path in shown for line in lines), lines
    else:
        assert got.said.endswith(" notes, 0 problems\n")


def _shown(path: str) -> str:
    """Return a path as a message prints it."""
    path = path.replace("@@XSS@@", "kbx(1)")
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in path)


@dataclass(frozen=True)
class Built:
    """The site of all that was let pass, and its cases."""

    place: Place
    passed: tuple[Case, ...]

    @property
    def site(self) -> Path:
        """The built site."""
        return self.place.root / "build" / "site"


@pytest.fixture(scope="module")
def built(checked: list[Checked], tmp_path_factory: pytest.TempPathFactory) -> Built:
    """One site of every case that the check let pass."""
    place = Place(tmp_path_factory.mktemp("passed"))
    knowledge_base(place.kb)
    place.hide_secrets()
    passed = tuple(case for case, got in zip(ALL, checked, strict=True) if got.code == 0)
    for case in passed:
        place.lay(case)
    command = [sys.executable, "-c", "import sys; from nq57.cli import main; sys.exit(main())"]
    command += ["--kb", "kb", "site", "--docs", str(ROOT / "docs"), "--build", "build"]
    run = subprocess.run(
        command,
        cwd=place.root,
        env={**os.environ, "KB_CANARY_ENV": ENVIRONMENT},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert not BROKEN.search(run.stdout + run.stderr)
    return Built(place, passed)


def test_much_is_let_pass(built: Built) -> None:
    """The site holds the plain notes among the cases: nothing here is proved by refusing all."""
    assert len(built.passed) > 100
    assert all(case in built.passed for case in ALL if case.expect == "built")


def test_no_secret_of_the_machine_is_published(built: Built) -> None:
    """No file of the site holds a secret, a path of the build machine or a link out of it."""
    needles = [SECRET, ENVIRONMENT, str(built.place.kb), str(built.place.root / "build"), str(ROOT)]
    for path in sorted(built.site.rglob("*")):
        assert not path.is_symlink(), path
        content = path.read_bytes() if path.is_file() else b""
        assert not [needle for needle in needles if needle.encode() in content], path
    assert not (built.place.root / "ran").exists()


@dataclass
class Watch:
    """A page that tells what it did: scripts that ran, dialogs, errors, and all that it asked for."""

    page: Page
    happened: list[str]

    def go(self, address: str) -> str:
        """Open a page, set off what is in it, and return its text."""
        self.page.goto(address)
        return str(self.page.evaluate(SET_OFF))


SET_OFF = """() => {
  for (const one of document.querySelectorAll("*"))
    for (const {name} of one.attributes)
      if (name.startsWith("on")) one.dispatchEvent(new Event(name.slice(2)));
  for (const one of document.querySelectorAll("a"))
    if (/^\\s*(javascript|data|vbscript):/i.test(one.href)) one.click();
  return document.documentElement.textContent + document.title;
}"""


@pytest.fixture
def watch(browser: Browser) -> Iterator[Watch]:
    """Return a page under watch; anything that it did fails the test."""
    happened: list[str] = []
    context = browser.new_context()
    context.expose_function("kbx", lambda told: happened.append(f"script ran: {told}"))
    page = context.new_page()
    page.on("dialog", lambda dialog: (happened.append(dialog.message), dialog.dismiss()))
    page.on("pageerror", lambda error: happened.append(str(error)))
    page.on(
        "request", lambda asked: asked.url.startswith(("file:///", "data:")) or happened.append(asked.url)
    )
    page.on("console", lambda said: happened.append(said.text) if said.type == "error" else None)
    yield Watch(page, happened)
    context.close()
    assert happened == []


def test_nothing_runs_and_nothing_leaves(built: Built, watch: Watch) -> None:
    """Every page of the site is opened from its file: no script of a note runs, no request leaves."""
    for path in sorted(built.site.rglob("*.html")):
        watch.go(path.as_uri())
        assert watch.happened == [], path


def test_a_link_that_leaves_says_so(built: Built) -> None:
    """Links of prose to other sites say it in words, and take neither opener nor referrer with them."""
    pages = "".join(path.read_text("utf-8") for path in sorted(built.site.glob("documents/*.html")))
    links = re.findall(r'<a [^>]*href="https?://.*?</a>', pages, re.DOTALL)
    assert len(links) > 400
    wrong = [
        link
        for link in links
        if "(autre site)" not in link or 'rel="noopener noreferrer external"' not in link
    ]
    assert wrong == []


def test_what_is_let_pass_keeps_its_words(built: Built) -> None:
    """The words of plain notes stand in their pages as they were written."""
    for case in built.passed:
        page = built.site / case.paths[0].replace(".md", ".html")
        text = unescape(re.sub(r"<[^>]*>", "", page.read_text("utf-8"))) if case.shows else ""
        assert [words for words in case.shows if words not in text] == [], case.name


TYPED = (
    *(
        "<img src=x onerror=kbx(1)>",
        '"><script>kbx(1)</script>',
        "javascript:kbx(1)",
        "__proto__",
        "constructor",
    ),
    *("%E0%A4%A", "a" * 5000, *(case.asked for case in ALL if case.asked)),
)


def test_words_of_a_search_are_words(built: Built, watch: Watch) -> None:
    """What is typed or stands in an address, and the titles that it finds, are shown as text."""
    search = (built.site / "search.html").as_uri()
    for words in TYPED:
        watch.go(f"{search}?q={words}")
        watch.page.wait_for_selector("#nq57-results li, #nq57-results p, [role=status]:not(:empty)")
        watch.page.evaluate(SET_OFF)
    for words in TYPED[:6]:
        watch.go((built.site / "graph.html").as_uri() + f"?{words}#{words}")
