"""The files of the index: each a classic script that hands plain data to one function.

From ``file://`` a page may load data by ``<script src>`` alone, so a query loads the few files it needs.

===============  ==========================================================================================
file             what it hands over
===============  ==========================================================================================
``root.js``      ``format``; ``space``: how many numbers there are for entries; how many ``blocks`` of cards;
                 ``wide``: the bits of a spot; ``t``: the borders of the term files; ``synonyms``;
                 ``markers``: words dropped before a number
``t-BORDER.js``  the terms from BORDER to the next: ``{folded: list}`` or ``{folded: {exact: list}}``, see
                 ``terms`` for the sorts of term and ``postings`` for the list. A list that starts with
                 ``.`` is the best part of a long one: then how many entries it has in all, then that part
``x-TERM.js``    the lists of a term with a long one, whole
``p.js``         the borders of the files of spots: loaded with the first quoted phrase, as is ``s.js``: the
                 usual words, each with a letter: how often the numbers are halved for its files
``p-BORDER.js``  where each word stands: ``{folded: bits}``, see ``postings.spot_rows``, for the entries that
                 hold it, in order; ``s-WORD-PART.js``: where a usual one stands in one part of the numbers
``w.js``         the borders of the files of words; ``v.js``: of those of words spelled backwards
``w-BORDER.js``  words that one that is not found may be meant for, each with a capital that tells how many
                 entries hold it; ``v-BORDER.js``: spelled backwards
``c-BLOCK.js``   cards: ``{entry: lines}`` in the codes of pieces: url, kind, number, label, date, issuer,
                 text, then other names
``d-PART.js``    the pieces for the cards of a language, in the order of their codes: see ``pieces``
``f.js``         all entries, as a list
``f-FACET.js``   ``[values, letters]``: which of the values each of those entries has: see ``facets``
===============  ==========================================================================================

Borders are packed (``shards.packed``). An edited entry changes only the files that hold its terms, their
spots and its card.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np

from nq57.search import facets
from nq57.search.bits import Ints, firsts, ragged, runs
from nq57.search.entry import Entry
from nq57.search.index import Index, counted
from nq57.search.inverted import Inverted, inverted
from nq57.search.kept import Kept, Part, digest, read_kept, write_kept
from nq57.search.ordinals import assign, languages, space_for
from nq57.search.pieces import Coder, learn
from nq57.search.postings import ALPHABET, encode, number, spot_letters, spot_rows
from nq57.search.shards import cut, packed, safe
from nq57.search.spots import NOWHERE
from nq57.search.terms import Synonyms
from nq57.workers import uncollected

FORMAT = 3
FACETS = ("kind", "issuer", "level", "province", "year", "status", "language", "date")
MARKERS = ("so", "n", "no", "nº", "nr", "num", "numero", "number")  # "số 57", "n° 57": said before a number

_TERMS, _SPOTS, _WORDS, _CARDS = 1100, 3600, 2500, 1100  # letters that a file should hold at least
_USUAL = 4000  # letters of spots: a word with more has files of its own
_PART = 5600  # letters of spots in each of them at most, about
_LONG_LIST = 1300  # letters: a term with a longer list has a file of its own
_HEAD = 60  # entries of it that stay beside the other terms

_FEW = 2000  # entries: codes pay off where there are more, and are learnt from one in so many
_DRAWN = 16

Shard = dict[str, object]


def build(
    entries: Iterable[Entry], synonyms: tuple[tuple[str, ...], ...], kept: Path | None = None
) -> dict[str, bytes]:
    """Return the files for ``_search/`` by name: the same entries in any order give the same bytes.

    ``synonyms`` are groups of equal names (``("nghị quyết", "résolution", "resolution", "NQ")``).
    ``kept`` is a file where a build leaves what the next one need not count again: the bytes are the same
    whatever stands there. Raises ValueError when two entries have one id.
    """
    with uncollected():
        return _build(list(entries), synonyms, kept)


def _build(
    known: Sequence[Entry], synonyms: tuple[tuple[str, ...], ...], file: Path | None
) -> dict[str, bytes]:
    space = space_for(len(known))
    parts = languages(known, space)
    places = assign(sorted(known, key=_age), space, parts)
    placed = dict(sorted((places[entry.id], entry) for entry in known))
    before = read_kept(file, synonyms, space) if file else Kept(Index.empty(space))
    digests = {number: digest(entry) for number, entry in placed.items()} if file else {}
    starts = sorted({0, *(low for low, size in parts.values() if size)})
    now = _counted(placed, synonyms, digests, before, [*pairwise([*starts, space])])
    if file:
        write_kept(file, synonyms, now)
    index = inverted(now.index, len(placed))
    blocks = _blocks(now.coded, space)
    terms, long = _term_files(index, space)
    files: dict[str, object] = {
        "root": {
            "format": FORMAT,
            "space": space,
            "blocks": blocks,
            "d": starts,
            "wide": index.width,
            "t": packed(list(terms)),
            "synonyms": synonyms,
            "markers": MARKERS,
        }
    }
    files |= {f"t-{safe(border)}": shard for border, shard in terms.items()} | long
    files |= _spot_files(index, space) | _word_files(index)
    files |= _card_files(now.coded, space, blocks)
    files |= {f"d-{place}": pieces for place, (_, _, pieces) in enumerate(now.pieces)}
    numbers = np.array(list(placed), np.int64)
    files |= {"f": "".join(encode(0 * numbers, 0 * numbers, numbers, space))}
    files |= {
        f"f-{facet}": facets.write([str(getattr(entry, facet)) for entry in placed.values()])
        for facet in FACETS
    }
    return {f"{name}.js": _script(name, files[name]) for name in sorted(files)}


def _counted(
    placed: Mapping[int, Entry],
    synonyms: tuple[tuple[str, ...], ...],
    digests: Mapping[int, str],
    before: Kept,
    parts: Sequence[tuple[int, int]],
) -> Kept:
    """Return the index and the cards of the entries: what was counted of the same before is taken.

    Each of the ``parts`` of the numbers has pieces of its own.
    """
    fresh = {number for number in placed if before.digests.get(number, "") != digests.get(number)}
    index, shown = counted(placed, fresh, before.index, Synonyms.of(synonyms))
    cards = {
        number: _card(entry, shown[number]) if number in shown else before.cards[number]
        for number, entry in placed.items()
    }
    pieces, coded = _coded(cards, parts, before)
    return Kept(index, digests, cards, coded, pieces)


def _age(entry: Entry) -> tuple[bool, str, str]:
    # Of two that draw one number the older keeps it: what comes is mostly newer than what is there.
    return not entry.date, entry.date, entry.id


def _term_files(index: Inverted, space: int) -> tuple[dict[str, Shard], dict[str, object]]:
    """Return the files of terms by their borders, and those of long lists."""
    lists = encode(index.terms, index.levels, index.entries, space)
    spelled: dict[str, dict[str, int]] = {}
    for row, term in enumerate(index.terms[runs(index.terms)].tolist()):
        folded, exact = index.names[term]
        spelled.setdefault(folded, {})[exact] = row
    wholes = {
        folded: _unless_alone(folded, {exact: lists[row] for exact, row in rows.items()})
        for folded, rows in spelled.items()
        if sum(len(lists[row]) for row in rows.values()) > _LONG_LIST and len(safe(folded)) < 100
    }
    for row, text in _heads(index, space, [row for folded in wholes for row in spelled[folded].values()]):
        lists[row] = text

    def rows() -> Iterable[tuple[str, object, int]]:
        for folded, rows in spelled.items():
            held = {exact: lists[row] for exact, row in rows.items()}
            size = len(folded) + 6 + sum(len(exact) + len(text) + 6 for exact, text in held.items())
            yield folded, _unless_alone(folded, held), size

    shards = cut(rows(), _TERMS, 24)
    long: dict[str, object] = {f"x-{safe(folded)}": whole for folded, whole in wholes.items()}
    return {border: dict(shard) for border, shard in shards.items()}, long


def _heads(index: Inverted, space: int, rows: Sequence[int]) -> Iterable[tuple[int, str]]:
    """Yield what stays beside other terms of each of these lists that is long: how many, and the best."""
    starts = runs(index.terms)
    counts = np.diff(starts, append=len(index.terms))
    cut = [row for row in rows if counts[row] > 2 * _HEAD]
    best = ragged(starts[cut], np.full(len(cut), _HEAD))
    heads = encode(index.terms[best], index.levels[best], index.entries[best], space)
    for row, head in zip(cut, heads, strict=True):
        yield row, f".{number(int(counts[row]))}{head}"


def _unless_alone(term: str, lists: dict[str, str]) -> str | dict[str, str]:
    alone = len(lists) == 1 and next(iter(lists)) in (term, "")
    return next(iter(lists.values())) if alone else lists


def _spot_files(index: Inverted, space: int) -> dict[str, object]:
    folds, spots = index.spots.folds, index.spots.spots
    known = runs(folds)
    stands = np.repeat(np.maximum.reduceat(spots, known) > NOWHERE, np.diff(known, append=len(folds)))
    folds, spots, entries = folds[stands], spots[stands], index.spots.entries[stands]
    new, starts = firsts(folds, entries), runs(folds)
    sizes = spot_letters(new, spots, starts, index.width).tolist()
    ends = (starts + np.diff(starts, append=len(folds))).tolist()
    depths: dict[str, int] = {}  # of usual words
    part = np.full(len(folds), -1)
    for start, end, size in zip(starts.tolist(), ends, sizes, strict=True):
        if size > _USUAL and len(safe(term := index.folded[folds[start]])) < 100:
            held = entries[start:end]
            depths[term] = depth = _depth(held, size, space)
            part[start:end] = (held << depth) // space
    starts = runs(folds, part)
    rows = zip(
        [index.folded[fold] for fold in folds[starts].tolist()],
        part[starts].tolist(),
        spot_rows(new, spots, starts, index.width),
        strict=True,
    )
    files: dict[str, object] = {}
    rare: list[tuple[str, str, int]] = []
    for term, one, row in rows:
        if one < 0:
            rare.append((term, row, len(term) + len(row) + 6))
        else:
            files[f"s-{safe(term)}-{one}"] = {term: row}
    shards = cut(rare, _SPOTS, 8)
    files |= {f"p-{safe(border)}": dict(shard) for border, shard in shards.items()}
    halved = [term + ALPHABET[depth] for term, depth in depths.items()]
    return files | {"p": packed(list(shards)), "s": packed(["", *halved])}


def _depth(entries: Ints, size: int, space: int) -> int:
    """Return how often to halve the numbers until a part of them that holds any has few letters of spots."""
    depth = 0
    while size > _PART * len(runs((entries << depth) // space)):
        depth += 1
    return depth


def _word_files(index: Inverted) -> dict[str, object]:
    counts = zip(index.folded, index.holders.tolist(), strict=True)
    known = {term: count for term, count in counts if count and len(term) > 2 and term.isalpha()}
    both = {"w": known, "v": {word[::-1]: count for word, count in known.items()}}
    files: dict[str, object] = {}
    for name, said in both.items():
        rows = ((word, ALPHABET[said[word].bit_length()], len(word) + 1) for word in sorted(said))
        shards = cut(rows, _WORDS, 128)
        files |= {f"{name}-{safe(border)}": "".join(map("".join, held)) for border, held in shards.items()}
        files[name] = packed(list(shards))
    return files


def _coded(
    cards: Mapping[int, str], parts: Sequence[tuple[int, int]], before: Kept
) -> tuple[list[Part], dict[int, str]]:
    """Return the pieces of each part of the numbers, and the cards in codes; what was made is taken."""
    known = {(low, high): pieces for low, high, pieces in before.pieces}
    made: list[Part] = []
    coded: dict[int, str] = {}
    for low, high in parts:
        part = {number: card for number, card in cards.items() if low <= number < high}
        drawn = _drawn(part) if len(cards) >= _FEW else {}
        old = known.get((low, high))
        same = old is not None and drawn == _drawn({n: c for n, c in before.cards.items() if low <= n < high})
        pieces = old if same and old is not None else learn(drawn.values())
        coder = Coder(pieces)
        coded |= {
            number: before.coded[number]
            if pieces == old and before.cards.get(number) == card
            else coder.write(card)
            for number, card in part.items()
        }
        made.append((low, high, pieces))
    return made, coded


def _drawn(cards: Mapping[int, str]) -> dict[int, str]:
    """Return the few cards from which pieces are learnt."""
    return {number: card for number, card in cards.items() if number % _DRAWN == 0}


def _blocks(cards: Mapping[int, str], space: int) -> int:
    """Return how many blocks the cards fill, one of few numbers so that it seldom changes."""
    size = sum(len(card) + 10 for card in cards.values())
    steps = [
        1 << step // 2 if step % 2 == 0 else 3 << step // 2 >> 1 for step in range(2 * space.bit_length())
    ]
    return max((step for step in steps if step * _CARDS <= size), default=1)


def _card_files(cards: Mapping[int, str], space: int, blocks: int) -> dict[str, dict[int, str]]:
    files: dict[str, dict[int, str]] = {}
    for place, card in cards.items():
        files.setdefault(f"c-{place * blocks // space}", {})[place] = card
    return files


def _card(entry: Entry, text: str) -> str:
    names = dict.fromkeys((*entry.titles, *entry.aliases))
    others = [name for name in names if name not in (entry.label, "")]
    lines = (entry.url, entry.kind, entry.number, entry.label, entry.date, entry.issuer, text, *others)
    return "\n".join(" ".join(line.split("\n")) for line in lines)


def _script(name: str, data: object) -> bytes:
    """Return the file as a call with data: line separators that old readers end a line at are escaped."""
    plain = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    plain = plain.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("<", "\\u003c")
    return f"nq57Search({json.dumps(name)},{plain});\n".encode()
