"""The number of a document as a frozen value, and what a reading of damaged text gives."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from nq57.text import slug


class NumberError(ValueError):
    """The text is no document number; the message quotes it, says where and what would be right."""

    def __init__(self, written: str, at: str, hint: str) -> None:
        """Build ``number '57-QN/TW': unknown kind 'QN' (did you mean 'NQ'?)``."""
        super().__init__(f"number '{written}': {at}" + (f" ({hint})" if hint else ""))


@dataclass(frozen=True, slots=True)
class DocNumber:
    """A number in its parts; ``str`` is the canonical form. It is no identity: series restart.

    ``serial`` keeps its zeros and suffix ("01", "30a", "66.17"); ``type`` is "" where the style has none.

    >>> n = DocNumber("57", None, "NQ", "TW", "party", "{serial}-{type}/{issuer}")
    >>> str(n), n.slug
    ('57-NQ/TW', '57-nq-tw')
    """

    serial: str
    year: int | None
    type: str
    issuer: str
    style: str = field(compare=False)
    form: str = field(compare=False, repr=False)

    def __str__(self) -> str:
        return self.form.format(serial=self.serial, year=self.year, type=self.type, issuer=self.issuer)

    @property
    def slug(self) -> str:
        """The canonical form in ASCII, fit for a file name."""
        return slug(str(self))

    @property
    def key(self) -> str:
        """The same for all spellings of one number: zeros in front do not count, nor do capitals.

        >>> DocNumber("03", None, "NQ", "CP", "state", "{serial}/{type}-{issuer}").key
        '3/nq-cp'
        """
        return str(self).lstrip("0").casefold()


class Parts(NamedTuple):
    """A number as it stands in a text: its parts, and the separators between them in order."""

    serial: str
    year: str = ""
    type: str = ""
    issuer: str = ""
    separators: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What a spelling can be: one number, several (``ambiguous``), or none; and what was repaired.

    ``length`` counts the characters of the issuer as written that belong to the number: a glued word
    ("CPngày") does not.
    """

    number: DocNumber | None = None
    repairs: tuple[str, ...] = ()
    ambiguous: tuple[DocNumber, ...] = ()
    length: int = 0
    known: bool = False  # the issuer's code, or its family, is in the tables
