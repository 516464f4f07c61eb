"""The search in a browser, from a folder, with the network refused and a strict policy."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from nq57.search import Entry, build
from nq57.search.words import fold

ROOT = Path(__file__).parents[2]
CORPUS = json.loads((ROOT / "tests/corpus/fold.json").read_text("utf-8"))
SCRIPTS = ("core", "rank", "marks", "index", "view", "page", "box", "opened")
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; form-action 'self'"

PAGE = """<!doctype html><html lang="{language}" data-theme="{theme}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<title>t</title><link rel="stylesheet" href="{root}_static/search.css">{scripts}</head><body>
<form role="search" class="nq57-search" data-root="{root}" data-index="_search/" action="{root}search.html"
 method="get" data-kind-document="Văn bản" data-text-none="Rien pour {{q}}" data-text-one="1 result"
 data-text-count="{{n}} results" data-text-above="More than {{n}}" data-text-any="All"
 data-text-near="Near:"
 data-text-all="All for {{q}}" data-text-failed="Extract all of it first."
 data-text-loosened="These hold a part."
 data-text-by-date="Newest" data-text-by-relevance="Best" data-text-list="Results" {more}>
<input type="search" name="q" aria-label="Search"></form>{body}</body></html>"""


def write_page(path: Path, root: str, body: str, more: str = "", theme: str = "light") -> None:
    """Write a page of the little site."""
    names = [f"{root}_static/search-{name}.js" for name in SCRIPTS] + [f"{root}_static/search.js"]
    scripts = "".join(f'<script defer src="{name}"></script>' for name in names)
    path.parent.mkdir(parents=True, exist_ok=True)
    text = PAGE.format(
        language="en", theme=theme, policy=POLICY, root=root, scripts=scripts, body=body, more=more
    )
    path.write_text(text, "utf-8")


@pytest.fixture(scope="module")
def site(
    tmp_path_factory: pytest.TempPathFactory,
    entries: tuple[Entry, ...],
    synonyms: tuple[tuple[str, ...], ...],
) -> Path:
    """A site of a few pages with an index, in a folder whose name needs escaping."""
    folder = tmp_path_factory.mktemp("trang web #1")
    (folder / "_search").mkdir()
    for name, content in build(entries, synonyms).items():
        (folder / "_search" / name).write_bytes(content)
    (folder / "_static").mkdir()
    for source in (ROOT / "docs/_static").glob("search*"):
        shutil.copy(source, folder / "_static")
    write_page(folder / "index.html", "", "<main><p>Home</p><textarea></textarea></main>")
    write_page(folder / "dark.html", "", "<main></main>", theme="dark")
    write_page(folder / "search.html", "", '<main><div id="all"></div></main>', 'data-results="all"')
    for entry in entries:
        words = f"<main><h1>{entry.id}</h1><p>Resolution and steering committee</p></main>"
        write_page(folder / entry.url, "../", words)
    return folder


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """One context without network: its pages share no state but the cache of files."""
    with browser.new_context(offline=True) as opened:
        yield opened


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page without network; an error in the console or a request out of the folder fails the test."""
    opened = context.new_page()
    problems: list[str] = []
    opened.on("console", lambda said: problems.append(said.text) if said.type == "error" else None)
    opened.on("pageerror", lambda error: problems.append(str(error)))
    opened.on("request", lambda one: None if one.url.startswith("file:") else problems.append(one.url))
    yield opened
    opened.close()
    assert problems == []


def address(site: Path, name: str, query: str = "") -> str:
    """Return the address of a page, as a double click opens it."""
    return (site / name).as_uri() + (f"?q={quote(query)}" if query else "")


def numbers_of(page: Page, site: Path, query: str) -> list[str]:
    """Return the addresses of the results of a query on the page of results, without folder and suffix."""
    page.goto(address(site, "search.html", query))
    page.wait_for_selector("#all[aria-busy=false]", state="attached")
    links = page.locator(".nq57-hit h2 a").evaluate_all("all => all.map(a => new URL(a.href).pathname)")
    return [Path(link).stem for link in links]


