"""How far long work is: a bar on the last line of a terminal, nothing where no person is watching.

Workers tell of their pages through a pipe, a letter each: what is written at once in one piece stays whole.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TextIO, TypeVar

Item = TypeVar("Item")
# Gives the items of some work one by one, and shows how far it is; it is named by its first argument.
Watch = Callable[[str, Sequence[Item]], Iterable[Item]]
_WIDTH = 30
_OFTEN = 0.1  # seconds between two looks of the bar
_CLEAR = "\r\x1b[K"
NOBODY = -1
"""The end of a pipe at which nobody listens."""


def unwatched(what: str, items: Sequence[Item]) -> Iterable[Item]:
    """Return the items: nobody is watching."""
    return items


class Bar:
    """A bar on a stream, drawn where that is a terminal."""

    def __init__(self, stream: TextIO | None = None) -> None:
        """``stream`` is standard error where none is given."""
        self.stream = stream or sys.stderr
        self.watched = self.stream.isatty()
        self.drawn = 0.0

    def show(self, what: str, done: int, total: int) -> None:
        """Draw how much is done, unless it was drawn a moment ago."""
        now = time.monotonic()
        if self.watched and now - self.drawn >= _OFTEN:
            self.drawn = now
            full = _WIDTH * done // max(total, 1)
            self._write(f"{_CLEAR}[{'#' * full}{'.' * (_WIDTH - full)}] {what} {done}/{total}")

    def clear(self) -> None:
        """Take the bar away: what is told next stands on a line of its own."""
        if self.watched and self.drawn:
            self._write(_CLEAR)

    def _write(self, text: str) -> None:
        self.stream.write(text)
        self.stream.flush()

    def over(self, what: str, items: Sequence[Item]) -> Iterator[Item]:
        """Yield the items, and show how many were asked for."""
        try:
            for done, item in enumerate(items):
                self.show(what, done, len(items))
                yield item
        finally:
            self.clear()

    @contextmanager
    def pipe(self, what: str) -> Iterator[int]:
        """Give the writing end of a pipe to tell of steps; ``NOBODY`` where nobody is watching."""
        if not self.watched:
            yield NOBODY
            return
        reading, writing = os.pipe()
        reader = threading.Thread(target=self._read, args=(reading, what), daemon=True)
        reader.start()
        try:
            yield writing
        finally:
            os.write(writing, _END)
            reader.join()
            os.close(writing)
            os.close(reading)
            self.clear()

    def _read(self, pipe: int, what: str) -> None:
        done = total = 0
        rest = b""
        while _END not in rest:
            *told, rest = (rest + os.read(pipe, 65_536)).split(b"\n")
            for one in told:
                if one:
                    total += int(one)
                else:
                    done += 1
            self.show(what, min(done, total), total)


_END = b"\0"


def expect(pipe: int, steps: int) -> None:
    """Tell that so many steps are to come."""
    if pipe != NOBODY:
        os.write(pipe, b"%d\n" % steps)


def step(pipe: int) -> None:
    """Tell that a step is done."""
    if pipe != NOBODY:
        os.write(pipe, b"\n")
