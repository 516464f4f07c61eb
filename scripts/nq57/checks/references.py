"""Words and references: what they name must exist, and fit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from nq57.checks.inputs import Inputs, problem
from nq57.model import KnowledgeBase, Relation, shapes_as
from nq57.problems import Code, Problem
from nq57.text import unknown


def known_words(inputs: Inputs) -> Iterator[Problem]:
    """A word (type, status, level, relation …) stands in its list of the vocabulary."""
    names = (*inputs.vocabulary.lists, "relations")
    lists = {name: frozenset(inputs.vocabulary.words(name)) for name in names}
    for note in inputs.kb.notes.values():
        for part, lines, first in inputs.parts(note):
            for key, name, shape in shapes_as(type(part), "word"):
                word = getattr(part, name)
                words = lists.get(shape.vocabulary)
                if word and words and word not in words:  # a list that is not there is told by its reader
                    implied = isinstance(part, Relation) and word in inputs.vocabulary.relations
                    wrong = (
                        " is made by a key of the note; leave it out"
                        if implied
                        else unknown(word, inputs.vocabulary.spellings(shape.vocabulary))
                    )
                    message = f"{key} '{word}'{wrong}"
                    yield problem(note, lines.get(key, first), Code.UNKNOWN_WORD, message)


def reference_targets(inputs: Inputs) -> Iterator[Problem]:
    """A reference names a note or record that exists, of a kind that fits the key."""
    for note in inputs.kb.notes.values():
        for part, lines, first in inputs.parts(note):
            for key, name, shape in shapes_as(type(part), "ref", "refs"):
                value = getattr(part, name)
                for target in (value,) if isinstance(value, str) else value:
                    if target:
                        for message, code in _wrong_target(inputs.kb, target, shape.kinds):
                            yield problem(note, lines.get(key, first), code, f"{key} {message}")
        for alias in note.aliases:
            if alias.source:
                for message, code in _wrong_target(inputs.kb, alias.source, ("source",)):
                    yield problem(note, alias.line, code, f"source {message}")


def relation_ends(inputs: Inputs) -> Iterator[Problem]:
    """A relation joins the kinds of note and record that the vocabulary allows for it."""
    for note in inputs.kb.notes.values():
        for part, _, _ in inputs.parts(note):
            kind = note.kind if part is note else type(part).__name__.lower()
            for relation in getattr(part, "relations", ()):
                yield from _bad_ends(inputs, kind, relation, note.path)


def _bad_ends(inputs: Inputs, kind: str, relation: Relation, path: str) -> Iterator[Problem]:
    known = inputs.vocabulary.relations.get(relation.type)
    if known is None or not inputs.kb.holds(relation.to):
        return
    if known.sources and kind not in known.sources:
        message = f"relation '{relation.type}' starts at {_list(known.sources)}, not at {_a(kind)}"
        yield Problem(path, relation.line, Code.WRONG_TARGET, message)
    target = kind_of(inputs.kb, relation.to)
    if known.targets and target not in known.targets:
        message = (
            f"relation '{relation.type}' leads to {_list(known.targets)}; '{relation.to}' is {_a(target)}"
        )
        yield Problem(path, relation.line, Code.WRONG_TARGET, message)


def kind_of(kb: KnowledgeBase, reference: str) -> str:
    """Return the kind of the note or record that a reference names (``task``, ``document`` …)."""
    record = kb.record(reference) if "#" in reference else None
    if record:
        return type(record).__name__.lower()
    return kb.remote[reference].kind if reference in kb.remote else kb.notes[reference].kind


def _wrong_target(kb: KnowledgeBase, target: str, kinds: tuple[str, ...]) -> Iterator[tuple[str, Code]]:
    name, _, record = target.partition("#")
    note = kb.notes.get(name)
    if name in kb.unread:
        return  # why it cannot be read is told once, in its own file
    if target in kb.remote:
        kind = kb.remote[target].kind
        if kinds and kind not in kinds:
            yield f"'{target}' is {_a(kind)}; {_list(kinds)} is expected", Code.WRONG_TARGET
    elif note is None:
        yield f"'{target}'{unknown(name, tuple(kb.notes), 'names no note')}", Code.DANGLING
    elif not kb.holds(target):
        known = [item.id for item in note.records()]
        yield f"'{target}': '{record}'{unknown(record, known, f'is no record of {note.path}')}", Code.DANGLING
    elif kinds and kind_of(kb, target) not in kinds:
        yield f"'{target}' is {_a(kind_of(kb, target))}; {_list(kinds)} is expected", Code.WRONG_TARGET


def _list(words: Iterable[str]) -> str:
    return " or ".join(words)


def _a(kind: str) -> str:
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"
