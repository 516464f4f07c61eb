"""Prose is read as MyST reads it; what is read without parsing reads the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it.renderer import RendererHTML
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

from nq57.checks import markdown
from nq57.checks.markdown import read_prose

SIGNS = "a b.é\n!?:;,-#>+*_=%()[]<&{}`~|\\ \t0"
WORDS = (
    "[a](b.md)",
    "[a](https://x.org)",
    "[x]: y.md",
    "](",
    "![a](b.png)",
    "---",
    "# ",
    "1. ",
    "[^1]",
    "::: ",
    "(a)=",
    " *mot*",
    "_mot_ ",
    " **",
    "x *",
    "[*x*](b.md)",
)


def parsed(text: str) -> markdown.Prose:
    """Return what prose comes to where nothing is taken for simple."""
    prose = markdown.Prose()
    reader = markdown._Reader(prose, markdown.ADMONITIONS)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(markdown, "_simple", lambda text, first: None)
        reader.read(text, 3)
    reader.footnotes()
    prose.wrong.sort()
    return prose


@given(st.lists(st.sampled_from((*SIGNS, *WORDS, "\n\n", "mot ")), max_size=30).map("".join))
def test_what_is_not_parsed_reads_as_if_it_were(text: str) -> None:
    """Where prose is taken for simple, the parser finds the same links, and nothing wrong."""
    simple = markdown._simple(text, 3)
    if simple is None:
        return
    whole = parsed(text)
    assert (simple.wrong, simple.links, simple.images) == (whole.wrong, whole.links, whole.images)
    assert any(simple.says) == any(whole.says)


BLOCKS = (
    "\n\n## ",
    "\n\n### ",
    "\n\n- ",
    "\n  ",
    "\n> ",
    "\n\n[^1]: ",
    "\n\n[x]: y.md\n\n",
    "\n===\n\n",
    "| a | b |\n|--|--|\n| ",
)


@given(
    st.lists(st.sampled_from((*SIGNS, *WORDS, *BLOCKS, "\n\n", "mot ", "mot ", "mot ")), max_size=30).map(
        "".join
    )
)
def test_blocks_that_are_not_parsed_read_as_if_they_were(text: str) -> None:
    """Between headings, lists and tables, simple words are read without parsing to the same end."""
    quick, whole = read_prose(text, 3), parsed(text)
    assert quick.wrong == whole.wrong
    assert (quick.links, quick.images, quick.headings) == (whole.links, whole.images, whole.headings)
    assert any(quick.says) == any(whole.says)


def test_most_notes_are_simple() -> None:
    """Paragraphs with links and emphasis are read without parsing; a list is parsed."""
    assert (
        markdown._simple("Voir [la note](../documents/a.md#t1), n° 57-NQ/TW !\n\nEt « ceci ».", 1) is not None
    )
    assert markdown._simple("Voir *la note*, __ici__.", 1) is not None
    assert markdown._simple("- a", 1) is None
    assert markdown._simple("Une " + "*" * 2 * markdown.MAX_NESTING, 1) is None  # it may nest too deep


def test_the_rules_of_the_parser_are_those_of_myst() -> None:
    """No rule of MyST's parser is missing from ours, in the settings of the site, and none is added."""
    myst = create_md_parser(MdParserConfig(), RendererHTML).get_active_rules()
    ours = markdown.make_parser().get_active_rules()
    for chain in ("block", "inline", "inline2"):
        assert set(ours[chain]) == set(myst[chain])


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a\nb <b>c</b>", 2),
        ("a\n\n> b\n> ![c](d.svg)", 4),
        ("```{note}\na\n\n{b}`c`\n```", 4),
        ("| a |\n|--|\n| <b> |", 3),
    ],
)
def test_what_is_wrong_has_its_line(text: str, line: int) -> None:
    """The line told is the one where it stands, in paragraphs, quotes, admonitions and tables."""
    assert {told for told, _ in read_prose(text, 1).wrong} == {line}


@pytest.mark.parametrize(
    "text",
    [
        "[" * (markdown.MAX_BRACKETS + 1),
        "a" * (markdown.MAX_PARAGRAPH + 1),
        "> " * (markdown.MAX_NESTING + 1) + "a",
        "a\n\n" * (markdown.MAX_BLOCKS // 3 + 1),
    ],
)
def test_each_limit_is_told(text: str) -> None:
    """One more than a limit allows is refused, and the limit said."""
    ((_, told),) = read_prose(text, 1).wrong
    assert "at most" in told or "deeper than" in told
