"""What the grammar of numbers knows as data: codes, issuers, families of codes, shapes, look-alikes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

_FIELD = re.compile(r"\{(serial|year|type|issuer)\}")


@dataclass(frozen=True, slots=True)
class Code:
    """A type code, and the kinds that it may stand for by style: the first is the usual one."""

    code: str
    kinds: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)

    def kinds_in(self, style: str) -> tuple[str, ...]:
        """Return the kinds in a style, or in any style where the style does not know the code."""
        if style in self.kinds:
            return self.kinds[style]
        return tuple(dict.fromkeys(kind for kinds in self.kinds.values() for kind in kinds))


@dataclass(frozen=True, slots=True)
class Issuer:
    """An issuer code.

    ``keep``: both styles are in use, so a well-written number stays as it is. ``shared``: several bodies sign
    under the code; ``local``: one in every province, or below.
    """

    code: str
    style: str = ""
    keep: bool = False
    shared: bool = False
    local: bool = False
    numbered: bool = False
    bodies: tuple[str, ...] = ()
    since: tuple[tuple[int, int], ...] = ()  # of a numbered issuer: legislature, year of its election

    def sitting(self, year: int) -> tuple[int, ...]:
        """Return the legislatures that sat in a year: two in a year of election.

        >>> Issuer("QH", since=((14, 2016), (15, 2021), (16, 2026))).sitting(2021)
        (14, 15)
        """
        ends = [start for _, start in self.since[1:]] + [9999]
        return tuple(k for (k, start), end in zip(self.since, ends, strict=False) if start <= year <= end)


@dataclass(frozen=True, slots=True)
class Family:
    """How codes that are not listed start or end, and the style of such issuers."""

    style: str
    starts: str = ""
    ends: str = ""
    keep: bool = False

    def fits(self, code: str) -> bool:
        """Tell whether the code belongs here."""
        return code.startswith(self.starts) and code.endswith(self.ends)


@dataclass(frozen=True)
class Shape:
    """A canonical spelling: ``{serial}-{type}/{issuer}``, and the style of issuer that writes so."""

    name: str
    form: str
    style: str
    free: bool = False

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """The fields in their order.

        >>> Shape("assembly", "{serial}/{year}/{issuer}", "assembly").fields
        ('serial', 'year', 'issuer')
        """
        return tuple(_FIELD.findall(self.form))

    @cached_property
    def separators(self) -> tuple[str, ...]:
        """What stands between the fields."""
        return tuple(_FIELD.split(self.form)[2:-1:2])


@dataclass(frozen=True, eq=False)
class Tables:
    """All of it; ``letters``, ``digits``, ``dashes`` and ``slashes`` are look-alikes read as one."""

    codes: tuple[Code, ...] = ()
    issuers: tuple[Issuer, ...] = ()
    families: tuple[Family, ...] = ()
    shapes: tuple[Shape, ...] = ()
    spelled: Mapping[str, str] = field(default_factory=dict)  # other spelling of an issuer → its code
    restore: Mapping[str, str] = field(default_factory=dict)
    unsafe: frozenset[str] = frozenset()
    letters: Mapping[str, str] = field(default_factory=dict)
    digits: Mapping[str, str] = field(default_factory=dict)
    dashes: str = "-"
    slashes: str = "/"

    def fold(self, code: str) -> str:
        """Return a code in capitals without the stroke of Đ, look-alikes read: what damage leaves.

        >>> Tables().fold("QyĐ-đu")
        'QYD-DU'
        """
        return code.translate(self.look_alikes).upper().replace("Đ", "D")

    def separator(self, written: str) -> str:
        """Return ``-`` or ``/`` for any dash or slash, ``""`` for a bare space."""
        mark = written.strip()
        return "-" if mark and mark in self.dashes else "/" if mark and mark in self.slashes else ""

    @cached_property
    def look_alikes(self) -> dict[int, str]:
        """Odd letters of codes, for ``str.translate``."""
        return {ord(odd): letter for odd, letter in self.letters.items()}

    @cached_property
    def look_alike_digits(self) -> dict[int, str]:
        """Odd digits, for ``str.translate``."""
        return {ord(odd): digit for odd, digit in self.digits.items()}

    @cached_property
    def code_by_name(self) -> dict[str, Code]:
        """The type codes by their spelling."""
        return {code.code: code for code in self.codes}

    @cached_property
    def codes_by_fold(self) -> dict[str, tuple[str, ...]]:
        """Type codes by their fold: NQ → NQ, DA → DA and ĐA."""
        return _grouped((self.fold(code.code), code.code) for code in self.codes)

    @cached_property
    def issuer_by_name(self) -> dict[str, Issuer]:
        """The issuers by code, without those that carry the number of a legislature."""
        return {issuer.code: issuer for issuer in self.issuers if not issuer.numbered}

    def is_local(self, issuer: str) -> bool:
        """Tell whether a body of every province signs under the code, units left aside (UBND-VX)."""
        listed = self.issuer_by_name.get(issuer) or self.issuer_by_name.get(issuer.partition("-")[0])
        return bool(listed and listed.local)

    @cached_property
    def issuers_by_fold(self) -> dict[str, str]:
        """Issuer codes by fold, other spellings too; an exact fold of a code goes first."""
        spelled = {self.fold(other): code for other, code in self.spelled.items()}
        return spelled | {self.fold(code): code for code in self.issuer_by_name}

    @cached_property
    def legislature(self) -> re.Pattern[str]:
        """Issuers with a number, as QH15, in folded spelling; the digits may be look-alikes."""
        names = "|".join(re.escape(self.fold(issuer.code)) for issuer in self.issuers if issuer.numbered)
        digits = re.escape("".join(self.digits))
        return re.compile(rf"({names or '(?!)'})\s*([0-9{digits}]{{1,2}})(?![0-9])")

    @cached_property
    def numbered_by_fold(self) -> dict[str, Issuer]:
        """The issuers that carry the number of a legislature, by fold."""
        return {self.fold(issuer.code): issuer for issuer in self.issuers if issuer.numbered}

    @cached_property
    def shapes_by_fields(self) -> dict[tuple[str, ...], tuple[Shape, ...]]:
        """The shapes that share their fields, in the order of the vocabulary."""
        return _grouped_shapes(self.shapes)


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    groups: dict[str, tuple[str, ...]] = {}
    for key, value in pairs:
        groups[key] = (*groups.get(key, ()), value)
    return groups


def _grouped_shapes(shapes: Iterable[Shape]) -> dict[tuple[str, ...], tuple[Shape, ...]]:
    groups: dict[tuple[str, ...], tuple[Shape, ...]] = {}
    for shape in shapes:
        groups[shape.fields] = (*groups.get(shape.fields, ()), shape)
    return groups
