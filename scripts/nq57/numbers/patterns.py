"""Regular expressions of numbers as they are met: any dash or slash, spaces and line breaks between parts.

Every repeat is possessive and bounded, so that no pattern can go back and try again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from nq57.numbers.tables import Shape, Tables
from nq57.numbers.value import Parts

SPACE = r"[\s\u00ad\u200b-\u200d\u2060\ufeff]"
LETTER = r"[^\W\d_]"
_SPACES = SPACE + r"{0,24}+"
SERIAL = rf"[0-9]{{1,6}}+(?![0-9])(?:\.[0-9]{{1,3}}+(?={_SPACES}[^\s\w.,;:)])|(?:{LETTER})(?!{LETTER}))?+"


@dataclass(frozen=True, slots=True, eq=False)
class Sequence:
    """The fields of a number in order, and the pattern that tells them apart in a text."""

    fields: tuple[str, ...]
    pattern: re.Pattern[str]  # its groups alternate: field, separator, field, separator, field
    places: tuple[int, ...]  # of serial, year, type and issuer among the groups; -1: none

    def parts(self, found: re.Match[str]) -> Parts:
        """Return the parts that a match of the pattern tells apart."""
        groups = (*found.groups(), "")
        serial, year, type_, issuer = self.places
        return Parts(groups[serial], groups[year], groups[type_], groups[issuer], groups[1:-1:2])


def separator(tables: Tables) -> str:
    """Return the pattern of one separator with the spaces around it."""
    return rf"{_SPACES}[{re.escape(tables.dashes + tables.slashes)}]{{1,2}}+{_SPACES}"


def year(tables: Tables) -> str:
    """Return the pattern of a year, look-alike digits included."""
    return rf"[12][0-9{re.escape(''.join(tables.digits))}]{{3,4}}+(?!\w)"


def issuer(tables: Tables) -> str:
    """Return the pattern of an issuer: codes joined by separators, ``(X13)`` after them."""
    dotted = "".join(rf"{re.escape(other)}|" for other in tables.spelled if "." in other)
    code = rf"(?:{dotted}{LETTER}(?:[^\W_]|&){{0,40}}+)"
    legislature = rf"(?:{SPACE}[0-9]{{1,2}}+(?![\w/.,-]))?+"
    marks = re.escape(tables.dashes + tables.slashes)
    units = rf"(?:{SPACE}{{0,2}}+[{marks}]{_SPACES}{code}){{0,9}}+"
    return rf"{code}{legislature}{units}(?:\([A-Z0-9]{{1,6}}\))?+"


def sequences(tables: Tables) -> tuple[Sequence, ...]:
    """Return the patterns of all shapes with an issuer, the longest first; same fields share one."""
    coded = (fields for fields in tables.shapes_by_fields if "issuer" in fields)
    fields = sorted(coded, key=len, reverse=True)
    return tuple(Sequence(names, re.compile(_pattern(names, tables)), _places(names)) for names in fields)


def _places(fields: tuple[str, ...]) -> tuple[int, ...]:
    return tuple(2 * fields.index(name) if name in fields else -1 for name in Parts._fields[:4])


def plain_pattern(shape: Shape) -> re.Pattern[str]:
    """Return the pattern of a shape as it is written, from its first field on: ``2016-1321``."""
    pieces = {
        "serial": r"(?P<serial>[0-9]{1,6}+(?:-[0-9]{1,6}+){0,4}+)",
        "year": r"(?P<year>[12][0-9]{3}|[0-9]{2})",
        "type": rf"(?P<type>{LETTER}{{1,6}}+)",
        "issuer": r"(?P<issuer>[^\s/]{1,40}+)",
    }
    text = pieces[shape.fields[0]]
    for name, mark in zip(shape.fields[1:], shape.separators, strict=True):
        text += re.escape(mark) + pieces[name]
    return re.compile(text + r"(?![^\W_]|[-/][^\W_])")


def _pattern(fields: tuple[str, ...], tables: Tables) -> str:
    pieces = {
        "serial": rf"({SERIAL})",
        "year": rf"({year(tables)})",
        "type": rf"({LETTER}{{1,6}}+)",
        "issuer": rf"({issuer(tables)})",
    }
    text = pieces[fields[0]]
    for index, name in enumerate(fields[1:]):
        mark = separator(tables)
        # "1836 QĐ/TWĐTN", "57NQ/TW", "13/2023/NĐ CP": a mark beside the type may be missing.
        gap = rf"|{SPACE}{{0,3}}+" if name == "type" and fields[index] == "serial" else ""
        gap = rf"|{SPACE}{{1,2}}+" if name == "issuer" and fields[index] == "type" else gap
        text += rf"({mark}{gap}){pieces[name]}"
    return text


def type_start(tables: Tables) -> str:
    """Return the pattern of any known type code, capitals or not, Đ or D: a tree of letters."""
    return _tree(tables.codes_by_fold, tables)


def issuer_start(tables: Tables) -> str:
    """Return the pattern of the start of a known issuer code, or of a code of a known family."""
    starts = [tables.fold(family.starts) for family in tables.families if family.starts]
    known = _tree((*tables.issuers_by_fold, *tables.numbered_by_fold, *starts), tables)
    ends = {tables.fold(family.ends) for family in tables.families if family.ends}
    endings = "|".join(
        "(?<=" + "".join(f"[{_any_of(letter, tables)}]" for letter in end) + ")" for end in ends
    )
    return rf"(?:{known}|{LETTER}{{2,12}}+(?:{endings or '(?!)'}))"


def _tree(folds: Iterable[str], tables: Tables) -> str:
    heads: dict[str, list[str]] = {}
    for fold in dict.fromkeys(folds):
        heads.setdefault(fold[:1], []).append(fold[1:])
    end = "" in heads
    branches = [f"[{_any_of(head, tables)}]{_tree(rest, tables)}" for head, rest in heads.items() if head]
    if not branches:
        return "" if end else "(?!)"
    # One set of all heads refuses at once what the branches would refuse one by one.
    first = f"(?=[{''.join(_any_of(head, tables) for head in heads if head)}])" if len(branches) > 2 else ""
    return f"(?:{first}(?:{'|'.join(branches)}))" + ("?" if end else "")


def _any_of(letter: str, tables: Tables) -> str:
    """Return the characters that fold to a letter of a code, escaped for a set."""
    odd = [mark for mark in tables.letters if tables.fold(mark) == letter]
    stroke = ["Đ", "đ"] if letter == "D" else []
    return re.escape("".join((letter, letter.lower(), *stroke, *odd)))
