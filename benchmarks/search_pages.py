"""Queries asked in browsers: what is found, what it costs, and whether all browsers and ways agree."""

from __future__ import annotations

import gzip
import statistics
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from shutil import which
from urllib.parse import quote

from playwright.sync_api import Browser, Page

from nq57.search import Entry
from search_firefox import firefox
from search_queries import Query
from search_rivals import served

SLOW = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 100_000}
ASK_PAGEFIND = """async text => { const started = performance.now();
  const found = await (await import('/pagefind/pagefind.js')).search(text);
  const ten = await Promise.all(found.results.slice(0, 10).map((one) => one.data()));
  return {seconds: (performance.now() - started) / 1000, urls: ten.map((one) => one.url)}; }"""
ASK_OURS = """async text => (await index.ask(text + ' ', true)).hits.map(({ entry }) => urls.get(entry))"""
READ_CARDS = """async () => { window.index = nq57SearchIndex('_search/');
  await index.ask('a');
  await index.facet('kind');
  const all = nq57SearchCore.postings(nq57SearchData.get('f'), nq57SearchData.get('root').space);
  const entries = [...all.of.keys()], cards = await index.cards(entries);
  window.urls = new Map(entries.map((entry, at) => [entry, cards[at].url])); }"""
# What a page of results shows and has loaded, once nothing moves any more.
SETTLED = """new Promise((done) => { let seen = -1, still = 0;
  const look = () => {
    const scripts = [...document.querySelectorAll('script[src*="_search/"]')];
    const files = scripts.map((one) => one.getAttribute('src'));
    const busy = document.querySelector('#all').getAttribute('aria-busy') !== 'false';
    still = busy || files.length !== seen ? 0 : still + 1;
    seen = files.length;
    if (still < 10) setTimeout(look, 50);
    else done([[...document.querySelectorAll('.nq57-hit a')].map((one) => one.textContent), files.sort()]); };
  look(); })"""
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


def sample(asked: Sequence[Query]) -> list[Query]:
    """Return some fifty queries of all classes."""
    by_sort: dict[str, list[Query]] = defaultdict(list)
    for query in asked:
        by_sort[query.sort].append(query)
    return [query for some in by_sort.values() for query in some[:6]]


@contextmanager
def page_of(browser: Browser) -> Iterator[Page]:
    """Open a page that has nothing in its cache."""
    with browser.new_context() as context:
        yield context.new_page()


def print_recall(
    browser: Browser, site: Path, entries: Sequence[Entry], asked: Sequence[Query]
) -> dict[str, float]:
    """Print for each class how much of what answers is found, and whether it comes first."""
    ids = {entry.url: entry.id for entry in entries}
    rows: dict[str, list[tuple[float, ...]]] = defaultdict(list)
    with page_of(browser) as page:
        page.goto((site / "search.html").as_uri())
        page.evaluate(READ_CARDS)
        for query in asked:
            names = [ids[url] for url in page.evaluate(ASK_OURS, query.text)]
            rows[query.sort].append(_scores(names, query.truth))
    print("class     queries  in first 10  in first 20  of all  they come first  and nothing else")
    means = {
        sort: [statistics.mean(column) for column in zip(*some, strict=True)] for sort, some in rows.items()
    }
    for sort, (ten, twenty, every, first, alone) in means.items():
        found = f"{ten:11.3f}  {twenty:11.3f}  {every:6.3f}  {first:15.3f}  {alone:16.3f}"
        print(f"{sort:9} {len(rows[sort]):7}  {found}")
    print(flush=True)
    return {
        "bare20": means["bare"][1],
        "bare": min(means[sort][2] for sort in ("bare", "nfc", "nfd")),
        "toned10": means["toned"][0],
        "number": means["number"][3],
        "typo20": means["typo"][1],
        "phrase": means["phrase"][4],
        "kind": means["kind"][3],
    }


def _scores(found: Sequence[str], truth: frozenset[str]) -> tuple[float, ...]:
    def share(most: int) -> float:
        return len({*found[:most]} & truth) / (min(most, len(truth)) or 1)

    return share(10), share(20), share(10**9), {*found[: len(truth)]} == truth, {*found} == truth


def print_costs(browser: Browser, site: Path, asked: Sequence[Query]) -> dict[str, float]:
    """Print what a cold query costs, by way: a folder, a server, a slow line, Pagefind."""
    with served(site) as address:
        ways: dict[str, Callable[[Query], Cost]] = {
            "ours, file://": lambda query: ask_ours(browser, site, site.as_uri() + "/", query),
            "ours, http": lambda query: ask_ours(browser, site, address, query),
            "ours, slow": lambda query: ask_ours(browser, site, address, query, slow=True),
        }
        if find_spec("pagefind") is not None:
            ways["Pagefind, http"] = lambda query: ask_pagefind(browser, site, address, query)
            ways["Pagefind, slow"] = lambda query: ask_pagefind(browser, site, address, query, slow=True)
        rows = print_ways(ways, asked)
    packed = sorted(cost.packed / 1000 for cost in rows["ours, file://"])
    found = {"median": statistics.median(packed), "p95": _high(packed), "max": packed[-1]}
    if "Pagefind, slow" in rows:
        ours, theirs = (
            statistics.median(cost.seconds for cost in rows[name])
            for name in ("ours, slow", "Pagefind, slow")
        )
        found["slow"] = ours / theirs
    return found


