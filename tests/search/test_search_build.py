"""The files of the index: what they hold, that they stay, that they are data."""

from __future__ import annotations

import json
import random
import re
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nq57.search import Entry, build, facets
from nq57.search.ordinals import assign, languages, space_for
from nq57.search.pieces import LEADS, PLAIN, Coder, learn
from nq57.search.postings import ALPHABET, TOP, encode, spot_rows, widths
from nq57.search.shards import cut, packed, safe

Groups = tuple[tuple[str, ...], ...]


def data_of(script: bytes) -> tuple[str, object]:
    """Return what a file hands over, refusing anything but one call with data."""
    text = script.decode()
    assert text.startswith("nq57Search(")
    assert text.endswith(");\n")
    name, data = json.loads("[" + text.removeprefix("nq57Search(").removesuffix(");\n") + "]")
    return name, data


class Letters:
    """A list read as the browser reads it."""

    def __init__(self, letters: str) -> None:
        """Take the letters as values."""
        self.values = [ALPHABET.index(letter) for letter in letters]
        self.held = ""

    def number(self) -> int:
        """Read a number of five bits to the letter."""
        value = 0
        while True:
            letter = self.values.pop(0)
            value = value * 32 + (letter & 31)
            if letter < 32:
                return value

    def bit(self) -> str:
        """Read one bit of six to the letter."""
        if not self.held:
            self.held = f"{self.values.pop(0):06b}"
        bit, self.held = self.held[0], self.held[1:]
        return bit

    def rice(self, width: int) -> int:
        """Read a difference."""
        value = 0
        while self.bit() == "1":
            value += 1
        for _ in range(width):
            value = value * 2 + int(self.bit())
        return value


def decode(letters: str, space: int) -> dict[int, int]:
    """Return the level of each entry of a list."""
    read = Letters(letters)
    found: dict[int, int] = {}
    while read.values:
        group, count, entry = read.values.pop(0), read.number(), -1
        shift, later = widths(np.array([1, count]), space).tolist()
        for _ in range(count):
            entry += 1 + read.rice(shift)
            found[entry] = group & 15
            shift = max(0, later - (group >> 4))
        read.held = ""
    return found


def encoded(weights: dict[int, int], space: int) -> str:
    """Return the list of one term."""
    ranked = sorted(weights, key=lambda entry: (-weights[entry], entry))
    levels = np.array([weights[entry] for entry in ranked], np.int64)
    return "".join(encode(0 * levels, levels, np.array(ranked, np.int64), space))


@given(st.dictionaries(st.integers(0, 2**16 - 1), st.integers(0, TOP)), st.integers(2**16, 2**24))
def test_a_list_reads_back(weights: dict[int, int], space: int) -> None:
    """A list says the same entries and levels after reading, the heaviest first."""
    found = decode(encoded(weights, space), space)
    assert found == weights
    assert list(found.values()) == sorted(weights.values(), reverse=True)


def test_entries_that_stand_together_take_less() -> None:
    """A list whose entries are in one part of all numbers is shorter than one spread over them."""
    draw = random.Random(57)
    near, wide = (draw.sample(range(8000, 8000 + most), 100) for most in (2000, 8000))
    assert len(encoded(dict.fromkeys(near, 3), 16000)) < 0.8 * len(encoded(dict.fromkeys(wide, 3), 16000))


@given(st.lists(st.sets(st.integers(0, 255), min_size=1), min_size=1))
def test_many_lists_are_each_as_if_alone(lists: list[set[int]]) -> None:
    """Each of several lists has the letters that it has alone."""
    owners = np.repeat(np.arange(len(lists)), [len(one) for one in lists])
    places = np.array([place for one in lists for place in sorted(one)], np.int64)
    expected = [encoded(dict.fromkeys(one, 4), 256) for one in lists]
    assert encode(owners, np.full(len(places), 4), places, 256) == expected


