"""The choice of neighbours: at most forty, every level with its share, what is left counted."""

from __future__ import annotations

from dataclasses import replace

from synthetic import FOCUS, LEVELS, graph, hub

from nq57.views.picture import LIMIT, Atlas, Edge


def test_a_hub_is_folded_and_counted() -> None:
    """Three hundred neighbours: forty nodes with the focus, and the rest is in the counts of its levels."""
    picture = Atlas.of(*hub(300), LEVELS).around(FOCUS)
    assert len(picture.nodes) == LIMIT
    assert picture.total == 300
    assert {node.level for node in picture.nodes} == {level.id for level in LEVELS}


def test_up_to_the_limit_nothing_is_folded() -> None:
    """Thirty-nine neighbours and the focus all fit."""
    picture = Atlas.of(*hub(LIMIT - 1), LEVELS).around(FOCUS)
    assert picture.folded == ()
    assert len(picture.nodes) == LIMIT


def test_relations_to_nothing_and_to_oneself_are_left_out() -> None:
    """A relation to a note that is not held, or from a note to itself, draws nothing."""
    nodes, edges = hub(2)
    odd = [Edge(FOCUS, FOCUS, "cites", "found"), Edge(FOCUS, "nobody", "cites", "found")]
    assert Atlas.of(nodes, [*edges, *odd], LEVELS) == Atlas.of(nodes, edges, LEVELS)


def test_the_digest_tells_when_what_is_shown_changes() -> None:
    """A new title of a neighbour changes the digest; a change elsewhere in the graph does not."""
    nodes, edges = graph()
    atlas = Atlas.of(nodes, edges, LEVELS)
    picture = atlas.around("task-3")
    near = next(node.id for node in picture.nodes[1:])
    far = next(node.id for node in nodes if node.id not in {shown.id for shown in picture.nodes})

    def renamed(name: str) -> str:
        changed = [replace(node, title="x") if node.id == name else node for node in nodes]
        return Atlas.of(changed, edges, LEVELS).around("task-3").digest

    assert renamed(near) != picture.digest
    assert renamed(far) == picture.digest


def test_a_level_that_nobody_knows_still_shows_its_notes() -> None:
    """A neighbour on an unknown level stands in a lane of its own, after the others."""
    nodes, edges = hub(3)
    nodes[1] = replace(nodes[1], level="moon")
    picture = Atlas.of(nodes, edges, LEVELS).around(FOCUS)
    assert picture.total == 3
    assert picture.levels[-1].id == "moon"
