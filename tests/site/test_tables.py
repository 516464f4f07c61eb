"""Tables sort, filter and save what they show; lists filter by what their items carry: all from a folder."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

STATIC = Path(__file__).parents[2] / "docs" / "_static"

HEAD = "<thead><tr><th>Province</th><th>Délai</th><th>Date</th></tr></thead>"
ROWS = (
    ("Đồng Nai", "12", "", "inconnu"),
    ("Da Nang", "-40", "2025-03", "mars 2025"),
    ("Điện Biên", "9", "2025-02-13", "13 février 2025"),
    ("Ăn Giang", "", "2024-12-22", "22 décembre 2024"),
    ("An Giang", "100", "2025-03-04", "4 mars 2025"),
)
EVIDENCE = (
    '<details class="nq57-evidence"><summary>source</summary>'
    "<div><q>phrase, {n}</q> <cite>Journal</cite></div></details>"
)


def row(name: str, delay: str, sort: str, date: str, more: str = "") -> str:
    """Write a row as the templates do: keys in data-sort, evidence folded."""
    return (
        f'<tr {more}><th scope="row">{name} {EVIDENCE.format(n=name)}</th>'
        f'<td data-sort="{delay}">{delay} j</td><td data-sort="{sort}">{date}</td></tr>'
    )


def table(*rows: str) -> str:
    """Write a table in the box that it scrolls in."""
    body = "".join(rows)
    return f'<div class="nq57-scroll"><table class="nq57-table">{HEAD}<tbody>{body}</tbody></table></div>'


PLAIN = table(*(row(*cells) for cells in ROWS))
MANY = table(*(row(*cells) for cells in ROWS * 2))


@pytest.fixture(scope="module")
def core(browser: Browser) -> Iterator[Page]:
    """A blank page with the pure functions alone."""
    page = browser.new_page()
    for name in ("search-core", "table-core"):
        page.add_script_tag(path=STATIC / f"{name}.js")
    yield page
    page.close()


@pytest.fixture
def shell(site: Path, tmp_path: Path, visit: Callable[..., Page]) -> Callable[..., Page]:
    """Return a function that opens a body in the frame of the site's pages, beside the site's own scripts."""
    folder = tmp_path / "thư mục #1"
    folder.mkdir()
    (folder / "_static").symlink_to(site / "_static", target_is_directory=True)
    html = (site / "tasks.html").read_text("utf-8")

    def open_body(body: str, after: str = "", width: int = 1280) -> Page:
        page = re.sub(
            r"(<article[^>]*>).*(</article>)", lambda found: found[1] + body + found[2], html, flags=re.S
        )
        (folder / "tasks.html").write_text(page, "utf-8")
        return visit(folder / "tasks.html", after, width=width)

    return open_body


def names(page: Page) -> list[str]:
    """Return the first words of the rows that are seen, in their order."""
    return [text.split("source")[0].strip() for text in page.locator("tbody tr:visible th").all_inner_texts()]


@pytest.mark.parametrize(
    ("keys", "ascending", "descending"),
    [
        (["10", "9", "-40", "1.5"], ["-40", "1.5", "9", "10"], ["10", "9", "1.5", "-40"]),
        (
            ["2025-03-04", "2025", "2024-12-22", "2025-03"],
            ["2024-12-22", "2025", "2025-03", "2025-03-04"],
            ["2025-03-04", "2025-03", "2025", "2024-12-22"],
        ),
        (
            ["Đồng", "Dung", "Ăn", "An", "Ân"],
            ["An", "Ăn", "Ân", "Dung", "Đồng"],
            ["Đồng", "Dung", "Ân", "Ăn", "An"],
        ),
        (["b", "", "a"], ["a", "b", ""], ["b", "a", ""]),
        (["G10", "G2", "7"], ["7", "G2", "G10"], ["G10", "G2", "7"]),
    ],
)
def test_keys_sort_as_people_expect(
    core: Page, keys: list[str], ascending: list[str], descending: list[str]
) -> None:
    """Numbers by value, dates by time, words in the Vietnamese order; what is unknown is last both ways."""
    sort = "([keys, down]) => nq57TableCore.order(keys, down).map(at => keys[at])"
    assert core.evaluate(sort, [keys, False]) == ascending
    assert core.evaluate(sort, [keys, True]) == descending


@pytest.mark.parametrize(
    ("cell", "saved"),
    [
        ("=1+1", "'=1+1"),
        ("+cmd", "'+cmd"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("\rx", '"\'\rx"'),
        ("＝1", "'＝1"),
        ('=A("x")', '"\'=A(""x"")"'),
        ("-12", "-12"),
        ("+5.5", "+5.5"),
        ("a, b", '"a, b"'),
        ('dit "oui"', '"dit ""oui"""'),
        ("a\nb", '"a\nb"'),
        ("Đồng", "Đồng"),
    ],
)
def test_a_saved_cell_is_quoted_and_never_runs(core: Page, cell: str, saved: str) -> None:
    """RFC 4180 where it asks, an apostrophe before what a spreadsheet would run; a number stays one."""
    assert core.evaluate("cell => nq57TableCore.csv([[cell]])", cell) == f"\ufeff{saved}\r\n"


