"""Document numbers: the canonical form, the errors that say what would be right, the repairs."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nq57.grammar import read_grammar
from nq57.numbers import DocNumber, NumberError, Tables, parse, repair

TABLES = read_grammar(Path(__file__).parents[1] / "kb" / "vocabulary")[0].tables


@pytest.mark.parametrize(
    ("text", "serial", "year", "kind", "issuer", "style"),
    [
        ("57-NQ/TW", "57", None, "NQ", "TW", "party"),
        ("01-TB/BCĐTW", "01", None, "TB", "BCĐTW", "party"),
        ("1460-QĐ/TU", "1460", None, "QĐ", "TU", "party"),
        ("03/NQ-CP", "03", None, "NQ", "CP", "state"),
        ("30/2020/NĐ-CP", "30", 2020, "NĐ", "CP", "state"),
        ("30a/2008/NQ-CP", "30a", 2008, "NQ", "CP", "state"),
        ("66.17/2026/NQ-CP", "66.17", 2026, "NQ", "CP", "state"),
        ("193/2025/QH15", "193", 2025, "", "QH15", "assembly"),
        ("05/2004/PL-UBTVQH11", "05", 2004, "PL", "UBTVQH11", "state"),
        ("10/2013/TTLT-BCA-BQP-TANDTC", "10", 2013, "TTLT", "BCA-BQP-TANDTC", "state"),
        ("05/BNV-VP", "05", None, "", "BNV-VP", "state"),
        ("535/TTg", "535", None, "", "TTg", "state"),
        ("73-CP", "73", None, "", "CP", "state"),
        ("18-L/CTN", "18", None, "L", "CTN", "party"),
        ("01/QĐ-BCĐTW", "01", None, "QĐ", "BCĐTW", "state"),
        ("12/2026/QĐ-XYZ", "12", 2026, "QĐ", "XYZ", "state"),
    ],
)
def test_canonical_number_has_its_parts(
    text: str, serial: str, year: int | None, kind: str, issuer: str, style: str
) -> None:
    """A canonical number is told apart and printed back."""
    number = parse(text, TABLES)
    assert (number.serial, number.year, number.type, number.issuer, number.style) == (
        serial,
        year,
        kind,
        issuer,
        style,
    )
    assert str(number) == text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("57-QN/TW", "number '57-QN/TW': unknown kind 'QN' (did you mean 'NQ'?)"),
        ("71-NQ/CP", "number '71-NQ/CP': not the canonical form (write '71/NQ-CP')"),
        ("1460-QD/TU", "number '1460-QD/TU': not the canonical form (write '1460-QĐ/TU')"),
        ("31/QĐ-TW", "number '31/QĐ-TW': not the canonical form (write '31-QĐ/TW')"),
        ("57 -NQ/TW", "number '57 -NQ/TW': not the canonical form (write '57-NQ/TW')"),
        ("13/2023/nđ-cp", "number '13/2023/nđ-cp': not the canonical form (write '13/2023/NĐ-CP')"),
        ("15/1899/NĐ-CP", "number '15/1899/NĐ-CP': no shape of a document number"),
        ("résolution 57", "number 'résolution 57': no shape of a document number"),
        ("", "number '': no shape of a document number"),
    ],
)
def test_error_says_where_and_what_would_be_right(text: str, message: str) -> None:
    """An error quotes the number, says what is wrong in it and what to write."""
    with pytest.raises(NumberError) as error:
        parse(text, TABLES)
    assert str(error.value).startswith(message)


@pytest.mark.parametrize(
    ("damaged", "canonical", "repairs"),
    [
        ("229-QD/TW", "229-QĐ/TW", {"stroke"}),
        ("13/2023/ND-CP", "13/2023/NĐ-CP", {"stroke"}),
        ("26-BC/DU", "26-BC/ĐU", {"stroke"}),
        ("02-KH/BCDTW", "02-KH/BCĐTW", {"stroke"}),
        ("867/QD-DHQG", "867/QĐ-ĐHQG", {"stroke"}),
        ("12/QĐ-DHCT", "12/QĐ-ĐHCT", {"stroke"}),
        ("57/NQ-TW", "57-NQ/TW", {"separators"}),
        ("71-NQ/CP", "71/NQ-CP", {"separators"}),
        ("286-TB-VPCP", "286/TB-VPCP", {"separators"}),
        ("34/2005/QĐ/UBND", "34/2005/QĐ-UBND", {"separators"}),
        ("1836 QĐ/TWĐTN", "1836-QĐ/TWĐTN", {"separators", "space"}),
        ("165/2024/NĐ- CP", "165/2024/NĐ-CP", {"space"}),
        ("305/QĐ-\n  TTg", "305/QĐ-TTg", {"line-break"}),
        ("59-nQ/TW", "59-NQ/TW", {"case"}),
        ("06/QĐ-TTG", "06/QĐ-TTg", {"case"}),
        ("02-kh-bcdtw", "02-KH/BCĐTW", {"case", "stroke", "separators"}),
        ("193/2025/QH 15", "193/2025/QH15", {"space"}),
        ("193/2025/QH1", "193/2025/QH15", {"legislature"}),
        ("90/201Ø6/NĐ- CP", "90/2016/NĐ-CP", {"digits", "space"}),
        ("89/2015/NÐ-CP", "89/2015/NĐ-CP", {"look-alike"}),
        ("51/2025/TT-BTС", "51/2025/TT-BTC", {"look-alike"}),
        ("57-NQ/T.Ư", "57-NQ/TW", {"spelling"}),
        ("30A/2008/NQ-CP", "30a/2008/NQ-CP", {"case"}),
    ],
)
def test_damage_is_repaired_and_named(damaged: str, canonical: str, repairs: set[str]) -> None:
    """A damaged number is read, and what was repaired is recorded."""
    reading = repair(damaged, TABLES)
    assert (str(reading.number), set(reading.repairs)) == (canonical, repairs)


@pytest.mark.parametrize(
    ("damaged", "candidates"),
    [
        ("12-DA/TU", {"12-DA/TU", "12-ĐA/TU"}),
        ("286-TB-XYZ", {"286-TB/XYZ", "286/TB-XYZ"}),
        ("12/2021/QH1", {"12/2021/QH14", "12/2021/QH15"}),
    ],
)
def test_two_repairs_are_ambiguous(damaged: str, candidates: set[str]) -> None:
    """Where two repairs are possible, both are given and none is chosen."""
    reading = repair(damaged, TABLES)
    assert reading.number is None
    assert {str(number) for number in reading.ambiguous} == candidates


def test_word_of_kind_decides_between_two_codes() -> None:
    """DA is Dự án or a damaged ĐA: the codes of the word beside it decide."""
    assert str(repair("12-DA/TU", TABLES, ("ĐA",)).number) == "12-ĐA/TU"
    assert str(repair("12-DA/TU", TABLES, ("DA",)).number) == "12-DA/TU"


@pytest.mark.parametrize("text", ["12/CD-XYZ", "57-XX/TW", "24/7", "57", "NQ/TW", "1/2/3", "57-NQ/", "a-b/c"])
def test_what_is_no_number_has_no_reading(text: str) -> None:
    """Nothing is made of what fits no shape, nor of a code that only a guess would restore."""
    reading = repair(text, TABLES)
    assert reading.number is None
    assert reading.ambiguous == ()


@pytest.mark.parametrize("text", ["02-CĐ/TU", "57-NQ/TW-BCT", "367-QĐ/TWĐTN-VP"])
def test_stroke_that_is_there_is_kept(text: str) -> None:
    """A spelling with Đ is never taken for damage."""
    assert str(repair(text, TABLES).number) == text


def test_key_joins_spellings_and_slug_names_files() -> None:
    """Zeros in front and capitals do not part two spellings of one number; a slug is ASCII."""
    one, other = parse("03/NQ-CP", TABLES), repair("3/NQ-CP", TABLES).number
    assert isinstance(other, DocNumber)
    assert one.key == other.key
    assert parse("01-CV/BCĐTW", TABLES).slug == "01-cv-bcdtw"


def _numbers(tables: Tables) -> st.SearchStrategy[str]:
    """Return canonical numbers of every style: every code with every listed issuer of the style."""
    serial = st.integers(1, 9999).map(lambda n: f"{n:02d}") | st.sampled_from(["30a", "8b"])
    year = st.integers(1990, 2030)
    types = [code.code for code in tables.codes]
    party = [i.code for i in tables.issuers if i.style == "party"]
    state = [i.code for i in tables.issuers if i.style == "state"]
    sittings = [(k, y) for k, y in tables.issuers[-1].since] or [(15, 2021), (14, 2016)]
    return st.one_of(
        st.builds("{}-{}/{}".format, serial, st.sampled_from(types), st.sampled_from(party)),
        st.builds("{}/{}-{}".format, serial, st.sampled_from(types), st.sampled_from(state)),
        st.builds("{}/{}/{}-{}".format, serial, year, st.sampled_from(types), st.sampled_from(state)),
        st.builds(lambda n, s: f"{n}/{s[1] + 1}/QH{s[0]}", serial, st.sampled_from(sittings)),
    )


@given(_numbers(TABLES))
def test_canonical_form_round_trips(text: str) -> None:
    """Every canonical number parses to itself, and repairing it repairs nothing."""
    assert str(parse(text, TABLES)) == text
    reading = repair(text, TABLES)
    # DA may be a damaged ĐA: without a word of kind that is left open.
    if "DA" not in text:
        assert (str(reading.number), reading.repairs) == (text, ())


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    """No text makes the reader fail in another way than NumberError."""
    repair(text, TABLES)
    message = ""
    try:
        text = str(parse(text, TABLES))
    except NumberError as error:
        message = str(error)
    assert text in message or str(parse(text, TABLES)) == text
