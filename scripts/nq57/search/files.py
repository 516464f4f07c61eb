"""The files of the index: each a classic script that hands plain data to one function.

From ``file://`` a page may load data by ``<script src>`` alone, so a query loads the few files it needs.

===============  ==========================================================================================
file             what it hands over
===============  ==========================================================================================
``root.js``      ``format``; ``count`` of entries; ``bits`` of an entry's number and of a block's; ``t`` and
                 ``p``: the borders of term and pair files; ``w``: the lengths of words; ``synonyms``;
                 ``markers``: words dropped before a number
``t-BORDER.js``  the terms from BORDER to the next: ``{folded: {exact spelling: list of entries}}``,
                 see ``terms`` for the sorts of term and ``postings`` for the list
``p-BORDER.js``  each two words that follow one another, in the same shape: for phrases
``w-LENGTH.js``  all words of that many letters, in one string: loaded when a word is not found
``c-BLOCK.js``   cards: ``{entry: [url, kind, number, label, date, issuer, other names, text]}``
``f-FACET.js``   ``[values, width, codes]``: so many letters of code for each possible entry number, which
                 count into the values
===============  ==========================================================================================

An edited entry changes only the files that hold its terms and its card.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from nq57.search.entry import Entry
from nq57.search.ordinals import assign, bits_for
from nq57.search.postings import ALPHABET
from nq57.search.shards import cut, safe
from nq57.search.terms import OWN, Synonyms, own_weight, pairs, weigh

FORMAT = 1
FACETS = ("kind", "issuer", "level", "province", "year", "status", "date")
MARKERS = ("so", "n", "no", "nº", "nr", "num", "numero", "number")  # "số 57", "n° 57": said before a number

_BLOCK = 4096  # letters of cards that a block should hold
_PLAIN_WORD = re.compile(r"[^\W\d_]{3,}\Z")

Card = list[str | list[str]]
Placed = Mapping[int, Entry]


def build(entries: Iterable[Entry], synonyms: tuple[tuple[str, ...], ...]) -> dict[str, bytes]:
    """Return the files for ``_search/`` by name: the same entries in any order give the same bytes.

    ``synonyms`` are groups of equal names (``("nghị quyết", "résolution", "resolution", "NQ")``).
    Raises ValueError when two entries have one id.
    """
    known = list(entries)
    bits = bits_for(len(known))
    places = assign([entry.id for entry in known], bits)
    placed = {places[entry.id]: entry for entry in known}
    lists = _term_lists(placed, Synonyms.of(synonyms))
    block_bits, blocks = _blocks(placed, bits)
    term_files, pair_files, vocabulary = cut(lists), cut(_pair_lists(placed)), _vocabulary(lists)
    root = {
        "format": FORMAT,
        "count": len(placed),
        "bits": [bits, block_bits],
        "t": list(term_files),
        "p": list(pair_files),
        "w": sorted(vocabulary),
        "synonyms": synonyms,
        "markers": MARKERS,
    }
    files: dict[str, object] = {"root": root}
    files |= {f"f-{facet}": _facet(placed, bits, facet) for facet in FACETS}
    files |= {f"t-{safe(border)}": shard for border, shard in term_files.items()}
    files |= {f"p-{safe(border)}": shard for border, shard in pair_files.items()}
    files |= {f"w-{length}": words for length, words in vocabulary.items()}
    files |= {f"c-{block}": cards for block, cards in blocks.items()}
    return {f"{name}.js": _script(name, files[name]) for name in sorted(files)}


def _term_lists(placed: Placed, synonyms: Synonyms) -> dict[str, dict[str, dict[int, int]]]:
    lists: dict[str, dict[str, dict[int, int]]] = defaultdict(lambda: defaultdict(dict))
    for place, entry in placed.items():
        for term, spelled in weigh(entry, synonyms).items():
            for exact, weight in spelled.items():
                lists[term][exact][place] = weight
    for term in [term for term in lists if term.startswith(OWN)]:
        said = sum(map(len, lists.get(term.removeprefix(OWN), {}).values()))
        lists[term][""] = dict.fromkeys(lists[term][""], own_weight(said))
    return lists


def _pair_lists(placed: Placed) -> dict[str, dict[str, dict[int, int]]]:
    lists: dict[str, dict[str, dict[int, int]]] = defaultdict(lambda: {"": {}})
    for place, entry in placed.items():
        for pair in pairs(entry):
            lists[pair][""][place] = 1
    return lists


def _blocks(placed: Placed, bits: int) -> tuple[int, dict[int, dict[int, Card]]]:
    """Return how many bits of an entry's number name its block, and the blocks: no directory is needed."""
    cards = {place: _card(entry) for place, entry in placed.items()}
    size = sum(len(json.dumps(card, ensure_ascii=False)) for card in cards.values())
    block_bits = min(bits, (size // _BLOCK).bit_length())
    blocks: dict[int, dict[int, Card]] = defaultdict(dict)
    for place in sorted(cards):
        blocks[place >> bits - block_bits][place] = cards[place]
    return block_bits, blocks


def _card(entry: Entry) -> Card:
    names = dict.fromkeys((*entry.titles, *entry.aliases))
    others = [name for name in names if name not in (entry.label, "")]
    return [entry.url, entry.kind, entry.number, entry.label, entry.date, entry.issuer, others, entry.text]


def _vocabulary(lists: Iterable[str]) -> dict[int, str]:
    by_length: dict[int, list[str]] = defaultdict(list)
    for term in sorted(lists):
        if _PLAIN_WORD.match(term):
            by_length[len(term)].append(term)
    return {length: " ".join(words) for length, words in by_length.items()}


def _facet(placed: Placed, bits: int, facet: str) -> list[object]:
    said = {place: str(getattr(entry, facet)) for place, entry in placed.items()}
    values = ["", *sorted(set(said.values()) - {""})]
    width = 1 if len(values) <= 64 else 2 if len(values) <= 64**2 else 3
    code = {value: _digits(rank, width) for rank, value in enumerate(values)}
    return [values, width, "".join(code[said.get(place, "")] for place in range(1 << bits))]


def _digits(value: int, width: int) -> str:
    return "".join(ALPHABET[value >> 6 * place & 63] for place in reversed(range(width)))


def _script(name: str, data: object) -> bytes:
    """Return the file as a call with data: line separators that old readers end a line at are escaped."""
    plain = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    plain = plain.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("<", "\\u003c")
    return f"nq57Search({json.dumps(name)},{plain});\n".encode()
