"""What editors go by is made from the model: it is fresh, and a validator not ours agrees with our reader."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from nq57.model import KINDS, shapes
from nq57.notes import is_page
from nq57.schema import schema, snippets
from nq57.vocabulary import read_vocabulary

ROOT = Path(__file__).parents[1]
VOCABULARY, _ = read_vocabulary(ROOT / "kb" / "vocabulary")
VALIDATOR = Draft202012Validator(json.loads(schema(VOCABULARY)))
NOTES = [
    path for path in sorted((ROOT / "kb").rglob("*.md")) if not is_page(str(path.relative_to(ROOT / "kb")))
]
GOOD = """kind: document
title: {fr: Plan, en: Plan}
number: 12-KH/TU
type: plan
issuer: unknown
date: 2025-03
status: issued
aliases: [Plan, {text: Kế hoạch, source: gazette}]
tasks:
  - {id: t1, title: Former les agents, quote: former, due: 2026, assigned-to: hung-yen}
figures:
  - {id: f1, title: Agents, value: 1000.5, quote: mille}
"""


def said(text: str, loader: Any = yaml.BaseLoader) -> list[str]:
    """Return where a validator that is not ours finds something wrong in a front matter."""
    front = json.loads(json.dumps(yaml.load(text, loader), default=str))
    return sorted({"/".join(map(str, error.absolute_path)) for error in VALIDATOR.iter_errors(front)})


def test_committed_files_are_those_of_the_model() -> None:
    """`make schema` would write what is there."""
    assert (ROOT / ".vscode" / "note.schema.json").read_text("utf-8") == schema(VOCABULARY)
    assert (ROOT / ".vscode" / "nq57.code-snippets").read_text("utf-8") == snippets(VOCABULARY)


def test_schema_is_one() -> None:
    """The schema is valid in its own draft."""
    Draft202012Validator.check_schema(VALIDATOR.schema)


@pytest.mark.parametrize("loader", [yaml.BaseLoader, yaml.SafeLoader])
def test_every_note_is_valid(loader: Any) -> None:
    """No note of the knowledge base is refused, whether its scalars are read as written or given types."""
    found = {path.name: said(path.read_text("utf-8").split("---\n")[1], loader) for path in NOTES}
    assert len(found) > 200
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("", "", None),
        ("kind: document", "kind: documnt", "kind"),
        ("kind: document\n", "", ""),
        ("type: plan", "type: plann", "type"),
        ("type: plan\n", "", ""),
        ("status: issued", "status: published", "status"),
        ("date: 2025-03", "date: 13/03/2025", "date"),
        ("date: 2025-03", "date: 2025-13", "date"),
        ("issuer: unknown", "issuer: Bureau politique", "issuer"),
        ("issuer: unknown", "issuers: unknown", ""),
        ("{fr: Plan, en: Plan}", "{en: Plan}", "title"),
        ("{fr: Plan, en: Plan}", "{fr: Plan, de: Plan}", "title"),
        ("{fr: Plan, en: Plan}", "[Plan]", "title"),
        ("id: t1", "id: T1", "tasks/0/id"),
        ("id: t1, ", "", "tasks/0"),
        ("due: 2026", "due: demain", "tasks/0/due"),
        ("value: 1000.5", "value: 1 000", "figures/0/value"),
        ("source: gazette", "sources: gazette", "aliases/1"),
    ],
)
def test_what_is_wrong_is_found_where_it_stands(old: str, new: str, place: str | None) -> None:
    """A wrong word, key, date, id or number is an error at its place, which an editor underlines."""
    assert not old or old in GOOD
    assert said(GOOD.replace(old, new, 1) if old else GOOD) == ([] if place is None else [place])


def test_an_editor_has_something_to_offer() -> None:
    """Every key of every kind says what it means, and the words of the vocabulary are listed."""
    blocks = json.loads(schema(VOCABULARY))["$defs"]
    for kind in KINDS:
        offered = blocks[kind.kind]["properties"]
        assert list(offered)[1:] == list(shapes(kind))
        assert all(value.get("description") for key, value in offered.items() if key != "kind")
    assert "issued" in blocks["document"]["properties"]["status"]["enum"]
    assert "implements" in blocks["relation"]["properties"]["type"]["enum"]


def test_a_snippet_is_a_note_of_the_schema() -> None:
    """What a snippet writes, with its first choices taken, is refused for nothing but its blanks."""
    for name, snippet in json.loads(snippets(VOCABULARY)).items():
        text = "\n".join(snippet["body"])
        text = re.sub(r"\$\{\d+[|:]([^,|}]*)[^}]*\}", r"\1", text).replace("$0", "")
        if name.startswith("note: "):
            wrong = [place for place in said(text.split("---\n")[1]) if place not in ("published",)]
            assert wrong == [], name


def test_the_editor_is_told_where_the_schema_is() -> None:
    """The settings of the repository name the schema, and the task of the checks reads its messages."""
    folder = ROOT / ".vscode"
    (named,) = json.loads((folder / "settings.json").read_text("utf-8"))["yaml.schemas"]
    assert (ROOT / named).is_file()
    (task,) = json.loads((folder / "tasks.json").read_text("utf-8"))["tasks"]
    line = "kb/people/x.md:3: bad-date: date '31/02/2025': no such date"
    found = re.fullmatch(task["problemMatcher"]["pattern"]["regexp"], line)
    assert found
    assert found.groups()[:3] == ("kb/people/x.md", "3", "bad-date")
