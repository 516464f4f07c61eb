"""Every page of the built site, opened as a reader opens it: from a file, with no network."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Page, expect

Visit = Callable[..., Page]


class Links(HTMLParser):
    """The addresses and ids of a page, and its inline scripts and handlers."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.hrefs: list[str] = []
        self.ids: set[str] = set()
        self.inline: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what an element points to."""
        values = dict(attrs)
        if values.get("id"):
            self.ids.add(str(values["id"]))
        self.hrefs += [str(values[name]) for name in ("href", "src", "action") if values.get(name)]
        # A data block is not run: it is what the page says to programs.
        if tag == "script" and "src" not in values and values.get("type") != "application/ld+json":
            self.inline.append("script")
        self.inline += [name for name in values if name.startswith("on")]


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[Path, Links]:
    """Every page of the site, read once."""
    return {path: Links(path.read_text("utf-8")) for path in sorted(site.rglob("*.html"))}


def test_no_link_is_dead(site: Path, pages: dict[Path, Links]) -> None:
    """Every address leads to a file of the site, and every anchor to an element of it."""
    dead = []
    for path, links in pages.items():
        for href in links.hrefs:
            if href.startswith(("https://", "data:")):
                continue
            file, _, anchor = href.partition("#")
            target = (path.parent / unquote(file.partition("?")[0])).resolve() if file else path
            if not target.is_file():
                dead.append(f"{path.relative_to(site)}: {href}")
            elif anchor and target in pages and unquote(anchor) not in pages[target].ids:
                dead.append(f"{path.relative_to(site)}: {href} (anchor)")
    assert dead == []


def test_nothing_is_inline_or_remote(site: Path, pages: dict[Path, Links]) -> None:
    """No page carries a script of its own, an event handler, or the address of a remote asset."""
    assert [path.name for path, links in pages.items() if links.inline] == []
    remote = re.compile(r"""(?:src|<link[^>]+href)=["'](?:https?:)?//""")
    assert [path.name for path in pages if remote.search(path.read_text("utf-8"))] == []
    styles = "".join(path.read_text("utf-8") for path in (site / "_static").rglob("*.css"))
    assert re.findall(r"url\(['\"]?(?:https?:)?//[^)]*\)|@import[^;]*//[^;]*", styles) == []


def test_a_link_that_leaves_says_so(pages: dict[Path, Links]) -> None:
    """Addresses of sources and all others out of the site say so, and take no opener or referrer along."""
    html = "".join(path.read_text("utf-8") for path in pages)
    links = re.findall(r'<a [^>]*href="https?://.*?</a>', html, re.DOTALL)
    assert links
    wrong = [
        link
        for link in links
        if "(autre site)" not in link or 'rel="noopener noreferrer external"' not in link
    ]
    assert wrong == []


def test_every_page_opens_without_a_word_of_complaint(
    site: Path, pages: dict[Path, Links], visit: Visit
) -> None:
    """Each page has one heading of the first level, fits a phone, and leaves the console empty."""
    page = visit(site / "index.html", width=375)
    wide = []
    for path in pages:
        page.goto(path.as_uri())
        expect(page.locator("h1")).to_have_count(1)
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            wide.append(path.name)
    assert wide == []


def test_navigation_does_not_grow_with_the_corpus(site: Path) -> None:
    """The sidebar holds the ways in, and no note."""
    html = (site / "documents" / "57-nq-tw.html").read_text("utf-8")
    sidebar = html[html.index('class="nq57-ways"') : html.index("</nav>", html.index('class="nq57-ways"'))]
    assert sidebar.count("<a ") < 20
    assert "/57-nq-tw" not in sidebar


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("57-NQ/TW", "documents/57-nq-tw.html"),
        ("57", "documents/57-nq-tw.html"),
        ("1460", "documents/hung-yen-1460-qd-tu.html"),
        ("1460-QĐ/TU", "documents/hung-yen-1460-qd-tu.html"),
        ("1460-QD/TU", "documents/hung-yen-1460-qd-tu.html"),
        ("nghi quyet 57", "documents/57-nq-tw.html"),
        ("résolution 57", "documents/57-nq-tw.html"),
        ("Hung Yen", "provinces/hung-yen.html"),
        ("Hưng Yên", "provinces/hung-yen.html"),
        ("193/2025", "documents/193-2025-qh15.html"),
        ("57/NQ-TW", "documents/57-nq-tw.html"),
        ("t3-01", "documents/01-cv-bcdtw.html"),
        ("202/2025/QH15", "stubs.html"),
    ],
)
def test_a_query_finds_the_exact_note_first(site: Path, visit: Visit, query: str, first: str) -> None:
    """Numbers in any spelling, names with or without accents: the note itself stands first."""
    page = visit(site / "index.html")
    page.fill("input[name=q]", query)
    page.press("input[name=q]", "Enter")
    page.wait_for_url("**/search.html?*")
    link = page.locator("#nq57-results a").first
    expect(link).to_be_visible()
    assert first in str(link.get_attribute("href"))


