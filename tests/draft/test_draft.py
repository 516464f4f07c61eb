"""A draft holds what a text cites and may say, states nothing, and is refused until somebody completes it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from nq57.citations import Scope
from nq57.cli import DONE, WRONG_USE, main
from nq57.corpus import read_corpus, read_holdings
from nq57.draft import candidates
from nq57.grammar import read_grammar
from tinykb import TinyKb

ROOT = Path(__file__).parents[2]
GRAMMAR, _ = read_grammar(ROOT / "kb" / "vocabulary")
TEXT = """Hưng Yên, le 13 mars 2025. Le secrétaire Nguyễn Hữu Nghĩa a présidé la réunion.

Selon la résolution n° 57-NQ/TW et le plan n° 386-KH/TU du 3 mars 2025, 1 132 agents sont là, soit 44,05 %.
M. Jean Dupont a cité 386-KH/TU. En 2025, 12 tâches restent.
"""


@pytest.fixture
def kb(tiny: TinyKb) -> TinyKb:
    """Return the tiny knowledge base with the real vocabulary, and a source text beside it."""
    shutil.copytree(ROOT / "kb" / "vocabulary", tiny.root / "vocabulary", dirs_exist_ok=True)
    (tiny.root.parent / "Báo Hưng Yên 2025.txt").write_text(TEXT, "utf-8")
    return tiny


def draft(kb: TinyKb, *more: str) -> tuple[int, Path]:
    """Draft the source text; return the exit code and where drafts are."""
    drafts = kb.root.parent / "drafts"
    source = kb.root.parent / "Báo Hưng Yên 2025.txt"
    return main(["--kb", str(kb.root), "draft", str(source), "--output", str(drafts), *more]), drafts


def test_a_draft_stands_outside_of_the_notes(kb: TinyKb, capsys: pytest.CaptureFixture[str]) -> None:
    """Source note, kept text, stubs and list are written below the drafts; no note is touched."""
    before = {path: path.read_bytes() for path in kb.root.rglob("*") if path.is_file()}
    code, drafts = draft(kb, "--province", "hung-yen")
    assert code == DONE
    assert {path: path.read_bytes() for path in kb.root.rglob("*") if path.is_file()} == before
    made = sorted(path.relative_to(drafts).as_posix() for path in drafts.rglob("*.*") if path.is_file())
    assert made == [
        "bao-hung-yen-2025/candidates.md",
        "bao-hung-yen-2025/documents/hung-yen-386-kh-tu.md",
        "bao-hung-yen-2025/sources/bao-hung-yen-2025.md",
        "bao-hung-yen-2025/sources/bao-hung-yen-2025.txt",
    ]
    assert (drafts / made[3]).read_text("utf-8") == TEXT
    said = capsys.readouterr().out
    assert "Documents cités, tenus : 1" in said
    assert "Documents cités, pas encore tenus : 1" in said


def test_the_list_gives_each_candidate_with_its_sentence(kb: TinyKb) -> None:
    """Citations with what they come to, dates, people and figures stand with line and sentence."""
    _, drafts = draft(kb)
    listed = (drafts / "bao-hung-yen-2025" / "candidates.md").read_text("utf-8")
    for line in (
        "- [ ] `57-nq-tw` : résolution n° 57-NQ/TW, ligne 3, « Selon la résolution",
        "- [ ] 386-KH/TU, sorte : plan ?, date : 2025-03-03 ? : plan n° 386-KH/TU, ligne 3, « Selon",
        "- [ ] 13 mars 2025 → 2025-03-13 : ligne 1, «",
        "- [ ] Nguyễn Hữu Nghĩa : ligne 1, « Le secrétaire Nguyễn Hữu Nghĩa a présidé la réunion. »",
        "- [ ] Jean Dupont : ligne 4, «",
        "- [ ] 1 132 agents sont → 1132 : ligne 3, «",
        "- [ ] 44,05 % → 44.05 : ligne 3, «",
        "- [ ] 12 tâches restent → 12 : ligne 4, «",
    ):
        assert line in listed, line


def test_a_draft_among_the_notes_is_refused_until_completed(kb: TinyKb) -> None:
    """Every note of a draft has a problem; completed by its reader, it has none."""
    _, drafts = draft(kb, "--province", "hung-yen")
    shutil.copytree(drafts / "bao-hung-yen-2025", kb.root, dirs_exist_ok=True)
    (kb.root / "candidates.md").unlink()
    source, stub = "sources/bao-hung-yen-2025.md", "documents/hung-yen-386-kh-tu.md"
    told = {problem.path for problem in read_corpus(kb.root).problems}
    assert told == {source, stub}
    done = {"title: ''": "title: Plan d'action", "type: ''": "type: plan", "publisher: ''": "publisher: Báo"}
    done |= {"language: ''": "language: fr", "reliability: ''": "reliability: founding"}
    for path in (source, stub):
        text = (kb.root / path).read_text("utf-8")
        for old, new in done.items():
            text = text.replace(old, new)
        (kb.root / path).write_text(text.replace("À écrire, en deux à dix phrases", "Un texte lu"), "utf-8")
    assert [str(problem) for problem in read_corpus(kb.root).problems] == []


def test_a_stub_states_its_number_alone(kb: TinyKb) -> None:
    """Date, issuer, status and kind of a cited document are left to its reader, whatever the text says."""
    _, drafts = draft(kb)
    text = (drafts / "bao-hung-yen-2025" / "documents" / "386-kh-tu.md").read_text("utf-8")
    for line in ("number: 386-KH/TU", "type: ''", "issuer: unknown", "date: unknown", "status: unknown"):
        assert f"\n{line}\n" in text
    assert "\n  text: Selon la résolution n° 57-NQ/TW et le plan n° 386-KH/TU du 3 mars 2025" in text


@pytest.mark.parametrize(
    ("more", "message"),
    [
        (
            ("--id", "57-nq-tw"),
            "57-nq-tw.md exists already; nothing was written; give another name with --id",
        ),
        (("--id", "Báo"), "id 'Báo': write lower-case letters, digits, hyphens with --id"),
        (("--province", "hung-yenn"), "(did you mean 'hung-yen'?)"),
    ],
)
def test_a_draft_that_cannot_be_named_is_not_started(
    kb: TinyKb, capsys: pytest.CaptureFixture[str], more: tuple[str, ...], message: str
) -> None:
    """The reason is said, and nothing is written."""
    code, drafts = draft(kb, *more)
    assert code == WRONG_USE
    assert message in capsys.readouterr().err
    assert not drafts.exists()


def test_a_second_draft_keeps_the_first(kb: TinyKb, capsys: pytest.CaptureFixture[str]) -> None:
    """What a contributor has begun to complete is never written over."""
    _, drafts = draft(kb)
    listed = drafts / "bao-hung-yen-2025" / "candidates.md"
    listed.write_text("mine", "utf-8")
    assert draft(kb)[0] == WRONG_USE
    assert "exists already" in capsys.readouterr().err
    assert listed.read_text("utf-8") == "mine"


def test_sentences_end_before_a_vietnamese_capital() -> None:
    """A point before Ủ ends a sentence, one before ủ does not."""
    sentences = candidates.Sentences("Trước ngày 30. Ủy ban họp. ủy viên đến.")
    assert [sentences.at(place)[1] for place in (0, 16)] == ["Trước ngày 30.", "Ủy ban họp. ủy viên đến."]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Le 13 mars 2025 et le 2025-03-13.", ["2025-03-13"]),
        ("ngày 05 tháng 8 năm 2025, tháng 9/2025", ["2025-08-05", "2025-09"]),
        ("In 2025, the plan of March 2026.", ["2026-03"]),
        ("Le 32/13/2025.", []),
    ],
)
def test_dates(text: str, found: list[str]) -> None:
    """Days and months in three languages, each once; a bare year or a day that does not exist is none."""
    assert [one.reading for one in candidates.dates(text, GRAMMAR)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("đồng chí Nguyễn Văn Nên và ông Trần Lưu Quang", ["Nguyễn Văn Nên", "Trần Lưu Quang"]),
        ("Mme Marie Curie, puis M. Jean Dupont.", ["Marie Curie", "Jean Dupont"]),
        ("le secrétaire de la province", []),
        ("đồng chí Nguyễn Văn Mẫu, Bí thư Tỉnh ủy, làm Trưởng ban", ["Nguyễn Văn Mẫu"]),
        ("Comité populaire de Hưng Yên", []),
    ],
)
def test_people(tiny: TinyKb, text: str, found: list[str]) -> None:
    """Names after a title or of a Vietnamese family; a body or a province is none."""
    assert [one.words for one in candidates.people(text, tiny.folder().kb)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1 132 agents et 44,05 %.", [("1 132 agents et", "1132"), ("44,05 %", "44.05")]),
        ("1.132 người", [("1.132 người", "")]),
        ("résolution 57-NQ/TW du 22 décembre 2024", []),
        ("en 2025 on compte", []),
    ],
)
def test_figures(text: str, found: list[tuple[str, str]]) -> None:
    """Numbers that count, read where their marks leave no doubt; no part of a document's number or date."""
    assert [(one.words, one.reading) for one in candidates.figures(text, GRAMMAR)] == found


def test_a_long_text_is_read_in_its_time(kb: TinyKb) -> None:
    """A thousand times the text has the same candidates: each is listed once, with its first sentence."""
    corpus = read_corpus(kb.root)
    once, often = (
        candidates.cited(text, corpus.grammar, Scope(), read_holdings(corpus.kb, corpus.grammar))
        for text in (TEXT, TEXT * 200)
    )
    assert [one.citation.span for one in often] == [one.citation.span for one in once]
