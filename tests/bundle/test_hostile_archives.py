"""What somebody altered, cut off or made to do harm is refused in a clear line, and nothing is unpacked."""

from __future__ import annotations

import os
import random
import stat
from pathlib import Path

import made
import pytest

from nq57.bundle import archive
from nq57.bundle.archive import Packed
from nq57.bundle.manifest import NAME
from nq57.cli import main

DEEP = archive.write("nq57-x", {NAME: Packed.of(b"[" * 200_000)})
HOSTILE = {
    "empty": (b"", "the end of an archive is missing"),
    "no archive": (b"PK" + bytes(5000), "the end of an archive is missing"),
    "a way up": (made.with_entry("nq57-hung-yen/../../evil"), "leads out of its folder"),
    "a way up by backslash": (made.with_entry("nq57-hung-yen\\..\\evil"), "leads out of its folder"),
    "an absolute path": (made.with_entry("/etc/cron.d/evil"), "leads out of its folder"),
    "a drive": (made.with_entry("C:/evil"), "leads out of its folder"),
    "a link": (made.with_entry("nq57-hung-yen/l", b"/etc", stat.S_IFLNK | 0o777), "is a link"),
    "a name in marks": (made.with_entry("nq57-hung-yen/đ.html"), "is no path of ASCII"),
    "a name that moves the cursor": (made.with_entry("nq57-hung-yen/\x1b[2J"), "is no path of ASCII"),
    "a reserved name": (made.with_entry("nq57-hung-yen/AUX.html"), "Windows keeps for itself"),
    "a long path": (made.with_entry("nq57-hung-yen/" + "a" * 120), "fewer than 120"),
    "two cases of a name": (made.with_entry("nq57-hung-yen/INDEX.html"), "one name on some machines"),
    "a second folder": (made.with_entry("other/x"), "do not stand in one folder"),
    "an extra file": (made.with_entry("nq57-hung-yen/zz.html"), "altered: "),
    "files over one another": (made.overlapping(), "two share their bytes"),
    "a bomb": (made.bomb(), "it unpacks to 1200000000 bytes"),
    "a file above all bounds": (made.with_entry("nq57-hung-yen/z", bytes(65_000_000)), "a file has at most"),
    "a file that lies": (made.lying(10), "altered: manifest.json"),
    "another manifest": (archive.write("nq57-x", {NAME: Packed.of(b"{}")}), "not of the format"),
    "a manifest without end": (DEEP, "altered: manifest.json"),
    "no manifest": (archive.write("nq57-x", {"a": Packed.of(b"")}), "it has no manifest.json"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_archive_is_refused(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`verify` and `apply` say what is wrong, end with 1, and write no file."""
    raw, reason = HOSTILE[name]
    path, good, new = tmp_path / "b.zip", tmp_path / "good.zip", tmp_path / "new.zip"
    path.write_bytes(raw)
    good.write_bytes(made.bundle(made.FILES).data)
    assert main(["verify", str(path)]) == 1
    assert reason in capsys.readouterr().out
    for one, other in ((path, good), (good, path)):
        assert main(["apply", str(one), str(other), "-o", str(new)]) == 1
        assert capsys.readouterr().err.startswith("nq57: refused: ")
    assert sorted(found.name for found in tmp_path.iterdir()) == ["b.zip", "good.zip"]


def test_no_bit_of_a_bundle_can_flip_unseen(tmp_path: Path) -> None:
    """Every bit of a small bundle, header and padding too: none leaves it whole."""
    raw, path = made.bundle(made.FILES).data, tmp_path / "b.zip"
    unseen = []
    for bit in random.Random(1).sample(range(8 * len(raw)), 700):
        wrong = bytearray(raw)
        wrong[bit // 8] ^= 1 << bit % 8
        path.write_bytes(wrong)
        if main(["verify", str(path)]) != 1:
            unseen.append(bit)
    assert unseen == []


def test_no_part_of_a_bundle_passes_for_the_whole(tmp_path: Path) -> None:
    """Cut off anywhere, it is refused."""
    raw, path = made.bundle(made.FILES).data, tmp_path / "b.zip"
    for length in random.Random(1).sample(range(len(raw)), 60):
        path.write_bytes(raw[:length])
        assert main(["verify", str(path)]) == 1


def test_the_altered_files_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A changed, a missing and a foreign file, each by its name."""
    good = made.bundle(made.FILES)
    files = {name: Packed.of(content) for name, content in made.FILES.items() if name != "x.js"}
    files |= {
        "index.html": Packed.of(b"other"),
        "y.js": Packed.of(b""),
        NAME: Packed.of(good.manifest.text()),
    }
    path = tmp_path / "b.zip"
    path.write_bytes(archive.write("nq57-hung-yen", files))
    assert main(["verify", str(path)]) == 1
    told = capsys.readouterr().out
    assert f"{path}: altered: index.html\n" in told
    assert f"{path}: missing: x.js\n" in told
    assert f"{path}: not in manifest.json: y.js\n" in told
    assert "a.html" not in told


def test_the_same_words_packed_otherwise_are_altered(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The content agrees, the bytes of the archive do not: another hand packed it."""
    good = made.bundle(made.FILES)
    stored = Packed.of(made.FILES["index.html"])
    longer = Packed(b"\x00\x00\x00\xff\xff" + stored.stream, stored.crc, stored.size)
    files = {name: Packed.of(content) for name, content in made.FILES.items()} | {"index.html": longer}
    path = tmp_path / "b.zip"
    path.write_bytes(archive.write("nq57-hung-yen", {**files, NAME: Packed.of(good.manifest.text())}))
    assert main(["verify", str(path)]) == 1
    assert "the packing of its files" in capsys.readouterr().out


def test_a_pipe_or_a_folder_is_not_waited_for(tmp_path: Path) -> None:
    """What is no plain file is refused at once; what is not there is wrong use."""
    os.mkfifo(tmp_path / "pipe")
    assert main(["verify", str(tmp_path / "pipe")]) == 1
    assert main(["verify", str(tmp_path)]) == 1
    assert main(["verify", str(tmp_path / "none")]) == 2
