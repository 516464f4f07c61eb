"""Every cell that states something opens on the words of a source, and leads to it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

QUOTE = re.compile(r'<q\b[^>]*>[^<]+</q> <cite><a href="(?:\.\./)?sources/[\w-]+\.html"')
STATED = re.compile(r"nq57-cell-(?:stated|partly|met|not-met)")
Cells = Callable[[str], Iterator[str]]


def pieces(html: str, tag: str) -> Iterator[str]:
    """Yield the elements of a name that hold none of their own."""
    return (found[0] for found in re.finditer(rf"<{tag}\b[^>]*>(?:(?!<{tag}\b).)*?</{tag}>", html, re.DOTALL))


def section(html: str, name: str) -> str:
    """Return a section of a page, '' where it has none."""
    start = html.find(f'id="{name}"')
    return html[start:].partition("</section>")[0] if start >= 0 else ""


def matrix(html: str) -> Iterator[str]:
    """Cells of coverage and conformity that are not empty, on their pages and those of provinces."""
    for table in re.findall(r'<table class="nq57-table nq57-grid">.*?</table>', html, re.DOTALL):
        yield from (cell for cell in pieces(table, "td") if STATED.search(cell))
    for row in re.findall(r'<ul class="nq57-gridrow">.*?</ul>', html, re.DOTALL):
        yield from (cell for cell in pieces(row, "li") if STATED.search(cell))


def tasks(html: str) -> Iterator[str]:
    """Rows of tasks, by their score."""
    return (row for row in pieces(html, "tr") if "nq57-missing" in row)


def statuses(html: str) -> Iterator[str]:
    """States of tasks that a source gives."""
    for row in tasks(html):
        yield from re.findall(r'<span class="nq57-related">(?:[^<]+)<details.*?</span>', row, re.DOTALL)


def figures(html: str) -> Iterator[str]:
    """Rows of figures."""
    return (row for row in pieces(html, "tr") if 'class="nq57-value"' in row)


def calculations(html: str) -> Iterator[str]:
    """Calculations done again: of the figure, and of each that enters it."""
    for row in pieces(html, "tr"):
        if "nq57-arithmetic" in row:
            yield row.partition("<td")[0]
            yield from row.rpartition("<td")[2].split("<br>")


def findings(html: str) -> Iterator[str]:
    """What rules found, for each thing it is about."""
    for listed in re.findall(r'<ul class="nq57-found">.*?</ul>', html, re.DOTALL):
        yield from (part for item in pieces(listed, "li") for part in item.split(" · "))


def committees(html: str) -> Iterator[str]:
    """The committee of a province, and its parts that somebody holds."""
    named = section(html, "_committee").partition("<dl")[0]
    if "<a " in named:
        yield named
    for part in pieces(section(html, "_committee"), "dd"):
        if "nq57-unknown" not in part:
            yield from part.split("<br>")


def people(html: str) -> Iterator[str]:
    """Offices held in a province."""
    return pieces(section(html, "_people"), "li")


def documents(html: str) -> Iterator[str]:
    """States of the documents of a province, and the steps that brought them there."""
    for row in pieces(section(html, "_documents"), "tr"):
        cells = list(pieces(row, "td"))
        if cells:
            yield cells[1]
            yield from (step for step in cells[2].split('<span class="nq57-related">')[1:])


def cascade(html: str) -> Iterator[str]:
    """Dated steps of the cascade, and the first act of each province."""
    rows = (row for row in pieces(html, "tr") if "nq57-delay" in row)
    return (row for row in rows if "nq57-unknown" not in next(pieces(row, "td")))


def timeline(html: str) -> Iterator[str]:
    """Events of the timeline."""
    return (item for item in pieces(html, "li") if "data-kind=" in item)


def asked(html: str) -> Iterator[str]:
    """What each one was asked for."""
    for listed in re.findall(r'<section class="nq57-asked".*?</section>', html, re.DOTALL):
        yield from pieces(listed, "li")


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, str]:
    """The pages of the site by name."""
    return {p.relative_to(site).as_posix(): p.read_text("utf-8") for p in sorted(site.rglob("*.html"))}


@pytest.mark.parametrize(
    ("cells", "least"),
    [
        (matrix, 70),
        (tasks, 300),
        (statuses, 10),
        (figures, 60),
        (calculations, 5),
        (findings, 40),
        (committees, 9),
        (people, 10),
        (documents, 30),
        (cascade, 15),
        (timeline, 15),
        (asked, 50),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_every_statement_opens_on_its_words(pages: dict[str, str], cells: Cells, least: int) -> None:
    """No statement is without the words of a source, and there are about as many as the texts make."""
    found = [(name, cell) for name, html in pages.items() for cell in cells(html)]
    assert [(name, re.sub(r"<[^>]+>", " ", cell)) for name, cell in found if not QUOTE.search(cell)] == []
    assert len(found) >= least
