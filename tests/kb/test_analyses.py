"""The analyses of the real notes give what was computed by hand from the five founding texts."""

from __future__ import annotations

from typing import Any

import pytest
from expected_content import ROOT, expected, rows, states, wanted

from nq57.analysis.cascade import DATED, UNDATED, UNSEEN, Cascade, cascade
from nq57.analysis.coverage import Grid, grid
from nq57.analysis.findings import Found, found
from nq57.analysis.ledger import checks
from nq57.analysis.province import COUNCIL, HEAD, STANDING_BODY, WORKING_GROUP, dossier
from nq57.analysis.register import Entry, due_next, late, register, without_deadline, without_owner
from nq57.corpus import Corpus, read_corpus
from nq57.text import Date

SOON = Date(2025, 10, 31)
SPOKEN = {"covers": "stated", "covers-partly": "partly"}


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    """The real knowledge base."""
    return read_corpus(ROOT)


@pytest.fixture(scope="module")
def chain(corpus: Corpus) -> Cascade:
    """The cascade since the resolution, the call and the dispatch."""
    return cascade(corpus.graph, expected()["cascade"]["starts"])


@pytest.fixture(scope="module")
def by_rule(corpus: Corpus) -> tuple[Found, ...]:
    """All that the rules find."""
    return found(corpus.graph, corpus.grammar)


def tasks() -> dict[str, dict[str, Any]]:
    """Return the rows of the expected tasks by node."""
    return {f"{note}#{key}": row for note, inner in expected()["tasks"].items() for key, row in inner.items()}


def told(grid_of: Grid, province: str) -> dict[str, tuple[str, ...]]:
    """Return part → states of the cells of a province that hold something."""
    cells = zip(grid_of.columns, dict(grid_of.rows)[province], strict=True)
    return {column.partition("#")[2]: cell.states for column, cell in cells if cell.statements}


@pytest.mark.parametrize(("event", "days"), list(expected()["cascade"]["days"].items()))
def test_delays(chain: Cascade, event: str, days: list[str]) -> None:
    """Every event stands in the cascade once, with its signed days from the three starts."""
    assert [step.delays for step in chain.steps if step.node == event] == [tuple(map(int, days))]


def test_the_order_of_the_cascade(chain: Cascade) -> None:
    """The events come in the order of their dates, and nothing undated has a delay."""
    order = [step.node for step in chain.steps if step.node in expected()["cascade"]["days"]]
    days = [int(expected()["cascade"]["days"][node][0]) for node in order]
    assert (len(order), days) == (15, sorted(days))
    assert {step.delays for step in chain.steps if not step.date} == {(None, None, None)}


@pytest.mark.parametrize("node", [*expected()["cascade"]["undated"][:2], "dak-lak-action-plan"])
def test_undated_events(chain: Cascade, node: str) -> None:
    """What no text dates is in the cascade, without a date."""
    assert [step.date for step in chain.steps if step.node == node] == [None]


def test_provinces_of_the_cascade(chain: Cascade) -> None:
    """Two provinces have a dated first act, Gia Lai has none dated, of the others nothing was seen."""
    places = {place.province: (place.state, place.first and place.first.node) for place in chain.places}
    assert places.pop("hung-yen") == (DATED, "hung-yen-386-kh-tu")
    assert places.pop("dak-lak") == (DATED, "dak-lak-steering-meeting-1")
    assert places.pop("gia-lai") == (UNDATED, None)
    assert (len(places), set(places.values())) == (31, {(UNSEEN, None)})


@pytest.mark.parametrize(("province", "row"), rows("coverage"))
def test_coverage(corpus: Corpus, province: str, row: dict[str, list[str]]) -> None:
    """The matrix of task groups is the reading by hand, but for the differences that it gives reasons for."""
    reading = states(row)
    for where, group, state, _ in expected()["coverage-differences"]:
        if where == province:
            reading[group] = state
    matrix = grid(corpus.graph, "framework-action-plan", ("task-group",))
    assert told(matrix, province) == {part: (SPOKEN[said],) for part, said in reading.items() if said}


@pytest.mark.parametrize(("province", "row"), rows("coverage-headings"))
def test_headings(corpus: Corpus, province: str, row: dict[str, list[str]]) -> None:
    """The matrix of organisation headings is the reading by hand."""
    matrix = grid(corpus.graph, "framework-action-plan", ("heading",))
    assert told(matrix, province) == {part: (SPOKEN[said],) for part, said in states(row).items()}


def test_matrices_are_whole(corpus: Corpus) -> None:
    """34 provinces, 10 groups, 8 headings, 11 conditions; nobody shows anything for the ninth group."""
    sizes = {
        kind: len(grid(corpus.graph, note, (kind,)).columns)
        for note, kind in (
            ("framework-action-plan", "task-group"),
            ("framework-action-plan", "heading"),
            ("01-cv-bcdtw", "condition"),
        )
    }
    assert sizes == {"task-group": 10, "heading": 8, "condition": 11}
    matrix = grid(corpus.graph, "framework-action-plan", ("task-group",))
    assert len(matrix.rows) == 34
    assert not any(
        cells[matrix.columns.index("framework-action-plan#g9")].statements for _, cells in matrix.rows
    )


@pytest.mark.parametrize(("province", "row"), rows("conformity"))
def test_conformity(corpus: Corpus, province: str, row: dict[str, str]) -> None:
    """A province meets the conditions that its text bears out; of the others nothing is said."""
    matrix = grid(corpus.graph, "01-cv-bcdtw", ("condition",))
    assert told(matrix, province) == dict.fromkeys(row, ("met",))


