"""The shape of a field: how its value is written in a note, and what it means."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import Field, dataclass, field, fields
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Any, cast

LANGUAGES = ("vi", "fr", "en")
UNKNOWN = "unknown"


class Certainty(StrEnum):
    """How a value is known: a source says it, it was concluded, or nobody says."""

    STATED = "stated"
    INFERRED = "inferred"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Shape:
    """What may stand in a field: how the value is written, whether it must be, and what it means."""

    form: str  # text, words, names, date, number, word, ref, refs, aliases, decimal, records
    help: str
    key: str = ""  # the key in the note, where it is not the field's name with hyphens
    required: bool = False
    fact: bool = False  # a value here needs a quote (or an `inferred` reason)
    vocabulary: str = ""  # for `word`: the list of the vocabulary
    kinds: tuple[str, ...] = ()  # for `ref` and `refs`: the kinds of note it may name
    record: type[Any] | None = None  # for `records`
    prose: bool = False  # a phrase in French, which the catalogs of prose translate


@dataclass(frozen=True, slots=True)
class Names:
    """One name or title in up to three languages; French is the language of the notes."""

    fr: str
    vi: str = ""
    en: str = ""

    def show(self, language: str) -> str:
        """Return the name in the language (``vi``, ``fr``, ``en``), in French where it is not known.

        >>> Names(fr="Bureau politique", vi="Bộ Chính trị").show("en")
        'Bureau politique'
        """
        return str(getattr(self, language)) or self.fr

    def items(self) -> Iterator[tuple[str, str]]:
        """Yield (language, name) for the languages that are known."""
        return ((language, text) for language in LANGUAGES if (text := getattr(self, language)))


_EMPTY = {"date": None, "words": (), "refs": (), "aliases": (), "records": (), "names": Names("")}


def held(form: str, help: str, *, default: Any = None, **more: Any) -> Any:
    """Return the dataclass field of a value that a note writes, with its shape."""
    default = _EMPTY.get(form, "") if default is None else default
    return field(default=default, metadata={"shape": Shape(form, help, **more)})


def shapes(record: type[Any]) -> Mapping[str, tuple[str, Shape]]:
    """Return key -> (field name, shape) for a kind of note or record, in the order of writing.

    >>> from nq57.model import Organisation
    >>> shapes(Organisation)["name"][0], "level" in shapes(Organisation)
    ('title', True)
    """
    return _shapes(cast(Hashable, record))


@cache  # asked for every record of every note
def _shapes(record: Hashable) -> Mapping[str, tuple[str, Shape]]:
    found: dict[str, tuple[str, Shape]] = {}
    for item in fields(cast(type[Any], record)):
        shape = shape_of(item)
        if shape:
            found[shape.key or item.name.replace("_", "-")] = (item.name, shape)
    return MappingProxyType(found)


def shapes_as(record: type[Any], *forms: str) -> tuple[tuple[str, str, Shape], ...]:
    """Return (key, field name, shape) of the fields of a kind that are written in one of these forms.

    >>> from nq57.model import Task
    >>> [key for key, _, _ in shapes_as(Task, "ref", "date")]
    ['source', 'lead', 'due']
    """
    return _shapes_as(cast(Hashable, record), forms)


@cache  # asked for every record, by every rule
def _shapes_as(record: Hashable, forms: tuple[str, ...]) -> tuple[tuple[str, str, Shape], ...]:
    found = shapes(cast(type[Any], record)).items()
    return tuple((key, name, shape) for key, (name, shape) in found if shape.form in forms)


def shape_of(item: Field[Any]) -> Shape | None:
    """Return the shape of a dataclass field, None where it is not written in a note."""
    shape = item.metadata.get("shape")
    return shape if isinstance(shape, Shape) else None
