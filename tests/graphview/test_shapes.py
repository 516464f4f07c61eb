"""Drawings are written as ElementTree writes them, but sooner."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from nq57.views.shapes import written

TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12)
TAGS = st.sampled_from(["g", "svg"])
LEAVES = st.builds(lambda text, tail: ("leaf", {"title": text}, text, tail, []), TEXTS, TEXTS)
TREES = st.recursive(
    LEAVES,
    lambda below: st.tuples(
        st.sampled_from(["g", "svg"]),
        st.dictionaries(st.sampled_from("abc"), TEXTS),
        TEXTS,
        TEXTS,
        st.lists(below),
    ),
    max_leaves=8,
)


def _element(tree: tuple[str, dict[str, str], str, str, list[object]]) -> ET.Element:
    tag, attributes, text, tail, below = tree
    element = ET.Element(tag, attributes)
    element.text, element.tail = text, tail
    element.extend(_element(child) for child in below)  # type: ignore[arg-type]
    return element


@given(TREES)
def test_a_drawing_is_read_back_as_it_was(tree: tuple[str, dict[str, str], str, str, list[object]]) -> None:
    """Whatever its texts are, a parser finds the same elements, and the same bytes come of them again."""
    element = _element(tree)
    element.tail = None
    found = ET.fromstring(written(element))
    assert ET.tostring(found) == ET.tostring(element)
    assert written(found) == written(element)
