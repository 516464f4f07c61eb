"""The interface in Vietnamese and English: nothing untranslated or left over, French marked as French."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po
from jinja2.ext import babel_extract
from markupsafe import Markup

import nq57
from nq57.build import Place, build_site
from nq57.corpus import read_corpus
from nq57.views import answers, dossier, ledger, more, page, pictures, reader, reference, site, tables
from nq57.views.controls import CONTROL_KEYS

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
TRANSLATED = ("vi", "en")
TABLES: tuple[Mapping[Any, str], ...] = (
    *(reader.KIND_NAMES, page.LABELS, page.REQUIRED_NAMES, pictures.FAMILY_NAMES, pictures.PHRASE_KEYS),
    CONTROL_KEYS,
    *(
        reference._FORMS,
        answers.PLACES,
        answers.COVERAGE,
        answers.CONFORMITY,
        page.TIMELINESS,
        page.STANDINGS,
        answers.ASKED,
        answers.ACTIONS,
        dossier.PARTS,
    ),
    *(ledger.NAMES, ledger.ANSWERS, ledger.SENTENCES, more.MOVABLE),
)
# The phrases of ``texts.say`` go by the ids of PHRASE_KEYS, all others by their French words.
SAY = re.compile(r"say|(?:self\.)?reader\.say")
SPOKEN = re.compile(
    r"aria-label|title|placeholder|data-(?:label|auto|light|dark|(?:text|said|facet|kind)-.+)"
)
BLANK = re.compile(r"\{\w+\}")


def keys() -> set[str]:
    """Return every French key: of the templates, of the tables of the views, of their calls."""
    return {*_of_templates(), *_of_tables(), *_of_calls()}


def _of_templates() -> Iterator[str]:
    for path in (DOCS / "_templates").rglob("*.html"):
        with path.open("rb") as file:
            for _, _, message, _ in babel_extract(file, ("_", "say"), (), {"trim_blocks": "yes"}):
                assert isinstance(message, str), f"{path.name}: a key must be written out"
                yield message


def _of_tables() -> Iterator[str]:
    for table in TABLES:
        yield from table.values()
    yield from (name for _, name in site.WAYS)


def _of_calls() -> Iterator[str]:
    for path in Path(str(nq57.__file__)).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and SAY.fullmatch(ast.unparse(node.func)):
                yield from (str(said.value) for said in node.args if isinstance(said, ast.Constant))


def catalog(language: str) -> dict[str, str]:
    """Return the catalog of a language: key → words."""
    with (DOCS / "locale" / f"{language}.po").open("rb") as file:
        return {str(message.id): str(message.string) for message in read_po(file) if message.id}


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_catalog_translates_every_key_and_no_other(language: str) -> None:
    """A key without words would be shown in French; one that nobody says would never be read again."""
    known = {key for key, words in catalog(language).items() if words}
    assert {"missing": keys() - known, "unused": known - keys()} == {"missing": set(), "unused": set()}


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_keeps_the_blanks_of_its_key(language: str) -> None:
    """What is filled in French is filled in every language, and nothing else."""
    lost = {
        key: words
        for key, words in catalog(language).items()
        if sorted(BLANK.findall(key)) != sorted(BLANK.findall(words))
    }
    assert lost == {}


def test_nothing_is_said_but_known_keys(kb: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every view and every page says only what the catalogs are asked to hold: no key hides from them."""
    said: set[str] = set()

    def say(key: str) -> str:
        said.add(key)
        return key

    monkeypatch.setattr(site, "read_texts", lambda folder, language: say)
    views = site.Site.of(read_corpus(kb), DOCS, "vi", "")
    for note in views.reader.corpus.kb.notes.values():
        views.frame(note.path, note)
        views.note_page(note, Markup(""), "")
        views.contents(views.note_values(note), "")
    for name in site.VIEWS:
        options = {
            "index": [*tables.KINDS, "documents-by-province"],
            "cascade": ["57-nq-tw"],
            "grid": ["57-nq-tw task-group"],
            "tasks": list(tables.CHOICES),
        }
        for option in options.get(name, [""]):
            views.view(name, option, "")
    assert said - keys() == set()
    assert said > set(pictures.PHRASE_KEYS.values())


class Texts(HTMLParser):
    """The texts of a page, those that attributes say too, each with the language it is in."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.found: list[tuple[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Enter an element: its language is its own or that of the element around it."""
        values = {name: value or "" for name, value in attrs}
        language = values.get("lang") or (self.open[-1][1] if self.open else "")
        self.found += [(language, value) for name, value in values.items() if SPOKEN.fullmatch(name)]
        if tag not in ("meta", "link", "input", "br", "hr", "img"):
            self.open.append((tag, language))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Pass an element that holds nothing."""

    def handle_endtag(self, tag: str) -> None:
        """Leave an element, and those inside it that have no end."""
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        """Note a text; what is to be typed as it stands is in no language."""
        if data.strip() and self.open and self.open[-1][0] != "code":
            self.found.append((self.open[-1][1], data.strip()))


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("vi", {"Nhiệm vụ", "Cơ quan ban hành", "Nghị quyết về đột phá phát triển khoa học"}),
        ("en", {"Tasks", "Issuer", "22 December 2024"}),
    ],
)
def test_a_site_speaks_the_language_of_its_reader(kb: Path, language: str, words: set[str]) -> None:
    """The pages are in the language asked for; what of them is French says so."""
    place = Place(kb, DOCS, kb.parent / "build")
    result = build_site(place, language)
    assert result.built, (*result.problems, *result.warnings)
    pages = {p.relative_to(place.site).as_posix(): p.read_text("utf-8") for p in place.site.rglob("*.html")}
    assert {name for name, html in pages.items() if f'<html lang="{language}"' not in html} == set()
    found = {name: Texts(html).found for name, html in pages.items()}
    french = {key for key, words in catalog(language).items() if key != words}
    assert {
        (name, t) for name, texts in found.items() for at, t in texts if at == language and t in french
    } == set()
    note = found["documents/57-nq-tw.html"]
    assert words <= {text for at, text in note if at == language}
    assert ("fr", "La résolution fonde tout le reste : chaque province en tire un plan.") in note
    assert ("fr", "Dresser un plan d'action") in note  # a title that no one has translated
    assert ("fr", "Tâches") in found["tasks.html"]  # the prose of a plain page
