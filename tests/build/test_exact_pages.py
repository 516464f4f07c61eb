"""A date, a sum, a source that contradicts: each changes the pages concerned, and no byte of another."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import zipfile
from collections.abc import Callable

import pytest
from places import ROOT, differences, small_place, tree

from nq57.build import Place, build_site
from nq57.bundle import Workshop
from nq57.cli import WRONG_USE, main
from nq57.corpus import read_corpus
from nq57.text import Date

AS_OF = Date(2025, 7, 1)
TEXT = """
Le comité de Hưng Yên numérise les archives avant le 31 mai 2025.
Il compte 10 tâches : 4 sont faites, 6 restent.
Le comité de Lào Cai numérise aussi les archives avant le 31 mai 2025. Il compte 8 tâches.
"""
NOTES = {
    "provinces/lao-cai.md": """---
kind: province
name: Lào Cai
code: "15"
type: province
source: gazette
quotes:
  - of: [code, type]
    inferred: Le code vient du répertoire des provinces.
---
Une province de montagne, témoin de ce qui ne doit pas changer.
""",
    "organisations/hung-yen-committee.md": """---
kind: organisation
name: {fr: Comité de Hưng Yên}
type: steering-committee
level: province
province: hung-yen
source: gazette
---
Le comité qui numérise les archives de la province.
""",
    "organisations/lao-cai-committee.md": """---
kind: organisation
name: {fr: Comité de Lào Cai}
type: steering-committee
level: province
province: lao-cai
source: gazette
---
Le comité de l'autre province.
""",
    "documents/hung-yen-report.md": """---
kind: document
title: {fr: Rapport de Hưng Yên}
type: report
issuer: hung-yen-committee
date: unknown
status: issued
province: hung-yen
source: gazette
quotes:
  - of: [issuer, status]
    inferred: Un rapport imaginé pour les essais.
relations:
  - type: implements
    to: 57-nq-tw
    quote: Le comité de Hưng Yên numérise les archives
tasks:
  - id: t1
    title: {fr: Numériser les archives}
    assigned-to: [hung-yen-committee]
    due: 2025-05-31
    quote: Le comité de Hưng Yên numérise les archives avant le 31 mai 2025
figures:
  - id: f1
    title: {fr: Tâches}
    value: 10
    unit: {fr: tâches}
    series: tasks-total
    nature: stock
    scope: hung-yen
    quote: Il compte 10 tâches
  - id: f2
    title: {fr: Tâches faites}
    value: 4
    unit: {fr: tâches}
    series: tasks-done
    nature: stock
    scope: hung-yen
    quote: 4 sont faites
    relations:
      - {type: part-of, to: "hung-yen-report#f1", quote: 4 sont faites}
  - id: f3
    title: {fr: Tâches à faire}
    value: 6
    unit: {fr: tâches}
    nature: stock
    scope: hung-yen
    quote: 6 restent
    relations:
      - {type: part-of, to: "hung-yen-report#f1", quote: 6 restent}
---
Le comité dit où en sont ses tâches.
""",
    "documents/lao-cai-report.md": """---
kind: document
title: {fr: Rapport de Lào Cai}
type: report
issuer: lao-cai-committee
date: unknown
status: issued
province: lao-cai
source: gazette
quotes:
  - of: [issuer, status]
    inferred: Un rapport imaginé pour les essais.
relations:
  - type: implements
    to: 57-nq-tw
    quote: Le comité de Lào Cai numérise aussi les archives
tasks:
  - id: t1
    title: {fr: Numériser les archives}
    assigned-to: [lao-cai-committee]
    due: 2025-05-31
    quote: Le comité de Lào Cai numérise aussi les archives avant le 31 mai 2025
figures:
  - id: f1
    title: {fr: Tâches}
    value: 8
    unit: {fr: tâches}
    series: tasks-total
    nature: stock
    scope: lao-cai
    quote: Il compte 8 tâches
