"""What stands after a number: its date and its issuer, at once or behind the title of the act."""

from __future__ import annotations

import re
from typing import NamedTuple

from nq57.citations.dates import Dated, Dates
from nq57.citations.issuers import Issuers, Named
from nq57.citations.phrases import alternatives
from nq57.citations.scan import Scanner
from nq57.citations.view import folded, variants
from nq57.grammar import Grammar

_FAR = 360  # characters of a title that may stand between the number and its date
_LEAD = 40  # characters in which words before a date stand
_ENDS_CLAUSE = ",.;:\n"


class Attached(NamedTuple):
    """The date and the issuer after a number; ``shared``: the date stands after a later number."""

    dated: Dated | None = None
    named: Named | None = None
    shared: bool = False

    @property
    def end(self) -> int:
        """Where the date and the issuer end, 0 where there are none."""
        return max(self.dated.end if self.dated else 0, self.named.end if self.named else 0)


NOTHING = Attached()


class Attachments:
    """Reads what stands after a number, with one grammar."""

    def __init__(self, grammar: Grammar, scan: Scanner) -> None:
        """Compile what dates an act behind its title; ``scan`` stops at the next number."""
        self.dates = Dates(grammar)
        self.issuers = Issuers(grammar)
        self._scan = scan
        names = [name for month in grammar.months for name in month]
        strong, weak, wrong, month = (
            alternatives(words, backwards=True)
            for words in (*(grammar.words(f"dates.{name}") for name in ("strong", "far", "not-after")), names)
        )
        self._lead = re.compile(
            rf"\s{{1,12}}+(?:\.?(?P<month>{month})\s{{1,12}}+)?+"
            rf"(?:(?P<strong>{strong})|{weak}(?![^\W_])(?!\s{{1,12}}+{wrong}(?![^\W_])))(?![^\W_])"
        )
        leads = (*grammar.words("dates.strong"), *grammar.words("dates.far"), *names)
        self._digit = re.compile(rf"[0-9](?<=[.{variants({word[-1:] for word in leads})}]\s[0-9])")
        close = alternatives(grammar.words("dates.close"), given=True)
        self._close = re.compile(rf"\s{{0,12}}+{close}(?![^\W_])")

    def read(self, text: str, end: int) -> Attached:
        """Return what stands after the number that ends here."""
        dated = self.dates.after(text, end)
        named = self.issuers.after(text, dated.end if dated else end)
        if named and not dated:
            dated = self.dates.after(text, named.end)
        if dated or text[end : end + 1] in _ENDS_CLAUSE:
            return Attached(dated, named) if dated or named else NOTHING
        return self._behind_title(text, end) or Attached(None, named)

    def _behind_title(self, text: str, end: int) -> Attached | None:
        """Read ``Thông tư số 85/2017/TT-BTC Quy định việc … ngày 15/08/2017 của Bộ Tài chính``.

        A date far off is this act's if words say so (``ban hành ngày``), or if the issuer or the end of the
        clause follows it; not beyond the sentence, nor beyond another number.
        """
        line = text.find("\n", end, end + _FAR)
        for digit in self._digit.finditer(text, end, line if line >= 0 else end + _FAR):
            place = digit.start()
            lead = self._lead.match(folded(text[max(end, place - _LEAD) : place])[::-1])
            if not lead:
                continue
            place -= lead.end("month") if lead["month"] else 0
            dated = self.dates.at(text, place)
            if not dated or self._stops(text, end, place):
                return None
            named = self.issuers.after(text, dated.end)
            if lead["strong"] or named or self._close.match(text, dated.end):
                return Attached(dated, named)
        return None

    def _stops(self, text: str, end: int, place: int) -> bool:
        """Tell whether a sentence ends, or another number is cited, between a number and a date."""
        title = _TITLE.match(text, end)
        if _STOP.search(text, title.end() if title else end, place):
            return True
        return any(not listed for _, listed in self._scan.hits(text, end, place))


# A parenthesis that ends, or stands, right after the number: "48/2024/QH15 (Tax Law) passed …".
_TITLE = re.compile(r"\)|\s?\([^()\n]{1,80}+\)")
_STOP = re.compile(r"[;)]|[.:]\s")
