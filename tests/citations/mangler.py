"""The mangler: a canonical number under a word of kind, in every damaged spelling that has been seen."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from nq57.numbers import DocNumber, Tables
from nq57.text import fold


@dataclass(frozen=True)
class Spelling:
    """A citation in pieces: what stands before it, its word, sign and number, what follows."""

    word: str
    sign: str
    number: str
    before: str = "Căn cứ "
    after: str = " về việc này."

    @property
    def cited(self) -> str:
        """The citation itself."""
        return f"{self.word}{self.sign}{self.number}"

    @property
    def text(self) -> str:
        """The whole text."""
        return f"{self.before}{self.cited}{self.after}"


Damage = Callable[[Spelling, DocNumber, Tables], Spelling]


def lost_stroke(spelling: Spelling, number: DocNumber, tables: Tables) -> Spelling:
    """QĐ → QD, where the codes of the number can be told without their strokes."""
    return _numbered(spelling, spelling.number.replace("Đ", "D"))


def swapped_separators(spelling: Spelling, number: DocNumber, tables: Tables) -> Spelling:
    """57-NQ/TW → 57/NQ-TW, where the issuer has one style."""
    issuer = tables.issuer_by_name.get(number.issuer)
    if not issuer or issuer.keep or not number.type or number.year:
        return spelling
    swapped = spelling.number.translate(str.maketrans("-/", "/-"))
    return _numbered(spelling, swapped)


def spaces_in_code(spelling: Spelling, number: DocNumber, tables: Tables) -> Spelling:
    """165/2024/NĐ-CP → 165/2024/NĐ- CP."""
    return _numbered(spelling, spelling.number.replace("-", "- "))


def spaces_around(spelling: Spelling, number: DocNumber, tables: Tables) -> Spelling:
    """57-NQ/TW → 57 - NQ /TW; further on a spaced dash is a dash of prose."""
    spaced = spelling.number.replace("/", " /").replace("-", " - ", 1)
    return _numbered(spelling, spaced)


def long_dash(spelling: Spelling, number: DocNumber, tables: Tables) -> Spelling:
    """57-NQ/TW → 57–NQ/TW."""
    return _numbered(spelling, spelling.number.replace("-", "–"))


def no_break_space(spelling: Spelling, number: DocNumber, tables: Tables) -> Spelling:
    """A no-break space before the number."""
    return Spelling(spelling.word, spelling.sign.rstrip() + "\u00a0", spelling.number)


def line_break(spelling: Spelling, number: DocNumber, tables: Tables) -> Spelling:
    """The number on the next line, indented."""
    return Spelling(spelling.word, spelling.sign.rstrip() + "\n      ", spelling.number)


def line_break_in_code(spelling: Spelling, number: DocNumber, tables: Tables) -> Spelling:
    """A line that breaks after the first separator of the codes."""
    head, dash, tail = spelling.number.partition("-")
    return _numbered(spelling, f"{head}{dash}\n  {tail}") if dash else spelling


def glued_sign(spelling: Spelling, number: DocNumber, tables: Tables) -> Spelling:
    """số 31 → số31."""
    if not spelling.sign.strip():
        return spelling
    return Spelling(spelling.word, spelling.sign.rstrip(), spelling.number)


def glued_word(spelling: Spelling, number: DocNumber, tables: Tables) -> Spelling:
    """QĐ-TTg và → QĐ-TTgvà."""
    return Spelling(spelling.word, spelling.sign, spelling.number, spelling.before, "và các văn bản.")


def lower_case(spelling: Spelling, number: DocNumber, tables: Tables) -> Spelling:
    """57-NQ/TW → 57-nq/tw, where the issuer is a listed one."""
    return _numbered(spelling, spelling.number.lower())


def upper_case(spelling: Spelling, number: DocNumber, tables: Tables) -> Spelling:
    """A heading in capitals."""
    return Spelling(spelling.word.upper(), spelling.sign.upper(), spelling.number.upper())


def no_marks(spelling: Spelling, number: DocNumber, tables: Tables) -> Spelling:
    """Nghị định số → Nghi dinh so, NĐ → ND."""
    bare = "".join(c if fold(c) == c.lower() else fold(c) for c in spelling.word)
    plain = bare[:1].upper() + bare[1:]
    return _numbered(Spelling(plain, spelling.sign.replace("ố", "o"), spelling.number), spelling.number)


def decomposed(spelling: Spelling, number: DocNumber, tables: Tables) -> Spelling:
    """Every letter apart from its marks."""
    pieces = (spelling.word, spelling.sign, spelling.number, spelling.before, spelling.after)
    return Spelling(*(unicodedata.normalize("NFD", piece) for piece in pieces))


def look_alike(spelling: Spelling, number: DocNumber, tables: Tables) -> Spelling:
    """The Icelandic Ð and the Cyrillic С and Т in codes."""
    return _numbered(spelling, spelling.number.translate(str.maketrans("ĐCT", "ÐСТ")))


def odd_sign(spelling: Spelling, number: DocNumber, tables: Tables) -> Spelling:
    """số → sô, n° → nº."""
    return Spelling(
        spelling.word,
        spelling.sign.replace("ố", "ô").replace("n°", "nº").replace("No.", "N°"),
        spelling.number,
    )


def colon(spelling: Spelling, number: DocNumber, tables: Tables) -> Spelling:
    """số → số:."""
    return Spelling(spelling.word, spelling.sign.replace("số ", "số: "), spelling.number)


def _numbered(spelling: Spelling, number: str) -> Spelling:
    return Spelling(spelling.word, spelling.sign, number, spelling.before, spelling.after)


DAMAGES: tuple[Damage, ...] = (
    lost_stroke,
    swapped_separators,
    spaces_in_code,
    spaces_around,
    long_dash,
    no_break_space,
    line_break,
    line_break_in_code,
    glued_sign,
    glued_word,
    lower_case,
    upper_case,
    no_marks,
    decomposed,
    look_alike,
    odd_sign,
    colon,
)
