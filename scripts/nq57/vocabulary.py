"""The words of the knowledge base: small lists and relation types, read from ``kb/vocabulary/``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from nq57.files import FileError, read_file
from nq57.model import KINDS, LANGUAGES, Names, Note, Record, shapes
from nq57.problems import Code, Problem
from nq57.yamltree import Map, Scalar, Seq, Tree, TreeError, parse

WORDS, DOCUMENT_KINDS, RELATIONS = "words.yaml", "document-kinds.yaml", "relations.yaml"


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

    def spellings(self, name: str) -> dict[str, tuple[str, ...]]:
        """Return the words of a list with their names in every language: by what they are looked for."""
        words = self.lists.get(name, {})
        return {
            word: tuple(text for _, text in (words.get(word) or self.relations[word].name).items())
            for word in self.words(name)
        }

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
        name.text: {word.text: reader.names(WORDS, word, entry) for word, entry in reader.items(WORDS, words)}
        for name, words in reader.items(WORDS, reader.tree(WORDS))
    }
    needed = {name for kind in KINDS for name in _lists_of(kind)} - {"relations", "document-kinds"}
    for name in sorted(needed - set(lists)) if lists else ():
        reader.wrong(WORDS, 1, f"no list '{name}', from which notes take words")
    lists["document-kinds"] = dict(_kinds(reader.tree(DOCUMENT_KINDS)))
    relations = {
        name.text: reader.relation(name, entry)
        for name, entry in reader.items(RELATIONS, reader.tree(RELATIONS))
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
            return parse(read_file(self.folder / file).decode("utf-8"))
        except FileNotFoundError:
            self.wrong(file, 1, "the file is missing")
        except UnicodeDecodeError:
            self.wrong(file, 1, "not UTF-8 text")
        except FileError as error:
            self.wrong(file, 1, str(error))
        except TreeError as error:
            self.wrong(file, error.line, str(error))
        return Map((), 1)

    def items(self, file: str, tree: Tree) -> tuple[tuple[Scalar, Tree], ...]:
        if not isinstance(tree, Map):
            self.wrong(file, tree.line, "a value where `word: {…}` is expected")
            return ()
        found: dict[str, tuple[Scalar, Tree]] = {}
        for word, entry in tree.items:
            if word.text in found:
                self.wrong(file, word.line, f"'{word.text}' stands twice; keep one")
            found.setdefault(word.text, (word, entry))
        return tuple(found.values())

    def names(self, file: str, word: Scalar, tree: Tree | None) -> Names:
        if isinstance(tree, Map):
            found = {k.text: v.text for k, v in tree.items if isinstance(v, Scalar)}
            if set(found) == set(LANGUAGES):
                return Names(**found)
        self.wrong(file, (tree or word).line, f"'{word.text}': a name needs vi, fr and en")
        return Names(word.text)

    def relation(self, word: Scalar, tree: Tree) -> RelationType:
        if not isinstance(tree, Map):
            self.wrong(RELATIONS, tree.line, f"relation '{word.text}': write name, inverse, family")
            return RelationType(word.text, Names(word.text), Names(word.text), "")
        family, implied = tree.get("family"), tree.get("implied")
        return RelationType(
            id=word.text,
            name=self.names(RELATIONS, word, tree.get("name")),
            inverse=self.names(RELATIONS, word, tree.get("inverse")),
            family=family.text if isinstance(family, Scalar) else "",
            sources=_texts(tree.get("from")),
            targets=_texts(tree.get("to")),
            implied=isinstance(implied, Scalar) and implied.text == "yes",
        )


def _kinds(tree: Tree) -> Iterator[tuple[str, Names]]:
    """Yield the kinds of document; what is wrong with one is told by the reader of the grammar."""
    for word, entry in _block(tree, "kinds"):
        names = {key.text: name.text for key, name in _block(entry, "name") if isinstance(name, Scalar)}
        known = {language: name for language, name in names.items() if language in LANGUAGES}
        yield word.text, Names(**{"fr": word.text} | known)


def _block(tree: Tree, key: str) -> tuple[tuple[Scalar, Tree], ...]:
    block = tree.get(key) if isinstance(tree, Map) else None
    return block.items if isinstance(block, Map) else ()


def _lists_of(record: type[Note] | type[Record]) -> Iterator[str]:
    for _, shape in shapes(record).values():
        if shape.vocabulary:
            yield shape.vocabulary
        if shape.record:
            yield from _lists_of(shape.record)


def _texts(tree: Tree | None) -> tuple[str, ...]:
    return (
        tuple(item.text for item in tree.items if isinstance(item, Scalar)) if isinstance(tree, Seq) else ()
    )