@pytest.mark.parametrize(
    ("path", "root", "name"),
    [
        ("/x y/site/tasks.html", "./", "tasks.csv"),
        ("/site/documents/index.html", "../", "documents-index.csv"),
        ("/site/documents/57-nq-tw.html", "../", "documents-57-nq-tw.csv"),
        ("/Đổi mới.html", "", "doi-moi.csv"),
        ("/…", "", "table.csv"),
    ],
)
def test_a_file_is_named_after_its_page(core: Page, path: str, root: str, name: str) -> None:
    """The name is the way from the root of the site, in plain letters."""
    script = "([path, root]) => nq57TableCore.fileName([nq57TableCore.pageName(path, root)])"
    assert core.evaluate(script, [path, root]) == name


def test_a_heading_sorts_by_keyboard_and_says_so(shell: Callable[..., Page]) -> None:
    """Enter on a heading sorts up, once more down; only that heading is marked; the rest waits last."""
    page = shell(PLAIN)
    button = page.get_by_role("button", name="Délai")
    button.focus()
    page.keyboard.press("Enter")
    assert names(page) == ["Da Nang", "Điện Biên", "Đồng Nai", "An Giang", "Ăn Giang"]
    heading = page.locator("thead th").nth(1)
    expect(heading).to_have_attribute("aria-sort", "ascending")
    page.keyboard.press("Enter")
    assert names(page) == ["An Giang", "Đồng Nai", "Điện Biên", "Da Nang", "Ăn Giang"]
    expect(heading).to_have_attribute("aria-sort", "descending")
    page.get_by_role("button", name="Province").click()
    assert names(page) == ["An Giang", "Ăn Giang", "Da Nang", "Điện Biên", "Đồng Nai"]
    expect(page.locator("thead [aria-sort]")).to_have_count(1)
    page.get_by_role("button", name="Date").click()
    assert names(page) == ["Ăn Giang", "Điện Biên", "Da Nang", "An Giang", "Đồng Nai"]


def test_a_heading_with_a_link_keeps_it(shell: Callable[..., Page]) -> None:
    """Where a heading leads somewhere, its button stands beside the link and is named after the column."""
    linked = PLAIN.replace("<th>Délai</th>", '<th><a href="#x" title="Le délai">D1</a></th>')
    page = shell(linked + '<p id="x"></p>')
    expect(page.locator("thead button a")).to_have_count(0)
    page.get_by_role("button", name="Trier par D1 — Le délai").click()
    assert names(page)[0] == "Da Nang"


