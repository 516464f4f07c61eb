"""The page of the map in a browser, opened from a folder without a network, under a strict policy."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import networkx as nx
import pytest
from mapsite import write_map
from playwright.sync_api import Page, expect
from synthetic import FOCUS, LEVELS, graph, hub

from nq57.text import Date, show_date
from nq57.views.picture import Atlas, Node

Visit = Callable[..., Page]
NODES, EDGES = graph()
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the map of the made-up graph once."""
    return write_map(tmp_path_factory.mktemp("map"), NODES, EDGES)


def _status(page: Page) -> str:
    return page.locator(".nq-status").inner_text()


def test_the_map_says_how_much_it_shows(site: Path, visit: Visit) -> None:
    """At the start everything is shown and the focus is the note that the page names."""
    page = visit(site)
    expect(page.locator(".nq-status")).to_contain_text(
        "400 notes sur 400 et 1200 relations sur 1200 montrées."
    )
    expect(page.locator("[data-panel] h3")).to_have_text("57-NQ/TW")
    expect(page.locator(".nq-map canvas")).to_be_visible()


def test_t_leads_to_a_table_of_every_note_and_relation(site: Path, visit: Visit) -> None:
    """One key from the map, every note and every relation has its row, and the focus is on the heading."""
    page = visit(site)
    page.locator("[data-map]").press("t")
    assert page.locator("[data-table=notes] tbody tr").count() == len(NODES)
    assert page.locator("[data-table=relations] tbody tr").count() == len(EDGES)
    assert page.evaluate("() => document.activeElement.id") == "relations"


def test_a_kind_is_filtered_from_map_and_tables(site: Path, visit: Visit) -> None:
    """Without tasks neither the status, nor the tables, nor the list of neighbours holds one."""
    page = visit(site)
    page.locator("[name=kind][value=task]").uncheck()
    tasks = {node.id for node in NODES if node.kind == "task"}
    left = sum(not {edge.source, edge.target} & tasks for edge in EDGES)
    assert _status(page).startswith(
        f"{400 - len(tasks)} notes sur 400 et {left} relations sur 1200 montrées."
    )
    page.locator("[data-map]").press("t")
    assert page.locator("[data-table=notes] tbody tr").count() == 400 - len(tasks)
    assert page.locator("[data-table=relations] tbody tr").count() == left
    assert page.locator(".nq-stops .k-task").count() == 0


def test_a_family_filters_its_relations(site: Path, visit: Visit) -> None:
    """A family's box clears those of its relations; with one of them back it is half set."""
    page = visit(site)
    page.locator("[name=family][value=work]").uncheck()
    boxes = page.locator("[data-family=work] [name=relation]")
    assert [boxes.nth(i).is_checked() for i in range(boxes.count())] == [False] * boxes.count()
    assert " 954 relations sur 1200" in _status(page)
    page.locator("[data-family=work] summary").click()
    boxes.first.check()
    assert page.locator("[name=family][value=work]").evaluate("(box) => box.checked && box.indeterminate")


def test_words_find_without_marks(site: Path, visit: Visit) -> None:
    """Bare letters find Vietnamese ones, and Enter puts the best answer in focus."""
    page = visit(site)
    page.locator("[name=words]").fill("dak lak")
    page.locator("[data-map]").press("t")
    rows = page.locator("[data-table=notes] tbody tr")
    assert rows.count() >= 1
    assert all("Đắk Lắk" in text for text in rows.all_inner_texts())
    page.locator("[name=words]").press("Enter")
    expect(page.locator("[data-panel] h3")).to_have_text("Đắk Lắk")
    page.locator("[type=reset]").click()
    expect(page.locator(".nq-status")).to_contain_text("400 notes sur 400")


def test_no_answer_is_said(site: Path, visit: Visit) -> None:
    """Words that no note holds leave nothing, and the status says so."""
    page = visit(site)
    page.locator("[name=words]").fill("zzzz")
    assert (
        _status(page)
        == "0 notes sur 400 et 0 relations sur 1200 montrées. Aucune note ne répond à ces filtres."
    )


