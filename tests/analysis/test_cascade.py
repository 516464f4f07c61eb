"""What followed from a text: who is in it, signed delays, and what is unknown rather than zero or late."""

from __future__ import annotations

import dataclasses

import pytest
from small import body, document, figure, meeting, net, province, provision, task

from nq57.analysis.cascade import APART, DATED, UNDATED, UNSEEN, Cascade, Step, cascade, followers
from nq57.graph import Cited
from nq57.model import KnowledgeBase, Note

NOTES = (
    body("bureau", level="politburo"),
    body("committee"),
    body("north-committee", level="province", province="north"),
    *(province(name) for name in ("east", "far", "north", "south", "west")),
    document("root", date="2025-01-10", issuer="bureau"),
    document("before", date="2024-12-31", issuer="bureau"),
    document("founding", date="2025-01-15", issuer="bureau", to=[("establishes", "committee")]),
    document(
        "call", date="2025-02-01", issuer="committee", to=[("legal-basis", "root"), ("cites", "before")]
    ),
    meeting(
        "central",
        date="2025-02-10",
        convened="committee",
        to=[("implements", "root")],
        tasks=(
            task("t1", "2025-06-30"),
            task("t2", "2025-09", assigned_to=("north-committee",)),
            task("t3"),
        ),
    ),
    document(
        "north-plan",
        date="2025-01-05",
        province="north",
        issuer="north-committee",
        to=[("implements", "root")],
    ),
    meeting(
        "north-meeting",
        date="2025-03-01",
        province="north",
        convened="north-committee",
        to=[("implements", "north-plan")],
    ),
    document("south-plan", province="south", to=[("responds-to", "call")]),
    document("west-plan", date="2025-03", province="west", to=[("responds-to", "call")]),
    document("apart", date="2025-03-03", province="east"),
)
GRAPH = net(*NOTES)


@pytest.fixture(scope="module")
def found() -> Cascade:
    """The cascade since the root and the call."""
    return cascade(GRAPH, ("root", "call"))


def step(found: Cascade, node: str) -> Step:
    """Return the step of a node."""
    return next(step for step in found.steps if step.node == node)


@pytest.mark.parametrize(
    ("node", "delays"),
    [
        ("root", (0, -22)),
        ("call", (22, 0)),
        ("before", (-10, -32)),
        ("north-plan", (-5, -27)),
        ("central", (31, 9)),
        ("north-meeting", (50, 28)),
        ("central#t1", (171, 149)),
        ("central#t2", (None, None)),  # a month is no day
        ("west-plan", (None, None)),
        ("south-plan", (None, None)),
    ],
)
def test_signed_delays(found: Cascade, node: str, delays: tuple[int | None, ...]) -> None:
    """Days are counted from each trigger, negative before it; what has no day has no delay, never zero."""
    assert step(found, node).delays == delays


def test_order(found: Cascade) -> None:
    """Steps go by date; those without one come last, and a task without a deadline is none."""
    dates = [str(step.date or "9999") for step in found.steps]
    assert dates == sorted(dates)
    assert [step.node for step in found.steps if step.date is None] == ["south-plan"]
    assert "central#t3" not in {step.node for step in found.steps}


def test_what_follows_and_what_carries(found: Cascade) -> None:
    """What rests on a trigger follows; what that rests on besides is shown, not as following."""
    follows = {step.node: step.follows for step in found.steps if "#" not in step.node}
    assert follows == {
        "before": False,
        "founding": False,
        **dict.fromkeys(
            ("root", "call", "central", "north-plan", "north-meeting", "south-plan", "west-plan"), True
        ),
    }


def test_levels(found: Cascade) -> None:
    """Each step stands on the level of who issued or held it; that of a province on the provinces' level."""
    levels = {step.node: step.level for step in found.steps}
    assert levels["root"] == "politburo"
    assert levels["call"] == levels["central"] == "central-party"
    assert levels["north-plan"] == levels["central#t2"] == "province"


def test_each_province(found: Cascade) -> None:
    """A province is dated, without a date, apart or unseen; only a dated act gives it delays."""
    places = {place.province: (place.state, place.first and place.first.node) for place in found.places}
    assert places == {
        "east": (APART, None),
        "far": (UNSEEN, None),
        "north": (DATED, "north-plan"),
        "south": (UNDATED, None),
        "west": (DATED, "west-plan"),
    }


def test_a_deadline_is_no_act() -> None:
    """A province that was only given a deadline has not acted."""
    only = net(
        province("north"),
        document("root", date="2025-01-10", tasks=(task("t", "2025-06-30", assigned_to=("north",)),)),
    )
    found = cascade(only, ("root",))
    assert step(found, "root#t").provinces == ("north",)
    assert [place.state for place in found.places] == [UNSEEN]


def test_answers_to_a_provision() -> None:
    """What meets a condition is in the cascade with what founds it and its meetings, not as following."""
    graph = net(
        province("north"),
        document("root", provisions=(provision("k1", "condition"), provision("k2", "condition"))),
        body("sc", province="north", to=[("meets", "root#k1")]),
        document("founding", date="2025-01-15", province="north", to=[("establishes", "sc")]),
        meeting("first", date="2025-02-01", province="north", convened="sc"),
        meeting("far", figures=(figure("f", "3", scope="north", to=[("covers-partly", "root#k2")]),)),
        document("other", province="north", to=[("concerns", "root#k1")]),
    )
    found = cascade(graph, ("root",))
    assert {step.node: step.follows for step in found.steps} == {
        "root": True,
        "founding": False,
        "first": False,
        "far": False,
    }
    assert [place.first and place.first.node for place in found.places] == ["founding"]


def test_a_trigger_without_a_date() -> None:
    """From a trigger whose date nobody states, all delays are unknown."""
    graph = net(document("root"), document("plan", date="2025-01-02", to=[("implements", "root")]))
    assert [step.delays for step in cascade(graph, ("root",)).steps] == [(None,), (None,)]


def test_a_circle_ends() -> None:
    """Texts that rest on each other are each told once."""
    graph = net(document("one", to=[("guides", "two")]), document("two", to=[("implements", "one")]))
    assert followers(graph, ("one",)) == ("one", "two")


def test_a_citation_found_in_prose_is_no_consequence() -> None:
    """That a note of ours mentions a number does not make its document follow from it."""

    def finder(text: str, note: Note) -> tuple[Cited, ...]:
        return (Cited(0, 1, target="root"),) if text else ()

    graph = net(document("root"), document("other", body="Comme la résolution."), finder=finder)
    assert [edge.origin for edge in graph.edges_of("other")] == ["found"]
    assert followers(graph, ("root",)) == ("root",)


def test_a_part_of_the_notes() -> None:
    """With a part of the notes and the whole net, as in a bundle, what is outside is still told."""
    kept = {note.id: note for note in NOTES if note.id not in ("north-plan", "central", "north", "before")}
    part = dataclasses.replace(GRAPH, kb=KnowledgeBase(kept))
    found = cascade(part, ("root", "call"))
    assert {"north-plan", "central", "before"} <= {step.node for step in found.steps}
    assert not any(step.node.startswith("central#") for step in found.steps)
    assert [place.province for place in found.places] == ["east", "far", "south", "west"]


def test_nothing_changes_by_the_order_of_the_notes(found: Cascade) -> None:
    """The same notes in another order give the same cascade, but for the order of provinces."""
    other = cascade(net(*reversed(NOTES)), ("root", "call"))
    assert other.steps == found.steps
    assert dataclasses.replace(other, places=tuple(reversed(other.places))) == found
