"""What the last build found in the notes, for the next one: what did not change is not gone over again.

It is kept in the folder that one engine works in, and written by builds that found nothing wrong.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nq57.model import KnowledgeBase
from nq57.notes import Folder
from nq57.statements import FOUND, Cited, Citing, Citings, Edge


@dataclass(frozen=True)
class Memory:
    """What was found: nothing wrong with these ``facts``, and who is ``cited`` in a ``world`` of documents.

    ``sums`` are those of the notes, by their ids.
    """

    facts: str = ""
    world: str = ""
    sums: Mapping[str, str] = field(default_factory=dict)
    cited: Mapping[str, list[list[Any]]] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> Memory:
        """Return what is kept in a file; nothing where it cannot be read."""
        try:
            return cls(**json.loads(path.read_text("utf-8")))
        except (OSError, ValueError, TypeError):
            return cls()

    def unchanged(self, folder: Folder) -> frozenset[str]:
        """Return the notes that are as they were."""
        return frozenset(name for name, found in folder.sums.items() if self.sums.get(name) == found)

    def citings(self, folder: Folder, world: str) -> Citings:
        """Return the citations of the notes that are as they were, in a world that is."""
        if world != self.world:
            return {}
        kb = folder.kb
        return {name: _citings(kb, name, self.cited[name]) for name in self.unchanged(folder)}


def _citings(kb: KnowledgeBase, name: str, kept: Iterable[list[Any]]) -> tuple[Citing, ...]:
    path = kb.notes[name].path
    return tuple(
        (
            Edge(name, to, "cites", FOUND, quote=quote, quoted_from=source, path=path, line=line),
            Cited(start, end, target, stub, key, tuple(candidates)),
            words,
        )
        for to, quote, source, line, start, end, target, stub, key, candidates, words in kept
    )


def keep(path: Path, folder: Folder, facts: str, world: str, cited: Citings) -> None:
    """Keep what a build found, where nothing was wrong."""
    told = {
        "facts": facts,
        "world": world,
        "sums": dict(folder.sums),
        "cited": {name: [_kept(*one) for one in found] for name, found in cited.items()},
    }
    path.write_text(json.dumps(told, ensure_ascii=False), "utf-8")


def _kept(edge: Edge, cited: Cited, words: str) -> list[Any]:
    place = [edge.target, edge.quote, edge.quoted_from, edge.line]
    return [*place, cited.start, cited.end, cited.target, cited.stub, cited.key, cited.candidates, words]


def facts_of(folder: Folder) -> str:
    """Return the sum of all that the rules look at, but for prose."""
    found = hashlib.sha256()
    for names in (sorted(folder.images), sorted(folder.pages), sorted(folder.kb.unread)):
        found.update(repr(names).encode())
    for name, note in folder.kb.notes.items():
        found.update(f"{note.path} {folder.fronts[name]}\n".encode())
    for name, text in folder.texts.items():
        found.update(f"{name} {hashlib.sha256(text.encode()).hexdigest()}\n".encode())
    found.update(repr(folder.kb.remote).encode())
    return found.hexdigest()


def world_of(folder: Folder, holdings: Iterable[object]) -> str:
    """Return the sum of all that decides which document a citation means."""
    found = hashlib.sha256()
    for held in holdings:
        found.update(repr(held).encode())
    for name, note in folder.kb.notes.items():
        if note.kind == "source":  # a quote is read in the province of its source
            found.update(f"{name} {note.province}\n".encode())
    return found.hexdigest()
