"""What the rules look at, and the walk over it that they share."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from nq57.model import KnowledgeBase, Note, Record, walk
from nq57.problems import Code, Problem
from nq57.vocabulary import Vocabulary


@dataclass(frozen=True)
class Inputs:
    """The knowledge base, its words, kept texts, pages, the parser of numbers, the paths of its images.

    ``number_error`` takes a number as written and returns what is wrong with it, '' where nothing is.
    ``settled`` are notes whose prose is known to be right, with these facts of all notes.
    """

    kb: KnowledgeBase
    vocabulary: Vocabulary
    texts: Mapping[str, str] = field(default_factory=dict)
    number_error: Callable[[str], str] = lambda number: ""
    pages: Mapping[str, str] = field(default_factory=dict)
    images: frozenset[str] = frozenset()
    settled: frozenset[str] = frozenset()

    @cached_property
    def records(self) -> Mapping[str, tuple[tuple[str, Record], ...]]:
        """(key, record) of every record of a note, by the note's id: gone through once for all rules."""
        return {note.id: tuple(walk(note)) for note in self.kb.notes.values()}

    def parts(self, note: Note) -> Iterator[tuple[Note | Record, Mapping[str, int], int]]:
        """Yield the note and each of its records, with the lines of its keys and the line for the others."""
        yield note, note.lines, 1
        for _, record in self.records[note.id]:
            yield record, {}, record.line


def problem(note: Note, line: int, code: Code, message: str) -> Problem:
    """Return a problem in a note."""
    return Problem(note.path, line, code, message)
