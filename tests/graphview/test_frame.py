"""Positions: the same notes stand in the same places, dates grow rightwards, cells hold one note each."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from synthetic import LEVELS, graph

from nq57.text import Date
from nq57.views.frame import CELL, LANE_HEAD, axis, place, rows
from nq57.views.picture import Node

DATES = st.builds(Date, st.integers(1945, 2045), st.integers(1, 12), st.integers(1, 28))


@given(st.lists(DATES, min_size=1, max_size=40))
def test_dates_keep_their_order_between_0_and_1(dates: list[Date]) -> None:
    """A later date never stands left of an earlier one, and none leaves the axis."""
    time = axis(dates)
    places = [time.at(date) for date in sorted(dates)]
    assert places == sorted(places)
    assert places[0] >= 0
    assert places[-1] <= 1 + 1e-9


@given(st.lists(DATES, min_size=1, max_size=40), st.floats(0.05, 0.5))
def test_marks_of_the_axis_have_room(dates: list[Date], apart: float) -> None:
    """There is at least one mark, and no two stand closer than asked."""
    marks = [tick.at for tick in axis(dates).ticks(apart)]
    assert marks
    assert all(b - a >= apart for a, b in pairwise(marks))


def test_one_far_deadline_does_not_flatten_the_rest() -> None:
    """Half of the axis at least is left to the two years in which all but one date lie."""
    dates = [Date(2025, month, 1) for month in range(1, 13)]
    time = axis([*dates, Date(2045, 12, 31)])
    assert time.at(dates[-1]) - time.at(dates[0]) > 0.5
    assert len(time.cuts) == 1


def test_short_gaps_are_not_cut() -> None:
    """Dates that are months apart stay on one scale."""
    assert axis([Date(2025, 1, 1), Date(2025, 2, 1), Date(2025, 12, 1)]).cuts == ()


def test_every_note_has_a_cell_of_its_own_in_its_lane() -> None:
    """No two notes share a place, and each stands between the top and the bottom of its level."""
    nodes, _ = graph()
    frame = place(nodes, LEVELS)
    spots = [(x, y) for _, x, y, _ in frame.places]
    assert len(set(spots)) == len(nodes) == len(frame.places)
    lanes = {lane.id: lane for lane in frame.lanes}
    level_of = {node.id: node.level for node in nodes}
    for name, x, y, size in frame.places:
        lane = lanes[level_of[name]]
        assert lane.top + LANE_HEAD <= y - size
        assert y + size <= lane.top + lane.height
        assert 0 <= x <= frame.width


def test_many_notes_of_one_day_spread_beside_it() -> None:
    """A hundred notes of one date make a block about that date, not a tower."""
    first, last = Date(2025, 1, 1), Date(2025, 12, 31)
    dates = [first, *[Date(2025, 7, 2)] * 100, last]
    nodes = [
        Node(f"n{i}", "task", "n", "n", date, "ministry", None, "n", False, 0) for i, date in enumerate(dates)
    ]
    frame = place(nodes, LEVELS)
    crowd = [(x, y) for name, x, y, _ in frame.places if name not in ("n0", "n101")]
    middle = (min(x for x, _ in crowd) + max(x for x, _ in crowd)) / 2
    assert len({y for _, y in crowd}) < 20
    assert len(set(crowd)) == 100
    assert abs(middle - (frame.dated_from + frame.width) / 2) < 2 * CELL


def test_undated_notes_stand_left_of_all_dates() -> None:
    """The block of what has no date and the dates never mix."""
    nodes, _ = graph()
    frame = place(nodes, LEVELS)
    dated = {node.id for node in nodes if node.date}
    for name, x, _, _ in frame.places:
        assert (x > frame.dated_from) == (name in dated)


def test_places_do_not_depend_on_the_order_of_notes() -> None:
    """Shuffled notes give the same positions."""
    nodes, _ = graph()
    shuffled = random.Random(1).sample(nodes, len(nodes))
    assert place(nodes, LEVELS).digest == place(shuffled, LEVELS).digest


def test_nothing_to_place_is_an_empty_map() -> None:
    """Without notes there is no lane and no mark."""
    frame = place([], LEVELS)
    assert (frame.places, frame.lanes, frame.ticks) == ((), (), ())


@pytest.mark.parametrize("folded", [0, 3])
def test_rows_hold_every_note_once_and_one_line_for_the_folded(folded: int) -> None:
    """Rows are numbered from 0 without a hole."""
    nodes, _ = graph()
    found = rows(nodes[:30], LEVELS, {"commune": folded})
    assert [row.index for row in found] == list(range(len(found)))
    assert sorted(row.node.id for row in found if row.node) == sorted(node.id for node in nodes[:30])
    assert sum(row.folded for row in found) == folded
