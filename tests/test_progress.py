"""Long work shows a bar to a person who is watching, and nothing of it to a file or a program."""

from __future__ import annotations

import io
import os
import pty
import subprocess
import sys

import pytest

from nq57.progress import NOBODY, Bar, expect, step
from tinykb import TinyKb

MAIN = "import sys; from nq57.cli import main; sys.exit(main())"


def watched(*arguments: str) -> str:
    """Run a command with a terminal as standard error, and return what a person sees of it."""
    terminal, end = pty.openpty()
    with subprocess.Popen([sys.executable, "-c", MAIN, *arguments], stderr=end, stdout=end) as process:
        os.close(end)
        seen = b""
        try:
            while piece := os.read(terminal, 4096):
                seen += piece
        except OSError:  # how a terminal ends on Linux
            pass
        assert process.wait() == 0, seen
    os.close(terminal)
    return seen.decode()


def test_check_shows_a_bar_and_takes_it_away(tiny: TinyKb) -> None:
    """The bar names what is done; the last line stands on a clean line of its own."""
    seen = watched("--kb", str(tiny.root), "check")
    assert "] reading 0/" in seen
    assert seen.rstrip().endswith("problems")
    assert "\x1b[K" in seen.rpartition("]")[2]


def test_check_tells_a_file_plain_lines(tiny: TinyKb) -> None:
    """Without a terminal there is one line and no sign of a bar."""
    ended = subprocess.run(
        [sys.executable, "-c", MAIN, "--kb", str(tiny.root), "check"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert ended.stdout == ""
    assert ended.stderr.endswith(" problems\n")
    assert ended.stderr.count("\n") == 1
    assert not {"\r", "\x1b"} & set(ended.stderr)


class Terminal(io.StringIO):
    """A stream that says that it is a terminal."""

    def isatty(self) -> bool:
        """Say so."""
        return True


def test_workers_tell_of_their_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is written into the pipe moves the bar, and it never goes over the end."""
    monkeypatch.setattr("nq57.progress._OFTEN", 0)
    terminal = Terminal()
    with Bar(terminal).pipe("pages") as pipe:
        expect(pipe, 2)
        for _ in range(3):
            step(pipe)
    assert "] pages 2/2" in terminal.getvalue()
    assert "3/2" not in terminal.getvalue()
    assert terminal.getvalue().endswith("\x1b[K")


def test_nobody_is_told_where_nobody_watches() -> None:
    """Without a terminal there is no pipe, and nothing is written."""
    stream = io.StringIO()
    bar = Bar(stream)
    with bar.pipe("pages") as pipe:
        assert pipe == NOBODY
        expect(pipe, 2)
        step(pipe)
    assert list(bar.over("notes", (1, 2))) == [1, 2]
    assert stream.getvalue() == ""
