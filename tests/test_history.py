"""What changed comes from git, whatever its settings say, or from the list kept for copies without it."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from nq57.cli import WRONG_USE, main
from nq57.history import History, keep_history, read_history
from nq57.text import Date

Git = Callable[..., None]
ODD = ("đề án.md", "a b.md", "-x.md", "'\".md", "x\x01y.md", "tab\t.md", "line\n.md", "[1].md", "🌊.md")


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    """A folder of notes below the top of a repository without a commit."""
    (tmp_path / "repo" / "kb").mkdir(parents=True)
    git(tmp_path / "repo", "init", "--quiet")
    return tmp_path / "repo" / "kb"


def git(folder: Path, *words: str, day: str = "2025-03-13") -> None:
    """Run git, with an author, a date, and no settings but those of the repository."""
    who = {f"GIT_{role}_{what}": "x@x" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    dates = dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), f"{day}T12:00:00+0000")
    none = {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null"}
    subprocess.run(["git", *words], cwd=folder, env={**os.environ, **who, **dates, **none}, check=True)


def commit(notes: Path, day: str, *gone: str, **files: str) -> None:
    """Write and remove notes, and commit all there is."""
    for name, text in files.items():
        (notes / f"{name}.md").write_text(text)
    for name in gone:
        (notes / f"{name}.md").unlink()
    git(notes, "add", "--all", ".")
    git(notes, "commit", "--quiet", "--message", "x", day=day)


def rows(history: History) -> list[tuple[str, str, str]]:
    """Return the changes as plain rows, those of one day in order of paths."""
    found = [(str(change.date), change.path, change.action) for change in history.changes]
    assert [day for day, _, _ in found] == sorted((day for day, _, _ in found), reverse=True)
    return sorted(found)


def test_added_changed_removed_renamed(notes: Path, tmp_path: Path) -> None:
    """Each commit tells what it did to a note; a new name is one note removed and another added."""
    commit(notes, "2025-01-01", one="1", two="2", three="3")
    commit(notes, "2025-02-01", "two", one="11")
    git(notes, "mv", "three.md", "four.md")
    commit(notes, "2025-03-01")
    history = read_history(notes, tmp_path)
    assert rows(history) == [
        *[("2025-01-01", f"{name}.md", "added") for name in ("one", "three", "two")],
        ("2025-02-01", "one.md", "changed"),
        ("2025-02-01", "two.md", "removed"),
        ("2025-03-01", "four.md", "added"),
        ("2025-03-01", "three.md", "removed"),
    ]
    assert (history.latest, history.kept) == (Date(2025, 3, 1), False)


def test_one_line_a_day_and_note(notes: Path, tmp_path: Path) -> None:
    """Of several commits of one day on one note the last one counts."""
    commit(notes, "2025-01-01", one="1")
    commit(notes, "2025-01-01", one="2")
    assert rows(read_history(notes, tmp_path)) == [("2025-01-01", "one.md", "changed")]


def test_odd_names(notes: Path, tmp_path: Path) -> None:
    """A name with accents, signs, line breaks or our own mark is told as it is; other files are not."""
    for name in (*ODD, "picture.png"):
        (notes / name).write_text("x")
    commit(notes, "2025-01-01")
    assert {path for _, path, _ in rows(read_history(notes, tmp_path))} == set(ODD)


def test_only_what_lies_below(notes: Path, tmp_path: Path) -> None:
    """The rest of the repository has no part in it; paths start at the folder asked for."""
    (notes.parent / "README.md").write_text("x")
    (notes / "documents").mkdir()
    (notes / "documents" / "one.md").write_text("x")
    git(notes.parent, "add", "README.md")
    commit(notes, "2025-01-01", top="x")
    assert [path for _, path, _ in rows(read_history(notes, tmp_path))] == ["documents/one.md", "top.md"]
    assert [path for _, path, _ in rows(read_history(notes / "documents", tmp_path))] == ["one.md"]


def test_no_commit_or_no_note_of_the_repository(notes: Path, tmp_path: Path) -> None:
    """Without a commit, or in a folder that the repository around it does not hold, there is no history."""
    assert read_history(notes, tmp_path) == History(kept=True)
    commit(notes, "2025-01-01", one="1")
    copy = notes.parent / "copy"
    copy.mkdir()
    (copy / "one.md").write_text("x")
    assert read_history(copy, tmp_path) == History(kept=True)


def test_the_kept_list(notes: Path, tmp_path: Path) -> None:
    """What was kept is what git said, and it is read where git says nothing."""
    commit(notes, "2025-01-01", one="1")
    commit(notes, "2025-02-01", "one", đề="2")
    said = read_history(notes, tmp_path)
    kept = keep_history(notes, tmp_path)
    assert kept
    assert "đề.md" in kept.read_text("utf-8")
    plain = tmp_path / "plain"
    plain.mkdir()
    found = read_history(plain, tmp_path)
    assert (found.changes, found.kept, found.latest) == (said.changes, True, Date(2025, 2, 1))
    assert keep_history(plain, tmp_path) is None


def test_no_git(notes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a machine without git the kept list counts, and nothing is kept anew."""
    commit(notes, "2025-01-01", one="1")
    keep_history(notes, tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert read_history(notes, tmp_path).kept
    assert keep_history(notes, tmp_path) is None


def test_a_shallow_clone(notes: Path, tmp_path: Path) -> None:
    """A clone cut short does not tell all notes as added on the day of its oldest commit."""
    commit(notes, "2025-01-01", one="1")
    commit(notes, "2025-02-01", two="2")
    git(tmp_path, "clone", "--quiet", "--depth", "1", f"file://{notes.parent}", "cut")
    assert read_history(tmp_path / "cut" / "kb", tmp_path) == History(kept=True)
    keep_history(notes, tmp_path)
    assert rows(read_history(tmp_path / "cut" / "kb", tmp_path)) == rows(read_history(notes, tmp_path))


def test_settings_that_name_programs(notes: Path, tmp_path: Path) -> None:
    """No program that the settings of a repository name is run to read its history."""
    commit(notes, "2025-01-01", one="1")
    sign = tmp_path / "sign"
    said = ("[GNUPG:] SIG_CREATED ", "-----BEGIN PGP SIGNATURE-----\nx\n-----END PGP SIGNATURE-----")
    # It reads what it signs: a program that ends before git has told it all would break git's pipe.
    sign.write_text(f"#!/bin/sh\ncat > /dev/null\necho '{said[0]}' >&2\necho '{said[1]}'\n")
    evil = tmp_path / "evil"
    evil.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n")
    for program in (sign, evil):
        program.chmod(0o755)
    git(notes, "-c", f"gpg.program={sign}", "commit", "--quiet", "--allow-empty", "-S", "-m", "x")
    (notes.parent / ".gitattributes").write_text("*.md diff=evil filter=evil\n")
    commit(notes, "2025-02-01", two="2")
    before = read_history(notes, tmp_path)
    named = ("core.fsmonitor", "core.pager", "pager.log", "gpg.program", "diff.external", "core.sshCommand")
    for key in (*named, "diff.evil.command", "diff.evil.textconv", "filter.evil.clean", "filter.evil.smudge"):
        git(notes, "config", key, str(evil))
    for key in ("log.showSignature", "core.untrackedCache", "diff.evil.cachetextconv"):
        git(notes, "config", key, "true")
    assert read_history(notes, tmp_path) == before
    assert not (tmp_path / "ran").exists()
    # The program is one that git would run: it does so when it is asked in the plain way.
    subprocess.run(["git", "log"], cwd=notes, capture_output=True, check=False)
    assert (tmp_path / "ran").exists()


def test_missing_objects_are_not_fetched(notes: Path, tmp_path: Path) -> None:
    """A repository that says its objects are elsewhere is not completed from there."""
    commit(notes, "2025-01-01", one="1")
    tree = subprocess.run(["git", "rev-parse", "HEAD:kb"], cwd=notes, capture_output=True, check=True)
    name = tree.stdout.decode().strip()
    (notes.parent / ".git" / "objects" / name[:2] / name[2:]).unlink()
    fetch = tmp_path / "fetch"
    fetch.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n")
    fetch.chmod(0o755)
    settings = {
        "core.repositoryFormatVersion": "1",
        "extensions.partialClone": "far",
        "remote.far.promisor": "true",
        "remote.far.url": f"ext::{fetch}",
        "protocol.ext.allow": "always",
    }
    for key, value in settings.items():
        git(notes, "config", key, value)
    assert read_history(notes, tmp_path) == History(kept=True)
    assert not (tmp_path / "ran").exists()
    subprocess.run(["git", "log", "--name-status"], cwd=notes, capture_output=True, check=False)
    assert (tmp_path / "ran").exists()


def test_a_repository_of_the_environment(
    notes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hook of another repository may build the site: its repository is not that of the notes."""
    commit(notes, "2025-01-01", one="1")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "other"))
    assert rows(read_history(notes, tmp_path)) == [("2025-01-01", "one.md", "added")]


def test_the_command(notes: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`nq57 history` keeps the list beside the look, and refuses where git has none."""
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "conf.py").touch()
    words = ["--kb", str(notes), "history", "--docs", str(docs)]
    assert main(words) == WRONG_USE
    assert "git has no whole history" in capsys.readouterr().err
    commit(notes, "2025-01-01", one="1")
    assert main(words) == 0
    assert json.loads((docs / "history.json").read_text("utf-8")) == [["2025-01-01", "one.md", "added"]]