FIRST = [
    ("57-NQ/TW", "57-nq-tw"),
    ("57", "57-nq-tw"),
    ("1460", "1460-qd-tu"),
    ("1460-QĐ/TU", "1460-qd-tu"),
    ("1460-QD/TU", "1460-qd-tu"),
    ("nghi quyet 57", "57-nq-tw"),
    ("nghị quyết 57", "57-nq-tw"),
    ("nghị quyết số 57", "57-nq-tw"),
    ("resolution 57", "57-nq-tw"),
    ("résolution n° 57", "57-nq-tw"),
    ("Hung Yen", "hung-yen"),
    ("Hưng Yên", "hung-yen"),
    ("Hu\u031bng Ye\u0302n", "hung-yen"),
    ("dak lak", "dak-lak"),
    ("193/2025", "193-2025-qh15"),
    ("93/2025", "93-2025-qh15"),
    ("57 nq tw", "57-nq-tw"),
    ("57/NQ-TW", "57-nq-tw"),
    ("57nqtw", "57-nq-tw"),
    ("NQ57", "57-nq-tw"),
    ("NQ 57", "57-nq-tw"),
    ("1-CV/BCDTW", "01-cv-bcdtw"),
    ("steering committee", "bcd-tw"),
    ("lợi", "loi"),
    ("loi", "loi-fr"),
    ("Hoà", "hoa"),
    ("breakthruoghs", "57-nq-tw"),
    ("22/12/2024", "57-nq-tw"),
]


@pytest.mark.parametrize(("query", "first"), FIRST)
def test_the_right_thing_comes_first(page: Page, site: Path, query: str, first: str) -> None:
    """Numbers, names and words in any spelling give the exact thing first."""
    assert numbers_of(page, site, query)[0] == first


def test_a_number_is_found_where_it_is_said(page: Page, site: Path) -> None:
    """After the document itself come the entries that cite it, and no other 57."""
    found = numbers_of(page, site, "57 nq tw")
    assert set(found) == {"57-nq-tw", "193-2025-qh15", "1460-qd-tu", "bcd-tw"}


def test_all_words_must_be_there(page: Page, site: Path) -> None:
    """A result holds every word of the query."""
    assert numbers_of(page, site, "comite directeur hung yen") == ["1460-qd-tu"]


def test_a_kind_is_found_in_three_languages(page: Page, site: Path) -> None:
    """The word for a kind finds the documents of that kind in whatever language they are titled."""
    for query in ("nghị quyết", "nghi quyet", "résolution", "resolution"):
        assert set(numbers_of(page, site, query)[:3]) == {"57-nq-tw", "193-2025-qh15", "71-nq-cp"}


def test_the_accents_as_typed_come_before_others(page: Page, site: Path) -> None:
    """A marked word ranks its own spelling above a title with another one; a bare word finds both."""
    marked, bare = numbers_of(page, site, "nghị"), numbers_of(page, site, "nghi")
    assert marked[-1] == "nghi"
    assert set(bare) == set(marked)


def test_a_phrase_keeps_its_order(page: Page, site: Path) -> None:
    """Quoted words follow one another."""
    assert set(numbers_of(page, site, '"steering committee"')) == {"bcd-tw", "1460-qd-tu"}
    assert numbers_of(page, site, '"committee steering"') == []


def test_phrases_of_any_length_are_exact(page: Page, tmp_path: Path, entries: tuple[Entry, ...]) -> None:
    """In many texts of few words, usual and rare, so that all pairs are common, it finds what says it.

    Asked for the first results alone it gives ten that are sure, or all.
    """
    draw = random.Random(57)
    rare = [one + two for one in "abcdef" for two in "xyz"]
    texts = [" ".join(draw.choices([*"abcd" * 5, *rare], k=draw.randint(5, 60))) for _ in range(900)]
    empty = replace(entries[-1], titles=(), label="")
    many = [replace(empty, id=str(at), url=str(at), text=text) for at, text in enumerate(texts)]
    shutil.copytree(ROOT / "docs/_static", tmp_path / "_static")
    (tmp_path / "_search").mkdir()
    for name, content in build(many, ()).items():
        (tmp_path / "_search" / name).write_bytes(content)
    write_page(tmp_path / "index.html", "", "<main></main>")
    page.goto(address(tmp_path, "index.html"))
    page.evaluate("window.index = nq57SearchIndex('_search/')")
    ask = """async ([text, whole]) => { const { hits } = await index.ask(text + ' ', whole);
      return (await index.cards(hits.map(({ entry }) => entry))).map(({ url }) => url); }"""
    for size in (2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 5, 7):
        start = draw.randrange(5)
        said = draw.choice([text for text in texts if len(text) > 30]).split()[start:][:size]
        for phrase in (" ".join(said), " ".join(draw.choices([*"abcd" * 5, *rare], k=size))):
            answer = {str(at) for at, text in enumerate(texts) if f" {phrase} " in f" {text} "}
            assert set(page.evaluate(ask, [f'"{phrase}"', True])) == answer, phrase
            first = set(page.evaluate(ask, [f'"{phrase}"', False]))
            assert first <= answer, phrase
            assert len(first) >= min(10, len(answer)), phrase


