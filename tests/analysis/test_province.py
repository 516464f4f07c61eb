"""The dossier of a province: what is said of it, what is not, and nothing of its neighbour."""

from __future__ import annotations

from dataclasses import replace

import pytest
from small import body, day, document, figure, finding, meeting, net, office, person, province, task

from nq57.analysis.province import COUNCIL, HEAD, PARTS, STANDING_BODY, WORKING_GROUP, before_merger, dossier
from nq57.model import KnowledgeBase

GRAPH = net(
    province("north", since="2025-07-01"),
    province("south"),
    province("silent"),
    body("north-sc", type="steering-committee", level="province", province="north"),
    body("north-office", level="province", province="north", to=[("standing-body-of", "north-sc")]),
    body("north-group", type="working-group", level="province", province="north"),
    body("south-sc", type="steering-committee", level="province", province="south"),
    body("every-committee", type="party-committee", level="province"),
    body("ministry", level="ministry"),
    person(
        "head",
        province="north",
        to=[("heads", "north-sc")],
        offices=(office("secrétaire", "north"), office("chef", "north-sc", since="2025-02-20")),
    ),
    person(
        "deputy", offices=(office("adjoint", "north-office", as_of="2025-01-01"), office("x", "ministry"))
    ),
    person("other", province="north", offices=(office("ailleurs", "south-sc"),)),
    document("north-draft", province="north"),
    document(
        "north-plan", province="north", date="2025-02-13", tasks=(task("t1"), task("t2", type="own-work"))
    ),
    document("south-plan", province="south", date="2025-01-01"),
    meeting(
        "review",
        tasks=(
            task("all", assigned_to=("every-committee",)),
            task("request", type="request", proposed_by=("north",), to=[("proposes-to", "ministry")]),
            task("given", assigned_to=("north-sc",)),
            task("ministry", assigned_to=("ministry",)),
        ),
        figures=(figure("f1", "1", scope="north"), figure("f2", "2", scope="south"), figure("f3", "3")),
    ),
    finding("x1", province="north", about=("north-plan",)),
    finding("x2", about=("review",)),
)


def ids(pairs: object) -> list[str]:
    """Return note#record of pairs of a note and a record."""
    return [f"{note.id}#{record.id}" for note, record in pairs]  # type: ignore[attr-defined]


def test_what_belongs_to_a_province() -> None:
    """Its documents by date, its tasks apart from its requests and from what all must do, its figures."""
    found = dossier(GRAPH, "north")
    assert [note.id for note in found.documents] == ["north-plan", "north-draft"]
    assert ids(found.obligations) == ["review#all"]
    assert ids(found.tasks) == ["north-plan#t1", "north-plan#t2", "review#given"]
    assert ids(found.requests) == ["review#request"]
    assert found.figures == ("review#f1",)
    assert [note.id for note in found.findings] == ["x1"]
    assert not found.silent


def test_the_committee() -> None:
    """Each part is held by those a relation or a body of the province names, or by nobody."""
    found = dossier(GRAPH, "north").committee
    assert found.node == "north-sc"
    held = {part: [node for node, _ in holders] for part, holders in found.parts}
    assert held == {
        HEAD: ["head"],
        STANDING_BODY: ["north-office"],
        WORKING_GROUP: ["north-group"],
        COUNCIL: [],
    }
    empty = dossier(GRAPH, "silent").committee
    assert (empty.node, dict(empty.parts)) == ("", dict.fromkeys(PARTS, ()))


def test_people_by_date() -> None:
    """Who holds an office in the province or in one of its bodies, the oldest known date first."""
    found = dossier(GRAPH, "north").holders
    assert [(h.person.id, h.office.title.fr) for h in found] == [
        ("deputy", "adjoint"),
        ("head", "chef"),
        ("head", "secrétaire"),
    ]
    assert [h.person.id for h in dossier(GRAPH, "south").holders] == ["other"]


def test_a_silent_province() -> None:
    """What all must do and where its people come from does not make a province speak."""
    found = dossier(GRAPH, "silent")
    assert found.silent
    assert ids(found.obligations) == ["review#all"]
    assert not dossier(GRAPH, "south").silent


@pytest.mark.parametrize(
    ("where", "date", "before"),
    [
        ("north", "2025-06-30", True),
        ("north", "2025-07-01", False),
        ("north", "2025-06", True),
        ("north", "2025-07", False),
        ("north", "2025", False),  # it may be either
        ("north", "2024", True),
        ("north", "", False),
        ("south", "2025-06-30", False),  # its borders did not change
    ],
)
def test_before_the_merger(where: str, date: str, before: bool) -> None:
    """Only a date that lies wholly before the merger is before it; an unknown one is not."""
    assert before_merger(GRAPH, where, day(date)) is before


def test_a_part_of_the_notes() -> None:
    """With a part of the notes and the whole net, as in a bundle, nothing outside is taken for a note."""
    kept = {
        n.id: n for n in GRAPH.kb.notes.values() if n.id not in ("head", "review", "north-office", "deputy")
    }
    found = dossier(replace(GRAPH, kb=KnowledgeBase(kept)), "north")
    assert ids(found.tasks) == ["north-plan#t1", "north-plan#t2"]
    assert (found.figures, found.holders, found.requests) == ((), (), ())