def print_growth(browser: Browser, site: Path, asked: Sequence[Query]) -> float:
    """Print what queries cost in a larger index, and return the median of kilobytes."""
    ways = {"ours, grown": lambda query: ask_ours(browser, site, site.as_uri() + "/", query)}
    return statistics.median(cost.packed / 1000 for cost in print_ways(ways, asked)["ours, grown"])


def print_ways(ways: Mapping[str, Callable[[Query], Cost]], asked: Sequence[Query]) -> dict[str, list[Cost]]:
    """Print a row for each way to ask all queries, and return what they cost."""
    print("cold              queries  requests  KB raw  KB gzip median  p95   max   first ms  p95   marked")
    rows = {}
    for name, way in ways.items():
        costs = rows[name] = [way(query) for query in asked]
        packed = sorted(cost.packed / 1000 for cost in costs)
        first = sorted(1000 * cost.seconds for cost in costs)
        print(
            f"{name:17} {len(costs):7} {statistics.median(cost.requests for cost in costs):9.0f}"
            f" {statistics.median(cost.raw for cost in costs) / 1000:7.0f} {statistics.median(packed):15.1f}"
            f" {_high(packed):5.1f} {packed[-1]:5.1f} {statistics.median(first):9.0f} {_high(first):5.0f}"
            f" {statistics.mean(cost.marked for cost in costs):8.3f}",
            flush=True,
        )
    print()
    return rows


def _high(rising: Sequence[float]) -> float:
    return rising[int(len(rising) * 0.95)]


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


def print_keys(browser: Browser, site: Path, asked: Sequence[Query]) -> dict[str, float]:
    """Print how long an answer takes with the index in memory, and the heap after all of them."""
    with page_of(browser) as page:
        page.goto((site / "search.html").as_uri())
        page.evaluate("window.index = nq57SearchIndex('_search/')")
        ours = []
        for query in asked:
            page.evaluate(TIME_OURS, query.text)
            ours.append(page.evaluate(TIME_OURS, query.text))
        session = page.context.new_cdp_session(page)
        session.send("HeapProfiler.collectGarbage")
        found = {"heap": session.send("Runtime.getHeapUsage")["usedSize"] / 1e6}
    ours.sort()
    print(f"a key, warm: {statistics.median(ours):.1f} ms, p95 {_high(ours):.1f} ms")
    print(f"heap after {len(asked)} queries: {found['heap']:.1f} MB")
    if find_spec("pagefind") is not None:
        theirs = _pagefind_keys(browser, site, asked)
        print(f"Pagefind: {statistics.median(theirs):.1f} ms, p95 {_high(theirs):.1f} ms", flush=True)
        found["key"] = statistics.median(ours) / statistics.median(theirs)
        found["key95"] = _high(ours) / _high(theirs)
    return found


def _pagefind_keys(browser: Browser, site: Path, asked: Sequence[Query]) -> list[float]:
    with served(site) as address, page_of(browser) as page:
        page.goto(address + "search.html")
        return sorted(
            [page.evaluate(ASK_PAGEFIND, query.text)["seconds"] for _ in range(2)][1] * 1000
            for query in asked
        )


def print_same(browser: Browser, site: Path, asked: Sequence[Query]) -> dict[str, float]:
    """Print how many queries show the same results from the same files by every way."""
    pages = [f"search.html?q={quote(query.text)}" for query in asked]
    with served(site) as address:
        folder, server = (
            [_settled(browser, base + name) for name in pages] for base in (_base(site), address)
        )
    same = statistics.mean(one == other for one, other in zip(folder, server, strict=True))
    print(f"the same from file:// and http: {same:.3f}", end="")
    if which("firefox") is None:
        print("; no Firefox here")
        return {"same": same}
    with firefox() as reader:
        other = []
        for name in pages:
            reader.open(_base(site) + name)
            other.append(reader.run(f"{SETTLED}.then(arguments[0])"))
    unlike = [query.text for query, one, there in zip(asked, folder, other, strict=True) if one != there]
    print(f", and in Firefox from file:// but for {unlike}\n", flush=True)
    return {"same": same, "firefox": 1 - len(unlike) / len(asked)}


def _base(site: Path) -> str:
    return site.as_uri() + "/"


def _settled(browser: Browser, address: str) -> object:
    with page_of(browser) as page:
        page.goto(address)
        return page.evaluate(SETTLED)
