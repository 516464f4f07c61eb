"""The register of tasks: late only where a source proves it, and what each task does not say."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small import body, day, document, meeting, net, person, province, task
from test_place import DATES, WHOLE

from nq57.analysis.place import first_day, last_day
from nq57.analysis.register import (
    LATE,
    NO_DEADLINE,
    ON_TIME,
    REQUIRED,
    UNCLEAR,
    asked,
    due_next,
    entry,
    late,
    register,
    timeliness,
    without_deadline,
    without_owner,
)
from nq57.model import KnowledgeBase, Note, Task
from nq57.text import Date

AS_OF = Date(2025, 10, 15)
STATUSES = ("not-done", "in-progress", "completed")


@pytest.mark.parametrize(
    ("due", "progress", "said"),
    [
        ("", (), NO_DEADLINE),
        ("", ("completed", "2025-10-01"), NO_DEADLINE),
        ("2025-10-14", (), LATE),
        ("2025-10-15", (), ON_TIME),  # the day itself is not yet past
        ("2025-10-16", (), ON_TIME),
        ("2025-10", (), ON_TIME),  # a month ends with its last day
        ("2025-09", (), LATE),
        ("2025", (), ON_TIME),
        ("2024", (), LATE),
        ("2025-10-14", ("not-done", "2025-10-01"), LATE),
        ("2025-10-14", ("in-progress", ""), LATE),
        ("2025-10-16", ("in-progress", "2025-10-01"), ON_TIME),
        ("2025-10-01", ("completed", "2025-10-01"), ON_TIME),
        ("2025-10-01", ("completed", "2025-10-02"), LATE),
        ("2025-10-01", ("completed", ""), UNCLEAR),
        ("2025-10-01", ("completed", "2025-10"), UNCLEAR),
        ("2025-10-01", ("completed", "2025-09"), ON_TIME),
        ("2025-10-01", ("completed", "2025-11"), LATE),
        ("2025-10", ("completed", "2025"), UNCLEAR),
        ("2025-10", ("completed", "2025-10-31"), ON_TIME),
        ("2025-12-31", ("completed", "2025"), ON_TIME),
        ("2026-01-01", ("completed", "2026-02-01"), LATE),  # told beforehand, still after its date
    ],
)
def test_timeliness(due: str, progress: tuple[str, ...], said: str) -> None:
    """A task is late where its date is past and nothing says it done, or where it was done after it."""
    steps = ((progress[0], progress[1]),) if progress else ()
    assert timeliness(task("t", due, *steps), AS_OF) == said


@given(DATES, DATES | st.none(), st.sampled_from(STATUSES), WHOLE)
def test_late_is_proven(due: Date, when: Date | None, status: str, as_of: Date) -> None:
    """Whatever the precision of the dates, late means that every reading of them is late."""
    done = task("t", str(due), (status, str(when or "")))
    after = when if status == "completed" else as_of
    said = timeliness(done, as_of)
    if said == LATE:
        assert after
        assert last_day(due) < first_day(after)
    if said == ON_TIME and status == "completed":
        assert when
        assert last_day(when) <= last_day(due)


@given(DATES, WHOLE, WHOLE)
def test_time_only_makes_later(due: Date, one: Date, other: Date) -> None:
    """A task that is late on a day is late on every later day."""
    before, after = sorted((one, other), key=str)
    if timeliness(task("t", str(due)), before) == LATE:
        assert timeliness(task("t", str(due)), after) == LATE


def test_status_is_the_last_said() -> None:
    """A task keeps its history, and the last state counts; without any its state is unknown."""
    assert task("t").status == ""
    found = task("t", "2025-01-01", ("not-done", "2025-02-01"), ("completed", "2025-03-01"))
    assert (found.status, len(found.progress)) == ("completed", 2)


FULL: dict[str, Any] = {
    "owner": "x",
    "lead": "b",
    "coordinating": ("b",),
    "objective": "x",
    "result": "x",
    "indicator": "x",
}


@pytest.mark.parametrize(
    ("made", "missing"),
    [
        (task("t"), REQUIRED),
        (task("t", owner="x"), tuple(name for name in REQUIRED if name != "body")),
        (task("t", assigned_to=("p",)), tuple(name for name in REQUIRED if name != "person")),
        (task("t", assigned_to=("b",)), tuple(name for name in REQUIRED if name != "body")),
        (task("t", assigned_to=("p", "b")), tuple(n for n in REQUIRED if n not in ("person", "body"))),
        (task("t", "2025", ("completed", ""), **FULL), ("person",)),
        (task("t", "2025", ("not-done", ""), **FULL, assigned_to=("p",)), ()),
        (task("t", horizon="2030", **FULL), ("person", "due", "progress")),  # a horizon is no date
    ],
)
def test_what_is_missing(made: Task, missing: tuple[str, ...]) -> None:
    """The score counts what the notice requires of a task and its sources do not say."""
    note = document("d", tasks=(made,))
    found = entry(KnowledgeBase({n.id: n for n in (note, person("p"), body("b"))}), note, made, AS_OF)
    assert found.missing == missing
    assert found.filled == len(REQUIRED) - len(missing)


def test_lists() -> None:
    """Each list holds the tasks its name says, the nearest or the oldest first."""
    tasks = (
        task("soon", "2025-10-20"),
        task("sooner", "2025-10", owner="x"),
        task("old", "2025-01-01", assigned_to=("b",)),
        task("older", "2024", ("in-progress", "")),
        task("done", "2025-12-31", ("completed", "2025-10-01")),
        task("done-late", "2025-02-01", ("completed", "2025-03-01")),
        task("unclear", "2025-03-01", ("completed", "")),
        task("open", horizon="2030", owner="x"),
    )
    notes: list[Note] = [document("d", tasks=tasks), body("b")]
    entries = register(KnowledgeBase({n.id: n for n in notes}), AS_OF)
    assert [e.node for e in entries] == [f"d#{made.id}" for made in tasks]

    def names(found: object) -> list[str]:
        return [e.task.id for e in found]  # type: ignore[attr-defined]

    assert names(late(entries)) == ["older", "old", "done-late"]
    assert names(due_next(entries)) == ["sooner", "soon"]
    assert names(without_deadline(entries)) == ["open"]
    assert set(names(without_owner(entries))) == {"soon", "older", "done", "done-late", "unclear"}


def test_asked() -> None:
    """Everyone is told with what was given to them, which they lead, coordinate, or are asked for."""
    graph = net(
        meeting(
            "m",
            tasks=(
                task("t1", assigned_to=("a", "p")),
                task("t2", lead="a", coordinating=("b",)),
                task("t3", type="request", proposed_by=("p",), to=[("proposes-to", "b")]),
                task("t4", assigned_to=("unseen",)),
            ),
        ),
        body("a"),
        body("b", to=[("part-of", "a")]),
        province("p"),
    )
    found = {row.who: (row.assigned, row.led, row.coordinated, row.requests) for row in asked(graph)}
    assert found == {
        "a": (("m#t1",), ("m#t2",), (), ()),
        "b": ((), (), ("m#t2",), ("m#t3",)),
        "p": (("m#t1",), (), (), ()),
    }
    assert [row.who for row in asked(graph)] == ["a", "b", "p"]


def test_the_day_is_a_parameter() -> None:
    """The same task is on time on one day and late on another: no clock is asked."""
    made = task("t", "2025-10-14")
    assert [timeliness(made, day(text) or AS_OF) for text in ("2025-10-14", "2025-10-15")] == [ON_TIME, LATE]
