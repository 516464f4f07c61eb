"""The templates, compiled to what they ask for, say what Jinja's own code says."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment, StrictUndefined, UndefinedError
from markupsafe import Markup

from nq57.corpus import read_corpus
from nq57.views import render
from nq57.views.render import PlainEnvironment
from nq57.views.site import VIEWS, Site

ROOT = Path(__file__).parents[2]
OPTIONS = {"grid": "57-nq-tw condition", "cascade": "57-nq-tw", "index": "documents-by-level"}


def _drawn(environment: type[Environment], monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    monkeypatch.setattr(render, "PlainEnvironment", environment)
    site = Site.of(read_corpus(ROOT / "kb"), ROOT / "docs", "vi", "https://example.org/kb")
    drawn = {}
    for note in site.reader.corpus.kb.notes.values():
        page = site.note_page(note, Markup("<p>…</p>"), "../")
        drawn |= {note.id: str(page.body), **page.further}
    return drawn | {name: str(site.view(name, OPTIONS.get(name, ""), "")) for name in VIEWS}


def test_every_page_is_what_jinja_would_draw(monkeypatch: pytest.MonkeyPatch) -> None:
    """All notes, their further pages and every view, letter for letter."""
    assert _drawn(PlainEnvironment, monkeypatch) == _drawn(Environment, monkeypatch)


def _render(template: str, **values: object) -> str:
    environment = PlainEnvironment(
        loader=DictLoader({"one": template}), autoescape=True, undefined=StrictUndefined
    )
    return environment.get_template("one").render(**values)


def test_all_that_is_not_html_is_escaped() -> None:
    """Words, what a function gives, and numbers; HTML stays as it is, what a macro draws too."""
    template = (
        "{% macro bold(x) %}<b>{{ x }}</b>{% endmacro %}{{ bold(a) }}{{ item.x }}{{ f() }}{{ n }}{{ m }}"
    )
    shown = _render(template, a="<&>", item={"x": "\"'"}, f=lambda: "<i>", n=5, m=Markup("<hr>"))
    assert shown == "<b>&lt;&amp;&gt;</b>&#34;&#39;&lt;i&gt;5<hr>"


def test_blocks_and_loops_are_as_in_jinja() -> None:
    """A block is drawn twice where it is called again; a loop tells where it is."""
    block = "<b>{% block title %}{{ a }}{% endblock %}</b>{{ self.title() }}"
    loop = "{% for x in b %}{{ loop.index }}{% endfor %}"
    assert _render(block + loop, a="<", b="xyz") == "<b>&lt;</b>&lt;123"


def test_what_is_missing_is_an_error() -> None:
    """A name, an item, an argument."""
    with pytest.raises(UndefinedError):
        _render("{{ missing }}")
    with pytest.raises(KeyError):
        _render("{{ item.missing }}", item={})
    with pytest.raises(TypeError):
        _render("{% macro bold(x) %}<b>{{ x }}</b>{% endmacro %}{{ bold() }}")
