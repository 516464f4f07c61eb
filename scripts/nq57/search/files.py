"""The files of the index: each a classic script that hands plain data to one function.

From ``file://`` a page may load data by ``<script src>`` alone, so a query loads the few files it needs.

===============  ==========================================================================================
file             what it hands over
===============  ==========================================================================================
``root.js``      ``format``; ``bits`` of an entry's number; how many ``blocks`` of cards; ``spots``: the width
                 of a spot; ``t``: the borders of the term files; ``synonyms``; ``markers``: words dropped
                 before a number
``t-BORDER.js``  the terms from BORDER to the next: ``{folded: list}`` or ``{folded: {exact: list}}``, see
                 ``terms`` for the sorts of term and ``postings`` for the list. A list that starts with
                 ``.`` is the best part of a long one: then how many entries it has in all, then that part
``x-TERM.js``    the lists of a term with a long one, whole
``p.js``         the borders of the files of spots: loaded with the first quoted phrase
``p-BORDER.js``  where each word stands: ``{folded: bits}``, see ``postings.spot_bits``, for the entries that
                 hold it, in order; a usual word has several rows, ``"folded 07"``: see ``parts``
``w.js``         the borders of the files of words; ``v.js``: of those of words spelled backwards
``w-BORDER.js``  words that one that is not found may be meant for, each with a capital that tells how many
                 entries hold it; ``v-BORDER.js``: spelled backwards
``c-BLOCK.js``   cards: ``{entry: lines}`` in the codes of pieces: url, kind, number, label, date, issuer,
                 text, then other names
``d.js``         the pieces, in the order of their codes: see ``pieces``
``f.js``         all entries, as a list
``f-FACET.js``   ``[values, width, each, codes]``: so many letters of code hold the places in the values of so
                 many entries, as digits to the base of how many values there are, the lowest first
===============  ==========================================================================================

Borders are packed (``shards.packed``). An edited entry changes only the files that hold its terms, their
spots and its card.
"""

from __future__ import annotations

import gc
import json
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from nq57.search.entry import Entry
from nq57.search.inverted import Inverted, inverted
from nq57.search.ordinals import assign, bits_for
from nq57.search.pieces import Coder, learn
from nq57.search.postings import ALPHABET, by_level, encode, head, letters, number, spot_bits
from nq57.search.shards import cut, packed, safe
from nq57.search.terms import NOWHERE, Synonyms

FORMAT = 3
FACETS = ("kind", "issuer", "level", "province", "year", "status", "language", "date")
MARKERS = ("so", "n", "no", "nº", "nr", "num", "numero", "number")  # "số 57", "n° 57": said before a number

_TERMS, _SPOTS, _WORDS, _CARDS = 1000, 2800, 2500, 1300  # letters that a file should hold at least
_LONG_LIST = 1200  # letters: a term with a longer list has a file of its own
_HEAD = 60  # entries of it that stay beside the other terms

_FEW = 2000  # entries: codes pay off where there are more, and are learnt from one in so many
_DRAWN = 32

Shard = dict[str, object]


def build(entries: Iterable[Entry], synonyms: tuple[tuple[str, ...], ...]) -> dict[str, bytes]:
    """Return the files for ``_search/`` by name: the same entries in any order give the same bytes.

    ``synonyms`` are groups of equal names (``("nghị quyết", "résolution", "resolution", "NQ")``).
    Raises ValueError when two entries have one id.
    """
    with _no_collector():
        return _build(list(entries), synonyms)


