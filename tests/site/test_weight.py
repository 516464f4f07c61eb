"""No page of a note weighs more than a slow line carries, and nothing is lost by it."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from typing import Any

import pytest
from markupsafe import Markup

from nq57.build import Place
from nq57.corpus import read_corpus
from nq57.views.more import PER_PAGE, Brief, Lists, home_of, within

MOST, MOST_PACKED = 40_000, 10_000
Payload = dict[str, Any]


def test_the_page_of_every_note_is_light(place: Place, site: Path) -> None:
    """The page of a note has at most 40,000 bytes, 10,000 compressed."""
    heavy = {}
    for note in read_corpus(place.kb).kb.notes.values():
        page = (site / note.path).with_suffix(".html").read_bytes()
        packed = len(gzip.compress(page, 6))
        if len(page) > MOST or packed > MOST_PACKED:
            heavy[note.path] = (len(page), packed)
    assert heavy == {}


def test_a_further_page_leads_back_and_is_led_to(site: Path) -> None:
    """Each further page links the page of its note, which links its first one; none is left alone."""
    further = [
        path
        for path in site.rglob("*.html")
        if home_of(path.name.removesuffix(".html")) + ".html" != path.name
    ]
    assert further
    for path in further:
        home = path.with_name(f"{path.name.partition('.')[0]}.html")
        assert home.name in path.read_text("utf-8")
        assert re.sub(r"-\d+\.html$", ".html", path.name) in home.read_text("utf-8")


def test_every_record_keeps_its_anchor_on_the_page_of_its_note(place: Place, site: Path) -> None:
    """A task or figure is found at its address, whether its table is moved or not."""
    for note in read_corpus(place.kb).kb.notes.values():
        page = (site / note.path).with_suffix(".html").read_text("utf-8")
        for record in note.records():
            assert f'id="{record.id}"' in page, f"{note.path}#{record.id}"


def values(count: int) -> Payload:
    """Return a payload with one long list."""
    return {
        "relations": [{"name": "a", "items": list(range(count))}, {"name": "b", "items": [count]}],
        "cited_by": [],
        "chain": {"below": []},
        "dossier": None,
        "provisions": [],
    }


@pytest.mark.parametrize("count", [1, PER_PAGE - 1, PER_PAGE, 3 * PER_PAGE + 7])
def test_further_pages_hold_every_item_once_in_order(count: int) -> None:
    """The pages of a list, put one after the other, are the list; ``at`` names the page of each item."""
    brief = Brief("documents/a", values(count))
    brief.keys.append("relations")
    pages = list(brief.pages())
    items = [(group["name"], item) for _, page in pages for group in page["shown"] for item in group["items"]]
    assert items == [*(("a", number) for number in range(count)), ("b", count)]
    ways = [page["part"] for _, page in pages]
    assert [way["number"] for way in ways] == list(range(1, ways[0]["count"] + 1))
    place = 0
    for name, page in pages:
        for _ in (item for group in page["shown"] for item in group["items"]):
            assert brief.at("relations", place) == f"{name}.html"
            place += 1


@pytest.mark.parametrize(("size", "expected"), [(50, []), (60_000, ["relations"])])
def test_a_light_page_moves_nothing_and_a_heavy_one_no_more_than_it_must(
    size: int, expected: list[str]
) -> None:
    """Lists are moved one by one until the page is light."""
    brief = Brief("documents/a", values(10))
    lists = Lists(brief)

    def whole(root: str, groups: object) -> Markup:
        return Markup("x" * size)

    def short(root: str, groups: object, brief: Brief, key: str) -> Markup:
        return Markup(f"<a href='{brief.at(key)}'>")

    lists.into(f"before{lists.put('relations', whole, short, '', brief.values['relations'])}after")
    body = within(lists, 1000, lambda nodes: "")
    assert brief.keys == expected
    assert (body[:6], body[-5:]) == ("before", "after")
    assert len(body) == 11 + (len("<a href='documents/a.relations.html'>") if expected else size)


def test_no_text_is_taken_for_the_mark_of_a_list() -> None:
    """Words that look like one, as those of another base may, stay words; the list stands once."""
    lists = Lists(Brief("documents/x", {"tasks": ["a"]}))
    mark = lists.put("tasks", lambda root, items: Markup("<ul>"), lambda *_: Markup(), "", ["a"])
    forged = ("\0" + "0\0", str(mark), "<\0" + "99>")
    words = Markup("").join(Markup("<p>{}</p>").format(text) for text in forged)
    lists.into(words + mark)
    assert lists.page() == words + Markup("<ul>")
