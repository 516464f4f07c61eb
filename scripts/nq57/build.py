"""Notes → site, as one transaction: built beside the old site, put in its place at the end.

Change is seen by content, never by time. Beside the site, in ``.nq57``, a build keeps the digests of all
that went in and of all that came out. What does not match them (a page that was touched, the work of a build
that was killed) is made anew; so a build may die at any moment, and the next one ends as a clean one does.
"""

from __future__ import annotations

import fcntl
import io
import json
import logging
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from functools import cache
from importlib.metadata import distributions
from itertools import islice
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util.docutils import docutils_namespace, patch_docutils

from nq57.exchange import exchanged, put, recover
from nq57.history import read_history
from nq57.memory import keep_seen
from nq57.notes import refused_files
from nq57.place import Place, PlaceError, Result
from nq57.progress import NOBODY
from nq57.sums import Listing, Sums, digest, files, sum_of
from nq57.text import Date
from nq57.twins import bare, emptied, follow, gathered, twin
from nq57.views.extension import CatalogsError, ProblemsError
from nq57.views.settings import kept_settings
from nq57.workers import Lifeline, seldom_collected

_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
_CATALOGS = "LC_MESSAGES"  # the translations of prose: they change as notes do
_BUILDINFO = ".buildinfo"
_FEW = 2000  # notes


@dataclass(frozen=True, slots=True)
class State:
    """Digests of a finished build: what draws, what is drawn, the site, and the work it can go on from."""

    engine: str = ""
    notes: str = ""
    site: str = ""
    work: str = ""


def build_site(
    place: Place,
    language: str = "fr",
    jobs: int = 0,
    waiting: Callable[[], None] = lambda: None,
    as_of: Date | None = None,
    editions: tuple[str, ...] = (),
    progress: int = NOBODY,
) -> Result:
    """Build the site where its inputs changed; on any problem, warning or error the old site stays.

    ``as_of`` is the date by which tasks are late; without it that of the notes' last change. ``editions`` are
    the languages that its pages lead to, where this is one of several sites: see nq57.editions. A process
    builds in one language: the words of Sphinx stay those of its first build.
    ``waiting`` is called once when another build must end first; ``progress`` is a pipe that is told of each
    step. Raises PlaceError for a site that no build put there, and OSError where the machine refuses (no
    space, no permission).
    """
    if refused := refused_files(place.kb):  # before a byte of them is read: a link may lead to anything
        return Result(built=False, problems=refused)
    with hold(place, waiting):
        last, sums = _last(place), Sums(place.own("sums.json"))
        engine, notes, seen = _inputs(place, language, as_of, editions)
        there = sums.listing(place.site)
        fits = last.site == digest(there)
        if fits and (last.engine, last.notes) == (engine, notes):
            return Result(built=False)
        work, stood = _work(place, engine, last, sums)
        keep_seen(work / "memory", seen)
        options = {"language": language, "nq57_as_of": str(as_of or ""), "nq57_editions": ",".join(editions)}
        options |= {"nq57_memory": str(work / "memory"), "nq57_progress": str(progress)}
        options["nq57_helpers"] = str(jobs or _helpers(place.kb))
        # Pages are read and written by one process unless asked otherwise: to share that takes as long.
        result = _sphinx(place, work, options, jobs or 1)
        if not result.failed:
            for folder in (work / "html").glob("_*"):
                bare(folder)  # the library brings more than we keep
            _publish(place, (work, stood), sums, State(engine, notes), there if fits else {})
        return result


def is_built(place: Place, language: str, as_of: Date | None = None, editions: tuple[str, ...] = ()) -> bool:
    """Tell whether a site is there that ``build_site`` would leave as it is."""
    last, sums = _last(place), Sums(place.own("sums.json"))
    engine, notes, _ = _inputs(place, language, as_of, editions)
    return (last.engine, last.notes, last.site) == (engine, notes, digest(sums.listing(place.site)))


def _inputs(
    place: Place, language: str, as_of: Date | None, editions: tuple[str, ...]
) -> tuple[str, str, Listing]:
    """Return the digests of what draws and of what is drawn, and the sums of the files of notes."""
    settings = _settings(place, language, as_of) + ",".join(("", *editions))
    folders = [place.docs, place.kb / "vocabulary", place.kb.parent / "remote"]
    engine = digest({"": settings}, *(_read(folder, _CATALOGS) for folder in folders))
    seen = _read(place.kb)
    return engine, digest(seen, _read(place.docs / "locale" / language / _CATALOGS)), seen


def gather(place: Place, sites: Mapping[str, Path], name: str) -> bool:
    """Make one site of several, each in its folder below the root; tell whether there was anything to do."""
    last, sums = _last(place), Sums(place.own("sums.json"))
    trees = {folder: (site, sums.listing(site)) for folder, site in sites.items()}
    found, there = digest(*(listing for _, listing in trees.values())), sums.listing(place.site)
    if (last.engine, last.notes, last.site) == (name, found, digest(there)):
        return False
    fresh = place.own("site")
    _remove(fresh)
    gathered(trees, fresh, place.site, there, sums)
    # Said before it is so: whoever dies in between leaves a site that does not match.
    _keep(place, State(name, found, digest(sums.listing(fresh))))
    put(fresh, place.site, place.own("old"))
    sums.keep()
    return True


