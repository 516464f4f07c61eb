"""Translations of prose: what they must keep, what breaks a catalog, what is asked for and counted."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from nq57 import i18n
from nq57.checks.translation import unlike_prose, unlike_text
from nq57.cli import DONE, PROBLEMS, main
from nq57.translations import read_catalog, read_translations

DOCS = Path(__file__).parents[2] / "docs"
SENTENCE = "La résolution fonde tout le reste : chaque province en tire un plan."
REASON = "Titre que personne n'a écrit."
FRENCH = "Un [cadre](framework.md) de 57-NQ/TW : `make check`, **fort**, dit [^a]."


@pytest.mark.parametrize(
    ("french", "words"),
    [
        (FRENCH, "Một [khung](framework.md) của 57-NQ/TW: `make check`, **mạnh**, nói [^a]."),
        ("la décision 229-QD/TW", "Quyết định 229-QĐ/TW"),
        ("En 2025, rien.", "2025\\. Không có gì."),
        ("[](tasks.md) : tout", "[](tasks.md): tất cả"),
        ("2025. Rien", "2025. Không"),
    ],
)
def test_a_translation_that_keeps_its_marks(french: str, words: str) -> None:
    """Other words, the same links, code, numbers and notes: nothing is wrong."""
    assert list(unlike_prose(french, words)) == []


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        (FRENCH.replace("(framework.md)", "(other.md)"), "the link to 'framework.md' is lost"),
        (
            FRENCH.replace("(framework.md)", "(https://evil.example)"),
            "the link to 'https://evil.example' is not",
        ),
        (FRENCH.replace("(framework.md)", "(javascript:alert(1))"), "a link to 'javascript:alert(1)'"),
        (FRENCH + " <b onclick=x>y</b>", "raw HTML"),
        (FRENCH + " {ref}`x`", "a role"),
        (FRENCH + " ![x](/etc/passwd)", "an image '/etc/passwd'"),
        (FRENCH + " {{ secret }}", "a substitution"),
        (FRENCH.replace("`make check`", "make check"), "the code `make check` is lost"),
        (FRENCH.replace("**", ""), "a **strong** word is lost"),
        (FRENCH.replace("[^a]", "(a)"), "the footnote [^a] is lost"),
        (FRENCH.replace("57-NQ/TW", "58-NQ/TW"), "the number '57-NQ/TW' is lost"),
        (FRENCH.replace("57-NQ/TW", "58-NQ/TW"), "the number '58-NQ/TW' is not in the French"),
        (f"- {FRENCH}", "more or other than one paragraph"),
        (f"{FRENCH}\n\n```{{include}} x\n```", "more or other than one paragraph"),
        (FRENCH + "\u202e", "RIGHT-TO-LEFT OVERRIDE"),
        (FRENCH + " e\u0301", "normal form C"),
    ],
)
def test_a_translation_that_loses_or_adds_a_mark(words: str, wrong: str) -> None:
    """A translation is under the rules of prose: it leads nowhere and shows nothing of its own."""
    assert [said for said in unlike_prose(FRENCH, words) if wrong in said]


def test_blanks_are_kept() -> None:
    """What is filled when a page is made is filled in every language."""
    assert list(unlike_text("{n} sur {total}", "{total} trong {n}")) == []
    assert len(list(unlike_text("{n} sur {total}", "{n} trong {tong}"))) == 2


def catalog(folder: Path, text: str | bytes) -> list[str]:
    """Return what is wrong with a catalog, as lines."""
    path = folder / "vi" / "LC_MESSAGES" / "documents.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return [str(problem) for problem in read_catalog(folder, path)[1]]


@pytest.mark.parametrize(
    ("text", "line", "wrong"),
    [
        ('msgid "a"\nmsgstr "b\n', 2, "not a line of a catalog"),
        ('msgid "a"\nmsgstr "b" c"\n', 2, "not a line of a catalog"),
        ('msgid "a"\nmsgstr "b"\nnonsense\n', 3, "not a line of a catalog"),
        ('msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n', 4, "'a' stands twice"),
        ('msgid "a"\nmsgstr "b"\n\nmsgid "a `x`"\nmsgstr "c"\n', 4, "the code `x` is lost"),
        (b'msgid "a"\nmsgstr "\xff"\n', 1, "not a catalog"),
    ],
)
def test_a_broken_catalog_is_told_by_its_line(
    tmp_path: Path, text: str | bytes, line: int, wrong: str
) -> None:
    """Syntax, letters, twins and lost marks: each is said where it stands."""
    told = catalog(tmp_path, text)
    assert [said for said in told if f"documents.po:{line}: bad-translation: " in said and wrong in said]


def test_what_must_be_thought_of_again_is_not_shown(tmp_path: Path) -> None:
    """Words marked as fuzzy are a proposal: nobody answers for them yet."""
    assert catalog(tmp_path, '#, fuzzy\nmsgid "a"\nmsgstr "b"\n\nmsgid "c"\nmsgstr "d"\n') == []
    assert read_translations(tmp_path, "vi")[0].of("documents/x.md") == {"c": "d"}


@pytest.fixture
def place(kb: Path) -> tuple[Path, Path]:
    """The tiny notes, one with a reason in French, and a look without catalogs."""
    note = kb / "documents" / "57-nq-tw.md"
    reason = f"quotes:\n  - of: [title.vi]\n    inferred: {REASON}\n"
    note.write_text(note.read_text("utf-8").replace("quotes:\n", reason, 1), "utf-8")
    docs = kb.parent / "docs"
    shutil.copytree(DOCS, docs, ignore=shutil.ignore_patterns("LC_MESSAGES", "__pycache__"))
    return kb, docs


def fill(path: Path, french: str, words: str) -> None:
    """Translate a message, as a person does in an editor."""
    text = path.read_text("utf-8")
    assert f'msgid "{french}"\nmsgstr ""\n' in text
    path.write_text(
        text.replace(f'msgid "{french}"\nmsgstr ""\n', f'msgid "{french}"\nmsgstr "{words}"\n'), "utf-8"
    )


def test_catalogs_are_extracted_kept_and_counted(
    place: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """Prose and phrases of fields are asked for; what is translated is kept while the French is the same."""
    kb, docs = place
    command = ["--kb", str(kb), "i18n", "--docs", str(docs)]
    documents = docs / "locale" / "vi" / "LC_MESSAGES" / "documents.po"
    assert main([*command, "--check"]) == PROBLEMS
    assert not documents.exists()
    assert main(command) == DONE
    with documents.open("rb") as file:
        asked = {str(one.id): one for one in read_po(file) if one.id}
    assert {SENTENCE, REASON} <= asked.keys()
    assert re.search(r"^#: documents/57-nq-tw\.md$", documents.read_text("utf-8"), re.MULTILINE)
    assert "POT-Creation" not in documents.read_text("utf-8")
    fill(documents, SENTENCE, "Nghị quyết là nền tảng của tất cả.")
    capsys.readouterr()
    assert main([*command, "--check"]) == DONE
    shown = capsys.readouterr().out
    words = sum(len(french.split()) for french in asked)
    row = ["vi", "documents", len(asked), 1, words, len(SENTENCE.split())]
    found = next(line.replace("%", "").split() for line in shown.splitlines() if "vi  documents" in line)
    assert [*found[:4], *found[5:7]] == [str(cell) for cell in row]

    note = kb / "documents" / "57-nq-tw.md"
    note.write_text(note.read_text("utf-8").replace("en tire un plan.", "en tire un plan daté."), "utf-8")
    assert main(command) == DONE
    assert "#, fuzzy" in documents.read_text("utf-8")
    assert read_translations(docs / "locale", "vi")[0].of("documents/57-nq-tw") == {}

    documents.write_text(documents.read_text("utf-8") + '\nmsgid "a `x`"\nmsgstr "b"\n', "utf-8")
    before = documents.read_bytes()
    capsys.readouterr()
    assert main(command) == PROBLEMS
    assert "locale/vi/LC_MESSAGES/documents.po:" in capsys.readouterr().out
    assert documents.read_bytes() == before


@pytest.mark.parametrize("language", i18n.TRANSLATED)
def test_no_catalog_is_broken(language: str) -> None:
    """What translators have written so far is whole; a paragraph may still be French."""
    assert [str(problem) for problem in read_translations(DOCS / "locale", language)[1]] == []


def test_every_title_and_word_is_translated() -> None:
    """Interface, vocabulary, titles and names: nothing of them is left in French."""
    rows = list(i18n.named(DOCS.parent / "kb", DOCS / "locale"))
    assert len(rows) == 6
    assert [row for row in rows if row.translated < row.messages] == []
