"""The limits that the guide states are those of the code."""

from __future__ import annotations

import re
from pathlib import Path

from nq57.checks import evidence, markdown, prose
from nq57.files import IMAGES, MAX_BYTES
from nq57.notes import folder, reader
from nq57.yamltree import MAX_DEPTH, MAX_VALUES

GUIDE = Path(__file__).parents[2] / "kb" / "guide" / "limits.md"


def test_the_guide_states_every_limit() -> None:
    """The table of the guide holds the constants of the code, in the order in which a file meets them."""
    rows = re.findall(r"^\|[^|]+\| ([0-9 ]+)", GUIDE.read_text("utf-8"), re.MULTILINE)
    assert [int(row.replace(" ", "")) for row in rows] == [
        MAX_BYTES[".md"],
        MAX_BYTES[".txt"],
        MAX_BYTES[".yaml"],
        MAX_BYTES[".png"],
        reader.MAX_LINES,
        reader.MAX_LINE,
        markdown.MAX_PARAGRAPH,
        markdown.MAX_BRACKETS,
        markdown.MAX_BLOCKS,
        markdown.MAX_NESTING,
        MAX_DEPTH,
        MAX_VALUES,
        0,
        folder.MAX_NAME,
        evidence.MAX_WORDS,
        prose.COPIED_WORDS - 1,
    ]
    assert {MAX_BYTES[image] for image in IMAGES} == {MAX_BYTES[".png"]}


def test_the_guide_names_every_kind_of_file() -> None:
    """No file type is kept that the guide does not name."""
    named = re.findall(r"`(\.[a-z]+)`", GUIDE.read_text("utf-8").partition("## Les fichiers")[2])
    assert named == [".md", *IMAGES, ".txt", ".yaml"]
    assert set(named) == set(MAX_BYTES)
