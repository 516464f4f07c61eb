"""The processes of a build: workers end with it, however it ends, and share its memory.

A worker that outlived a killed build would go on writing into the folders of the next one.
"""

from __future__ import annotations

import gc
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.util import register_after_fork
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


class Lifeline:
    """A pipe whose writing end the build alone holds: when that closes, its workers end at once.

    Open while workers are started: ``with Lifeline(): …``.
    """

    opened = 0

    def __enter__(self) -> Lifeline:
        """Open the pipe; every worker forked from now on holds on to it."""
        Lifeline.opened += 1
        self._reading, self._writing = os.pipe()
        register_after_fork(self, Lifeline._hold)
        return self

    def __exit__(self, *error: object) -> None:
        """Close the pipe: a worker that is still there has nobody left to work for."""
        Lifeline.opened -= 1
        os.close(self._writing)
        os.close(self._reading)

    def _hold(self) -> None:
        """Watch the pipe."""
        os.close(self._writing)
        threading.Thread(target=self._watch, daemon=True).start()

    def _watch(self) -> None:
        os.read(self._reading, 1)
        os._exit(1)


_ASKED = {signal.SIGINT, signal.SIGTERM}


def _wait_with_signals() -> None:
    signal.pthread_sigmask(signal.SIG_BLOCK, _ASKED)


def _take_signals() -> None:
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _ASKED)


def _leave_signals() -> None:
    """Leave the answer to signals to the build; whoever is asked to end does, and says nothing of it."""
    if Lifeline.opened:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _take_signals()


# A worker that is ended in its first moment would answer as the build does.
os.register_at_fork(before=_wait_with_signals, after_in_parent=_take_signals, after_in_child=_leave_signals)


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Look for garbage seldom: nearly all that a build makes lives to its end, and is walked in vain."""
    usual = gc.get_threshold()
    gc.set_threshold(50_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        gc.unfreeze()


@contextmanager
def uncollected() -> Iterator[None]:
    """Look for no garbage while millions of values are made that live on, none of them in a ring."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def shared(forked: bool = True) -> None:
    """Let no collector walk what is there by now: it lives to the end.

    What is ``forked`` from here shares all of it, for what no collector walks is not copied for a worker: so
    what is garbage goes first, which takes long.
    """
    if forked:
        gc.collect()
    gc.freeze()


class WorkerError(Exception):
    """A worker ended before its work did: killed, or out of memory."""


def aside(work: Callable[[], Result]) -> Callable[[], Result]:
    """Start some work in a process forked from here; return the function that waits for its result."""
    context = get_context("fork")
    reader, writer = context.Pipe(duplex=False)
    worker = context.Process(target=_run, args=(lambda _: work(), (None,), writer), daemon=True)
    worker.start()
    writer.close()

    def result() -> Result:
        try:
            found: Result | Exception = reader.recv()
        except EOFError:
            raise WorkerError("a worker process ended before its work did") from None
        worker.join()
        if isinstance(found, Exception):
            raise found
        return found

    return result


def spread(work: Callable[[Item], Result], items: Sequence[Item], jobs: int) -> Iterator[Result]:
    """Yield the result of each item as it is done, by some processes forked from here.

    What ``work`` holds is not copied, and its results are small. An exception of its own is raised here.
    """
    shared()
    with Lifeline():
        readers: list[Connection] = []
        context = get_context("fork")
        workers = []
        for first in range(min(jobs, len(items))):
            reader, writer = context.Pipe(duplex=False)
            share = items[first::jobs]
            workers.append(context.Process(target=_run, args=(work, share, writer), daemon=True))
            workers[-1].start()
            writer.close()  # or the next worker would hold it open
            readers.append(reader)
        left = len(items)
        try:
            while readers:
                ready = set(wait(readers))
                for reader in [reader for reader in readers if reader in ready]:
                    try:
                        found = reader.recv()
                    except EOFError:
                        readers.remove(reader)
                        continue
                    if isinstance(found, Exception):
                        raise found
                    left -= 1
                    yield found
        finally:
            for worker in workers:
                worker.terminate()
                worker.join()
        if left:
            raise WorkerError(
                f"a worker process ended before its work did; {left} of {len(items)} are missing"
            )


def _run(work: Callable[[Item], Result], items: Sequence[Item], writer: Connection) -> None:
    with suppress(BrokenPipeError):  # nobody is left to take it: the build has failed
        try:
            for item in items:
                writer.send(work(item))
        # What the work may say is wrong; all else is a fault, and is shown.
        except (OSError, ValueError) as error:
            writer.send(error)
