"""One site in several languages: each edition is built by itself, then all are put in one place.

The first language stands at the root, each other in a folder below. Every edition has a process of its own,
for the words of Sphinx stay those of the first build in the life of a process.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess

from nq57.build import build_site, gather, hold, is_built
from nq57.notes import refused_files
from nq57.place import Place, PlaceError, Result
from nq57.progress import NOBODY
from nq57.text import Date
from nq57.views.editions import folder_of


def build_editions(
    place: Place,
    languages: tuple[str, ...],
    jobs: int = 0,
    waiting: Callable[[], None] = lambda: None,
    as_of: Date | None = None,
    progress: int = NOBODY,
) -> Result:
    """Build the site in some languages; on any problem in one of them the old site stays.

    Arguments and errors are those of ``build_site``, which one language alone is left to.
    """
    if len(languages) == 1:
        return build_site(place, languages[0], jobs, waiting, as_of, progress=progress)
    if refused := refused_files(place.kb):  # before a byte of them is read
        return Result(built=False, problems=refused)
    with hold(place, waiting):
        result = build_each(place, languages, languages, jobs, as_of, progress)
        if result.failed:
            return result
        sites = {folder_of(one, languages): edition(place, one).site for one in languages}
        return Result(gather(place, sites, f"editions {' '.join(languages)}"))


def build_each(
    place: Place,
    wanted: tuple[str, ...],
    editions: tuple[str, ...],
    jobs: int,
    as_of: Date | None,
    progress: int = NOBODY,
) -> Result:
    """Build some of the editions of a site, each in its place, in processes of their own."""
    old = [one for one in wanted if not is_built(edition(place, one), one, as_of, editions)]
    cores = jobs or os.cpu_count() or 1
    each = max(1, jobs // max(1, len(old))) if jobs else 0
    work = [(edition(place, one), one, each, as_of, editions) for one in old]
    results = _side_by_side(work, len(work) if cores > 1 else 1, progress)
    problems = {problem for result in results for problem in result.problems}
    warnings = dict.fromkeys(line for result in results for line in result.warnings)
    return Result(any(result.built for result in results), tuple(sorted(problems)), tuple(warnings))


def edition(place: Place, language: str) -> Place:
    """Return where the edition in a language is built, beside the site that it becomes a part of."""
    return Place(place.kb, place.docs, place.build / "editions" / language)


_Work = tuple[Place, str, int, Date | None, tuple[str, ...]]


def _side_by_side(work: list[_Work], at_once: int, progress: int) -> list[Result]:
    """Return the result of each piece of work, in any order; none outlives this call, however it ends."""
    context = get_context("spawn")
    left, found = list(work), []
    running: dict[Connection, SpawnProcess] = {}
    try:
        while left or running:
            while left and len(running) < at_once:
                ours, theirs = context.Pipe()
                told = None if progress == NOBODY else Connection(os.dup(progress), readable=False)
                process = context.Process(target=_build, args=(theirs, told, *left.pop(0)))
                process.start()
                if told:
                    told.close()
                running[ours] = process
                theirs.close()
            for ours in [ours for ours in running if ours in wait(list(running))]:
                found.append(_result(ours))
                running.pop(ours).join()
    finally:
        for process in running.values():
            process.terminate()
            process.join()
    return found


def _result(line: Connection) -> Result:
    try:
        result = line.recv()
    except EOFError:
        raise ChildProcessError("the build of an edition was ended from outside, or had no memory") from None
    if isinstance(result, Exception):
        raise result
    assert isinstance(result, Result)
    return result


def _build(
    line: Connection,
    told: Connection | None,
    place: Place,
    language: str,
    jobs: int,
    as_of: Date | None,
    editions: tuple[str, ...],
) -> None:
    """Build one edition and send its result; where nobody is left to take it, end at once."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started us answers, and ends us
    threading.Thread(target=_watch, args=(line,), daemon=True).start()
    try:
        progress = told.fileno() if told else NOBODY
        line.send(build_site(place, language, jobs, as_of=as_of, editions=editions, progress=progress))
    except (OSError, PlaceError) as error:
        line.send(error)
    os._exit(0)  # to take all notes apart first is a tenth of a build


def _watch(line: Connection) -> None:
    with suppress(EOFError, OSError):
        line.recv()
    os._exit(1)
