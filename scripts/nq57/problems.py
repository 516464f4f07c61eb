"""What can be wrong with a knowledge base: one record, one list of codes, a sentence each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Self

_SPACES = "\u00a0\u202f"  # the spaces of French typography: as good as the plain one
MAX_LINE = 1000  # a longer line keeps its start, and its end, which says what would be right


class Code(StrEnum):
    """The codes of problems; ``rule`` is the sentence that the guide prints."""

    rule: str

    def __new__(cls, value: str, rule: str) -> Self:
        """Make a member whose value is the code and whose ``rule`` is its sentence."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.rule = rule
        return member

    BAD_ENCODING = "bad-encoding", "A note is UTF-8 text in Unicode normal form C."
    BAD_FILE = "bad-file", "Only plain files are kept, of the kinds and sizes that the guide states."
    BAD_NAME = "bad-name", "A file name is a slug: lower-case ASCII letters, digits and hyphens, then .md."
    BAD_FRONT_MATTER = "bad-front-matter", "A note starts with `---`, YAML of plain values, and `---`."
    DUPLICATE_KEY = "duplicate-key", "A key stands once in its block."
    UNKNOWN_KIND = "unknown-kind", "`kind` is one of the kinds of note, and fits the folder."
    UNKNOWN_KEY = "unknown-key", "Only the keys of the field reference are known."
    MISSING_KEY = "missing-key", "Some keys must be there for each kind of note."
    BAD_VALUE = "bad-value", "A value has the type that the field reference gives."
    BAD_DATE = "bad-date", "A date is YYYY-MM-DD, YYYY-MM or YYYY, and exists in the calendar."
    BAD_NUMBER = "bad-number", "A document number follows the grammar of document numbers."
    LOOK_ALIKE = (
        "look-alike",
        "A number, title or name has Latin letters and digits, and none that only look so.",
    )
    DUPLICATE_ID = "duplicate-id", "A note's file name, and a record's id inside its note, are used once."
    DUPLICATE_NUMBER = "duplicate-number", "One number, issuer and date is one document."
    DANGLING = "dangling-reference", "A reference names a note or record that exists."
    WRONG_TARGET = "wrong-target", "A relation joins the kinds of note that the vocabulary allows."
    UNKNOWN_WORD = "unknown-word", "A word of the vocabulary (relation, status, type, level) exists there."
    UNQUOTED = "unquoted-fact", "Every fact carries its source and a short quote."
    LONG_QUOTE = "long-quote", "A quote has at most 25 words."
    QUOTE_NOT_FOUND = "quote-not-found", "A quote stands word for word in the kept text of its source."
    COPIED_PROSE = "copied-prose", "Prose is in your own words: no sentence of a source is pasted."
    EMPTY_NOTE = "empty-note", "A note says in two to ten sentences what this is and why it matters."
    AMBIGUOUS = "ambiguous-citation", "A number that could be several documents is not decided by guessing."
    BAD_MARKDOWN = "bad-markdown", "Prose is plain Markdown: no raw HTML, no directive that reads files."
    BAD_TRANSLATION = (
        "bad-translation",
        "A translation keeps the links, code, numbers and {blanks} of the French, and adds none.",
    )
    BAD_VOCABULARY = "bad-vocabulary", "A vocabulary file is YAML of the shape that its first comment gives."


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong, where, and what would be right.

    ``path`` is relative to the folder of the knowledge base, with ``/``; ``line`` counts from 1.

    >>> print(Problem("documents/x.md", 7, Code.BAD_DATE, "date '31/02/2025': write YYYY-MM-DD"))
    documents/x.md:7: bad-date: date '31/02/2025': write YYYY-MM-DD
    """

    path: str
    line: int
    code: Code
    message: str

    def __str__(self) -> str:
        return _line(f"{self.path}:{self.line}: {self.code.value}: {self.message}")


def _line(text: str) -> str:
    """Return the text as one line that can be printed: names of files and values may hold anything.

    >>> print(_line("kind 'a\\nb\\udcff'"))
    kind 'a\\nb\\udcff'
    """
    if len(text) > MAX_LINE:
        text = f"{text[: MAX_LINE - 100]} … {text[-100:]}"
    return "".join(c if c.isprintable() or c in _SPACES else repr(c)[1:-1] for c in text)
