"""Bad notes give one clear line for each fault, all in one run, and nothing is ever raised."""

from __future__ import annotations

import re

import pytest

from nq57 import checks
from nq57.problems import Code
from tinykb import Case, TinyKb, cases

CASES = (*cases("bad-notes.txt"), *cases("bad-facts.txt"))
LINE = re.compile(r"[^\n]+:[1-9][0-9]*: [a-z-]+: [^\n]+\Z")


def test_tiny_knowledge_base_has_no_problem(tiny: TinyKb) -> None:
    """What the cases are laid over is clean, so every line told is the case's own."""
    assert tiny.problems() == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_bad_note_gives_its_lines(tiny: TinyKb, case: Case) -> None:
    """Each case of the tables gives exactly the lines written below it."""
    tiny.write(case.files)
    assert tiny.problems() == list(case.lines)


def test_all_bad_notes_at_once_give_all_lines(tiny: TinyKb) -> None:
    """One run over every bad file tells all that the files tell alone: a fault hides no other."""
    for case in CASES:
        tiny.write(case.files)
    assert sorted(tiny.problems()) == sorted(line for case in CASES for line in case.lines)


def test_every_line_has_the_form_that_editors_read() -> None:
    """A problem is ``path:line: code: message``, on one line."""
    assert [line for case in CASES for line in case.lines if not LINE.match(line)] == []


def test_every_code_of_notes_has_a_case() -> None:
    """No code of problems goes untried; vocabulary, translations and citations try their own."""
    told = {line.split(": ")[1] for case in CASES for line in case.lines}
    assert {code.value for code in Code} - told == {"ambiguous-citation", "bad-translation", "bad-vocabulary"}


@pytest.mark.parametrize("rule", checks.RULES, ids=lambda rule: rule.__name__)
def test_every_rule_finds_something_in_the_cases(tiny: TinyKb, rule: checks.Rule) -> None:
    """Each rule is tried by a case: none passes because it looks at nothing."""
    for case in cases("bad-facts.txt"):
        tiny.write(case.files)
    assert list(rule(tiny.inputs()))
