"""Unicode and dates: one normal form, one fold, one slug, one sort key, dates in three languages.

Knows letters, not documents. The fold is one specification with the browser's: both run
``tests/corpus/fold.json``.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

_STROKE = str.maketrans({"đ": "d", "Đ": "D", "ð": "d", "Ð": "D"})
MOST_NAMED = 60  # words that a message lists
_NOT_SLUG = re.compile(r"[^a-z0-9]+")

# Vietnamese collation: letters with their own place in the alphabet, then tones.
_VI_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_VI_RANK = {letter: rank for rank, letter in enumerate(_VI_LETTERS)}
_SIGNS = "_-–—,;:!?.'‘’\"“”«»()[]{}@*/\\&#%"  # before digits, which come before letters
_DIGITS = 90
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}  # huyền hỏi ngã sắc nặng


def nfc(text: str) -> str:
    """Return the text in Unicode normal form C, the only form stored.

    >>> nfc("Đa\u0306\u0301k") == "Đắk"
    True
    """
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """Return the text in lower case, without marks, đ and ð as d: what a bare keyboard would type.

    NFC, lower case, NFD, combining marks off, đ → d. Length may change.

    >>> fold("Đắk Lắk, Nghị quyết, Comité")
    'dak lak, nghi quyet, comite'
    """
    decomposed = unicodedata.normalize("NFD", nfc(text).lower())
    return "".join(c for c in decomposed if not unicodedata.combining(c)).translate(_STROKE)


def squeeze(text: str) -> str:
    """Return the text with every run of white space (no-break spaces and line breaks too) as one space.

    >>> squeeze("n°\u00a057-NQ/TW\\n du  22")
    'n° 57-NQ/TW du 22'
    """
    return " ".join(text.split())


def slug(text: str) -> str:
    """Return an ASCII file-safe name: folded, runs of other characters as one hyphen.

    >>> slug("01-CV/BCĐTW"), slug("Hưng Yên")
    ('01-cv-bcdtw', 'hung-yen')
    """
    return _NOT_SLUG.sub("-", fold(text)).strip("-")


def nearest(word: str, known: Iterable[str] | Mapping[str, Iterable[str]]) -> str:
    """Return the known word that was probably meant, '' where none is near; case and accents do not count.

    A mapping gives more names by which a word is found: word → names, as a reader would say it.

    >>> nearest("Décisions", ["plan", "decision"]), nearest("publié", {"issued": ("ban hành", "publié")})
    ('decision', 'issued')
    """
    more: Mapping[str, Iterable[str]] = known if isinstance(known, Mapping) else {}
    spelled = {fold(name): key for key, names in more.items() for name in names}
    spelled |= {fold(key): key for key in known}
    close = difflib.get_close_matches(fold(word), spelled, n=1)
    return spelled[close[0]] if close else ""


def meant(word: str, known: Iterable[str] | Mapping[str, Iterable[str]]) -> str:
    """Return ``nearest`` as the end of a message, '' where no word is near.

    >>> meant("hung yen", ["hung-yen", "hue"])
    " (did you mean 'hung-yen'?)"
    """
    close = nearest(word, known)
    return f" (did you mean '{close}'?)" if close else ""


def unknown(word: str, known: Iterable[str] | Mapping[str, Iterable[str]], says: str = "is unknown") -> str:
    """Say that a word is not among the known ones, and what would be right.

    >>> unknown("persn", ["person", "plan"]), unknown("x", ["person", "plan"])
    (" is unknown (did you mean 'person'?)", ' is unknown; write one of person, plan')
    """
    names = list(known)
    if close := meant(word, known):
        return f" {says}{close}"
    return f" {says}" + (f"; write one of {', '.join(names)}" if 0 < len(names) <= MOST_NAMED else "")


@lru_cache(maxsize=8_000)  # the title of a hub stands in many lists
def sort_key(text: str) -> tuple[tuple[int, ...], tuple[int, ...], str]:
    """Return a key that orders text as a Vietnamese dictionary does: letters first, tones second.

    Spaces, signs, numbers by value, letters: as ``Intl.Collator("vi", {numeric: true})`` of browsers.

    >>> sorted(["Đà Nẵng", "Huế", "Dak", "Cà Mau", "An Giang"], key=sort_key)
    ['An Giang', 'Cà Mau', 'Dak', 'Đà Nẵng', 'Huế']
    """
    letters: list[int] = []
    tones: list[int] = []
    for run in re.split(r"([0-9]+)", nfc(text).lower()):
        if run.isdecimal():
            # By length, then digit by digit: int() refuses thousands of digits.
            digits = run.lstrip("0")
            letters.extend((_DIGITS, len(digits), *map(int, digits)))
            tones.extend((0, 0, *(0 for _ in digits)))
            continue
        for ranks, tone in map(_ranks, run):
            letters += ranks  # none where a tone stands alone
            tones.append(tone)
    return tuple(letters), tuple(tones), text


@lru_cache(maxsize=4096)  # few letters, many titles
def _ranks(char: str) -> tuple[tuple[int, ...], int]:
    base, tone = _split_tone(char)
    return tuple(map(_rank, base)), tone


def _split_tone(char: str) -> tuple[str, int]:
    parts = unicodedata.normalize("NFD", char)
    tone = next((_TONES[mark] for mark in parts if mark in _TONES), 0)
    return unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in _TONES)), tone


def _rank(base: str) -> int:
    if base in _VI_RANK:
        return 100 + _VI_RANK[base]
    plain = fold(base)
    if plain in _VI_RANK:
        return 100 + _VI_RANK[plain]
    if base.isalnum():
        return ord(base)
    return 0 if base.isspace() else 1 + _SIGNS.find(base) % _DIGITS


@dataclass(frozen=True, slots=True, order=True)
class Date:
    """A calendar date known to the year, the month or the day; missing parts are 0.

    >>> str(Date(2025, 10)), Date(2025, 3, 13).precision
    ('2025-10', 'day')
    """

    year: int
    month: int = 0
    day: int = 0

    @property
    def precision(self) -> str:
        """``day``, ``month`` or ``year``: how much of the date is known."""
        return "day" if self.day else "month" if self.month else "year"

    def __str__(self) -> str:
        parts = [f"{self.year:04d}"]
        parts += [f"{part:02d}" for part in (self.month, self.day) if part]
        return "-".join(parts)


_ISO = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?\Z")
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def is_calendar_date(year: int, month: int, day: int) -> bool:
    """Tell whether the day exists; month and day may be 0 (unknown).

    >>> is_calendar_date(2025, 2, 29), is_calendar_date(2024, 2, 29), is_calendar_date(2025, 10, 0)
    (False, True, True)
    """
    if not 1 <= year <= 9999 or not 0 <= month <= 12 or (day and not month):
        return False
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    last = 31 if not month else 28 if month == 2 and not leap else _DAYS[month - 1]
    return 0 <= day <= last


@lru_cache(maxsize=8192)  # the days of twenty years: notes repeat them
def iso_date(text: str) -> Date | None:
    """Return the date that ``2025-03-13``, ``2025-03`` or ``2025`` writes, or None.

    >>> iso_date("2025-03"), iso_date("2025-02-31"), iso_date("13/03/2025")
    (Date(year=2025, month=3, day=0), None, None)
    """
    found = _ISO.match(text)
    if not found:
        return None
    year, month, day = (int(part or 0) for part in found.groups())
    if found[2] == "00" or found[3] == "00" or not is_calendar_date(year, month, day):
        return None
    return Date(year, month, day)


_MONTHS = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "en": "January February March April May June July August September October November December",
}


def show_date(date: Date, language: str) -> str:
    """Return the date as a reader of the language writes it: ``vi``, ``fr`` or ``en``.

    >>> show_date(Date(2025, 3, 1), "fr"), show_date(Date(2025, 3, 13), "vi"), show_date(Date(2025), "en")
    ('1er mars 2025', '13/03/2025', '2025')
    """
    if language == "vi":
        return "/".join([f"{part:02d}" for part in (date.day, date.month) if part] + [f"{date.year}"])
    if not date.month:
        return str(date.year)
    month = _MONTHS[language].split()[date.month - 1]
    if not date.day:
        return f"{month} {date.year}"
    day = "1er" if language == "fr" and date.day == 1 else str(date.day)
    return f"{day} {month} {date.year}"
