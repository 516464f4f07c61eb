"""Small numbers that stay: an entry keeps its number when another comes or goes.

A place in the order of ids would move every later entry, and with it nearly every file of the index.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b


def bits_for(count: int) -> int:
    """Return the width of the space of numbers: a quarter more places than entries at least.

    The fewer places, the shorter are all lists; the more, the fewer draw one that is taken.

    >>> bits_for(0), bits_for(350), bits_for(10_000)
    (4, 9, 14)
    """
    return max(4, (count + count // 4).bit_length())


def assign(ids: Iterable[str], bits: int) -> dict[str, int]:
    """Return a number below ``2**bits`` for each id, drawn from the id alone unless an earlier one drew it.

    Raises ValueError when an id stands twice.
    """
    taken: dict[int, str] = {}
    found: dict[str, int] = {}
    for name in ids:
        if name in found:
            raise ValueError(f"entry {name!r} stands twice")
        attempt = 0
        while (place := _draw(name, attempt, bits)) in taken:
            attempt += 1
        taken[place] = name
        found[name] = place
    return found


def _draw(name: str, attempt: int, bits: int) -> int:
    digest = blake2b(f"{attempt}:{name}".encode(), digest_size=4).digest()
    return int.from_bytes(digest, "big") >> (32 - bits)
