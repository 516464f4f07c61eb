"""Which notes a query finds: all its words, its phrases, its numbers, and the facts it asks for."""

from __future__ import annotations

import re

from nq57.search import Entry
from nq57.search.words import words
from nq57.views.entries import entries
from nq57.views.reader import Reader

FACTS = ("kind", "level", "province", "year", "status", "language")
_FACT = re.compile(rf"\b({'|'.join(FACTS)}):([\w-]+)")
_QUOTED = re.compile(r'["“”«]([^"“”«»]*)["“”»]')


def found(reader: Reader, query: str) -> frozenset[str]:
    """Return the ids of the notes that a query finds, by what is said in them or in one of their records.

    As in the search box, marks and case are free, ``"…"`` holds a phrase, and a number is found whole;
    ``kind:document`` (or another of FACTS) asks for a fact.
    """
    facts = _FACT.findall(query)
    rest = _FACT.sub(" ", query)
    rows = [*_QUOTED.findall(rest), _QUOTED.sub(" ", rest)]
    wanted = [run for row in rows[:-1] if (run := tuple(word.folded for word in words(row)))]
    wanted += _runs(rows[-1])
    if not wanted and not facts:
        return frozenset()
    return frozenset(
        entry.id.partition("#")[0]
        for entry in entries(reader)
        if entry.id.partition("#")[0] in reader.corpus.kb.notes
        and all(getattr(entry, fact) == value for fact, value in facts)
        and _holds(entry, wanted)
    )


def _runs(text: str) -> list[tuple[str, ...]]:
    """Return the words of a text; those that are tied, as in a number, together.

    >>> _runs("khoa học 57-NQ/TW")
    [('khoa',), ('hoc',), ('57', 'nq', 'tw')]
    """
    runs: list[tuple[str, ...]] = []
    for word in words(text):
        if word.glued and runs:
            runs[-1] = (*runs[-1], word.folded)
        else:
            runs.append((word.folded,))
    return runs


def _holds(entry: Entry, wanted: list[tuple[str, ...]]) -> bool:
    if not wanted:
        return True
    said = (entry.number, entry.label, *entry.titles, *entry.aliases, entry.issuer, entry.date, entry.text)
    row = " ".join(f" {' '.join(word.folded for word in words(text))} " for text in said)
    return all(f" {' '.join(run)} " in row for run in wanted)
