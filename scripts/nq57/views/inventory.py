"""The notes in Sphinx's own inventory, ``objects.inv``, and those of other bases found in theirs.

So another site names a note as ``inv:central#57-nq-tw``, by the means that every Sphinx project has.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from pathlib import Path
from typing import Any, ClassVar

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.domains import Domain, ObjType

from nq57.remote import INVENTORY, RemoteError, bases, index_of
from nq57.views.reader import Reader, docname

Object = tuple[str, str, str, str, str, int]


class NotesDomain(Domain):
    """Notes and their records as objects: ``57-nq-tw``, ``57-nq-tw.t1``."""

    name = "nq57"
    label = "NQ57"
    object_types: ClassVar = {"note": ObjType("note"), "record": ObjType("record")}
    data_version = 1
    initial_data: ClassVar = {}  # nothing is kept: the notes are read anew

    objects: tuple[Object, ...] = ()

    def get_objects(self) -> Iterable[Object]:
        """Return (name, title, kind, page, anchor, priority) of every note and record."""
        return self.objects

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        """Take nothing from the other readers: there is nothing to take."""


def objects_of(reader: Reader) -> tuple[Object, ...]:
    """Return the notes and records that a reader has, as the inventory lists them."""
    found: list[Object] = []
    for note in reader.corpus.kb.notes.values():
        page = docname(note)
        found.append((note.id, reader.heading(note.id), "note", page, "", 1))
        for record in note.records():
            title = record.title.show(reader.language)
            found.append((f"{note.id}.{record.id}", title, "record", page, record.id, 1))
    return tuple(found)


def others(app: Sphinx, config: Config) -> None:
    """Name the inventories that lie beside the notes; one that cannot be read is told by the check."""
    config.intersphinx_mapping = dict(_mapping(Path(app.srcdir).parent / "remote"))


def _mapping(folder: Path) -> Iterator[tuple[str, tuple[str, tuple[str]]]]:
    for base in bases(folder):
        try:
            address = str(index_of(base)["address"])
        except RemoteError:
            continue
        yield base.name, (address, (str(base / INVENTORY),))
