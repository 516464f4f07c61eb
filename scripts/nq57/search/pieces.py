"""Short codes for the pieces of text that cards repeat: words and runs of words.

A card is loaded in a small file, where nothing is repeated enough to be packed well. The pieces are learnt
from few entries, drawn by their number, so that an edit elsewhere leaves the codes of all cards alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence

from nq57.search.postings import ALPHABET

LEADS = "$%*+=@^|"  # signs that seldom stand in a text: each with a letter of the alphabet is a code
PLAIN = "~"  # before a sign that means itself
_LONGEST = 5  # tokens in a piece
_LEAST = 4  # times it must be said to be one
_TOKEN = re.compile(r" ?[^\W_]+| ?[\W_]")
_SIGN = re.compile("[" + re.escape(LEADS + PLAIN) + "]")


def learn(texts: Iterable[str]) -> list[str]:
    """Return the pieces that save the most in the texts, the most useful first; deterministic."""
    rows = [_TOKEN.findall(text) for text in texts]
    counts = Counter(
        "".join(row[at : at + size])
        for row in rows
        for size in range(1, _LONGEST + 1)
        for at in range(len(row) - size + 1)
    )
    often = {piece: count for piece, count in counts.items() if count >= _LEAST}
    some = _best(often, 4 * len(LEADS) * len(ALPHABET))
    longest = _longest(some)
    used = Counter(piece for row in rows for piece in _cut(row, set(some), longest) if len(piece) > 1)
    return _best({piece: used[piece] for piece in some if used[piece] > 1}, len(LEADS) * len(ALPHABET))


def _best(counts: dict[str, int], most: int) -> list[str]:
    saved = {piece: count * (len(piece.encode()) - 2) for piece, count in counts.items()}
    ranked = sorted((piece for piece in saved if saved[piece] > 0), key=lambda one: (-saved[one], one))
    return ranked[:most]


def _longest(pieces: Iterable[str]) -> dict[str, int]:
    """Return of how many tokens is the longest piece that starts with a token, with two: most start none."""
    longest: dict[str, int] = {}
    for row in map(_TOKEN.findall, pieces):
        for start in {row[0], "".join(row[:2])} if len(row) > 1 else ():
            longest[start] = max(len(row), longest.get(start, 1))
    return longest


def _cut(row: list[str], pieces: Container[str], longest: Mapping[str, int]) -> list[str]:
    """Return the tokens joined to the longest pieces there are, from the left."""
    cut: list[str] = []
    after = 0  # so many tokens are cut
    for at in [at for at, some in enumerate(map(longest.get, row)) if some]:
        if at < after or at + 1 == len(row):
            continue
        for size in range(longest.get(row[at] + row[at + 1], 1), 1, -1):
            piece = "".join(row[at : at + size])
            if piece in pieces:
                cut += row[after:at]
                cut.append(piece)
                after = at + size
                break
    return cut + row[after:]


class Coder:
    """Writes a text with the codes of pieces."""

    def __init__(self, pieces: Sequence[str]) -> None:
        """Give each piece its code, by its place."""
        self.codes = _Codes(
            (piece, LEADS[place // len(ALPHABET)] + ALPHABET[place % len(ALPHABET)])
            for place, piece in enumerate(pieces)
        )
        self.pieces = frozenset(pieces)
        self.longest = _longest(pieces)

    def write(self, text: str) -> str:
        """Return the text in codes.

        >>> Coder(["Nghị quyết số", " 57"]).write("Nghị quyết số 57 = 1")
        '$A$B ~= 1'
        """
        cut = _cut(_TOKEN.findall(text), self.pieces, self.longest) if self.pieces else [text]
        return "".join(map(self.codes.__getitem__, cut))


class _Codes(dict[str, str]):
    """What is written for a piece or a token: tokens repeat."""

    def __missing__(self, token: str) -> str:
        written = self[token] = _SIGN.sub(PLAIN + r"\g<0>", token)
        return written
