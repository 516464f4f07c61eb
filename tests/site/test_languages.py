"""The interface in Vietnamese and English: nothing untranslated or left over, French marked as French."""

from __future__ import annotations

import ast
import re
import shutil
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po
from jinja2.ext import babel_extract
from markupsafe import Markup
from places import differences, run, tree
from playwright.sync_api import Browser

import nq57
from nq57.build import Place
from nq57.cli import PROBLEMS
from nq57.corpus import read_corpus
from nq57.editions import build_editions, edition
from nq57.notes import read_folder
from nq57.text import sort_key
from nq57.views import answers, around, dossier, ledger, more, page, pictures, reader, reference, site, tables
from nq57.views.controls import CONTROL_KEYS
from nq57.views.entries import entries
from tinykb import TinyKb, with_pages

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
TRANSLATED = ("vi", "en")
EDITIONS = ("fr", *TRANSLATED)
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
    yield from (name for _, name in around.WAYS)


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


def test_lists_and_tables_have_one_order(browser: Browser) -> None:
    """The order that Python gives titles is that of the browser's tables: Vietnamese, in three languages."""
    notes = read_folder(ROOT / "kb").kb.notes.values()
    titles = sorted({text for note in notes for _, text in note.title.items()}, key=sort_key)
    order = "titles => titles.slice().sort(new Intl.Collator('vi', {numeric: true}).compare)"
    page = browser.new_page()
    assert page.evaluate(order, list(reversed(titles))) == titles
    assert sorted(["Đông", "Dung", "Dũng", "Đăng", "Ăn", "An"], key=sort_key) == [
        *("An", "Ăn", "Dung", "Dũng", "Đăng", "Đông")
    ]
    page.close()


def test_a_note_is_found_by_its_title_in_any_language(kb: Path) -> None:
    """Whatever the reader's language, the index holds the titles in all of them."""
    corpus = read_corpus(kb)
    for language in EDITIONS:
        found = {entry.id: entry for entry in entries(site.Site.of(corpus, DOCS, language, "").reader)}
        for note in corpus.kb.notes.values():
            assert set(found[note.id].titles) == {text for _, text in note.title.items()}


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


CATALOG = """
msgid "La résolution fonde tout le reste : chaque province en tire un plan."
msgstr "Nghị quyết là nền tảng của tất cả."
"""
SENTENCE = "La résolution fonde tout le reste : chaque province en tire un plan."


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """The three editions of the tiny knowledge base with the real plain pages; one sentence is translated."""
    folder = tmp_path_factory.mktemp("editions")
    skipped = shutil.ignore_patterns("LC_MESSAGES", "__pycache__")
    docs = Path(shutil.copytree(DOCS, folder / "docs", ignore=skipped))
    catalog = docs / "locale" / "vi" / "LC_MESSAGES" / "documents.po"
    catalog.parent.mkdir(parents=True)
    catalog.write_text(CATALOG, "utf-8")
    made = Place(with_pages(TinyKb.below(folder).root), docs, folder / "build")
    result = build_editions(made, EDITIONS)
    assert result.built, (*result.problems, *result.warnings)
    return made


def pages_of(site: Path, language: str) -> dict[str, str]:
    """Return the pages of an edition by their names."""
    root = site if language == "fr" else site / language
    names = [path.relative_to(root).as_posix() for path in root.rglob("*.html")]
    own = [name for name in names if language != "fr" or not name.startswith(("vi/", "en/"))]
    return {name: (root / name).read_text("utf-8") for name in own}


@pytest.mark.parametrize(
    ("language", "words", "french"),
    [
        (
            "vi",
            {"Nhiệm vụ", "Cơ quan ban hành", "Nghị quyết về đột phá phát triển khoa học"},
            {"Dresser un plan d'action"},
        ),
        ("en", {"Tasks", "Issuer", "22 December 2024"}, {"Dresser un plan d'action", SENTENCE}),
    ],
)
def test_an_edition_speaks_the_language_of_its_reader(
    place: Place, language: str, words: set[str], french: set[str]
) -> None:
    """The pages are in the language asked for; what of them is French says so."""
    pages = pages_of(place.site, language)
    assert {name for name, html in pages.items() if f'<html lang="{language}"' not in html} == set()
    found = {name: Texts(html).found for name, html in pages.items()}
    keys = {key for key, said in catalog(language).items() if key != said}
    assert {
        (name, t) for name, texts in found.items() for at, t in texts if at == language and t in keys
    } == set()
    note = found["documents/57-nq-tw.html"]
    assert words <= {text for at, text in note if at == language}
    assert french <= {text for at, text in note if at == "fr"}
    assert ("fr", "Tâches") in found["tasks.html"]  # the title of a plain page


def test_a_page_that_is_not_translated_says_so(place: Place) -> None:
    """A translated paragraph is in the reader's language and bears no mark; the others do, and a notice."""
    note = pages_of(place.site, "vi")["documents/57-nq-tw.html"]
    assert ("vi", "Nghị quyết là nền tảng của tất cả.") in Texts(note).found
    assert SENTENCE not in note
    assert "nq57-notice" not in note
    other = pages_of(place.site, "vi")["organisations/politburo.html"]
    assert "nq57-notice" in other
    assert re.search(r'<p class="nq57-untranslated" lang="fr">', other)
    assert [name for name, html in pages_of(place.site, "fr").items() if "nq57-notice" in html] == []


def test_every_page_leads_to_itself_in_the_other_languages(place: Place) -> None:
    """The switcher is on every page of every edition, and what it leads to is there, in that language."""
    links = re.compile(r'<li><a href="([^"]*)" lang="(vi|fr|en)" hreflang')
    for language in EDITIONS:
        root = place.site if language == "fr" else place.site / language
        for name, html in pages_of(place.site, language).items():
            if 'http-equiv="refresh"' in html:
                continue  # it only leads on
            found = {
                other: (root / name).parent.joinpath(url).resolve() for url, other in links.findall(html)
            }
            asked = {other: (place.site / ("" if other == "fr" else other) / name) for other in EDITIONS}
            assert found == {other: path.resolve() for other, path in asked.items()}, (language, name)
            assert all(path.is_file() for path in found.values())


def test_a_changed_catalog_makes_its_pages_anew(place: Place) -> None:
    """The pages of its folder change, no other; what is there is what a clean build makes."""
    path = place.docs / "locale" / "vi" / "LC_MESSAGES" / "documents.po"
    before = tree(place.site)
    path.write_text(CATALOG.replace("tất cả", "mọi việc"), "utf-8")
    assert build_editions(place, EDITIONS).built
    after = tree(place.site)
    changed = [name for name in differences(before, after) if "_search/" not in name]
    assert changed == ["vi/documents/57-nq-tw.html"]
    shutil.rmtree(edition(place, "vi").build)
    build_editions(place, EDITIONS)
    assert differences(after, tree(place.site)) == []


def test_a_broken_catalog_stops_the_build(place: Place) -> None:
    """The line is told, and the site stays as it was."""
    path = place.docs / "locale" / "en" / "LC_MESSAGES" / "documents.po"
    path.parent.mkdir(parents=True)
    path.write_text(f'msgid "{SENTENCE}"\nmsgstr "It [leads](https://evil.example) on."\n', "utf-8")
    before = tree(place.site)
    ended = run(place, "--language", "en")
    assert ended.returncode == PROBLEMS
    assert ended.stdout.startswith("docs/locale/en/LC_MESSAGES/documents.po:1: bad-translation: the link to")
    assert differences(before, tree(place.site)) == []
    path.unlink()