def test_the_filter_needs_no_accents_and_counts(shell: Callable[..., Page]) -> None:
    """Words in any order, with or without marks; the count is told; folded evidence is not searched."""
    page = shell(MANY)
    box, count = page.get_by_label("Filtrer les lignes"), page.locator(".nq57-tools [role=status]")
    expect(count).to_have_text("10 lignes sur 10")
    box.fill("fevrier DIEN")
    expect(count).to_have_text("2 lignes sur 10")
    assert names(page) == ["Điện Biên", "Điện Biên"]
    box.fill("phrase")
    expect(count).to_have_text("0 lignes sur 10")
    box.fill("")
    expect(count).to_have_text("10 lignes sur 10")


def test_a_small_table_has_no_filter(shell: Callable[..., Page]) -> None:
    """Five rows are seen at a glance: they sort and can be saved."""
    page = shell(PLAIN)
    expect(page.get_by_label("Filtrer les lignes")).to_be_hidden()
    expect(page.get_by_role("button", name="CSV")).to_be_visible()


def test_what_is_saved_is_what_is_shown(shell: Callable[..., Page]) -> None:
    """The rows left by the filter in the order of the screen, and the sentences in a column of their own."""
    page = shell(MANY)
    page.get_by_label("Filtrer les lignes").fill("giang")
    page.get_by_role("button", name="Province").click()
    with page.expect_download() as got:
        page.get_by_role("button", name="CSV").click()
    assert got.value.suggested_filename == "tasks.csv"
    content = Path(str(got.value.path())).read_bytes()
    assert content.startswith(b"\xef\xbb\xbfProvince,Province : source,")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert rows == [
        ["Province", "Province : source", "Délai", "Date"],
        *[["An Giang", "“phrase, An Giang” — Journal", "100 j", "4 mars 2025"]] * 2,
        *[["Ăn Giang", "“phrase, Ăn Giang” — Journal", "j", "22 décembre 2024"]] * 2,
    ]


def test_parts_of_a_list_share_their_tools(shell: Callable[..., Page]) -> None:
    """Tables one after another under the same headings sort and are saved as one list, part by part."""
    parts = "".join(
        f'<h2>{name} <span class="nq57-count">5</span></h2>{held}'
        for name, held in (("Nord", PLAIN), ("Sud", table(row(*ROWS[1]))))
    )
    page = shell(parts + "<p>autre</p>" + table(row(*ROWS[0])))
    expect(page.locator(".nq57-tools")).to_have_count(2)
    page.get_by_role("button", name="Délai").nth(1).click()
    expect(page.locator("th[aria-sort=ascending]")).to_have_count(2)
    with page.expect_download() as got:
        page.get_by_role("button", name="CSV").first.click()
    assert got.value.suggested_filename == "tasks-nord.csv"
    rows = list(csv.reader(Path(str(got.value.path())).read_text("utf-8-sig").splitlines()))
    assert [cells[:2] for cells in rows][:2] == [["Groupe", "Province"], ["Nord", "Da Nang"]]
    assert rows[-1][0] == "Sud"


def test_an_empty_part_goes_with_its_heading(shell: Callable[..., Page]) -> None:
    """A group in which nothing matches is not left as a bare heading."""
    page = shell(f"<h2>Nord</h2>{MANY}<h2>Sud</h2>{table(row(*ROWS[1]))}")
    page.get_by_label("Filtrer les lignes").fill("bien")
    expect(page.get_by_role("heading", name="Nord")).to_be_visible()
    expect(page.get_by_role("heading", name="Sud")).to_be_hidden()


def test_a_phone_sorts_by_a_list(shell: Callable[..., Page]) -> None:
    """Headings are out of sight on a phone, and of the way of the keyboard; a list sorts in their place."""
    page = shell(PLAIN, width=375)
    choice = page.get_by_label("Trier")
    choice.select_option(label="Délai, décroissant")
    assert names(page)[0] == "An Giang"
    choice.select_option("")
    assert names(page) == [cells[0] for cells in ROWS]
    expect(page.locator("thead button").first).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_paper_and_readers_without_scripts_see_the_table_alone(
    shell: Callable[..., Page], browser: Browser
) -> None:
    """Tools are not printed; without a script there are none, and the form of a list is not shown."""
    page = shell(MANY)
    page.emulate_media(media="print")
    expect(page.locator(".nq57-tools")).to_be_hidden()
    context = browser.new_context(java_script_enabled=False, offline=True)
    still = context.new_page()
    still.goto(page.url)
    expect(still.locator("tbody tr")).to_have_count(10)
    expect(still.locator(".nq57-tools")).to_have_count(0)
    context.close()