def test_a_heading_sorts_both_ways_and_unknown_stays_last(site: Path, visit: Visit) -> None:
    """Dates sort as dates, undated rows last in both directions, and the heading tells the order."""
    page = visit(site)
    page.locator("[data-map]").press("t")
    date = {node.id: str(node.date) if node.date else "" for node in NODES}
    expected = sorted(known for known in date.values() if known)
    heading = page.locator("[data-table=notes] th").nth(5)
    for way, order in (("ascending", expected), ("descending", expected[::-1])):
        heading.get_by_role("button").click()
        assert heading.get_attribute("aria-sort") == way
        ids = page.locator("[data-table=notes] tbody tr").evaluate_all(
            "(rows) => rows.map((r) => r.dataset.id)"
        )
        assert [date[name] for name in ids] == order + [""] * (len(NODES) - len(order))


@pytest.mark.parametrize(
    ("field", "value", "kept"),
    [
        ("level", "commune", lambda node: node.level == "commune"),
        ("year", "2025", lambda node: node.date is not None and node.date.year == 2025),
    ],
)
def test_a_field_narrows_map_and_tables(
    site: Path, visit: Visit, field: str, value: str, kept: Callable[[Node], bool]
) -> None:
    """One value leaves only its own notes, as many as its number said, and the address keeps it."""
    page = visit(site)
    count = sum(kept(node) for node in NODES)
    option = page.locator(f"[name={field}] option[value='{value}']")
    assert option.inner_text().endswith(f"({count})")
    page.locator(f"[name={field}]").select_option(value)
    assert _status(page).startswith(f"{count} notes sur 400")
    assert f"{field}={value}" in page.url
    page.locator("[data-map]").press("t")
    assert page.locator("[data-table=notes] tbody tr").count() == count


def test_arrows_reach_every_shown_note_and_enter_opens(site: Path, visit: Visit) -> None:
    """From the map, the right arrow passes every neighbour by name and comes round; Enter opens the link."""
    page = visit(site)
    page.locator("[data-map]").focus()
    stops = page.locator(".nq-stops a:not([data-table-link])")
    neighbours = {n.id for n in Atlas.of(NODES, EDGES, LEVELS).around(FOCUS, 61).nodes}
    assert stops.count() == len(neighbours)
    seen = set()
    for _ in range(stops.count()):
        page.keyboard.press("ArrowRight")
        seen.add(page.evaluate("() => document.activeElement.getAttribute('href')"))
    assert len(seen) == stops.count()
    page.keyboard.press("Home")
    href = page.evaluate("() => document.activeElement.getAttribute('href')")
    with page.expect_request(re.compile(re.escape(href.removeprefix("./")))):
        page.keyboard.press("Enter")


def test_space_takes_a_neighbour_as_focus_and_escape_leaves(site: Path, visit: Visit) -> None:
    """Space shows the neighbour's own relations, Escape goes from the list to the map and then past it."""
    page = visit(site)
    page.locator("[data-map]").focus()
    page.keyboard.press("ArrowDown")
    name = str(page.evaluate("() => document.activeElement.textContent"))
    page.keyboard.press("Space")
    expect(page.locator("[data-panel] h3")).to_have_text(name)
    assert page.url.rsplit("#", 1)[1].startswith("note=")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Escape")
    assert page.evaluate("() => document.activeElement.hasAttribute('data-map')")
    page.keyboard.press("Escape")
    assert page.evaluate("() => document.activeElement.id") == "notes"


def test_escape_leaves_without_a_focus(site: Path, visit: Visit) -> None:
    """With everything filtered away the keyboard still gets out of the map."""
    page = visit(site)
    page.locator("[name=words]").fill("zzzz")
    page.locator("[data-map]").focus()
    page.keyboard.press("Escape")
    assert page.evaluate("() => document.activeElement.id") == "notes"


def test_the_address_keeps_the_focus(site: Path, visit: Visit) -> None:
    """A page opened with a note in its address starts there."""
    page = visit(site, fragment="#note=task-3")
    label = next(node.label for node in NODES if node.id == "task-3")
    expect(page.locator("[data-panel] h3")).to_have_text(label)


