"""A new note from a kind and a number or name: the right file name, every required key, nothing guessed.

What is known of it is taken from flags or asked, one key after the other, and held against the vocabulary
and the notes at once: an answer that the check would refuse is refused while its writer is there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nq57.grammar import Grammar, read_grammar
from nq57.letters import describe, hidden, look_alike
from nq57.model import KINDS as MODELS
from nq57.model import LANGUAGES, UNKNOWN, Document, Names, Note, Quote, Shape, Source, shapes
from nq57.notes import is_page, write_note
from nq57.numbers import NumberError, parse
from nq57.text import iso_date, meant, nfc, slug, squeeze, unknown
from nq57.vocabulary import Vocabulary, read_vocabulary

KINDS = tuple(kind.kind for kind in MODELS)
Ask = Callable[[str], str]
_PROSE = "À écrire, en deux à dix phrases.\n"  # too short to pass for prose
_UNQUOTED = "Donné à la création ; la source reste à citer."
_ASKED = ("text", "word", "date", "ref", "refs", "words")
_ALONE = ("number", "province")  # said by the name of the note, and by a flag of its own
_TITLES = ("title", *(f"title-{language}" for language in LANGUAGES if language != "fr"))
_LAST = {
    "quote": "words of the source that say so, word for word, at most 25",
    "inferred": "why it is concluded, where no words say so",
    "prose": "what it is and why it matters, in French, two to ten sentences",
}


class NewNoteError(ValueError):
    """The note cannot be started; the message says why and what would be right."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a note before it is written: key → text, as a contributor gives it."""

    values: Mapping[str, str] = field(default_factory=dict)
    quote: str = ""
    inferred: str = ""
    prose: str = ""


def keys() -> dict[str, str]:
    """Return the keys that a flag can give, of every kind of note, with what they mean."""
    found = dict.fromkeys(_TITLES, "the title or name, in French, Vietnamese, English")
    for model in MODELS:
        found |= {key: shape.help for key, shape in _askable(model)}
    return found


def write(kb: Path, kind: str, name: str, province: str = "", known: Known | None = None) -> Path:
    """Write a note and return its path; an existing file is never touched.

    ``kind`` is a kind of note, or a kind of document (``resolution``). Raises NewNoteError.
    """
    start = Start.of(kb, kind, name, province)
    note = start.note(known or Known())
    path = kb / note.path
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(write_note(note))
    except FileExistsError:
        raise NewNoteError(f"{path} exists already; nothing was written") from None
    except FileNotFoundError:
        raise NewNoteError(f"no folder {path.parent}; is --kb the folder of notes?") from None
    return path


def interview(kb: Path, kind: str, name: str, province: str, known: Known, ask: Ask) -> Known:
    """Ask for what is not yet known; an empty answer leaves it so. ``ask`` shows a line and returns one."""
    start = Start.of(kb, kind, name, province)
    values = dict(known.values)
    for key, hint in start.questions():
        if key not in values:
            values[key] = _asked(ask, start, key, f"{key} ({hint})")
    last = {"quote": known.quote, "inferred": known.inferred, "prose": known.prose}
    for key, hint in _LAST.items():
        if not last[key] and not (key == "inferred" and last["quote"]):
            last[key] = squeeze(nfc(ask(f"{key} ({hint})")))
    return Known({key: value for key, value in values.items() if value}, **last)


def _asked(ask: Ask, start: Start, key: str, question: str) -> str:
    """Ask until the answer is one that the check takes, or none."""
    wrong = ""
    while answer := squeeze(nfc(ask(f"{wrong}{question}"))):
        try:
            start.value(key, answer)
        except NewNoteError as error:
            wrong = f"{error}\n"
            continue
        break
    return answer


