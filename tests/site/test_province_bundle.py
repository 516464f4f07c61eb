"""The bundle of a province: whole, limited to what is inside, and working from a file."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from nq57.build import Place
from nq57.bundle import BundleError, Workshop
from nq57.bundle.pages import Rewriter
from nq57.corpus import read_corpus

DATE = "2026-01-02"


@pytest.fixture(scope="module")
def workshop(place: Place) -> Workshop:
    """What the bundles of the French site are made from, on some date."""
    return replace(Workshop.of(read_corpus(place.kb), place.docs, {"fr": place.site}), date=DATE)


@pytest.fixture(scope="module")
def archive(workshop: Workshop, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundle of Hưng Yên."""
    path = tmp_path_factory.mktemp("bundles") / "hung-yen.zip"
    path.write_bytes(workshop.make(workshop.province("hung-yen")).data)
    return path


@pytest.fixture(scope="module")
def opened(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundle unpacked, as on the machine of an office."""
    folder = tmp_path_factory.mktemp("clé USB")
    with zipfile.ZipFile(archive) as file:
        file.extractall(folder)
    return folder / "nq57-hung-yen"


def test_the_manifest_names_every_file_with_its_sum(opened: Path) -> None:
    """Date, version, and the SHA-256 of each file; nothing beside."""
    manifest = json.loads((opened / "manifest.json").read_text("utf-8"))
    files = {p.relative_to(opened).as_posix(): p for p in opened.rglob("*") if p.is_file()}
    del files["manifest.json"]
    assert manifest["date"] == "2026-01-02"
    assert manifest["version"]
    assert manifest["files"] == {n: hashlib.sha256(p.read_bytes()).hexdigest() for n, p in files.items()}


def test_it_holds_what_the_province_rests_on_and_no_other_province(opened: Path) -> None:
    """Its own texts, the way up to the resolution, and not a note of another province."""
    held = set(json.loads((opened / "manifest.json").read_text("utf-8"))["notes"])
    assert {
        "hung-yen-02-tb-bcd",
        "57-nq-tw",
        "229-qd-tw",
        "01-cv-bcdtw",
        "politburo",
        "nguyen-huu-nghia",
    } <= held
    assert not [name for name in held if name.startswith(("gia-lai", "dak-lak"))]


def test_a_province_without_texts_gets_what_binds_it(workshop: Workshop) -> None:
    """The dispatch addressed to all provincial committees is in the bundle of each."""
    notes = workshop.province("an-giang").notes
    assert {"01-cv-bcdtw", "framework-action-plan"} <= notes


def test_the_same_notes_give_the_same_bytes(workshop: Workshop, archive: Path) -> None:
    """Made again, the zip is the same."""
    assert workshop.make(workshop.province("hung-yen")).data == archive.read_bytes()


def test_every_page_opens_and_every_link_leads_inside(opened: Path, visit: Callable[..., Page]) -> None:
    """No link of any page leads to a file that is not there; what is outside is marked."""
    page = visit(opened / "index.html")
    expect(page.locator("main")).to_contain_text("Hung Yen")
    dead, outside = [], 0
    for path in sorted(opened.rglob("*.html")):
        page.goto(path.as_uri())
        links = page.eval_on_selector_all(
            "a[href]", "all => all.map(a => a.href.baseVal ?? a.getAttribute('href'))"
        )
        outside += page.locator(".nq57-outside").count()
        for link in links:
            target = (path.parent / link.partition("#")[0].partition("?")[0]).resolve()
            if not link.startswith(("https://", "#")) and not target.is_file():
                dead.append(f"{path.name}: {link}")
    assert dead == []
    assert outside > 0


def test_search_and_map_hold_what_is_inside(opened: Path, visit: Callable[..., Page]) -> None:
    """The search finds the province's decision and nothing of others; the map draws."""
    page = visit(opened / "search.html", "?q=1460-QĐ/TU")
    expect(page.locator("#nq57-results a").first).to_have_attribute(
        "href", re.compile(r"hung-yen-1460-qd-tu")
    )
    page.goto((opened / "search.html").as_uri() + "?q=neutrinos")
    page.goto((opened / "graph.html").as_uri())
    expect(page.locator("[data-map] canvas").first).to_be_visible()
    expect(page.locator("table[data-table=notes] tr[data-id=dak-lak-action-plan]")).to_have_count(0)


def test_an_unknown_province_is_refused(workshop: Workshop) -> None:
    """The message names the province and the ones that are known."""
    with pytest.raises(BundleError, match=r"'hungyen' is unknown; write one of .*hung-yen"):
        workshop.province("hungyen")


def test_two_languages_lead_to_one_another(workshop: Workshop) -> None:
    """Each page leads to itself in the other language, what both need is there once, dead ends stay text."""
    page = '<nav class="nq57-languages"><a href="../../en/x.html">en</a></nav><a href="b.html">b</a>'
    switch = '<nav class="nq57-languages"><a href="../vi/documents/a.html">vi</a></nav>'
    rewriter = Rewriter("documents/a.html", frozenset({"documents/a.html"}), str, "outside", switch)
    assert rewriter.rewritten(f"<header>{page}</header>") == (
        f'<header>{switch}<span class="nq57-outside" title="outside">b</span></header>'
    )
    french = workshop.editions["fr"]
    other = replace(french, reader=replace(french.reader, language="vi"))
    both = replace(workshop, editions={"fr": french, "vi": other})
    with zipfile.ZipFile(io.BytesIO(both.make(both.province("an-giang")).data)) as file:
        names = file.namelist()
        below = file.read("nq57-an-giang/vi/documents/57-nq-tw.html").decode()
    assert not [name for name in names if name.startswith("nq57-an-giang/vi/_static/")]
    assert 'src="../../_static/site.js' in below
