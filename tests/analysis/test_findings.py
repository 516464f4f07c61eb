"""What rules find in the sources, and what they must leave alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from small import body, document, figure, meeting, net, person, province

from nq57.analysis.findings import Found, found, places_of
from nq57.grammar import Grammar, read_grammar
from nq57.graph import Cited
from nq57.model import Document, Figure, Note


@pytest.fixture(scope="module")
def grammar() -> Grammar:
    """The grammar of numbers of the real vocabulary."""
    made, problems = read_grammar(Path(__file__).parents[2] / "kb" / "vocabulary")
    assert problems == ()
    return made


def by(rule: str, grammar: Grammar, *notes: Note, cited: dict[str, str] | None = None) -> list[Found]:
    """Return what one rule finds in some notes; ``cited`` is note → number of a text it cites, not held."""

    def finder(text: str, note: Note) -> tuple[Cited, ...]:
        number = (cited or {}).get(note.id)
        return (Cited(0, 1, stub=number, key=f"{number}-{note.province}"),) if number else ()

    return [item for item in found(net(*notes, finder=finder), grammar) if item.rule == rule]


def notice(serial: str, date: str = "2025-03-01", code: str = "BCĐTW", **values: str) -> Document:
    """Return a notice of the central committee, or of another."""
    name = f"{serial}-{code}-{values.get('issuer', '')}".lower()
    return document(name, **{"number": f"{serial}-TB/{code}", "issuer": "centre", "date": date, **values})


def gaps(grammar: Grammar, *notes: Note, cited: dict[str, str] | None = None) -> list[str]:
    """Return the numbers told as missing."""
    every = (*notes, body("centre"), body("north-sc"), body("south-sc"), province("north"), province("south"))
    return [item.values["missing"] for item in by("series-gap", grammar, *every, cited=cited)]


@pytest.mark.parametrize(
    ("serials", "missing"),
    [
        (("01", "03"), ["02-TB/BCĐTW"]),
        (("01", "02", "03"), []),
        (("01",), []),
        (("02",), ["01-TB/BCĐTW"]),
        (("03",), []),  # two unseen for one seen prove nothing
        (("01", "04"), ["02-TB/BCĐTW, 03-TB/BCĐTW"]),
        (("01", "05"), []),
        (("57", "229"), []),
        (("01", "03", "05"), ["02-TB/BCĐTW", "04-TB/BCĐTW"]),
        (("1", "3"), ["2-TB/BCĐTW"]),
        (("01", "99999999999"), []),
    ],
)
def test_series_gaps(grammar: Grammar, serials: tuple[str, ...], missing: list[str]) -> None:
    """Numbers between those seen, or before the first, are told where few enough are missing."""
    assert gaps(grammar, *(notice(serial) for serial in serials)) == missing


def test_a_series_is_of_one_body_kind_and_year(grammar: Grammar) -> None:
    """Numbers of another year, another body or another kind neither make nor fill a gap."""
    assert gaps(grammar, notice("01", "2024-03-01"), notice("03")) == []
    other = notice("02", code="BCĐ", issuer="north-sc", province="north")
    assert gaps(grammar, notice("01"), notice("03"), other) == ["02-TB/BCĐTW", "01-TB/BCĐ"]
    decision = document("d", number="02-QĐ/BCĐTW", issuer="centre", date="2025-03-01")
    assert gaps(grammar, notice("01"), notice("03"), decision) == ["01-QĐ/BCĐTW", "02-TB/BCĐTW"]


def test_a_number_held_without_a_date_is_no_gap(grammar: Grammar) -> None:
    """A text that is held is seen, though no source dates it."""
    assert gaps(grammar, notice("01"), notice("03"), notice("02", date="")) == []


def test_a_number_cited_is_no_gap(grammar: Grammar) -> None:
    """A number cited and not held is known; that of another province's committee is not this one's."""
    words = {"body": "x"}
    central = document("c", **words)
    north = document("n", province="north", **words)
    south = document("s", province="south", **words)
    both = (notice("01"), notice("03"))
    assert gaps(grammar, *both, central, cited={"c": "02-TB/BCĐTW"}) == []
    assert gaps(grammar, *both, north, cited={"n": "02-TB/BCĐTW"}) == []
    local = notice("02", code="BCĐ", issuer="north-sc", province="north")
    assert gaps(grammar, local, north, cited={"n": "01-TB/BCĐ"}) == []
    assert gaps(grammar, local, south, cited={"s": "01-TB/BCĐ"}) == ["01-TB/BCĐ"]


def test_no_number_no_gap(grammar: Grammar) -> None:
    """Texts without number, or with one that no grammar reads, are left to the other rules."""
    assert (
        gaps(grammar, document("a", issuer="centre", date="2025"), notice("x1"), notice("zz", date="")) == []
    )


def test_odd_numbers(grammar: Grammar) -> None:
    """A number written otherwise than its canonical form is told; spaces alone are no other form."""
    odd = document("a", number="204-QĐ/TW", written="204-QD/TW")
    same = document("b", number="204-QĐ/TW", written="204-QĐ/TW ")
    assert [item.about for item in by("odd-number", grammar, odd, same, document("c", written="x"))] == [
        ("a",)
    ]


@pytest.mark.parametrize(
    ("lower", "upper", "days"),
    [
        ("2025-02-13", "2025-02-20", ["7"]),
        ("2025-02-20", "2025-02-13", []),
        ("2025-02-20", "2025-02-20", []),
        ("2025-02", "2025-02-20", []),
        ("", "2025-02-20", []),
        ("2025-02-13", "", []),
    ],
)
def test_early_texts(grammar: Grammar, lower: str, upper: str, days: list[str]) -> None:
    """A text dated before what it rests on is told; without two days nothing is."""
    notes = (document("a", date=lower, to=[("implements", "b")]), document("b", date=upper))
    assert [item.values["days"] for item in by("early-text", grammar, *notes)] == days


def test_early_is_about_what_a_text_rests_on(grammar: Grammar) -> None:
    """A text may be older than the one it speaks of in another way."""
    notes = (document("a", date="2025-01-01", to=[("concerns", "b")]), document("b", date="2025-02-01"))
    assert by("early-text", grammar, *notes) == []


def test_twice_concluded(grammar: Grammar) -> None:
    """Two texts with the conclusions of one meeting are told with it; one text for two meetings is not."""
    one = document("one", to=[("concludes", "first")])
    two = document("two", to=[("concludes", "first"), ("concludes", "second")])
    told = by("twice-concluded", grammar, one, two, meeting("first"), meeting("second"))
    assert [(item.about, item.values) for item in told] == [(("first", "one", "two"), {"count": "2"})]


def test_undated_texts(grammar: Grammar) -> None:
    """A numbered text without a date is a gap; a draft without number is none."""
    notes = (document("a", number="71/NQ-CP"), document("b"), document("c", number="1-QĐ/TW", date="2025"))
    assert [item.about for item in by("undated", grammar, *notes)] == [("a",)]


@pytest.mark.parametrize(
    ("made", "told"),
    [
        (figure("f", "1", nature="stock"), True),
        (figure("f", "1", nature="flow"), True),
        (figure("f", "1", nature="target"), False),
        (figure("f", "1"), False),
        (figure("f", "1", nature="flow", period="depuis 2025"), False),
        (figure("f", "1", nature="stock", as_of="2025-10"), False),
        (figure("f", "1", nature="rate", due="2025-10"), False),
    ],
)
def test_figures_without_time(grammar: Grammar, made: Figure, told: bool) -> None:
    """What is measured needs its period or date; what is aimed at does not."""
    assert bool(by("no-period", grammar, document("d", figures=(made,)))) == told


def test_two_values(grammar: Grammar) -> None:
    """Two values for one date contradict each other; without a date they are an ambiguity."""
    timed = [figure(name, value, series="s", period="T3") for name, value in (("a", "147"), ("b", "150"))]
    told = by("two-values", grammar, document("d", figures=tuple(timed)))
    assert [(t.nature, t.about, t.values) for t in told] == [
        ("contradiction", ("d#a", "d#b"), {"one": "147", "other": "150"})
    ]
    bare = [figure("a", "1.5", "millions", series="s"), figure("b", "2", series="s")]
    told = by("two-values-undated", grammar, document("d", figures=tuple(bare)))
    assert [(t.nature, t.values) for t in told] == [("ambiguity", {"one": "1500000", "other": "2"})]


def test_what_does_not_add_up(grammar: Grammar) -> None:
    """Only a check that fails is a finding: not one that holds, not one that a bound leaves open."""
    part = [("part-of", "d#t")]

    def told(total: str, comparator: str = "equal") -> list[dict[str, str]]:
        figures = (
            figure("t", total, comparator=comparator),
            figure("a", "76", to=part),
            figure("b", "68", to=part),
        )
        return [dict(item.values) for item in by("sum", grammar, document("d", figures=figures))]

    assert told("147") == [{"stated": "147", "computed": "144", "difference": "3"}]
    assert told("144") == told("147", "about") == []


def test_places(grammar: Grammar) -> None:
    """What was found belongs to the provinces of all it is about."""
    graph = net(
        province("north"),
        person("p"),
        meeting(
            "m", figures=(figure("f", "1", scope="north", nature="stock"), figure("g", "1", nature="stock"))
        ),
    )
    told = {item.about: places_of(graph, item) for item in found(graph, grammar)}
    assert told == {("m#f",): ("north",), ("m#g",): ()}