@contextmanager
def _no_collector() -> Iterator[None]:
    """Spare the walks over millions of lists and strings, none of them a cycle, that live to the end."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _build(known: Sequence[Entry], synonyms: tuple[tuple[str, ...], ...]) -> dict[str, bytes]:
    bits = bits_for(len(known))
    places = assign([entry.id for entry in sorted(known, key=_age)], bits)
    placed = dict(sorted((places[entry.id], entry) for entry in known))
    index = inverted(placed, Synonyms.of(synonyms))
    cards = {place: _card(entry, index.shown[place]) for place, entry in placed.items()}
    pieces = _pieces(cards)
    coded = _coded(cards, pieces)
    blocks = _blocks(coded, bits)
    terms, long = _term_files(index, 1 << bits)
    files: dict[str, object] = {
        "root": {
            "format": FORMAT,
            "bits": bits,
            "blocks": blocks,
            "spots": index.width,
            "t": packed(list(terms)),
            "synonyms": synonyms,
            "markers": MARKERS,
        }
    }
    files |= {f"t-{safe(border)}": shard for border, shard in terms.items()} | long
    files |= _spot_files(index, bits) | _word_files(index)
    files |= _card_files(coded, bits, blocks) | {"d": pieces}
    files |= {"f": encode({0: list(placed)} if placed else {}, 1 << bits)} | {
        f"f-{facet}": _facet(placed, facet) for facet in FACETS
    }
    return {f"{name}.js": _script(name, files[name]) for name in sorted(files)}


def _age(entry: Entry) -> tuple[bool, str, str]:
    # Of two that draw one number the older keeps it: what comes is mostly newer than what is there.
    return not entry.date, entry.date, entry.id


def _term_files(index: Inverted, space: int) -> tuple[dict[str, Shard], dict[str, object]]:
    long: dict[str, object] = {}

    def rows() -> Iterable[tuple[str, object, int]]:
        for term in sorted(index.terms):
            spelled = {exact: by_level(held) for exact, held in index.terms[term].items()}
            lists = {exact: encode(levels, space) for exact, levels in sorted(spelled.items())}
            if sum(map(len, lists.values())) > _LONG_LIST and len(safe(term)) < 100:
                long[f"x-{safe(term)}"] = _unless_alone(term, lists)
                lists = {exact: _start(spelled[exact], whole, space) for exact, whole in lists.items()}
            size = len(term) + 6 + sum(len(exact) + len(text) + 6 for exact, text in lists.items())
            yield term, _unless_alone(term, lists), size

    shards = cut(rows(), _TERMS, 24)
    return {border: dict(shard) for border, shard in shards.items()}, long


def _start(entries: Mapping[int, Sequence[int]], whole: str, space: int) -> str:
    count = sum(map(len, entries.values()))
    return f".{number(count)}{encode(head(entries, _HEAD), space)}" if count > 2 * _HEAD else whole


def _unless_alone(term: str, lists: dict[str, str]) -> str | dict[str, str]:
    alone = len(lists) == 1 and next(iter(lists)) in (term, "")
    return next(iter(lists.values())) if alone else lists


def _spot_files(index: Inverted, bits: int) -> dict[str, object]:
    nowhere = spot_bits([NOWHERE], index.width)

    def rows() -> Iterable[tuple[str, str, int]]:
        for term in sorted(index.spots):
            if set(index.spots[term]) == {nowhere}:
                continue
            for name, spots in _ranges(term, index.holders[term], index.spots[term], bits):
                row = letters("".join(spots))
                yield name, row, len(name) + len(row) + 6

    shards = cut(rows(), _SPOTS, 8)
    files: dict[str, object] = {"p": packed(list(shards))}
    return files | {f"p-{safe(border)}": dict(shard) for border, shard in shards.items()}


def _ranges(
    term: str, holders: Sequence[int], spots: Sequence[str], bits: int
) -> Iterable[tuple[str, Sequence[str]]]:
    """Yield the rows of a term: one, or one for each range of entries that has any."""
    many = parts(len(holders))
    if many == 1:
        yield term, spots
        return
    start = 0
    for part in range(many):
        end = bisect_left(holders, (part + 1 << bits) // many)
        if end > start:
            yield f"{term} {part:02}", spots[start:end]
        start = end


def parts(count: int) -> int:
    """Return into how many ranges so many entries are parted: a phrase loads those where it may stand.

    >>> parts(511), parts(512), parts(3000), parts(10**6)
    (1, 4, 16, 64)
    """
    return 1 if count < 512 else min(64, 1 << (count >> 7).bit_length() - 1)


def _word_files(index: Inverted) -> dict[str, object]:
    known = {term: len(held) for term, held in index.holders.items() if len(term) > 2 and term.isalpha()}
    both = {"w": known, "v": {word[::-1]: count for word, count in known.items()}}
    files: dict[str, object] = {}
    for name, said in both.items():
        rows = ((word, ALPHABET[said[word].bit_length()], len(word) + 1) for word in sorted(said))
        shards = cut(rows, _WORDS, 128)
        files |= {f"{name}-{safe(border)}": "".join(map("".join, held)) for border, held in shards.items()}
        files[name] = packed(list(shards))
    return files


def _pieces(cards: Mapping[int, str]) -> list[str]:
    if len(cards) < _FEW:
        return []
    return learn(card for place, card in cards.items() if place % _DRAWN == 0)


def _coded(cards: Mapping[int, str], pieces: Sequence[str]) -> dict[int, str]:
    coder = Coder(pieces)
    return {place: coder.write(card) for place, card in cards.items()}


def _blocks(cards: Mapping[int, str], bits: int) -> int:
    """Return how many blocks the cards fill, one of few numbers so that it seldom changes."""
    size = sum(len(card) + 10 for card in cards.values())
    steps = [1 << step // 2 if step % 2 == 0 else 3 << step // 2 >> 1 for step in range(2 * bits)]
    return max((step for step in steps if step * _CARDS <= size), default=1)


def _card_files(cards: Mapping[int, str], bits: int, blocks: int) -> dict[str, dict[int, str]]:
    files: dict[str, dict[int, str]] = {}
    for place, card in cards.items():
        files.setdefault(f"c-{place * blocks >> bits}", {})[place] = card
    return files


def _card(entry: Entry, text: str) -> str:
    names = dict.fromkeys((*entry.titles, *entry.aliases))
    others = [name for name in names if name not in (entry.label, "")]
    lines = (entry.url, entry.kind, entry.number, entry.label, entry.date, entry.issuer, text, *others)
    return "\n".join(" ".join(line.split("\n")) for line in lines)


def _facet(placed: Mapping[int, Entry], facet: str) -> list[object]:
    said = [str(getattr(entry, facet)) for entry in placed.values()]
    values = ["", *sorted({*said} - {""})]
    rank = {value: place for place, value in enumerate(values)}
    width, each = _packing(len(values))
    groups = (said[at : at + each] for at in range(0, len(said), each))
    codes = (sum(rank[value] * len(values) ** at for at, value in enumerate(group)) for group in groups)
    return [values, width, each, "".join(_digits(code, width) for code in codes)]


def _packing(values: int) -> tuple[int, int]:
    """Return how many letters hold how many entries: several to one letter where they fit.

    >>> _packing(4), _packing(13), _packing(30), _packing(100_000)
    ((1, 3), (2, 3), (1, 1), (3, 1))
    """
    fit = {width: next((n for n in range(6, 0, -1) if values**n <= 64**width), 0) for width in (1, 2, 3)}
    return (1, fit[1]) if fit[1] > 1 else max(fit.items(), key=lambda one: (one[1] / one[0], -one[0]))


def _digits(value: int, width: int) -> str:
    return "".join(ALPHABET[value >> 6 * place & 63] for place in reversed(range(width)))


def _script(name: str, data: object) -> bytes:
    """Return the file as a call with data: line separators that old readers end a line at are escaped."""
    plain = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    plain = plain.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("<", "\\u003c")
    return f"nq57Search({json.dumps(name)},{plain});\n".encode()
