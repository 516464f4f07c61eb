"""Notes → site, as one transaction: built beside the old site, put in its place at the end.

Change is seen by content, never by time: the digest of everything that goes in is kept beside the work
folder. A build that dies leaves a mark, and the next one starts from nothing.
"""

from __future__ import annotations

import fcntl
import hashlib
import io
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util.docutils import docutils_namespace, patch_docutils

from nq57.problems import Problem
from nq57.views.extension import ProblemsError

_COLOURS = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a build reads and writes."""

    kb: Path
    docs: Path
    build: Path  # work folders and state live here, beside the site

    @property
    def site(self) -> Path:
        """The finished site."""
        return self.build / "site"


@dataclass(frozen=True, slots=True)
class Result:
    """How a build ended: ``built`` a new site, or not because nothing changed or something is wrong."""

    built: bool
    problems: tuple[Problem, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether the old site was left in place because of problems or warnings."""
        return bool(self.problems or self.warnings)


class BusyError(Exception):
    """Another build is writing to the same place."""


def build_site(place: Place, language: str = "fr", jobs: int = 0) -> Result:
    """Build the site where its inputs changed; on any problem or warning the old site stays.

    Raises BusyError when another build holds the place.
    """
    with _alone(place.build):
        engine = _digest([*_files(Path(__file__).parent), *_files(place.docs)], _settings(language))
        inputs = _digest(_files(place.kb), engine)
        state = place.build / "site.digest"
        if state.exists() and state.read_text() == f"{inputs} {_shape(place.site)}":
            return Result(built=False)
        work = _work(place.build)
        (work / "unfinished").touch()
        result = _sphinx(place, work, engine, language, jobs or os.cpu_count() or 1)
        # A failed reading leaves half an environment behind: keep the mark, start anew next time.
        if result.failed:
            return result
        (work / "unfinished").unlink()
        state.unlink(missing_ok=True)
        _swap(work / "html", place.site)
        state.write_text(f"{inputs} {_shape(place.site)}")
        return result


def _settings(language: str) -> str:
    """Return what decides a build beside its files: language, repository, versions of what draws."""
    versions = [version(name) for name in ("sphinx", "myst-parser", "sphinx-book-theme", "pyvis", "networkx")]
    return " ".join([language, os.environ.get("NQ57_REPOSITORY", ""), *versions])


def _shape(site: Path) -> str:
    """Return a fingerprint of the names of a site's files, so that a missing page is noticed."""
    return hashlib.sha256("\n".join(name for name, _ in _files(site)).encode()).hexdigest()


def _sphinx(place: Place, work: Path, engine: str, language: str, jobs: int) -> Result:
    warnings = io.StringIO()
    settings = {"language": language, "nq57_engine": engine}
    try:
        with patch_docutils(place.docs), docutils_namespace():
            app = Sphinx(
                place.kb,
                place.docs,
                work / "html",
                work / "doctrees",
                "html",
                settings,
                status=None,
                warning=warnings,
                warningiserror=True,
                parallel=jobs,
            )
            app.build()
    except ProblemsError as error:
        return Result(built=False, problems=error.problems)
    except SphinxError as error:
        return Result(built=False, warnings=(f"{error}", *_lines(warnings)))
    found = _lines(warnings)
    return Result(built=not found, warnings=found)


def _lines(stream: io.StringIO) -> tuple[str, ...]:
    text = _COLOURS.sub("", stream.getvalue())
    return tuple(line for line in text.splitlines() if line.strip())


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BusyError(f"another build is writing to {folder}; wait until it ends") from None
        yield


def _work(build: Path) -> Path:
    work = build / "work"
    if (work / "unfinished").exists():
        shutil.rmtree(work)
    work.mkdir(exist_ok=True)
    return work


def _swap(new: Path, site: Path) -> None:
    """Put a copy of the new site where the old one was; the copy is whole before the old one goes."""
    fresh, old = site.with_name("site.new"), site.with_name("site.old")
    for leftover in (fresh, old):
        shutil.rmtree(leftover, ignore_errors=True)
    shutil.copytree(new, fresh, ignore=shutil.ignore_patterns(".buildinfo*"))
    if site.exists():
        site.rename(old)
    fresh.rename(site)
    shutil.rmtree(old, ignore_errors=True)


def _files(folder: Path) -> list[tuple[str, Path]]:
    skipped = {"__pycache__"}
    return [
        (path.relative_to(folder).as_posix(), path)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not skipped.intersection(path.parts)
    ]


def _digest(files: list[tuple[str, Path]], more: str) -> str:
    digest = hashlib.sha256(more.encode())
    for name, path in files:
        digest.update(f"\0{name}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
