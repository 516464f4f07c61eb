"""What the graph answers in the browser: neighbours, chain of authority, path, what would be touched."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from mapsite import write_map
from playwright.sync_api import Page, expect
from synthetic import FOCUS, LEVELS, graph, hub

from nq57.text import Date
from nq57.views.picture import Atlas, Edge, Node

Visit = Callable[..., Page]
Ask = Callable[..., Any]
NODES, EDGES = graph()
CALL = """([how, ...given]) => {
  const graph = window.graph ??= nq57GraphModel.model(window.data);
  const open = new Uint8Array(graph.lines).fill(1);
  const ends = given.map(graph.indexOf);
  const {notes, how: way} = nq57GraphQueries[how](graph, ...ends, open, graph.limit);
  return {notes: notes.map(graph.id), how: way};
}"""


@pytest.fixture
def ask(tmp_path: Path, visit: Visit) -> Callable[[list[Node], list[Edge]], Ask]:
    """Return a function that writes a graph and returns what asks its queries."""

    def of(nodes: list[Node], edges: list[Edge]) -> Ask:
        page = visit(write_map(tmp_path, nodes, edges))
        expect(page.locator("[data-map] canvas")).to_be_visible()
        page.evaluate(
            """async () => {
              const text = await new Promise((resolve) => {
                const script = document.createElement('script');
                window.nq57Graph = resolve;
                script.src = '_graph/data.js?again';
                document.head.append(script);
              });
              const bytes = Uint8Array.from(atob(text), (digit) => digit.charCodeAt(0));
              const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate'));
              window.data = await new Response(stream).json();
            }"""
        )
        return lambda how, *given: page.evaluate(CALL, [how, *given])

    return of


def _node(name: str, year: int = 2025) -> Node:
    return Node(name, "document", name, name, Date(year), "ministry", None, f"{name}.html", False, 1)


def _edge(source: str, target: str, relation: str = "legal-basis", origin: Any = "declared") -> Edge:
    return Edge(source, target, relation, origin)


def test_neighbours_are_chosen_as_the_picture_chooses_them(ask: Any) -> None:
    """For a small note and for a hub, the same notes in the same order as in Python."""
    for nodes, edges, names in ((NODES, EDGES, [FOCUS, "doc-3", "org-4"]), (*hub(300), [FOCUS])):
        atlas, asked = Atlas.of(nodes, edges, LEVELS), ask(nodes, edges)
        for name in names:
            expected = [node.id for node in atlas.around(name).nodes]
            assert asked("around", name)["notes"] == expected


def test_the_chain_leads_up_and_never_forward_in_time(ask: Any) -> None:
    """A plan rests on a programme and on a resolution, not on what is dated after it nor on what it cites."""
    nodes = [
        _node("plan", 2026),
        _node("programme"),
        _node("root", 2024),
        _node("later", 2027),
        _node("aside"),
    ]
    edges = [_edge("plan", "programme", "implements"), _edge("programme", "root"), _edge("plan", "later")]
    asked = ask(nodes, [*edges, _edge("plan", "aside", "cites", "found")])
    assert asked("chain", "plan")["notes"] == ["plan", "programme", "root"]


def test_what_rests_on_a_note_is_touched_with_whoever_names_it(ask: Any) -> None:
    """All below, at any depth, and who cites the note itself; not who cites what is below."""
    nodes = [_node("root", 2024), *map(_node, ("below", "deep", "citing", "far"))]
    edges = [_edge("below", "root"), _edge("deep", "below"), _edge("citing", "root", "cites", "found")]
    asked = ask(nodes, [*edges, _edge("far", "deep", "cites", "found")])
    assert set(asked("touched", "root")["notes"]) == {"root", "below", "deep", "citing"}


def test_a_path_prefers_what_rests_on_what(ask: Any) -> None:
    """The chain is taken though a citation is shorter; without one the shortest way; else none."""
    nodes = [_node(name) for name in ("a", "b", "c", "d", "alone")]
    edges = [
        _edge("a", "b"),
        _edge("b", "c"),
        _edge("a", "c", "cites", "found"),
        _edge("d", "b", "cites", "found"),
    ]
    asked = ask(nodes, edges)
    ways = {(x, y): asked("path", x, y) for x, y in (("a", "c"), ("c", "a"), ("d", "c"), ("a", "alone"))}
    assert [(way["how"], way["notes"]) for way in ways.values()] == [
        ("up", ["a", "b", "c"]),
        ("down", ["a", "b", "c"]),
        ("any", ["d", "b", "c"]),
        ("none", ["a", "alone"]),
    ]


def test_questions_are_asked_by_the_keyboard(tmp_path: Path, visit: Visit) -> None:
    """A press on a question changes the answer, its sentence and the address; a path is typed."""
    nodes = [_node("plan", 2026), _node("programme"), _node(FOCUS, 2024)]
    page = visit(write_map(tmp_path, nodes, [_edge("plan", "programme"), _edge("programme", FOCUS)]))
    page.get_by_role("button", name="Que toucherait son remplacement").press("Enter")
    expect(page.locator(".nq-answer")).to_have_text(f"Remplacer {FOCUS} toucherait 2 notes.")
    assert "ask=touched" in page.url
    page.get_by_label("Chemin vers").fill("plan")
    page.get_by_label("Chemin vers").press("Enter")
    expect(page.locator(".nq-answer")).to_have_text(f"plan s'appuie sur {FOCUS}, en 2 pas.")
    assert "ask=path&to=plan" in page.url
