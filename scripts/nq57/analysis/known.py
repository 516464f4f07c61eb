"""What holds on a date, as far as the sources say: an office, a relation, a body that they date."""

from __future__ import annotations

from nq57.analysis.place import first_day, last_day
from nq57.text import Date

HOLDS, OVER, COMING, UNSAID = "holds", "over", "coming", ""


def standing(on: Date, since: Date | None, until: Date | None, seen: Date | None = None) -> str:
    """Tell whether a statement holds on a date, is over by then or yet to begin; else UNSAID.

    It holds from ``since`` to before ``until``; ``seen`` is a day on which a source finds it so. What was
    seen once may have ended in silence; a date known to the month or year decides what lies outside it.

    >>> seen = Date(2025, 3, 4)
    >>> standing(seen, None, None, seen), standing(Date(2026), None, None, seen)
    ('holds', '')
    >>> standing(Date(2026), None, None, seen) == standing(Date(2025, 7, 1), None, Date(2025)) == UNSAID
    True
    >>> standing(Date(2026), Date(2025, 1, 10), None), standing(Date(2026), None, Date(2025, 7, 1), seen)
    ('holds', 'over')
    """
    if on == seen:
        return HOLDS
    if until and last_day(until) <= first_day(on):
        return OVER
    if since and last_day(on) < first_day(since):
        return COMING
    start = since or (seen if until else None)
    begun = start is not None and last_day(start) <= first_day(on)
    open_yet = until is None or last_day(on) < first_day(until)
    return HOLDS if begun and open_yet else UNSAID
