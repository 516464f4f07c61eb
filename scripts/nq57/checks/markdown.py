"""The Markdown that a note may hold: read as MyST reads it, and held against a closed list.

Nothing is allowed because nobody thought of it: a token whose kind is not listed is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from itertools import zip_longest
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin
from mdit_py_plugins.myst_blocks import myst_block_plugin
from mdit_py_plugins.myst_role import myst_role_plugin
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

MAX_NESTING = 16  # markdown-it drops what stands deeper than 20, without a word
MAX_BLOCKS = 40_000  # tokens: a paragraph is three of them, a cell of a table too
MAX_PARAGRAPH = 20_000  # characters
MAX_BRACKETS = 500  # in one paragraph: each unclosed one makes the reader go over the rest again
VIEW = "nq57"  # the directive of plain pages that shows an index or a table
ADMONITIONS = ("note", "admonition", "tip", "important", "warning", "seealso")

_BLOCKS = (
    *("paragraph", "heading", "bullet_list", "ordered_list", "list_item", "blockquote", "footnote_reference"),
    *("table", "thead", "tbody", "tr", "th", "td"),
)
_SPANS = ("em", "strong", "link")
_LEAVES = (
    *("inline", "text", "text_special", "softbreak", "hardbreak", "code_inline", "image", "footnote_ref"),
    *("fence", "code_block"),
)
_ALLOWED = frozenset(
    (*_LEAVES, *(f"{name}_{end}" for name in (*_BLOCKS, *_SPANS) for end in ("open", "close")))
)
_NAMES = {
    "html_block": "raw HTML",
    "html_inline": "raw HTML",
    "myst_role": "a role",
    "myst_target": "a target",
    "myst_line_comment": "a comment",
    "myst_block_break": "a block break",
    "front_matter": "front matter",
    "hr": "a line between blocks",
}
_FENCE = re.compile(r"\{([^}]*)\}\s*(.*)", re.DOTALL)
_ADDRESS = re.compile(
    r"https://[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?::[0-9]{1,5})?(?:[/?#]|\Z)|#[^#]|mailto:[\w.+-]+@[\w.-]+\Z"
    r"|inv:[a-z0-9]+#[a-z0-9-]+\Z|(?:\.\./)?(?:[a-z0-9-]+/)?[a-z0-9-]+\.md(?:#[^#]|\Z)"
)
_IMAGE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\.(?:png|jpe?g|gif|webp)\Z")
_LABEL = re.compile(r"[\w-]{1,40}\Z")
_SIGNS = (
    (re.compile(r"^:::+", re.MULTILINE), "a directive of colons; write it between lines of ```"),
    (re.compile(r"\{\{[^\n]*?\}\}"), "a substitution; prose has none, put it between `back-ticks`"),
)


@dataclass(frozen=True, slots=True)
class Prose:
    """What was read: what is wrong (line, message), what is linked and shown, and whether it says anything.

    ``links`` and ``images`` hold (line, address); ``anchors`` the texts of headings.
    """

    wrong: list[tuple[int, str]] = field(default_factory=list)
    links: list[tuple[int, str]] = field(default_factory=list)
    images: list[tuple[int, str]] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    says: list[bool] = field(default_factory=list)


class _Parser(MarkdownIt):
    """MyST's parser in our settings, one thing apart: any scheme makes a link, so that it is seen."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 (markdown-it names it so)
        return True


@cache
def make_parser() -> MarkdownIt:
    """Return the parser of blocks; what stands in a block is parsed once it is known to be bearable.

    What it learns of a text is in the text's own ``env``: one parser reads them all.
    """
    markdown = _Parser("commonmark", {"maxNesting": 5 * MAX_NESTING})
    markdown.enable("table").use(front_matter_plugin).use(myst_block_plugin).use(myst_role_plugin)
    markdown.use(footnote_plugin, inline=False, move_to_end=False, always_match_refs=True)
    markdown.core.ruler.enableOnly(["normalize", "block"])  # the inline parts follow, once they are measured
    return markdown


def read_prose(
    text: str, first: int, directives: tuple[str, ...] = ADMONITIONS, *, whole: bool = True
) -> Prose:
    """Read prose whose first line has the number ``first``; what is not ``whole`` may call others' notes."""
    if simple := _simple(text, first):
        return simple
    prose = Prose()
    reader = _Reader(prose, directives)
    reader.read(text, first)
    if whole:
        reader.footnotes()
    prose.wrong.sort()
    return prose


# Any sign of more than paragraphs with words and plain links: most notes have none, and parsing takes long.
# Each begins with plain signs, which the engine skips to: a line is what follows a line end.
_SIGN = re.compile(r"[<`~{\\&|]")
_START = re.compile(r"\n(?:[ \t]*(?:[-#>+=%:(*_]|[0-9]+[.)])| {4}| *\t)")
_STRESSED = re.compile(r"[*_\[\n]")
_PLAIN_LINK = re.compile(r"\[[^\[\]\n]+\]\(([^()\s]*)\)")


