"""What pages, the interface and the feeds say to programs, read by libraries that are not ours."""

from __future__ import annotations

import json
import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin

import feedparser
import pytest
import rdflib
from jsonschema import Draft202012Validator
from playwright.sync_api import Browser, expect

from nq57.build import Place, build_site
from nq57.corpus import Corpus, read_corpus
from nq57.export import EVENTS, Part, api, feeds
from nq57.export.described import script_text
from nq57.export.linked import ELI
from nq57.history import Change, History
from nq57.text import Date
from tinykb import TinyKb, with_pages

ROOT = Path(__file__).parents[2]
SCHEMA = rdflib.Namespace("https://schema.org/")
# rdflib 7 reads JSON-LD by a class that it will replace itself.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
WORDS = {event: f"{event} {{title}}" for event in EVENTS}
HOSTILE = "</script><script>alert(1)</script>"


class Head(HTMLParser):
    """The meta elements, links and data blocks of a page."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.meta: dict[str, str] = {}
        self.links: list[dict[str, str | None]] = []
        self.data: list[str] = []
        self.inside = False
        self.feed(page.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what an element says."""
        values = dict(attrs)
        if tag == "meta" and "content" in values:
            self.meta[str(values.get("name") or values.get("property"))] = str(values["content"])
        if tag == "link":
            self.links.append(values)
        self.inside = tag == "script" and values.get("type") == "application/ld+json"

    def handle_data(self, data: str) -> None:
        """Keep a data block."""
        if self.inside:
            self.data.append(data)
            self.inside = False


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site, one of whose titles would be markup."""
    folder = tmp_path_factory.mktemp("published")
    kb = with_pages(TinyKb.below(folder).root)
    note = kb / "meetings" / "first-meeting.md"
    note.write_text(note.read_text("utf-8").replace("Première réunion", f"'Première {HOSTILE}'"), "utf-8")
    place = Place(kb, ROOT / "docs", folder / "build")
    result = build_site(place, jobs=1)
    assert result.built, (*result.problems, *result.warnings)
    return place.site


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    """The real notes."""
    return read_corpus(ROOT / "kb")


@pytest.fixture(scope="module")
def part(corpus: Corpus) -> Part:
    """All of them, with a history, late enough for a deadline to have passed."""
    changes = (
        Change(Date(2025, 11, 3), "documents/57-nq-tw.md", "changed"),
        Change(Date(2025, 11, 1), "documents/57-nq-tw.md", "added"),
        Change(Date(2025, 11, 2), "documents/hung-yen-386-kh-tu.md", "added"),
        Change(Date(2025, 11, 2), "documents/gone.md", "removed"),
    )
    words = corpus.vocabulary
    return Part(corpus.graph, words, Date(2027, 1, 1), "https://nq57.example/", History(changes))


def graph_of(page: Path, block: str) -> rdflib.Graph:
    """Read a data block as linked data."""
    return rdflib.Graph().parse(data=block, format="json-ld", publicID=page.as_uri())


def test_a_page_says_what_it_is(site: Path) -> None:
    """The resolution is Legislation in the words of schema.org and ELI; its names lead to pages."""
    page = site / "documents" / "57-nq-tw.html"
    found = graph_of(page, Head(page).data[0])
    law = rdflib.URIRef(page.as_uri())
    assert (law, rdflib.RDF.type, SCHEMA.Legislation) in found
    assert str(found.value(law, rdflib.URIRef(f"{ELI}id_local"))) == "57-NQ/TW"
    assert str(found.value(law, SCHEMA.legislationDate)) == "2024-12-22"
    issuer = found.value(law, rdflib.URIRef(f"{ELI}passed_by"))
    assert str(issuer) == (site / "organisations" / "politburo.html").as_uri()


@pytest.mark.parametrize(
    ("page", "kind"),
    [
        ("organisations/politburo", "GovernmentOrganization"),
        ("meetings/first-meeting", "Event"),
        ("provinces/hung-yen", "AdministrativeArea"),
        ("sources/gazette", "CreativeWork"),
        ("data", "Dataset"),
    ],
)
def test_each_kind_has_its_class(site: Path, page: str, kind: str) -> None:
    """A body, a meeting, a province, a source, the page of data."""
    path = site / f"{page}.html"
    found = graph_of(path, Head(path).data[0])
    assert (rdflib.URIRef(path.as_uri()), rdflib.RDF.type, SCHEMA[kind]) in found


def test_no_title_ends_a_data_block(site: Path, browser: Browser) -> None:
    """A title that is markup stays a title: in the block, in the head, in the page; nothing is run."""
    page = site / "meetings" / "first-meeting.html"
    head = Head(page)
    assert json.loads(head.data[0])["name"][0]["@value"] == f"Première {HOSTILE}"
    assert head.meta["og:title"] == head.meta["DC.title"] == f"Première {HOSTILE}"
    assert json.loads(script_text({"a": HOSTILE})) == {"a": HOSTILE}
    opened = browser.new_page()
    wrong: list[str] = []
    opened.on("console", lambda said: wrong.append(said.text))
    opened.on("dialog", lambda said: wrong.append(said.message))
    opened.goto(page.as_uri())
    expect(opened.locator("h1")).to_contain_text(HOSTILE)
    opened.close()
    assert wrong == []


def test_every_page_has_a_head_for_programs(site: Path) -> None:
    """Open Graph and Dublin Core on every page; a note leads to its data, and all of it is there."""
    for page in sorted(site.rglob("*.html")):
        name = page.relative_to(site).as_posix()
        if name.startswith("eli/"):
            continue
        head = Head(page)
        missing = {"og:title", "og:type", "og:site_name", "DC.title", "DC.language"} - head.meta.keys()
        assert missing == set(), name
        for link in head.links:
            if link.get("rel") == "alternate":
                assert (page.parent / str(link["href"])).is_file(), name


def test_a_page_is_made_of_its_file(site: Path) -> None:
    """What a page shows as its citation and address is what its file of the interface says."""
    page = (site / "documents" / "57-nq-tw.html").read_text("utf-8")
    file = json.loads((site / "api" / "notes" / "57-nq-tw.json").read_text("utf-8"))
    shown = [unescape(text) for text in re.findall(r'<pre tabindex="0">(.*?)</pre>', page, re.DOTALL)]
    assert shown[0] == file["citation"]["bibtex"]
    assert json.loads(shown[1]) == file["citation"]["csl"]
    assert f"<code>{file['address']}</code>" in page
    assert file["eli"] in page
    assert (site / file["eli"]).is_file()


def test_a_citation_is_copied_by_one_click(site: Path, browser: Browser) -> None:
    """The button shows with a script, and puts the entry on the clipboard."""
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto((site / "documents" / "57-nq-tw.html").as_uri())
    page.locator("#_cite summary", has_text="BibTeX").click()
    page.locator("#_cite button").first.click()
    expect(page.locator("#_cite button").first).to_have_text("Copié")
    assert str(page.evaluate("navigator.clipboard.readText()")).startswith("@misc{nq57-57-nq-tw,")
    context.close()


def test_the_interface_is_as_its_schema_says(part: Part) -> None:
    """Index and notes are valid, and nothing in them is named that the schema does not know."""
    files = {name: json.loads(content) for name, content in api(part).items()}
    form = files.pop("schema.json")
    Draft202012Validator.check_schema(form)
    index, note = ({**form, "anyOf": [{"$ref": f"#/$defs/{name}"}]} for name in ("index", "note"))
    assert list(Draft202012Validator(index).iter_errors(files["index.json"])) == []
    check = Draft202012Validator(note)
    wrong = {
        name: e.message for name, f in files.items() if name != "index.json" for e in check.iter_errors(f)
    }
    assert wrong == {}
    assert {entry["file"] for entry in files["index.json"]["notes"]} == {
        f"api/{name}" for name in files if name != "index.json"
    }
    assert files["notes/57-nq-tw.json"]["changed"] == "2025-11-03"
    assert files["notes/57-nq-tw.json"]["address"] == "https://nq57.example/documents/57-nq-tw.html"


def test_the_feeds_are_atom(part: Part) -> None:
    """A library reads them without a complaint; what RFC 4287 asks is there; ids are told apart and stay."""
    found = feeds(part, WORDS)
    assert found == feeds(part, WORDS)
    for name, content in found.items():
        read = feedparser.parse(content)
        assert (read.bozo, read.version) == (False, "atom10"), name
        assert read.feed.id == f"https://nq57.example/feeds/{name}"
        assert read.feed.title
        days = [entry.updated for entry in read.entries]
        assert days == sorted(days, reverse=True), name
        assert read.feed.updated == (days[0] if days else "2027-01-01T00:00:00Z")
        assert len({entry.id for entry in read.entries}) == len(read.entries) <= 50
        for entry in read.entries:
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", entry.updated)
            assert entry.title
            assert entry.link.startswith("https://nq57.example/")


def test_a_document_s_feed_says_what_happened_to_it(part: Part) -> None:
    """It came, it changed, it was cited on the day the citing note came; a province's deadlines passed."""
    found = feeds(part, WORDS)
    law = feedparser.parse(found["documents/57-nq-tw.atom"]).entries
    told = {(entry.updated[:10], entry.title.partition(" ")[0]) for entry in law}
    assert {("2025-11-03", "changed"), ("2025-11-01", "added"), ("2025-11-02", "cited")} <= told
    review = feedparser.parse(found["all.atom"]).entries
    assert any(entry.title.startswith("late ") for entry in review)
    place = feedparser.parse(found["provinces/hung-yen.atom"]).entries
    assert place[0].title.startswith("added 386-KH/TU")


def test_without_an_address_a_feed_has_names_of_its_own(corpus: Corpus) -> None:
    """Ids are URNs, always the same, and links lead from the file."""
    part = Part(corpus.graph, corpus.vocabulary, Date(2025, 11, 1))
    read = feedparser.parse(feeds(part, WORDS)["documents/57-nq-tw.atom"])
    assert read.feed.id.startswith("urn:uuid:")
    base = "https://x.example/feeds/documents/57-nq-tw.atom"
    assert urljoin(base, read.feed.links[1].href) == "https://x.example/documents/57-nq-tw.html"


def test_the_catalogue_is_linked_data(site: Path) -> None:
    """DCAT names a distribution for each file, where it is."""
    file = site / "data" / "catalogue.jsonld"
    found = rdflib.Graph().parse(file, format="json-ld")
    dcat = rdflib.Namespace("http://www.w3.org/ns/dcat#")
    there = {str(target) for target in found.objects(None, dcat.downloadURL)}
    names = {path.name for path in file.parent.iterdir()} - {"catalogue.jsonld", "datapackage.json"}
    assert there == {(file.parent / name).as_uri() for name in names}