---
L'autre comité dit où en sont ses tâches, qui sont d'autres tâches.
""",
}
REPORT = "documents/hung-yen-report"
PROVINCE = "provinces/hung-yen"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """Two provinces that say the same things of themselves, built."""
    made = small_place(tmp_path_factory.mktemp("exact"))
    shutil.copytree(ROOT / "kb" / "vocabulary", made.kb / "vocabulary", dirs_exist_ok=True)
    with (made.kb / "sources" / "gazette.txt").open("a", encoding="utf-8") as text:
        text.write(TEXT)
    for name, note in NOTES.items():
        (made.kb / name).write_text(note, "utf-8")
    build(made)
    return made


def build(place: Place) -> None:
    """Build the site for one day."""
    result = build_site(place, jobs=1, as_of=AS_OF)
    assert result.built, (*result.problems, *result.warnings)


def pages(before: dict[str, bytes], after: dict[str, bytes]) -> set[str]:
    """Return the pages that differ, without their ending."""
    return {name.removesuffix(".html") for name in differences(before, after) if name.endswith(".html")}


def without_date(note: str) -> str:
    """Take the due date of the task away."""
    return note.replace("    due: 2025-05-31\n", "")


def with_another_sum(note: str) -> str:
    """Count one task more as done."""
    return note.replace("    value: 4\n", "    value: 5\n")


def with_another_source(note: str) -> str:
    """Add a figure that gives the same thing another value."""
    return note.replace(
        "figures:\n",
        """figures:
  - id: f9
    title: {fr: Autre compte des tâches}
    value: 12
    unit: {fr: tâches}
    series: tasks-total
    nature: stock
    scope: hung-yen
    quote: Il compte 10 tâches
""",
    )


SHOWING_TASKS = {"tasks", "tasks-late", "tasks-without-deadline", "timeline", "cascade", "asked"}
EDITS: tuple[tuple[Callable[[str], str], set[str]], ...] = (
    (without_date, {REPORT, PROVINCE, "organisations/hung-yen-committee", *SHOWING_TASKS}),
    (with_another_sum, {REPORT, PROVINCE, "figures", "findings/index"}),
    (with_another_source, {REPORT, PROVINCE, "figures", "findings/index", "index"}),
)


def test_exactly_the_pages_concerned(place: Place) -> None:
    """One after the other, each edit makes new the pages that show it; undone, every file is as before."""
    note = place.kb / f"{REPORT}.md"
    good = text = note.read_text("utf-8")
    first = before = tree(place.site)
    for edit, changed in EDITS:
        assert edit(text) != text
        text = edit(text)
        note.write_text(text, "utf-8")
        build(place)
        after = tree(place.site)
        assert pages(before, after) == changed, edit.__name__
        before = after
    note.write_text(good, "utf-8")
    build(place)
    assert differences(first, tree(place.site)) == []


def test_a_bundle_is_as_late_as_its_site(place: Place) -> None:
    """The tables that a bundle makes anew say the date of the pages that it copies."""
    found = {}
    for late in (AS_OF, Date(2025, 5, 31)):
        workshop = Workshop.of(read_corpus(place.kb), place.docs, {"fr": place.site}, late)
        data = workshop.make(workshop.province("hung-yen")).data
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            name = next(name for name in archive.namelist() if name.endswith("tasks-late.html"))
            found[late] = archive.read(name).decode()
    assert "Au 1er juillet 2025" in found[AS_OF]
    assert "Numériser les archives" in found[AS_OF]
    assert "Numériser les archives" not in found[Date(2025, 5, 31)]


@pytest.mark.parametrize("date", ["2025-10", "2025-02-30", "demain"])
def test_a_date_that_is_no_day_is_refused(date: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The command says how a date is written, and builds nothing."""
    with pytest.raises(SystemExit) as end:
        main(["site", "--as-of", date])
    assert end.value.code == WRONG_USE
    assert f"'{date}' is no day; write it as 2025-12-31" in capsys.readouterr().err


def test_a_commit_is_a_change(place: Place) -> None:
    """With no file changed, a commit makes the site anew: it is told, and its date decides what is late."""
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@x", "-c", "commit.gpgSign=false"]
    when = {**os.environ, "GIT_COMMITTER_DATE": "2025-05-30T12:00:00+0000"}
    for words in (["init", "--quiet"], ["add", "kb"], ["commit", "--quiet", "--message", "x"]):
        subprocess.run([*git, *words], cwd=place.kb.parent, env=when, check=True)
    assert build_site(place, jobs=1).built
    changes, late = ((place.site / name).read_text("utf-8") for name in ("changes.html", "tasks-late.html"))
    assert 'id="d2025-05-30"' in changes
    assert "Rapport de Lào Cai" in changes
    assert "Au 30 mai 2025" in late
    assert "Numériser les archives" not in late
    assert not build_site(place, jobs=1).built