@given(st.lists(st.sets(st.integers(0, 3000), min_size=1), min_size=1, max_size=8), st.integers(3, 9))
def test_spots_read_back(stands: list[set[int]], wide: int) -> None:
    """Where a word stands in each of several entries comes out as it went in."""
    new = np.array([spot == min(one) for one in stands for spot in sorted(one)])
    spots = np.array([spot for one in stands for spot in sorted(one)], np.int64)
    [row] = spot_rows(new, spots, np.array([0]), wide)
    read = Letters(row)
    for expected in stands:
        found = [read.rice(wide)]
        while read.bit() == "1":
            found.append(found[-1] + 1 + read.rice(wide - 2))
        assert found == sorted(expected)


@given(st.sets(st.text("abcd", max_size=5)))
def test_borders_unpack(borders: set[str]) -> None:
    """Packed borders come out as they went in."""
    known, last = sorted({"", *borders}), ""
    for row, border in zip(packed(known).split(","), known, strict=True):
        last = last[: ALPHABET.index(row[0])] + row[1:]
        assert last == border


def test_each_file_is_one_call_with_its_own_name(entries: tuple[Entry, ...], synonyms: Groups) -> None:
    """Every file names itself, and nothing in it can end a script or a line early."""
    for name, script in build(entries, synonyms).items():
        assert data_of(script)[0] == name.removesuffix(".js")
        assert b"</" not in script
        assert "\u2028" not in script.decode()


def test_the_order_of_entries_does_not_matter(entries: tuple[Entry, ...], synonyms: Groups) -> None:
    """The same entries in another order give the same bytes."""
    mixed = list(entries)
    random.Random(57).shuffle(mixed)
    assert build(mixed, synonyms) == build(entries, synonyms)


def test_an_id_stands_once(entries: tuple[Entry, ...]) -> None:
    """Two entries of one id are refused by name."""
    with pytest.raises(ValueError, match="'loi' stands twice"):
        build([*entries, replace(entries[0], id="loi")], ())


def test_nothing_to_find_is_an_index_too() -> None:
    """An empty knowledge base has an index with no entry."""
    files = build((), ())
    assert data_of(files["f.js"])[1] == ""
    assert not [name for name in files if name.startswith("c-")]


def test_every_entry_has_its_card(entries: tuple[Entry, ...], synonyms: Groups) -> None:
    """Cards stand in the block that the entry's number names."""
    files = build(entries, synonyms)
    root = data_of(files["root.js"])[1]
    assert isinstance(root, dict)
    cards: dict[object, object] = {}
    for name, script in files.items():
        if name.startswith("c-"):
            block = data_of(script)[1]
            assert isinstance(block, dict)
            assert all(name == f"c-{int(place) * root['blocks'] // root['space']}.js" for place in block)
            cards |= {card.split("\n")[0]: card for card in block.values()}
    assert cards.keys() == {entry.url for entry in entries}


def unpacked(text: object) -> list[str]:
    """Return borders as the browser reads them."""
    borders, last = [], ""
    for row in str(text).split(","):
        last = last[: ALPHABET.index(row[0])] + row[1:]
        borders.append(last)
    return borders


def test_every_term_is_in_the_file_that_the_borders_say(many: list[Entry]) -> None:
    """A term, its spots, a word stand in the file of the last border not after them."""
    files = build(many, ())
    root = data_of(files["root.js"])[1]
    assert isinstance(root, dict)
    for space, packed_borders in [
        ("t", root["t"]),
        *((one, data_of(files[f"{one}.js"])[1]) for one in "pwv"),
    ]:
        borders = unpacked(packed_borders)
        assert borders == sorted(borders)
        for border, following in zip(borders, [*borders[1:], "\U0010ffff"], strict=True):
            shard = data_of(files[f"{space}-{safe(border)}.js"])[1]
            assert all(border <= term < following for term in terms_of(space, shard))


def terms_of(space: str, shard: object) -> list[str]:
    """Return what a file holds, as its borders sort it."""
    if space in "wv":
        return re.findall("[^A-Z]+", str(shard))
    assert isinstance(shard, dict)
    return list(shard)