def _simple(text: str, first: int) -> Prose | None:
    """Read paragraphs of words and plain links without parsing them; None where there may be more."""
    if len(text) > MAX_PARAGRAPH or _SIGN.search(text) or "![" in text or _START.search(f"\n{text}"):
        return None
    links, rest = [], text
    if "[" in text:
        links = [(first + text.count("\n", 0, at.start()), at[1]) for at in _PLAIN_LINK.finditer(text)]
        rest = _PLAIN_LINK.sub("", text)
    plain = "[" not in rest and "]" not in rest and all(_ADDRESS.match(address) for _, address in links)
    # Emphasis is words too, unless it nests too deep.
    if not plain or len(links) > MAX_BRACKETS or rest.count("*") + rest.count("_") > 2 * (MAX_NESTING - 1):
        return None
    says = bool(links or re.search(r"[^\W_]", text))
    return Prose(links=links, says=[says]) if says or "_" not in text else None


class _Reader:
    def __init__(self, prose: Prose, directives: tuple[str, ...]) -> None:
        self.prose = prose
        self.directives = directives
        self.parser = make_parser()
        self.env: dict[str, Any] = {}
        self.defined: dict[str, int] = {}
        self.called: dict[str, int] = {}
        self.looked_at: set[int] = set()
        self.level = 0  # of the last heading

    def wrong(self, line: int, message: str) -> None:
        self.prose.wrong.append((line, message))

    def read(self, text: str, first: int, depth: int = 0) -> None:
        tokens = self.parser.parse(text, self.env)
        if len(tokens) > MAX_BLOCKS:
            self.wrong(first, f"{len(tokens)} blocks of prose; a note has at most {MAX_BLOCKS}")
            return
        for again in self.env.pop("duplicate_refs", ()):
            self.wrong(first + again["map"][0], "a definition `[…]: address` that stands twice; keep one")
            self.address(first + again["map"][0], again["href"])
        for reference in self.env.get("references", {}).values():
            if id(reference) not in self.looked_at:
                self.looked_at.add(id(reference))
                self.address(first + reference["map"][0], reference["href"])
        heading = False
        for token in tokens:  # a paragraph is told by the token before its text
            line = first + (token.map[0] if token.map else 0)
            heading = token.type == "heading_open" or (heading and token.type == "inline")
            if token.level + depth > MAX_NESTING:
                self.wrong(line, f"nested deeper than {MAX_NESTING} levels; write it flatter")
                return
            self.block(token, line, depth)
            if token.type == "inline" and self.bearable(token.content, line):
                self.words(token.content, line, heading)

    def words(self, text: str, line: int, heading: bool) -> None:
        """Read what stands in a block; most is simple, and parsing takes longer than all the rest."""
        # Of a heading the words alone are kept: those that stress, links and line ends would be left in.
        simple = None if heading and _STRESSED.search(text) else _simple(text, line)
        if simple:
            self.prose.links.extend(simple.links)
            self.prose.says.extend(simple.says)
            self.prose.headings.extend([text] if heading else [])
        else:
            self.inline(self.parser.inline.parse(text, self.parser, self.env, []), line, heading)

    def bearable(self, text: str, line: int) -> bool:
        brackets = text.count("[") + text.count("<")
        if len(text) > MAX_PARAGRAPH:
            self.wrong(line, f"a paragraph of {len(text)} characters; at most {MAX_PARAGRAPH}")
        elif brackets > MAX_BRACKETS:
            self.wrong(line, f"a paragraph with {brackets} `[` and `<`; at most {MAX_BRACKETS}")
        else:
            return True
        self.prose.says.append(True)
        return False

    def block(self, token: Token, line: int, depth: int) -> None:
        if token.type == "heading_open":
            self.heading(int(token.tag[1]), line, token.level + depth)
        elif token.type == "fence":
            self.fence(token, line, depth)
        elif token.type == "code_block":
            self.prose.says.append(True)
        elif token.type == "footnote_reference_open":
            label = str(token.meta.get("label", ""))
            if label in self.defined:
                self.wrong(
                    line, f"a footnote '[^{label}]:' that stands in line {self.defined[label]} already"
                )
            self.defined.setdefault(label, line)
        elif token.type not in _ALLOWED:
            self.refused(token, line)

    def heading(self, level: int, line: int, depth: int) -> None:
        if depth:
            self.wrong(line, "a heading inside a list, a quote or an admonition; put it on the left margin")
        if level > (self.level or 2) + 1:
            wanted = "#" * ((self.level or 1) + 1)
            self.wrong(line, f"a heading of level {level} where {wanted} is the next; skip no level")
        self.level = level

    def refused(self, token: Token, line: int) -> None:
        what = _NAMES.get(token.type, f"Markdown of the kind {token.type}")
        name = f"{{{token.meta['name']}}}" if token.type == "myst_role" else ""
        shown = " ".join(f"{name}{token.content or token.markup}".split())[:40]
        self.wrong(line, f"{what} '{shown}'; prose is plain Markdown, and `code` shows signs as they are")

    def fence(self, token: Token, line: int, depth: int) -> None:
        info = token.info.strip()
        if not info.startswith("{"):
            self.prose.says.append(True)
            if info and not _known_language(info):
                self.wrong(line, f"code in the language '{info[:40]}', which is unknown; write ```text")
            return
        directive = _FENCE.fullmatch(info)
        name, argument = directive.groups() if directive else ("", "")
        if name not in self.directives:
            self.wrong(line, f"a directive '{info[:40]}'; only {', '.join(self.directives)} are known")
        elif name != VIEW:
            self.admonition(name, argument, token.content, line, depth + token.level + 1)

    def admonition(self, name: str, argument: str, content: str, line: int, depth: int) -> None:
        if re.match(r"\s*(?::|---)", content):
            self.wrong(line + 1, f"an option in `{{{name}}}`; an admonition takes none")
        if not content.strip() and (name == "admonition" or not argument):
            self.wrong(line, f"`{{{name}}}` holds nothing; write a line below it")
        if name == "admonition" and not argument:
            self.wrong(line, "an `{admonition}` without a title; write it on the same line")
        for text, first in ((argument, line), (content, line + 1)):
            if depth > MAX_NESTING:
                self.wrong(line, f"nested deeper than {MAX_NESTING} levels; write it flatter")
            else:
                self.read(text, first, depth)

    def inline(self, tokens: list[Token], line: int, heading: bool) -> None:
        if heading:
            self.prose.headings.append("".join(token.content for token in tokens))
        words = any(token.type == "text" and re.search(r"\w", token.content) for token in tokens)
        shown = any(token.type in ("code_inline", "image") for token in tokens)
        self.prose.says.append(shown or words)
        self.signs(tokens, line)
        for token, following in zip_longest(tokens, tokens[1:]):
            line += token.type in ("softbreak", "hardbreak")
            if token.level > MAX_NESTING:
                self.wrong(line, f"nested deeper than {MAX_NESTING} levels; write it flatter")
                return
            self.span(token, following, line)
            if token.type == "image":
                self.inline(token.children or [], line, heading=False)

    def signs(self, tokens: list[Token], line: int) -> None:
        """Refuse what would be more than text to MyST with other settings than ours."""
        parts = {"softbreak": "\n", "hardbreak": "\n"}
        text = "".join(one.content if one.type == "text" else parts.get(one.type, "\0") for one in tokens)
        for sign, message in _SIGNS:
            for found in sign.finditer(text):
                self.wrong(line + text.count("\n", 0, found.start()), f"'{found[0][:40]}': {message}")

    def span(self, token: Token, following: Token | None, line: int) -> None:
        if token.type not in _ALLOWED:
            self.refused(token, line)
        elif token.type == "link_open":
            address = str(token.attrGet("href") or "")
            closed = following and following.type == "link_close"
            if closed and not address.endswith(".md"):  # a note lends its title
                self.wrong(line, f"a link to '{address}' without words; write them between [ and ]")
            self.address(line, address)
        elif token.type == "image":
            address = str(token.attrGet("src") or "")
            if _IMAGE.match(address):
                self.prose.images.append((line, address))
            else:
                self.wrong(line, f"an image '{address[:80]}'; keep it beside the note, as picture.png")
        elif token.type == "footnote_ref":
            self.called.setdefault(str(token.meta.get("label", "")), line)

    def address(self, line: int, address: str) -> None:
        if _ADDRESS.match(address):
            self.prose.links.append((line, address))
        else:
            expected = "link to a note (../documents/x.md) or an https:// address"
            self.wrong(line, f"a link to '{address[:80]}'; {expected}")

    def footnotes(self) -> None:
        for label, line in {**self.called, **self.defined}.items():
            if not _LABEL.match(label):
                self.wrong(line, f"a footnote '[^{label[:40]}]'; name it with letters and digits")
            elif label not in self.defined:
                self.wrong(line, f"a footnote '[^{label}]' that is not written; add a line '[^{label}]: …'")
            elif label not in self.called:
                self.wrong(
                    line, f"a footnote '[^{label}]:' that nothing calls; write [^{label}] in the prose"
                )


def _known_language(info: str) -> bool:
    try:
        get_lexer_by_name(info)
    except ClassNotFound:
        return False
    return True
