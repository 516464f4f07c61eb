"""Plain YAML: scalars as written with their lines, and every surprise of YAML refused."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nq57.yamltree import MAX_DEPTH, MAX_VALUES, Map, Scalar, Seq, Tree, TreeError, _Lines, _slowly, parse


@pytest.mark.parametrize(
    "text", ["0123", "no", "~", "null", "1e3", "12:30", "2025-01-01", "0x1F", ".5", "<<"]
)
def test_scalar_is_what_is_written(text: str) -> None:
    """No scalar becomes a number, a truth value, a time or nothing."""
    assert parse(f"a: {text}") == Map(((Scalar("a", 1), Scalar(text, 1)),), 1)


def test_lines_are_those_of_the_file() -> None:
    """Every node knows its line; the first line of the text may be another line of a file."""
    tree = parse("a: 1\n# remark\nb:\n  - c\n  - d: >\n      e\n", first_line=2)
    inner = Map(((Scalar("d", 6), Scalar("e\n", 6)),), 6)
    assert tree == Map(
        ((Scalar("a", 2), Scalar("1", 2)), (Scalar("b", 4), Seq((Scalar("c", 5), inner), 5))), 2
    )


@pytest.mark.parametrize("text", ["", "\n\n", "# only a remark\n"])
def test_nothing_is_an_empty_block(text: str) -> None:
    """A block of remarks alone has no keys."""
    assert parse(text) == Map((), 1)


def test_key_that_stands_twice_is_kept_for_the_reader() -> None:
    """Both are there, ``get`` gives the first."""
    tree = parse("a: 1\na: 2")
    assert isinstance(tree, Map)
    assert [value for _, value in tree.items] == [Scalar("1", 1), Scalar("2", 2)]
    assert tree.get("a") == Scalar("1", 1)
    assert tree.get("b") is None


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a: 1\nb: c: d", 2, "a colon inside a value"),
        ("a: 1\n  b: 2", 2, "a colon inside a value"),
        ("a: 'b\nc: d", 1, "is opened here and not closed"),
        ("a: [b\nc: d", 1, "is opened here and not closed"),
        ("a: {b: c", 1, "is opened here and not closed"),
        ("a: 'b' c", 1, "a value goes on after its quote"),
        ("a: 1\n\tb: 2", 2, "a tab"),
        ("a: @b", 1, "put the value in quotes"),
        ("a: `b`", 1, "put the value in quotes"),
        ("a: &b c", 1, "an anchor or alias"),
        ("a: 1\nb: *a", 2, "an anchor or alias"),
        ("a: * b", 1, "starts with & or *"),
        ("a: !!int 1", 1, "a tag"),
        ("a: !b c", 1, "a tag"),
        ("? [a]\n: b", 1, "a key that is a list"),
        ("a: 1\n---\nb: 2", 2, "a second YAML document"),
        ("a: 1\nb: \x07", 2, "a hidden character (U+0007)"),
        ('a: 1\nb: "\\0"', 2, "a hidden character (U+0000)"),
        ('a: 1\nb: "\\ud83d"', 2, "a hidden character (U+D83D)"),
        ('a: "e\\u0301"', 1, "not NFC"),
        ("a: e\u0301", 1, "not NFC"),
        ('a: "\\q"', 1, "unknown escape character"),
        ('a: 1\nb: "\\U00110000"', 2, "names no character"),
        (f"%YAML 1.{'9' * 5000}\n---\na: b", 1, "names no character"),
        ("a: " + "[" * MAX_DEPTH + "b" + "]" * MAX_DEPTH, 1, "nested deeper"),
        ("a: " + "[" * 100_000, 1, "nested deeper"),
        ("- " * 100_000, 1, "nested deeper"),
    ],
)
def test_what_is_not_plain_yaml(text: str, line: int, message: str) -> None:
    """The line is the one to mend, and the message says what stands there."""
    with pytest.raises(TreeError) as caught:
        parse(text)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)
    assert caught.value.line == line


def test_deep_enough_for_any_note() -> None:
    """What nests less deep than the limit is read."""
    assert isinstance(parse("[" * MAX_DEPTH + "]" * MAX_DEPTH), Seq)


@given(st.text(st.sampled_from("ab:-,[]{}'\"\\x0U?!&*|>%@# \n\t.é\u0301\x00\x85\u2028\ufeff")))
def test_no_text_raises_anything_else(text: str) -> None:
    """Whatever the text, there is a tree or a TreeError."""
    try:
        line = parse(text).line
    except TreeError as error:
        line = error.line
    assert line >= 1


_PIECES = (
    ": ",
    "\n",
    "\n  ",
    "\n- ",
    " - ",
    "{",
    "}",
    "[",
    "]",
    ",",
    "?",
    "a?b",
    "\t",
    "'",
    '"',
    "|",
    ">",
    "#",
    " #",
    "a",
    "é",
)
_PIECES += (
    "&a",
    "*a",
    "!b",
    "%",
    "@",
    "`",
    "~",
    "---",
    "...",
    ":",
    "\u00a0",
    "\u2028",
    "\x85",
    "key: value\n",
    "k: {fr: a, vi: b}\n",
)


@given(st.lists(st.sampled_from(_PIECES), max_size=24).map("".join))
def test_the_fast_parser_reads_what_the_strict_one_reads(text: str) -> None:
    """libyaml and PyYAML come to one tree, or to one message, wherever a text is more than one lone key."""

    def read(parser: Callable[[str, int], Tree]) -> Tree | str:
        try:
            return parser(text, 1)
        except TreeError as error:
            return f"{error.line}: {error}"

    assert _unlined(read(parse)) == _unlined(read(_slowly))


def _unlined(tree: Tree | str) -> object:
    """Return a tree without the lines of empty values: the two parsers put them at either end of a gap."""
    if isinstance(tree, Scalar):
        return (tree.text, tree.line if tree.text else 0)
    if isinstance(tree, Seq):
        return [_unlined(item) for item in tree.items]
    return tree if isinstance(tree, str) else [(_unlined(key), _unlined(value)) for key, value in tree.items]


_LINES = (
    *(
        "a",
        "b: ",
        "c-d:",
        "- ",
        "-   ",
        "\n",
        "\n",
        "\n  ",
        "\n  ",
        "\n    ",
        "e f",
        "l'un",
        "n°\u00a057",
        "x#y",
    ),
    *(
        "http://x",
        "'q ''r'",
        '"s: t"',
        "[u, v w]",
        "{fr: x, vi: 'y, z'}",
        ", ",
        " #",
        "[",
        "}",
        "'",
        '"',
        "-",
    ),
)


@given(st.lists(st.sampled_from(_LINES), max_size=24).map("".join))
def test_lines_are_read_as_yaml(text: str) -> None:
    """What is taken for lines of keys, items and values is to PyYAML the very same tree."""
    tree = _Lines(text, 1).document()
    assert tree is None or tree == _slowly(text, 1)


@pytest.mark.parametrize(
    "text",
    [
        "a: b\n",
        "a: b:c d# 'e' [f]\n",
        "a:\n- b\n- c: d\n  e: f\ng: h\n",
        "a:\n-   b: c\n    d:\n    -   e\n",
        "a:\n  - b\n  - c:\n    - d\n    e: f\n",
        "a:\n  b:\n    c: 'l''un'\n  d: \"e: f\"\n",
        "a: b\n  c\n  d\ne: f\n",
        "a: [b, 'c, d', e.f#g]\nh:\n  - {fr: i, vi: \"j\"}\n",
    ],
)
def test_common_lines_are_taken(text: str) -> None:
    """Most front matter is read line by line."""
    assert _Lines(text, 1).document() == _slowly(text, 1)


@pytest.mark.parametrize(
    "text",
    [
        *("", "- a\n", "a\n", " a: b\n", "a:\n", "a: b\n\nc: d\n", "a: b # c\n", "a: b: c\n", "a: b \n"),
        *(
            "a: |\n  b\n",
            "a: 'b\n  c'\n",
            "a: &b c\n",
            'a: "\\x41"\n',
            "a:\tb\n",
        ),
        *(
            "a: b\n  c: d\n",
            "a:\n    b: c\n  d: e\n",
            "a: b\n- c\n",
            "---\na: b\n",
            "a: [b}\n",
            "a: [b: c]\n",
        ),
        "".join(f"{' ' * level}a:\n" for level in range(MAX_DEPTH + 2)) + " " * (MAX_DEPTH + 2) + "a: b\n",
        f"a: {'b' * MAX_VALUES}\n",
    ],
)
def test_other_lines_are_left(text: str) -> None:
    """What may be more than keys, items and values, or a mistake, is left to the parsers of all YAML."""
    assert _Lines(text, 1).document() is None