def _publish(place: Place, worked: tuple[Path, Listing], sums: Sums, state: State, there: Listing) -> None:
    """Put what was made in the place of the site, and the work folder in a state to go on from.

    ``worked`` is that folder, with the files that stood in it before; ``there`` are those of the site where
    it is as the last build left it.
    """
    work, stood = worked
    html = work / "html"
    (html / f"{_BUILDINFO}.bak").unlink(missing_ok=True)
    made = sums.listing(work, place.site)
    emptied(work, stood.keys() - made.keys())
    now = {name.removeprefix("html/"): found for name, found in made.items() if name.startswith("html/")}
    now.pop(_BUILDINFO)
    # Said before it is so: whoever dies in between leaves a site, or a work folder, that does not match.
    _keep(place, replace(state, site=digest(now), work=digest(made)))
    (html / _BUILDINFO).replace(work / _BUILDINFO)  # what Sphinx keeps for itself is no part of a site
    if there and exchanged(html, place.site):
        follow(place.site, now, html, there, sums)
    else:
        fresh = place.own("site")
        _remove(fresh)
        twin(html, fresh, now, sums)
        put(fresh, place.site, place.own("old"))
    (work / _BUILDINFO).replace(html / _BUILDINFO)
    sums.know(f"{html}/{_BUILDINFO}", made[f"html/{_BUILDINFO}"])
    sums.keep()


@contextmanager
def hold(place: Place, waiting: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Keep every other build out of a place; one that was killed holds nothing any more."""
    if place.site.exists() and not place.own("").exists():
        raise PlaceError(f"{place.site} was not made by nq57; remove it, or give another folder with --build")
    place.own("").mkdir(parents=True, exist_ok=True)
    with place.own("lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            waiting()
            fcntl.flock(lock, fcntl.LOCK_EX)
        recover(place.site, place.own("old"))
        yield


def _settings(place: Place, language: str, as_of: Date | None) -> str:
    """Return what decides a build beside its files: language, repository, date, history, programs."""
    history = read_history(place.kb, place.docs)
    named = [os.environ.get(f"NQ57_{name}", "") for name in ("REPOSITORY", "ADDRESS")]
    return "\n".join([language, *named, str(as_of), repr(history), _programs()])


@cache
def _programs() -> str:
    """Return which programs draw, as they are when this one starts: a longer life does not renew them."""
    versions = sorted(f"{found.name} {found.version}" for found in distributions())
    return "\n".join([digest(_read(Path(__file__).parent)), sys.version, *versions])


def _work(place: Place, engine: str, last: State, sums: Sums) -> tuple[Path, Listing]:
    """Return the folder to build in: with the last build where this one can go on from it, else empty.

    Each engine has a folder of its own, for Sphinx remembers the sums of styles and scripts by their paths.
    """
    work = place.own("work") / engine[:16]
    stood = sums.listing(work, place.site)
    if last.engine == engine and last.work == digest(stood):
        return work, stood
    _remove(place.own("work"))
    sums.unlinked(place.site)
    return work, {}


def _helpers(kb: Path) -> int:
    """Return how many processes may do what waits for no page; of a small base it is done at once."""
    few = sum(1 for _ in islice(kb.rglob("*.md"), _FEW)) < _FEW
    return 1 if few else os.cpu_count() or 1


def _sphinx(place: Place, work: Path, options: dict[str, str], jobs: int) -> Result:
    warnings = io.StringIO()
    try:
        with (
            Lifeline(),
            seldom_collected(),
            kept_settings(),
            patch_docutils(place.docs),
            docutils_namespace(),
        ):
            app = Sphinx(
                place.kb,
                place.docs,
                work / "html",
                work / "doctrees",
                "html",
                options,
                status=None,
                warning=warnings,
                warningiserror=True,
                parallel=jobs,
            )
            # Sphinx makes records of each page and of its every event, for a log that nobody sees.
            logging.getLogger("sphinx").setLevel(logging.WARNING)
            app.build()
    except ProblemsError as error:
        return Result(built=False, problems=error.problems)
    except CatalogsError as error:
        return Result(built=False, warnings=error.lines)
    except SphinxError as error:
        if isinstance(error.__cause__, OSError):
            raise error.__cause__ from None
        return Result(built=False, warnings=(f"{error}", *_lines(warnings)))
    found = _lines(warnings)
    return Result(built=not found, warnings=found)


def _lines(stream: io.StringIO) -> tuple[str, ...]:
    text = _COLOURS.sub("", stream.getvalue())
    return tuple(line for line in text.splitlines() if line.strip())


def _last(place: Place) -> State:
    """Return the digests of the last finished build; of none where they cannot be read."""
    try:
        return State(**json.loads(place.own("state.json").read_text("utf-8")))
    except (FileNotFoundError, ValueError, TypeError):
        return State()


def _keep(place: Place, state: State) -> None:
    fresh = place.own("state.json.new")
    fresh.write_text(json.dumps(asdict(state)), "utf-8")
    fresh.replace(place.own("state.json"))


def _remove(folder: Path) -> None:
    if folder.is_dir() and not folder.is_symlink():
        shutil.rmtree(folder)
    else:
        folder.unlink(missing_ok=True)


def _read(folder: Path, without: str = "") -> Listing:
    """Return the sums of the files of a folder, all of them read, but for those in folders of some name."""
    return {
        name: sum_of(path, looks) for name, path, looks in files(folder) if without not in name.split("/")
    }