@pytest.fixture(scope="module")
def many() -> list[Entry]:
    """Enough entries for many files."""
    draw = random.Random(1)
    vocabulary = ["".join(draw.choices("abcdefghiklmnopqrstuvxy", k=draw.randint(2, 7))) for _ in range(3000)]
    empty = Entry("", "", "document", "", (), "", "2025-01-01", "", "", "", "2025", "", "", (), "")
    return [
        replace(
            empty,
            id=f"e{i}",
            url=f"documents/e{i}.html",
            number=f"{i}-QĐ/TU",
            label=" ".join(draw.choices(vocabulary, k=6)),
            text=" ".join(draw.choices(vocabulary, k=60)) + ".",
        )
        for i in range(300)
    ]


def changed(before: dict[str, bytes], after: dict[str, bytes]) -> set[str]:
    """Return the names of files that differ."""
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


def test_an_edited_word_changes_few_files(many: list[Entry]) -> None:
    """One word added to one entry changes its card, its term, its spot and the lists of words."""
    edited = [replace(many[7], text=many[7].text + " zzyzx"), *many[:7], *many[8:]]
    before, after = build(many, ()), build(edited, ())
    assert len(before) > 50
    assert len(changed(before, after)) <= 5


def test_a_new_entry_leaves_the_others_their_numbers(many: list[Entry]) -> None:
    """Numbers of entries stay when one comes, but for those that drew the same place."""
    space = space_for(len(many) + 1)
    before, after = assign(many, space, {}), assign([*many, replace(many[0], id="new")], space, {})
    assert sum(before[entry.id] != after[entry.id] for entry in many) <= 3


def test_one_language_stands_together(many: list[Entry]) -> None:
    """Of many entries those of a language have numbers in a row, and most of those of an issuer in it."""
    spoken = [
        replace(entry, id=f"{entry.id}{at}", language=("vi", "fr", "en")[at % 3], issuer=f"I{at % 7}")
        for entry in many
        for at in range(10)
    ]
    space = space_for(len(spoken))
    places = assign(spoken, space, languages(spoken, space))
    assert len({*places.values()}) == len(spoken)
    assert max(places.values()) < space
    row = sorted(spoken, key=lambda entry: places[entry.id])
    said = [entry.language for entry in row]
    assert sum(one != other for one, other in pairwise(said)) < len(spoken) // 50
    same = [entry for entry in row if entry.language == "vi"]
    assert sum(one.issuer == other.issuer for one, other in pairwise(same)) > len(same) // 2


def test_borders_stay_beside_a_change() -> None:
    """A term put in moves no border but those around it."""
    terms = sorted(f"{word:05d}"[::-1] for word in range(0, 60000, 13))
    before = cut([(term, None, 20) for term in terms], 1500, 48)
    after = cut([(term, None, 20) for term in sorted([*terms, "55555x"])], 1500, 48)
    assert len(before) > 15
    assert len(before.keys() ^ after.keys()) <= 2


@given(st.text(), st.text())
def test_two_borders_never_share_a_file(one: str, other: str) -> None:
    """A file name tells its border, in letters that every file system takes."""
    assert (safe(one) == safe(other)) == (one == other)
    assert safe(one).replace("_", "a").isalnum() or not one


def test_of_two_equal_numbers_the_cited_one_weighs_more(entries: tuple[Entry, ...], synonyms: Groups) -> None:
    """The own number of an entry weighs by how many entries say it."""
    lists: dict[str, object] = {}
    files = build(entries, synonyms)
    root = data_of(files["root.js"])[1]
    assert isinstance(root, dict)
    space = root["space"]
    for name, script in files.items():
        if name.startswith("t-"):
            shard = data_of(script)[1]
            assert isinstance(shard, dict)
            lists |= shard
    cited, other = decode(str(lists["57nqtw#"]), space), decode(str(lists["57/2025ndcp#"]), space)
    assert min(cited.values()) > max(other.values())


