"""Lists of words as one regular expression: a tree of letters, read from the left or from the right."""

from __future__ import annotations

import re
from collections.abc import Iterable

from nq57.citations.view import folded, variants

_END = ""
_NO_LETTER = r"(?![^\W_])"
Tree = dict[str, "Tree"]


def alternatives(phrases: Iterable[str], *, backwards: bool = False, given: bool = False) -> str:
    """Return a pattern of folded phrases, the longest first, that reads each letter once.

    A space stands for any white space. ``backwards`` is for text that was turned round, ``given`` for
    text that was not folded: each letter stands for all that fold to it.

    >>> alternatives(["thông tư", "thông báo"])
    '(?:thong\\\\s++(?:tu|bao))'
    """
    tree: Tree = {}
    for phrase in phrases:
        letters = " ".join(folded(phrase).split())
        node = tree
        for letter in reversed(letters) if backwards else letters:
            node = node.setdefault(letter, {})
        node[_END] = {}
    return f"(?:{_branches(tree, given)})" if tree else "(?!)"


def _branches(node: Tree, given: bool) -> str:
    inner = [
        _piece(letter, given) + _branches(below, given) for letter, below in node.items() if letter != _END
    ]
    if not inner:
        return ""
    joined = inner[0] if len(inner) == 1 and _END not in node else f"(?:{'|'.join(inner)})"
    return joined + "?" if _END in node else joined


def _piece(letter: str, given: bool) -> str:
    if letter == " ":
        return r"\s++"
    return f"[{variants(letter)}]" if given else re.escape(letter)


def exact(words: Iterable[str]) -> str:
    """Return a pattern of words with their marks (bộ is no bổ), capitals or not."""
    ordered = sorted(words, key=len, reverse=True)
    bounded = (re.escape(word) + (_NO_LETTER if word[-1:].isalpha() else "") for word in ordered)
    return "|".join(rf"(?i:{word})".replace(r"\ ", r"\s{1,12}+") for word in bounded) or "(?!)"
