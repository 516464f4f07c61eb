"""Which provinces a note or record speaks of, and how many days lie between two dates."""

from __future__ import annotations

import calendar
import datetime

from nq57.graph import Graph
from nq57.text import Date

# A record that stands in a note of no province belongs to those it holds for, is given to or comes from.
_BELONGS = frozenset({"scope", "assigned-to", "proposed-by", "led-by"})


def provinces_of(graph: Graph, node: str) -> tuple[str, ...]:
    """Return the ids of the provinces that a note or record belongs to, none for the centre."""
    own = graph.attributes[node]["province"]
    if own:
        return (own,)
    if "#" not in node:
        return ()
    ends = [edge.target for edge in graph.edges_of(node) if edge.relation in _BELONGS]
    found = [graph.attributes[end]["province"] for end in ends]
    return tuple(dict.fromkeys(province for province in found if province))


def days_between(earlier: Date, later: Date) -> int | None:
    """Return the days from one date to another, negative when it is before; None unless both know the day.

    >>> days_between(Date(2024, 12, 22), Date(2025, 2, 13)), days_between(Date(2025, 1), Date(2025, 2, 1))
    (53, None)
    """
    if not earlier.day or not later.day:
        return None
    return (_day(later) - _day(earlier)).days


def first_day(date: Date) -> str:
    """Return the first day that a date may be.

    >>> first_day(Date(2025, 10)), first_day(Date(2025))
    ('2025-10-01', '2025-01-01')
    """
    return str(_day(date))


def last_day(date: Date) -> str:
    """Return the last day that a date may be.

    >>> last_day(Date(2024, 2)), last_day(Date(2025)), last_day(Date(2025, 10, 3))
    ('2024-02-29', '2025-12-31', '2025-10-03')
    """
    month = date.month or 12
    return f"{date.year:04d}-{month:02d}-{date.day or calendar.monthrange(date.year, month)[1]:02d}"


def _day(date: Date) -> datetime.date:
    return datetime.date(date.year, date.month or 1, date.day or 1)
