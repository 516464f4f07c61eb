"""Problems print as one line each, whatever the names and values in them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from nq57.problems import MAX_LINE, Code, Problem


def test_every_code_says_its_rule() -> None:
    """A code is a slug of its own, and its rule a whole sentence."""
    assert len({code.value for code in Code}) == len(Code)
    assert [code for code in Code if not (code.rule[0].isupper() or code.rule[0] == "`")] == []
    assert [code for code in Code if not code.rule.endswith(".")] == []


@given(st.text(st.characters()), st.text(st.characters(), max_size=3000))
def test_problem_is_one_line_that_prints(path: str, message: str) -> None:
    """Line ends, control characters and halves of characters are shown as escapes, and length is bounded."""
    line = str(Problem(path, 7, Code.BAD_VALUE, message))
    assert len(line.splitlines()) == 1
    assert len(line) <= 10 * (MAX_LINE + 10)
    line.encode()


def test_long_line_keeps_its_end() -> None:
    """What would be right stands at the end of a message and is kept."""
    line = str(Problem("a.md", 1, Code.BAD_VALUE, f"'{'x' * 5000}' (did you mean 'y'?)"))
    assert line.startswith("a.md:1: bad-value: 'xxx")
    assert line.endswith("' (did you mean 'y'?)")


def test_problems_sort_by_file_then_line() -> None:
    """Problems come in the order in which a reader mends them."""
    problems = [
        Problem("a.md", 2, Code.BAD_VALUE, "x"),
        Problem("a.md", 10, Code.BAD_DATE, "x"),
        Problem("b.md", 1, Code.BAD_NAME, "x"),
    ]
    assert sorted(set(problems)) == problems
