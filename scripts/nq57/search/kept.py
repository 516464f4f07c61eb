"""What a build leaves for the next one: the index as counted, and the cards in codes.

The file is one of the work folder, never of the site. It is taken only where it is whole, and was written by
the same code from the same synonyms: otherwise it is as if there were none, and all is counted.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from hashlib import blake2b
from io import BytesIO
from pathlib import Path
from zlib import crc32

import numpy as np

from nq57.search.entry import Entry
from nq57.search.index import Index
from nq57.search.said import Terms
from nq57.search.spots import Spots

_KEY, _SUM = 16, 4  # bytes of what it was written by, and of the sum of what follows


Part = tuple[int, int, Sequence[str]]
"""A part of the numbers of entries, from one to before another, and the pieces of its cards."""


@dataclass(frozen=True, slots=True)
class Kept:
    """By the number of an entry: the digest of what it says, its card, and that ``coded`` with ``pieces``."""

    index: Index
    digests: Mapping[int, str] = field(default_factory=dict)
    cards: Mapping[int, str] = field(default_factory=dict)
    coded: Mapping[int, str] = field(default_factory=dict)
    pieces: Sequence[Part] = ()


def digest(entry: Entry) -> str:
    """Return a short name of all that an entry says."""
    said = blake2b(entry.text.encode("utf-8", "surrogatepass"), digest_size=16)
    rest = [getattr(entry, name) for name in Entry.__slots__ if name != "text"]
    said.update(repr(rest).encode("utf-8", "surrogatepass"))
    return said.hexdigest()


def read_kept(file: Path, synonyms: Sequence[Sequence[str]], space: int) -> Kept:
    """Return what the last build kept, or nothing."""
    none = Kept(Index.empty(space))
    try:
        data = memoryview(file.read_bytes())
    except OSError:
        return none
    key, checked, rest = data[:_KEY], data[_KEY : _KEY + _SUM], data[_KEY + _SUM :]
    if key != _key(synonyms, space) or checked != _sum(rest):
        return none
    stream = BytesIO(rest)
    paired, entries, levels, folds, holders, spots, times, starts, sizes, text = (
        np.load(stream, allow_pickle=False) for _ in range(10)
    )
    said = json.loads(text.tobytes())
    terms = Terms(map(tuple, said["terms"]))
    index = Index(terms, paired, entries, levels, Spots(folds, holders, spots), times, starts, sizes)
    digests, cards, coded = (
        dict(zip(said["numbers"], said[name], strict=True)) for name in ("digests", "cards", "coded")
    )
    pieces = [(low, high, part) for low, high, part in said["pieces"]]
    return Kept(index, digests, cards, coded, pieces)


def write_kept(file: Path, synonyms: Sequence[Sequence[str]], kept: Kept) -> None:
    """Keep it for the next build; a build that ends half-way leaves a file that is not taken."""
    index, spots = kept.index, kept.index.spots
    said = {
        "terms": index.terms.known,
        "numbers": list(kept.digests),
        "digests": list(kept.digests.values()),
        "cards": [kept.cards[number] for number in kept.digests],
        "coded": [kept.coded[number] for number in kept.digests],
        "pieces": kept.pieces,
    }
    text = np.frombuffer(json.dumps(said).encode(), np.uint8)
    stream = BytesIO()
    for array in (
        *(index.paired, index.entries, index.levels, spots.folds, spots.entries, spots.spots),
        *(index.times, index.starts, index.sizes, text),
    ):
        np.save(stream, array, allow_pickle=False)
    rest = stream.getbuffer()
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as out:
        out.writelines((_key(synonyms, len(index.sizes)), _sum(rest), rest))


def _sum(data: memoryview) -> bytes:
    return crc32(data).to_bytes(_SUM, "big")


def _key(synonyms: Sequence[Sequence[str]], space: int) -> bytes:
    """Return what all that is kept depends on, but for the entries."""
    told = repr((synonyms, space, sys.version, np.__version__))
    return blake2b(_code() + told.encode("utf-8", "surrogatepass"), digest_size=_KEY).digest()


@cache
def _code() -> bytes:
    """Return the code that counts: another version counts in another way."""
    here = Path(__file__).parent
    return b"".join(path.read_bytes() for path in sorted([*here.glob("*.py"), here.parent / "text.py"]))
