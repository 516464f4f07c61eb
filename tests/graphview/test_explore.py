"""A note's picture turned into a view one walks in: from a folder, without network, under a strict policy."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import networkx as nx
import pytest
from mapsite import write_note
from playwright.sync_api import Page, expect
from synthetic import LEVELS, graph, hub

from nq57.views.picture import LIMIT, Atlas

Visit = Callable[..., Page]
NODES, EDGES = graph()
SVG = "{http://www.w3.org/2000/svg}"
ATLAS = Atlas.of(NODES, EDGES, LEVELS)
SMALL = next(n.id for n in NODES if n.kind == "document" and 4 < len(ATLAS.around(n.id, 999).nodes) < 30)
PLACES = """() => {
  const rows = [...document.querySelectorAll('.nq-nbh a[href$=".html"], .nq-nbh .focus')];
  const sheet = document.querySelector('.nq-nbh > svg').getBoundingClientRect();
  return Object.fromEntries(rows.map((row) => {
    const matrix = row.querySelector('svg > use').getScreenCTM();
    const name = row.dataset.focus ?? row.getAttribute('href').replace(/^.*[/]|[.]html$/g, '');
    return [name, [matrix.e - sheet.left, matrix.f - sheet.top]];
  }));
}"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the page of one note once."""
    return write_note(tmp_path_factory.mktemp("note"), NODES, EDGES, SMALL)


def _explore(page: Page) -> Page:
    page.get_by_role("button", name="Explore").press("Enter")
    expect(page.locator(".nq-explore [data-map] canvas")).to_be_visible()
    return page


def _stops(page: Page) -> list[str]:
    hrefs = page.locator(".nq-stops a[href]:not([data-table-link])").evaluate_all(
        "(all) => all.map((a) => a.getAttribute('href'))"
    )
    return [_name(href) for href in hrefs]


def test_nothing_of_the_view_is_loaded_before_the_press(site: Path, visit: Visit) -> None:
    """The page comes with the small script alone; the library comes with the press, once."""
    page = visit(site)
    loaded = "() => [...document.scripts].map((s) => s.src.replace(/^.*[/]/, ''))"
    assert page.evaluate(loaded) == ["graph-open.js"]
    _explore(page)
    assert page.evaluate(loaded).count("vis-network.min.js") == 1


def test_the_view_opens_with_the_notes_of_the_picture_at_their_places(site: Path, visit: Visit) -> None:
    """The same notes, each at the pixel where the picture has it."""
    page = visit(site)
    places = page.evaluate(PLACES)
    _explore(page)
    assert set(_stops(page)) == {node.id for node in ATLAS.around(SMALL).nodes} == set(places)
    drawn = ET.fromstring(_saved(page, "svg"))
    moved = {
        _name(link.get("href", "")): [float(n) for n in re.findall(r"[\d.]+", link.get("transform", ""))]
        for link in drawn.findall("{http://www.w3.org/2000/svg}a")
    }
    assert moved.keys() == places.keys()
    apart = [abs(a - b) for name, at in places.items() for a, b in zip(at, moved[name], strict=True)]
    assert max(apart) < 1


def _name(href: str) -> str:
    return re.sub(r"^.*/|\.html$", "", href)


def _saved(page: Page, act: str) -> bytes:
    if not page.locator(".nq-files[open]").count():
        page.locator(".nq-files summary").click()
    with page.expect_download() as download:
        page.locator(f"[data-act={act}]").click()
    return Path(download.value.path()).read_bytes()


def test_lines_run_as_in_the_picture_and_behind_no_name(site: Path, visit: Visit) -> None:
    """The saved view has a branch for each line that the picture draws, none of which passes its note."""
    page = visit(site)
    branches = page.locator(".nq-nbh > svg > a > g").count()
    drawn = ET.fromstring(_saved(_explore(page), "svg"))
    lines = [group for group in drawn.findall(f"{SVG}g") if group.find(f"{SVG}title") is not None]
    assert len(lines) == branches
    ends = {float(at) for line in lines for at in re.findall(r"H([\d.]+)", line[1].get("d", ""))}
    places = {float(re.findall(r"[\d.]+", link.get("transform", ""))[0]) for link in drawn.findall(f"{SVG}a")}
    assert all(any(abs(end - place) < 10 for place in places) for end in ends)


def test_t_leads_from_the_picture_to_its_table(site: Path, visit: Visit) -> None:
    """One key from the picture, before anything is explored, its table is open and in focus."""
    page = visit(site)
    page.locator(".nq-nbh a").first.focus()
    page.keyboard.press("t")
    assert page.evaluate("() => document.activeElement.id") == "_ties"
    expect(page.locator("#_ties")).to_be_visible()


def test_depth_two_goes_on_and_stops_at_hubs(site: Path, visit: Visit) -> None:
    """Depth 2 shows neighbours of neighbours but opens no hub; the address keeps the depth."""
    page = _explore(visit(site))
    first = set(_stops(page))
    page.locator("[name=depth][value='2']").check()
    second = set(_stops(page))
    assert first < second
    hub_limit = page.evaluate("() => nq57GraphQueries.HUB")
    degree = {name: len(found) for name, found in ATLAS.incident.items()}
    through = {
        end
        for name in first
        if degree[name] <= hub_limit or name == SMALL
        for node in ATLAS.around(name).nodes
        for end in (node.id,)
    }
    assert second == through
    assert "depth=2" in page.url
    assert set(_stops(_again(visit, site, page))) == second


