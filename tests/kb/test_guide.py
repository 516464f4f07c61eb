"""The examples of the guide are notes that pass the check, so that who copies them starts well."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from expected_content import ROOT

from nq57.corpus import read_corpus
from nq57.model import KINDS

GUIDE = (ROOT / "guide" / "write.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```yaml\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
HEAD = """---
kind: meeting
title: {fr: Réunion d'exemple}
date: unknown
chair: unknown
body: gia-lai-steering-committee
status: held
province: gia-lai
source: gia-lai-q3-2025
"""


def problems_of(folder: Path, path: str, note: str) -> list[str]:
    """Return what is wrong with a note laid over the real knowledge base."""
    root = Path(shutil.copytree(ROOT, folder / "kb"))
    (root / path).write_text(note, encoding="utf-8")
    return [str(problem) for problem in read_corpus(root).problems if problem.path == path]


def test_the_whole_note(tmp_path: Path) -> None:
    """The first example is a whole note."""
    assert problems_of(tmp_path, "documents/hung-yen-02-tb-bcd.md", EXAMPLES[0]) == []


@pytest.mark.parametrize("example", EXAMPLES[1:], ids=lambda text: text.partition(":")[0])
def test_the_parts(tmp_path: Path, example: str) -> None:
    """Each further example is part of the front matter of a note."""
    note = f"{HEAD}{example}---\nUne réunion qui sert d'exemple.\n"
    assert problems_of(tmp_path, "meetings/example.md", note) == []


def test_a_note_of_each_kind(tmp_path: Path) -> None:
    """The eight notes of one text are whole: laid over the real knowledge base, none has a problem."""
    text = (ROOT / "guide" / "kinds.md").read_text(encoding="utf-8")
    found = re.findall(
        r"^## [^`\n]*`([^`]+)`\n(.*?)^```(?:yaml|text)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL
    )
    assert {path.partition("/")[0] for path, _, _ in found} == {kind.folder for kind in KINDS}
    root = Path(shutil.copytree(ROOT, tmp_path / "kb"))
    for path, _, example in found:
        assert not (root / path).exists()
        (root / path).write_text(example, encoding="utf-8")
    corpus = read_corpus(root)
    assert [str(problem) for problem in corpus.problems] == []
    document = corpus.kb.notes["exemple-12-qd-ubnd"]
    assert (len(document.tasks), len(document.figures)) == (2, 1)


def test_parts_are_there() -> None:
    """The guide shows coverage, conformity, progress and the parts of a figure."""
    shown = "".join(EXAMPLES)
    assert [w for w in ("covers-partly", "meets", "progress:", "series:", "part-of") if w not in shown] == []
