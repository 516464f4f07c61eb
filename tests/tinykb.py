"""The tiny knowledge base of the tests, and the tables of bad notes that are laid over it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from nq57 import checks
from nq57.corpus import inputs_of
from nq57.grammar import read_grammar
from nq57.notes import Folder, read_folder
from nq57.vocabulary import read_vocabulary

TESTS = Path(__file__).parent


# What the views of the real pages name, and what takes its place in the tiny knowledge base.
STAND_INS = {
    "central-steering-meeting-2": "first-meeting",
    "01-cv-bcdtw": "57-nq-tw",
    "framework-action-plan": "57-nq-tw",
}


def with_pages(kb: Path) -> Path:
    """Add the plain pages of the real knowledge base to another one; return it."""
    for path in sorted((TESTS.parent / "kb").rglob("*.md")):
        name = path.relative_to(TESTS.parent / "kb")
        if name.name == "index.md" or name.parent.name in ("", "guide"):
            text = path.read_text("utf-8")
            for real, tiny in STAND_INS.items():
                text = text.replace(real, tiny)
            (kb / name).parent.mkdir(parents=True, exist_ok=True)
            (kb / name).write_text(text, "utf-8")
    return kb


@dataclass(frozen=True)
class TinyKb:
    """A copy of ``tests/kbs/tiny`` that a test may write to."""

    root: Path

    @classmethod
    def below(cls, folder: Path) -> TinyKb:
        """Copy the knowledge base to ``folder/kb``."""
        return cls(Path(shutil.copytree(TESTS / "kbs" / "tiny", folder / "kb")))

    def write(self, files: Mapping[str, bytes]) -> None:
        """Write files, by their paths in the knowledge base."""
        for path, content in files.items():
            (self.root / path).parent.mkdir(parents=True, exist_ok=True)
            (self.root / path).write_bytes(content)

    def folder(self) -> Folder:
        """Read the notes."""
        return read_folder(self.root)

    def inputs(self) -> checks.Inputs:
        """Return what the rules look at."""
        vocabulary, _ = read_vocabulary(self.root / "vocabulary")
        grammar, _ = read_grammar(self.root / "vocabulary")
        return inputs_of(self.folder(), vocabulary, grammar)

    def problems(self) -> list[str]:
        """Return the lines that reader and rules say, in order."""
        return [str(problem) for problem in sorted({*self.folder().problems, *checks.run(self.inputs())})]


@dataclass(frozen=True)
class Case:
    """Files laid over the tiny knowledge base, and the lines they must give."""

    name: str
    files: Mapping[str, bytes]
    lines: tuple[str, ...]


def cases(golden: str) -> tuple[Case, ...]:
    r"""Read a table of ``tests/golden``.

    ``=== name`` opens a case, ``@@ path`` a file, ``@@ path bytes`` a file with ``\x..`` escapes, and
    ``@@ tells`` the lines expected.
    """
    text = (TESTS / "golden" / golden).read_text(encoding="utf-8")
    return tuple(_case(part) for part in re.split(r"^=== ", text, flags=re.MULTILINE)[1:])


def _case(text: str) -> Case:
    name, _, rest = text.partition("\n")
    files: dict[str, bytes] = {}
    lines: tuple[str, ...] = ()
    for part in re.split(r"^@@ ", rest, flags=re.MULTILINE)[1:]:
        path, _, content = part.partition("\n")
        if path == "tells":
            lines = tuple(line for line in content.splitlines() if line)
        elif path.endswith(" bytes"):
            files[path.removesuffix(" bytes")] = (
                content.encode("ascii").decode("unicode_escape").encode("latin-1")
            )
        else:
            files[path] = content.encode("utf-8")
    return Case(name, files, lines)
