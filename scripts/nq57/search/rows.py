"""What entries say, read once into flat rows of small numbers: all that is counted is counted on these.

A row is a name, a fact or a sentence of an entry, as runs of letters between white space. Few runs are
distinct, so that what a run says is worked out once.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from nq57.search.bits import Ints
from nq57.search.entry import Entry

# As in search-marks.js: a sentence ends where a sign is followed by a capital, a digit or an opening sign.
_END = re.compile(r"[.!?…;]\s+(?=[^\W_a-z]|[\"“«(–-])")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})\Z")


class Sort(IntEnum):
    """What a row is, in the order in which the rows of an entry stand."""

    NUMBER, NAME, ISSUER, FACT, SENTENCE = range(5)


class Codes(dict[str, int]):
    """A small number for each run, in the order in which they are met."""

    def __missing__(self, run: str) -> int:
        """Give the next number."""
        code = self[run] = len(self)
        return code


@dataclass(frozen=True, slots=True)
class Rows:
    """All rows of all entries; ``codes`` are those of all rows, one after the other.

    For each row: ``sizes`` says how many codes it has, ``sorts`` its sort, ``entries`` whose it is, by
    place in the order of entries; a sentence starts at a letter of the text and has so many ``letters``.
    """

    runs: list[str]
    codes: Ints
    sizes: Ints
    sorts: Ints
    entries: Ints
    starts: Ints
    letters: Ints


def read(entries: Iterable[Entry]) -> Rows:
    """Return the rows of the entries."""
    known = Codes()
    code = known.__getitem__
    codes, sizes, table, counts = array("i"), array("i"), array("i"), []
    for entry in entries:
        before = len(sizes)
        for sort, text, start in _rows(entry):
            said = text.split()
            codes.extend(map(code, said))
            sizes.append(len(said))
            table.extend((sort, start, len(text)))
        counts.append(len(sizes) - before)
    sorts, starts, letters = np.array(table, np.int32).reshape(-1, 3).T
    return Rows(
        list(known),
        np.array(codes, np.int32),
        np.array(sizes, np.int32),
        sorts,
        np.repeat(np.arange(len(counts), dtype=np.int32), counts),
        starts,
        letters,
    )


def all_names(entry: Entry) -> Iterable[str]:
    """Return the number, titles and aliases of an entry, each once."""
    return filter(None, dict.fromkeys((entry.number, entry.label, *entry.titles, *entry.aliases)))


def _rows(entry: Entry) -> Iterator[tuple[int, str, int]]:
    """Yield the sort and the text of each row, and where it starts."""
    for name in all_names(entry):
        yield (Sort.NUMBER if name == entry.number else Sort.NAME), name, 0
    if entry.issuer:
        yield Sort.ISSUER, entry.issuer, 0
    iso = _ISO.match(entry.date)
    day = f"{iso[3]}/{iso[2]}/{iso[1]}" if iso else ""
    for fact in filter(None, (entry.province, entry.year, entry.date, day)):
        yield Sort.FACT, fact, 0
    text, start = entry.text.strip(), 0
    for end in _END.finditer(text):
        yield Sort.SENTENCE, text[start : end.start() + 1], start
        start = end.end()
    if text:
        yield Sort.SENTENCE, text[start:], start
