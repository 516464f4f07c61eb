"""From a folder of notes to all that is wrong with it: what `nq57 check` says, and every build says first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from nq57 import checks, citations
from nq57.addresses import LIST, lost
from nq57.grammar import Grammar, read_grammar
from nq57.memory import Memory, facts_of, world_of
from nq57.model import Document, KnowledgeBase, Note, Organisation, Remote
from nq57.notes import Folder, read_folder
from nq57.numbers import DocNumber, NumberError, parse
from nq57.problems import Code, Problem
from nq57.progress import Watch, unwatched
from nq57.remote import read_remote
from nq57.statements import Cited, Citings, Finder, citings, unclear
from nq57.vocabulary import Vocabulary, read_vocabulary


@dataclass(frozen=True)
class Checked:
    """Notes, words, grammar and citations of one knowledge base, and all that is wrong with them."""

    root: Path
    folder: Folder
    vocabulary: Vocabulary
    grammar: Grammar
    citings: Citings
    find: Finder
    problems: tuple[Problem, ...]
    facts: str = ""
    world: str = ""

    @property
    def kb(self) -> KnowledgeBase:
        """The notes."""
        return self.folder.kb


def read_checked(root: Path, memory: Memory | None = None, watch: Watch[Any] = unwatched) -> Checked:
    """Read the knowledge base below ``root``; problems are collected, never raised.

    ``memory`` is what a build found where nothing was wrong: what is as it was then is not gone over again.
    """
    memory = memory or Memory()
    folder = read_folder(root, watch, memory.notes, memory.same)
    remote, wrong_remote = read_remote(root.parent / "remote")
    folder = replace(folder, kb=replace(folder.kb, remote=remote))
    vocabulary, wrong_words = read_vocabulary(root / "vocabulary")
    grammar, wrong_grammar = read_grammar(root / "vocabulary")
    held = list(_held(folder.kb, grammar))
    finder = make_finder(citations.Holdings(held), grammar)
    facts, world = facts_of(folder), world_of(folder, held)
    cited = citings(folder.kb, finder, memory.citings(folder, world), watch)
    inputs = inputs_of(folder, vocabulary, grammar)
    if facts == memory.facts:
        found = checks.run(replace(inputs, settled=memory.unchanged(folder)), checks.OF_PROSE)
    else:
        found = checks.run(inputs, watch=watch)
    problems = {*folder.problems, *wrong_remote, *wrong_words, *wrong_grammar, *found}
    problems.update(_unclear(folder.kb, cited))
    return Checked(root, folder, vocabulary, grammar, cited, finder, tuple(sorted(problems)), facts, world)


def lost_addresses(folder: Folder) -> tuple[Problem, ...]:
    """Return the published addresses that lead nowhere now; said by the check, before they are published."""
    return tuple(
        Problem(
            LIST,
            line,
            Code.DANGLING,
            f"address '{address}' was published and leads nowhere; write `formerly: [{address}]` in the "
            f"{'record' if '#' in address else 'note'} that took its place",
        )
        for line, address in lost(folder.kb, folder.addresses)
        if address.partition("#")[0].rpartition("/")[2] not in folder.kb.unread
    )


def inputs_of(folder: Folder, vocabulary: Vocabulary, grammar: Grammar) -> checks.Inputs:
    """Return what the rules look at."""

    def number_error(number: str) -> str:
        try:
            parse(number, grammar.tables)
        except NumberError as error:
            return str(error)
        return ""

    return checks.Inputs(folder.kb, vocabulary, folder.texts, number_error, folder.pages, folder.images)


def make_finder(holdings: citations.Holdings, grammar: Grammar) -> Finder:
    """Return the function that finds and resolves the citations of a text in the scope of a note."""

    def find(text: str, note: Note) -> tuple[Cited, ...]:
        found = citations.find(text, grammar)
        if not found:
            return ()
        scope = citations.Scope(
            province=note.province or (note.id if note.kind == "province" else None),
            body=getattr(note, "issuer", "") or getattr(note, "convened", "") or None,
            date=getattr(note, "date", None),
        )
        answers = citations.resolve_all(found, scope, holdings)
        return tuple(_cited(citation, answer) for citation, answer in zip(found, answers, strict=True))

    return find


def read_holdings(kb: KnowledgeBase, grammar: Grammar) -> citations.Holdings:
    """Return the documents that are held, here and in other bases, by what a citation names them."""
    return citations.Holdings(_held(kb, grammar))


def _held(kb: KnowledgeBase, grammar: Grammar) -> Iterator[citations.Holding]:
    held = [_holding(kb, note, grammar) for note in kb.notes.values() if note.kind in _CITABLE]
    known = {(note.number.key, note.date) for note in held if note.number}
    far = [_far_holding(note, grammar) for note in kb.remote.values() if note.kind in _CITABLE]
    yield from held
    # What is held here and there is one document: ours.
    yield from (note for note in far if not note.number or (note.number.key, note.date) not in known)


_CITABLE = frozenset({"document", "platform"})


def _far_holding(note: Remote, grammar: Grammar) -> citations.Holding:
    return citations.Holding(
        id=note.id,
        number=_number(note.number, grammar),
        kind=note.type,
        date=note.date,
        issuer=note.issuer,
        level=note.level,
        province=note.province or None,
        aliases=note.aliases,
    )


def _holding(kb: KnowledgeBase, note: Note, grammar: Grammar) -> citations.Holding:
    issuer = getattr(note, "issuer", "")
    body = kb.notes.get(issuer)
    return citations.Holding(
        id=note.id,
        number=_number(getattr(note, "number", ""), grammar),
        kind=getattr(note, "type", "") if isinstance(note, Document) else "",
        date=getattr(note, "date", None),
        issuer=issuer,
        level=body.level if isinstance(body, Organisation) else "",
        province=note.province or None,
        aliases=tuple(alias.text for alias in note.aliases),
    )


def _number(text: str, grammar: Grammar) -> DocNumber | None:
    try:
        return parse(text, grammar.tables) if text else None
    except NumberError:
        return None  # said by the rule on document numbers


def _cited(citation: citations.Citation, answer: citations.Resolution) -> Cited:
    start, end = citation.span
    if answer.outcome == "note":
        return Cited(start, end, target=answer.ids[0])
    if answer.outcome == "stub":
        return Cited(start, end, stub=str(citation.number), key=answer.key)
    if answer.outcome == "ambiguous":
        return Cited(start, end, candidates=answer.ids)
    return Cited(start, end)


def _identity(kb: KnowledgeBase, name: str) -> tuple[str, str]:
    note = kb.remote.get(name) or kb.notes[name]
    return getattr(note, "number", "") or note.id, getattr(note, "issuer", "")


def _unclear(kb: KnowledgeBase, found: Citings) -> list[Problem]:
    problems = []
    for note_id, line, words, candidates in unclear(found):
        if len({_identity(kb, name) for name in candidates}) < len(candidates):
            continue  # two notes of one document: said once, by the rule on numbers
        message = f"'{words}' could be {' or '.join(candidates)}; add its date, issuer or province"
        problems.append(Problem(kb.notes[note_id].path, line, Code.AMBIGUOUS, message))
    return problems
