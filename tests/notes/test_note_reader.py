"""Reading a note: values as written, lines as an editor counts them, no input that breaks it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nq57.model import Alias, Document, Meeting, Names, Person
from nq57.notes import read_note, split
from nq57.problems import Code
from nq57.text import Date

NOTE = """\
---
kind: document
title: {vi: Nghị quyết, fr: Résolution}
number: "0123"
type: resolution
issuer: unknown
date: 2024-12
status: no
aliases:
  - NQ57
  - {text: la résolution 57, source: gazette}
quotes:
  - of: [date]
    text: >-
      Le 22 décembre
      2024
relations:
  - type: concerns
    to: 57-nq-tw#t1
---

Une prose.
"""


def document(text: str = NOTE) -> Document:
    """Read a document that has no problem."""
    note, problems = read_note("documents/a.md", text.encode())
    assert problems == ()
    assert isinstance(note, Document)
    return note


def test_values_are_what_is_written() -> None:
    """Numbers keep their zeros, ``no`` is a word, a folded text is one line, ``unknown`` is nothing."""
    note = document()
    assert (note.id, note.number, note.status, note.issuer) == ("a", "0123", "no", "")
    assert note.title == Names(fr="Résolution", vi="Nghị quyết")
    assert note.date == Date(2024, 12)
    assert note.aliases == (Alias("NQ57", line=10), Alias("la résolution 57", "gazette", 11))
    assert note.quotes[0].text == "Le 22 décembre 2024"
    assert note.body == "\nUne prose.\n"


def test_unknown_is_a_word_where_no_fact_stands() -> None:
    """Only a fact may be said to be unknown; a title of that name is a title."""
    assert document(NOTE.replace("{vi: Nghị quyết, fr: Résolution}", "unknown")).title == Names("unknown")


def test_lines_are_those_of_the_file() -> None:
    """Keys, records and prose know their lines, counted from 1."""
    note = document()
    assert (note.lines["kind"], note.lines["date"], note.body_line) == (2, 7, 21)
    assert (note.quotes[0].line, note.relations[0].line) == (13, 18)


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_lines_that_end_as_on_other_systems_read_the_same(end: str) -> None:
    """Windows and old Mac line ends, and a byte order mark, change neither values nor lines."""
    assert document("\ufeff" + NOTE.replace("\n", end)) == document()


def test_only_line_feeds_count_lines() -> None:
    """A form feed or a line separator in a value moves no line number of the prose."""
    text = NOTE.replace("NQ57", '"NQ\u200857 \\\n    x"')
    assert document(text).body_line == 22
    parts = split("---\na: b\u2028c\x0cd\n---\nx")
    assert parts is not None
    assert (parts.body, parts.body_line) == ("x", 4)


def test_record_that_others_name_is_kept_with_its_fault() -> None:
    """A task with a bad value stays, so that references to it do not fail in other notes."""
    text = NOTE.replace("---\n\n", "tasks:\n  - {id: t1, title: [x]}\n  - {title: Sans id}\n---\n\n")
    note, problems = read_note("documents/a.md", text.encode())
    assert [problem.code for problem in problems] == [Code.BAD_VALUE, Code.MISSING_KEY]
    assert note is not None
    assert [task.id for task in note.tasks] == ["t1"]


def test_all_faults_of_a_note_are_told_at_once() -> None:
    """Reading stops at no fault that leaves something to read."""
    text = "---\nkind: meeting\ntitel: x\ndate: hier\nbody: Un Deux\n---\n"
    note, problems = read_note("meetings/a.md", text.encode())
    assert isinstance(note, Meeting)
    assert [(p.line, p.code) for p in problems] == [
        (3, Code.UNKNOWN_KEY),
        (4, Code.BAD_DATE),
        (5, Code.BAD_VALUE),
        (2, Code.MISSING_KEY),
        (2, Code.MISSING_KEY),
        (2, Code.MISSING_KEY),
    ]


def test_too_long_note_is_refused_unread() -> None:
    """A file of too many lines, or of a line too long, is no note."""
    note, problems = read_note("people/a.md", b"---\nkind: person\n" + b"#" * 20_001 + b"\n" * 10_000)
    assert note is None
    assert [str(p) for p in problems] == [
        "people/a.md:10001: bad-encoding: 10003 lines; a note has at most 10000",
        "people/a.md:3: bad-encoding: a line of 20001 characters; at most 20000",
    ]


@given(st.binary(max_size=200))
def test_no_bytes_raise(raw: bytes) -> None:
    """Whatever the bytes, there is a note or a problem."""
    note, problems = read_note("people/a.md", raw)
    assert note is not None or problems


SIGNS = "abé0 \t\n:,-#&*!|>%@`'\"\\[]{}?\u0301\x00\u2028\ufeff"
WORDS = "kind: person;name: ;fr: ;<<: ;offices:;tasks:;\n  ;\n- ;: ;---;...;%YAML 1.1;\\U00110000;\\ud800"
PIECES = st.sampled_from([*SIGNS, *WORDS.split(";")])


@given(st.lists(PIECES, max_size=25).map("".join))
def test_no_front_matter_raises(front: str) -> None:
    """Whatever stands between the fences, problems have lines inside the file and print as one line."""
    text = f"---\nkind: person\n{front}\n---\nProse.\n"
    note, problems = read_note("people/a.md", text.encode())
    assert isinstance(note, Person) or problems
    last = len(text.splitlines())
    for problem in problems:
        assert 1 <= problem.line <= last
        assert str(problem).isprintable()
        str(problem).encode()
