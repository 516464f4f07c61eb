"""Damaged codes: lost Đ, look-alike letters, capitals, glued words; several answers where several fit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from nq57.numbers.tables import Tables

# A code that no table lists: capitals, digits, ampersand; a small letter only before a capital (TTgCP).
# One small letter may end it (BYTe): no Vietnamese word that is glued on is so short.
_OPEN_CODE = re.compile(r"[A-ZĐ](?:[A-ZĐ0-9&]|[a-zđ](?=[A-ZĐ]))++(?:[a-zđ](?![^\W_]))?")
_LONGEST_UNIT = 8
_NOTE = re.compile(r"[0-9]{1,2}")
_PARTS = re.compile(r"[^\W_](?:[^\W_]|[&.])*+(?:\([A-Z0-9]{1,6}\))?")


@dataclass(frozen=True, slots=True)
class IssuerReading:
    """An issuer's code, its style, what was repaired, how many characters of the spelling it takes."""

    code: str
    style: str = ""
    keep: bool = False
    known: bool = False
    repairs: tuple[str, ...] = ()
    length: int = 0
    others: tuple[str, ...] = ()  # other codes that the damaged spelling may stand for


@lru_cache(maxsize=4096)
def read_type(written: str, tables: Tables, hint: tuple[str, ...], stroke: bool) -> tuple[str, ...]:
    """Return the type codes that the spelling may stand for.

    ``hint`` are the codes of the word of kind beside it; ``stroke``: Đ is written elsewhere in the number,
    so it was not lost.
    """
    options = tables.codes_by_fold.get(tables.fold(written), ())
    exact = written.translate(tables.look_alikes)
    if exact in options and ("Đ" in exact or len(options) == 1):
        return (exact,)
    agreed = tuple(code for code in options if code in hint)
    if agreed:
        return agreed
    if exact in options and stroke:
        return (exact,)
    safe = tuple(code for code in options if code not in tables.unsafe)
    return safe or (options if len(options) > 1 else ())


def differences(written: str, code: str, tables: Tables) -> tuple[str, ...]:
    """Name what was repaired between a spelling and the code.

    >>> differences("Qd", "QĐ", Tables())
    ('stroke', 'case')
    """
    if written == code:
        return ()
    plain = written.translate(tables.look_alikes)
    found = ["look-alike"] if plain != written else []
    if plain.upper() != code.upper():
        found.append("stroke" if tables.fold(plain) == tables.fold(code) else "spelling")
    if "spelling" not in found and _strokeless(plain) != _strokeless(code):
        found.append("case")
    return tuple(found)


def _strokeless(code: str) -> str:
    return code.replace("Đ", "D").replace("đ", "d")


@lru_cache(maxsize=8192)
def read_issuer(written: str, tables: Tables, year: int | None) -> IssuerReading | None:
    """Read an issuer with its units (``BCA-BQP``, ``TWĐTN-VP``); None where it starts with no code."""
    legislature = _legislature(written, tables, year)
    if legislature:
        return legislature
    parts = list(_PARTS.finditer(written))
    if not parts:
        return None
    first = _read_code(parts[0][0], tables, year)
    if not first or first.length < len(parts[0][0]):
        return first
    codes, repairs, length = [first.code], list(first.repairs), first.length
    for part in parts[1:]:
        unit = _read_code(part[0], tables, None)
        between = written[length : part.start()]
        if not unit or not _belongs(between, part[0], unit, first):
            break
        if tables.separator(between) != "-":
            repairs.append("separators")
        if between != between.strip():
            repairs.append("line-break" if "\n" in between else "space")
        codes.append(unit.code)
        repairs += unit.repairs
        length = part.start() + unit.length
        if unit.length < len(part[0]):
            break
    return IssuerReading(
        "-".join(codes), first.style, first.keep, first.known, tuple(repairs), length, first.others
    )


