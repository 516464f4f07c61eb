"""The made-up knowledge bases of the benchmarks: sound, and the same for the same seed."""

from __future__ import annotations

from pathlib import Path

from generate import generate
from nq57.corpus import read_corpus


def tree(root: Path) -> dict[str, bytes]:
    """Return the files below a folder."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()
    }


def test_a_made_up_knowledge_base_has_no_problem_and_the_size_asked_for(tmp_path: Path) -> None:
    """The rules find nothing, and every kind of note is there."""
    generate(120, tmp_path / "kb", seed=1)
    corpus = read_corpus(tmp_path / "kb")
    assert corpus.problems == ()
    assert len(corpus.kb.notes) == 120
    assert len({note.kind for note in corpus.kb.notes.values()}) == 8


def test_one_seed_gives_one_knowledge_base(tmp_path: Path) -> None:
    """The same seed gives the same bytes, another seed others."""
    for name, seed in (("one", 5), ("same", 5), ("other", 6)):
        generate(60, tmp_path / name, seed)
    assert tree(tmp_path / "one") == tree(tmp_path / "same")
    assert tree(tmp_path / "one") != tree(tmp_path / "other")
