"""Measure the views of the graph beside pyvis and a tuned vis-network, in one run of one browser.

    python benchmarks/graphs.py [--sizes 50 500 2000 10000] [--cap SECONDS]

CPU is that of the browser's renderer and of its painter, in milliseconds, because wall times are noisy; a
frame is one redraw of the canvas while the map is pulled and zoomed. In brackets: times ours. Nothing
here is a test: it prints what it measures.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from playwright.sync_api import Browser, sync_playwright
from pyvis.network import Network

from browser_cost import OURS, STABLE, VIS, Shown, drawn, explore, opened, shown
from citation_graph import LEVELS, citation_graph, texts
from graph_pages import stock_network, tuned, write_map, write_page, write_scripts, written
from nq57.views import network, svg
from nq57.views.controls import CONTROL_KEYS
from nq57.views.frame import place
from nq57.views.picture import Atlas, Edge

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--enable-precise-memory-info",
)
HUB = 1150
SAMPLE = 200
TEXTS = replace(texts(), controls=CONTROL_KEYS)
T = TypeVar("T")


def main() -> None:
    """Print a table for each size, and one for a note's picture."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--sizes", type=int, nargs="+", default=[50, 500, 2000, 10000])
    arguments.add_argument("--cap", type=float, default=60, help="seconds that a page may take")
    arguments.add_argument("--digest", type=int, help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.digest:
        print(digest(given.digest))
        return
    path = next(found for name in CHROMIUM if (found := shutil.which(name)))
    with sync_playwright() as playwright:
        launch = partial(playwright.chromium.launch, executable_path=path, args=list(ARGUMENTS))
        for size in given.sizes:
            maps(launch, size, given.cap)
        pictures(launch, given.cap)


def digest(size: int) -> str:
    """Return the fingerprint of the positions of a size."""
    nodes, _ = citation_graph(size)
    return place(nodes, LEVELS).digest


def maps(launch: Callable[[], Browser], size: int, cap: float) -> None:
    """Print what the map costs beside stock pyvis, pyvis with positions, and a tuned vis-network."""
    nodes, edges = citation_graph(size)
    print(f"\n{size:,} nodes, {len(edges):,} edges")
    indexed, atlas = timed(lambda: Atlas.of(nodes, edges, LEVELS))
    layout, frame = timed(lambda: place(nodes, atlas.levels))
    built, value = timed(lambda: network.page_value(atlas, frame, TEXTS))
    packed, script = timed(lambda: network.script(value))
    stock_seconds, stock = timed(lambda: stock_network(nodes, edges))
    seeds = {_digest_under(size, seed) for seed in ("0", "1", "random")}
    print(
        f"  layout {layout:.3f} s, positions {frame.digest}, same under other hash seeds: {len(seeds) == 1}"
    )
    print(
        f"  indexed in {indexed:.3f} s, data built in {built:.3f} s, written in {packed:.3f} s; "
        f"from_nx {stock_seconds:.3f} s: {stock_seconds / built:.0f} x"
    )
    places = {name: (x, y) for name, x, y, _ in frame.places}
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        ours = shown(launch, write_map(here, script), len(script), cap, OURS, size)
        placed = Network(directed=True, cdn_resources="in_line", height="750px")
        placed.toggle_physics(False)
        placed.nodes = [{**n, "x": places[n["id"]][0], "y": places[n["id"]][1]} for n in stock.nodes]
        placed.edges = stock.edges
        page = here / "tuned.html"
        page.write_text(tuned(placed.nodes, placed.edges), encoding="utf-8")
        rows = {
            "this map": ours,
            "vis-network, tuned": shown(launch, page, page.stat().st_size, cap, VIS, size),
            "pyvis, positions": shown(launch, *written(here / "placed.html", placed), cap, VIS, size),
            "pyvis as it comes": shown(launch, *written(here / "stock.html", stock), cap, STABLE, size),
        }
    table(rows, ours)


def _digest_under(size: int, seed: str) -> str:
    command = [sys.executable, __file__, "--digest", str(size)]
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.strip()


def timed(make: Callable[[], T]) -> tuple[float, T]:
    """Return the processor seconds of the best of three runs, and what was made."""
    best, made = float("inf"), None
    for _ in range(3):
        start = time.process_time()
        made = make()
        best = min(best, time.process_time() - start)
    assert made is not None
    return best, made


def table(rows: dict[str, Shown], ours: Shown) -> None:
    """Print rows, each measure with its ratio to ours."""
    print(
        f"  {'':20}{'bytes':>20}{'data':>18}{'CPU ms':>16}{'ms/frame':>16}{'f/s':>6}{'focus':>14}{'heap':>14}"
    )
    for name, row in rows.items():
        if row.load is None:
            print(f"  {name:20}{row.bytes:>12,}{row.data:>18,}{'':10}no picture within {row.seconds:.0f} s")
            continue
        cells = [
            _cell(row.bytes, ours.bytes, 12, 0),
            _cell(row.data, ours.data, 10, 0),
            _cell(row.load, ours.load or 1, 8, 0),
            _cell(row.frame, ours.frame, 8, 1),
            f"{row.rate:>6.0f}",
            _cell(row.focus, ours.focus, 6, 0),
            _cell(row.heap, ours.heap, 6, 1),
            f"  {row.requests} requests, {row.violations} violations",
        ]
        print(f"  {name:20}{''.join(cells)}")


def _cell(value: float, ours: float, width: int, digits: int) -> str:
    return f"{value:>{width},.{digits}f}" + (
        f" ({value / ours:.1f})" if value != ours and ours else ""
    ).rjust(8)


def pictures(launch: Callable[[], Browser], cap: float) -> None:
    """Print what a note's picture costs beside stock pyvis of the same notes, and how it opens."""
    nodes, edges = citation_graph(2000)
    atlas = Atlas.of(nodes, edges, LEVELS)
    by_weight = sorted(nodes, key=lambda node: (node.weight, node.id))
    chosen = {
        "a median note": by_weight[len(nodes) // 2],
        "27 notes": next(n for n in by_weight if len(atlas.around(n.id).nodes) >= 27),
        "a hub": by_weight[-1],
    }
    script = network.script(network.page_value(atlas, place(nodes, atlas.levels), TEXTS))
    for name, node in chosen.items():
        picture = atlas.around(node.id)
        near = {shown.id for shown in picture.nodes}
        figure = svg.draw(picture, TEXTS, "")
        stock = stock_network(picture.nodes, [e for e in edges if e.source in near and e.target in near])
        with tempfile.TemporaryDirectory() as folder:
            here = Path(folder)
            write_scripts(here, script)
            plain = write_page(here / "plain.html", figure, scripted=False)
            page, _ = written(here / "stock.html", stock)
            cpu = drawn(launch, plain, "() => document.querySelector('figure svg a')", cap)
            other = drawn(launch, page, STABLE.ready, cap)
            button = f'<button hidden data-nq-explore="{node.id}" data-root="">Explore</button>'
            explored = explore(
                launch,
                write_page(here / "note.html", f"<section>{figure}{button}</section>", scripted=True),
                cap,
            )
            ratio = page.stat().st_size / len(figure.encode())
            print(f"\nthe picture of {name}: {len(picture.nodes)} notes, {picture.total} neighbours")
            print(f"  {len(figure.encode()):,} bytes against {page.stat().st_size:,}: {ratio:.0f} x")
            print(
                f"  CPU {cpu[0]:.0f} ms against {other[0]:.0f}: {other[0] / max(cpu[0], 1):.1f} x; "
                f"requests {cpu[2]} against {other[2]}"
            )
            print(
                f"  explored in {explored[0]:.0f} ms CPU, {explored[1]:.2f} s; "
                f"stock {other[0]:.0f} ms, {other[1]:.2f} s"
            )
    hub(HUB)
    depths(launch, script, [node.id for node in nodes[:: len(nodes) // SAMPLE]], cap)


def hub(neighbours: int) -> None:
    """Print how long the picture of a hub takes at build time."""
    nodes, _ = citation_graph(neighbours + 1)
    edges = [Edge(node.id, nodes[0].id, "implements", "declared") for node in nodes[1:]]
    seconds, _ = timed(lambda: svg.neighbourhood(nodes[0].id, nodes, edges, LEVELS, TEXTS, ""))
    print(f"\na hub of {neighbours:,} neighbours is drawn in {seconds:.3f} s")


def depths(launch: Callable[[], Browser], script: str, names: list[str], cap: float) -> None:
    """Print how many notes depth 2 shows, stopping at hubs and not."""
    with tempfile.TemporaryDirectory() as folder, opened(launch) as (page, _, _):
        page.goto(write_map(Path(folder), script).as_uri())
        page.wait_for_function(OURS.ready, timeout=1000 * cap)
        found = page.evaluate(DEPTHS, names)
    stopped, full = ([one[k] for one in found] for k in (0, 1))
    print(
        f"depth 2 shows {statistics.median(stopped):.0f} notes (median); "
        f"without stopping at hubs {statistics.median(full):.0f}"
    )


DEPTHS = """async (names) => {
  const text = await new Promise((resolve) => {
    const script = document.createElement('script');
    window.nq57Graph = resolve;
    script.src = '_graph/data.js?again';
    document.head.append(script);
  });
  const bytes = Uint8Array.from(atob(text), (digit) => digit.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate'));
  const graph = nq57GraphModel.model(await new Response(stream).json());
  const open = new Uint8Array(graph.lines).fill(1);
  const rings = (i, depth, opened, most) =>
    nq57GraphQueries.rings(graph, i, open, {depth, opened: new Set(opened), most}).notes;
  return names.map(graph.indexOf).map((i) => [
    rings(i, 2, [], graph.limit).length,
    rings(i, 1, rings(i, 1, [], Infinity), Infinity).length,
  ]);
}"""


if __name__ == "__main__":
    main()
