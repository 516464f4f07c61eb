"""Firefox from a folder as a reader has it: driven by its own protocol, with its strict file policy left on.

Drivers switch that policy off, and then everything passes: here the preference is set and tried first.
"""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

_PORT = 28571
_PREFERENCES = {
    "marionette.port": _PORT,
    "remote.prefs.recommended": False,
    "security.fileuri.strict_origin_policy": True,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
}
_FETCH = """const [done] = arguments;
fetch("_search/root.js").then(() => done(true), () => done(false));"""


class Firefox:
    """One session."""

    def __init__(self, stream: socket.socket) -> None:
        """Greet and start the session."""
        self.stream = stream
        self.asked = 0
        self._read()
        self.say("WebDriver:NewSession", {"pageLoadStrategy": "normal"})

    def say(self, command: str, values: dict[str, Any]) -> Any:
        """Return the answer to a command, or raise RuntimeError with what went wrong."""
        self.asked += 1
        message = json.dumps([0, self.asked, command, values])
        self.stream.sendall(f"{len(message)}:{message}".encode())
        _, _, wrong, answer = self._read()
        if wrong:
            raise RuntimeError(f"{command}: {wrong}")
        return answer

    def open(self, address: str) -> None:
        """Open a page; raise RuntimeError where the file policy is not the strict one."""
        self.say("WebDriver:Navigate", {"url": address})
        if self.run(_FETCH):
            raise RuntimeError("a page from a folder may fetch: the strict file policy is off")

    def run(self, script: str) -> Any:
        """Return what an asynchronous script gives to its argument; it sees the document alone."""
        return self.say("WebDriver:ExecuteAsyncScript", {"script": script, "args": []})["value"]

    def _read(self) -> Any:
        size = b""
        while not size.endswith(b":"):
            size += self.stream.recv(1)
        data = b""
        while len(data) < int(size[:-1]):
            data += self.stream.recv(int(size[:-1]) - len(data))
        return json.loads(data)


@contextmanager
def firefox() -> Iterator[Firefox]:
    """Start Firefox with a new profile, and end it."""
    with tempfile.TemporaryDirectory() as profile:
        lines = (
            f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in _PREFERENCES.items()
        )
        (Path(profile) / "user.js").write_text("\n".join(lines), "utf-8")
        command = [
            shutil.which("firefox") or "",
            "--headless",
            "--marionette",
            "--no-remote",
            "--profile",
            profile,
        ]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            with closing(_connected()) as stream:
                yield Firefox(stream)
        finally:
            process.terminate()
            process.wait()


def _connected() -> socket.socket:
    for _ in range(300):
        try:
            return socket.create_connection(("127.0.0.1", _PORT), timeout=120)
        except ConnectionRefusedError:
            time.sleep(0.2)
    raise RuntimeError("Firefox does not answer")
