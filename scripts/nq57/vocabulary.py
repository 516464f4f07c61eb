"""The words of the knowledge base: small lists and relation types, read from ``kb/vocabulary/``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from nq57.model import LANGUAGES, Names
from nq57.problems import Code, Problem
from nq57.yamltree import Map, Scalar, Seq, Tree, TreeError, parse


@dataclass(frozen=True, slots=True)
class RelationType:
    """A relation: its name from subject to object, its inverse, how it is drawn, what it may join."""

    id: str
    name: Names
    inverse: Names
    family: str
    sources: tuple[str, ...] = ()  # kinds of note or record; empty: any
    targets: tuple[str, ...] = ()
    implied: bool = False


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Lists of words (list → word → name) and the relation types by id, both in the order of showing."""

    lists: Mapping[str, Mapping[str, Names]] = field(default_factory=dict)
    relations: Mapping[str, RelationType] = field(default_factory=dict)

    def words(self, name: str) -> tuple[str, ...]:
        """Return the words of a list; ``relations`` gives those that may be written by hand."""
        if name == "relations":
            return tuple(word for word, relation in self.relations.items() if not relation.implied)
        return tuple(self.lists.get(name, ()))

    def show(self, name: str, word: str, language: str) -> str:
        """Return the name of a word in a language; the word itself where the list lacks it."""
        names = self.lists.get(name, {}).get(word)
        return names.show(language) if names else word


def read_vocabulary(folder: Path) -> tuple[Vocabulary, tuple[Problem, ...]]:
    """Read ``words.yaml``, ``document-kinds.yaml`` and ``relations.yaml`` of a vocabulary folder.

    Returns what could be read, and the problems; paths are ``vocabulary/<file>``.
    """
    reader = _Reader(folder)
    lists = {
        name.text: {word.text: reader.names(file, entry) for word, entry in reader.items(file, words)}
        for file in ("words.yaml",)
        for name, words in reader.items(file, reader.tree(file))
    }
    kinds = reader.tree("document-kinds.yaml")
    lists["document-kinds"] = dict(reader.kinds("document-kinds.yaml", kinds))
    relations = {
        name.text: reader.relation(name.text, entry)
        for name, entry in reader.items("relations.yaml", reader.tree("relations.yaml"))
    }
    return Vocabulary(lists, relations), tuple(reader.problems)


class _Reader:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []

    def wrong(self, file: str, line: int, message: str) -> None:
        self.problems.append(Problem(f"{self.folder.name}/{file}", line, Code.BAD_VOCABULARY, message))

    def tree(self, file: str) -> Tree:
        try:
            return parse((self.folder / file).read_text(encoding="utf-8"))
        except FileNotFoundError:
            self.wrong(file, 1, "the file is missing")
        except UnicodeDecodeError:
            self.wrong(file, 1, "not UTF-8 text")
        except TreeError as error:
            self.wrong(file, error.line, str(error))
        return Map((), 1)

    def items(self, file: str, tree: Tree) -> tuple[tuple[Scalar, Tree], ...]:
        if isinstance(tree, Map):
            return tree.items
        self.wrong(file, tree.line, "a value where `word: {…}` is expected")
        return ()

    def names(self, file: str, tree: Tree | None) -> Names:
        if isinstance(tree, Map):
            found = {k.text: v.text for k, v in tree.items if isinstance(v, Scalar)}
            if set(found) == set(LANGUAGES):
                return Names(**found)
        self.wrong(file, tree.line if tree else 1, "a name needs vi, fr and en")
        return Names("")

    def kinds(self, file: str, tree: Tree) -> Iterator[tuple[str, Names]]:
        entries = tree.get("kinds") if isinstance(tree, Map) else None
        for name, entry in self.items(file, entries or tree):
            if isinstance(entry, Map):
                yield name.text, self.names(file, entry.get("name"))

    def relation(self, name: str, tree: Tree) -> RelationType:
        file = "relations.yaml"
        if not isinstance(tree, Map):
            self.wrong(file, tree.line, f"relation '{name}': write name, inverse, family")
            return RelationType(name, Names(name), Names(name), "")
        family, implied = tree.get("family"), tree.get("implied")
        return RelationType(
            id=name,
            name=self.names(file, tree.get("name")),
            inverse=self.names(file, tree.get("inverse")),
            family=family.text if isinstance(family, Scalar) else "",
            sources=_texts(tree.get("from")),
            targets=_texts(tree.get("to")),
            implied=isinstance(implied, Scalar) and implied.text == "yes",
        )


def _texts(tree: Tree | None) -> tuple[str, ...]:
    return (
        tuple(item.text for item in tree.items if isinstance(item, Scalar)) if isinstance(tree, Seq) else ()
    )
