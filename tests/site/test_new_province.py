"""A sixth text, turned into notes as the guide says, brings its province into every table by itself.

The text and its notes (``tests/kbs/nghe-an``) are laid over the real knowledge base; nothing else is changed.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from markupsafe import Markup

from nq57.corpus import read_corpus
from nq57.text import Date
from nq57.views.site import Site

ROOT = Path(__file__).parents[2]
MEETING = "meetings/nghe-an-steering-meeting-1.html"
PLAN = "documents/nghe-an-215-kh-tu.html"
PROVINCE = "provinces/nghe-an.html"
VIEW = re.compile(r"^```\{nq57\} (\S+) ?(.*)$", re.MULTILINE)


@pytest.fixture(scope="module")
def after(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """What is shown with the sixth text."""
    root = Path(shutil.copytree(ROOT / "kb", tmp_path_factory.mktemp("sixth") / "kb"))
    shutil.copytree(ROOT / "tests" / "kbs" / "nghe-an", root, dirs_exist_ok=True)
    corpus = read_corpus(root)
    assert corpus.problems == ()
    return Site.of(corpus, ROOT / "docs", "fr", "", Date(2025, 7, 1))


def page(site: Site, name: str) -> str:
    """Return the views of a plain page."""
    text = (ROOT / "kb" / f"{name}.md").read_text("utf-8")
    return "".join(site.view(view, option, "") for view, option in VIEW.findall(text))


def rows(html: str, words: str) -> list[str]:
    """Return the rows and items of a page that hold some words, as text without tags."""
    found = [row for row in re.findall(r"<(tr|li)\b[^>]*>(.*?)</\1>", html, re.DOTALL) if words in row[1]]
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for _, row in found]


def dossier(site: Site) -> str:
    """Return the page of the province."""
    return str(site.note_page(site.reader.corpus.kb.notes["nghe-an"], Markup(""), "../").body)


def section(html: str, name: str) -> str:
    """Return a section of a page."""
    return html[html.index(f'id="{name}"') :].partition("</section>")[0]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("cascade", PLAN),
        ("cascade", "documents/nghe-an-1890-qd-tu.html"),
        ("cascade", MEETING),
        ("coverage", PROVINCE),
        ("conformity", PROVINCE),
        ("tasks", f"{PLAN}#t1"),
        ("tasks", f"{MEETING}#t1"),
        ("tasks", f"{MEETING}#q1"),
        ("tasks-due", f"{MEETING}#t1"),
        ("tasks-late", f"{MEETING}#t2"),
        ("tasks-without-deadline", f"{PLAN}#t1"),
        ("figures", f"{MEETING}#f1"),
        ("figures", f"{MEETING}#f4"),
        ("findings/index", f"{MEETING}#f1"),
        ("findings/index", "documents/nghe-an-1890-qd-tu.html"),
        ("asked", f"{MEETING}#q1"),
        ("asked", f"{MEETING}#t1"),
        ("timeline", MEETING),
        ("timeline", f"{MEETING}#t1"),
        ("documents/index", PLAN),
        ("meetings/index", MEETING),
        ("organisations/index", "organisations/nghe-an-steering-committee.html"),
        ("people/index", "people/le-van-minh.html"),
        ("provinces/index", PROVINCE),
        ("sources/index", "sources/nghe-an-2025-05-10.html"),
        ("by-province", PLAN),
        ("by-issuer", PLAN),
        ("by-level", PLAN),
        ("by-year", PLAN),
    ],
)
def test_every_table_holds_it(after: Site, name: str, words: str) -> None:
    """Each page of tables has a row that leads to what the text brings."""
    assert rows(page(after, name), words)


def test_the_cascade(after: Site) -> None:
    """Its first dated act is the founding decision, with signed days from the three starts."""
    place = rows(page(after, "cascade").partition('id="_places"')[2], PROVINCE)
    assert len(place) == 1
    assert "1890-QĐ/TU" in place[0]
    assert re.findall(r"([+−]?\d+) j", place[0]) == ["+74", "+2", "−19"]


def test_coverage_and_conformity(after: Site) -> None:
    """Its row says what is stated, partly stated and not seen, condition by condition."""
    groups, headings = page(after, "coverage").split("</table>")[:2]
    assert rows(groups, PROVINCE)[0].count("non vu dans les sources") == 7
    assert "3/10" in rows(groups, PROVINCE)[0]
    assert "1/8" in rows(headings, PROVINCE)[0]
    met = rows(page(after, "conformity"), PROVINCE)[0]
    assert "4/11" in met
    assert (met.count("non dit"), met.count("non remplie")) == (7, 0)


def test_tasks_and_lateness(after: Site) -> None:
    """A task says who, with whom, by when, how far, and is late on the date of the build alone."""
    task = rows(page(after, "tasks"), f"{MEETING}#t1")[0]
    for words in (
        "Comité populaire de Nghệ An",
        "en coordination",
        "31 décembre 2025",
        "en cours 9 mai 2025",
    ):
        assert words in task
    assert "dans les délais" in task
    assert "en retard" in rows(page(after, "tasks"), f"{MEETING}#t2")[0]


def test_figures_and_checks(after: Site) -> None:
    """Its figures join the series that exist, and its sum is done again."""
    ledger = page(after, "figures")
    checked = rows(ledger.partition('id="_checks"')[2].partition('id="_series"')[0], f"{MEETING}#f1")
    assert "60 = 25 + 30 + 5" in checked[0]
    assert "ne tombe pas juste" in checked[0]
    assert any("écart de 5" in line for line in rows(page(after, "findings/index"), f"{MEETING}#f1"))


def test_the_dossier(after: Site) -> None:
    """Its page has committee, people, documents, grids, tasks, requests, figures: silent no more."""
    html = dossier(after)
    assert "nq57-silent" not in html
    committee = section(html, "_committee")
    for words in (
        "Le Van Minh",
        "depuis le 6 mars 2025",
        "Bureau du Comité du Parti",
        "Groupe de travail du comité",
    ):
        assert words in committee
    assert committee.count("non dit") == 1  # no advisory council
    assert "constaté le" in section(html, "_people")
    documents = section(html, "_documents")
    assert "approuvé en substance, à finaliser" in documents
    assert "avant la fusion" not in documents  # its borders did not change
    for name, words in (
        ("_own-tasks", f"{MEETING}#t1"),
        ("_requests", f"{MEETING}#q1"),
        ("_own-figures", f"{MEETING}#f4"),
        ("_obligations", "01-cv-bcdtw.html#t3-01"),
    ):
        assert words in section(html, name), name
    assert "3/10" in html
    assert "1/8" in html
    assert "4/11" in html


def test_its_findings_stand_on_its_pages(after: Site) -> None:
    """What a rule finds in its figures is told on the page of its meeting too."""
    note = after.reader.corpus.kb.notes["nghe-an-steering-meeting-1"]
    assert "écart de 5" in after.note_page(note, Markup(""), "../").body


def test_its_requests_reach_who_is_asked(after: Site) -> None:
    """The ministry that it asks has the request on its page."""
    ministry = after.reader.corpus.kb.notes["ministry-science-technology"]
    assert f"{MEETING}#q1" in after.note_page(ministry, Markup(""), "../").body


def test_other_provinces_are_as_before(after: Site) -> None:
    """Nothing of the new province stands on the page of another."""
    for name in ("hung-yen", "gia-lai", "dak-lak", "ha-noi"):
        note = after.reader.corpus.kb.notes[name]
        assert "nghe-an" not in after.note_page(note, Markup(""), "../").body
