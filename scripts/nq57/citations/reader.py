"""From the place of a digit to the numbers of one list: ``các Quyết định số 71-QĐ/TW …, số 72-QĐ/TW``."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from nq57.citations.attached import NOTHING, Attached, Attachments
from nq57.citations.dates import Dated
from nq57.citations.lexicon import Lead, Lexicon, Word
from nq57.citations.scan import joins, refused_list, strong_signs
from nq57.citations.short import ShortForms
from nq57.grammar import Alias
from nq57.numbers import DocNumber, Parts, Reading, assemble
from nq57.numbers.patterns import Sequence

_MAX_ITEMS = 60
_JOIN = 24  # characters in which a comma or "và" leads to the next number
_NOTHING = Reading()


class Coded(NamedTuple):
    """A number as it was read: where it ends, its parts, what it can be."""

    end: int
    parts: Parts
    reading: Reading


class Item(NamedTuple):
    """One number of a list: its place, its parts, what it can be, and the date and issuer right after it."""

    start: int  # of its sign, where it has one of its own
    place: int  # of its digits
    end: int
    parts: Parts
    reading: Reading = _NOTHING
    attached: Attached = NOTHING
    joined: bool = False  # nothing but a comma or "và" stands between the one before and this
    shared: bool = False  # its code was given by a later number of the list

    @property
    def bare(self) -> bool:
        """Tell whether this is a serial without a code."""
        return self.reading is _NOTHING


class Found(NamedTuple):
    """A list that was read: its lead, its numbers, where reading goes on; ``alias`` or a date alone."""

    lead: Lead
    items: tuple[Item, ...]
    end: int
    alias: Alias | None = None
    dated: Dated | None = None

    @property
    def cites(self) -> bool:
        """Tell whether anything here cites a document."""
        return bool(self.items or self.alias or self.dated)


class Reader:
    """Reads lists of numbers with one compiled grammar."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Compile what joins the numbers of a list."""
        grammar = lexicon.grammar
        self.lexicon = lexicon
        self.attachments = Attachments(grammar, lexicon.scan)
        self.short = ShortForms(grammar)
        self._join = re.compile(rf"{joins(grammar)}({strong_signs(grammar)})?+(?=[0-9])")
        self._read_code = lru_cache(maxsize=8192)(self._code)
        self._refused = re.compile(rf"[0-9]{refused_list(grammar)}")

    def read(self, text: str, place: int) -> Found | None:
        """Read the list that starts at this digit; None where it starts none.

        A list that cites nothing after all ends where it starts.
        """
        lead = self.lexicon.lead(text, place)
        refused = lead.word is not None and lead.word.refused
        if lead.word and not refused and (found := self._special(text, place, lead)):
            return found
        if refused:
            forms = self._refused.match(text, place)
            return Found(lead, (), forms.end()) if forms else None
        item = self._item(text, place, lead, place, joined=False)
        if not item:
            return None
        items = [item]
        while len(items) < _MAX_ITEMS and (item := self._next(text, items[-1], lead)):
            items.append(item)
        if len(items) == 1 and not items[0].bare:
            return Found(lead, (items[0],), items[0].end)
        kept = self._kept(text, self._shared(items), lead)
        return Found(lead, kept, items[-1].end if kept else place)

    def _special(self, text: str, place: int, lead: Lead) -> Found | None:
        """Read an alias ("Đề án 06"), or an act known by its date alone ("arrêté du 3 mars 2020")."""
        alias = self.short.alias(text, lead)
        if alias and alias[1] > place:
            return Found(lead, (), alias[1], alias=alias[0])
        if lead.word and lead.word.dated:
            dated = self.attachments.dates.at(text, place)
            if dated and dated.date.day and dated.date.year:
                return Found(lead, (), dated.end, dated=dated)
        return None

    def _item(self, text: str, place: int, lead: Lead, start: int, *, joined: bool) -> Item | None:
        """Read one number here: with its code, else in a shape of its kind, else bare."""
        coded = self._coded(text, place, lead) or self._plain(text, place, lead)
        if not coded:
            bare = self.short.number.match(text, place) if lead.word else None
            if not bare or not (joined or self._may_stand(text, bare, lead)):
                return None
            coded = Coded(bare.end(), Parts(bare["serial"], bare["year"] or ""), _NOTHING)
        end, parts, reading = coded
        return Item(start, place, end, parts, reading, self.attachments.read(text, end), joined)

    def _may_stand(self, text: str, bare: re.Match[str], lead: Lead) -> bool:
        """Tell whether a bare number cites on its own, or stands in a list that may give it a code."""
        joined = self._join.match(text, bare.end(), bare.end() + _JOIN)
        return bool(joined) or self.short.is_first(text, bare, lead)

    def _coded(self, text: str, place: int, lead: Lead) -> Coded | None:
        for sequence in self.lexicon.sequences:
            if found := sequence.pattern.match(text, place):
                coded = self._read_code(sequence, found[0], lead.word, lead.sign)
                if coded:
                    return coded._replace(end=place + coded.end) if place else coded
        return None

    def _code(self, sequence: Sequence, written: str, word: Word | None, sign: bool) -> Coded | None:
        """Read a number with a code, its end counted from its start; the same characters are read once."""
        found = sequence.pattern.match(written)
        if not found:
            return None
        parts = sequence.parts(found)
        if not word and not parts.type and not parts.year:
            return None  # 12/BTC is a number only after a word of kind
        hint = word.codes if word else ()
        if word and word.typeless and parts.type and self._is_unit(parts, hint):
            return None
        reading = assemble(parts, self.lexicon.tables, hint)
        if not self._accepts(parts, reading, word, sign):
            return None
        end = found.start(found.re.groups) + reading.length if parts.issuer else found.end()
        return Coded(end, parts, reading)

    def _plain(self, text: str, place: int, lead: Lead) -> Coded | None:
        """Read a shape without a code that the kind allows: ``loi n° 2016-1321``."""
        if not lead.word or not lead.word.shapes:
            return None
        for shape, pattern in self.lexicon.plain_shapes(lead.word):
            if found := pattern.match(text, place):
                year = int(found["year"]) if "year" in shape.fields else None
                number = DocNumber(found["serial"], year, "", "", shape.style, shape.form)
                return Coded(
                    found.end(), Parts(found["serial"], str(year or "")), Reading(number, known=True)
                )
        return None

    def _is_unit(self, parts: Parts, hint: tuple[str, ...]) -> bool:
        """An official dispatch in State style has no type code: TC of 2913/TC-CĐKT is no communiqué."""
        tables = self.lexicon.tables
        codes = tables.codes_by_fold.get(tables.fold(parts.type), ())
        return not set(codes) & set(hint) and tables.separator(parts.separators[0]) == "/"

    def _accepts(self, parts: Parts, reading: Reading, word: Word | None, sign: bool) -> bool:
        """Tell whether parts are a number here: the less the tables know, the more the lead must say."""
        if not reading.number and not reading.ambiguous:
            return False
        led = word is not None
        whole = all(map(str.strip, parts.separators))
        if parts.type:
            if not led and not sign and parts.type.islower():
                return False  # 57-nq-tw on its own is an address or a file, no citation
            if whole:
                return reading.known or led or sign or bool(parts.year)
            return reading.known and (led or sign)
        if parts.year or reading.known:
            return reading.known and (bool(parts.year) or (led and whole))
        tables = self.lexicon.tables
        slashes = all(tables.separator(mark) == "/" for mark in parts.separators)
        number = reading.number or reading.ambiguous[0]
        return bool(word and word.native and whole and slashes and number.issuer not in tables.code_by_name)

    def _next(self, text: str, item: Item, lead: Lead) -> Item | None:
        """Read the next number of the list, after a comma or "và", or after the date of the one before."""
        found = self._join.match(text, item.end)
        joined = found is not None
        if not found and item.attached.end:
            found = self._join.match(text, item.attached.end)
        if not found:
            return None
        place, start = found.end(), found.start(1) if found[1] else found.end()
        following = self._item(text, place, lead._replace(sign=found[1] is not None), start, joined=joined)
        return following if following and (joined or not following.bare) else None

    def _kept(self, text: str, items: list[Item], lead: Lead) -> tuple[Item, ...]:
        """Drop bare numbers that count something; the list ends at the first of them."""
        kept: list[Item] = []
        for item in items:
            if item.bare:
                bare = self.short.number.match(text, item.place)
                is_cited = self.short.is_next if kept else self.short.is_first
                if bare is None or not is_cited(text, bare, lead):
                    break
            kept.append(item)
        return tuple(kept)

    def _shared(self, items: list[Item]) -> list[Item]:
        """Give bare numbers the code and the date that a later number of the list shares out."""
        done = list(items)
        for index in range(len(done) - 2, -1, -1):
            item, after = done[index], done[index + 1]
            if not after.joined or item.attached.end:
                continue
            number = after.reading.number
            if item.bare and number:
                serial, year = item.parts.serial, item.parts.year or after.parts.year
                parts = after.parts._replace(serial=serial, year=year)
                reading = assemble(parts, self.lexicon.tables, (number.type,))
                item = item._replace(parts=parts, reading=reading, shared=True)
            year = item.parts.year
            dated = after.attached.dated
            if dated and not item.bare and year in ("", str(dated.date.year)):
                item = item._replace(attached=Attached(dated, shared=True))
            done[index] = item
        return done
