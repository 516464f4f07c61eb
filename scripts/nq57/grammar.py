"""The vocabulary of citations as one frozen value: kinds, issuers, signs, dates, look-alikes, aliases.

Read from ``document-kinds.yaml``, ``issuers.yaml`` and ``citations.yaml`` of a vocabulary folder; a second
folder, for another country's acts, gives another grammar to the same engine.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from nq57.files import FileError, read_file
from nq57.numbers import Code, Family, Issuer, Shape, Tables
from nq57.problems import Code as ProblemCode
from nq57.problems import Problem
from nq57.text import Date, iso_date
from nq57.yamltree import Map, Scalar, Seq, Tree, TreeError, parse

KINDS, ISSUERS, CITATIONS = "document-kinds.yaml", "issuers.yaml", "citations.yaml"
SHORT = ("any", "capital", "sign", "never")


@dataclass(frozen=True, eq=False)
class Kind:
    """A kind of document: its words by language, and when a word and a bare number are a citation."""

    id: str
    name: Mapping[str, str]
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    short: Mapping[str, str] = field(default_factory=dict)
    codes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    named: bool = False
    typeless: bool = False
    dated: tuple[str, ...] = ()  # words after which a date alone is the citation ("arrêté du")
    shapes: tuple[str, ...] = ()  # shapes without a code that this kind's word allows ("loi n° 2016-1321")
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Body:
    """How texts name an issuer; ``goes_on``: the rest of a proper name follows."""

    words: tuple[str, ...]
    body: str = ""
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Alias:
    """A name of an act that carries another number than the act ("Đề án 06")."""

    words: tuple[str, ...]
    kind: str
    number: str = ""
    date: Date | None = None


@dataclass(frozen=True, eq=False)
class Grammar:
    """Everything that finding citations knows about a country's documents. Compared by identity."""

    kinds: Mapping[str, Kind]
    tables: Tables
    bodies: tuple[Body, ...] = ()
    aliases: tuple[Alias, ...] = ()
    months: tuple[tuple[str, ...], ...] = ()
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # issuer code → language → name
    examples: tuple[str, ...] = ()
    issuer_examples: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    issuer_counter_examples: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def words(self, name: str) -> tuple[str, ...]:
        """Return a list of words of ``citations.yaml``; a dot goes one level down (``dates.before``)."""
        return self.lists.get(name, ())


def read_grammar(folder: Path) -> tuple[Grammar, tuple[Problem, ...]]:
    """Read the three files; what is wrong in them is left out and reported, with its line."""
    reader = _Reader(folder)
    kinds = {name: reader.kind(name, entry) for name, entry in reader.entries(KINDS, "kinds")}
    codes = _codes(kinds)
    issuers = dict(reader.entries(ISSUERS, "issuers"))
    shared = reader.tree(CITATIONS)
    tables = Tables(
        codes=codes,
        issuers=tuple(reader.issuer(code, entry) for code, entry in issuers.items()),
        families=tuple(reader.family(entry) for entry in _items(reader.tree(ISSUERS).get("families"))),
        shapes=tuple(reader.shape(name, entry) for name, entry in reader.entries(CITATIONS, "shapes")),
        spelled={other: code for code, entry in issuers.items() for other in _texts(entry.get("spelled"))},
        restore=_pairs(shared.get("restore")),
        unsafe=frozenset(_texts(shared.get("unsafe"))),
        letters=_pairs(shared.get("letters")),
        digits=_pairs(shared.get("digits")),
        dashes=_text(shared.get("dashes")) or "-",
        slashes=_text(shared.get("slashes")) or "/",
    )
    grammar = Grammar(
        kinds=kinds,
        tables=tables,
        bodies=tuple(_body(entry) for entry in _items(reader.tree(ISSUERS).get("bodies"))),
        aliases=tuple(reader.alias(entry, kinds) for entry in _items(shared.get("aliases"))),
        months=tuple(_texts(month) for month in _items(shared.get("months"))),
        lists=_lists(shared),
        names={code: _pairs(entry.get("name")) for code, entry in issuers.items()},
        examples=_texts(shared.get("examples")),
        issuer_examples={code: _texts(entry.get("examples")) for code, entry in issuers.items()},
        issuer_counter_examples={code: _texts(entry.get("not")) for code, entry in issuers.items()},
    )
    return grammar, tuple(reader.problems)


