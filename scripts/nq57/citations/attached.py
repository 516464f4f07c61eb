"""What stands after a number: its date and its issuer, at once or behind the title of the act."""

from __future__ import annotations

import re
from typing import NamedTuple

from nq57.citations.dates import Dated, Dates
from nq57.citations.issuers import Issuers, Named
from nq57.citations.phrases import alternatives, turned
from nq57.citations.view import folded, variants
from nq57.grammar import Grammar

NEAR = 88  # characters after a number in which its date, its issuer and the next number start
_FAR = 360  # characters of a title that may stand between the number and its date
_LEAD = 40  # characters in which words before a date stand
_ENDS_CLAUSE = ",.;:\n"


class Attached(NamedTuple):
    """The date and the issuer after a number; ``after`` is the folded text in which their places count."""

    after: str = ""
    dated: Dated | None = None
    named: Named | None = None

    @property
    def end(self) -> int:
        """Where the date and the issuer end, 0 where there are none."""
        return max(self.dated.end if self.dated else 0, self.named.end if self.named else 0)


class Attachments:
    """Reads what stands after a number, with one grammar."""

    def __init__(self, grammar: Grammar) -> None:
        """Compile what dates an act behind its title."""
        self.dates = Dates(grammar)
        self.issuers = Issuers(grammar)
        strong = alternatives(grammar.words("dates.strong"), backwards=True)
        weak = alternatives(grammar.words("dates.far"), backwards=True)
        wrong = alternatives(grammar.words("dates.not-after"), backwards=True)
        names = [name for month in grammar.months for name in month]
        month = alternatives(names, backwards=True)
        self._lead = re.compile(
            rf"\s{{1,12}}+(?:\.?(?P<month>{month})\s{{1,12}}+)?+"
            rf"(?:(?P<strong>{strong})|{weak}(?![^\W_])(?!\s{{1,12}}+{wrong}(?![^\W_])))(?![^\W_])"
        )
        leads = (*grammar.words("dates.strong"), *grammar.words("dates.far"), *names)
        self._digit = re.compile(rf"[0-9](?<=[.{variants({word[-1:] for word in leads})}]\s[0-9])")
        self._close = re.compile(rf"\s{{0,12}}+{alternatives(grammar.words('dates.close'))}(?![^\W_])")
        words = (word for kind in grammar.kinds.values() for words in kind.words.values() for word in words)
        self._kind = re.compile(rf"(?<![^\W_]){alternatives(words)}(?![^\W_])\s{{1,12}}+[0-9]")

    def read(self, text: str, end: int) -> Attached:
        """Return what stands after the number that ends here."""
        after = folded(text[end : end + NEAR])
        dated = self.dates.after(after, 0)
        named = self.issuers.after(text, end, after, dated.end if dated else 0)
        if named and not dated:
            dated = self.dates.after(after, named.end)
        if dated or after[:1] in _ENDS_CLAUSE:
            return Attached(after, dated, named)
        return self._behind_title(text, end) or Attached(after, None, named)

    def _behind_title(self, text: str, end: int) -> Attached | None:
        """Read ``Thông tư số 85/2017/TT-BTC Quy định việc … ngày 15/08/2017 của Bộ Tài chính``.

        A date far off is this act's if words say so (``ban hành ngày``), or if the issuer or the end of the
        clause follows it; not beyond the sentence, nor beyond another number.
        """
        line = text.find("\n", end, end + _FAR)
        for digit in self._digit.finditer(text, end, line if line >= 0 else end + _FAR):
            place = digit.start()
            lead = self._lead.match(turned(text[max(end, place - _LEAD) : place]))
            if not lead:
                continue
            place -= lead.end("month") if lead["month"] else 0
            after = folded(text[end : place + NEAR])
            dated = self.dates.at(after, place - end)
            title = _TITLE.match(text, end)
            stop = _STOP.search(text, title.end() if title else end, place)
            if not dated or stop or self._kind.search(after, 0, place - end):
                return None
            named = self.issuers.after(text, end, after, dated.end)
            if lead["strong"] or named or self._close.match(after, dated.end):
                return Attached(after, dated, named)
        return None


# A parenthesis that ends, or stands, right after the number: "48/2024/QH15 (Tax Law) passed …".
_TITLE = re.compile(r"\)|\s?\([^()\n]{1,80}+\)")
# A sentence, a list item, a number with its code.
_STOP = re.compile(r"[;)]|[.:]\s|[0-9]\s?[-/–]\s?[^\W\d_]{1,5}+\s?[-/–]\s?[^\W\d_]|/[12][0-9]{3}/[^\W\d_]")
