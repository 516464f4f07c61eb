"""The arithmetic of the ledger: what adds up, what does not, and what rounding or bounds leave open."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small import document, figure, meeting, net, province

from nq57.analysis.ledger import REMAINDER, SHARE, SUM, Check, amount, checks, conflicts, series
from nq57.model import Figure

COUNTS = st.integers(0, 10**9)
CENTS = st.decimals(0, 10**6, places=2)


def summed(total: str, *parts: str, unit: str = "tâches", comparator: str = "equal") -> Check:
    """Return the check of a total against its parts."""
    pieces = tuple(figure(f"p{n}", part, unit, to=[("part-of", "d#t")]) for n, part in enumerate(parts))
    found = checks(net(document("d", figures=(figure("t", total, unit, comparator=comparator), *pieces))))
    assert [check.kind for check in found] == [SUM]
    return found[0]


def shared(total: str, part: str, share: str, unit: str = "tâches") -> Check:
    """Return the check of a part against the share of the total that it is said to be."""
    whole = figure("t", total, unit)
    piece = figure("p", part, unit, share=share, to=[("part-of", "d#t")])
    found = checks(net(document("d", figures=(whole, piece))))
    assert [check.kind for check in found] == [SHARE]
    return found[0]


def remaining(done: str, share: str, left: str, unit: str = "dossiers", left_unit: str = "dossiers") -> Check:
    """Return the check of what is said to remain against a done amount and its share."""
    whole = figure("t", done, unit, share=share)
    rest = figure("r", left, left_unit, to=[("remainder-of", "d#t")])
    found = checks(net(document("d", figures=(whole, rest))))
    assert [check.kind for check in found] == [REMAINDER]
    return found[0]


@pytest.mark.parametrize(
    ("value", "unit", "low", "high"),
    [
        ("147", "tâches", "147", "147"),  # a count is exact
        ("0", "tâches", "0", "0"),
        ("44.05", "%", "44.045", "44.055"),
        ("1.62", "millions de certificats", "1615000", "1625000"),
        ("2", "millions", "1500000", "2500000"),
        ("263.3", "milliards de VND", "263250000000", "263350000000"),
        ("4800", "milliards de VND", "4799500000000", "4800500000000"),
        ("3", "mille", "2500", "3500"),
        ("3", "millionièmes", "3", "3"),  # only a whole word is a scale
    ],
)
def test_what_rounding_leaves_open(value: str, unit: str, low: str, high: str) -> None:
    """A value written with decimals or in millions stands for half a unit of its last digit around it."""
    found = amount(figure("f", value, unit))
    assert (found.low, found.high) == (Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    ("total", "parts", "unit", "holds", "difference"),
    [
        ("147", ("76", "68"), "tâches", False, "3"),
        ("144", ("76", "68"), "tâches", True, "0"),
        ("143", ("76", "68"), "tâches", False, "-1"),
        ("1.0", ("0.3", "0.3", "0.3"), "millions", True, "100000"),  # each may be up to 0.35
        ("1.2", ("0.3", "0.3", "0.3"), "millions", False, "300000"),
        ("0", ("0", "0"), "tâches", True, "0"),
    ],
)
def test_sums(total: str, parts: tuple[str, ...], unit: str, holds: bool, difference: str) -> None:
    """The parts make the total, or the difference is told with its sign."""
    check = summed(total, *parts, unit=unit)
    assert (check.holds, check.difference) == (holds, Decimal(difference))
    assert check.figure == "d#t"
    assert check.others == tuple(f"d#p{n}" for n in range(len(parts)))


@pytest.mark.parametrize("comparator", ["at-least", "more-than", "about", "at-most"])
def test_a_bound_leaves_the_answer_open(comparator: str) -> None:
    """About 147 is not wrong beside 144, nor right: it is told as undecided."""
    assert summed("147", "76", "68", comparator=comparator).holds is None


@given(st.lists(COUNTS, min_size=2, max_size=8))
def test_true_sums_hold(parts: list[int]) -> None:
    """Counts that add up are never told as wrong, and off by one they always are."""
    whole = sum(parts)
    assert summed(str(whole), *map(str, parts)).holds is True
    assert summed(str(whole + 1), *map(str, parts)).holds is False


@given(st.lists(CENTS, min_size=2, max_size=8), st.integers(0, 1))
def test_rounded_sums_hold(parts: list[Decimal], places: int) -> None:
    """Parts and total rounded from true values add up, however they were rounded."""
    written = [round(part, places) for part in parts]
    total = round(sum(parts, Decimal(0)), places)
    unit = "millions"
    assert summed(f"{total:f}", *(f"{part:f}" for part in written), unit=unit).holds is True


@given(st.integers(1, 10**7), st.integers(0, 100), st.integers(0, 2))
def test_rounded_shares_hold(whole: int, percent: int, places: int) -> None:
    """A part and its share, rounded from true values, agree."""
    part = whole * percent // 100
    share = round(Decimal(100) * part / whole, places)
    assert shared(str(whole), str(part), f"{share:f}").holds is (part == whole or share != 100)


@given(st.integers(1, 10**7), st.integers(0, 10**7), st.integers(0, 2))
def test_rounded_remainders_hold(done: int, left: int, places: int) -> None:
    """What is done, its share and what is left, rounded from true values, agree."""
    share = round(Decimal(100) * done / (done + left), places)
    if share:
        assert remaining(str(done), f"{share:f}", str(left)).holds is (left == 0 or share != 100)


@pytest.mark.parametrize(
    ("total", "part", "share", "holds"),
    [
        ("147", "76", "51.7", True),
        ("147", "76", "51.6", False),
        ("147", "76", "52", True),
        ("147", "147", "100", True),
        ("147", "146", "100", False),  # all is not nearly all
        ("147", "0", "0", True),
    ],
)
def test_shares(total: str, part: str, share: str, holds: bool) -> None:
    """A share is compared as exactly as it is written."""
    assert shared(total, part, share).holds is holds


@pytest.mark.parametrize(
    ("done", "share", "left", "holds", "difference"),
    [
        ("1.62", "80", "440000", False, "35000"),
        ("1.62", "80", "405000", True, "0"),
        ("1.62", "80", "419000", True, "14000"),
        ("1.62", "80", "391000", False, "-14000"),
        ("1.62", "100", "0", True, "0"),
        ("1.62", "100", "1", False, "1"),
    ],
)
def test_remainders(done: str, share: str, left: str, holds: bool, difference: str) -> None:
    """What 80 % done leaves is computed from both roundings."""
    check = remaining(done, share, left, "millions de certificats")
    assert (check.holds, check.difference) == (holds, Decimal(difference))
    assert check.terms[:2] == (Decimal(1620000), Decimal(share))


def test_nothing_to_check() -> None:
    """One part, a part of another text, a share without whole, a remainder of no share: no calculation."""
    graph = net(
        document(
            "d",
            figures=(
                figure("t", "10"),
                figure("one", "4", to=[("part-of", "d#t")]),
                figure("share", "4", share="40"),
                figure("rest", "6", to=[("remainder-of", "d#one")]),
                figure("zero", "6", share="0"),
                figure("left", "6", to=[("remainder-of", "d#zero")]),
            ),
        ),
        document("e", figures=(figure("other", "9", to=[("part-of", "d#t")]),)),
    )
    assert checks(graph) == ()


def test_each_text_gives_its_own_account() -> None:
    """Parts of one total in two texts are two sums, not one."""
    parts = [("part-of", "d#t")]
    graph = net(
        document("d", figures=(figure("t", "10"), figure("a", "4", to=parts), figure("b", "6", to=parts))),
        meeting("m", figures=(figure("a", "5", to=parts), figure("b", "4", to=parts))),
    )
    assert [(check.others, check.holds) for check in checks(graph)] == [
        (("d#a", "d#b"), True),
        (("m#a", "m#b"), False),
    ]


def points(*figures: Figure) -> list[list[str]]:
    """Return the ids of the figures of each series."""
    graph = net(province("north"), province("south"), document("d", figures=figures))
    return [[made.id for _, made in line.points] for line in series(graph)]


def test_series() -> None:
    """A series has one name and one place, by date, those without one last; no name, no series."""
    assert points(
        figure("undated", "1", series="s", scope="north"),
        figure("later", "2", series="s", scope="north", as_of="2025-10"),
        figure("earlier", "3", series="s", scope="north", as_of="2025-09-30"),
        figure("elsewhere", "4", series="s", scope="south"),
        figure("nation", "5", series="s"),
        figure("apart", "6"),
    ) == [["nation"], ["earlier", "later", "undated"], ["elsewhere"]]


@pytest.mark.parametrize(
    ("one", "other", "conflict"),
    [
        (figure("a", "1", series="s"), figure("b", "2", series="s"), True),
        (figure("a", "1", series="s"), figure("b", "1", series="s"), False),
        (figure("a", "1", series="s"), figure("b", "1.0", series="s"), False),
        (figure("a", "1", series="s", as_of="2025"), figure("b", "2", series="s", as_of="2025"), True),
        (figure("a", "1", series="s", as_of="2025"), figure("b", "2", series="s", as_of="2025-12"), False),
        (figure("a", "1", series="s", as_of="2025"), figure("b", "2", series="s"), False),
        (figure("a", "1", series="s", period="T3"), figure("b", "2", series="s", period="T3"), True),
        (figure("a", "1", series="s", period="T3"), figure("b", "2", series="s", period="T4"), False),
        (figure("a", "1", series="s", comparator="at-least"), figure("b", "2", series="s"), False),
        (figure("a", "1", series="s", scope="north"), figure("b", "2", series="s", scope="south"), False),
        (figure("a", "1.62", "millions", series="s"), figure("b", "1620400", series="s"), False),
        (figure("a", "1.62", "millions", series="s"), figure("b", "1626000", series="s"), True),
        (figure("a", "2", series="s"), figure("b", "2", "millions", series="s"), True),
    ],
)
def test_conflicts(one: Figure, other: Figure, conflict: bool) -> None:
    """Two exact values of one quantity, place and time contradict each other unless rounding explains it."""
    graph = net(province("north"), province("south"), document("d", figures=(one, other)))
    found = [pair for line in series(graph) for pair in conflicts(line)]
    assert found == ([("d#a", "d#b")] if conflict else [])
