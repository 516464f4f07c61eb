"""Prose: present, plain Markdown, in the contributor's own words."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from itertools import zip_longest

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from nq57.checks.evidence import MAX_WORDS
from nq57.checks.inputs import Inputs, problem
from nq57.model import KnowledgeBase, Note
from nq57.problems import Code, Problem
from nq57.text import fold, nfc, squeeze

COPIED_WORDS = 15
BLOCK = 8  # words: the longest block that a run holds whole, wherever it starts
Fold = Callable[[str], str]
VIEW = "nq57"  # the directive of plain pages that shows an index or a table
PLACEHOLDER = "À écrire"
_WORD = re.compile(r"\w+")
_QUOTED = re.compile(r"«[^»]*»|“[^”]*”|\"[^\"]*\"")
ADMONITIONS = ("note", "admonition", "tip", "important", "warning", "seealso")
_DIRECTIVE = re.compile(r"\{([a-z0-9-]+)\}")
_ROLE = re.compile(r"\{[A-Za-z0-9_:+-]+\}\Z")
_SPECIAL = re.compile(r"[<`~{\\&%]|!\[|\]:")
_ADDRESS = re.compile(r"\]\(([^()\s]*)\)")
_LINK = re.compile(r"https://|#|mailto:[\w.+-]+@[\w.-]+\Z|(?:\.\./)?[a-z0-9][a-z0-9/-]*\.md(?:#|\Z)")
_IMAGE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*\.(?:png|jpe?g|gif|webp)\Z")


def empty_prose(inputs: Inputs) -> Iterator[Problem]:
    """A note says what it is and why it matters; the placeholder of a new note does not."""
    for note in inputs.kb.notes.values():
        if not _WORD.search(note.body) or note.body.strip().startswith(PLACEHOLDER):
            message = "no prose; say in two to ten sentences what this is"
            yield problem(note, note.body_line, Code.EMPTY_NOTE, message)


def plain_markdown(inputs: Inputs) -> Iterator[Problem]:
    """Prose is plain Markdown and admonitions: no raw HTML, no role, links to notes and https only."""
    markdown = MarkdownIt("commonmark").enable("table").use(footnote_plugin)
    for path, text in inputs.pages.items():
        for line, token, following in _tokens(markdown, text, 1):
            if wrong := _not_plain(token, following, (*ADMONITIONS, VIEW)):
                yield Problem(path, line, Code.BAD_MARKDOWN, wrong)
    for note in inputs.kb.notes.values():
        if _is_surely_plain(inputs.kb, note):
            continue
        for line, token, following in _tokens(markdown, note.body, note.body_line):
            if wrong := _not_plain(token, following, ADMONITIONS):
                yield problem(note, line, Code.BAD_MARKDOWN, wrong)
            elif lost := _lost_link(inputs.kb, note, str(token.attrGet("href") or "")):
                yield problem(note, line, Code.DANGLING, lost)


def _is_surely_plain(kb: KnowledgeBase, note: Note) -> bool:
    """Tell whether prose without any sign of the rest links to notes and https only: no need to parse it.

    What looks like a link is taken for one, so that nothing wrong passes.
    """
    if _SPECIAL.search(note.body):
        return False
    addresses = _ADDRESS.findall(note.body)
    return note.body.count("](") == len(addresses) and not any(
        not _LINK.match(address) or _lost_link(kb, note, address) for address in addresses
    )


def _tokens(markdown: MarkdownIt, text: str, first: int) -> Iterator[tuple[int, Token, Token | None]]:
    """Yield (line, token, the inline token after it), those inside admonitions too."""
    for token in markdown.parse(text):
        line = first + (token.map[0] if token.map else 0)
        yield line, token, None
        children = token.children or []
        for child, following in zip_longest(children, children[1:]):
            line += child.type in ("softbreak", "hardbreak")
            yield line, child, following
        if token.type == "fence" and _directive(token) in ADMONITIONS:
            yield from _tokens(markdown, token.content, line + 1)


def _directive(fence: Token) -> str:
    name = _DIRECTIVE.match(fence.info.strip())
    return name[1] if name else ""


def _not_plain(token: Token, following: Token | None, directives: tuple[str, ...]) -> str:
    address = str(token.attrGet("href") or token.attrGet("src") or "")
    if token.type in ("html_block", "html_inline"):
        return f"raw HTML '{token.content.strip()[:40]}'; write Markdown"
    if token.type == "fence" and token.info.strip().startswith("{") and _directive(token) not in directives:
        return f"a directive '{token.info.strip()[:40]}'; only {', '.join(directives)} are known"
    role = _ROLE.search(token.content) if token.type == "text" else None
    if role and following and following.type == "code_inline":
        return f"a role '{role[0]}'; prose has none"
    if token.type == "image" and not _IMAGE.match(address):
        return f"an image '{address}'; keep it beside the note, as picture.png"
    if token.type != "image" and address and not _LINK.match(address):
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
    fold_word = lru_cache(maxsize=None)(fold)  # texts repeat their words
    alike = _alike(inputs, fold_word)
    for note in inputs.kb.notes.values():
        texts = alike.get(note.id)
        if not texts:
            continue
        runs = {run: name for name in texts for _, run in _runs(nfc(inputs.texts[name]), fold_word)}
        for start, run in _runs(_QUOTED.sub(_unquoted, note.body), fold_word):
            if source := runs.get(run):
                words = squeeze(note.body[start : start + 40])
                message = f"'{words}…' repeats {COPIED_WORDS} words of {source}; say it yourself"
                line = note.body_line + note.body.count("\n", 0, start)
                yield problem(note, line, Code.COPIED_PROSE, message)
                break


def _alike(inputs: Inputs, fold_word: Fold) -> Mapping[str, list[str]]:
    """Return the kept texts, by note, that could share a run with its prose.

    A run of 15 words holds a whole block of eight, if the prose is cut into blocks of eight: few words are
    put together to look for all of them in all texts.
    """
    blocks: dict[int, set[str]] = defaultdict(set)
    for note in inputs.kb.notes.values():
        words = [fold_word(word) for word in _WORD.findall(_QUOTED.sub(_unquoted, note.body))]
        for start in range(0, len(words) - BLOCK + 1, BLOCK):
            blocks[hash(tuple(words[start : start + BLOCK]))].add(note.id)
    found: dict[str, list[str]] = defaultdict(list)
    for name, text in inputs.texts.items():
        words = [fold_word(word) for word in _WORD.findall(nfc(text))]
        shared = blocks.keys() & set(map(hash, zip(*(words[start:] for start in range(BLOCK)), strict=False)))
        for note_id in sorted({note_id for block in shared for note_id in blocks[block]}):
            found[note_id].append(name)
    return found


def _runs(text: str, fold_word: Fold) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield (offset, folded words) of every run of 15 words."""
    found = [(word.start(), fold_word(word[0])) for word in _WORD.finditer(text)]
    for n in range(len(found) - COPIED_WORDS + 1):
        yield found[n][0], tuple(word for _, word in found[n : n + COPIED_WORDS])


def _unquoted(quote: re.Match[str]) -> str:
    """Blank a quote, letter for letter so that offsets stay; one too long for a quote is prose."""
    words = len(quote[0][1:-1].split())
    return quote[0] if words > MAX_WORDS else re.sub(r"\w", "·", quote[0])
