"""Prose: present, plain Markdown, in the contributor's own words."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from nq57.checks.evidence import MAX_WORDS
from nq57.checks.inputs import Inputs, problem
from nq57.model import KnowledgeBase, Note
from nq57.problems import Code, Problem
from nq57.text import fold, nfc, squeeze

COPIED_WORDS = 15
_WORD = re.compile(r"\w+")
_QUOTED = re.compile(r"«[^»]*»|“[^”]*”|\"[^\"]*\"")
_ROLE = re.compile(r"\{[A-Za-z0-9_:+-]+\}")
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
                line += child.type in ("softbreak", "hardbreak")
                if wrong := _not_plain(child):
                    yield problem(note, line, Code.BAD_MARKDOWN, wrong)
                elif lost := _lost_link(inputs.kb, note, str(child.attrGet("href") or "")):
                    yield problem(note, line, Code.DANGLING, lost)


def _not_plain(token: Token) -> str:
    address = str(token.attrGet("href") or token.attrGet("src") or "")
    if token.type in ("html_block", "html_inline"):
        return f"raw HTML '{token.content.strip()[:40]}'; write Markdown"
    if token.type == "fence" and token.info.strip().startswith("{"):
        return f"a directive '{token.info.strip()}'; prose has none"
    if token.type == "text" and (role := _ROLE.search(token.content)):
        return f"a role or directive '{role[0]}'; prose has none"
    if token.type == "heading_open":
        return "a heading; the page makes its own, write paragraphs"
    if token.type == "image" and address.startswith("https:"):
        return f"an image of another site, '{address}'; a page needs nothing from outside"
    if address and not _LINK.match(address):
        return f"a link to '{address}'; link to a note (../documents/x.md) or an https:// address"
    return ""


def _lost_link(kb: KnowledgeBase, note: Note, address: str) -> str:
    """Say what is wrong with a link to a note: pages (an index, the guide) are not looked for."""
    path, _, record = address.partition("#")
    target = posixpath.normpath(posixpath.join(posixpath.dirname(note.path), path))
    name = posixpath.basename(target)
    if not path.endswith(".md") or "//" in path or name == "index.md" or target.startswith("guide/"):
        return ""
    held = kb.notes.get(name.removesuffix(".md"))
    if held is None or held.path != target:
        return "" if name.removesuffix(".md") in kb.unread else f"a link to '{path}', where no note is"
    if record and record not in {one.id for one in held.records()}:
        return f"a link to '{address}'; {target} has no record '{record}'"
    return ""


def copied_sentences(inputs: Inputs) -> Iterator[Problem]:
    """No run of 15 words of a source stands in the prose, apart from short quotes in quotation marks."""
    runs = {run: source for source, text in inputs.texts.items() for _, run in _runs(nfc(text))}
    for note in inputs.kb.notes.values():
        for start, run in _runs(_QUOTED.sub(_unquoted, note.body)):
            if source := runs.get(run):
                words = squeeze(note.body[start : start + 40])
                message = f"'{words}…' repeats {COPIED_WORDS} words of {source}; say it yourself"
                line = note.body_line + note.body.count("\n", 0, start)
                yield problem(note, line, Code.COPIED_PROSE, message)
                break


def _runs(text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield (offset, folded words) of every run of 15 words."""
    found = [(word.start(), fold(word[0])) for word in _WORD.finditer(text)]
    for n in range(len(found) - COPIED_WORDS + 1):
        yield found[n][0], tuple(word for _, word in found[n : n + COPIED_WORDS])


def _unquoted(quote: re.Match[str]) -> str:
    """Blank a quote, letter for letter so that offsets stay; one too long for a quote is prose."""
    words = len(quote[0][1:-1].split())
    return quote[0] if words > MAX_WORDS else re.sub(r"\w", "·", quote[0])
