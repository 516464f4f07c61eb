"""What a translation must keep of its French: a contributor's text, under the same closed rules as prose.

It may lead only where the French leads, and show only what the French shows.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from markdown_it.token import Token

from nq57.checks.markdown import make_parser, read_prose
from nq57.letters import describe, hidden
from nq57.text import fold, nfc

BLANK = re.compile(r"\{\w+\}")
_NUMBER = re.compile(r"\b[0-9]+(?:/[0-9]{4})?[-/][A-ZĐ]+(?:[-/][A-ZĐ]+)*\b")
_MARKED = re.compile(r"[`*_\[\]<>!&\\#]|^\s*(?:[-+=:|~]|[0-9]+[.)])")
_PARAGRAPH = ["paragraph_open", "inline", "paragraph_close"]


def unlike_prose(french: str, words: str) -> Iterator[str]:
    """Yield what is wrong with the translation of a paragraph, a heading or a phrase of a field."""
    yield from unlike_text(french, words)
    lost, added = _differences(_numbers(french), _numbers(words))
    yield from (f"the number '{number}' is lost; write it as the French does" for number in lost)
    yield from (f"the number '{number}' is not in the French" for number in added)
    if not _MARKED.search(french + "\0" + words) and not _MARKED.search(words):
        return
    yield from (wrong for _, wrong in read_prose(words, 1, whole=False).wrong)
    asked, given = _read(french), _read(words)
    if _types(asked) == _PARAGRAPH and _types(given) != _PARAGRAPH:
        yield "more or other than one paragraph; put a \\ before the sign that starts a list or heading"
        return
    lost, added = _differences(_marks(asked), _marks(given))
    yield from (f"{mark} is lost; keep it as the French has it" for mark in lost)
    yield from (f"{mark} is not in the French" for mark in added)


def unlike_text(french: str, words: str) -> Iterator[str]:
    """Yield what is wrong with the translation of plain words: letters that hide, line ends, lost blanks."""
    if found := hidden(words):
        yield f"{describe(found[0])}, which nobody sees; take it out"
    if words != nfc(words):
        yield "letters that are not in Unicode normal form C; save the file in form C"
    if "\n" in words.rstrip("\n") and "\n" not in french:
        yield "a line end inside; a message is one line"
    lost, added = _differences(Counter(BLANK.findall(french)), Counter(BLANK.findall(words)))
    yield from (f"the blank '{blank}' is lost; it is filled when the page is made" for blank in lost)
    yield from (f"the blank '{blank}' is not in the French; nothing fills it" for blank in added)


def _differences(asked: Counter[str], given: Counter[str]) -> tuple[list[str], list[str]]:
    return sorted((asked - given).elements()), sorted((given - asked).elements())


def _numbers(text: str) -> Counter[str]:
    """Return the document numbers of a text, once each; QD and QĐ are one."""
    return Counter({fold(number).upper() for number in _NUMBER.findall(text)})


def _read(text: str) -> list[Token]:
    return make_parser().parse(text, {})


def _types(tokens: list[Token]) -> list[str]:
    return [token.type for token in tokens]


def _marks(tokens: list[Token]) -> Counter[str]:
    """Count what a paragraph holds beside words: links by address, images, code, notes, emphasis."""
    found: Counter[str] = Counter()
    for block in tokens:
        if block.type == "inline":
            for token in make_parser().inline.parse(block.content, make_parser(), {}, []):
                if mark := _mark(token):
                    found[mark] += 1
    return found


def _mark(token: Token) -> str:
    if token.type == "link_open":
        return f"the link to '{token.attrGet('href')}'"
    if token.type == "image":
        return f"the image '{token.attrGet('src')}'"
    if token.type == "code_inline":
        return f"the code `{token.content}`"
    if token.type == "footnote_ref":
        return f"the footnote [^{token.meta.get('label')}]"
    return {"strong_open": "a **strong** word", "em_open": "an *emphasised* word"}.get(token.type, "")
