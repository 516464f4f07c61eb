"""A short run of the coverage-guided fuzzer on every test run; ``make fuzz`` goes on for longer."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SEEDS = {"note": ("documents/*.md", "people/*.md", "findings/*.md"), "citations": ("sources/*.txt",)}
RUNS = 500  # a few seconds; counted, so that two runs try the same


@pytest.mark.skipif(not find_spec("atheris"), reason="atheris has wheels for Linux on x86-64 alone")
@pytest.mark.parametrize("target", SEEDS)
def test_a_short_run_breaks_nothing(target: str, tmp_path: Path) -> None:
    """Grown from notes and sources, no input raises or breaks what must hold."""
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    for pattern in SEEDS[target]:
        for path in sorted((ROOT / "kb").glob(pattern))[:20]:
            start = b"\0" if target == "note" else b""
            (seeds / path.name).write_bytes(start + path.read_bytes()[:3000])
    options = [f"-runs={RUNS}", "-seed=57", "-max_len=3000", f"-artifact_prefix={tmp_path}/"]
    command = [sys.executable, str(HERE / "target.py"), target, f"-dict={HERE / target}.dict", *options]
    done = subprocess.run([*command, str(seeds)], capture_output=True, encoding="utf-8", errors="replace")
    assert done.returncode == 0, done.stderr[-3000:]
    assert "DONE" in done.stderr


def test_the_dictionaries_are_those_of_the_targets() -> None:
    """Each target has its dictionary, in the form that the fuzzer reads."""
    for target in SEEDS:
        lines = (HERE / f"{target}.dict").read_text("ascii").splitlines()
        assert all(line.startswith('"') and line.endswith('"') for line in lines)
