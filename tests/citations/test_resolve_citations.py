"""Resolving: one note, a stub, ambiguous or unknown; by date, issuer, scope and term."""

from __future__ import annotations

from pathlib import Path

import pytest

from nq57.citations import Citation, Holding, Holdings, Resolution, Scope, find, resolve, resolve_all
from nq57.grammar import read_grammar
from nq57.numbers import parse
from nq57.text import Date

GRAMMAR = read_grammar(Path(__file__).parents[2] / "kb" / "vocabulary")[0]


def held(id_: str, number: str = "", date: str = "", **more: object) -> Holding:
    """Return a holding; the date as in a note."""
    parts = [int(part) for part in date.split("-")] if date else []
    return Holding(
        id=id_,
        number=parse(number, GRAMMAR.tables) if number else None,
        date=Date(*parts) if parts else None,
        **more,  # type: ignore[arg-type]
    )


HOLDINGS = Holdings(
    [
        held("57-nq-tw", "57-NQ/TW", "2024-12-22", kind="resolution", issuer="politburo"),
        held("193-2025-qh15", "193/2025/QH15", "2025-02-19", kind="resolution", issuer="national-assembly"),
        held("03-nq-cp", "03/NQ-CP", "2025-01-09", kind="resolution", issuer="government"),
        held("71-nq-cp", "71/NQ-CP", "2025-04-01", kind="resolution", issuer="government"),
        held("71-nq-tw", "71-NQ/TW", "2025-08-22", kind="resolution", issuer="politburo"),
        held("18-2017", "18-NQ/TW", "2017-10-25", kind="resolution", issuer="central-committee"),
        held("18-2022", "18-NQ/TW", "2022-06-16", kind="resolution", issuer="central-committee"),
        held("hy-1460", "1460-QĐ/TU", "2025-02-20", kind="decision", province="hung-yen"),
        held("dl-1460", "1460-QĐ/TU", "2025-06-01", kind="decision", province="dak-lak"),
        held("hy-386", "386-KH/TU", "2025-02-13", kind="plan", province="hung-yen"),
        held("central-01", "01-TB/BCĐTW", "2025-01-22", kind="notice", issuer="central-steering-committee"),
        held("other-01", "01-TB/BCĐTW", "2025-05-05", kind="notice", issuer="institutions-committee"),
        held("scheme-06", "06/QĐ-TTg", "2022-01-06", kind="decision", aliases=("Đề án 06", "Projet 06")),
        held("apparatus", kind="resolution", issuer="central-committee", aliases=("résolution 99",)),
    ]
)


def came_to(text: str, scope: Scope | None = None) -> Resolution:
    """Return what the one citation of a text comes to."""
    (citation,) = find(text, GRAMMAR)
    return resolve(citation, scope or Scope(), HOLDINGS)


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("résolution n° 57-NQ/TW", "57-nq-tw"),
        ("la résolution n° 57-NQ/TW du 22 décembre 2024", "57-nq-tw"),
        ("la résolution 57 a été publiée", "57-nq-tw"),
        ("la résolution 193 de l'Assemblée nationale", "193-2025-qh15"),
        ("la résolution n° 71-NQ/CP du gouvernement", "71-nq-cp"),
        ("résolution n° 3/NQ-CP", "03-nq-cp"),
        ("Nghị quyết số 18-NQ/TW ngày 25/10/2017", "18-2017"),
        ("Nghị quyết số 18-NQ/TW năm 2022", "18-2022"),
        ("les utilités du Projet 06", "scheme-06"),
        ("triển khai Đề án 06", "scheme-06"),
        ("Quyết định 06/QĐ-TTg", "scheme-06"),
        ("la résolution 99", "apparatus"),
        ("Quyết định số 1460-QĐ/TU ngày 20/02/2025", "hy-1460"),
        ("Kế hoạch 386-KH/TU của Ban Thường vụ Tỉnh ủy Hưng Yên", "hy-386"),
        ("résolution 71 du Politburo", "71-nq-tw"),
        ("résolution 71 du Gouvernement", "71-nq-cp"),
    ],
)
def test_the_text_says_enough(text: str, id_: str) -> None:
    """Number, date, issuer or name point to one note."""
    answer = came_to(text)
    assert (answer.outcome, answer.id) == ("note", id_)


@pytest.mark.parametrize(("province", "id_"), [("hung-yen", "hy-1460"), ("dak-lak", "dl-1460")])
def test_the_province_of_the_citing_note_decides(province: str, id_: str) -> None:
    """Two provinces have signed 1460-QĐ/TU: a note means its own."""
    assert came_to("décision n° 1460-QD/TU", Scope(province=province)).id == id_


def test_without_a_province_nothing_is_guessed() -> None:
    """A committee's number that two provinces have is ambiguous for a note of the centre."""
    answer = came_to("décision n° 1460-QD/TU")
    assert (answer.outcome, answer.ids) == ("ambiguous", ("hy-1460", "dl-1460"))