def test_a_press_on_a_note_puts_it_in_focus(site: Path, visit: Visit) -> None:
    """A note of the mass answers to the pointer though vis-network does not hold it."""
    page = visit(site, width=1440)
    box = page.locator("[data-map]").bounding_box()
    assert box is not None
    found = set()
    for x in range(20, 200, 22):
        page.mouse.click(box["x"] + x, box["y"] + box["height"] * 0.78)
        found.add(page.locator("[data-panel] h3").inner_text())
    assert len(found) > 2


def test_the_wheel_scrolls_the_page_until_the_map_is_used(site: Path, visit: Visit) -> None:
    """A reader who scrolls past the map is not caught by it."""
    page = visit(site)
    page.locator("[data-map]").hover()
    before = page.evaluate("() => scrollY")
    page.mouse.wheel(0, 200)
    page.wait_for_function("(before) => scrollY > before", arg=before)


def test_the_same_picture_at_each_load_and_another_in_the_dark(site: Path, visit: Visit) -> None:
    """Two loads give the same pixels; the dark theme repaints."""
    first = visit(site).locator(".nq-map canvas").screenshot()
    page = visit(site)
    assert page.locator(".nq-map canvas").screenshot() == first
    page.evaluate("() => { document.documentElement.dataset.theme = 'dark'; }")
    page.wait_for_timeout(200)
    assert page.locator(".nq-map canvas").screenshot() != first


def test_a_hub_and_hostile_labels_run_nothing(tmp_path: Path, visit: Visit) -> None:
    """Notes named like markup are lines of text, in the list, in the tables and in what is saved."""
    nodes, edges = hub(100)
    evil = "=<img src=x onerror=alert(1)></script>\"']]>&lt;<script>document.title='x'</script>"
    page = visit(write_map(tmp_path, [replace(node, label=evil, title=evil) for node in nodes], edges))
    expect(page.locator(".nq-stops a")).to_have_count(62)
    assert page.locator(".nq-stops a").first.inner_text() == evil
    page.locator("[data-map]").press("t")
    assert page.locator(".nq-graph img, .nq-graph script").count() == 0
    assert page.title() == "t"
    drawn = ET.fromstring(_saved(page, "svg"))
    assert {link.findtext(f"{SVG}title") for link in drawn.findall(f"{SVG}a")} == {evil}
    known = {f"{SVG}{name}" for name in ("svg", "rect", "text", "path", "g", "a", "title")}
    assert {element.tag for element in drawn.iter()} <= known
    labels = set(nx.get_node_attributes(nx.parse_graphml(_saved(page, "graphml").decode()), "label").values())
    assert labels == {evil}
    rows = list(csv.DictReader(io.StringIO(_saved(page, "notes").decode("utf-8-sig"))))
    assert {row["label"] for row in rows} == {f"'{evil}"}


def _saved(page: Page, act: str) -> bytes:
    if not page.locator(".nq-files[open]").count():
        page.locator(".nq-files summary").click()
    with page.expect_download() as download:
        page.locator(f"[data-act={act}]").click()
    return Path(download.value.path()).read_bytes()


@pytest.mark.parametrize("focus", [FOCUS, "org-3"])
def test_names_of_a_saved_map_never_meet(site: Path, tmp_path: Path, visit: Visit, focus: str) -> None:
    """Lanes, dates and notes are named where there is room, and a note without room keeps its title."""
    page = visit(site, fragment=f"#note={focus}")
    (tmp_path / "map.svg").write_bytes(_saved(page, "svg"))
    page.goto((tmp_path / "map.svg").as_uri())
    boxes = page.locator("svg text").evaluate_all(
        "(all) => all.map((t) => t.getBoundingClientRect()).map((b) => [b.left, b.top, b.right, b.bottom])"
    )
    assert len(boxes) > len(LEVELS) + 5
    meet = [
        (a, b)
        for i, a in enumerate(boxes)
        for b in boxes[:i]
        if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] - 1 and b[1] < a[3] - 1
    ]
    assert meet == []


