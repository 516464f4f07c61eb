"""Prose: present, plain Markdown, in the contributor's own words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt

from nq57.checks.inputs import Inputs, problem
from nq57.problems import Code, Problem
from nq57.text import fold

COPIED_WORDS = 15
_WORD = re.compile(r"\w+")
_QUOTED = re.compile(r"«[^»]*»|“[^”]*”|\"[^\"]*\"")
_DIRECTIVE = re.compile(r"\{[a-z:+-]+\}")
_LINK = re.compile(r"(?:https://|#|(?:\.\./)?[a-z0-9][a-z0-9/-]*\.md(?:#|\Z)|[a-z0-9-]+\.(?:png|jpg|svg)\Z)")


def empty_prose(inputs: Inputs) -> Iterator[Problem]:
    """A note says what it is and why it matters."""
    for note in inputs.kb.notes.values():
        if len(_WORD.findall(note.body)) < 8:
            yield problem(
                note, note.body_line, Code.EMPTY_NOTE, "no prose; say in two to ten sentences what this is"
            )


def plain_markdown(inputs: Inputs) -> Iterator[Problem]:
    """Prose has no raw HTML, no directive or role, no heading of its own, links to notes and https only."""
    markdown = MarkdownIt("commonmark")
    for note in inputs.kb.notes.values():
        for token in markdown.parse(note.body):
            line = note.body_line + (token.map[0] if token.map else 0)
            for child in (token, *(token.children or ())):
                wrong = _not_plain(child.type, child.info, child.content, str(child.attrGet("href") or ""))
                if wrong:
                    yield problem(note, line, Code.BAD_MARKDOWN, wrong)


def _not_plain(kind: str, info: str, content: str, address: str) -> str:
    if kind in ("html_block", "html_inline"):
        return f"raw HTML '{content.strip()[:40]}'; write Markdown"
    if kind == "fence" and info.startswith("{"):
        return f"a directive '{info}'; prose has none"
    if kind == "text" and (role := _DIRECTIVE.search(content)):
        return f"a role '{role[0]}'; prose has none"
    if kind == "heading_open":
        return "a heading; the page makes its own, write paragraphs"
    if address and not _LINK.match(address):
        return f"a link to '{address}'; link to a note (../documents/x.md) or an https:// address"
    return ""


def copied_sentences(inputs: Inputs) -> Iterator[Problem]:
    """No run of 15 words of a source stands in the prose, words in quotation marks apart."""
    runs: dict[tuple[str, ...], str] = {}
    for source, text in inputs.texts.items():
        words = _WORD.findall(fold(text))
        runs.update(
            (tuple(words[n : n + COPIED_WORDS]), source) for n in range(len(words) - COPIED_WORDS + 1)
        )
    for note in inputs.kb.notes.values():
        words = _WORD.findall(fold(_QUOTED.sub(" § ", note.body)))
        for n in range(len(words) - COPIED_WORDS + 1):
            copied = runs.get(tuple(words[n : n + COPIED_WORDS]))
            if copied:
                start = " ".join(words[n : n + 6])
                message = f"'{start} …' repeats {COPIED_WORDS} words of {copied}; say it yourself"
                yield problem(note, note.body_line, Code.COPIED_PROSE, message)
                break