def test_one_province_holding_a_number_proves_nothing() -> None:
    """386-KH/TU is held for one province, but every province may have one."""
    assert came_to("le plan n° 386-KH/TU").outcome == "ambiguous"
    other = came_to("le plan n° 386-KH/TU", Scope(province="dak-lak"))
    assert (other.outcome, other.key) == ("stub", "386-kh-tu--dak-lak")


def test_same_number_of_two_terms_is_ambiguous_without_date() -> None:
    """18-NQ/TW of 2017 and of 2022 are two documents."""
    answer = came_to("Nghị quyết số 18-NQ/TW")
    assert (answer.outcome, set(answer.ids)) == ("ambiguous", {"18-2017", "18-2022"})


def test_a_note_cites_nothing_of_its_future() -> None:
    """A note of 2020 means the resolution of 2017, not that of 2022."""
    assert came_to("Nghị quyết số 18-NQ/TW", Scope(date=Date(2020, 1, 1))).id == "18-2017"


def test_short_form_means_what_the_text_cites_in_full() -> None:
    """After a full citation, the short form in the same text means the same document."""
    assert came_to("Nghị quyết 18", Scope(cited=("18-2022",))).id == "18-2022"


def test_citations_of_one_text_are_resolved_together() -> None:
    """A dated citation in full says which of two terms a short form beside it means, before it or after."""
    text = "Nghị quyết 18 về đất đai, tức Nghị quyết số 18-NQ/TW ngày 16/6/2022; theo Nghị quyết 18"
    answers = resolve_all(find(text, GRAMMAR), Scope(), HOLDINGS)
    assert [answer.id for answer in answers] == ["18-2022"] * 3


def test_steering_committee_means_its_own_notice() -> None:
    """01-TB/BCĐTW of two committees: the citing committee decides."""
    scope = Scope(body="central-steering-committee")
    assert came_to("thông báo số 01-TB/BCĐTW", scope).id == "central-01"
    assert came_to("thông báo số 01-TB/BCĐTW").outcome == "ambiguous"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Nghị quyết số 59-NQ/TW ngày 24/01/2025", "59-nq-tw"),
        ("Nghị định số 13/2023/NĐ-CP", "13-2023-nd-cp"),
        ("Nghị quyết số 57-NQ/TW ngày 30/6/2030", "57-nq-tw--2030"),
        ("Luật số 93/2025/QH15", "93-2025-qh15"),
    ],
)
def test_number_that_is_not_held_is_a_stub(text: str, key: str) -> None:
    """A well-formed number of no note, or of a note with another date, makes a "cited, not seen" page."""
    answer = came_to(text)
    assert (answer.outcome, answer.key) == ("stub", key)


def test_unseen_documents_of_two_provinces_are_two_stubs() -> None:
    """05-KH/TU of Hưng Yên and 05-KH/TU of Đắk Lắk are not one page; 59-NQ/TW is one for all."""
    keys = {
        (text, province): came_to(text, Scope(province=province)).key
        for text in ("kế hoạch số 05-KH/TU", "nghị quyết số 59-NQ/TW", "thông báo số 09-TB/BCĐTW")
        for province in ("hung-yen", "dak-lak")
    }
    assert sorted(set(keys.values())) == [
        "05-kh-tu--dak-lak",
        "05-kh-tu--hung-yen",
        "09-tb-bcdtw",
        "59-nq-tw",
    ]


def test_conflicting_date_is_never_overridden() -> None:
    """The number of a held note with another date of signing is another document."""
    assert came_to("la résolution n° 03/NQ-CP du 9 janvier 2026").outcome == "stub"


@pytest.mark.parametrize("text", ["la résolution 12", "la décision n° 57", "Kế hoạch số 01"])
def test_short_form_of_nothing_held_is_unknown(text: str) -> None:
    """A serial and a kind are no number: nothing is made of them."""
    assert came_to(text).outcome == "unknown"


def test_two_readings_resolve_to_the_one_that_is_held() -> None:
    """A citation with two readings comes to the held one, and stays open where none is."""
    (citation,) = find("căn cứ số 12-DA/TU", GRAMMAR)
    holdings = Holdings([held("scheme", "12-ĐA/TU", province="hue")])
    assert resolve(citation, Scope(province="hue"), holdings).id == "scheme"
    assert resolve(citation, Scope(), HOLDINGS).outcome == "ambiguous"


def test_date_without_year_agrees_with_any_year() -> None:
    """ "Le 25 mars" agrees with the dispatch of 25 March 2025 and contradicts one of April."""
    march, april = Date(2025, 3, 25), Date(2025, 4, 1)
    number = parse("01-CV/BCĐTW", GRAMMAR.tables)
    citation = Citation("01-CV/BCĐTW", (0, 11), number, date=Date(0, 3, 25))
    holdings = Holdings([Holding("march", number, date=march), Holding("april", number, date=april)])
    assert resolve(citation, Scope(), holdings).id == "march"
