"""A text in normal form C with the way back: places in it mapped to places in the text as given."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from nq57.text import fold, nfc

_LATIN = (chr(point) for point in (*range(0x20, 0x250), *range(0x1E00, 0x1F00)))
_FOLDED = {ord(char): low for char in _LATIN if len(low := fold(char)) == 1} | {
    ord("’"): "'",
    ord("\u00a0"): " ",
    ord("\n"): "\n",
}


# A chunk ends before an ASCII character: nothing joins over such a place in normal form C.
_CHUNK = re.compile(r"(?s:.{64}[^\x00-\x7f]*+|.++)")


def folded(text: str) -> str:
    """Return the text folded letter by letter: same length, so that places agree.

    >>> folded("Nghị quyết số\u00a0– ĐÀ")
    'nghi quyet so – da'
    """
    return text.translate(_FOLDED)


def variants(letters: Iterable[str]) -> str:
    """Return all letters that fold to one of these, as what stands in a set of a regular expression.

    >>> variants("d")
    'DdÐðĎ-đḊ-ḓ'
    """
    return _variants(frozenset(letters))


@lru_cache(maxsize=4096)
def _variants(wanted: frozenset[str]) -> str:
    """Return the letters as ranges: a set of a few is compiled many times as fast as one of each letter."""
    points = sorted({point for point, low in _FOLDED.items() if low in wanted} | set(map(ord, wanted)))
    runs: list[list[int]] = []
    for point in points:
        if runs and point == runs[-1][-1] + 1:
            runs[-1].append(point)
        else:
            runs.append([point])
    return "".join(_run(run) for run in runs)


def _run(points: list[int]) -> str:
    chars = [re.escape(chr(point)) for point in points]
    return f"{chars[0]}-{chars[-1]}" if len(chars) > 2 else "".join(chars)


@dataclass(frozen=True, slots=True)
class View:
    """``text`` is the given text in normal form C; ``starts`` are the starts of its chunks in both."""

    given: str
    text: str
    starts: tuple[int, ...] = ()
    given_starts: tuple[int, ...] = ()

    @classmethod
    def of(cls, given: str) -> View:
        """Normalise chunk by chunk, and only if needed."""
        if unicodedata.is_normalized("NFC", given):
            return cls(given, given)
        chunks = _CHUNK.findall(given)
        plain = [nfc(chunk) for chunk in chunks]
        return cls(given, "".join(plain), _starts(plain), _starts(chunks))

    @property
    def is_given(self) -> bool:
        """Tell whether the text was in normal form already."""
        return not self.starts

    def given_place(self, place: int) -> int:
        """Return the place in the given text of a place in the normal form.

        >>> View.of("bo\u0323̂ 57\\nNghi\u0323 57").given_place(10)
        13
        """
        if not self.starts:
            return place
        chunk = bisect_right(self.starts, place) - 1
        start, given = self.starts[chunk], self.given_starts[chunk]
        end = self.given_starts[chunk + 1] if chunk + 1 < len(self.given_starts) else len(self.given)
        return given + _same_prefix(self.given[given:end], place - start)


def _starts(chunks: list[str]) -> tuple[int, ...]:
    starts, place = [], 0
    for chunk in chunks:
        starts.append(place)
        place += len(chunk)
    return tuple(starts)


def _same_prefix(chunk: str, length: int) -> int:
    """Return how many characters of the chunk become ``length`` characters in normal form C."""
    place = done = 0
    while place < len(chunk) and done < length:
        after = place + 1
        while after < len(chunk) and unicodedata.combining(chunk[after]):
            after += 1
        done += len(nfc(chunk[place:after]))
        place = after
    return place
