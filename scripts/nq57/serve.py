"""The site on a local port while notes are written: rebuilt on save, reloaded in the browser.

The pages are those of ``nq57 site``; the server adds one script to each on its way out. A note with problems
leaves the last good site in view and its problems in the terminal.
"""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from watchfiles import watch

from nq57.build import build_site
from nq57.place import Place, Result
from nq57.text import Date

RELOAD = """new EventSource("/_events").onmessage = () => location.reload();\n"""
_POLICY, _OPENED = "default-src 'none'", "default-src 'none'; connect-src 'self'"
_ALIVE = 15.0  # seconds between signs of life, so that a closed tab is noticed


class Turns:
    """Counts the builds and wakes those who wait for the next."""

    def __init__(self) -> None:
        """Start at the first build."""
        self._changed = threading.Condition()
        self._turn = 0

    def advance(self) -> None:
        """Tell of a new build."""
        with self._changed:
            self._turn += 1
            self._changed.notify_all()

    def wait(self) -> bool:
        """Wait for the next build; False where none came for a while."""
        with self._changed:
            before = self._turn
            return self._changed.wait_for(lambda: self._turn != before, timeout=_ALIVE)


class Handler(SimpleHTTPRequestHandler):
    """Serves the site with the script that reloads."""

    def __init__(self, *rest: object, turns: Turns, directory: str) -> None:
        """Keep the turns; the base class answers the request at once."""
        self.turns = turns
        super().__init__(*rest, directory=directory)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Answer with a page, the reload script, or the stream of builds."""
        path = self.path.partition("?")[0]
        if path == "/_events":
            self.events()
        elif path == "/_reload.js":
            self.answer(RELOAD.encode(), "text/javascript")
        elif path.endswith((".html", "/")):
            self.page(Path(self.translate_path(path)))
        else:
            super().do_GET()

    def page(self, path: Path) -> None:
        """Answer with a page of the site, its policy opened for the reload script alone."""
        file = path / "index.html" if path.is_dir() else path
        if not file.is_file():
            self.send_error(404)
            return
        html = file.read_text("utf-8").replace(_POLICY, _OPENED, 1)
        self.answer(
            html.replace("</head>", '<script src="/_reload.js"></script></head>', 1).encode(), "text/html"
        )

    def answer(self, body: bytes, kind: str) -> None:
        """Answer with a body that no browser keeps."""
        self.send_response(200)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def events(self) -> None:
        """Send a line for every build until the browser goes away."""
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        try:
            while True:
                self.wfile.write(b"data: built\n\n" if self.turns.wait() else b": alive\n\n")
                self.wfile.flush()
        except OSError:
            return  # the tab was closed

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing of each request."""


def serve(
    place: Place, language: str, port: int, say: Callable[[Result], None], as_of: Date | None = None
) -> None:
    """Build, serve on 127.0.0.1 and rebuild on every change, until interrupted.

    ``say`` is given the result of each build. Raises OSError when the port is taken.
    """
    turns = Turns()
    handler = partial(Handler, turns=turns, directory=str(place.site))
    with ThreadingHTTPServer(("127.0.0.1", port), handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        for _ in itertools.chain([None], _changes(place)):
            result = build_site(place, language, as_of=as_of)
            say(result)
            if result.built:
                turns.advance()


def _changes(place: Place) -> Iterator[object]:
    return iter(watch(place.kb, place.docs, raise_interrupt=True))
