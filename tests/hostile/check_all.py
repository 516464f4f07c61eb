"""Run ``nq57 check`` over many knowledge bases: a child each, held to a memory and a time of its own.

``python check_all.py KB…`` prints one line of JSON for each: exit code (below 0: killed), what was said, and
the most memory that was taken, in MB. Starting Python anew for every case would take most of the time.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import resource
import sys
import tempfile
import traceback
from typing import TextIO

from nq57.cli import main

SECONDS = 10  # of one processor; the promise is 5 on an office machine
MEMORY = 2 << 30


def check(kb: str, out: TextIO) -> None:
    """Run the command in this child and leave with its exit code."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    os.dup2(out.fileno(), 1)
    os.dup2(out.fileno(), 2)
    code = main(["--kb", kb, "check"])
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def run(kbs: list[str]) -> None:
    """Keep every processor busy with one child, and print what each said."""
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        main(["--kb", kbs[0], "check"])  # patterns are compiled once, for all children
    waiting, running = list(enumerate(kbs)), {}
    while waiting or running:
        while waiting and len(running) < (os.cpu_count() or 1):
            number, kb = waiting.pop()
            out = tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace")  # noqa: SIM115 (closed below)
            child = os.fork()
            if not child:
                try:
                    check(kb, out)
                finally:  # only after an exception: a traceback is what the cases look for
                    traceback.print_exception(sys.exception())
                    sys.stderr.flush()
                    os._exit(70)
            running[child] = number, out
        child, status, used = os.wait4(-1, 0)
        number, out = running.pop(child)
        out.seek(0)
        said = {"number": number, "code": os.waitstatus_to_exitcode(status), "said": out.read()}
        print(json.dumps(said | {"megabytes": used.ru_maxrss // 1024}))
        out.close()


if __name__ == "__main__":
    run(sys.argv[1:])
