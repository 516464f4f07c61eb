"""The page of the map in a browser, opened from a folder without a network, under a strict policy."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from mapsite import write_map
from playwright.sync_api import Page, expect
from synthetic import FOCUS, LEVELS, graph, hub

from nq57.views.picture import Atlas

Visit = Callable[..., Page]
NODES, EDGES = graph()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the map of the made-up graph once."""
    return write_map(tmp_path_factory.mktemp("map"), NODES, EDGES)


def _status(page: Page) -> str:
    return page.locator("[data-status]").inner_text()


def test_the_map_says_how_much_it_shows(site: Path, visit: Visit) -> None:
    """At the start everything is shown and the focus is the note that the page names."""
    page = visit(site)
    expect(page.locator("[data-status]")).to_contain_text(
        "400 of 400 notes and 1200 of 1200 relations shown."
    )
    expect(page.locator("[data-panel] h3")).to_have_text("57-NQ/TW")
    expect(page.locator(".nq-map canvas")).to_be_visible()


def test_the_tables_are_there_without_a_script(site: Path, tmp_path: Path, visit: Visit) -> None:
    """Without a script there is no empty map and no dead form, but every note and relation."""
    bare = tmp_path / "bare.html"
    for sheet in ("page.css", "graph.css"):
        shutil.copy(site.with_name(sheet), tmp_path)
    bare.write_text(re.sub(r"<script.*?</script>", "", site.read_text(encoding="utf-8")), encoding="utf-8")
    page = visit(bare)
    assert page.locator("[data-table=notes] tbody tr:visible").count() == len(NODES)
    assert page.locator("[data-table=relations] tbody tr:visible").count() == len(EDGES)
    assert not page.locator("form").is_visible()
    assert not page.locator("[data-map]").is_visible()


def test_a_kind_is_filtered_from_map_and_tables(site: Path, visit: Visit) -> None:
    """Without tasks neither the status, nor the tables, nor the list of neighbours holds one."""
    page = visit(site)
    page.locator("[name=kind][value=task]").uncheck()
    tasks = {node.id for node in NODES if node.kind == "task"}
    left = sum(not {edge.source, edge.target} & tasks for edge in EDGES)
    assert _status(page).startswith(f"{400 - len(tasks)} of 400 notes and {left} of 1200 relations shown.")
    assert page.locator("[data-table=notes] tbody tr:visible").count() == 400 - len(tasks)
    assert page.locator("[data-table=relations] tbody tr:visible").count() == left
    assert page.locator(".nq-stops .k-task").count() == 0


def test_a_family_filters_its_relations(site: Path, visit: Visit) -> None:
    """A family's box clears those of its relations; with one of them back it is half set."""
    page = visit(site)
    page.locator("[name=family][value=work]").uncheck()
    boxes = page.locator("[data-family=work] [name=relation]")
    assert [boxes.nth(i).is_checked() for i in range(boxes.count())] == [False] * boxes.count()
    assert " 954 of 1200" in _status(page)
    page.locator("[data-family=work] summary").click()
    boxes.first.check()
    assert page.locator("[name=family][value=work]").evaluate("(box) => box.checked && box.indeterminate")


def test_words_find_without_marks(site: Path, visit: Visit) -> None:
    """Bare letters find Vietnamese ones, and Enter puts the best answer in focus."""
    page = visit(site)
    page.locator("[name=words]").fill("dak lak")
    rows = page.locator("[data-table=notes] tbody tr:visible")
    assert rows.count() >= 1
    assert all("Đắk Lắk" in text for text in rows.all_inner_texts())
    page.keyboard.press("Enter")
    expect(page.locator("[data-panel] h3")).to_have_text("Đắk Lắk")
    page.locator("[type=reset]").click()
    expect(page.locator("[data-status]")).to_contain_text("400 of 400")


def test_no_answer_is_said(site: Path, visit: Visit) -> None:
    """Words that no note holds leave nothing, and the status says so."""
    page = visit(site)
    page.locator("[name=words]").fill("zzzz")
    assert _status(page) == "0 of 400 notes and 0 of 1200 relations shown. No note answers to these filters."


