"""What changed is enough to make the new bundle of the old one, to the byte, or nothing is made."""

from __future__ import annotations

import random
from pathlib import Path

import made
import pytest

from nq57.bundle import ArchiveError, Bundle, archive
from nq57.bundle import delta as deltas
from nq57.bundle.signing import read_secret
from nq57.cli import main


def versions(count: int) -> list[Bundle]:
    """Return a bundle as it changes: files come, go, change and come back."""
    draw = random.Random(7)
    files = {f"documents/n{number}.html": draw.randbytes(300) * 3 for number in range(12)}
    found = []
    for turn in range(count):
        for name in draw.sample(sorted(files), 3):
            files[name] = draw.randbytes(200) * 4
        del files[draw.choice(sorted(files))]
        files[f"documents/new-{turn}.html"] = draw.randbytes(100) * turn
        found.append(made.bundle(files, date=f"2026-0{turn + 1}-01"))
    return found


def delta(old: Path, new: Bundle, signature: str = "") -> bytes:
    """Return what changed between a bundle on the disk and a new one."""
    before, manifest = deltas.whole(old)
    return deltas.make(before, new, deltas.changes(before, manifest, new), b"<p>page</p>", signature)


def test_a_chain_of_five_is_the_direct_bundle(tmp_path: Path) -> None:
    """Each version made of the one before is the one made whole; a delta is smaller."""
    five = versions(5)
    here = tmp_path / "0.zip"
    here.write_bytes(five[0].data)
    for number, new in enumerate(five[1:], start=1):
        change, after = tmp_path / f"d{number}.zip", tmp_path / f"{number}.zip"
        change.write_bytes(delta(here, new))
        assert change.stat().st_size < len(new.data)
        assert main(["verify", str(change)]) == 0
        assert main(["apply", str(here), str(change), "-o", str(after)]) == 0
        assert after.read_bytes() == new.data
        here = after


def test_a_delta_is_for_one_bundle_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Another version, an altered one, a delta as a bundle: refused, and the file there stays."""
    one, two, three = versions(3)
    paths = {name: tmp_path / name for name in ("1.zip", "2.zip", "d.zip", "new.zip", "bad.zip")}
    paths["1.zip"].write_bytes(one.data)
    paths["2.zip"].write_bytes(two.data)
    paths["d.zip"].write_bytes(delta(paths["2.zip"], three))
    paths["new.zip"].write_bytes(b"mine")
    wrong = bytearray(two.data)
    wrong[200] ^= 4
    paths["bad.zip"].write_bytes(wrong)
    for old, change, reason in (
        ("1.zip", "d.zip", "starts from the bundle of 2026-02-01"),
        ("bad.zip", "d.zip", "altered"),
        ("d.zip", "d.zip", "it is a delta, not a bundle"),
        ("2.zip", "1.zip", "it has no _delta/delta.json"),
    ):
        command = ["apply", str(paths[old]), str(paths[change]), "-o", str(paths["new.zip"])]
        assert main(command) == 1
        assert reason in capsys.readouterr().err
        assert paths["new.zip"].read_bytes() == b"mine"


def test_a_delta_of_another_subject_is_not_made(tmp_path: Path) -> None:
    """The bundle of one province does not become that of another."""
    (tmp_path / "old.zip").write_bytes(made.bundle(made.FILES, subject="gia-lai").data)
    with pytest.raises(ArchiveError, match="it is the bundle of gia-lai"):
        delta(tmp_path / "old.zip", made.bundle(made.FILES))


def test_a_delta_that_promises_another_bundle_is_refused(tmp_path: Path) -> None:
    """Whoever makes a delta that fits the old bundle still has to give what he promises."""
    one, two, three = versions(3)
    (tmp_path / "1.zip").write_bytes(one.data)
    (tmp_path / "d.zip").write_bytes(delta(tmp_path / "1.zip", two))
    read, _ = deltas.delta_of(archive.read(tmp_path / "d.zip"))
    forged = deltas.Delta(read.archive, read.subject, read.since, deltas.State(three.digest, "", ""), "")
    with pytest.raises(ArchiveError, match="not the bundle that it promises"):
        deltas.apply(deltas.whole(tmp_path / "1.zip")[0], forged)


def test_a_signature_comes_back_with_the_new_bundle(tmp_path: Path) -> None:
    """The delta carries it: `apply` puts it beside the new bundle; a delta of another hand is refused."""
    for name in ("own", "other"):
        assert main(["keys", str(tmp_path / name)]) == 0
    one, two = versions(2)
    (tmp_path / "1.zip").write_bytes(one.data)
    own = read_secret(tmp_path / "own.key")
    data = delta(tmp_path / "1.zip", two, own.sign(two.data, "file:2.zip"))
    (tmp_path / "d.zip").write_bytes(data)
    (tmp_path / "d.zip.minisig").write_text(own.sign(data, "file:d.zip"), "utf-8")
    command = ["apply", *(str(tmp_path / name) for name in ("1.zip", "d.zip")), "-o", str(tmp_path / "2.zip")]
    assert main([*command, "--key", str(tmp_path / "other.pub")]) == 4
    assert not (tmp_path / "2.zip").exists()
    assert main([*command, "--key", str(tmp_path / "own.pub")]) == 0
    assert main(["verify", str(tmp_path / "2.zip"), "--key", str(tmp_path / "own.pub")]) == 0
