"""The check of some notes alone: what is told of them, and the hook that runs it before a commit."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import yaml

from nq57.cli import DONE, PROBLEMS, WRONG_USE, main
from tinykb import TinyKb

ROOT = Path(__file__).parents[1]
GOOD, BAD = "documents/57-nq-tw.md", "people/bad.md"


@pytest.fixture
def kb(tiny: TinyKb) -> TinyKb:
    """Return a knowledge base with two bad notes; one of them names the other, which cannot be read."""
    tiny.write({BAD: b"---\nkind: persn\n---\nProse.\n", "people/worse.md": b""})
    return tiny


def told(kb: TinyKb, capsys: pytest.CaptureFixture[str], *paths: str) -> tuple[int, list[str]]:
    """Check some paths; return the exit code and the files that are told of."""
    code = main(["--kb", str(kb.root), "check", *(str(kb.root / path) for path in paths)])
    lines = capsys.readouterr().out.splitlines()
    return code, sorted({line.removeprefix(f"{kb.root.as_posix()}/").partition(":")[0] for line in lines})


@pytest.mark.parametrize(
    ("paths", "code", "files"),
    [
        ((), PROBLEMS, [BAD, "people/worse.md"]),
        ((BAD,), PROBLEMS, [BAD]),
        ((GOOD,), DONE, []),
        ((GOOD, BAD), PROBLEMS, [BAD]),
        (("people",), PROBLEMS, [BAD, "people/worse.md"]),
        (("vocabulary/words.yaml",), DONE, []),
    ],
)
def test_paths_choose_what_is_told(
    kb: TinyKb, capsys: pytest.CaptureFixture[str], paths: tuple[str, ...], code: int, files: list[str]
) -> None:
    """With paths, only their problems are told and counted; a folder stands for all that it holds."""
    assert told(kb, capsys, *paths) == (code, files)


def test_all_notes_are_read_for_one(kb: TinyKb, capsys: pytest.CaptureFixture[str]) -> None:
    """A note that names another one which is there has no problem when it is checked alone."""
    text = (kb.root / GOOD).read_text("utf-8")
    (kb.root / GOOD).write_text(text.replace("issuer: politburo", "issuer: politburau"), "utf-8")
    assert told(kb, capsys, GOOD) == (PROBLEMS, [GOOD])
    (kb.root / GOOD).write_text(text, "utf-8")
    assert told(kb, capsys, GOOD) == (DONE, [])


@pytest.mark.parametrize("path", ["people/nobody.md", "../kb2/x.md", "../../"])
def test_path_that_is_no_note_is_told(kb: TinyKb, capsys: pytest.CaptureFixture[str], path: str) -> None:
    """A path outside of the notes, or to nothing, is wrong use: it never passes for a good note."""
    assert main(["--kb", str(kb.root), "check", str(kb.root / path)]) == WRONG_USE
    assert "no such file or folder in" in capsys.readouterr().err


def test_hook_checks_the_changed_notes(kb: TinyKb, capsys: pytest.CaptureFixture[str]) -> None:
    """The hook that the repository configures names the notes alone, and its command is the check."""
    config = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))
    (hook,) = (hook for repo in config["repos"] for hook in repo["hooks"])
    assert (config["repos"][0]["repo"], hook["language"], hook["require_serial"]) == ("local", "system", True)
    chosen = [path for path in (f"kb/{BAD}", f"kb/{GOOD}", "docs/conf.py") if re.search(hook["files"], path)]
    assert chosen == [f"kb/{BAD}", f"kb/{GOOD}"]
    program, *arguments = shlex.split(hook["entry"])
    assert program == ".venv/bin/nq57"
    assert (
        main(["--kb", str(kb.root), *arguments, *(str(kb.root.parent / path) for path in chosen)]) == PROBLEMS
    )
    assert [line for line in capsys.readouterr().out.splitlines() if BAD not in line] == []
