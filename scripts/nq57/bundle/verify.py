"""Is a bundle, or a delta, as it was made, and by whom? The answer in words and one of five verdicts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

from nq57.bundle import archive, signing
from nq57.bundle.archive import Archive, ArchiveError
from nq57.bundle.delta import DELTA, delta_of
from nq57.bundle.manifest import NAME, altered, manifest_of
from nq57.bundle.signing import PublicKey, SigningError


class Verdict(IntEnum):
    """What was found; the number is the exit code of ``nq57 verify``."""

    WHOLE = 0  # every byte is as made; signed by the key, where one is given
    ALTERED = 1  # or cut off, or no bundle at all
    UNSIGNED = 3  # whole, but a key is given and there is no signature
    WRONG_KEY = 4  # whole, but another key than the one given has signed it


@dataclass(frozen=True, slots=True)
class Answer:
    """A verdict and what it rests on, a line each."""

    verdict: Verdict
    lines: tuple[str, ...]


def verify(path: Path, key: PublicKey | None) -> Answer:
    """Check a bundle or a delta against its own sums, and against its signature beside it."""
    try:
        read = archive.read(path)
        told, wrong = _delta(read) if DELTA in read.files else _bundle(read)
        if wrong:
            return Answer(Verdict.ALTERED, (f"altered: {len(wrong)} things in it are not as made", *wrong))
        return _signed(path, key, f"whole: {told}")
    except (ArchiveError, SigningError) as error:
        return Answer(Verdict.ALTERED, (f"refused: {error}",))


def _bundle(read: Archive) -> tuple[str, list[str]]:
    manifest = manifest_of(read)
    count = f"{len(manifest.notes)} notes, {len(manifest.files)} files"
    told = f"{manifest.query or manifest.subject}, state of {manifest.date}, {count}"
    return told, list(altered(read, NAME, manifest.files, manifest.seal))


def _delta(read: Archive) -> tuple[str, list[str]]:
    delta, wrong = delta_of(read)
    return f"delta of {delta.subject}, from {delta.since.date} to {delta.now.date}", wrong


def _signed(path: Path, key: PublicKey | None, told: str) -> Answer:
    beside = path.with_name(path.name + signing.SUFFIX)
    if not beside.exists():
        verdict = Verdict.WHOLE if key is None else Verdict.UNSIGNED
        return Answer(verdict, (told, f"unsigned: no {beside.name} beside it; nobody vouches for it"))
    signature = signing.read_signature(beside)
    if key is None:
        why = f"signed, not checked: give --key with the public key {signature.signer}"
        return Answer(Verdict.WHOLE, (told, why))
    if signature.number != key.number:
        why = f"wrong key: signed by {signature.signer}, and the key given is {key.name}"
        return Answer(Verdict.WRONG_KEY, (told, why))
    if not signature.vouches(path.read_bytes(), key):
        return Answer(Verdict.ALTERED, ("altered: its files agree, but the signature is of another content",))
    return Answer(Verdict.WHOLE, (told, f"signed by {key.name}: {signature.comment}"))
