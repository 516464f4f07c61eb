"""What a page costs a browser: CPU of its renderer and painter, redraws, heap, requests."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, TimeoutError

from graph_pages import STATIC

FRAMES = """window.frames_ = 0;
const clear = CanvasRenderingContext2D.prototype.clearRect;
CanvasRenderingContext2D.prototype.clearRect = function (...box) {
  window.frames_++;
  return clear.apply(this, box);
};
window.violations_ = 0;
document.addEventListener('securitypolicyviolation', () => window.violations_++);"""
TWO_FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
BLANK = STATIC / "early.js"
SETTLE, SETTLES = 400, 10
"""Milliseconds without work that count as rest, and how often to look."""
MOVES = 40
FOCUSES = 10


@dataclass(frozen=True)
class Shown:
    """What one page cost; CPU in ms, heap in MB, None where it did not come in time."""

    bytes: int
    data: int
    load: float | None
    seconds: float
    frame: float = 0
    rate: float = 0
    focus: float = 0
    heap: float = 0
    requests: int = 0
    violations: int = 0


class Meter:
    """The processor time of a browser's renderers and painter, read through its own protocol."""

    def __init__(self, browser: Browser) -> None:
        self.session = browser.new_browser_cdp_session()

    def read(self) -> float:
        """Return milliseconds since the browser began."""
        processes = self.session.send("SystemInfo.getProcessInfo")["processInfo"]
        return 1000 * sum(p["cpuTime"] for p in processes if p["type"] in ("renderer", "GPU"))


@dataclass(frozen=True)
class Way:
    """How a page says that it is drawn, where its canvas is, and how a document is put in focus."""

    ready: str
    canvas: str
    focus: str


OURS = Way(
    "() => document.querySelector('.nq-panel h3')",
    ".nq-map canvas",
    "(i) => { location.hash = `#note=document-${i}`; }",
)
_FOCUS = """(i) => { const id = `document-${i}`; network.selectNodes([id]);
network.focus(id, {scale: network.getScale(), animation: false}); }"""
VIS = Way("() => window.network && window.frames_ > 0", "canvas", _FOCUS)
STABLE = Way(
    "() => { if (!window.network) return false; if (!window.told) { window.told = true; "
    "network.once('stabilizationIterationsDone', () => { window.stable = true; }); } return window.stable; }",
    "canvas",
    _FOCUS,
)


@contextmanager
def opened(launch: Callable[[], Browser]) -> Iterator[tuple[Page, Meter, list[str]]]:
    """Open a blank page of a fresh browser without a network; yield it with its meter and its requests."""
    browser = launch()
    context = browser.new_context(offline=True, viewport={"width": 1280, "height": 900})
    context.add_init_script(FRAMES)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(BLANK.as_uri())
    meter = Meter(browser)
    settle(page, meter)
    try:
        yield page, meter, asked
    finally:
        browser.close()


def settle(page: Page, meter: Meter) -> None:
    """Wait until the browser is at rest: what is measured is the page, not the start of its processes."""
    before = -1.0
    for _ in range(SETTLES):
        if (now := meter.read()) == before:
            return
        before = now
        page.wait_for_timeout(SETTLE)


def shown(
    launch: Callable[[], Browser], path: Path, data: int, cap: float, way: Way, documents: int
) -> Shown:
    """Open a page, wait until it is drawn, pull and zoom it, put documents in focus."""
    size = sum(file.stat().st_size for file in _files(path))
    with opened(launch) as (page, meter, asked):
        before, start = meter.read(), time.perf_counter()
        try:
            page.goto(path.as_uri(), timeout=1000 * cap, wait_until="commit")
            page.wait_for_function(way.ready, timeout=1000 * cap)
            page.evaluate(TWO_FRAMES)
        except TimeoutError:
            return Shown(size, data, None, cap)
        load, seconds = meter.read() - before, time.perf_counter() - start
        frame, rate = moved(page, meter, way)
        return Shown(
            *(size, data, load, seconds, frame, rate),
            focus=focused(page, meter, way, documents),
            heap=heap(page),
            requests=sum(not url.startswith(("file:", "data:", "about:", "blob:")) for url in asked),
            violations=page.evaluate("() => window.violations_"),
        )


def _files(path: Path) -> list[Path]:
    """Return a page with all that it loads."""
    loads = "_static/graph-open.js" in path.read_text("utf-8")
    beside = (
        [file for name in ("_graph", "_static") for file in (path.parent / name).glob("*")] if loads else []
    )
    return [path, *beside]


def moved(page: Page, meter: Meter, way: Way) -> tuple[float, float]:
    """Return CPU for each redraw while the picture is pulled and zoomed, and redraws a second."""
    box = page.locator(way.canvas).first.bounding_box()
    assert box
    x, y = box["x"] + box["width"] - 40, box["y"] + min(box["height"], 700) / 2
    frames = page.evaluate("() => window.frames_")
    before, start = meter.read(), time.perf_counter()
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 5 * MOVES, y + MOVES, steps=MOVES)
    page.mouse.move(x, y, steps=MOVES)
    page.mouse.up()
    for step in range(MOVES // 4):
        page.mouse.wheel(0, -60 if step % 2 else 60)
    page.evaluate(TWO_FRAMES)
    used, seconds = meter.read() - before, time.perf_counter() - start
    drawn = max(1, page.evaluate("() => window.frames_") - frames)
    return used / drawn, drawn / seconds


def focused(page: Page, meter: Meter, way: Way, size: int) -> float:
    """Return CPU to put a document in focus and see it, the mean of some from all over the graph."""
    before = meter.read()
    for i in range(FOCUSES):
        page.evaluate(way.focus, 1 + i * size // FOCUSES)
        page.evaluate(TWO_FRAMES)
    return (meter.read() - before) / FOCUSES


def heap(page: Page) -> float:
    """Return the megabytes that scripts hold after a collection."""
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    session.send("Performance.enable")
    metrics = {m["name"]: m["value"] for m in session.send("Performance.getMetrics")["metrics"]}
    return float(metrics["JSHeapUsedSize"]) / 1e6


def drawn(launch: Callable[[], Browser], path: Path, ready: str, cap: float) -> tuple[float, float, int]:
    """Return CPU ms, seconds and requests to the network until a page is drawn."""
    with opened(launch) as (page, meter, asked):
        before, start = meter.read(), time.perf_counter()
        page.goto(path.as_uri(), wait_until="commit")
        with suppress(TimeoutError):  # what it used until the cap is what it cost at least
            page.wait_for_function(ready, timeout=1000 * cap)
            page.evaluate(TWO_FRAMES)
        used, seconds = meter.read() - before, time.perf_counter() - start
        return used, seconds, sum(not url.startswith(("file:", "data:", "about:")) for url in asked)


def explore(launch: Callable[[], Browser], path: Path, cap: float) -> tuple[float, float]:
    """Return CPU ms and seconds from the press on Explore to the view."""
    with opened(launch) as (page, meter, _):
        page.goto(path.as_uri())
        page.get_by_role("button", name="Explore").focus()
        settle(page, meter)
        before, start = meter.read(), time.perf_counter()
        page.keyboard.press("Enter")
        page.wait_for_function(OURS.ready, timeout=1000 * cap)
        page.evaluate(TWO_FRAMES)
        return meter.read() - before, time.perf_counter() - start
