"""The drawing of a neighbourhood: links with titles, labels that never meet, text that stays text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from mapsite import write_page
from playwright.sync_api import Page
from synthetic import FOCUS, LEVELS, graph, hub, texts

from nq57.text import Date
from nq57.views.picture import LIMIT, Atlas, Edge, Node
from nq57.views.svg import draw, neighbourhood

HOSTILE = "\"><script>alert(1)</script>&lt;'\u2028]]>"


def test_every_neighbour_is_a_link_with_a_title() -> None:
    """Each shown neighbour is one link under the prefix, whose title begins with its label."""
    picture = Atlas.of(*hub(30), LEVELS).around(FOCUS)
    links = _links(draw(picture, texts(), "../"))
    assert {link.get("href") for link in links} == {"../" + node.url for node in picture.nodes[1:]}
    titles = {link.findtext("title", "") for link in links}
    assert all(any(title.startswith(node.label) for title in titles) for node in picture.nodes[1:])


def test_a_hub_leads_to_its_table_for_the_rest() -> None:
    """The folds name how many are left, level by level, and all lead to the table."""
    picture = Atlas.of(*hub(300), LEVELS).around(FOCUS)
    links = _links(draw(picture, texts(), "", more="#all"))
    folds = [link for link in links if link.get("href") == "#all"]
    assert [fold.findtext("text") for fold in folds] == [f"and {n} more" for _, n in picture.folded]
    assert len(links) - len(folds) == LIMIT - 1


def test_a_note_without_relations_has_no_drawing() -> None:
    """Nothing is drawn where there is nothing to show."""
    nodes, _ = hub(1)
    assert neighbourhood(FOCUS, nodes, [], LEVELS, texts(), "") == ""


def test_each_family_has_its_own_line_and_the_legend_names_those_used() -> None:
    """Families differ by class, hence by dash, and the legend holds one sample of each."""
    figure = ET.fromstring(draw(Atlas.of(*graph(), LEVELS).around(FOCUS), texts(), ""))
    used = {group.get("class", "").split()[0] for group in figure.findall("svg/a/g")}
    samples = {sample.get("class") for sample in figure.iterfind("figcaption//svg")}
    assert len(used) > 1
    assert used <= samples


def test_what_a_text_mentions_adds_no_line_to_what_is_declared() -> None:
    """One line where a note declares and its text mentions; the other direction keeps its own."""
    nodes, _ = hub(1)
    declared, mentioned = Edge("n0", FOCUS, "implements", "declared"), Edge("n0", FOCUS, "cites", "found")
    back = Edge(FOCUS, "n0", "cites", "found")
    for edges, count in (([mentioned], 1), ([declared, mentioned], 1), ([declared, mentioned, back], 2)):
        (link,) = _links(neighbourhood(FOCUS, nodes, edges, LEVELS, texts(), ""))
        assert len(link.findall("g")) == count


def test_an_arrow_stands_at_the_target() -> None:
    """A relation of the focus points to the neighbour, one of the neighbour points to the focus."""
    nodes, _ = hub(2)
    edges = [Edge(FOCUS, "n0", "cites", "declared"), Edge("n1", FOCUS, "cites", "declared")]
    links = _links(neighbourhood(FOCUS, nodes, edges, LEVELS, texts(), ""))
    arrows = {link.get("href", "")[-7:]: link.find("g/use") for link in links}
    assert {name: use.get("href") for name, use in arrows.items() if use is not None} == {
        "n0.html": "#_to",
        "n1.html": "#_from",
    }


def test_what_a_note_says_stays_text() -> None:
    """Markup in labels, titles, names of levels and relations is escaped, and control characters go."""
    nodes = [_node("a", HOSTILE), _node("b", HOSTILE + "\x00\x1b")]
    edges = [Edge("a", "b", HOSTILE, "found")]
    drawn = neighbourhood("a", nodes, edges, (), texts(), "")
    figure = ET.fromstring(drawn)
    assert "<script" not in drawn
    assert not {"\x00", "\x1b"} & set(drawn)
    assert HOSTILE in (figure.findtext("svg/a/title") or "")


def test_a_link_never_runs_a_script() -> None:
    """An address that looks like a scheme is a path, whatever the prefix."""
    nodes = [_node("a", "a"), replace(_node("b", "b"), url="javascript:alert(1)")]
    edges = [Edge("a", "b", "cites", "found")]
    for prefix in ("", "../"):
        (link,) = _links(neighbourhood("a", nodes, edges, (), texts(), prefix))
        assert (link.get("href") or "").startswith((".", "../"))


def test_the_same_notes_give_the_same_bytes() -> None:
    """The order in which notes and relations arrive does not show."""
    nodes, edges = graph()
    one = neighbourhood(FOCUS, nodes, edges, LEVELS, texts(), "")
    assert one == neighbourhood(FOCUS, nodes[::-1], edges[::-1], LEVELS, texts(), "")


@pytest.mark.parametrize("width", [352, 375, 672, 768, 1440])
@pytest.mark.parametrize("font", ["Arial, sans-serif", "DejaVu Sans, Verdana, sans-serif"])
def test_labels_never_meet_and_never_leave(
    tmp_path: Path, visit: Callable[..., Page], width: int, font: str
) -> None:
    """On a phone and on a desk, in a narrow and in a broad font, no text meets another or is cut off."""
    nodes, edges = graph()
    wordy = [
        replace(node, label=node.label + " WMƯƠ " * 9) if i % 3 != 1 else node for i, node in enumerate(nodes)
    ]
    body = neighbourhood(FOCUS, wordy, edges, LEVELS, texts(), "")
    page = visit(write_page(tmp_path, "drawing.html", body, "light"), width)
    page.evaluate("font => document.querySelector('.nq-nbh').style.fontFamily = font", font)
    boxes = page.evaluate(
        """() => [...document.querySelectorAll('.nq-nbh > svg text')]
        .map((text) => text.getBoundingClientRect()).filter((box) => box.width)
        .map(({left, top, right, bottom}) => [left, top + 4, right, bottom - 4])"""
    )
    right = page.evaluate("() => document.querySelector('.nq-nbh > svg').getBoundingClientRect().right")
    assert len(boxes) > LIMIT
    assert [box for box in boxes if box[2] > right] == []
    assert [(a, b) for i, a in enumerate(boxes) for b in boxes[:i] if _meet(a, b)] == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_and_lines_stand_out_in_light_and_dark(
    tmp_path: Path, visit: Callable[..., Page], theme: str
) -> None:
    """Text reaches a contrast of 4.5, lines and shapes of 3, against the page and the bands."""
    body = neighbourhood(FOCUS, *graph(), LEVELS, texts(), "")
    page = visit(write_page(tmp_path, "drawing.html", body, theme))
    paper = page.evaluate("() => getComputedStyle(document.body).backgroundColor")
    for selector, least in (
        ("a text", 4.5),
        (".note", 4.5),
        (".lane", 4.5),
        ("a g line", 3),
        ("svg > use", 3),
    ):
        key = "fill" if selector.endswith(("text", "note", "lane")) else "stroke"
        inks = page.evaluate(
            "([s, key]) => [...new Set([...document.querySelectorAll('.nq-nbh svg ' + s)]"
            ".map((e) => getComputedStyle(e)[key]))]",
            [selector, key],
        )
        assert inks
        assert all(_contrast(ink, paper) >= least for ink in inks), (selector, inks)


def _links(drawn: str) -> list[ET.Element]:
    return ET.fromstring(drawn).findall("svg/a")


def _node(name: str, label: str) -> Node:
    return Node(name, "document", label, label, Date(2025), "ministry", None, f"{name}.html", False, 1)


def _meet(a: list[float], b: list[float]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    """Return the relative luminance of ``rgb(r, g, b)``, as WCAG defines it."""
    parts = [int(part) / 255 for part in colour.strip("rgb() ").split(",")]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
