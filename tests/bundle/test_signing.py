"""Signatures are minisign's: those of the stock program are read, ours are its to the byte."""

from __future__ import annotations

import stat
from pathlib import Path

import made
import pytest

from nq57.bundle.signing import read_public, read_secret
from nq57.cli import main

# Made by minisign 0.11: `minisign -G -W`, then `minisign -S -t 'hello đ'` of the bytes b"bundle\n".
PUBLIC = """\
untrusted comment: minisign public key 2D5E8B85563077C4
RWTEdzBWhYteLTZXWg+fnIPBcDRkc/KZCeZG4MyDxCKANxfI9LEGSTz+
"""
SECRET = """\
untrusted comment: minisign encrypted secret key
RWQAAEIyAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAxHcwVoWLXi3YXOOFr/KZY3rIA4xdobeS4EhjEsipOmABk9VRmuwZ0TZXWg+fnIPBcDRkc/KZCeZG4MyDxCKANxfI9LEGSTz+AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
"""
SIGNATURE = """\
untrusted comment: signature from minisign secret key
RUTEdzBWhYteLaza3Q5SXM15+9fiF0r+5NIPtXUOUwHGVJaOf6QrwCfHMr+uSHVIL26uf+xpzgrsNWtVBvEWPB9UIEyynyg6jwY=
trusted comment: hello đ
uS68NhEBJeaxYNckpdlbktdy/n25bQj49ennKWh3lQCm6aoRGaQEHz3IWLo12xrlImyJS0X7GG9Py2uHOF2PCQ==
"""


@pytest.fixture
def keys(tmp_path: Path) -> tuple[Path, Path]:
    """A pair made by the command."""
    assert main(["keys", str(tmp_path / "own")]) == 0
    return tmp_path / "own.key", tmp_path / "own.pub"


def test_our_signature_is_that_of_the_stock_program(tmp_path: Path) -> None:
    """Ed25519 leaves no choice: the same key, content and comment give the same lines."""
    (tmp_path / "k").write_text(SECRET, "ascii")
    ours = read_secret(tmp_path / "k").sign(b"bundle\n", "hello đ")
    assert ours.splitlines()[1:] == SIGNATURE.splitlines()[1:]


def test_who_signed_is_told(
    keys: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whole and signed 0, unsigned 3, another's key 4, another content 1; without a key whole is 0."""
    path, other = tmp_path / "b.zip", tmp_path / "other.pub"
    data = made.bundle(made.FILES).data
    path.write_bytes(data)
    other.write_text(PUBLIC, "ascii")
    assert main(["verify", str(path)]) == 0
    assert "whole: hung-yen, state of 2026-01-02" in capsys.readouterr().out
    assert main(["verify", str(path), "--key", str(keys[1])]) == 3
    assert "unsigned" in capsys.readouterr().out
    beside = tmp_path / "b.zip.minisig"
    beside.write_text(read_secret(keys[0]).sign(data, "file:b.zip"), "utf-8")
    assert main(["verify", str(path), "--key", str(keys[1])]) == 0
    assert "file:b.zip" in capsys.readouterr().out
    assert main(["verify", str(path)]) == 0
    assert "signed, not checked" in capsys.readouterr().out
    assert main(["verify", str(path), "--key", str(other)]) == 4
    assert "wrong key" in capsys.readouterr().out
    beside.write_text(read_secret(keys[0]).sign(b"other", "file:b.zip"), "utf-8")
    assert main(["verify", str(path), "--key", str(keys[1])]) == 1
    beside.write_bytes(b"\xff" * 100)
    assert main(["verify", str(path), "--key", str(keys[1])]) == 1


@pytest.mark.parametrize(
    "text", ["", "untrusted comment: x\nRWQ=\n", "untrusted comment: x\n%%%\n", "x" * 9000, PUBLIC[:-20]]
)
def test_a_file_that_is_no_key_is_refused(
    text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Wrong use, in one line."""
    (tmp_path / "b.zip").write_bytes(made.bundle(made.FILES).data)
    (tmp_path / "k").write_text(text, "ascii")
    assert main(["verify", str(tmp_path / "b.zip"), "--key", str(tmp_path / "k")]) == 2
    assert capsys.readouterr().err.startswith(f"nq57: {tmp_path / 'k'} is n")


def test_a_key_is_for_its_owner_and_never_written_over(keys: tuple[Path, Path]) -> None:
    """Nobody else may read it; a second pair of the name is refused, the first stays."""
    before = keys[0].read_bytes()
    assert stat.S_IMODE(keys[0].stat().st_mode) == 0o600
    assert main(["keys", str(keys[0].with_suffix(""))]) == 2
    assert keys[0].read_bytes() == before
    assert read_public(keys[1]).number == read_secret(keys[0]).number