def entries(corpus: Corpus, as_of: Date = SOON) -> dict[str, Entry]:
    """Return the register by node."""
    return {entry.node: entry for entry in register(corpus.kb, as_of)}


def test_the_register_is_whole(corpus: Corpus) -> None:
    """Every task of the expected content is in it, and what it lacks is what its row lacks."""
    found = entries(corpus)
    assert set(tasks()) <= set(found)
    for node, row in tasks().items():
        missing = found[node].missing
        assert ("due" in missing) == (not wanted(row, "due")), node
        assert ("lead" in missing) == (not wanted(row, "lead")), node
        assert ("indicator" in missing) == (not wanted(row, "indicator")), node
        assert ("progress" in missing) == (not wanted(row, "status")), node
        assert ("coordinating" in missing) == (not row.get("with")), node


def test_the_lists_of_the_register(corpus: Corpus) -> None:
    """The lists hold the tasks whose rows have no owner, no date, or one that is past."""
    found = tuple(entries(corpus).values())
    rest = {node: row for node, row in tasks().items() if not row.get("to") and not wanted(row, "owner")}
    assert {entry.node for entry in without_owner(found)} == set(rest)
    undue = {node for node, row in tasks().items() if not wanted(row, "due")}
    assert {entry.node for entry in without_deadline(found)} == undue
    assert {entry.node for entry in due_next(found)} == {node for node in tasks() if node not in undue}


@pytest.mark.parametrize(
    ("as_of", "past"),
    [
        (Date(2025, 4, 16), []),
        (Date(2025, 10, 31), []),
        (Date(2025, 11, 1), ["a4-08"]),
        (Date(2026, 3, 31), ["a4-08"]),
        (Date(2026, 4, 1), ["a4-08", "t4-04"]),
    ],
)
def test_late_on_a_date(corpus: Corpus, as_of: Date, past: list[str]) -> None:
    """Only what a text dates can be late, from the day after its date, its month for October 2025."""
    found = [entry.task.id for entry in late(tuple(entries(corpus, as_of).values()))]
    assert found == past


def test_calculations(corpus: Corpus) -> None:
    """The two sums of the text on Gia Lai are done again, with their differences."""
    found = {(check.kind, check.figure.partition("#")[2]): check for check in checks(corpus.graph)}
    assert {key: (int(check.computed.value), int(check.difference)) for key, check in found.items()} == {
        ("sum", "f07"): (144, 3),
        ("remainder", "f18"): (405000, 35000),
    }
    assert int(found["remainder", "f18"].terms[2]) == 2025000


@pytest.mark.parametrize(
    ("rule", "about", "values"),
    [
        ("sum", "x10-gia-lai-147-tasks", {"stated": "147", "computed": "144", "difference": "3"}),
        ("remainder", "x12-gia-lai-land-certificates", {"computed": "405000", "difference": "35000"}),
        ("series-gap", "x25-missing-notices", {"missing": "02-TB/BCĐTW"}),
        ("series-gap", "x25-missing-notices", {"missing": "01-TB/BCĐ"}),
        ("twice-concluded", "x06-hung-yen-03-tb-scope", {"count": "2"}),
        ("odd-number", "x11-gia-lai-71-nq-cp", {"written": "71-NQ/CP", "number": "71/NQ-CP"}),
        ("undated", "x11-gia-lai-71-nq-cp", {"number": "71/NQ-CP"}),
        ("no-period", "x13-figures-without-period", {"value": "4800"}),
        ("no-period", "x13-figures-without-period", {"value": "840"}),
        ("no-period", "x13-figures-without-period", {"value": "89.05"}),
    ],
)
def test_found_by_rule_as_by_hand(
    corpus: Corpus, by_rule: tuple[Found, ...], rule: str, about: str, values: dict[str, str]
) -> None:
    """A rule finds what was noted by hand, about notes or records that the finding by hand names too."""
    named = set(corpus.kb.notes[about].about)  # type: ignore[attr-defined]
    hits = [item for item in by_rule if item.rule == rule and values.items() <= item.values.items()]
    assert len(hits) == 1
    assert named & {*hits[0].about, *(node.partition("#")[0] for node in hits[0].about)}


def test_no_gap_is_invented(by_rule: tuple[Found, ...]) -> None:
    """The two gaps are all: 229 and 230 after 204, or 386 after nothing, prove none."""
    assert len([item for item in by_rule if item.rule == "series-gap"]) == 2
    assert {item.rule for item in by_rule} >= {"sum", "remainder"}
    assert not [item for item in by_rule if item.rule in ("two-values", "two-values-undated", "early-text")]


@pytest.mark.parametrize(
    ("province", "parts"),
    [
        ("hung-yen", {HEAD, STANDING_BODY, WORKING_GROUP}),
        ("dak-lak", {HEAD, WORKING_GROUP, COUNCIL}),
        ("gia-lai", set()),
    ],
)
def test_committees(corpus: Corpus, province: str, parts: set[str]) -> None:
    """Of each committee the parts that its text names are stated, and no other."""
    committee = dossier(corpus.graph, province).committee
    assert committee.node == f"{province}-steering-committee"
    assert {part for part, held in committee.parts if held} == parts


def test_silent_provinces(corpus: Corpus) -> None:
    """31 of 34 provinces are said to be silent; each was given the tasks that all were given."""
    found = {
        name: dossier(corpus.graph, name) for name, note in corpus.kb.notes.items() if note.kind == "province"
    }
    assert sorted(name for name, one in found.items() if not one.silent) == ["dak-lak", "gia-lai", "hung-yen"]
    assert len({tuple(task.id for _, task in one.obligations) for one in found.values()}) == 1
