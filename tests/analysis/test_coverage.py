"""The grids of provinces × provisions: what fills a cell, and what leaves it unseen."""

from __future__ import annotations

from dataclasses import replace

import pytest
from small import body, document, figure, meeting, net, province, provision, task

from nq57.analysis.coverage import UNSEEN, Cell, grid
from nq57.model import KnowledgeBase, Note

FRAME = document(
    "frame",
    provisions=(provision("g1", "task-group"), provision("r1", "heading"), provision("g2", "task-group")),
)


def cell(*notes: Note, column: str = "frame#g1", where: str = "north") -> Cell:
    """Return a cell of the grid of some notes."""
    found = grid(net(FRAME, province("north"), province("south"), *notes), "frame", ("task-group",))
    return dict(found.rows)[where][found.columns.index(column)]


def says(name: str, kind: str, where: str = "north") -> Note:
    """Return a document of a province that says something of the first group."""
    return document(name, province=where, to=[(kind, "frame#g1")])


def test_columns_and_rows() -> None:
    """The provisions of the types asked for stand across in their order, every province down."""
    graph = net(province("south"), FRAME, province("north"))
    found = grid(graph, "frame", ("task-group",))
    assert found.columns == ("frame#g1", "frame#g2")
    assert [name for name, _ in found.rows] == ["south", "north"]
    assert {cell for _, cells in found.rows for cell in cells} == {Cell((UNSEEN,), ())}
    assert grid(graph, "frame", ("heading", "task-group")).columns == ("frame#g1", "frame#r1", "frame#g2")


@pytest.mark.parametrize(
    ("kinds", "states"),
    [
        ((), (UNSEEN,)),
        (("covers",), ("stated",)),
        (("covers-partly",), ("partly",)),
        (("covers-partly", "covers"), ("stated",)),
        (("meets",), ("met",)),
        (("fails-to-meet",), ("not-met",)),
        (("meets", "fails-to-meet"), ("not-met", "met")),
        (("meets", "meets"), ("met",)),
        (("concerns", "implements", "cites"), (UNSEEN,)),
    ],
)
def test_states(kinds: tuple[str, ...], states: tuple[str, ...]) -> None:
    """Sources that disagree give two states, the graver first; a part counts where nothing says the whole."""
    notes = [says(f"d{index}", kind) for index, kind in enumerate(kinds)]
    assert cell(*notes).states == states


def test_statements_are_kept() -> None:
    """A cell opens all its statements, those of the state told first, each with its words."""
    found = cell(says("a", "covers-partly"), says("c", "covers"), says("b", "covers"))
    assert [edge.source for edge in found.statements] == ["b", "c", "a"]
    assert {edge.quote for edge in found.statements} == {"covers frame#g1", "covers-partly frame#g1"}


def test_who_says_it() -> None:
    """A central note speaks for the provinces its tasks and figures name; another province's is not ours."""
    central = meeting(
        "review",
        tasks=(task("t1", assigned_to=("north-office",), to=[("covers", "frame#g1")]), task("t2")),
        figures=(figure("f1", "3", scope="south", to=[("covers-partly", "frame#g1")]),),
    )
    office = body("north-office", province="north", to=[("covers", "frame#g1")])
    assert [edge.source for edge in cell(central, office).statements] == ["north-office", "review#t1"]
    assert [edge.source for edge in cell(central, office, where="south").statements] == ["review#f1"]
    assert cell(says("d", "covers", "south")).states == (UNSEEN,)
    assert cell(document("nobody", to=[("covers", "frame#g1")])).states == (UNSEEN,)


def test_another_column_and_another_document() -> None:
    """A statement fills the cell of its provision alone; one on a whole document fills none."""
    assert cell(says("d", "covers"), column="frame#g2").states == (UNSEEN,)
    assert cell(document("d", province="north", to=[("covers", "frame")])).states == (UNSEEN,)


def test_a_part_of_the_notes() -> None:
    """With a part of the notes and the whole net a province outside has no row, its statements no cell."""
    whole = net(
        FRAME, province("north"), province("south"), says("a", "covers"), says("b", "covers", "south")
    )
    kept = {name: note for name, note in whole.kb.notes.items() if name not in ("south", "b")}
    found = grid(replace(whole, kb=KnowledgeBase(kept)), "frame", ("task-group",))
    assert [(name, [c.states for c in cells]) for name, cells in found.rows] == [
        ("north", [("stated",), (UNSEEN,)])
    ]
