"""Measure the search over invented notes, beside Pagefind and the stock index of Sphinx on the same notes.

    python benchmarks/search.py [--notes 10000] [--growth 50000] [--seed 57] [--each 30] [--typos 500]

Prints size and time of the index, what changes with a note, then for each class of query recall, requests,
bytes and time in headless Chromium: through ``file://`` and http, every query on a new page without cache;
whether Firefox gives the same; last, each target beside what was measured. Pagefind is measured where it is
installed (``pip install "pagefind[bin]==1.5.2"``), growth where it is asked for.
"""

from __future__ import annotations

import argparse
import gzip
import io
import shutil
import tempfile
import time
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

from playwright.sync_api import sync_playwright

from nq57.search import Entry, build
from nq57.views.scripts import BUNDLES, join
from search_pages import print_costs, print_growth, print_keys, print_recall, print_same, sample
from search_queries import queries
from search_rivals import build_pagefind, index_pagefind, stock_size
from search_targets import print_targets
from search_texts import SYNONYMS, notes

ROOT = Path(__file__).resolve().parents[1]
SCRIPTS = ("core", "rank", "marks", "index", "view", "page", "box", "opened")
FACETS = ("f", "f-kind", "f-level", "f-status", "f-year")
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>t</title>
<link rel="stylesheet" href="_static/search.css">{scripts}</head><body><form role="search" class="nq57-search"
 data-root="" data-index="_search/" action="search.html" method="get" data-results="all">
<input type="search" name="q" aria-label="Search"></form><main><div id="all"></div></main></body></html>"""


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--notes", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=57)
    parser.add_argument("--each", type=int, default=30, help="queries of each class")
    parser.add_argument("--typos", type=int, default=500, help="queries with a slip")
    parser.add_argument("--growth", type=int, default=0, help="measure what a query costs at so many too")
    options = parser.parse_args()
    entries = list(notes(options.notes, options.seed))
    asked = queries(entries, options.each, options.typos)
    text = sum(len(entry.text.encode()) for entry in entries)
    print(f"# {len(entries)} notes, {text / 1e6:.1f} MB of text, {len(asked)} queries\n", flush=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = Path(folder) / "site"
        measured = print_index(entries, site)
        raw, packed = stock_size(entries)
        print(f"Sphinx stock: one file, {raw / 1e6:.1f} MB, {packed / 1e6:.2f} MB gzipped\n", flush=True)
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        measured |= print_recall(browser, site, entries, asked)
        measured |= print_costs(browser, site, sample(asked))
        measured |= print_keys(browser, site, sample(asked))
        measured |= print_same(browser, site, sample(asked))
        if options.growth:
            more = Path(folder) / "more"
            write_site(list(notes(options.growth, options.seed)), more)
            measured["growth"] = print_growth(browser, more, sample(asked)) / measured["median"]
        browser.close()
    print_targets(measured)


def print_index(entries: Sequence[Entry], site: Path) -> dict[str, float]:
    """Write and print the index, what a change changes of it, and Pagefind's; return what it took."""
    started = time.process_time()
    files = write_site(entries, site)
    taken = time.process_time() - started
    raw, packed = sum(map(len, files.values())), zipped(files)
    print(f"ours: {len(files)} files, {raw / 1e6:.1f} MB, {packed / 1e6:.2f} MB zipped, {taken:.1f} s of CPU")
    found = {"files": len(files), "raw": raw / 1e6, "zip": packed / 1e6}
    found["facets"] = sum(len(gzip.compress(files[f"{name}.js"])) for name in FACETS) / 1000
    join(shutil.copytree(ROOT / "docs/_static", site / "joined"))
    found["runtime"] = (
        max(len(gzip.compress((site / "joined" / name).read_bytes())) for name in BUNDLES) / 1000
    )
    found |= print_changes(entries, files)
    if find_spec("pagefind") is not None:
        found["build"] = taken / print_pagefind(entries, site)
    return found


def write_site(entries: Sequence[Entry], site: Path) -> dict[str, bytes]:
    """Write the index and a page that searches it; return its files."""
    files = build(entries, SYNONYMS)
    (site / "_search").mkdir(parents=True)
    for name, content in files.items():
        (site / "_search" / name).write_bytes(content)
    shutil.copytree(ROOT / "docs/_static", site / "_static")
    names = [*(f"search-{name}" for name in SCRIPTS), "search"]
    scripts = "".join(f'<script defer src="_static/{name}.js"></script>' for name in names)
    (site / "search.html").write_text(PAGE.format(scripts=scripts), "utf-8")
    return files


def zipped(files: dict[str, bytes]) -> int:
    """Return the bytes of an archive of the files."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packing:
        for name, content in files.items():
            packing.writestr(name, content)
    return len(archive.getvalue())


def print_changes(entries: Sequence[Entry], before: dict[str, bytes]) -> dict[str, float]:
    """Print how many files change when a word of a note does, when one is put in, when a note comes."""
    note = entries[7]
    said = note.text.split()
    edited = replace(note, text=" ".join([*said[:40], "zzyzx", *said[41:]]))
    put_in = replace(note, text=" ".join([*said[:40], "zzyzx", *said[40:]]))
    new = {"id": "new", "url": "new.html", "number": "9999-NQ/TW", "date": "2027-01-01"}
    long = replace(entries[0], titles=("Ghi chú",), label="Ghi chú", **new)
    changes = {
        "edit": [edited, *entries[:7], *entries[8:]],
        "put in": [put_in, *entries[:7], *entries[8:]],
        "insertion": [*entries, replace(long, text="Một câu.")],
        "long": [*entries, long],
    }
    counts = {name: changed(before, build(after, SYNONYMS)) for name, after in changes.items()}
    print(f"another word changes {counts['edit']} files, one put in {counts['put in']}, ", end="")
    print(f"a short new note {counts['insertion']}, a long one {counts['long']}")
    return dict(counts)


def changed(before: dict[str, bytes], after: dict[str, bytes]) -> int:
    """Return how many files differ."""
    return sum(before.get(name) != after.get(name) for name in before.keys() | after.keys())


def print_pagefind(entries: Sequence[Entry], site: Path) -> float:
    """Build Pagefind's index beside ours, print its size and time, and return the latter: seconds of CPU."""
    build_pagefind(entries, site)
    taken = index_pagefind(site)
    files = [path for path in (site / "pagefind").rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in files)
    print(f"Pagefind: {len(files)} files, {size / 1e6:.1f} MB (gzipped as they are), {taken:.1f} s of CPU")
    return taken


if __name__ == "__main__":
    main()
