"""The words of the knowledge base, and what is told when a vocabulary file is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from nq57.vocabulary import read_vocabulary
from tinykb import TESTS, TinyKb

TINY = TESTS / "kbs" / "tiny" / "vocabulary"


def test_words_come_in_the_order_of_the_file() -> None:
    """Lists keep their order, and a relation that a field makes is not a word to write."""
    vocabulary, problems = read_vocabulary(TINY)
    assert problems == ()
    assert vocabulary.words("levels") == ("politburo", "province")
    assert vocabulary.words("document-kinds") == ("resolution", "plan")
    assert vocabulary.words("relations") == ("legal-basis", "concerns")
    assert vocabulary.words("no-such-list") == ()


def test_words_are_shown_in_the_language() -> None:
    """A word has its name in each language, and shows itself where a list lacks it."""
    vocabulary, _ = read_vocabulary(TINY)
    assert vocabulary.show("document-kinds", "plan", "vi") == "Kế hoạch"
    assert vocabulary.show("levels", "province", "en") == "province"
    assert vocabulary.show("levels", "moon", "en") == "moon"


def test_relation_knows_its_ends_and_names() -> None:
    """A relation carries both its names, its family, and what it may join."""
    relation = read_vocabulary(TINY)[0].relations["legal-basis"]
    assert (relation.name.fr, relation.inverse.fr) == ("a pour base légale", "est la base légale de")
    assert (relation.family, relation.sources, relation.targets) == (
        "authority",
        ("document",),
        ("document",),
    )


@pytest.mark.parametrize(
    ("file", "text", "line"),
    [
        ("words.yaml", None, "1: bad-vocabulary: the file is missing"),
        ("words.yaml", b"\xff", "1: bad-vocabulary: not UTF-8 text"),
        ("relations.yaml", b"a: [", "1: bad-vocabulary: a quote, [ or { is opened here and not closed"),
        ("relations.yaml", b"- a\n", "1: bad-vocabulary: a value where `word: {…}` is expected"),
        ("relations.yaml", b"a: b\n", "1: bad-vocabulary: relation 'a': write name, inverse, family"),
        (
            "relations.yaml",
            b"a:\n  name: {vi: a, fr: b, en: c}\n  family: x\n",
            "1: bad-vocabulary: 'a': a name needs vi, fr and en",
        ),
        (
            "relations.yaml",
            b"a:\n  name: {vi: a, fr: b, en: c}\n  inverse: {fr: b}\n",
            "3: bad-vocabulary: 'a': a name needs vi, fr and en",
        ),
    ],
)
def test_wrong_file_is_told(tiny: TinyKb, file: str, text: bytes | None, line: str) -> None:
    """What cannot be read is left out and told with its line; the rest is there."""
    path = tiny.root / "vocabulary" / file
    path.unlink() if text is None else path.write_bytes(text)
    _, problems = read_vocabulary(path.parent)
    assert [str(problem) for problem in problems] == [f"vocabulary/{file}:{line}"]


def change(folder: Path, old: str, new: str) -> list[str]:
    """Return the problems of a vocabulary in which a text of ``words.yaml`` is another."""
    path = folder / "words.yaml"
    text = path.read_text()
    assert text.count(old) == 1
    path.write_text(text.replace(old, new))
    return [str(problem) for problem in read_vocabulary(folder)[1]]


def test_word_that_stands_twice_is_told(tiny: TinyKb) -> None:
    """The first of two stays."""
    lines = change(tiny.root / "vocabulary", "  draft:", "  issued:")
    assert lines == ["vocabulary/words.yaml:7: bad-vocabulary: 'issued' stands twice; keep one"]


def test_list_that_is_not_there_is_told_once(tiny: TinyKb) -> None:
    """The model needs the list; no note is blamed for it."""
    lines = change(tiny.root / "vocabulary", "levels:\n", "level:\n")
    assert lines == ["vocabulary/words.yaml:1: bad-vocabulary: no list 'levels', from which notes take words"]
    assert tiny.problems() == []


def test_name_in_two_languages_is_told(tiny: TinyKb) -> None:
    """A word without one of its three names is told with its line."""
    lines = change(
        tiny.root / "vocabulary", "{vi: Dự thảo, fr: projet, en: draft}", "{vi: Dự thảo, fr: projet}"
    )
    assert lines == ["vocabulary/words.yaml:7: bad-vocabulary: 'draft': a name needs vi, fr and en"]
