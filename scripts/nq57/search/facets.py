"""The values of a facet, one for each entry, as a short string of plain letters.

A value takes few bits where it was said often lately: entries whose numbers are near each other are mostly
of one issuer, so of one level and one province. ``search-core.js`` reads it: a range coder of 24 bits, six to
the letter, whose models learn as they go. A value is one digit, or several to the base of 64, each with a
model of its own.
"""

from __future__ import annotations

from collections.abc import Sequence

from nq57.search.postings import ALPHABET

_BASE = len(ALPHABET)
_LETTER = 6  # bits
_WHOLE, _LEAST = 24, 18  # bits of the range: at most, and before a letter is written
_SAID = 24  # what one more time counts, beside values not yet said
_KEPT = 1000  # of all that counts: beyond it older times count half


def write(values: Sequence[str]) -> list[object]:
    """Return the values in order, and the letters that say which of them each entry has."""
    known = sorted({*values})
    rank = {value: place for place, value in enumerate(known)}
    models = _models(len(known))
    coder = _Coder()
    digits = {
        value: [place >> _LETTER * at & _BASE - 1 for at in reversed(range(len(models)))]
        for value, place in rank.items()
    }
    for value in values:
        for model, digit in zip(models, digits[value], strict=True):
            coder.write(model, digit)
    return [known, coder.letters()]


def _models(count: int) -> list[list[int]]:
    """Return a model for each digit of so many values, the highest first: how much each was said."""
    models = [[1] * min(_BASE, count)]
    while count > _BASE:
        count = -(-count // _BASE)
        models.insert(0, [1] * min(_BASE, count))
    return models


class _Coder:
    """Narrows a range with each digit; what no longer changes of its start is written."""

    def __init__(self) -> None:
        self.low, self.range = 0, 1 << _WHOLE
        self.written: list[int] = []

    def write(self, model: list[int], digit: int) -> None:
        """Write a digit, and learn it."""
        total = sum(model)
        unit = self.range // total
        self.low += unit * sum(model[:digit])
        self.range = unit * model[digit]
        if self.low >> _WHOLE:
            self.low -= 1 << _WHOLE
            self._carry()
        while self.range < 1 << _LEAST:
            self._letter()
            self.range <<= _LETTER
        model[digit] += _SAID
        if total + _SAID > _KEPT:
            model[:] = [times + 1 >> 1 for times in model]

    def letters(self) -> str:
        """Return all that was written."""
        for _ in range(_WHOLE // _LETTER):
            self._letter()
        return "".join(ALPHABET[digit] for digit in self.written)

    def _letter(self) -> None:
        self.written.append(self.low >> _LEAST)
        self.low = (self.low & (1 << _LEAST) - 1) << _LETTER

    def _carry(self) -> None:
        at = len(self.written) - 1
        while self.written[at] == _BASE - 1:
            self.written[at] = 0
            at -= 1
        self.written[at] += 1