def _again(visit: Visit, site: Path, page: Page) -> Page:
    other = visit(site, fragment=f"#{page.url.partition('#')[2]}")
    expect(other.locator(".nq-explore [data-map] canvas")).to_be_visible()
    return other


def test_a_neighbour_opens_in_place_by_the_keyboard_and_folds_again(site: Path, visit: Visit) -> None:
    """Space on a neighbour adds its own neighbours, Space again takes them away; the address follows."""
    page = _explore(visit(site))
    before = _stops(page)
    page.keyboard.press("Home")
    name = _focused(page)
    if name == SMALL:
        page.keyboard.press("ArrowRight")
        name = _focused(page)
    page.keyboard.press("Space")
    assert set(_stops(page)) == set(before) | {node.id for node in ATLAS.around(name).nodes}
    assert _focused(page) == name
    assert f"open={name}" in page.url
    page.keyboard.press("Space")
    assert _stops(page) == before


def _focused(page: Page) -> str:
    href = str(page.evaluate("() => document.activeElement.getAttribute('href')"))
    return _name(href)


def test_enter_opens_the_note_and_escape_goes_back_to_the_picture(site: Path, visit: Visit) -> None:
    """Escape leaves the list, then the view; the picture is there again with its button in focus."""
    page = _explore(visit(site))
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Escape")
    assert page.evaluate("() => document.activeElement.hasAttribute('data-map')")
    page.keyboard.press("Escape")
    expect(page.locator("figure.nq-nbh")).to_be_visible()
    assert page.locator(".nq-explore").count() == 0
    assert page.evaluate("() => document.activeElement.textContent") == "Explore"
    assert "#explore" not in page.url
    _explore(page)
    page.keyboard.press("End")
    href = page.evaluate("() => document.activeElement.getAttribute('href')")
    with page.expect_request(re.compile(re.escape(href.removeprefix("./")))):
        page.keyboard.press("Enter")


def test_filters_narrow_the_view_and_its_tables(site: Path, visit: Visit) -> None:
    """Without one kind no note of it is left, in the list or in the tables, but the note itself."""
    page = _explore(visit(site))
    page.locator(".nq-filter-box summary").first.click()
    kinds = {node.id: node.kind for node in NODES}
    kind = next(kinds[name] for name in _stops(page) if kinds[name] != "document")
    page.locator(f"[name=kind][value={kind}]").uncheck()
    left = _stops(page)
    assert kind not in {kinds[name] for name in left}
    page.locator("[data-map]").press("t")
    assert page.locator("[data-table=notes] tbody tr").count() == len(left)
    rows = page.locator("[data-table=relations] tbody tr").evaluate_all(
        "(all) => all.map((r) => [r.dataset.from, r.dataset.to])"
    )
    assert {end for row in rows for end in row} == set(left)


def test_a_hub_is_capped_and_says_how_many_are_left(tmp_path: Path, visit: Visit) -> None:
    """Of 1,150 neighbours the view shows as many as the picture, and says how many it leaves."""
    page = _explore(visit(write_note(tmp_path, *hub(1150))))
    assert len(_stops(page)) == LIMIT
    expect(page.locator(".nq-status")).to_contain_text("39 notes liées sur 1150 montrées")
    assert page.locator("[data-table-link]").inner_text() == "et 1111 de plus"


def test_what_is_shown_is_saved_as_it_is_shown(site: Path, visit: Visit) -> None:
    """GraphML holds the notes and relations of the view, CSV their names, SVG their links."""
    page = _explore(visit(site))
    stops = set(_stops(page))
    net = nx.parse_graphml(_saved(page, "graphml").decode())
    assert set(net.nodes) == stops
    drawn = ET.fromstring(_saved(page, "svg"))
    links = drawn.findall("{http://www.w3.org/2000/svg}a")
    assert {_name(link.get("href", "")) for link in links} == stops
    rows = list(csv.DictReader(io.StringIO(_saved(page, "notes").decode("utf-8-sig"))))
    assert {row["id"] for row in rows} == stops
    lines = list(csv.DictReader(io.StringIO(_saved(page, "relations").decode("utf-8-sig"))))
    assert len(lines) == net.number_of_edges() > 0
    assert _saved(page, "png").startswith(b"\x89PNG")


@pytest.mark.parametrize("value", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", "＝1+1"])
def test_no_cell_is_a_formula(site: Path, visit: Visit, value: str) -> None:
    """A cell that a spreadsheet would compute is text."""
    page = _explore(visit(site))
    cell = page.evaluate("(value) => nq57GraphExport.cell(value)", value)
    assert next(csv.reader([cell]))[0].startswith("'")


def test_on_paper_the_view_is_a_drawing_with_links(site: Path, visit: Visit) -> None:
    """Before printing, the canvas gives way to vectors with a link for each note; after, it comes back."""
    page = _explore(visit(site))
    count = len(_stops(page))
    page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".nq-paper svg a[href]").count() == count
    page.evaluate("() => dispatchEvent(new Event('afterprint'))")
    assert page.locator(".nq-paper").count() == 0


@pytest.mark.parametrize("width", [375, 768, 1440])
def test_the_view_is_never_wider_than_the_screen(site: Path, visit: Visit, width: int) -> None:
    """Only the tables scroll sideways, in their own box."""
    page = _explore(visit(site, width))
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width
