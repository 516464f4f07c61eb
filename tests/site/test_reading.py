"""Every reader: each type of page for people who see, hear, press, zoom or print otherwise (WCAG 2.2 AA).

``make axe`` goes over every page of every edition; the suite over one page of each type.
"""

from __future__ import annotations

import io
import os
import re
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from nq57.build import Place, build_site
from nq57.model import LANGUAGES

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
VIOLATIONS = """([tags, exclude]) =>
  axe.run(exclude ? {exclude: [[exclude]]} : document, {runOnly: tags, resultTypes: ["violations"]})
    .then((result) => result.violations)"""
ALIKE = "tbody tr:nth-child(n+15)"  # rows that are like those above them: `make axe` looks at them all
# A page of each type, in the colours and at the width where most can go wrong with it; `make axe` does all.
PAGES = (
    ("index", "light", 375),
    ("documents/hung-yen-02-tb-bcd", "light", 375),
    ("documents/hung-yen-02-tb-bcd", "dark", 1440),
    ("people/to-lam", "dark", 375),
    ("provinces/hung-yen", "light", 1440),
    ("findings/index", "dark", 375),
    ("graph", "dark", 1440),
    ("search", "light", 375),
    ("stubs", "light", 375),
    ("cascade", "dark", 1440),
    ("coverage", "light", 1440),
    ("asked", "light", 1440),
    ("figures", "dark", 375),
    ("guide/kinds", "light", 375),
)
EVERY = tuple((scheme, width) for scheme in ("light", "dark") for width in (375, 1440))
FOCUSABLE = "a[href], button, input, select, summary, [tabindex='0']"
UNSEEN_FOCUS = """(selector) => [...document.querySelectorAll(selector)].slice(0, 60).filter((element) => {
  if (!element.checkVisibility({visibilityProperty: true}) || element.disabled) return false;
  element.focus({preventScroll: true});
  if (document.activeElement !== element) return false;
  const {outlineStyle, outlineWidth} = getComputedStyle(element);
  const drawn = element.querySelector(":scope > rect");  // a link of a picture has a frame of its own
  const {stroke, strokeWidth} = getComputedStyle(drawn ?? element);
  const framed = drawn && stroke !== "none" && parseFloat(strokeWidth);
  return !(framed >= 2) && (outlineStyle === "none" || parseFloat(outlineWidth) < 2);
}).map((element) => element.outerHTML.slice(0, 120))"""
MOVING = """() => [...document.querySelectorAll("*")].filter((element) => {
  const {transitionDuration, animationDuration, animationName} = getComputedStyle(element);
  const animated = animationName !== "none" && parseFloat(animationDuration) > 0;
  return animated || parseFloat(transitionDuration) > 0;
}).map((element) => element.outerHTML.slice(0, 120))"""


def wrong(page: Page, without: str = "") -> list[str]:
    """Return what axe finds on a page: the rule, the element, and how to mend it."""
    page.evaluate(AXE)
    exclude = without if without and page.locator(without).count() else ""
    found: list[dict[str, Any]] = page.evaluate(VIOLATIONS, [TAGS, exclude])
    return [
        f"{rule['id']}: {node['html'][:160]} {node.get('failureSummary', '')}"
        for rule in found
        for node in rule["nodes"]
    ]


def sideways(page: Page, width: int) -> int:
    """Return how far a page of a width can be scrolled sideways, in CSS pixels."""
    page.set_viewport_size({"width": width, "height": 800})
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def reader(browser: Browser, scheme: str, width: int) -> Page:
    """Return the page of a reader who asks for these colours, and for no motion."""
    size = {"width": width, "height": 900}
    return browser.new_page(
        offline=True,
        color_scheme=scheme,  # type: ignore[arg-type]
        reduced_motion="reduce",
        viewport=size,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(("name", "scheme", "width"), PAGES)
def test_a_page_of_each_type(site: Path, browser: Browser, name: str, scheme: str, width: int) -> None:
    """No violation, no motion, a visible focus on all that can be pressed, no scrolling sideways."""
    page = reader(browser, scheme, width)
    page.goto((site / f"{name}.html").as_uri())
    assert wrong(page, without=ALIKE) == []
    assert page.evaluate(MOVING) == []
    page.keyboard.press("Tab")
    assert page.evaluate(UNSEEN_FOCUS, FOCUSABLE) == []
    # 320 px is also 1280 px at 400 %; 720 px is 1440 px at 200 %.
    assert {sized: sideways(page, sized) for sized in (320, 720)} == {320: 0, 720: 0}
    page.close()


def every_page(
    place: Place, tmp_path: Path, browser: Browser, language: str, scheme: str, width: int
) -> None:
    """Every page of an edition is without a violation."""
    edition = Place(place.kb, place.docs, tmp_path / "build")
    assert build_site(edition, language).built
    page = reader(browser, scheme, width)
    found = {}
    for path in sorted(edition.site.rglob("*.html")):
        page.goto(path.as_uri())
        found[path.relative_to(edition.site).as_posix()] = wrong(page)
    page.close()
    assert len(found) > 200
    assert {name: lines for name, lines in found.items() if lines} == {}


if os.environ.get("NQ57_AXE") == "all":  # an hour of work: asked for by `make axe`, never skipped in silence
    _each = pytest.mark.parametrize(("scheme", "width"), EVERY)
    test_every_page = pytest.mark.parametrize("language", LANGUAGES)(_each(every_page))


def test_the_first_stop_leads_past_the_navigation(site: Path, browser: Browser) -> None:
    """The first press of Tab shows a link to the content; following it, the next stop is inside."""
    page = browser.new_page()
    page.goto((site / "documents" / "57-nq-tw.html").as_uri())
    page.keyboard.press("Tab")
    skip = page.locator(".nq57-skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")
    page.close()


def test_paper_is_a_clean_a4(site: Path, browser: Browser) -> None:
    """Without a script, a printed page is A4, says its address and the date, and the words of its facts."""
    context = browser.new_context(java_script_enabled=False, offline=True, color_scheme="dark")
    page = context.new_page()
    page.goto((site / "documents" / "hung-yen-1460-qd-tu.html").as_uri())
    sheets = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    context.close()
    assert [round(float(side)) for side in sheets[0].mediabox[2:]] == [595, 842]
    texts = [" ".join(sheet.extract_text().split()) for sheet in sheets]
    assert "documents/hung-yen-1460-qd-tu.html" in texts[-1]
    assert all(re.search(r"État des notes au \d+(er)? \w+ \d{4}", text) for text in texts)
    assert "provincial établissant le Comité directeur" in " ".join(texts)
    assert "Rubriques" not in texts[0]
    assert "Menu" not in texts[0]
