"""The part of a long text that a result can show: the sentences that say what others do not.

All of every text would make the index larger than a query should cost. A note is found by every word of its
text, and first by those of its gist, so that the results on top show why they are there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from nq57.search.words import Word, words

# As in search-marks.js: a sentence ends where a sign is followed by a capital, a digit or an opening sign.
_END = re.compile(r"(?<=[.!?…;])\s+(?=[^\W_a-z]|[\"“«(–-])")


@dataclass(frozen=True, slots=True)
class Text:
    """A text in sentences, each with its words."""

    sentences: Sequence[str]
    rows: Sequence[Sequence[Word]]

    @classmethod
    def of(cls, text: str) -> Text:
        """Return the text cut into sentences."""
        sentences = [part for part in _END.split(text.strip()) if part]
        return cls(sentences, [words(sentence) for sentence in sentences])


def gist(text: Text, worth: Callable[[str], int], most: int) -> list[int]:
    """Return the places of the sentences to keep, about ``most`` letters: all of a short text.

    The first is kept; then those whose folded words are worth the most for their length. Deterministic.
    """
    lengths = [len(sentence) + 1 for sentence in text.sentences]
    places = range(len(lengths))
    if sum(lengths) <= most:
        return list(places)
    values = [
        sum(worth(folded) for folded in {word.folded for word in row}) / lengths[at]
        for at, row in enumerate(text.rows)
    ]
    left = most
    kept: list[int] = []
    for at in sorted(places, key=lambda at: (at > 0, -values[at], at)):
        if lengths[at] <= left or not kept:
            kept.append(at)
            left -= lengths[at]
    return sorted(kept)