@pytest.mark.parametrize(
    ("query", "offered"),
    [
        ("57-QN/TW", "57-NQ/TW"),
        ("1461-QD/TU", "1460-QĐ/TU"),
        ("71-NQ/TW", "71/NQ-CP"),
        ("160-QĐ/TU", "1460-QĐ/TU"),
    ],
)
def test_a_number_near_another_is_offered_not_changed(
    page: Page, site: Path, query: str, offered: str
) -> None:
    """A number that nothing has finds nothing, and the near one is offered."""
    assert numbers_of(page, site, query) == []
    assert offered in page.locator(".nq57-search-offers li").first.text_content()  # type: ignore[operator]
    assert page.locator("#all [role=status]").text_content() == f"Rien pour {query}"


def test_part_of_a_query_is_better_than_nothing_and_says_so(page: Page, site: Path) -> None:
    """When nothing holds all the words, what holds most of them is shown under a sentence that says it."""
    assert "57-nq-tw" in numbers_of(page, site, "resolution qwertyuiop")
    assert "hold a part" in str(page.locator("#all [role=status]").text_content())


@pytest.mark.parametrize("query", ["constructor", "__proto__", "toString", "<img src=x onerror=alert(1)>"])
def test_names_of_the_language_are_words(page: Page, site: Path, query: str) -> None:
    """Words that mean something to a script are words, and what looks like HTML is text."""
    assert numbers_of(page, site, query) == ["hostile"]
    assert page.locator("#all img").count() == 0
    assert page.locator(".nq57-hit h2").text_content() == "<img src=x onerror=alert(1)>"


def test_a_result_shows_what_it_is(page: Page, site: Path) -> None:
    """A result shows kind, number, title, date, issuer and the sentence with the words marked."""
    numbers_of(page, site, "percées œuvre")
    hit = page.locator(".nq57-hit").first
    assert hit.locator(".nq57-hit-kind").text_content() == "Văn bản"
    assert hit.locator(".nq57-hit-number").text_content() == "57-NQ/TW"
    assert hit.locator(".nq57-hit-facts").text_content() == "December 22, 2024 · Bộ Chính trị"
    assert (
        hit.locator(".nq57-hit-text").text_content() == "La mise en œuvre relève du comité directeur central."
    )
    assert hit.locator("mark").all_text_contents() == ["œuvre"]


def open_filter(page: Page, name: str) -> None:
    """Open a filter and wait for its values."""
    page.locator(f"[data-facet={name}] summary").click()
    page.wait_for_selector(f"[data-facet={name}] li")


def test_filters_count_and_stay_in_the_address(page: Page, site: Path) -> None:
    """A filter says how many it would leave, leaves them, and is there again after a reload."""
    numbers_of(page, site, "resolution")
    assert not [name for name in loaded(page) if name.startswith("f-")]
    open_filter(page, "level")
    values = page.locator("[data-facet=level] li")
    assert values.all_text_contents() == ["central (2)", "province (1)"]
    page.get_by_role("button", name="central (2)").click()
    page.wait_for_function("document.querySelectorAll('.nq57-hit').length === 2")
    assert "level=central" in page.url
    page.reload()
    page.wait_for_selector(".nq57-hit")
    assert page.locator(".nq57-hit").count() == 2
    assert page.locator("[data-facet=level] summary").text_content() == "level : central"
    open_filter(page, "level")
    assert page.locator("[data-facet=level] [aria-pressed=true]").text_content() == "central (2)"
    page.get_by_role("button", name="All", exact=True).click()
    page.wait_for_function("document.querySelectorAll('.nq57-hit').length === 5")
    assert "level" not in page.url


