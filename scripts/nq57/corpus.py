"""The whole way from a folder of notes to the graph, in one call: what all doors but the check start from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

from nq57 import citations
from nq57.addresses import LIST, addresses
from nq57.checked import Checked, inputs_of, lost_addresses, read_checked, read_holdings
from nq57.grammar import Grammar
from nq57.graph import Graph, joined
from nq57.memory import Memory
from nq57.model import KnowledgeBase
from nq57.notes import read_folder

__all__ = [
    "Corpus",
    "inputs_of",
    "keep_addresses",
    "lost_addresses",
    "make_resolver",
    "read_corpus",
    "read_holdings",
]


@dataclass(frozen=True, kw_only=True)
class Corpus(Checked):
    """What was checked, with its graph, which is made when it is first asked for."""

    make_graph: Callable[[], Graph]

    @cached_property
    def graph(self) -> Graph:
        """The citation graph."""
        return self.make_graph()


def read_corpus(root: Path, memory: Memory | None = None) -> Corpus:
    """Read the knowledge base below ``root``; problems are collected, never raised.

    ``memory`` is what the last build found.
    """
    read = read_checked(root, memory)
    return Corpus(**vars(read), make_graph=partial(joined, read.kb, read.citings))


def keep_addresses(root: Path) -> tuple[Path, int]:
    """Add the addresses of today to the list of those that were published: the list, and how many."""
    folder = read_folder(root)
    new = set(addresses(folder.kb)) - set(folder.addresses)
    path = root / LIST
    path.write_text("".join(f"{address}\n" for address in sorted({*folder.addresses, *new})), "utf-8")
    return path, len(new)


def make_resolver(
    kb: KnowledgeBase, grammar: Grammar
) -> Callable[[citations.Citation], citations.Resolution]:
    """Return the function that says which note a citation is, for a text that is no note itself."""
    holdings = read_holdings(kb, grammar)
    return lambda citation: citations.resolve(citation, citations.Scope(), holdings)
