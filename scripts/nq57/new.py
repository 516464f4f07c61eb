"""A new note from a kind and a number or name: the right file name, every required key, nothing guessed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nq57.grammar import read_grammar
from nq57.model import KINDS as MODELS
from nq57.model import Document, Names, Note, Quote, shapes
from nq57.notes import write_note
from nq57.numbers import NumberError, parse
from nq57.text import nfc, slug, squeeze

KINDS = tuple(kind.kind for kind in MODELS)
_PROSE = "À écrire : en deux à dix phrases, ce que c'est et pourquoi cela compte.\n"


class NewNoteError(ValueError):
    """The note cannot be started; the message says why and what would be right."""


def write(kb: Path, kind: str, name: str, province: str = "") -> Path:
    """Write a note and return its path; an existing file is never touched.

    ``kind`` is a kind of note, or a kind of document (``resolution``). Raises NewNoteError.
    """
    grammar, _ = read_grammar(kb / "vocabulary")
    name = squeeze(nfc(name))
    model = next((model for model in MODELS if model.kind == kind), None)
    document_kind = kind if model is None and kind in grammar.kinds else ""
    if document_kind:
        model = Document
    if model is None:
        raise NewNoteError(f"kind '{kind}': write one of {', '.join((*KINDS, *grammar.kinds))}")
    values: dict[str, Any] = {"title": Names(fr=name), "province": province}
    if model is Document and any(character.isdigit() for character in name):
        try:
            number = parse(name, grammar.tables)
        except NumberError as error:
            raise NewNoteError(str(error)) from None
        values["number"] = str(number)
        values["type"] = document_kind
        values["quotes"] = (
            Quote(of=("number",), inferred="Numéro donné à la création ; la source reste à citer."),
        )
    stem = _stem(name, province)
    path = kb / model.folder / f"{stem}.md"
    note = model(id=stem, path=f"{model.folder}/{stem}.md", body=_PROSE, **_complete(model, values))
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(write_note(note))
    except FileExistsError:
        raise NewNoteError(f"{path} exists already; nothing was written") from None
    except FileNotFoundError:
        raise NewNoteError(f"no folder {path.parent}; is --kb the folder of notes?") from None
    return path


def _stem(name: str, province: str) -> str:
    stem = slug(f"{province} {name}")[:90].strip("-")
    if not stem:
        raise NewNoteError(f"'{name}' has no letter or digit to name a file by")
    return stem


def _complete(model: type[Note], values: dict[str, Any]) -> dict[str, Any]:
    """Leave out what the model does not know; what is required and unknown is written so by the writer."""
    known = {name for name, _ in shapes(model).values()}
    return {name: value for name, value in values.items() if name in known and value}