def loaded(page: Page) -> list[str]:
    """Return the names of the files of the index that the page has."""
    return page.evaluate("[...nq57SearchData.keys()]")  # type: ignore[no-any-return]


def test_results_sort_by_date(page: Page, site: Path) -> None:
    """Newest first puts the undated last."""
    page.goto(address(site, "search.html", "resolution") + "&sort=date")
    page.wait_for_selector(".nq57-hit")
    dates = page.locator(".nq57-hit .nq57-hit-number, .nq57-hit .nq57-hit-kind").all_text_contents()
    assert [text for text in dates if "/" in text] == ["71/NQ-CP", "1460-QĐ/TU", "193/2025/QH15", "57-NQ/TW"]


def open_list(page: Page, site: Path, query: str, name: str = "index.html") -> None:
    """Type a query into the box of a page."""
    page.goto(address(site, name))
    page.keyboard.press("/")
    page.keyboard.type(query)
    page.wait_for_selector("[role=option], .nq57-search-note:not(:empty)")


def test_the_keyboard_alone_finds_and_opens(page: Page, site: Path) -> None:
    """Slash, letters, arrow and Enter open the document, from a page in a folder too."""
    open_list(page, site, "1460", "documents/57-nq-tw.html")
    box = page.get_by_role("combobox")
    assert box.get_attribute("aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    chosen = page.locator("[role=option][aria-selected=true]")
    assert box.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    assert page.locator(f"#{box.get_attribute('aria-controls')}").get_attribute("role") == "listbox"
    page.keyboard.press("Enter")
    page.wait_for_url("**/documents/1460-qd-tu.html*")


def test_arrows_go_round_through_the_box(page: Page, site: Path) -> None:
    """Up from the box is the last option, down from the last option is the box."""
    open_list(page, site, "1460")
    page.keyboard.press("ArrowUp")
    assert page.locator("[role=option]").last.get_attribute("aria-selected") == "true"
    page.keyboard.press("ArrowDown")
    assert page.locator("[aria-selected=true]").count() == 0
    assert page.get_by_role("combobox").get_attribute("aria-activedescendant") is None


def test_escape_closes_and_keeps_the_words(page: Page, site: Path) -> None:
    """The first Escape closes the list, with the words still there."""
    open_list(page, site, "hung")
    page.keyboard.press("Escape")
    assert page.locator(".nq57-search-panel").is_hidden()
    assert page.get_by_role("combobox").get_attribute("aria-expanded") == "false"
    assert page.get_by_role("combobox").input_value() == "hung"


def test_ctrl_k_reaches_the_box_and_a_slash_can_be_typed(page: Page, site: Path) -> None:
    """Ctrl+K works from anywhere, and a slash in a text is a slash."""
    page.goto(address(site, "index.html"))
    page.locator("textarea").press_sequentially("a/b")
    assert page.locator("textarea").input_value() == "a/b"
    page.keyboard.press("Control+k")
    page.keyboard.type("57-nq/tw")
    assert page.get_by_role("combobox").input_value() == "57-nq/tw"
    page.wait_for_selector("[role=option]")
    assert "57-NQ/TW" in str(page.locator("[role=option]").first.text_content())


def test_words_are_found_before_they_are_finished(page: Page, site: Path) -> None:
    """The last word of the box may go on."""
    open_list(page, site, "hung y")
    assert "Hưng Yên" in str(page.locator("[role=option]").first.text_content())
    assert page.locator(".nq57-search-status").text_content() == "2 results"


def test_enter_in_the_box_goes_to_all_results(page: Page, site: Path) -> None:
    """Enter with nothing chosen opens the page of results with the same words."""
    open_list(page, site, "hưng yên", "documents/57-nq-tw.html")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=*")
    page.wait_for_selector(".nq57-hit")
    assert page.get_by_role("searchbox").input_value() == "hưng yên"


def test_nothing_found_is_said(page: Page, site: Path) -> None:
    """The form's own words say that nothing is found, to the eye and to a screen reader."""
    open_list(page, site, "qwertyuiop")
    assert page.locator(".nq57-search-note").text_content() == "Rien pour qwertyuiop"
    assert page.locator(".nq57-search-status").text_content() == "Rien pour qwertyuiop"


def test_the_opened_page_marks_the_words(page: Page, site: Path) -> None:
    """The page that a result opens shows the words that led to it."""
    open_list(page, site, "steering")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_selector("main mark")
    assert page.locator("main mark").all_text_contents() == ["steering", "committee"][:1]


def test_without_the_index_the_reader_is_told(browser: Browser, site: Path, tmp_path: Path) -> None:
    """A page taken out of its folder says what to do."""
    shutil.copytree(site / "_static", tmp_path / "_static")
    shutil.copy(site / "index.html", tmp_path)
    with browser.new_context(offline=True) as context:
        page = context.new_page()
        open_list(page, tmp_path, "57")
        assert "Extract all of it first" in str(page.locator(".nq57-search-note").text_content())


@pytest.mark.parametrize("name", ["index.html", "dark.html"])
def test_the_list_fits_a_phone(page: Page, site: Path, name: str) -> None:
    """At 375 pixels nothing stands out of the page, and the list is inside it."""
    page.set_viewport_size({"width": 375, "height": 667})
    open_list(page, site, "resolution", name)
    panel = page.locator(".nq57-search-panel").bounding_box()
    assert panel is not None
    assert panel["x"] >= 0
    assert panel["x"] + panel["width"] <= 375
    assert page.evaluate("document.documentElement.scrollWidth") <= 375


CONTRAST = """() => {
  const parse = (text) => text.match(/[\\d.]+/g).slice(0, 3).map((one) => one / 255);
  const bright = (rgb) => rgb.map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const back = (node) => { for (let at = node; at; at = at.parentElement) {
    const colour = getComputedStyle(at).backgroundColor;
    if (!/, 0\\)$/.test(colour)) return colour; } return 'rgb(255, 255, 255)'; };
  const said = [...document.querySelectorAll('.nq57-search-panel *')].filter((n) => n.textContent.trim());
  return said.map((node) => {
    const [a, b] = [getComputedStyle(node).color, back(node)].map((c) => bright(parse(c)));
    return [node.className || node.tagName, (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)]; });
}"""


@pytest.mark.parametrize("name", ["index.html", "dark.html"])
def test_text_is_readable_in_light_and_dark(page: Page, site: Path, name: str) -> None:
    """Every text of the list has a contrast of 4.5 to 1 at least."""
    open_list(page, site, "resolution", name)
    page.keyboard.press("ArrowDown")
    pairs = page.evaluate(CONTRAST)
    assert len(pairs) > 10
    assert [pair for pair in pairs if pair[1] < 4.5] == []


def test_both_languages_run_one_corpus(page: Page, site: Path) -> None:
    """The browser folds, spells, splits and numbers as Python does."""
    page.goto(address(site, "index.html"))
    run = """corpus => {
      const core = nq57SearchCore, wrong = [];
      const check = (name, got, [given, wanted]) =>
        JSON.stringify(got) === JSON.stringify(wanted) || wrong.push([name, given, got, wanted]);
      for (const row of [...corpus.fold, ...corpus.letters]) check('fold', core.fold(row[0]), row);
      for (const row of corpus.spelling) check('spelling', core.spelling(row[0]), row);
      for (const row of corpus.words)
        check('words', core.words(row[0]).map((w) => [w.exact, w.folded, w.glued]), row);
      const keys = (text) => core.nodesOf(core.parse(text, { synonyms: [], markers: [] }), () => [])
        .filter((node) => node.glued).map((node) => core.keyOf(node.words));
      for (const row of corpus.numbers) check('numbers', keys(row[0]), row);
      return wrong;
    }"""
    assert page.evaluate(run, CORPUS) == []


def test_both_languages_fold_every_letter_of_our_scripts(page: Page, site: Path) -> None:
    """Every character from Latin to Cyrillic, and of extended Latin, folds the same on both sides."""
    page.goto(address(site, "index.html"))
    signs = [chr(code) for code in [*range(0x20, 0x530), *range(0x1E00, 0x2070), *range(0x2C60, 0x2C7C)]]
    folded = page.evaluate("signs => signs.map((sign) => nq57SearchCore.fold(sign))", signs)
    assert [(s, theirs) for s, theirs in zip(signs, folded, strict=True) if theirs != fold(s)] == []