@pytest.mark.parametrize("query", ["nghị quyết", "comite directeur", "ban chi dao", "neutrinos", "1 332"])
def test_a_query_in_words_finds_notes(site: Path, visit: Visit, query: str) -> None:
    """Words of titles, aliases and quotes are found, typed with or without accents."""
    page = visit(site / "search.html", f"?q={query}")
    expect(page.locator("#nq57-results a").first).to_be_visible()


def test_the_keyboard_reaches_the_search_from_a_note(site: Path, visit: Visit) -> None:
    """`/` goes to the box, letters bring options, arrow and Enter open the first."""
    page = visit(site / "people" / "to-lam.html")
    page.keyboard.press("/")
    page.keyboard.type("386-KH/TU")
    expect(page.get_by_role("option").first).to_contain_text("386-KH/TU")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/hung-yen-386-kh-tu.html*")


def test_a_note_shows_its_facts_and_their_words(site: Path, visit: Visit) -> None:
    """The card says what is stated, deduced and unknown, and opens to the words of the source."""
    page = visit(site / "documents" / "01-cv-bcdtw.html")
    date = page.locator(".nq57-fact", has=page.get_by_text("Date", exact=True))
    expect(date).to_contain_text("25 mars 2025")
    date.locator("summary").first.click()
    expect(date.locator("q").first).to_contain_text("Le 25 mars")
    expect(date.locator(".nq57-reason")).to_contain_text("Déduit")
    page.goto((site / "documents" / "193-2025-qh15.html").as_uri())
    expect(page.locator(".nq57-fact.nq57-unknown")).to_contain_text("inconnu")


def test_a_task_has_an_address_that_opens_its_evidence(site: Path, visit: Visit) -> None:
    """The link of a task leads to its row and shows the sentence it rests on."""
    page = visit(site / "documents" / "01-cv-bcdtw.html", "#t3-01")
    expect(page.locator("#t3-01 q")).to_be_visible()


def test_the_chain_leads_up_and_never_forward_in_time(site: Path, visit: Visit) -> None:
    """The notice of Hưng Yên follows from its meeting and the founding decision, not from its drafts."""
    page = visit(site / "documents" / "hung-yen-02-tb-bcd.html")
    way = page.locator(".nq57-way li").all_inner_texts()
    assert way[0].startswith("1460-QĐ/TU")
    assert way[-1].startswith("02-TB/BCĐ")


def test_the_map_shows_all_notes_and_their_table(site: Path, visit: Visit) -> None:
    """The map of the whole graph draws, says how much it shows, and has its table."""
    page = visit(site / "graph.html")
    expect(page.locator("[data-map] canvas").first).to_be_visible()
    page.locator("[data-map]").press("t")
    rows = page.locator("table[data-table=notes] tbody tr").count()
    assert rows > 300
    expect(page.locator(".nq-status")).to_contain_text(f"{rows} notes sur {rows}")


def test_paper_has_the_light_colours(site: Path, visit: Visit) -> None:
    """What a reader of dark pages prints is dark on white; the screen is dark again afterwards."""
    page = visit(site / "documents" / "57-nq-tw.html", "#explore")
    expect(page.locator(".nq-stops a").first).to_be_visible()
    themes = page.evaluate(
        """() => {
          const root = document.documentElement;
          root.dataset.mode = root.dataset.theme = 'dark';
          return ['beforeprint', 'afterprint'].map((name) => {
            dispatchEvent(new Event(name));
            return [root.dataset.theme, document.querySelector('.nq-paper svg > rect')?.getAttribute('fill')];
          });
        }"""
    )
    assert [theme for theme, _ in themes] == ["light", "dark"]
    assert themes[0][1] == "#fff"


def test_reading_needs_no_script(site: Path, browser: object) -> None:
    """With scripts off a note keeps its prose, card, relations and picture."""
    context = browser.new_context(java_script_enabled=False, offline=True)  # type: ignore[attr-defined]
    page = context.new_page()
    page.goto((site / "documents" / "57-nq-tw.html").as_uri())
    for selector in (".nq57-lead p", ".nq57-card", "#_relations", "#_graph svg"):
        expect(page.locator(selector).first).to_be_visible()
    context.close()
