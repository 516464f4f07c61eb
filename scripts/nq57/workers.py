"""The worker processes of a build end with it, however it ends.

A worker that outlived a killed build would go on writing into the folders of the next one.
"""

from __future__ import annotations

import os
import signal
import threading
from multiprocessing.util import register_after_fork


class Lifeline:
    """A pipe whose writing end the build alone holds: when that closes, its workers end at once.

    Open while workers are started: ``with Lifeline(): …``.
    """

    def __enter__(self) -> Lifeline:
        """Open the pipe; every worker forked from now on holds on to it."""
        self._reading, self._writing = os.pipe()
        register_after_fork(self, Lifeline._hold)
        return self

    def __exit__(self, *error: object) -> None:
        """Close the pipe: a worker that is still there has nobody left to work for."""
        os.close(self._writing)
        os.close(self._reading)

    def _hold(self) -> None:
        """Leave the answer to signals to the build, and watch the pipe."""
        os.close(self._writing)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        threading.Thread(target=self._watch, daemon=True).start()

    def _watch(self) -> None:
        os.read(self._reading, 1)
        os._exit(1)
