"""The drawing of a cascade: steps in time and level, links that say all, labels that never meet."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Page

from nq57.analysis.cascade import Cascade, Step
from nq57.corpus import read_corpus
from nq57.history import History
from nq57.text import Date
from nq57.views.cascade import MOST_ROWS, draw, pack
from nq57.views.reader import Moment, Reader
from nq57.views.texts import read_texts
from tinykb import TinyKb

ROOT = Path(__file__).parents[2]
TEXT, MEETING, TASK = "57-nq-tw", "first-meeting", "57-nq-tw#t1"
TRIGGER = Step(TEXT, Date(2024, 12, 22), "politburo", (), (0,), True)
STEPS = (
    TRIGGER,
    Step(MEETING, Date(2025, 2, 13), "province", ("hung-yen",), (53,), True),
    Step(TASK, Date(2025), "province", ("hung-yen",), (None,), True),
    Step(MEETING, Date(2024, 11, 29), "politburo", (), (-23,), False),
    Step(MEETING, None, "province", (), (None,), True),
)
SMALL = Cascade((TEXT,), STEPS, ())


@pytest.fixture
def reader(tiny: TinyKb) -> Reader:
    """The tiny knowledge base, read in French."""
    return _read(tiny)


def test_a_small_cascade_is_drawn_as_it_was_read_in_review(reader: Reader) -> None:
    """Lanes from the top down, a province in its own, what has no date aside: place by place."""
    figure = ET.fromstring(draw(SMALL, reader, "../"))
    seen = [
        f"{text.get('x')} {text.get('y')} {' '.join(text.itertext())}" for text in figure.iterfind(".//text")
    ]
    golden = ROOT / "tests" / "golden" / "cascade.txt"
    assert seen == golden.read_text("utf-8").splitlines()


def test_every_step_is_a_link_that_says_all(reader: Reader) -> None:
    """The title of a step has its kind, date, place and signed delays; no delay where no day is known."""
    links = ET.fromstring(draw(SMALL, reader, "../")).findall(".//a")
    assert {link.get("href") for link in links} == {
        "../documents/57-nq-tw.html",
        "../documents/57-nq-tw.html#t1",
        "../meetings/first-meeting.html",
    }
    titles = [link.findtext("title", "") for link in links]
    name = reader.heading(MEETING)
    assert f"{name} (réunion, 13 février 2025, Hưng Yên) · 53 j après 57-NQ/TW" in titles
    assert f"{name} (réunion, 29 novembre 2024, Bureau politique) · 23 j avant 57-NQ/TW" in titles
    assert f"{name} (réunion, sans date, province)" in titles
    assert next(title for title in titles if "échéance" in title).endswith("(échéance, 2025, Hưng Yên)")


def test_what_is_not_known_is_not_zero(reader: Reader) -> None:
    """A step without a day has no number on its label; only the very day of a trigger is 0."""
    same = replace(STEPS[1], date=TRIGGER.date, delays=(0,))
    notes = [note.text for note in ET.fromstring(_of(same, *STEPS[2:], reader=reader)).iterfind(".//tspan")]
    assert notes == ["−23 j", "0 j"]


def test_shape_tells_kind_and_dashes_tell_what_does_not_follow(reader: Reader) -> None:
    """Colour is never the only sign: each kind has its outline, and what is not derived its own class."""
    links = ET.fromstring(draw(SMALL, reader, "")).findall(".//a")
    shapes = {path.get("d") for link in links for path in link.findall("path")}
    assert len(shapes) == 3
    assert [link.get("class") for link in links].count("n ground") == 1
    assert [link.get("class") for link in links].count("n trigger") == 1


def test_a_far_deadline_is_cut_off_and_does_not_flatten_the_rest(reader: Reader) -> None:
    """Months stay apart though a horizon lies twenty years ahead, and the cut is drawn."""
    far = replace(STEPS[2], date=Date(2045))
    figure = ET.fromstring(_of(*STEPS[:2], far, reader=reader))
    assert len(figure.findall(".//line[@class='cut']")) == 1
    places = {link.findtext("title", "")[:20]: link.find("path") for link in figure.iterfind(".//a")}
    xs = sorted(float(str(p.get("transform"))[10:].split()[0]) for p in places.values() if p is not None)
    assert xs[1] - xs[0] > 100
    years = [text.text for text in figure.iterfind(".//text") if "year" in str(text.get("class"))]
    assert {"2025", "2045"} <= set(years)


def test_a_crowded_lane_counts_what_it_leaves_to_the_table(reader: Reader) -> None:
    """Beyond its rows a lane says how many more there are."""
    undated = replace(STEPS[4], date=None)
    drawn = _of(TRIGGER, *([undated] * (MOST_ROWS + 5)), reader=reader)
    assert "et 5 de plus" in drawn
    assert len(ET.fromstring(drawn).findall(".//a")) == 1 + MOST_ROWS


def test_words_stay_words(tiny: TinyKb) -> None:
    """Markup in a title is escaped, and the same cascade gives the same bytes."""
    path = tiny.root / "meetings" / "first-meeting.md"
    path.write_text(path.read_text("utf-8").replace("title: ", "title: <b>&amp; ", 1), "utf-8")
    reader = _read(tiny)
    drawn = draw(SMALL, reader, "")
    assert "<b>" not in drawn
    assert "&lt;b&gt;&amp;amp; " in drawn
    assert drawn == draw(SMALL, reader, "")


def test_nothing_is_drawn_of_nothing(reader: Reader) -> None:
    """An empty cascade has no picture."""
    assert draw(Cascade((TEXT,), (), ()), reader, "") == ""


def test_packing_fills_the_first_free_row() -> None:
    """Spans that touch share a row; those that meet do not, and some find none."""
    spans = [(0, 10), (10, 20), (19, 30), (0, 5), (4, 12)]
    assert pack(spans, 9) == [0, 0, 1, 1, 2]
    assert pack(spans, 2) == [0, 0, 1, 1, 2]
    assert pack(spans, 1) == [0, 0, 1, 1, 1]


@pytest.mark.parametrize("width", [375, 768, 1440])
def test_labels_never_meet_and_only_the_box_scrolls(
    reader: Reader, tmp_path: Path, visit: Callable[..., Page], width: int
) -> None:
    """Sixty steps at random dates: in a browser no two links overlap, and the page is no wider than it."""
    pick = random.Random(57)
    steps = [
        Step(
            pick.choice((TEXT, MEETING, TASK)),
            pick.choice((Date(2025, pick.randint(1, 12), pick.randint(1, 28)), Date(2025, 3), None)),
            pick.choice(("politburo", "province")),
            pick.choice(((), ("hung-yen",))),
            (pick.randint(-200, 400), pick.randint(-200, 400)),
            pick.random() < 0.5,
        )
        for _ in range(60)
    ]
    styles = "".join(
        f'<link rel="stylesheet" href="{(ROOT / "docs/_static" / name).as_uri()}.css">'
        for name in ("site", "graph", "cascade")
    )
    page_file = tmp_path / "c.html"
    drawn = draw(Cascade((TEXT, MEETING), tuple(steps), ()), reader, "")
    meta = '<meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    page_file.write_text(f"<!doctype html>{meta}{styles}<main>{drawn}</main>", "utf-8")
    page = visit(page_file, width=width)
    boxes = page.evaluate(
        "[...document.querySelectorAll('svg a.n')]"
        ".map(a => a.getBoundingClientRect()).map(b => [b.x, b.y, b.right, b.bottom])"
    )
    assert len(boxes) > 30
    meets = [(a, b) for i, a in enumerate(boxes) for b in boxes[:i] if _meet(a, b)]
    assert meets == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def _read(tiny: TinyKb) -> Reader:
    say = read_texts(ROOT / "docs" / "locale", "fr")
    return Reader(read_corpus(tiny.root), "fr", say, Moment(Date(2025, 6, 1), History(())))


def _meet(a: list[float], b: list[float]) -> bool:
    return min(a[2], b[2]) - max(a[0], b[0]) > 0 and min(a[3], b[3]) - max(a[1], b[1]) > 1


def _of(*steps: Step, reader: Reader) -> str:
    ordered = sorted(steps, key=lambda step: (str(step.date or "9999"), step.node))
    return draw(Cascade((TEXT,), tuple(ordered), ()), reader, "")
