"""Evidence: every fact has its source and a short quote, and the quote stands in the source."""

from __future__ import annotations

from collections.abc import Iterator

from nq57.checks.inputs import Inputs, problem
from nq57.model import Finding, Former, Note, Quote, Record, shapes
from nq57.problems import Code, Problem
from nq57.text import nfc, squeeze, unknown

MAX_WORDS = 25


def fact_quotes(inputs: Inputs) -> Iterator[Problem]:
    """A key that states a fact is named in ``of`` of a quote, or is ``unknown``."""
    for note in inputs.kb.notes.values():
        known = shapes(type(note))
        for key, (name, shape) in known.items():
            if shape.fact and getattr(note, name) and not note.evidence(key):
                message = f"'{key}' has no quote; add one under `quotes:` with `of: [{key}]`"
                yield problem(note, note.lines.get(key, 1), Code.UNQUOTED, message)
        more = {"statement"} if isinstance(note, Finding) else set()
        for quote in note.quotes:
            for key in quote.of:
                if key.partition(".")[0] not in known and key not in more:
                    near = unknown(key, tuple(known), f"is no key of a {note.kind}")
                    message = f"`of` names '{key}', which{near}"
                    yield problem(note, quote.line, Code.UNKNOWN_KEY, message)


def record_quotes(inputs: Inputs) -> Iterator[Problem]:
    """A relation, provision, task, figure, office and quote carries words of a source, or a reason."""
    for note in inputs.kb.notes.values():
        for key, record in inputs.records[note.id]:
            if not words_of(record) and not record.inferred:
                name = "text" if isinstance(record, Quote) else "quote"
                message = f"an item of '{key}' has no `{name}:`, and no `inferred:` with a reason"
                yield problem(note, record.line, Code.UNQUOTED, message)


def quote_sources(inputs: Inputs) -> Iterator[Problem]:
    """A quote names its source, or its note names one for all."""
    for note in inputs.kb.notes.values():
        for key, record in inputs.records[note.id]:
            if words_of(record) and not source_of(note, record):
                message = f"an item of '{key}' quotes no source; add `source:` to it or to the note"
                yield problem(note, record.line, Code.UNQUOTED, message)


def quote_lengths(inputs: Inputs) -> Iterator[Problem]:
    """A quote has at most 25 words."""
    for note in inputs.kb.notes.values():
        for _, record in inputs.records[note.id]:
            count = len(words_of(record).split())
            if count > MAX_WORDS:
                message = f"a quote of {count} words; keep at most {MAX_WORDS}, those that state the fact"
                yield problem(note, record.line, Code.LONG_QUOTE, message)


def kept_words(inputs: Inputs) -> Iterator[Problem]:
    """A quote stands word for word in the kept text of its source, where one is kept."""
    texts = {source: _plain(text) for source, text in inputs.texts.items()}
    for note in inputs.kb.notes.values():
        quotes = inputs.records[note.id]
        found = [(record.line, words_of(record), source_of(note, record)) for _, record in quotes]
        found += [(alias.line, alias.text, alias.source) for alias in note.aliases if alias.source]
        for line, words, source in found:
            text = texts.get(source)
            if words and text is not None and not _stands(_plain(words), text):
                message = f"'{_short(words)}' does not stand in {source}.txt{_where(_plain(words), text)}"
                yield problem(note, line, Code.QUOTE_NOT_FOUND, message)


def words_of(record: Record) -> str:
    """Return the words of the source that a record rests on, '' where it has none."""
    if isinstance(record, Quote):
        return record.text
    if isinstance(record, Former) and not record.quote:
        return record.name
    return record.quote


def source_of(note: Note, record: Record) -> str:
    """Return the id of the source a record quotes: its own, or its note's; a source quotes itself."""
    return record.source or note.source or (note.id if note.kind == "source" else "")


def _plain(text: str) -> str:
    return squeeze(nfc(text)).replace("’", "'")


def _stands(words: str, text: str) -> bool:
    """Tell whether whole words stand in a text: '7-NQ/TW' does not stand in '57-NQ/TW'.

    >>> _stands("7-NQ/TW", "57-NQ/TW"), _stands("7-NQ/TW", "57-NQ/TW, 7-NQ/TW")
    (False, True)
    """
    start = text.find(words)
    while start >= 0:
        end = start + len(words)
        if not _joined(text[max(0, start - 1) : start], words) and not _joined(words, text[end : end + 1]):
            return True
        start = text.find(words, start + 1)
    return False


def _joined(before: str, after: str) -> bool:
    return before[-1:].isalnum() and after[:1].isalnum()


def _short(words: str) -> str:
    return words if len(words) <= 60 else words[:57] + "…"


def _where(words: str, text: str) -> str:
    """Say after which words a quote leaves the text: the place to mend."""
    pieces = words.split(" ")
    low, high = 0, len(pieces)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if " ".join(pieces[:middle]) in text else (low, middle - 1)
    if low == len(pieces):
        return "; it stands there only inside a longer word or number"
    return f"; it differs after '{' '.join(pieces[max(0, low - 4) : low])}'" if low else ""
