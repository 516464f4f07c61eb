"""Measure the search over invented notes, beside Pagefind and the stock index of Sphinx on the same notes.

    python benchmarks/search.py [--notes 10000] [--seed 57] [--each 30] [--entries FILE.jsonl]

Prints size and time of the index, what changes with a note, then for each class of query recall, requests,
bytes and time in headless Chromium: through ``file://`` and http, every query on a new page without cache.
Pagefind is measured where it is installed (``pip install "pagefind[bin]==1.5.2"``).
"""

from __future__ import annotations

import argparse
import gzip
import shutil
import statistics
import tempfile
import time
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from nq57.search import Entry, build
from search_queries import Query, queries
from search_rivals import build_pagefind, index_pagefind, served, stock_size
from search_texts import SYNONYMS, notes

ROOT = Path(__file__).resolve().parents[1]
SCRIPTS = ("core", "rank", "marks", "index", "view", "page", "box", "opened")
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 100_000}
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>t</title>
<link rel="stylesheet" href="_static/search.css">{scripts}</head><body><form role="search" class="nq57-search"
 data-root="" data-index="_search/" action="search.html" method="get" data-results="all">
<input type="search" name="q" aria-label="Search"></form><main><div id="all"></div></main></body></html>"""
ASK_PAGEFIND = """async text => { const started = performance.now();
  const found = await (await import('/pagefind/pagefind.js')).search(text);
  const ten = await Promise.all(found.results.slice(0, 10).map((one) => one.data()));
  return {seconds: (performance.now() - started) / 1000, urls: ten.map((one) => one.url)}; }"""
ASK_OURS = """async ([text, most]) => { const found = await index.ask(text + ' ', true);
  return (await index.cards(found.hits.slice(0, most).map((hit) => hit.entry))).map((card) => card.url); }"""
TIME_OURS = """async text => { const at = performance.now(), found = await index.ask(text);
  await index.cards(found.hits.slice(0, 10).map((hit) => hit.entry)); return performance.now() - at; }"""
# From the first request for the index (on focus, or when the page of results opens) to the first results.
TYPE_OURS = """text => new Promise((resolve) => { const input = document.querySelector('input[name=q]');
  const asked = performance.getEntriesByType('resource').find((one) => one.name.includes('/_search/'));
  const started = asked ? asked.startTime : performance.now();
  new MutationObserver((_, seen) => {
    if (!document.querySelector('.nq57-hit, .nq57-search-offers li')) return;
    seen.disconnect();
    resolve(performance.now() - started);
  }).observe(document.getElementById('all'), { childList: true, subtree: true });
  input.value = text; input.dispatchEvent(new Event('input', { bubbles: true })); })"""
HAVE_MARKS = "all => all.map((one) => Boolean(one.querySelector('mark')))"


@dataclass(frozen=True)
class Cost:
    """What one cold query cost: requests, bytes raw and gzipped, seconds to the first results."""

    requests: int
    raw: int
    packed: int
    seconds: float
    marked: float = 0.0


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--notes", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=57)
    parser.add_argument("--each", type=int, default=30, help="queries of each class")
    options = parser.parse_args()
    entries = list(notes(options.notes, options.seed))
    asked = queries(entries, options.each)
    text = sum(len(entry.text.encode()) for entry in entries)
    print(f"# {len(entries)} notes, {text / 1e6:.1f} MB of text, {len(asked)} queries\n")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = Path(folder)
        ours = write_site(entries, site)
        print_changes(entries)
        pagefind = find_spec("pagefind") is not None
        if pagefind:
            print_pagefind(entries, site, ours)
        raw, packed = stock_size(entries)
        print(f"Sphinx stock: one file, {raw / 1e6:.1f} MB, {packed / 1e6:.2f} MB gzipped\n")
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        print_recall(browser, site, entries, asked)
        print_costs(browser, site, sample(asked), pagefind=pagefind)
        print_keys(browser, site, sample(asked))
        browser.close()


def sample(asked: Sequence[Query]) -> list[Query]:
    """Return some fifty queries of all classes."""
    by_sort: dict[str, list[Query]] = defaultdict(list)
    for query in asked:
        by_sort[query.sort].append(query)
    return [query for some in by_sort.values() for query in some[:6]]


def write_site(entries: Sequence[Entry], site: Path) -> float:
    """Write the index and a page that searches it, print its size, and return the seconds it took."""
    started = time.perf_counter()
    files = build(entries, SYNONYMS)
    taken = time.perf_counter() - started
    (site / "_search").mkdir()
    packed = 0
    with zipfile.ZipFile(site / "index.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in files.items():
            (site / "_search" / name).write_bytes(content)
            archive.writestr(name, content)
    packed = (site / "index.zip").stat().st_size
    shutil.copytree(ROOT / "docs/_static", site / "_static")
    names = [*(f"search-{name}" for name in SCRIPTS), "search"]
    scripts = "".join(f'<script defer src="_static/{name}.js"></script>' for name in names)
    (site / "search.html").write_text(PAGE.format(scripts=scripts), "utf-8")
    raw = sum(map(len, files.values()))
    print(f"ours: {len(files)} files, {raw / 1e6:.1f} MB, {packed / 1e6:.2f} MB zipped, {taken:.1f} s")
    return taken


def print_changes(entries: Sequence[Entry]) -> None:
    """Print how many files change when a note is edited and when one comes."""
    some = list(entries[:2000])
    before = build(some, SYNONYMS)
    edited = [replace(some[7], text=some[7].text + " zzyzx"), *some[:7], *some[8:]]
    new = replace(
        some[0], id="new", url="new.html", number="9999-NQ/TW", titles=("Ghi chú",), label="Ghi chú"
    )
    print(f"an edit changes {changed(before, build(edited, SYNONYMS))} files, ", end="")
    short = build([*some, replace(new, text="Một câu.", date="2027-01-01")], SYNONYMS)
    long = build([*some, replace(new, date="2027-01-01")], SYNONYMS)
    print(f"a short new note {changed(before, short)}, a long one {changed(before, long)}")


def changed(before: dict[str, bytes], after: dict[str, bytes]) -> int:
    """Return how many files differ."""
    return sum(before.get(name) != after.get(name) for name in before.keys() | after.keys())


def print_pagefind(entries: Sequence[Entry], site: Path, ours: float) -> None:
    """Build Pagefind's index beside ours and print its size and time."""
    build_pagefind(entries, site)
    started = time.perf_counter()
    index_pagefind(site)
    taken = time.perf_counter() - started
    files = [path for path in (site / "pagefind").rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in files)
    print(f"Pagefind: {len(files)} files, {size / 1e6:.1f} MB (gzipped as they are), {taken:.1f} s", end="")
    print(f"; ours takes {ours / taken:.2f} of its time")


