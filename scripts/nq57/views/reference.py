"""The field reference and the list of codes, printed from the model so that they cannot drift."""

from __future__ import annotations

from nq57.model import (
    KINDS,
    Figure,
    Former,
    Note,
    Office,
    Progress,
    Provision,
    Quote,
    Record,
    Relation,
    Task,
    shapes,
)
from nq57.problems import Code
from nq57.views.page import Payload
from nq57.views.reader import Reader

_FORMS = {
    "text": "texte",
    "words": "liste de mots",
    "names": "nom en fr, vi, en",
    "date": "AAAA-MM-JJ, AAAA-MM ou AAAA",
    "number": "numéro de document",
    "word": "mot du vocabulaire",
    "ref": "identifiant d'une note",
    "refs": "liste d'identifiants",
    "aliases": "liste de noms, ou de text et source",
    "decimal": "nombre",
    "records": "liste de blocs",
}
_RECORDS: tuple[type[Record], ...] = (Quote, Relation, Provision, Task, Progress, Figure, Office, Former)


def fields(reader: Reader) -> Payload:
    """Return every kind of note and record with its fields, in the order of writing."""
    notes = [_record(reader, kind, kind.kind) for kind in KINDS]
    return {"records": [*notes, *(_record(reader, kind, kind.__name__.lower()) for kind in _RECORDS)]}


def _record(reader: Reader, kind: type[Note] | type[Record], name: str) -> Payload:
    rows = []
    for key, (_, shape) in shapes(kind).items():
        words = reader.corpus.vocabulary.words(shape.vocabulary) if shape.vocabulary else shape.kinds
        rows.append(
            {
                "key": key,
                "form": reader.say(_FORMS[shape.form]),
                "values": list(words),
                "required": shape.required,
                "fact": shape.fact,
                "help": shape.help,
            }
        )
    return {"id": f"kind-{name}", "name": name, "fields": rows}


def codes() -> Payload:
    """Return every code of a problem with its rule."""
    return {"codes": [{"code": code.value, "rule": code.rule} for code in Code]}
