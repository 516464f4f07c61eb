"""Detached signatures in minisign's format: Ed25519 by libsodium, which the stock ``minisign -V`` checks too.

https://jedisct1.github.io/minisign/#signature-format is the description that this follows.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

SUFFIX = ".minisig"
_COMMENT, _TRUSTED = "untrusted comment: ", "trusted comment: "
_SECRET_BYTES = 2 + 2 + 2 + 32 + 8 + 8 + 8 + 64 + 32
_LIMIT = 4096  # bytes of a key or a signature: a page of text


class SigningError(ValueError):
    """A key or a signature cannot be used; the message says why."""


@dataclass(frozen=True, slots=True)
class PublicKey:
    """What a signature is checked with: the number of the key, and its 32 bytes."""

    number: bytes
    key: VerifyKey

    @property
    def name(self) -> str:
        """The number as minisign prints it."""
        return self.number[::-1].hex().upper()


@dataclass(frozen=True, slots=True)
class SecretKey:
    """What a signature is made with."""

    number: bytes
    key: SigningKey

    def sign(self, content: bytes, comment: str) -> str:
        """Return the text of a signature; ``comment`` is signed with it."""
        signature = self.key.sign(hashlib.blake2b(content).digest()).signature
        told = self.key.sign(signature + comment.encode()).signature
        lines = [f"{_COMMENT}signature of an NQ57 bundle", _text(b"ED" + self.number + signature)]
        return "\n".join([*lines, _TRUSTED + comment, _text(told), ""])


def make_keys(name: Path) -> tuple[Path, Path]:
    """Write a new pair of keys, ``NAME.key`` for its owner alone, ``NAME.pub`` for all; never over others."""
    secret, public = (name.with_name(name.name + end) for end in (".key", ".pub"))
    if public.exists():
        raise SigningError(f"{public} exists; give another name")
    pair, number = SigningKey.generate(), os.urandom(8)
    both = bytes(pair) + bytes(pair.verify_key)
    checked = hashlib.blake2b(b"Ed" + number + both, digest_size=32).digest()
    held = b"Ed" + b"\0\0" + b"B2" + bytes(48) + number + both + checked
    try:
        handle = os.open(secret, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise SigningError(f"{secret} exists; give another name") from None
    with os.fdopen(handle, "w") as file:
        file.write(f"{_COMMENT}secret key of NQ57 bundles, without a password\n{_text(held)}\n")
    key = PublicKey(number, pair.verify_key)
    told = f"{_COMMENT}minisign public key {key.name}\n{_text(b'Ed' + number + bytes(key.key))}\n"
    public.write_text(told, "ascii")
    return secret, public


def read_secret(path: Path) -> SecretKey:
    """Read a secret key of minisign that has no password (``minisign -G -W``, or ``nq57 keys``)."""
    raw = _bytes(str(path), _lines(_read(path), 2, str(path))[1], _SECRET_BYTES, "a secret key of minisign")
    if raw[2:4] != b"\0\0":
        how = "sign with `minisign -S`, or make a key without one: minisign -G -W"
        raise SigningError(f"{path} is kept by a password; {how}")
    number, both, checked = raw[54:62], raw[62:126], raw[126:]
    # The stock program writes no sum into a key without a password.
    if any(checked) and hashlib.blake2b(raw[:2] + number + both, digest_size=32).digest() != checked:
        raise SigningError(f"{path} is damaged: its sum does not fit")
    return SecretKey(number, SigningKey(both[:32]))


def read_public(path: Path) -> PublicKey:
    """Read a public key of minisign."""
    raw = _bytes(str(path), _lines(_read(path), 2, str(path))[1], 42, "a public key of minisign")
    return PublicKey(raw[2:10], VerifyKey(raw[10:]))


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature: the number of its key, whether it signs the content's sum, a comment signed too."""

    number: bytes
    hashed: bool
    signature: bytes
    comment: str
    told: bytes

    @property
    def signer(self) -> str:
        """The number of its key, as minisign prints it."""
        return self.number[::-1].hex().upper()

    def vouches(self, content: bytes, key: PublicKey) -> bool:
        """Tell whether this is the key's signature of the content and of the comment."""
        signed = hashlib.blake2b(content).digest() if self.hashed else content
        try:
            key.key.verify(signed, self.signature)
            key.key.verify(self.signature + self.comment.encode(), self.told)
        except BadSignatureError:
            return False
        return self.number == key.number


def read_signature(path: Path) -> Signature:
    """Read a signature file of minisign."""
    return signature_of(_read(path), str(path))


def signature_of(text: str, where: str) -> Signature:
    """Return the signature that a text writes; ``where`` names it in the error."""
    _, signature, comment, told = _lines(text, 4, where)
    if not comment.startswith(_TRUSTED):
        raise SigningError(f"{where} is no signature of minisign")
    raw = _bytes(where, signature, 74, "a signature of minisign", (b"Ed", b"ED"))
    last = _bytes(where, told, 64, "a signature of minisign", ())
    return Signature(raw[2:10], raw[:2] == b"ED", raw[10:], comment.removeprefix(_TRUSTED), last)


def _read(path: Path) -> str:
    with path.open("rb") as file:
        raw = file.read(_LIMIT + 1)
    try:
        return raw.decode("utf-8") if len(raw) <= _LIMIT else ""
    except UnicodeDecodeError:
        return ""


def _lines(text: str, count: int, where: str) -> list[str]:
    lines = text.splitlines()
    if len(lines) != count or not lines[0].startswith(_COMMENT):
        raise SigningError(f"{where} is no key or signature of minisign")
    return lines


def _bytes(where: str, text: str, size: int, what: str, kinds: tuple[bytes, ...] = (b"Ed",)) -> bytes:
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raw = b""
    if len(raw) != size or (kinds and raw[:2] not in kinds):
        raise SigningError(f"{where} is not {what}")
    return raw


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")