@contextmanager
def page_of(browser: Browser) -> Iterator[Page]:
    """Open a page that has nothing in its cache."""
    with browser.new_context() as context:
        yield context.new_page()


def print_recall(browser: Browser, site: Path, entries: Sequence[Entry], asked: Sequence[Query]) -> None:
    """Print for each class how much of what answers is found, and whether it comes first."""
    ids = {entry.url: entry.id for entry in entries}
    rows: dict[str, list[tuple[float, float, bool, bool]]] = defaultdict(list)
    with page_of(browser) as page:
        page.goto((site / "search.html").as_uri())
        page.evaluate("window.index = nq57SearchIndex('_search/')")
        for query in asked:
            found = [ids[url] for url in page.evaluate(ASK_OURS, [query.text, 10_000])]
            top, full = set(found[:20]), set(found)
            most = min(20, len(query.truth)) or 1
            right = set(found[: len(query.truth)]) == query.truth
            share = len(full & query.truth) / (len(query.truth) or 1)
            rows[query.sort].append((len(top & query.truth) / most, share, right, full == query.truth))
    print("class     queries  recall@20  of all  they come first  and nothing else")
    for sort, some in rows.items():
        means = [statistics.mean(column) for column in zip(*some, strict=True)]
        print(f"{sort:9} {len(some):7}  {means[0]:9.3f}  {means[1]:6.3f}  {means[2]:15.3f}  {means[3]:16.3f}")
    print()


