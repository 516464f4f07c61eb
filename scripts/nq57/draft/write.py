"""A draft in a folder of its own: source note, kept text, stubs of documents, list of candidates.

It stands outside of the notes. Moved among them as it is, it is refused by the check: the prose, and every
word that only a reader can choose, is left to write.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from nq57.citations import Scope
from nq57.corpus import read_corpus, read_holdings
from nq57.draft.candidates import Candidate, Cited, cited, dates, figures, people
from nq57.draft.text import SourceError, read_source
from nq57.model import Document, Names, Quote, Source
from nq57.notes import is_page, write_note
from nq57.text import meant, slug

MAX_QUOTE = 25
_PROSE = "À écrire, en deux à dix phrases.\n"
_HEAD = """# {name} : ce que le texte pourrait dire

Rien de cette liste n'est un fait. Acceptez une ligne en la recopiant dans une note, avec sa phrase sous
`quote:` ; sinon effacez-la. La source est `{id}` ; le numéro de ligne est celui de `sources/{id}.txt`.
"""


@dataclass(frozen=True, slots=True)
class Draft:
    """What was written, and how much of each sort was found."""

    folder: Path
    files: tuple[Path, ...]
    counts: dict[str, int]


def write_draft(kb: Path, source: Path, output: Path, name: str = "", province: str = "") -> Draft:
    """Write the draft of a source below ``output`` and return it. Raises SourceError; overwrites nothing."""
    name = name or slug(source.stem)[:80].strip("-")
    if not name or name != slug(name):
        raise SourceError(f"id '{name or source.stem}': write lower-case letters, digits, hyphens with --id")
    homes = [path.stem for path in sorted(kb.glob("provinces/*.md")) if not is_page(f"provinces/{path.name}")]
    if province and province not in homes:
        near = meant(province, homes)
        raise SourceError(f"province '{province}': write the name of a file of provinces/, without .md{near}")
    folder = output / name
    for taken in (folder, *sorted(kb.glob(f"*/{name}.*"))):
        if taken.exists():
            raise SourceError(f"{taken} exists already; nothing was written; give another name with --id")
    text = read_source(source)
    corpus = read_corpus(kb)
    scope = Scope(province=province or None)
    found = cited(text, corpus.grammar, scope, read_holdings(corpus.kb, corpus.grammar))
    stubs = {stub.path: write_note(stub) for stub in _stubs(found, name, province, corpus.kb.notes)}
    sections: dict[str, list[str]] = {
        "Documents cités, tenus": [_held(one) for one in found if one.resolution.outcome == "note"],
        "Documents cités, pas encore tenus": [
            _stub(one) for one in found if one.resolution.outcome == "stub"
        ],
        "Citations à décider": [
            _open(one) for one in found if one.resolution.outcome not in ("note", "stub")
        ],
        "Dates": [_line(one) for one in dates(text, corpus.grammar)],
        "Personnes": [_line(one) for one in people(text, corpus.kb)],
        "Chiffres": [_line(one) for one in figures(text, corpus.grammar)],
    }
    files = {
        f"sources/{name}.txt": text,
        f"sources/{name}.md": write_note(_source(name, province)),
        "candidates.md": _HEAD.format(name=source.name, id=name)
        + "".join(map(_section, *zip(*sections.items(), strict=True))),
        **stubs,
    }
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content, "utf-8", newline="\n")
    counts = {title: len(lines) for title, lines in sections.items()}
    return Draft(folder, tuple(folder / path for path in files), counts)


def _source(name: str, province: str) -> Source:
    """Return the note of the source: who published it, when, in which language is for its reader to say."""
    path = f"sources/{name}.md"
    return Source(id=name, path=path, title=Names(fr=""), province=province, body=_PROSE)


def _stubs(found: Iterable[Cited], source: str, province: str, held: Iterable[str]) -> list[Document]:
    """Return a note to complete for each document that is cited and not held: its number, as quoted."""
    taken, made = set(held), []
    for one in found:
        number = one.resolution.number or one.citation.number
        if one.resolution.outcome != "stub" or number is None:
            continue
        home = province if one.citation.local else ""
        stem = slug(f"{home} {number}")[:90].strip("-")
        if not stem or stem in taken:
            continue
        taken.add(stem)
        quote = Quote(of=("number",), text=_words(one))
        made.append(
            Document(
                id=stem,
                path=f"documents/{stem}.md",
                title=Names(fr=""),
                source=source,
                province=home,
                number=str(number),
                written=_as_written(one.citation.written) if one.citation.repairs else "",
                quotes=(quote,),
                body=_PROSE,
            )
        )
    return made


def _words(one: Cited) -> str:
    """Return the words of the text that carry a number: the sentence, or the citation where that is long."""
    short = len(one.sentence.split()) <= MAX_QUOTE
    return one.sentence if short else " ".join(one.citation.written.split()[:MAX_QUOTE])


def _as_written(words: str) -> str:
    """Return the number alone of a citation as its source writes it.

    >>> _as_written("décision n° 1890-QD/TU")
    '1890-QD/TU'
    """
    number = re.search(r"[^\s°]*/\S+", words)
    return number[0] if number else words


def _section(title: str, lines: list[str]) -> str:
    return f"\n## {title} ({len(lines)})\n\n" + ("".join(f"- [ ] {line}\n" for line in lines) or "Aucun.\n")


def _held(one: Cited) -> str:
    return f"`{one.resolution.id}` : {_said(one.citation.written, one.line, one.sentence)}"


def _stub(one: Cited) -> str:
    kind = f", sorte : {one.citation.kind} ?" if one.citation.kind else ""
    date = f", date : {one.citation.date} ?" if one.citation.date and one.citation.date.year else ""
    number = one.resolution.number or one.citation.number
    return f"{number}{kind}{date} : {_said(one.citation.written, one.line, one.sentence)}"


def _open(one: Cited) -> str:
    could = " ou ".join(f"`{name}`" for name in one.resolution.ids) or "inconnu"
    return f"{could} : {_said(one.citation.written, one.line, one.sentence)}"


def _line(one: Candidate) -> str:
    reading = f" → {one.reading}" if one.reading and one.reading != one.words else ""
    note = f" → `{one.note}`" if one.note else ""
    return f"{one.words}{reading}{note} : {_said('', one.line, one.sentence)}"


def _said(words: str, line: int, sentence: str) -> str:
    return f"{words + ', ' if words else ''}ligne {line}, « {sentence} »"