def test_level_narrows_the_map(site: Path, visit: Visit) -> None:
    """One level leaves only its own notes."""
    page = visit(site)
    page.locator("[name=level]").select_option("commune")
    count = sum(node.level == "commune" for node in NODES)
    assert _status(page).startswith(f"{count} of 400")


def test_a_heading_sorts_both_ways_and_unknown_stays_last(site: Path, visit: Visit) -> None:
    """Dates sort as dates, undated rows last in both directions, and the heading tells the order."""
    page = visit(site)
    rows = "[...document.querySelectorAll('[data-table=notes] tbody tr')]"
    dates = f"() => {rows}.map((row) => row.cells[4].dataset.key)"
    expected = sorted(str(node.date) for node in NODES if node.date)
    heading = page.locator("[data-table=notes] th").nth(4)
    for way, order in (("ascending", expected), ("descending", expected[::-1])):
        heading.get_by_role("button").click()
        assert heading.get_attribute("aria-sort") == way
        assert page.evaluate(dates) == order + [""] * (len(NODES) - len(order))


def test_arrows_reach_every_shown_note_and_enter_opens(site: Path, visit: Visit) -> None:
    """From the map, the right arrow passes every neighbour by name and comes round; Enter opens the link."""
    page = visit(site)
    page.locator("[data-map]").focus()
    stops = page.locator(".nq-stops a")
    neighbours = {n.id for n in Atlas.of(NODES, EDGES, LEVELS).around(FOCUS, 999).nodes}
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
    """Three hundred neighbours named like markup are three hundred lines of text."""
    nodes, edges = hub(300)
    evil = "<img src=x onerror=alert(1)></script><script>document.title='x'</script>"
    page = visit(write_map(tmp_path, [replace(node, label=evil, title=evil) for node in nodes], edges))
    expect(page.locator(".nq-stops a")).to_have_count(301)
    assert page.locator(".nq-stops a").first.inner_text() == evil
    assert page.locator(".nq-graph img, .nq-graph script").count() == 0
    assert page.title() == "t"


def test_of_a_larger_hub_the_rest_is_said_and_left_to_the_table(tmp_path: Path, visit: Visit) -> None:
    """Three hundred of three hundred and ten neighbours are drawn, and a link leads to all of them."""
    page = visit(write_map(tmp_path, *hub(310)))
    assert _status(page).endswith("57-NQ/TW: 300 of 310 relations drawn.")
    more = page.locator(".nq-stops a", has_text="and 10 more")
    assert more.get_attribute("href") == "#relations"


@pytest.mark.parametrize("width", [320, 375, 768, 1440])
def test_the_page_is_never_wider_than_the_screen(site: Path, visit: Visit, width: int) -> None:
    """Only the table scrolls sideways, in its own box."""
    page = visit(site, width)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width


def test_arrows_and_label_boxes_decide_as_told(site: Path, visit: Visit) -> None:
    """Up and down change lanes to the nearest stop, the ends go round; a label without room has no box."""
    page = visit(site)
    order = [{"point": {"level": level, "x": x}} for level, x in ((0, 0), (0, 50), (1, 0), (1, 60), (2, 9))]

    def goes(at: int, key: str) -> int:
        return int(page.evaluate("([o, at, key]) => nq57GraphCore.next(o, at, key)", [order, at, key]))

    assert [goes(1, "ArrowDown"), goes(2, "ArrowUp"), goes(3, "ArrowDown"), goes(4, "ArrowDown")] == [
        3,
        0,
        4,
        4,
    ]
    assert [goes(4, "ArrowRight"), goes(0, "ArrowLeft"), goes(2, "x")] == [0, 4, -1]
    sheet = {"left": 0, "top": 0, "right": 100, "bottom": 40}
    call = "([at, taken, page]) => nq57GraphCore.labelBox(at, 40, 16, taken, page)"
    spot = {"x": 20, "y": 20, "r": 4}
    assert page.evaluate(call, [spot, [], sheet])["left"] == 28
    assert page.evaluate(call, [spot, [sheet], sheet]) is None
