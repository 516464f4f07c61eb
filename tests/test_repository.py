"""What stands around the notes and the code: the workflow of a public host, the forms, the one-page rules."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]
GITHUB = ROOT / ".github"
TARGETS = set(re.findall(r"^([a-z0-9-]+):.*## ", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
WORKFLOW: dict[Any, Any] = yaml.safe_load((GITHUB / "workflows" / "site.yml").read_text("utf-8"))
FORMS = sorted(path for path in (GITHUB / "ISSUE_TEMPLATE").glob("*.yml") if path.name != "config.yml")
STEPS = [(name, step) for name, job in WORKFLOW["jobs"].items() for step in job["steps"]]


def test_a_public_host_runs_only_make() -> None:
    """Every command of the workflow is one that anybody can run: check, build, test, bundles."""
    runs = [step["run"].split() for _, step in STEPS if "run" in step]
    assert {command for command, *_ in runs} == {"make"}
    targets = [target for _, *given in runs for target in given]
    assert set(targets) <= TARGETS
    assert {"check", "site", "test", "bundles"} <= set(targets)


def test_the_workflow_publishes_site_and_bundles() -> None:
    """The site becomes pages, bundles join a release; no job has a right that it does not use."""
    used = {step["uses"].partition("@")[0] for _, step in STEPS if "uses" in step}
    assert {"actions/upload-pages-artifact", "actions/deploy-pages", "actions/upload-artifact"} <= used
    (pages,) = (step["with"]["path"] for _, step in STEPS if "upload-pages" in step.get("uses", ""))
    assert pages == "build/site"
    assert WORKFLOW["permissions"] == {"contents": "read"}
    assert {name: job["permissions"] for name, job in WORKFLOW["jobs"].items() if "permissions" in job} == {
        "pages": {"pages": "write", "id-token": "write"},
        "release": {"contents": "write"},
    }
    (checkout,) = (step["with"] for _, step in STEPS if "actions/checkout" in step.get("uses", ""))
    assert checkout == {"fetch-depth": 0, "persist-credentials": False}


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_form_asks_for_what_a_fact_needs(path: Path) -> None:
    """A form has a name and says what it is for; its fields are named once, and some must be filled."""
    form = yaml.safe_load(path.read_text("utf-8"))
    assert form["name"]
    assert form["description"]
    ids = [field["id"] for field in form["body"]]
    assert len(ids) == len(set(ids)) > 2
    assert all(field["attributes"]["label"] for field in form["body"])
    assert any(field.get("validations", {}).get("required") for field in form["body"])


def test_the_rules_for_contributors_fill_one_page() -> None:
    """CONTRIBUTING.md fits a page, and every command and page that it and the README name is there."""
    pages = {name: (ROOT / name).read_text("utf-8") for name in ("CONTRIBUTING.md", "README.md")}
    assert len(pages["CONTRIBUTING.md"].splitlines()) <= 50
    for text in pages.values():
        assert set(re.findall(r"`make ([a-z0-9-]+)", text)) <= TARGETS
        for path in re.findall(r"`((?:kb|docs|scripts|tests|\.vscode)/[\w./-]*)`", text):
            assert (ROOT / path).exists(), path
        for path in re.findall(r"\]\(([^)#:]+)\)", text):
            assert (ROOT / path).exists(), path


def test_the_readme_shows_the_site() -> None:
    """The README has a picture of the site that is there, light enough, and says the two commands."""
    text = (ROOT / "README.md").read_text("utf-8")
    (picture,) = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", text)
    assert (ROOT / picture).read_bytes().startswith(b"\x89PNG")
    assert (ROOT / picture).stat().st_size < 300_000
    for heading in (
        "For whom",
        "Two commands",
        "Three doors",
        "What it does that others do not",
        "Honest limits",
    ):
        assert f"\n## {heading}\n" in text