def read_facet(values: list[str], letters: str, count: int) -> list[str]:
    """Return the value of each of so many entries, as the browser reads them."""
    said = [ALPHABET.index(letter) for letter in letters]
    code, wide = 0, 1 << 24
    for _ in range(4):
        code = code * 64 + said.pop(0)
    sizes = [len(values)]
    while sizes[0] > 64:
        sizes.insert(0, -(-sizes[0] // 64))
    models = [[1] * min(64, size) for size in sizes]
    found = []
    for _ in range(count):
        place = 0
        for model in models:
            total = sum(model)
            unit = wide // total
            digit = next(at for at in range(len(model)) if code < unit * sum(model[: at + 1]))
            code -= unit * sum(model[:digit])
            wide = unit * model[digit]
            while wide < 1 << 18:
                code, wide = code * 64 + said.pop(0), wide * 64
            model[digit] += 24
            if total + 24 > 1000:
                model[:] = [times + 1 >> 1 for times in model]
            place = place * 64 + digit
        found.append(values[place])
    assert not said
    return found


@given(st.lists(st.integers(0, 200), min_size=1), st.sampled_from([1, 2, 9, 80]), st.integers(1, 60))
def test_facets_read_back(numbers: list[int], times: int, most: int) -> None:
    """However many values there are, and however often, each entry finds its own."""
    said = [f"v{number % most}" for number in numbers for _ in range(times)]
    values, letters = facets.write(said)
    assert read_facet(values, letters, len(said)) == said  # type: ignore[arg-type]


def test_a_facet_of_many_values_reads_back() -> None:
    """Dates are more than one digit can say."""
    draw = random.Random(57)
    said = [f"{draw.randrange(9000)}" for _ in range(5000)]
    values, letters = facets.write(said)
    assert len(values) > 64 * 32  # type: ignore[arg-type]
    assert read_facet(values, letters, len(said)) == said  # type: ignore[arg-type]


def test_values_that_run_on_take_less() -> None:
    """Entries in a row with one issuer take fewer letters than mixed ones."""
    draw = random.Random(57)
    mixed = [f"I{draw.randrange(40)}" for _ in range(4000)]
    runs = [value for value in mixed[:400] for _ in range(10)]
    assert len(str(facets.write(runs)[1])) < 0.6 * len(str(facets.write(mixed)[1]))


def test_every_entry_has_its_facet(many: list[Entry]) -> None:
    """The values of a facet come in the order of the entries' numbers."""
    files = build([replace(entry, issuer=f"I{at % 70}") for at, entry in enumerate(many)], ())
    root = data_of(files["root.js"])[1]
    assert isinstance(root, dict)
    values, letters = data_of(files["f-issuer.js"])[1]  # type: ignore[misc]
    entries = decode(str(data_of(files["f.js"])[1]), root["space"])
    found = dict(zip(entries, read_facet(values, letters, len(entries)), strict=True))
    places = assign(sorted(many, key=lambda entry: entry.id), root["space"], {})  # all of one day
    assert found == {places[entry.id]: f"I{at % 70}" for at, entry in enumerate(many)}


def test_codes_read_back(many: list[Entry]) -> None:
    """What is written in codes of pieces reads back, signs that look like codes too."""
    texts = [f"{entry.label} — {entry.text} 5 % ~ $x" for entry in many]
    pieces = learn(texts)
    assert len(pieces) > 100
    for text in texts:
        coded = Coder(pieces).write(text)
        assert len(coded) < len(text)
        assert read_codes(coded, pieces) == text


def read_codes(coded: str, pieces: list[str]) -> str:
    """Return the text that codes write, as the browser does."""

    def plain(code: re.Match[str]) -> str:
        if code[0][0] == PLAIN:
            return code[0][1]
        return pieces[LEADS.index(code[0][0]) * 64 + ALPHABET.index(code[0][1])]

    return re.sub("[" + re.escape(PLAIN + LEADS) + "].", plain, coded, flags=re.DOTALL)


def test_spots_of_a_usual_word_stand_in_the_parts_of_its_entries(many: list[Entry]) -> None:
    """A word with many spots has a file for each part of the numbers that holds it, short and no more."""
    said = [
        replace(entry, text=" ".join([f"the {entry.text}"] * (1 + at % 40))) for at, entry in enumerate(many)
    ]
    files = build(said, ())
    usual = {word[:-1]: word[-1] for word in unpacked(data_of(files["s.js"])[1])[1:]}
    assert usual["the"] > "A"
    rows = {name: data_of(files[name])[1] for name in files if name.startswith("s-the-")}
    assert len(rows) <= 1 << ALPHABET.index(usual["the"])
    assert all(list(row) == ["the"] and len(row["the"]) < 9000 for row in rows.values())  # type: ignore[call-overload, index, arg-type]
