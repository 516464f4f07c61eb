"""A new note from a kind and a number or name: the right file name, every required key, nothing guessed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nq57.grammar import read_grammar
from nq57.letters import describe, hidden, look_alike
from nq57.model import KINDS as MODELS
from nq57.model import Document, Names, Note, Quote, shapes
from nq57.notes import write_note
from nq57.numbers import NumberError, parse
from nq57.text import nfc, slug, squeeze

KINDS = tuple(kind.kind for kind in MODELS)
_PROSE = "À écrire, en deux à dix phrases.\n"  # too short to pass for prose


class NewNoteError(ValueError):
    """The note cannot be started; the message says why and what would be right."""


def write(kb: Path, kind: str, name: str, province: str = "") -> Path:
    """Write a note and return its path; an existing file is never touched.

    ``kind`` is a kind of note, or a kind of document (``resolution``). Raises NewNoteError.
    """
    if province and (province != slug(province) or not (kb / "provinces" / f"{province}.md").is_file()):
        raise NewNoteError(f"province '{province}': write the name of a file of provinces/, without .md")
    note = _start(kb, kind, squeeze(nfc(name)), province)
    path = kb / note.path
    for taken in sorted(kb.glob(f"*/{note.id}.md")):
        raise NewNoteError(f"{taken} exists already; nothing was written")
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(write_note(note))
    except FileExistsError:
        raise NewNoteError(f"{path} exists already; nothing was written") from None
    except FileNotFoundError:
        raise NewNoteError(f"no folder {path.parent}; is --kb the folder of notes?") from None
    return path


def _start(kb: Path, kind: str, name: str, province: str) -> Note:
    if found := hidden(name):
        raise NewNoteError(f"a hidden character ({describe(found[0])}) in the name; remove it")
    if wrong := look_alike(name):
        raise NewNoteError(f"'{name}': {wrong}")
    grammar, _ = read_grammar(kb / "vocabulary")
    model = next((model for model in MODELS if model.kind == kind), None)
    values: dict[str, Any] = {"title": Names(fr=name), "province": province}
    if model is None and kind in grammar.kinds:
        model, values["type"] = Document, kind
    if model is None:
        raise NewNoteError(f"kind '{kind}': write one of {', '.join((*KINDS, *grammar.kinds))}")
    if model is Document and ("/" in name or name[:1].isdigit()):  # a number, and not a title with a year
        try:
            values["number"] = str(parse(name, grammar.tables))
        except NumberError as error:
            raise NewNoteError(str(error)) from None
        values["quotes"] = (
            Quote(of=("number",), inferred="Numéro donné à la création ; la source reste à citer."),
        )
    stem = _stem(name, province)
    return model(id=stem, path=f"{model.folder}/{stem}.md", body=_PROSE, **_complete(model, values))


def _stem(name: str, province: str) -> str:
    stem = slug(f"{province} {name}")[:90].strip("-")
    if not stem:
        raise NewNoteError(f"'{name}' has no letter or digit to name a file by")
    return stem


def _complete(model: type[Note], values: dict[str, Any]) -> dict[str, Any]:
    """Leave out what the model does not know; what is required and unknown is written so by the writer."""
    known = {name for name, _ in shapes(model).values()}
    return {name: value for name, value in values.items() if name in known and value}
