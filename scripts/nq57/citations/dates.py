"""Dates beside a number: in digits and in words, Vietnamese, French and English, whole or cut."""

from __future__ import annotations

import re
from typing import NamedTuple

from nq57.citations.phrases import alternatives
from nq57.citations.view import folded
from nq57.grammar import Grammar
from nq57.text import Date, is_calendar_date

_S = r"\s{1,12}+"
_G = r"\s{0,12}+"  # glued words: 05tháng 8 năm2021
_LONGEST = 64
_DAY, _YEAR = r"[0-3]?[0-9]", r"(?:19|20)[0-9]{2}(?![0-9])"


class Dated(NamedTuple):
    """A date and where it ends."""

    date: Date
    end: int


class Dates:
    """The date patterns of one grammar."""

    def __init__(self, grammar: Grammar) -> None:
        """Compile the words for dates."""
        names = {folded(name): number for number, month in enumerate(grammar.months, 1) for name in month}
        month, month_word, year_word = (
            alternatives(words)
            for words in (names, grammar.words("dates.month"), grammar.words("dates.year"))
        )
        lead = alternatives((*grammar.words("dates.before"), *grammar.words("dates.strong")), given=True)
        opening = alternatives(grammar.words("dates.opening"), given=True)
        self._months = names
        self._forms = tuple(
            (re.compile(form), order)
            for form, order in (
                (rf"({_DAY}){_G}{month_word}{_G}([01]?[0-9]){_G}{year_word}{_G}({_YEAR})", "dmy"),
                (rf"({_DAY})\s?[/.-]\s?([0-3]?[0-9])\s?[/.-]\s?([0-9]{{4}}|[0-9]{{2}})(?![0-9/])", "dmy"),
                (rf"({_DAY})(?:er|st|nd|rd|th)?+{_S}(?:of{_S})?+({month})\.?+,?{_S}({_YEAR})", "dmy"),
                (rf"({month})\.?+{_S}({_DAY})(?:er|st|nd|rd|th)?+,?{_S}({_YEAR})", "mdy"),
                (rf"({_YEAR})-([01][0-9])-([0-3][0-9])(?![0-9])", "ymd"),
                (rf"({_DAY})(?:er|st|nd|rd|th)?+{_S}(?:of{_S})?+({month})(?![^\W_])", "dm"),
                (rf"({month})\.?+{_S}({_DAY})(?:er|st|nd|rd|th)?+(?![0-9])", "md"),
                (rf"({month})\.?+,?{_S}({_YEAR})", "my"),
                (rf"([01]?[0-9])\s?[/-]\s?({_YEAR})", "my"),
                (rf"([01]?[0-9]){_S}{year_word}{_S}({_YEAR})", "my"),
                (rf"({_DAY}){_S}{month_word}{_S}([01]?[0-9])(?![0-9])", "dm"),
                (rf"({_DAY})\s?[/]\s?([01]?[0-9])(?![0-9/])", "dm"),
                (rf"({_YEAR})(?![/.-][0-9])", "y"),
            )
        )
        self._lead = re.compile(
            rf"(?P<stop>[\s,(:–-]{{0,8}}+)(?P<word>(?:(?:{lead})(?![^\W_])\s{{0,24}}+){{1,3}}+)?+"
        )
        self._year_lead = re.compile(rf"(?:{year_word}|{month_word}){_S}\Z")
        self._opening = re.compile(rf"(?<![^\W_])(?:{opening}){_S}(?=[^\W_])")

    def at(self, text: str, place: int) -> Dated | None:
        """Return the date that starts here."""
        low = folded(text[place : place + _LONGEST])
        for form, order in self._forms:
            if found := form.match(low):
                date = self._read(dict(zip(order, found.groups(), strict=True)))
                return Dated(date, place + found.end()) if date else None
        return None

    def after(self, text: str, place: int) -> Dated | None:
        """Return the date after a number: ``, ngày 22/12/2024``, ``du 22 mai 2024``, ``(22/12/2024)``."""
        lead = self._lead.match(text, place)
        if not lead or (not lead["word"] and not lead["stop"].strip()):
            return None
        dated = self.at(text, lead.end())
        if not dated:
            return None
        if not lead["word"] and not (dated.date.day and dated.date.year):
            return None
        if dated.date.precision == "year" and not self._year_lead.search(folded(lead["word"] or "")):
            return None
        return dated

    def opening(self, text: str) -> Dated | None:
        """Return the last date that opens a clause of a text: ``Le 13 mars 2025, …``."""
        last = None
        for found in self._opening.finditer(text):
            last = self.at(text, found.end()) or last
        return last

    def _read(self, parts: dict[str, str]) -> Date | None:
        written = parts.get("m", "0")
        month = int(written) if written.isdecimal() else self._months[" ".join(written.split())]
        day, year = int(parts.get("d", 0)), _year(parts.get("y", ""))
        if month > 12 >= day > 0:
            day, month = month, day
        if not month and not day:
            return Date(year)
        known = year or 2000  # a leap year: 29 February may stand without a year
        if not month or not is_calendar_date(known, month, day):
            return None
        return Date(year, month, day) if day or year else None


def _year(written: str) -> int:
    """Return the year; a cut one ("22/12/20") is unknown, an old short one ("01-10-97") is not.

    >>> _year("2024"), _year("97"), _year("20"), _year("")
    (2024, 1997, 0, 0)
    """
    if len(written) == 2:
        return 1900 + int(written) if int(written) >= 45 else 0
    return int(written or 0)
