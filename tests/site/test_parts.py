"""Long tables stand on several pages: every row once, in order, each page within its measure."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import nq57.views.parts
from nq57.build import Place, build_site
from nq57.views.parts import LISTS, ROWS, parts

ROOT = Path(__file__).parents[2]


def _values(view: str, counts: list[int]) -> dict[str, object]:
    key, inner = LISTS[view]
    if inner:
        groups = [
            {"name": str(at), inner: [(at, row) for row in range(count)]} for at, count in enumerate(counts)
        ]
        return {key: groups, "title": "kept"}
    return {key: list(range(sum(counts))), "title": "kept"}


def _rows(view: str, values: dict[str, object]) -> list[object]:
    key, inner = LISTS[view]
    items = values[key]
    assert isinstance(items, list)
    return [row for item in items for row in item[inner]] if inner else items


@pytest.mark.parametrize("view", ["tasks", "timeline", "index", "cascade"])
@pytest.mark.parametrize("counts", [[], [1], [ROWS], [ROWS, 1], [700, 700, 700], [3 * ROWS + 7, 2]])
def test_every_row_stands_on_one_page(view: str, counts: list[int]) -> None:
    """In order, at most so many a page; what is not the list goes to every page."""
    values = _values(view, counts)
    pages = list(parts(view, "", values, "tables"))
    assert [row for _, page in pages for row in _rows(view, page)] == _rows(view, values)
    assert all(len(_rows(view, page)) <= ROWS and page["title"] == "kept" for _, page in pages)
    assert len(pages) == 1 or sum(counts) > ROWS


def test_pages_lead_to_one_another() -> None:
    """From the first to the last and back, by names that no other view of the page has."""
    pages = dict(parts("tasks", "late", _values("tasks", [2 * ROWS + 1]), "tasks-late"))
    assert list(pages) == ["tasks-late", "tasks-late.tasks-late-2", "tasks-late.tasks-late-3"]
    ways = [(page["part"]["before"], page["part"]["after"]) for page in pages.values()]
    assert ways == [
        ("", "tasks-late.tasks-late-2.html"),
        ("tasks-late.html", "tasks-late.tasks-late-3.html"),
        ("tasks-late.tasks-late-2.html", ""),
    ]


def test_without_a_page_a_view_is_whole() -> None:
    """A bundle shows all rows that it holds at once."""
    ((name, page),) = parts("tasks", "", _values("tasks", [5 * ROWS]), "")
    assert (name, len(_rows("tasks", page)), page["part"]["count"]) == ("", 5 * ROWS, 1)


def test_the_tasks_asked_of_one_are_not_parted() -> None:
    """Who is asked for more than a page holds stands on a page alone."""
    rows = [{"ways": [{"tasks": list(range(count))}]} for count in (400, 400, 400, 2500, 1)]
    pages = [page["rows"] for _, page in parts("asked", "", {"rows": rows}, "asked")]
    assert pages == [rows[:2], rows[2:3], rows[3:4], rows[4:]]


def test_a_site_leads_through_its_tables(kb: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each page of a table is there and leads to the others; of fewer rows fewer pages stay."""
    monkeypatch.setattr(nq57.views.parts, "ROWS", 1)
    first = kb / "meetings" / "first-meeting.md"
    others = [first.with_stem(name) for name in ("second-meeting", "third-meeting")]
    for other in others:
        other.write_bytes(first.read_bytes())
    place = Place(kb, ROOT / "docs", tmp_path / "build")
    assert build_site(place, jobs=1).built
    names = ["index.html", "index.index-meetings-2.html", "index.index-meetings-3.html"]
    meetings = place.site / "meetings"
    assert sorted(path.name for path in meetings.glob("index*")) == names
    ways = [
        re.findall(r'rel="(?:prev|next)" href="\.\./meetings/([^"]*)"', _text(meetings / name))
        for name in names
    ]
    assert [list(dict.fromkeys(found)) for found in ways] == [[names[1]], [names[0], names[2]], [names[1]]]
    for name, note in zip(names, (first, *others), strict=True):
        assert _text(meetings / name).count("<h1") == 1
        assert f'<th scope="row"><a href="../meetings/{note.stem}.html"' in _text(meetings / name)
    others[1].unlink()
    assert build_site(place, jobs=1).built
    assert sorted(path.name for path in meetings.glob("index*")) == names[:2]


def _text(path: Path) -> str:
    return path.read_text("utf-8")
