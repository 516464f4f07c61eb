"""One sorted dictionary of terms, cut into files of a few kilobytes whose borders stay where they are.

A border depends on the term that stands there and on the few before it, so that a change moves the
borders around it at most and every other file keeps its bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from zlib import crc32

from nq57.search.postings import encode

_LEAST, _MOST = 2048, 12288  # bytes: no border sooner, one as soon as possible after
_CHANCE = 64  # one term in so many may start a file
_BORDER = re.compile(r"[ -~]{1,24}\Z")  # terms that can name a file
_UNSAFE = re.compile(r"[^a-z0-9]")

Lists = Mapping[str, Mapping[str, Mapping[int, int]]]
Shard = dict[str, str | dict[str, str]]


def cut(lists: Lists) -> dict[str, Shard]:
    """Return the dictionary in files by the term each starts from; the first starts from the empty one.

    ``lists`` is ``{folded term: {exact spelling: {entry: weight}}}``. A term with one spelling, its own,
    is written without it.
    """
    files: dict[str, Shard] = {}
    shard: Shard = {}
    border, size = "", 0
    for term, spelled in _encoded(lists):
        if size > _LEAST and _BORDER.match(term) and (size > _MOST or crc32(term.encode()) % _CHANCE == 0):
            files[border] = shard
            border, size, shard = term, 0, {}
        shard[term] = spelled
        size += len(term) + _size(spelled)
    files[border] = shard
    return files


def safe(border: str) -> str:
    """Return the border as letters that every file system takes; no two borders share a name.

    >>> safe("#57nqtw")
    '_23_57nqtw'
    """
    return _UNSAFE.sub(lambda sign: f"_{ord(sign[0]):x}_", border)


def _size(spelled: str | dict[str, str]) -> int:
    signs = 6  # quotes, colon, comma
    if isinstance(spelled, str):
        return signs + len(spelled)
    return signs + sum(signs + len(exact) + len(found) for exact, found in spelled.items())


def _encoded(lists: Lists) -> Iterator[tuple[str, str | dict[str, str]]]:
    for term in sorted(lists):
        spelled = {exact: encode(weights) for exact, weights in sorted(lists[term].items())}
        alone = len(spelled) == 1 and next(iter(spelled)) in (term, "")
        yield term, next(iter(spelled.values())) if alone else spelled
