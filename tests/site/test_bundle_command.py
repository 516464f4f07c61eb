"""The bundle command says what is wrong in one line, and leaves nothing half-written."""

from __future__ import annotations

from pathlib import Path

import pytest

from nq57.build import Place
from nq57.cli import main


def arguments(place: Place, *more: str) -> list[str]:
    """Return the command for a place."""
    where = ["--docs", str(place.docs), "--build", str(place.build)]
    return ["--kb", str(place.kb), "bundle", *more, *where, "--language", "fr"]


def test_a_wrong_province_is_refused_before_any_work(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line that names what was given and what would be right."""
    assert main(arguments(place, "atlantis")) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "province 'atlantis' is unknown; write one of an-giang" in err


def test_a_wrong_date_of_the_source_is_refused(
    place: Place, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """SOURCE_DATE_EPOCH must be a number of seconds."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    assert main(arguments(place, "hung-yen")) == 2
    assert "SOURCE_DATE_EPOCH 'yesterday'" in capsys.readouterr().err


def test_an_output_that_is_a_folder_is_refused(
    place: Place, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No traceback, and no leftover beside the folder."""
    folder = tmp_path / "out"
    folder.mkdir()
    assert main(arguments(place, "hung-yen", "--output", str(folder))) == 2
    assert capsys.readouterr().err.startswith("nq57: ")
    assert list(tmp_path.iterdir()) == [folder]