def print_costs(browser: Browser, site: Path, asked: Sequence[Query], *, pagefind: bool) -> None:
    """Print what a cold query costs, by way: a folder, a server, a slow line, Pagefind."""
    print("cold              queries  requests  KB raw  KB gzip median  p95   max   first ms  p95   marked")
    with served(site) as address:
        ways: dict[str, Callable[[Query], Cost]] = {
            "ours, file://": lambda query: ask_ours(browser, site, site.as_uri() + "/", query),
            "ours, http": lambda query: ask_ours(browser, site, address, query),
            "ours, slow": lambda query: ask_ours(browser, site, address, query, slow=True),
        }
        if pagefind:
            ways["Pagefind, http"] = lambda query: ask_pagefind(browser, site, address, query)
            ways["Pagefind, slow"] = lambda query: ask_pagefind(browser, site, address, query, slow=True)
        for name, way in ways.items():
            print_way(name, [way(query) for query in asked])
    print()


def print_way(name: str, costs: Sequence[Cost]) -> None:
    """Print one row."""
    packed, first = (
        sorted(cost.packed / 1000 for cost in costs),
        sorted(1000 * cost.seconds for cost in costs),
    )
    high = int(len(costs) * 0.95)
    print(
        f"{name:17} {len(costs):7} {statistics.median(cost.requests for cost in costs):9.0f}"
        f" {statistics.median(cost.raw for cost in costs) / 1000:7.0f} {statistics.median(packed):15.1f}"
        f" {packed[high]:5.1f} {packed[-1]:5.1f} {statistics.median(first):9.0f} {first[high]:5.0f}"
        f" {statistics.mean(cost.marked for cost in costs):8.3f}"
    )


def ask_ours(browser: Browser, site: Path, address: str, query: Query, *, slow: bool = False) -> Cost:
    """Ask on the page of results; what it loads after its results are there does not count."""
    with page_of(browser) as page:
        names: list[str] = []
        page.on("request", lambda request: names.append(request.url) if "/_search/" in request.url else None)
        if slow:
            page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", SLOW)
        page.goto(address + "search.html")
        taken = page.evaluate(TYPE_OURS, query.text) / 1000
        files = [site / "_search" / name.rpartition("/")[2] for name in list(names)]
        page.wait_for_selector("#all[aria-busy=false]")
        marked = page.locator(".nq57-hit").evaluate_all(HAVE_MARKS)
    data = [file.read_bytes() for file in files]
    packed = sum(len(gzip.compress(content)) for content in data)
    return Cost(len(data), sum(map(len, data)), packed, taken, statistics.mean(marked) if marked else 1.0)


def ask_pagefind(browser: Browser, site: Path, address: str, query: Query, *, slow: bool = False) -> Cost:
    """Ask Pagefind for its first ten results with their excerpts."""
    with page_of(browser) as page:
        page.goto(address + "search.html")
        if slow:
            page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", SLOW)
        names: list[str] = []
        page.on("request", lambda request: names.append(request.url))
        found = page.evaluate(ASK_PAGEFIND, query.text)
    files = [site / name.removeprefix(address).partition("?")[0] for name in names]
    data = [file.read_bytes() for file in files]
    packed = sum(min(len(content), len(gzip.compress(content))) for content in data)
    return Cost(len(data), sum(map(len, data)), packed, found["seconds"])


def print_keys(browser: Browser, site: Path, asked: Sequence[Query]) -> None:
    """Print how long the list takes to follow a key, with the index in memory."""
    taken: list[float] = []
    with page_of(browser) as page:
        page.goto((site / "search.html").as_uri())
        page.evaluate("window.index = nq57SearchIndex('_search/')")
        for query in asked:
            page.evaluate("text => index.ask(text)", query.text)
            taken.append(page.evaluate(TIME_OURS, query.text))
        session = page.context.new_cdp_session(page)
        session.send("HeapProfiler.collectGarbage")
        heap = session.send("Runtime.getHeapUsage")["usedSize"] / 1e6
    taken.sort()
    print(f"a key, warm: {statistics.median(taken):.1f} ms, p95 {taken[int(len(taken) * 0.95)]:.1f} ms")
    print(f"heap after {len(asked)} queries: {heap:.1f} MB")


if __name__ == "__main__":
    main()
