"""The values of the citation floor: what a text cites, what is held, and what a citation comes to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from nq57.numbers import DocNumber
from nq57.text import Date, fold, squeeze


class Citation(NamedTuple):
    """One citation as it stands in a text; it names no note.

    ``span`` counts code points of the text as given, start and end. ``number`` is None for a short form
    ("résolution 57": see ``serial`` and ``year``), for one that can be several (``ambiguous``), and for an
    act known by date alone. ``form`` is full, elided (no word of kind), shared (suffix given by a later
    number of the list), short, alias or dated. A date without a year has year 0. ``body`` is the id of the
    issuing organisation where the words of ``issuer`` tell it. ``local``: a body of every province signs so.
    """

    written: str
    span: tuple[int, int]
    number: DocNumber | None = None
    kind: str | None = None
    date: Date | None = None
    issuer: str | None = None
    repairs: tuple[str, ...] = ()
    ambiguous: tuple[DocNumber, ...] = ()
    form: str = "full"
    serial: str = ""
    year: int | None = None
    body: str | None = None
    local: bool = False


@dataclass(frozen=True, slots=True)
class Holding:
    """A document that is held: what a citation can resolve to. ``issuer`` is an organisation id or ""."""

    id: str
    number: DocNumber | None = None
    kind: str = ""
    date: Date | None = None
    issuer: str = ""
    level: str = ""
    province: str | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scope:
    """Who cites: the province, the issuing organisation and the date of the citing note.

    ``cited`` are notes that the same text cites by full number: a short form means one of them first.
    """

    province: str | None = None
    body: str | None = None
    date: Date | None = None
    cited: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a citation comes to: ``outcome`` is note, stub, ambiguous or unknown.

    note: ``ids`` has the one id. stub: a well-formed number that is not held; ``key`` is a stable slug for
    its "cited, not seen" page and ``number`` its canonical form. ambiguous: ``ids`` has the notes it may be
    (empty where the number itself has two readings). unknown: nothing to say.
    """

    outcome: str
    ids: tuple[str, ...] = ()
    number: DocNumber | None = None
    key: str = ""

    @property
    def id(self) -> str:
        """The one note, or ""."""
        return self.ids[0] if self.outcome == "note" else ""


@dataclass(frozen=True, slots=True)
class Holdings:
    """All that is held, indexed once by number, by serial and by alias."""

    by_number: dict[str, tuple[Holding, ...]] = field(repr=False)
    by_serial: dict[str, tuple[Holding, ...]] = field(repr=False)
    by_alias: dict[str, tuple[Holding, ...]] = field(repr=False)

    def __init__(self, holdings: Iterable[Holding]) -> None:
        """Build the indexes; the order of the holdings is kept."""
        numbers: dict[str, tuple[Holding, ...]] = {}
        serials: dict[str, tuple[Holding, ...]] = {}
        aliases: dict[str, tuple[Holding, ...]] = {}
        for held in holdings:
            if held.number:
                numbers[held.number.key] = (*numbers.get(held.number.key, ()), held)
                serial = held.number.serial.lstrip("0")
                serials[serial] = (*serials.get(serial, ()), held)
            for alias in held.aliases:
                key = alias_key(alias)
                aliases[key] = (*aliases.get(key, ()), held)
        object.__setattr__(self, "by_number", numbers)
        object.__setattr__(self, "by_serial", serials)
        object.__setattr__(self, "by_alias", aliases)


def alias_key(written: str) -> str:
    """Return the spelling by which aliases are compared: folded, one space, no number sign, no zeros.

    >>> alias_key("Đề án số 06") == alias_key("đề án 6")
    True
    """
    words = [word.lstrip("0") for word in squeeze(fold(written)).split() if word not in _SIGNS]
    return " ".join(words)


_SIGNS = frozenset(("so", "so:", "n°", "nº", "no", "no."))
