"""Which entries hold a term and how much it weighs there, as a short string of plain letters.

Entries come by falling weight, so that a reader may stop early. A list is a row of groups, one for each
weight: the weight (one letter), how many entries, and their numbers as differences. A count or a
difference is five bits to the letter, the lowest first; letters from the second half of the alphabet go on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
TOP = 63


def encode(weights: Mapping[int, int]) -> str:
    """Return the list for ``{entry: weight}``, weights from 1 to 63.

    >>> encode({7: 5, 40: 5, 3: 63})
    '_BDFCHhB'
    """
    groups: dict[int, list[int]] = defaultdict(list)
    for entry, weight in weights.items():
        groups[weight].append(entry)
    letters = []
    for weight in sorted(groups, reverse=True):
        letters += [ALPHABET[weight], _count(len(groups[weight]))]
        last = 0
        for entry in sorted(groups[weight]):
            letters.append(_count(entry - last))
            last = entry
    return "".join(letters)


def _count(value: int) -> str:
    letters = ""
    while value > 31:
        letters += ALPHABET[32 | value & 31]
        value >>= 5
    return letters + ALPHABET[value]
