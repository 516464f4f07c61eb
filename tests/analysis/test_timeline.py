"""The timeline: months in order, what is known to the year at its end, what is undated apart."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from small import body, document, figure, meeting, net, province, task
from test_place import DATES

from nq57.analysis.timeline import timeline, undated
from nq57.text import Date


def test_months_and_kinds() -> None:
    """Documents, meetings and deadlines stand in their months, with level and province."""
    graph = net(
        province("north"),
        body("centre"),
        document("plan", date="2025-02-13", province="north"),
        meeting("m", date="2025-02-01", convened="centre", tasks=(task("t", "2026-03-31"), task("u"))),
        document(
            "year", date="2025", issuer="centre", figures=(figure("f", "1", due="2025-10", scope="north"),)
        ),
        document("bare"),
        meeting("unheld"),
    )
    found = [(month, [(e.node, e.kind, e.level, e.provinces) for e in es]) for month, es in timeline(graph)]
    assert found == [
        (
            "2025-02",
            [("m", "meeting", "central-party", ()), ("plan", "document", "province", ("north",))],
        ),
        ("2025-10", [("year#f", "deadline", "province", ("north",))]),
        ("2025", [("year", "document", "central-party", ())]),
        ("2026-03", [("m#t", "deadline", "central-party", ())]),
    ]
    assert undated(graph) == ("bare", "unheld")


@given(st.lists(DATES, max_size=12))
def test_every_date_once_and_in_order(dates: list[Date]) -> None:
    """Each month stands once, each event in its own, and time never goes back."""
    graph = net(*(document(f"d{n}", date=str(date)) for n, date in enumerate(dates)))
    found = timeline(graph)
    assert len({month for month, _ in found}) == len(found)
    events = [event for _, events in found for event in events]
    assert sorted(event.node for event in events) == sorted(f"d{n}" for n in range(len(dates)))
    assert all(str(event.date)[:7] == month for month, events in found for event in events)
    days = [event.date for event in events]
    assert days == sorted(days, key=lambda d: (d.year, d.month or 99, d.day or 99))
