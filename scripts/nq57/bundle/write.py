"""A subject and the editions of a site → one bundle: its files, its manifest, its bytes."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from nq57.bundle import archive, closure, query
from nq57.bundle.archive import Packed
from nq57.bundle.edition import Edition
from nq57.bundle.manifest import NAME, Manifest
from nq57.corpus import Corpus
from nq57.model import Province
from nq57.text import Date, meant, slug
from nq57.views.reader import moment


class BundleError(ValueError):
    """The bundle cannot be made; the message says why and what would be right."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a bundle is made for: a province, or what a query finds."""

    name: str
    query: str
    notes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Bundle:
    """What was made: the archive, and what it says of itself."""

    data: bytes
    manifest: Manifest

    @property
    def digest(self) -> str:
        """The SHA-256 of the archive."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True)
class Workshop:
    """What every bundle is made from: the notes, the editions by language, the date told."""

    corpus: Corpus
    editions: Mapping[str, Edition]
    date: str

    @classmethod
    def of(cls, corpus: Corpus, docs: Path, sites: Mapping[str, Path], late: Date | None = None) -> Workshop:
        """Return the workshop of built sites, by their language; ``late`` is the date that they show."""
        for site in sites.values():
            if not (site / "index.html").exists():
                raise BundleError(f"no site in {site}; build it first")
        as_of = late or moment(corpus, docs).as_of
        made = {word: Edition.of(corpus, docs, sites[word], word, as_of) for word in sites}
        return cls(corpus, made, state_of(corpus, docs))

    def province(self, province: str) -> Subject:
        """Return the bundle of a province."""
        check_province(self.corpus, province)
        return Subject(province, "", closure.of_province(self.corpus.graph, province))

    def query(self, text: str) -> Subject:
        """Return the bundle of what a query finds."""
        found = query.found(next(iter(self.editions.values())).reader, text)
        if not found:
            raise BundleError(f"query '{text}' finds no note")
        return Subject(query_name(text), text, closure.of_notes(self.corpus.graph, found))

    def make(self, subject: Subject) -> Bundle:
        """Make a bundle; ArchiveError where it is more than a bundle may hold."""
        notes = {name: self._sum(name) for name in subject.notes}
        state = hashlib.sha256("\n".join(f"{n} {notes[n]}" for n in sorted(notes)).encode()).hexdigest()
        languages = tuple(self.editions)
        files: dict[str, Packed] = dict(next(iter(self.editions.values())).shared)
        for edition in self.editions.values():
            files |= edition.files(subject.notes, self._about(subject, edition, state), languages)
        folder = f"nq57-{subject.name}"
        sums = {name: hashlib.sha256(packed.content() or b"").hexdigest() for name, packed in files.items()}
        manifest = Manifest(
            subject=subject.name,
            query=subject.query,
            languages=languages,
            version=version("nq57"),
            date=self.date,
            state=state,
            notes=notes,
            files=sums,
            seal=archive.seal(folder, files),
        )
        return Bundle(archive.write(folder, {**files, NAME: Packed.of(manifest.text())}), manifest)

    def _sum(self, note: str) -> str:
        return hashlib.sha256((self.corpus.root / self.corpus.kb.notes[note].path).read_bytes()).hexdigest()

    def _about(self, subject: Subject, edition: Edition, state: str) -> dict[str, object]:
        return {
            "name": subject.name,
            "query": subject.query,
            "title": "" if subject.query else edition.reader.title(subject.name),
            "as_of": self.date,
            "version": version("nq57"),
            "state": state[:12],
            "notes": len(subject.notes),
        }


def query_name(text: str) -> str:
    """Return the short name of a query's bundle.

    >>> query_name("chuyển đổi số")
    'q-chuyen-doi-s-f7de'
    """
    words = re.sub(r"-+$", "", slug(text)[:12])
    return "-".join(filter(None, ["q", words, hashlib.sha256(text.encode()).hexdigest()[:4]]))


def check_province(corpus: Corpus, province: str) -> None:
    """Raise BundleError where no note is that province."""
    known = {note.id for note in corpus.kb.of(Province)}
    if province not in known:
        names = sorted(known)
        near = meant(province, names)
        raise BundleError(f"province '{province}' is unknown; write one of {', '.join(names)}{near}")


def state_of(corpus: Corpus, docs: Path) -> str:
    """Return the date of the state of the notes: the same notes give the same bundle, whatever the day.

    The date of SOURCE_DATE_EPOCH where it is set, else that of the last change of a note.
    """
    return epoch() or str(moment(corpus, docs).as_of)


def epoch() -> str:
    """Return the date of SOURCE_DATE_EPOCH, '' where it is not set; BundleError where it is no time."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH", "")
    try:
        return datetime.fromtimestamp(int(seconds), UTC).date().isoformat() if seconds else ""
    except (ValueError, OverflowError, OSError):
        raise BundleError(f"SOURCE_DATE_EPOCH '{seconds}' is not a number of seconds") from None
