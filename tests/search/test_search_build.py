"""The files of the index: what they hold, that they stay, that they are data."""

from __future__ import annotations

import json
import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nq57.search import Entry, build
from nq57.search.ordinals import assign, bits_for
from nq57.search.postings import ALPHABET, encode
from nq57.search.shards import cut, safe
from nq57.search.terms import Synonyms, weigh
from nq57.search.words import words

Groups = tuple[tuple[str, ...], ...]


def data_of(script: bytes) -> tuple[str, object]:
    """Return what a file hands over, refusing anything but one call with data."""
    text = script.decode()
    assert text.startswith("nq57Search(")
    assert text.endswith(");\n")
    name, data = json.loads("[" + text.removeprefix("nq57Search(").removesuffix(");\n") + "]")
    return name, data


def decode(letters: str) -> dict[int, int]:
    """Read a list as the browser does."""
    values = [ALPHABET.index(letter) for letter in letters]
    found: dict[int, int] = {}

    def count() -> int:
        value = shift = 0
        while True:
            letter = values.pop(0)
            value |= (letter & 31) << shift
            shift += 5
            if letter < 32:
                return value

    while values:
        weight, entry = values.pop(0), 0
        for _ in range(count()):
            entry += count()
            found[entry] = weight
    return found


@given(st.dictionaries(st.integers(0, 2**24), st.integers(1, 63)))
def test_a_list_reads_back(weights: dict[int, int]) -> None:
    """A list says the same entries and weights after reading, the heaviest first."""
    found = decode(encode(weights))
    assert found == weights
    assert list(found.values()) == sorted(weights.values(), reverse=True)


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
    root = data_of(files["root.js"])[1]
    assert isinstance(root, dict)
    assert root["count"] == 0


def test_every_entry_has_its_card(entries: tuple[Entry, ...], synonyms: Groups) -> None:
    """Cards stand in the block that the entry's number names."""
    files = build(entries, synonyms)
    root = data_of(files["root.js"])[1]
    assert isinstance(root, dict)
    bits, block_bits = root["bits"]
    cards: dict[object, object] = {}
    for name, script in files.items():
        if name.startswith("c-"):
            block = data_of(script)[1]
            assert isinstance(block, dict)
            assert all(name == f"c-{int(place) >> bits - block_bits}.js" for place in block)
            cards |= {card[0]: card for card in block.values()}
    assert cards.keys() == {entry.url for entry in entries}


def test_every_term_is_in_the_file_that_the_borders_say(many: list[Entry]) -> None:
    """A term stands in the file of the last border not after it."""
    files = build(many, ())
    root = data_of(files["root.js"])[1]
    assert isinstance(root, dict)
    for space in "tp":
        borders = root[space]
        assert borders == sorted(borders)
        for border, following in zip(borders, [*borders[1:], "\U0010ffff"], strict=True):
            shard = data_of(files[f"{space}-{safe(border)}.js"])[1]
            assert isinstance(shard, dict)
            assert all(border <= term < following for term in shard)


@pytest.fixture(scope="module")
def many() -> list[Entry]:
    """Enough entries for many files."""
    draw = random.Random(1)
    vocabulary = ["".join(draw.choices("abcdefghiklmnopqrstuvxy", k=draw.randint(2, 7))) for _ in range(3000)]
    empty = Entry("", "", "document", "", (), "", "2025-01-01", "", "", "", "2025", "", (), "")
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
    """One word added to one entry changes its card, its term, its pairs and the list of words."""
    edited = [replace(many[7], text=many[7].text + " zzyzx"), *many[:7], *many[8:]]
    before, after = build(many, ()), build(edited, ())
    assert len(before) > 50
    assert len(changed(before, after)) <= 5


def test_a_new_entry_leaves_the_others_their_numbers(many: list[Entry]) -> None:
    """Numbers of entries stay when one comes, but for those that drew the same place."""
    names = [entry.id for entry in many]
    bits = bits_for(len(names) + 1)
    before, after = assign(names, bits), assign([*names, "new"], bits)
    assert sum(before[name] != after[name] for name in names) <= 3


def test_borders_stay_beside_a_change() -> None:
    """A term put in moves no border but those around it."""
    lists = {f"{word:05d}"[::-1]: {"x": {word % 1000: 5}} for word in range(0, 60000, 13)}
    before, after = cut(lists), cut(lists | {"55555x": {"x": {1: 1}}})
    assert len(before) > 15
    assert len(before.keys() ^ after.keys()) <= 2


@given(st.text(), st.text())
def test_two_borders_never_share_a_file(one: str, other: str) -> None:
    """A file name tells its border, in letters that every file system takes."""
    assert (safe(one) == safe(other)) == (one == other)
    assert safe(one).replace("_", "a").isalnum() or not one


def test_titles_weigh_more_than_text(entries: tuple[Entry, ...]) -> None:
    """A word of a title outweighs the same word said many times in the text."""
    titled = replace(entries[0], label="alpha beta gamma", titles=(), text="delta " * 50)
    found = weigh(titled, Synonyms())
    assert found["alpha"]["alpha"] > found["delta"]["delta"]


def test_a_short_title_weighs_more_than_a_long_one(entries: tuple[Entry, ...]) -> None:
    """Hưng Yên is more about Hưng Yên than a long title that holds it."""
    short = weigh(replace(entries[0], label="Hưng Yên", titles=()), Synonyms())
    long = weigh(replace(entries[0], label="Quyết định của Tỉnh ủy Hưng Yên", titles=()), Synonyms())
    assert short["hung"]["hưng"] > long["hung"]["hưng"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Nghị quyết mới", ["~nghi quyet"]),
        ("nghi quyet moi", ["~nghi quyet"]),
        ("la résolution", ["~nghi quyet"]),
        ("nghỉ quyết", []),
        ("une loi", ["~luat"]),
        ("lợi ích", []),
        ("57-NQ/TW", ["~nghi quyet"]),
        ("nghị", []),
    ],
)
def test_synonyms_respect_accents(text: str, found: list[str], synonyms: Groups) -> None:
    """A bare word may be the marked one; a word with other marks is another word."""
    assert list(Synonyms.of(synonyms).within(list(words(text)))) == found


def test_of_two_equal_numbers_the_cited_one_weighs_more(entries: tuple[Entry, ...], synonyms: Groups) -> None:
    """The own number of an entry weighs by how many entries say it."""
    lists: dict[str, object] = {}
    for name, script in build(entries, synonyms).items():
        if name.startswith("t-"):
            shard = data_of(script)[1]
            assert isinstance(shard, dict)
            lists |= shard
    cited, other = decode(str(lists["#57nqtw"])), decode(str(lists["#57/2025ndcp"]))
    assert min(cited.values()) > max(other.values())