def test_of_a_larger_hub_the_rest_is_said_and_left_to_the_table(tmp_path: Path, visit: Visit) -> None:
    """Sixty of three hundred neighbours are drawn, and a link leads to all of them."""
    page = visit(write_map(tmp_path, *hub(300)))
    assert _status(page).endswith("57-NQ/TW : 60 relations sur 300 dessinées.")
    more = page.locator(".nq-stops a", has_text="et 240 de plus")
    more.click()
    expect(page.locator("[data-table=relations] tbody tr")).to_have_count(300)


@pytest.mark.parametrize("width", [320, 375, 768, 1440])
def test_the_page_is_never_wider_than_the_screen(site: Path, visit: Visit, width: int) -> None:
    """Only the table scrolls sideways, in its own box."""
    page = visit(site, width)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width


def test_one_relation_at_a_time(site: Path, visit: Visit) -> None:
    """A press on a relation of the focus leaves its own lines, and the address keeps it."""
    page = visit(site)
    chip = page.locator(".nq-chips button").nth(1)
    count = int(chip.locator("small").inner_text())
    chip.click()
    assert f"57-NQ/TW : {count} relations sur" in _status(page)
    assert "only=" in page.url


def test_a_link_shows_the_same_again(site: Path, visit: Visit) -> None:
    """Filters, focus and question are read from the address: the second page shows what the first did."""
    page = visit(site)
    page.locator("[name=kind][value=figure]").uncheck()
    page.locator("[name=level]").select_option("politburo")
    said, address = _status(page), page.url
    again = visit(site, fragment=f"#{address.partition('#')[2]}")
    assert _status(again) == said
    assert not again.locator("[name=kind][value=figure]").is_checked()


@pytest.mark.parametrize(
    "fragment",
    [
        "%",
        "%E0%A4%A",
        "note=%",
        "hide=%E0%A4%A&depth=99",
        "ask=path&to=nobody",
        "level=__proto__",
        "year=NaN",
        "note=<script>",
    ],
)
def test_an_address_that_is_none_of_ours_does_no_harm(site: Path, visit: Visit, fragment: str) -> None:
    """The map is there, says how much it shows, and nothing fails."""
    page = visit(site, fragment=f"#{fragment}")
    expect(page.locator(".nq-status")).to_contain_text("notes sur 400")


def test_arrows_and_label_boxes_decide_as_told(site: Path, visit: Visit) -> None:
    """Up and down change lanes to the nearest stop, the ends go round; a label without room has no box."""
    page = visit(site)
    stops = [{"level": level, "x": x} for level, x in ((0, 0), (0, 50), (1, 0), (1, 60), (2, 9))]

    def goes(at: int, key: str) -> int:
        return int(page.evaluate("([o, at, key]) => nq57GraphWalk.next(o, at, key)", [stops, at, key]))

    downs = [goes(1, "ArrowDown"), goes(2, "ArrowUp"), goes(3, "ArrowDown"), goes(4, "ArrowDown")]
    assert downs == [3, 0, 4, 4]
    assert [goes(4, "ArrowRight"), goes(0, "ArrowLeft"), goes(2, "x")] == [0, 4, -1]
    sheet = {"left": 0, "top": 0, "right": 100, "bottom": 40}
    call = "([at, taken, page]) => nq57GraphWalk.labelBox(at, 40, 16, taken, page)"
    spot = {"x": 20, "y": 20, "r": 4}
    assert page.evaluate(call, [spot, [], sheet])["left"] == 28
    assert page.evaluate(call, [spot, [sheet], sheet]) is None


def test_a_date_is_said_as_in_the_notes(site: Path, visit: Visit) -> None:
    """The scripts write dates as Python does, in the three languages, whole and in part."""
    page = visit(site)
    dates = [Date(2025), Date(2025, 3), Date(2025, 3, 1), Date(2024, 12, 22)]
    for language in ("vi", "fr", "en"):
        months = [show_date(Date(2000, month), language) for month in range(1, 13)]
        packed = [(date.year * 13 + (date.month or 0)) * 32 + (date.day or 0) for date in dates]
        call = "([all, data]) => all.map((one) => nq57GraphModel.date(one, data))"
        said = page.evaluate(call, [packed, {"language": language, "months": months}])
        assert said == [show_date(date, language) for date in dates]
