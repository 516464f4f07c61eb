"""Find the citations of a text: spans, numbers, kinds, dates, issuers. What they mean is for ``resolve``."""

from __future__ import annotations

import re
from functools import lru_cache

from nq57.citations.issuers import Named
from nq57.citations.lexicon import Lead, Lexicon
from nq57.citations.model import Citation
from nq57.citations.reader import Found, Item, Reader
from nq57.citations.titles import Titles
from nq57.citations.view import View
from nq57.grammar import Grammar
from nq57.numbers import DocNumber

_DIGIT = re.compile(r"[0-9]")
_BEFORE = 280  # characters of the same sentence in which a date or an issuer opens it


def find(text: str, grammar: Grammar) -> list[Citation]:
    """Return the citations of a text in order; ``span`` counts code points of the text as given.

    Never decides which document is meant: see ``resolve``. Time is linear in the text.
    """
    # Every citation holds a digit, and most sentences do not: the grammar may never be compiled.
    return finder(grammar).find(text) if _DIGIT.search(text) else []


@lru_cache(maxsize=8)
def finder(grammar: Grammar) -> Finder:
    """Return the finder of a grammar; its patterns are compiled once."""
    return Finder(grammar)


class Finder:
    """The compiled grammar with everything that reads around a number."""

    def __init__(self, grammar: Grammar) -> None:
        """Compile."""
        self.lexicon = Lexicon(grammar)
        self.reader = Reader(self.lexicon)
        self.titles = Titles(self.lexicon)
        self._weak = frozenset(grammar.words("weak-codes"))
        self._kept = lru_cache(maxsize=8192)(self._find)

    def find(self, given: str) -> list[Citation]:
        """Return the citations of one text; what many notes quote is read once."""
        return list(self._kept(given))

    def _find(self, given: str) -> list[Citation]:
        view = View.of(given)
        citations: list[Citation] = []
        place = floor = 0
        for start, listed in self.lexicon.scan.hits(view.text):
            if start < place or listed:
                continue
            found = self.reader.read(view.text, start)
            if found and found.end > start:
                citations += self._citations(view, found, floor)
                place = floor = found.end
        return citations

    def _citations(self, view: View, found: Found, floor: int) -> list[Citation]:
        if found.alias or found.dated:
            return [self._special(view, found)]
        lead = found.lead
        if (
            found.items and lead.start < floor
        ):  # its word is the code of the citation before: "57-NQ 58-NQ/TW"
            lead = lead._replace(start=found.items[0].start, word=None)
        if found.items and not lead.word:
            lead = self.titles.lead(view.text, lead, found.items[0], floor)
        made = [self._citation(view, found, lead, index) for index in range(len(found.items))]
        if made and not (made[0].date and made[0].issuer):
            made = self._opened(view, lead, made, floor)
        return made

    def _special(self, view: View, found: Found) -> Citation:
        start, end = found.lead.start, found.end
        span = (view.given_place(start), view.given_place(end))
        citation = Citation(view.given[span[0] : span[1]], span, kind=None)
        if found.alias:
            serial = re.sub(r"\D", "", view.text[start:end])
            return citation._replace(kind=found.alias.kind, form="alias", serial=serial)
        kinds = found.lead.word.kinds if found.lead.word else ()
        date = found.dated.date if found.dated else None
        return citation._replace(kind=kinds[0] if kinds else None, date=date, form="dated")

    def _citation(self, view: View, found: Found, lead: Lead, index: int) -> Citation:
        item = found.items[index]
        reading, dated, named = item.reading, item.attached.dated, _issuer(found.items, index)
        start = lead.start if index == 0 else item.start
        span = (view.given_place(start), view.given_place(item.end)) if view.starts else (start, item.end)
        written = view.given[span[0] : span[1]]
        number = reading.number or (reading.ambiguous[0] if reading.ambiguous else None)
        year = item.parts.year
        return Citation(
            written=written,
            span=span,
            number=reading.number,
            kind=self.kind(number, lead),
            date=dated.date if dated else None,
            issuer=" ".join(view.text[named.start : named.end].split()) if named else None,
            repairs=self._repairs(view, lead, item, start, written),
            ambiguous=reading.ambiguous,
            form=_form(item, lead, index),
            serial=item.parts.serial,
            year=int(year) if year.isdecimal() else None,
            body=named.body if named else None,
            local=number is not None and self.lexicon.tables.is_local(number.issuer),
        )

    def kind(self, number: DocNumber | None, lead: Lead) -> str | None:
        """Return the kind: the code says it, the word chooses where the code means several (QĐ, L)."""
        said = lead.word.kinds if lead.word else ()
        code = self.lexicon.tables.code_by_name.get(number.type) if number else None
        if not number or not code or (said and code.code in self._weak):
            return said[0] if said else None
        kinds = code.kinds_in(number.style)
        return next((kind for kind in said if kind in kinds), kinds[0] if kinds else None)

    def _repairs(self, view: View, lead: Lead, item: Item, start: int, given: str) -> tuple[str, ...]:
        found = lead.word.repairs if start == lead.start and lead.word else ()
        between = view.text[start : item.place]
        if "\n" in between:
            found = (*found, "line-break")
        elif between[-1:].isalpha():
            found = (*found, "glued")
        if not view.is_given and view.text[start : item.end] != given:
            found = (*found, "nfd")
        return tuple(dict.fromkeys((*found, *item.reading.repairs))) if found else item.reading.repairs

    def _opened(self, view: View, lead: Lead, made: list[Citation], floor: int) -> list[Citation]:
        """Take the date and the issuer from before: ``Le 13 mars 2025, le Comité … a publié l'avis n°``."""
        verb = self.reader.attachments.issuers.acts_before(view.text, lead.start)
        if verb < floor:
            return made
        text = view.text[max(floor, verb - _BEFORE) : verb]
        text = text[_sentence(text) :]
        dated = None if made[0].date else self.reader.attachments.dates.opening(text)
        named = None if made[0].issuer else self.reader.attachments.issuers.before(text)
        date = dated.date if dated else None
        issuer = " ".join(text[named.start : named.end].split()) if named else None
        body = named.body if named else None
        return [
            one._replace(date=one.date or date, issuer=one.issuer or issuer, body=one.body or body)
            for one in made
        ]


def _issuer(items: tuple[Item, ...], index: int) -> Named | None:
    """Return the issuer of an item: its own, else that of the numbers joined after it."""
    for item in items[index:]:
        attached = item.attached
        if attached.named:
            return attached.named
        if (attached.dated and not attached.shared) or (item is not items[index] and not item.joined):
            return None
    return None


def _form(item: Item, lead: Lead, index: int) -> str:
    if item.bare:
        return "short"
    if item.shared:
        return "shared"
    return "full" if index == 0 and lead.word else "elided"


_SENTENCE = re.compile(r"[.;!?…]\s|\n[ \t]{0,24}+\n")


def _sentence(text: str) -> int:
    """Return where the last sentence of a text starts."""
    ends = [found.end() for found in _SENTENCE.finditer(text)]
    return ends[-1] if ends else 0
