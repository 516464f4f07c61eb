"""Coverage-guided fuzzing of what reads foreign text: ``target.py note|citations [libFuzzer options]``.

What must hold, whatever the bytes: nothing is raised, every fault has a line inside the file, what is read
without a fault is written and read again as the same, and spans of citations lie in the text, in order.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["nq57", "yaml", "markdown_it", "mdit_py_plugins"]):
    from nq57 import citations
    from nq57.checks.markdown import read_prose
    from nq57.grammar import read_grammar
    from nq57.letters import look_alike
    from nq57.notes import read_note, write_note

ROOT = Path(__file__).parents[2]
GRAMMAR, _ = read_grammar(ROOT / "kb" / "vocabulary")
FOLDERS = ("documents/a.md", "people/a.md", "meetings/a.md", "sources/a.md", "findings/a.md")


def note(data: bytes) -> None:
    """Read bytes as a note, its prose as Markdown, and write what was read."""
    path = FOLDERS[data[0] % len(FOLDERS)] if data else FOLDERS[0]
    found, problems = read_note(path, data[1:])
    lines = data.count(b"\n") + data.count(b"\r") + 1
    for problem in problems:
        assert 1 <= problem.line <= lines, problem
        assert str(problem).isprintable() or "\u00a0" in str(problem) or "\u202f" in str(problem), problem
    assert found is not None or problems
    if found is None:
        return
    for line, wrong in read_prose(found.body, found.body_line).wrong:
        assert wrong
        assert found.body_line <= line <= lines, (line, wrong)
    if not problems:
        text = write_note(found)
        again, wrong_again = read_note(path, text.encode())
        assert not wrong_again, wrong_again
        assert again is not None
        assert write_note(again) == text
        assert again.body == found.body


def cited(data: bytes) -> None:
    """Find the citations of a text, and resolve them against no note."""
    text = data.decode("utf-8", "replace")
    end = 0
    for citation in citations.find(text, GRAMMAR):
        start, stop = citation.span
        assert end <= start < stop <= len(text), citation
        end = stop
        citations.resolve(citation, citations.Scope(), citations.Holdings(()))
    look_alike(text)


if __name__ == "__main__":
    named = next(word for word in sys.argv[1:] if word in ("note", "citations"))
    sys.argv.remove(named)
    target = {"note": note, "citations": cited}[named]
    atheris.Setup(sys.argv, target)
    atheris.Fuzz()