def _codes(kinds: Mapping[str, Kind]) -> tuple[Code, ...]:
    """Turn the kinds' codes inside out: each code with the kinds that it stands for, in file order."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for kind in kinds.values():
        for style, codes in kind.codes.items():
            for code in codes:
                styles = found.setdefault(code, {})
                for name in ("party", "state") if style == "any" else (style,):
                    styles[name] = (*styles.get(name, ()), kind.id)
    return tuple(Code(code, styles) for code, styles in found.items())


class _Reader:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []
        self.trees = {file: self._read(file) for file in (KINDS, ISSUERS, CITATIONS)}

    def tree(self, file: str) -> Map:
        return self.trees[file]

    def _read(self, file: str) -> Map:
        try:
            tree = parse(read_file(self.folder / file).decode("utf-8"))
        except FileNotFoundError:
            self.wrong(file, 1, "the file is missing")
        except UnicodeDecodeError:
            self.wrong(file, 1, "not UTF-8 text")
        except FileError as error:
            self.wrong(file, 1, str(error))
        except TreeError as error:
            self.wrong(file, error.line, str(error))
        else:
            if isinstance(tree, Map):
                return tree
            self.wrong(file, tree.line, "a value where `word: …` is expected")
        return Map((), 1)

    def wrong(self, file: str, line: int, message: str) -> None:
        path = f"{self.folder.name}/{file}"
        self.problems.append(Problem(path, line, ProblemCode.BAD_VOCABULARY, message))

    def entries(self, file: str, key: str) -> tuple[tuple[str, Map], ...]:
        tree = self.tree(file).get(key)
        if tree is None:
            return ()
        if not isinstance(tree, Map):
            self.wrong(file, tree.line, f"`{key}` is a block of `word: {{…}}`")
            return ()
        found: dict[str, Map] = {}
        for name, entry in tree.items:
            if not isinstance(entry, Map):
                self.wrong(file, name.line, f"'{name.text}': a block of keys is expected")
            elif name.text in found:
                self.wrong(file, name.line, f"'{name.text}' stands twice")
            else:
                found[name.text] = entry
        return tuple(found.items())

    def choice(self, file: str, entry: Map, key: str, options: tuple[str, ...]) -> str:
        value = entry.get(key)
        text = _text(value)
        if text not in options:
            line = value.line if value else entry.line
            self.wrong(file, line, f"{key} '{text}': write one of {', '.join(options)}")
            return options[0]
        return text

    def kind(self, name: str, entry: Map) -> Kind:
        names, words, short = (_pairs(entry.get(key)) for key in ("name", "words", "short"))
        if set(names) != {"vi", "fr", "en"}:
            self.wrong(KINDS, entry.line, f"kind '{name}': a name needs vi, fr and en")
        for language, policy in short.items():
            if policy not in SHORT:
                self.wrong(KINDS, entry.line, f"short {language} '{policy}': write one of {', '.join(SHORT)}")
        by_language = _lists_of(entry.get("words"))
        if words:
            self.wrong(KINDS, entry.line, f"kind '{name}': words are lists, one a language")
        return Kind(
            id=name,
            name=names,
            words=by_language,
            short={language: policy for language, policy in short.items() if policy in SHORT},
            codes=_lists_of(entry.get("codes")),
            named=_text(entry.get("named")) == "yes",
            typeless=_text(entry.get("typeless")) == "yes",
            dated=_texts(entry.get("dated")),
            shapes=_texts(entry.get("shapes")),
            examples=_texts(entry.get("examples")),
            counter_examples=_texts(entry.get("not")),
        )

    def issuer(self, code: str, entry: Map) -> Issuer:
        body = _text(entry.get("body"))
        since = _pairs(entry.get("since"))
        return Issuer(
            code=code,
            style=self.choice(ISSUERS, entry, "style", ("party", "state", "assembly")),
            keep=_text(entry.get("keep")) == "yes",
            shared=_text(entry.get("shared")) in ("yes", "province"),
            local=_text(entry.get("shared")) == "province",
            numbered=_text(entry.get("numbered")) == "yes",
            bodies=(body,) if body else _texts(entry.get("bodies")),
            since=tuple((int(k), int(year)) for k, year in since.items() if (k + year).isdecimal()),
        )

    def family(self, entry: Tree) -> Family:
        if not isinstance(entry, Map):
            self.wrong(ISSUERS, entry.line, "a family is {starts or ends, style}")
            return Family("", starts="\0")
        style = self.choice(ISSUERS, entry, "style", ("party", "state", "assembly"))
        keep = _text(entry.get("keep")) == "yes"
        return Family(style, _text(entry.get("starts")), _text(entry.get("ends")), keep)

    def shape(self, name: str, entry: Map) -> Shape:
        shape = Shape(
            name, _text(entry.get("form")), _text(entry.get("style")), _text(entry.get("free")) == "yes"
        )
        if "serial" not in shape.fields:
            self.wrong(CITATIONS, entry.line, f"shape '{name}': the form needs {{serial}}")
        return shape

    def alias(self, entry: Tree, kinds: Mapping[str, Kind]) -> Alias:
        if not isinstance(entry, Map) or not _texts(entry.get("words")):
            self.wrong(CITATIONS, entry.line, "an alias is {words: […], kind, number, date}")
            return Alias((), "")
        kind = _text(entry.get("kind"))
        if kind not in kinds:
            self.wrong(CITATIONS, entry.line, f"kind '{kind}' is not in {KINDS}")
        date = iso_date(_text(entry.get("date")))
        return Alias(_texts(entry.get("words")), kind, _text(entry.get("number")), date)


def _body(entry: Tree) -> Body:
    if not isinstance(entry, Map):
        return Body(())
    return Body(_texts(entry.get("words")), _text(entry.get("body")), _text(entry.get("goes-on")) == "yes")


def _items(tree: Tree | None) -> tuple[Tree, ...]:
    return tree.items if isinstance(tree, Seq) else ()


def _text(tree: Tree | None) -> str:
    return tree.text if isinstance(tree, Scalar) else ""


def _texts(tree: Tree | None) -> tuple[str, ...]:
    return tuple(item.text for item in _items(tree) if isinstance(item, Scalar))


def _pairs(tree: Tree | None) -> dict[str, str]:
    items = tree.items if isinstance(tree, Map) else ()
    return {key.text: value.text for key, value in items if isinstance(value, Scalar)}


def _lists_of(tree: Tree | None) -> dict[str, tuple[str, ...]]:
    items = tree.items if isinstance(tree, Map) else ()
    return {key.text: _texts(value) for key, value in items if isinstance(value, Seq)}


def _lists(tree: Map) -> dict[str, tuple[str, ...]]:
    """Return the lists of words: ``signs``, and ``dates.before`` where a list stands in a block."""
    inner = {
        f"{key.text}.{name}": words
        for key, value in tree.items
        if isinstance(value, Map)
        for name, words in _lists_of(value).items()
    }
    return _lists_of(tree) | inner
