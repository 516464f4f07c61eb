"""The engine away from its repository: its wheel starts, checks, builds and bundles a base of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hatchling.build import build_wheel

from nq57.cli import main
from nq57.corpus import read_corpus

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        return folder / build_wheel(str(folder))


def test_the_wheel_works_where_there_is_no_checkout(wheel: Path, tmp_path: Path) -> None:
    """What the wheel holds is enough: a new base is checked, built and bundled by its files alone."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "installed")

    def run(*words: str) -> str:
        program = "import sys, nq57.cli; print(nq57.cli.__file__); sys.exit(nq57.cli.main())"
        done = subprocess.run(
            [sys.executable, "-c", program, *words],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(tmp_path / "installed")},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        assert done.stdout.startswith(str(tmp_path / "installed"))
        return done.stdout

    run("init", ".", "--province", "Đắk Lắk")
    run("check")
    run("bundle", "dak-lak")
    assert (tmp_path / "build" / "editions" / "vi" / "site" / "provinces" / "dak-lak.html").is_file()
    with zipfile.ZipFile(tmp_path / "build" / "bundles" / "dak-lak.zip") as bundle:
        assert "nq57-dak-lak/provinces/dak-lak.html" in bundle.namelist()


def test_the_wheel_holds_no_note_of_ours(wheel: Path) -> None:
    """It carries the look, the vocabulary and the plain pages; the kept history is that of our notes."""
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    carried = {name.removeprefix("nq57/_carried/") for name in names if name.startswith("nq57/_carried/")}
    assert {"docs/conf.py", "docs/_templates/layout.html", "docs/locale/vi.po"} <= carried
    assert {"kb/vocabulary/relations.yaml", "kb/guide/write.md", "kb/documents/index.md"} <= carried
    assert [name for name in sorted(carried) if name.startswith("kb/documents/") or "history" in name] == [
        "kb/documents/index.md"
    ]


def test_a_new_base_has_no_problem(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It holds its province and the pages that need no other note; a second start touches nothing."""
    assert main(["init", str(tmp_path / "own"), "--province", "Nghệ An"]) == 0
    corpus = read_corpus(tmp_path / "own" / "kb")
    assert (list(corpus.kb.notes), corpus.problems) == (["nghe-an"], ())
    assert "cascade.md" not in corpus.folder.pages
    assert "cascade.md" not in corpus.folder.pages["questions.md"]
    assert main(["--kb", str(tmp_path / "own"), "check"]) == 0
    assert main(["init", str(tmp_path / "own")]) == 2
    assert "exists already; nothing was written" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["!", "Hư\u200bng Yên", "Нung Yen"])
def test_a_name_that_cannot_name_a_province_is_refused(name: str, tmp_path: Path) -> None:
    """Without a letter, with a hidden one or one of another alphabet nothing is written."""
    assert main(["init", str(tmp_path / "own"), "--province", name]) == 2
    assert not (tmp_path / "own").exists()