FORM = """<form class="nq57-filter" data-nq57-filter="#list" data-text-count="{n} sur {total}" hidden>
<label>Niveau <select name="level"><option value="">tous</option>
<option value="province">Province</option></select></label>
<label>Province <select name="province"><option value="">toutes</option>
<option value="hung-yen">Hưng Yên</option></select></label>
<label>Depuis <input type="date" name="since"></label>
<button type="reset">Tout montrer</button> <output></output></form>"""
LIST = """<div id="list"><section><h2>mars <b class="nq57-count">2</b></h2><ul>
<li data-level="politburo" data-province="" data-date="2025-03-04">a</li>
<li data-level="province" data-province="dak-lak hung-yen" data-date="2025-03">b</li></ul></section>
<section><h2>avril</h2><ul>
<li data-level="province" data-province="dak-lak" data-date="2025-04-16">c</li></ul></section></div>"""


def test_a_list_filters_and_keeps_it_in_the_address(shell: Callable[..., Page]) -> None:
    """Items that do not match go, and months with them; the address says it, and a reload keeps it."""
    page = shell(FORM + LIST)
    items, count = page.locator("#list li:visible"), page.locator("output")
    expect(count).to_have_text("3 sur 3")
    page.locator("select[name=province]").select_option("hung-yen")
    expect(items).to_have_text(["b"])
    expect(count).to_have_text("1 sur 3")
    expect(page.get_by_role("heading", name="avril")).to_be_hidden()
    expect(page.locator("#list .nq57-count")).to_have_text("1")
    assert page.url.endswith("?province=hung-yen")
    page.reload()
    expect(items).to_have_text(["b"])
    page.get_by_role("button", name="Tout montrer").click()
    expect(count).to_have_text("3 sur 3")
    assert "?" not in page.url


def test_a_date_keeps_what_may_be_later(shell: Callable[..., Page]) -> None:
    """A month is kept while any of its days is not before the date asked for."""
    page = shell(FORM + LIST, "?since=2025-03-10&level=unheard-of")
    expect(page.locator("#list li:visible")).to_have_text(["b", "c"])
    page.get_by_label("Depuis").fill("2025-04-01")
    expect(page.locator("#list li:visible")).to_have_text(["c"])


def test_a_table_in_a_list_counts_what_the_form_leaves(shell: Callable[..., Page]) -> None:
    """Form and filter box go together: a row is shown, counted and saved when both keep it."""
    rows = [
        row(*cells, more=f'data-level="{"province" if at % 2 else "politburo"}"')
        for at, cells in enumerate(ROWS * 2)
    ]
    page = shell(f'{FORM}<div id="list">{table(*rows)}</div>', "?level=province")
    expect(page.locator("output")).to_have_text("5 sur 10")
    count = page.locator(".nq57-tools [role=status]")
    expect(count).to_have_text("5 lignes sur 10")
    page.get_by_label("Filtrer les lignes").fill("giang")
    expect(count).to_have_text("2 lignes sur 10")
    assert len(names(page)) == 2


@pytest.mark.parametrize("name", ["tasks", "figures", "coverage", "by-issuer", "documents/index"])
def test_every_table_of_a_page_has_its_tools(site: Path, visit: Callable[..., Page], name: str) -> None:
    """Indexes, registers and grids sort and can be saved."""
    page = visit(site / f"{name}.html")
    expect(page.locator(".nq57-tools").first).to_be_visible()
    rows = page.locator("table.nq57-table:has(tbody tr + tr)")
    assert rows.count() > 0
    expect(rows.locator("thead:not(:has(button))")).to_have_count(0)
