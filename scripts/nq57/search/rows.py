"""What entries say, read once into flat rows of small numbers: all that is counted is counted on these.

A row is a name, a fact or a sentence of an entry, as runs of letters between white space. Few runs are
distinct, so that what a run says is worked out once.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from nq57.search.bits import Ints
from nq57.search.entry import Entry

# As in search-marks.js: a sentence ends where a sign is followed by a capital, a digit or an opening sign.
_ENDING = ".!?…;"
_OPENING = re.compile(r"[^\W_a-z]|[\"“«(–-]")
_RUN = re.compile(r"\S+")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})\Z")


class Sort(IntEnum):
    """What a row is, in the order in which the rows of an entry stand."""

    NUMBER, NAME, ISSUER, FACT, SENTENCE = range(5)


class _Codes(dict[str, int]):
    """A small number for each run, in the order in which they are met."""

    def __missing__(self, run: str) -> int:
        code = self[run] = len(self)
        return code


@dataclass(frozen=True, slots=True)
class Rows:
    """All rows of all entries; ``codes`` are those of the runs of all rows, one after the other.

    For each row: ``sizes`` says how many runs it has, ``sorts`` its sort, ``entries`` the number of the
    entry that says it; a sentence ``starts`` at a letter of the text and has so many ``letters``.
    """

    runs: Sequence[str]
    codes: Ints
    sizes: Ints
    sorts: Ints
    entries: Ints
    starts: Ints
    letters: Ints


def read(entries: Mapping[int, Entry]) -> Rows:
    """Return the rows of entries by their numbers, which come in order."""
    known = _Codes()
    code = known.__getitem__
    codes, table, counts = array("i"), array("i"), array("i")
    for entry in entries.values():
        before = len(table)
        for sort, text in _texts(entry):
            start = len(codes)
            codes.extend(map(code, text.split()))
            table.extend((len(codes) - start, sort, len(text)))
        counts.append(len(table) - before)
    owners = np.repeat(np.array(list(entries), np.int32), np.array(counts, np.int32) // 3)
    sizes, sorts, letters = np.array(table, np.int32).reshape(-1, 3).T
    rows = Rows(tuple(known), np.array(codes, np.int32), sizes, sorts, owners, 0 * sizes, letters)
    return _in_sentences(rows, entries)


def all_names(entry: Entry) -> Iterable[str]:
    """Return the number, titles and aliases of an entry, each once."""
    return filter(None, dict.fromkeys((entry.number, entry.label, *entry.titles, *entry.aliases)))


def _texts(entry: Entry) -> Iterator[tuple[int, str]]:
    """Yield the sort and the text of each row, all sentences as one."""
    for name in all_names(entry):
        yield (Sort.NUMBER if name == entry.number else Sort.NAME), name
    if entry.issuer:
        yield Sort.ISSUER, entry.issuer
    iso = _ISO.match(entry.date)
    day = f"{iso[3]}/{iso[2]}/{iso[1]}" if iso else ""
    for fact in filter(None, (entry.province, entry.year, entry.date, day)):
        yield Sort.FACT, fact
    if text := entry.text.strip():
        yield Sort.SENTENCE, text


def _in_sentences(rows: Rows, entries: Mapping[int, Entry]) -> Rows:
    """Return the rows, those that are whole texts cut into sentences."""
    first = np.cumsum(rows.sizes, dtype=np.int32) - rows.sizes
    opens = _opens(rows, first)
    counts = 1 + np.bincount(first.searchsorted(opens, "right") - 1, minlength=len(first))
    begins = np.sort(np.concatenate((first, opens)))
    sizes = np.diff(begins, append=np.int32(len(rows.codes)))
    lengths = np.array([len(run) + 1 for run in rows.runs], np.int32)  # with one white space after each
    before = np.append(np.int32(0), np.cumsum(lengths[rows.codes], dtype=np.int32))
    starts = before[begins] - before[np.repeat(first, counts)]
    letters = before[begins + sizes] - before[begins] - 1
    cut = Rows(
        rows.runs,
        rows.codes,
        sizes,
        np.repeat(rows.sorts, counts),
        np.repeat(rows.entries, counts),
        starts,
        letters,
    )
    wider = (rows.sorts == Sort.SENTENCE) & (before[first + rows.sizes] - before[first] - 1 != rows.letters)
    lasts = np.cumsum(counts)
    for row in np.flatnonzero(wider).tolist():
        held = slice(lasts[row] - counts[row], lasts[row])
        spans = np.array([run.span() for run in _RUN.finditer(entries[int(rows.entries[row])].text.strip())])
        inside = begins[held] - first[row]
        starts[held] = spans[inside, 0]
        letters[held] = spans[inside + sizes[held] - 1, 1] - starts[held]
    return cut


def _opens(rows: Rows, first: Ints) -> Ints:
    """Return the places of the runs that open a sentence which is not the first of its text."""
    opening = np.array([_OPENING.match(run) is not None for run in rows.runs], bool)
    ending = np.array([run[-1] in _ENDING for run in rows.runs], bool)
    opens = opening[rows.codes]
    opens[1:] &= ending[rows.codes[:-1]]
    opens &= np.repeat(rows.sorts == Sort.SENTENCE, rows.sizes)
    opens[first[rows.sizes > 0]] = False
    return np.flatnonzero(opens)
