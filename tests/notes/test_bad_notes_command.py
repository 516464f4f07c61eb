"""The command over every bad note at once: all the lines, exit code 1, no traceback."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from nq57.cli import main
from tinykb import TinyKb, cases

CASES = (*cases("bad-notes.txt"), *cases("bad-facts.txt"))
RUN = "import sys; from nq57.cli import main; sys.exit(main())"


def test_clean_notes_end_with_0(tiny: TinyKb, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing wrong, nothing on standard output."""
    assert main(["--kb", str(tiny.root), "check"]) == 0
    assert capsys.readouterr() == ("", "5 notes, 0 problems\n")


def test_bad_notes_end_with_1_and_all_their_lines(tiny: TinyKb) -> None:
    """Every line of the tables is printed in one run."""
    for case in CASES:
        tiny.write(case.files)
    done = subprocess.run(
        [sys.executable, "-c", RUN, "--kb", "kb", "check"],
        cwd=tiny.root.parent,
        env=os.environ | {"PYTHONIOENCODING": "cp1252"},
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    lines = [f"kb/{line}" for case in CASES for line in case.lines]
    assert "Traceback" not in done.stderr
    assert done.returncode == 1
    assert sorted(done.stdout.splitlines()) == sorted(lines)
    assert done.stderr.endswith(f", {len(lines)} problems\n")
