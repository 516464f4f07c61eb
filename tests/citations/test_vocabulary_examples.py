"""The examples of the vocabulary are run: those of this country and those of another."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from nq57.citations import find
from nq57.grammar import Grammar, read_grammar

TESTS = Path(__file__).parents[1]
FOLDERS = {"kb": TESTS.parent / "kb" / "vocabulary", "french-acts": TESTS / "vocabularies" / "french-acts"}
GRAMMARS = {name: read_grammar(folder)[0] for name, folder in FOLDERS.items()}


def examples() -> list[tuple[str, str, str]]:
    """Return (vocabulary, kind or "", example) of every example that must be found."""
    of_kinds = [
        (name, kind.id, example)
        for name, grammar in GRAMMARS.items()
        for kind in grammar.kinds.values()
        for example in kind.examples
    ]
    of_issuers = [
        (name, "", example)
        for name, grammar in GRAMMARS.items()
        for texts in grammar.issuer_examples.values()
        for example in texts
    ]
    return of_kinds + of_issuers


def counter_examples() -> list[tuple[str, str]]:
    """Return (vocabulary, text) of every text in which nothing is cited."""
    return [
        (name, text)
        for name, grammar in GRAMMARS.items()
        for texts in (
            *(kind.counter_examples for kind in grammar.kinds.values()),
            *grammar.issuer_counter_examples.values(),
        )
        for text in texts
    ]


@pytest.mark.parametrize("name", FOLDERS)
def test_vocabulary_has_no_problem(name: str) -> None:
    """Both vocabularies are of the shape that the reader asks for."""
    assert read_grammar(FOLDERS[name])[1] == ()


@pytest.mark.parametrize(("name", "kind", "example"), examples())
def test_example_is_found(name: str, kind: str, example: str) -> None:
    """An example is one citation, of its kind, with the number that the vocabulary gives."""
    text, _, number = (part.strip() for part in example.rpartition("|"))
    found = find(text, GRAMMARS[name])
    assert [str(one.number or "=") for one in found] == [number]
    assert kind in ("", found[0].kind)


@pytest.mark.parametrize(("name", "text"), counter_examples())
def test_counter_example_is_refused(name: str, text: str) -> None:
    """A counter-example cites nothing."""
    assert find(text, GRAMMARS[name]) == []


@pytest.mark.parametrize("example", GRAMMARS["kb"].examples)
def test_sentence_of_the_vocabulary(example: str) -> None:
    """The sentences of the vocabulary give the citations written beside them."""
    text, _, cited = (part.strip() for part in example.partition("|"))
    found = find(text, GRAMMARS["kb"])
    assert " ; ".join(f"{one.written} → {one.number or '='}" for one in found) == cited


@pytest.mark.parametrize("kind", [k for k in GRAMMARS["kb"].kinds.values() if k.codes], ids=lambda k: k.id)
def test_kind_has_examples_of_both_sorts(kind: object) -> None:
    """A kind that texts cite by number shows what is found and what is refused."""
    found = GRAMMARS["kb"].kinds[getattr(kind, "id", "")]
    assert found.examples
    assert found.counter_examples


def test_act_known_by_its_date_alone() -> None:
    """An arrêté has no number: the date is what is cited."""
    found = find("l'arrêté du 3 mars 2020 relatif aux marchés", GRAMMARS["french-acts"])[0]
    assert (found.written, found.form, str(found.date)) == ("arrêté du 3 mars 2020", "dated", "2020-03-03")


def test_french_acts_with_their_dates() -> None:
    """The same engine reads the date after a French number."""
    text = "la loi n° 2016-1321 du 7 octobre 2016 et le décret n° 2012-1246 du 7/11/2012, art. L. 111-1"
    found = find(text, GRAMMARS["french-acts"])
    assert [(str(one.number), str(one.date or "")) for one in found] == [
        ("2016-1321", "2016-10-07"),
        ("2012-1246", "2012-11-07"),
        ("L. 111-1", ""),
    ]


def test_vietnamese_numbers_mean_nothing_to_french_acts() -> None:
    """What is known of numbers is in the vocabulary, nothing in the engine."""
    assert find("Nghị quyết số 57-NQ/TW, 193/2025/QH15, 03/NQ-CP", GRAMMARS["french-acts"]) == []


def extended(folder: Path, file: str, text: str) -> Grammar:
    """Return the grammar of a copy of the vocabulary with a text put in after the line `kinds:` or so."""
    shutil.copytree(FOLDERS["kb"], folder, dirs_exist_ok=True)
    path = folder / file
    key, _, entry = text.partition("\n")
    path.write_text(path.read_text("utf-8").replace(f"\n{key}\n", f"\n{key}\n{entry}\n", 1), "utf-8")
    grammar, problems = read_grammar(folder)
    assert problems == ()
    return grammar


def test_a_kind_is_added_without_code(tmp_path: Path) -> None:
    """A new kind is an entry of the vocabulary: its word, its code, its name."""
    entry = """kinds:
  appeal:
    name: {vi: Lời kêu gọi, fr: appel, en: appeal}
    codes: {any: [LKG]}
    words: {vi: [lời kêu gọi]}
    short: {vi: sign}"""
    text = "theo Lời kêu gọi số 03-LKG/TW"
    assert [one.kind for one in find(text, GRAMMARS["kb"])] != ["appeal"]
    found = find(text, extended(tmp_path, "document-kinds.yaml", entry))
    assert [(str(one.number), one.kind) for one in found] == [("03-LKG/TW", "appeal")]


def test_an_issuer_is_added_without_code(tmp_path: Path) -> None:
    """A new issuer is an entry too: then its swapped separators are repaired."""
    entry = """issuers:
  HVCTQG:
    style: party
    name: {vi: Học viện, fr: Académie, en: Academy}"""
    text = "Quyết định số 12/QĐ-HVCTQG"
    assert [str(one.number) for one in find(text, GRAMMARS["kb"])] == ["12/QĐ-HVCTQG"]
    found = find(text, extended(tmp_path, "issuers.yaml", entry))
    assert [str(one.number) for one in found] == ["12-QĐ/HVCTQG"]


@pytest.mark.parametrize(
    ("file", "broken", "message"),
    [
        ("document-kinds.yaml", "kinds:\n  x:\n    short: {vi: maybe}\n", "short vi 'maybe'"),
        ("document-kinds.yaml", "kinds:\n  x:\n    name: {vi: X}\n", "a name needs vi, fr and en"),
        ("document-kinds.yaml", "kinds: [a, b]\n", "`kinds` is a block"),
        ("issuers.yaml", "issuers:\n  X: {style: royal}\n", "style 'royal': write one of party"),
        ("issuers.yaml", "issuers:\n  X: {style: party}\n  X: {style: party}\n", "'X' stands twice"),
        ("citations.yaml", "shapes:\n  x: {form: '{year}'}\n", "the form needs {serial}"),
        ("citations.yaml", "aliases:\n  - {words: [A], kind: nothing}\n", "kind 'nothing' is not in"),
        ("citations.yaml", "signs: [a\n", ""),
    ],
)
def test_broken_vocabulary_is_reported(tmp_path: Path, file: str, broken: str, message: str) -> None:
    """A mistake in the vocabulary is a problem with its file and line, never an exception."""
    shutil.copytree(FOLDERS["french-acts"], tmp_path, dirs_exist_ok=True)
    (tmp_path / file).write_text(broken, "utf-8")
    grammar, problems = read_grammar(tmp_path)
    assert any(message in problem.message and problem.path.endswith(file) for problem in problems)
    assert isinstance(find("loi n° 2016-1321", grammar), list)
