"""Where a build reads and writes, and how it ended: what all who start one or tell of it know."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from nq57.problems import Problem

_OWN = ".nq57"  # lock, digests and work folders: no other program's


@dataclass(frozen=True, slots=True)
class Place:
    """Where a build reads and writes."""

    kb: Path
    docs: Path
    build: Path

    @property
    def site(self) -> Path:
        """The finished site."""
        return self.build / "site"

    def own(self, name: str) -> Path:
        """A file or folder that builds keep for one another."""
        return self.build / _OWN / name


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


class PlaceError(Exception):
    """The place holds something that is not ours to replace."""
