"""Which provinces something belongs to, and the arithmetic of dates that are not always known to the day."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small import body, document, figure, meeting, net, person, province, task

from nq57.analysis.known import COMING, HOLDS, OVER, UNSAID, standing
from nq57.analysis.place import days_between, first_day, last_day, provinces_of
from nq57.text import Date

DAYS = st.dates(datetime.date(2000, 1, 1), datetime.date(2099, 12, 31))
WHOLE = DAYS.map(lambda day: Date(day.year, day.month, day.day))
DATES = st.builds(
    lambda day, parts: Date(day.year, day.month * (parts > 0), day.day * (parts > 1)),
    DAYS,
    st.integers(0, 2),
)

GRAPH = net(
    province("north"),
    province("south"),
    body("north-committee", level="province", province="north"),
    body("south-committee", level="province", province="south"),
    body("all-committees", level="province"),
    person("head", province="north"),
    document("plan", province="north", tasks=(task("t1", assigned_to=("south-committee",)),)),
    meeting(
        "review",
        tasks=(
            task("none"),
            task("centre", assigned_to=("ministry",)),
            task("every", assigned_to=("all-committees",)),
            task("given", assigned_to=("south-committee", "north-committee")),
            task("asked", proposed_by=("south",)),
            task("led", lead="north-committee"),
            task("helped", coordinating=("north-committee",)),
            task("person", assigned_to=("head",)),
        ),
        figures=(figure("f1", "3", scope="south"), figure("f2", "3")),
    ),
    body("ministry", level="ministry"),
)


@pytest.mark.parametrize(
    ("node", "places"),
    [
        ("plan", ("north",)),
        ("plan#t1", ("north",)),  # the note's own province goes before those it names
        ("north", ("north",)),
        ("review", ()),
        ("review#none", ()),
        ("review#centre", ()),
        ("review#every", ()),
        ("review#given", ("south", "north")),
        ("review#asked", ("south",)),
        ("review#led", ("north",)),
        ("review#helped", ()),
        ("review#person", ("north",)),
        ("review#f1", ("south",)),
        ("review#f2", ()),
    ],
)
def test_provinces_of(node: str, places: tuple[str, ...]) -> None:
    """A record in a central note belongs to the provinces it is given to, comes from or holds for."""
    assert provinces_of(GRAPH, node) == places


@given(WHOLE, WHOLE)
def test_days_between(one: Date, other: Date) -> None:
    """Days are signed, and the way back is the same."""
    days = days_between(one, other)
    assert days == -(days_between(other, one) or 0)
    assert (days == 0) == (one == other)
    assert days is not None
    assert (days > 0) == (str(one) < str(other))


@given(DATES, DATES)
def test_no_days_without_a_day(one: Date, other: Date) -> None:
    """A month or a year gives no number of days, not even zero."""
    assert (days_between(one, other) is None) == (not one.day or not other.day)


@given(DATES, WHOLE)
def test_first_and_last_day(date: Date, day: Date) -> None:
    """A date lies between its first and its last day, and any day outside lies outside."""
    assert first_day(date) <= last_day(date)
    inside = str(day).startswith(str(date))
    assert inside == (first_day(date) <= str(day) <= last_day(date))


@pytest.mark.parametrize(
    ("on", "since", "until", "seen", "said"),
    [
        ("2025-07-01", "", "", "", UNSAID),
        ("2025-07-01", "2025-07-01", "", "", HOLDS),
        ("2025-06-30", "2025-07-01", "", "", COMING),
        ("2025-07-01", "", "2025-07-01", "", OVER),  # the end is the first day without it
        ("2025-06-30", "2025-01-01", "2025-07-01", "", HOLDS),
        ("2025-06-30", "", "2025-07-01", "", UNSAID),  # nobody says that it had begun
        ("2025-06-30", "", "2025-07-01", "2025-03-01", HOLDS),
        ("2025-02-28", "", "2025-07-01", "2025-03-01", UNSAID),
        ("2025-03-01", "", "", "2025-03-01", HOLDS),
        ("2025-03-02", "", "", "2025-03-01", UNSAID),
        ("2025-07-15", "2025-07", "", "", UNSAID),
        ("2025-08-01", "2025-07", "", "", HOLDS),
        ("2025-06-30", "2025-07", "", "", COMING),
        ("2025-12-30", "2024", "2025", "", UNSAID),
        ("2026-01-01", "2024", "2025", "", OVER),
        ("2025", "2024-05-01", "", "", HOLDS),
        ("2025", "2025-05-01", "", "", UNSAID),
    ],
)
def test_standing(on: str, since: str, until: str, seen: str, said: str) -> None:
    """Something holds from its beginning to before its end; what was only seen once is known for that day."""
    dates = [None if not text else _date(text) for text in (on, since, until, seen)]
    assert dates[0]
    assert standing(dates[0], *dates[1:]) == said


@given(WHOLE, DATES, DATES)
def test_standing_is_one_of_three_in_order(on: Date, since: Date, until: Date) -> None:
    """Whatever the precision, what holds has begun and has not ended, for every day the dates may be."""
    said = standing(on, since, until)
    if said == HOLDS:
        assert last_day(since) <= str(on) < first_day(until)
    if said == OVER:
        assert str(on) >= last_day(until)
    if said == COMING:
        assert str(on) < first_day(since)


def _date(text: str) -> Date:
    return Date(*(int(part) for part in text.split("-")))