def _belongs(between: str, written: str, unit: IssuerReading, first: IssuerReading) -> bool:
    """Tell whether a code after a dash is a unit of the issuer, and not the next word of the text.

    Spaces on both sides make a dash of prose, unless a joint issuer follows; after the dash alone they are
    damage where capitals follow.
    """
    if written.islower():
        return False
    if between[:1].isspace():
        return unit.known and first.style == "state" and unit.length == len(written)
    return between == between.strip() or (written.isupper() and len(written) <= _LONGEST_UNIT)


def _read_code(written: str, tables: Tables, year: int | None) -> IssuerReading | None:
    bare, _, paren = written.partition("(")
    listed = tables.issuer_by_name.get(bare)
    if listed:
        code = bare + (f"({paren}" if paren else "")
        return IssuerReading(code, listed.style, listed.keep, True, (), len(written))
    return _legislature(written, tables, year) or _listed(bare, paren, tables) or _open(written, tables)


def _legislature(written: str, tables: Tables, year: int | None) -> IssuerReading | None:
    found = tables.legislature.match(tables.fold(written))
    if not found or not _is_glue(written[found.end() :]):
        return None
    issuer = tables.numbered_by_fold[found[1]]
    digits = found[2].translate(tables.look_alike_digits)
    sitting = [k for k in issuer.sitting(year or 0) if str(k).startswith(digits)]
    numbers = [digits] if not sitting or int(digits) in sitting else [str(k) for k in sitting]
    code = issuer.code + numbers[0]
    seen = written[: found.end()]
    repairs = list(differences("".join(seen.split()), code, tables)) + ["space"] * (len(seen.split()) - 1)
    if numbers != [digits]:
        repairs = ["legislature"]
    if found.end() < len(written):
        repairs.append("glued")
    others = tuple(issuer.code + k for k in numbers[1:])
    return IssuerReading(code, issuer.style, True, True, tuple(repairs), found.end(), others)


def _listed(bare: str, paren: str, tables: Tables) -> IssuerReading | None:
    """Read a listed code in a damaged spelling, or glued to the word after it."""
    for end in range(len(bare), 1, -1):
        if end < len(bare) and not (_is_glue(bare[end:]) and _has_capitals(bare[:end])):
            continue
        code = tables.issuers_by_fold.get(tables.fold(bare[:end]))
        if code:
            issuer = tables.issuer_by_name[code]
            repairs = differences(bare[:end], code, tables) + (("glued",) if end < len(bare) else ())
            whole = paren and end == len(bare)
            shown = f"{code}({paren}" if whole else code
            length = end + (len(paren) + 1 if whole else 0)
            return IssuerReading(shown, issuer.style, issuer.keep, True, repairs, length)
    return None


def _open(written: str, tables: Tables) -> IssuerReading | None:
    """Read a code that no table lists: by shape, its style by family."""
    plain = written.translate(tables.look_alikes)
    found = _OPEN_CODE.match(plain)
    if not found:
        return None
    rest = plain[found.end() :]
    if rest and not rest.startswith("(") and not _is_glue(rest):
        return None
    code, repairs = _restored(found[0], tables)
    if plain[: found.end()] != written[: found.end()]:
        repairs = (*repairs, "look-alike")
    if rest.startswith("("):
        code, rest = code + rest, ""
    family = next((family for family in tables.families if family.fits(code)), None)
    if rest:
        repairs = (*repairs, "glued")
    length = len(written) - len(rest)
    if not family:
        return IssuerReading(code, repairs=repairs, length=length)
    return IssuerReading(code, family.style, family.keep, True, repairs, length)


def _restored(code: str, tables: Tables) -> tuple[str, tuple[str, ...]]:
    if "Đ" not in code:
        for lost in sorted(tables.restore, key=len, reverse=True):
            if code.startswith(lost):
                return tables.restore[lost] + code[len(lost) :], ("stroke",)
    return code, ()


def _is_glue(rest: str) -> bool:
    """Tell whether what follows a code is nothing, a word of small letters run into it, or a note mark."""
    return (
        not rest
        or (len(rest) > 1 and rest[:1].islower() and rest.isalpha())
        or _NOTE.fullmatch(rest) is not None
    )


def _has_capitals(code: str) -> bool:
    return sum(char.isupper() for char in code) >= 2
