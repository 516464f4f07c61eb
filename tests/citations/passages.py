"""Reader of ``passages.txt``: texts with what each cites, written for these tests."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).with_name("passages.txt")


@dataclass(frozen=True)
class Passage:
    """A text under its heading, and (written, number, kind, date) of each citation; - for nothing."""

    heading: str
    text: str
    cited: tuple[tuple[str, ...], ...]


def read_passages() -> tuple[Passage, ...]:
    """Return the passages in their order."""
    found: list[Passage] = []
    heading = ""
    for line in FILE.read_text("utf-8").splitlines():
        if line.startswith("= "):
            heading = line[2:]
        elif line.startswith("> "):
            last = found[-1]
            parts = tuple(part.strip().replace("↵", "\n") for part in line[2:].split("|"))
            found[-1] = Passage(last.heading, last.text, (*last.cited, parts))
        elif line and not line.startswith("#"):
            found.append(Passage(heading, line.replace("↵", "\n"), ()))
    return tuple(found)
