"""Prose: present, plain Markdown, in the contributor's own words."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from itertools import chain
from urllib.parse import unquote

from myst_parser.slugs import github_slugify

from nq57.checks.evidence import MAX_WORDS
from nq57.checks.inputs import Inputs, problem
from nq57.checks.markdown import ADMONITIONS, VIEW, Prose, read_prose
from nq57.model import Note
from nq57.problems import Code, Problem
from nq57.text import fold, meant, nearest, nfc, squeeze

COPIED_WORDS = 15
BLOCK = 8  # words: the longest block that a run holds whole, wherever it starts
Fold = Callable[[str], str]
PLACEHOLDER = "À écrire"
_WORD = re.compile(r"\w+")
_QUOTED = re.compile(r"«[^«»]*»|“[^“”]*”|\"[^\"]*\"")


def plain_prose(inputs: Inputs) -> Iterator[Problem]:
    """Prose says something, in plain Markdown, and leads to notes, to pages and to https addresses."""
    bodies = {note.path: note for note in inputs.kb.notes.values()}
    read = _Read(inputs.pages, bodies)
    for path in _unsettled(inputs, bodies):
        prose = read[path]
        for line, wrong in prose.wrong:
            yield Problem(path, line, Code.BAD_MARKDOWN, wrong)
        for line, name in prose.images:
            if posixpath.join(posixpath.dirname(path), name) not in inputs.images:
                folder = posixpath.dirname(path)
                beside = [image.rpartition("/")[2] for image in inputs.images if image.startswith(folder)]
                message = f"an image '{name}', which is not beside this file{meant(name, beside)}"
                yield Problem(path, line, Code.DANGLING, message)
        for line, address in prose.links:
            if lost := _lost_link(inputs, read, path, address):
                yield Problem(path, line, Code.DANGLING, lost)
        note = bodies.get(path)
        if note and (note.body.strip().startswith(PLACEHOLDER) or not any(prose.says)):
            message = "no prose; say in two to ten sentences what this is"
            yield problem(note, note.body_line, Code.EMPTY_NOTE, message)


def _unsettled(inputs: Inputs, bodies: Mapping[str, Note]) -> Iterator[str]:
    """Yield the pages and notes to go over: what is settled may yet lead to a heading that is gone."""
    yield from inputs.pages
    changed = (*inputs.pages, *(path for path, note in bodies.items() if note.id not in inputs.settled))
    others = [f"{posixpath.basename(path)}#" for path in changed]
    for path, note in bodies.items():
        text = note.body
        leads = "#" in text and any(other in text for other in others)
        if note.id not in inputs.settled or leads or "&" in text or "\\" in text:  # signs that hide others
            yield path


class _Read(Mapping[str, Prose]):
    """The prose of pages and notes by path, each read when it is first asked for."""

    def __init__(self, pages: Mapping[str, str], notes: Mapping[str, Note]) -> None:
        self.pages, self.notes = pages, notes
        self.known: dict[str, Prose] = {}

    def __getitem__(self, path: str) -> Prose:
        if path not in self.known:
            note = self.notes.get(path)
            self.known[path] = (
                read_prose(note.body, note.body_line)
                if note
                else read_prose(self.pages[path], 1, (*ADMONITIONS, VIEW))
            )
        return self.known[path]

    def __contains__(self, path: object) -> bool:
        return path in self.notes or path in self.pages

    def __iter__(self) -> Iterator[str]:
        return chain(self.pages, self.notes)

    def __len__(self) -> int:
        return len(self.pages) + len(self.notes)


def _lost_link(inputs: Inputs, read: Mapping[str, Prose], path: str, address: str) -> str:
    """Say what is wrong with a link to a note, to a page, to a record of a note or to a heading."""
    name, _, place = address.partition("#")
    if name.startswith("inv:"):
        known = f"{name.removeprefix('inv:')}:{place}" in inputs.kb.remote
        return "" if known else f"a link to '{address}', which no base beside this one holds"
    target = posixpath.normpath(posixpath.join(posixpath.dirname(path), name)) if name else path
    stem = posixpath.basename(target).removesuffix(".md")
    if ":" in name or stem in inputs.kb.unread:  # https: and mailto:; what is not read is told in its file
        return ""
    if target not in read:
        files = {other.rpartition("/")[2].removesuffix(".md"): other for other in read}
        near = files.get(nearest(stem, list(files)), "")
        right = (
            f" (did you mean '{posixpath.relpath(near, posixpath.dirname(path) or '.')}'?)" if near else ""
        )
        return f"a link to '{name}', where no note or page is{right}"
    if not place:
        return ""
    note = inputs.kb.notes.get(stem)
    records = {record.id for record in note.records()} if note and note.path == target else set()
    headings = {github_slugify(heading) for heading in read[target].headings}
    if unquote(place) not in records | headings:
        near = meant(unquote(place), sorted(records | headings))
        return (
            f"a link to '{unquote(address)}'; {target} has no record and no heading '{unquote(place)}'{near}"
        )
    return ""


def copied_sentences(inputs: Inputs) -> Iterator[Problem]:
    """No run of 15 words of a source stands in the prose, apart from short quotes in quotation marks."""
    fold_word = lru_cache(maxsize=None)(fold)  # texts repeat their words
    alike = _alike(inputs, fold_word)
    for note in inputs.kb.notes.values():
        texts = alike.get(note.id)
        if not texts:
            continue
        runs = {run: name for name in texts for _, run in _runs(nfc(inputs.texts[name]), fold_word)}
        for start, run in _runs(_QUOTED.sub(_unquoted, note.body), fold_word):
            if source := runs.get(run):
                words = squeeze(note.body[start : start + 40])
                message = f"'{words}…' repeats {COPIED_WORDS} words of {source}; say it yourself"
                line = note.body_line + note.body.count("\n", 0, start)
                yield problem(note, line, Code.COPIED_PROSE, message)
                break


def _alike(inputs: Inputs, fold_word: Fold) -> Mapping[str, list[str]]:
    """Return the kept texts, by note, that could share a run with its prose.

    A run of 15 words holds a whole block of eight, if the prose is cut into blocks of eight: few words are
    put together to look for all of them in all texts.
    """
    # No word goes on over a space: what stands between two of them is cut into words once.
    words_in = lru_cache(maxsize=None)(lambda piece: tuple(map(fold_word, _WORD.findall(piece))))

    def words(text: str) -> Iterator[str]:
        return chain.from_iterable(map(words_in, text.split()))

    blocks = {
        note.id: tuple(map(hash, zip(*[words(_QUOTED.sub(_unquoted, note.body))] * BLOCK, strict=False)))
        for note in (inputs.kb.notes.values() if inputs.texts else ())
        if note.id not in inputs.settled
    }
    known = frozenset(chain.from_iterable(blocks.values()))
    shared: dict[int, list[str]] = defaultdict(list)
    for name, text in inputs.texts.items() if known else ():
        found = tuple(words(nfc(text)))
        windows = map(hash, zip(*(found[start:] for start in range(BLOCK)), strict=False))
        for block in known.intersection(windows):
            shared[block].append(name)
    order = {name: place for place, name in enumerate(inputs.texts)}
    return {
        note_id: sorted({name for block in near for name in shared[block]}, key=order.__getitem__)
        for note_id, its in blocks.items()
        if (near := shared.keys() & its)
    }


def _runs(text: str, fold_word: Fold) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield (offset, folded words) of every run of 15 words."""
    found = [(word.start(), fold_word(word[0])) for word in _WORD.finditer(text)]
    for n in range(len(found) - COPIED_WORDS + 1):
        yield found[n][0], tuple(word for _, word in found[n : n + COPIED_WORDS])


def _unquoted(quote: re.Match[str]) -> str:
    """Blank a quote, letter for letter so that offsets stay; one too long for a quote is prose."""
    words = len(quote[0][1:-1].split())
    return quote[0] if words > MAX_WORDS else re.sub(r"\w", "·", quote[0])
