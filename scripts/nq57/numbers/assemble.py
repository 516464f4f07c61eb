"""From the parts of a number as written to the canonical number, or to the several that it may be."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import product

from nq57.numbers.codes import IssuerReading, differences, read_issuer, read_type
from nq57.numbers.tables import Shape, Tables
from nq57.numbers.value import DocNumber, Parts, Reading

_NOTHING = Reading()


def assemble(parts: Parts, tables: Tables, hint: tuple[str, ...] = ()) -> Reading:
    """Return what the parts can be; ``hint`` are the type codes of the word of kind beside the number.

    An empty Reading means: no number. The type must be known; the issuer may be any code of good shape.
    """
    years = _years(parts.year, tables) if parts.year else (None,)
    types: tuple[str, ...] = ("",)
    if parts.type:
        types = read_type(parts.type, tables, hint, stroke="Đ" in parts.issuer)
    if not years or not types:
        return _NOTHING
    issuer = read_issuer(parts.issuer, tables, years[0]) if parts.issuer else IssuerReading("")
    if not issuer:
        return _NOTHING
    if not parts.type and issuer.code not in tables.issuer_by_name and (apart := _apart(parts, tables)):
        reading = assemble(apart, tables, hint)
        return replace(reading, length=reading.length + len(apart.type))
    shapes, repaired = _shapes(parts, issuer, tables)
    serial = parts.serial[:-1] + parts.serial[-1].lower()
    numbers = tuple(
        DocNumber(serial, year, type_, code, shape.style, shape.form)
        for shape, year, type_, code in product(shapes, years, types, (issuer.code, *issuer.others))
    )
    if not numbers:
        return _NOTHING
    repairs = [*repaired, *_blanks(parts.separators), *issuer.repairs]
    if parts.type and len(types) == 1:
        repairs += differences(parts.type, types[0], tables)
    if parts.year and parts.year != str(years[0]):
        repairs.append("digits")
    if serial != parts.serial:
        repairs.append("case")
    sole = numbers[0] if len(numbers) == 1 else None
    return Reading(sole, _unique(repairs), () if sole else numbers, issuer.length, issuer.known)


def _apart(parts: Parts, tables: Tables) -> Parts | None:
    """Take a type and a known issuer apart that were run together: 57-NQTW."""
    for place in range(2, min(5, len(parts.issuer))):
        type_, rest = parts.issuer[:place], parts.issuer[place:]
        if tables.fold(type_) in tables.codes_by_fold and tables.fold(rest) in tables.issuers_by_fold:
            return parts._replace(type=type_, issuer=rest, separators=(*parts.separators, ""))
    return None


def _shapes(parts: Parts, issuer: IssuerReading, tables: Tables) -> tuple[tuple[Shape, ...], tuple[str, ...]]:
    """Choose the shape: as written where the issuer allows it, else the issuer's own style, else all."""
    present = (("serial", parts.serial), ("year", parts.year), ("type", parts.type), ("issuer", parts.issuer))
    shapes = tables.shapes_by_fields.get(tuple(name for name, value in present if value), ())
    written = tuple(tables.separator(mark) for mark in parts.separators)
    exact = next((shape for shape in shapes if shape.separators == written), None)
    if exact and (exact.free or issuer.keep or issuer.style in ("", exact.style) or len(shapes) == 1):
        return (exact,), ()
    own = next((shape for shape in shapes if shape.style == issuer.style), None)
    if own:
        return (own,), ("separators",)
    if exact:
        return (exact,), ()
    return shapes, ("separators",)


def _blanks(marks: tuple[str, ...]) -> tuple[str, ...]:
    """Name the white space around separators.

    >>> _blanks(("/", "- ", "\\n-"))
    ('space', 'line-break')
    """
    return tuple("line-break" if "\n" in mark else "space" for mark in marks if mark and mark != mark.strip())


_DIGITS = re.compile(r"[0-9]++")


def _years(written: str, tables: Tables) -> tuple[int, ...]:
    """Return the years that the spelling can be: odd marks read as digits, or dropped as noise.

    >>> _years("2024", Tables()), _years("201Ø6", Tables(digits={"Ø": "0"}))
    ((2024,), (2016,))
    """
    options = (written.translate(tables.look_alike_digits), "".join(_DIGITS.findall(written)))
    years = {int(text) for text in options if len(text) == 4 and text.isdecimal()}
    return tuple(sorted(year for year in years if 1945 <= year <= 2099))


def _unique(repairs: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(repairs))