@dataclass(frozen=True, slots=True)
class Start:
    """A note to be: its place is free, its kind and number are right."""

    kb: Path
    model: type[Note]
    stem: str
    given: Mapping[str, Any]
    vocabulary: Vocabulary

    @classmethod
    def of(cls, kb: Path, kind: str, name: str, province: str) -> Start:
        """Look at a kind, a number or name and a province; raises NewNoteError."""
        name = squeeze(nfc(name))
        homes = _notes_in(kb, "provinces")
        if province and (province != slug(province) or province not in homes):
            near = meant(province, homes)
            message = f"province '{province}': write the name of a file of provinces/, without .md{near}"
            raise NewNoteError(message)
        _refuse_deceiving(name)
        grammar, _ = read_grammar(kb / "vocabulary")
        model, given = _model(kind, grammar)
        given |= {"title": name, "province": province}
        if model is Document and ("/" in name or name[:1].isdigit()):  # a number, not a title with a year
            try:
                given["number"] = str(parse(name, grammar.tables))
            except NumberError as error:
                raise NewNoteError(str(error)) from None
        stem = slug(f"{province} {name}")[:90].strip("-")
        if not stem:
            raise NewNoteError(f"'{name}' has no letter or digit to name a file by")
        for taken in sorted(kb.glob(f"*/{stem}.md")):
            raise NewNoteError(f"{taken} exists already; nothing was written")
        vocabulary, _ = read_vocabulary(kb / "vocabulary")
        return cls(kb, model, stem, given, vocabulary)

    def note(self, known: Known) -> Note:
        """Return the note, with one quote for all the facts that are given; raises NewNoteError."""
        titles = {
            key.partition("-")[2] or "fr": known.values[key] for key in _TITLES if known.values.get(key)
        }
        for text in titles.values():
            _refuse_deceiving(text)
        values = {**self.given, "title": Names(**{"fr": self.given["title"]} | titles)}
        for key in set(known.values) - set(_TITLES):
            name, _ = self.shape(key)
            values[name] = self.value(key, known.values[key])
        facts = [key for key, (name, shape) in shapes(self.model).items() if shape.fact and values.get(name)]
        reason = known.inferred or ("" if known.quote else _UNQUOTED)
        if facts:
            values["quotes"] = (Quote(of=tuple(facts), text=known.quote, inferred=reason),)
        body = f"{known.prose}\n" if known.prose else _PROSE
        path = f"{self.model.folder}/{self.stem}.md"
        return self.model(id=self.stem, path=path, body=body, **_complete(self.model, values))

    def shape(self, key: str) -> tuple[str, Shape]:
        """Return the field and the shape of a key that may be given; raises NewNoteError."""
        askable = dict(_askable(self.model))
        if key not in askable:
            near = unknown(key, (*_TITLES, *askable), f"is no key of a {self.model.kind}")
            raise NewNoteError(f"'{key}'{near}")
        return shapes(self.model)[key]

    def value(self, key: str, text: str) -> Any:
        """Return the value that a text gives to a key; raises NewNoteError for one that the check refuses."""
        if key in _TITLES:
            return _refuse_deceiving(text)
        _, shape = self.shape(key)
        if text == UNKNOWN and shape.fact:
            return None
        if shape.form == "date":
            date = iso_date(text)
            if date is None:
                raise NewNoteError(f"{key} '{text}': no such date; write YYYY-MM-DD, YYYY-MM or YYYY")
            return date
        if shape.form == "word" and text not in self.vocabulary.words(shape.vocabulary):
            near = unknown(text, self.vocabulary.spellings(shape.vocabulary))
            raise NewNoteError(f"{key} '{text}'{near}")
        if shape.form in ("refs", "words"):
            parts = tuple(part.strip() for part in text.split(",") if part.strip())
            return (
                tuple(self.reference(key, part, shape) for part in parts) if shape.form == "refs" else parts
            )
        return self.reference(key, text, shape) if shape.form == "ref" else text

    def reference(self, key: str, text: str, shape: Shape) -> str:
        """Return the id of a note that is there; raises NewNoteError."""
        folders = [kind.folder for kind in MODELS if not shape.kinds or kind.kind in shape.kinds]
        ids = [name for folder in folders for name in _notes_in(self.kb, folder)]
        if text.partition("#")[0] not in ids:
            where = " or ".join(f"{folder}/" for folder in folders)
            raise NewNoteError(f"{key} '{text}'{unknown(text, ids, f'names no note of {where}')}")
        return text

    def questions(self) -> Iterator[tuple[str, str]]:
        """Yield the keys worth asking for, what evidence needs last, with what to answer."""
        for key in _TITLES:
            if key != "title" or "number" in self.given:
                yield key, "as its source writes it"
        for key, shape in sorted(_askable(self.model), key=lambda item: item[0] == "source"):
            name, _ = shapes(self.model)[key]
            if name not in self.given and (shape.required or shape.fact or key == "source"):
                yield key, self.hint(shape)

    def hint(self, shape: Shape) -> str:
        """Return what to answer: the meaning of a key, and its words where they are a list."""
        words = self.vocabulary.words(shape.vocabulary) if shape.vocabulary else ()
        return shape.help.rstrip(".") + (f": {', '.join(words)}" if words else "")


def _notes_in(kb: Path, folder: str) -> list[str]:
    paths = (path for path in sorted(kb.glob(f"{folder}/*.md")))
    return [path.stem for path in paths if not is_page(path.relative_to(kb).as_posix())]


def _askable(model: type[Note]) -> Iterator[tuple[str, Shape]]:
    for key, (_, shape) in shapes(model).items():
        if shape.form in _ASKED and key not in _ALONE and (key != "source" or model is not Source):
            yield key, shape


def _model(kind: str, grammar: Grammar) -> tuple[type[Note], dict[str, Any]]:
    model = next((model for model in MODELS if model.kind == kind), None)
    if model is None and kind in grammar.kinds:
        return Document, {"type": kind}
    if model is None:
        names = {name: tuple(entry.name.values()) for name, entry in grammar.kinds.items()}
        near = meant(kind, dict.fromkeys(KINDS, ()) | names)
        raise NewNoteError(f"kind '{kind}': write one of {', '.join((*KINDS, *grammar.kinds))}{near}")
    return model, {}


def _refuse_deceiving(text: str) -> str:
    if found := hidden(text):
        raise NewNoteError(f"a hidden character ({describe(found[0])}) in the name; remove it")
    if wrong := look_alike(text):
        raise NewNoteError(f"'{text}': {wrong}")
    return text


def _complete(model: type[Note], values: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out what the model does not know; what is required and unknown is written so by the writer."""
    known = {name for name, _ in shapes(model).values()}
    return {name: value for name, value in values.items() if name in known and value}
