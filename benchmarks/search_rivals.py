"""The searches ours is measured beside: Pagefind over http, and the index that Sphinx writes itself."""

from __future__ import annotations

import gzip
import http.server
import os
import subprocess
import sys
import threading
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from html import escape
from io import StringIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.utils import new_document
from sphinx.search import IndexBuilder

from nq57.search import Entry

PAGE = (
    '<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{label}</title></head>'
    '<body data-pagefind-body><h1>{number} {label}</h1><p data-pagefind-filter="kind">{kind}</p>'
    '<p data-pagefind-filter="year">{year}</p><p data-pagefind-filter="level">{level}</p>'
    '<p data-pagefind-filter="issuer">{issuer}</p><p>{text}</p></body></html>'
)


def build_pagefind(entries: Sequence[Entry], folder: Path) -> None:
    """Write a page for each note as it would be published."""
    for entry in entries:
        values = {name: escape(str(getattr(entry, name))) for name in Entry.__slots__}
        path = folder / entry.url
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PAGE.format(**values), "utf-8")


def index_pagefind(folder: Path) -> float:
    """Index the pages of a folder, and return the seconds of CPU it took."""
    before = os.times()
    # One index for all languages, as ours: by default each language has its own, chosen by the page.
    command = [sys.executable, "-m", "pagefind", "--site", str(folder), "--force-language", "vi"]
    subprocess.run(command, check=True, capture_output=True)
    after = os.times()
    return after.children_user - before.children_user + after.children_system - before.children_system


def stock_size(entries: Sequence[Entry]) -> tuple[int, int]:
    """Return the bytes of the index that Sphinx would write for the notes, raw and gzipped."""
    empty = (
        "mapping",
        "title_mapping",
        "filenames",
        "titles",
        "all_titles",
        "index_entries",
        "objtypes",
        "objnames",
    )
    sets = ("mapping", "title_mapping")
    held = {f"_search_index_{name}": defaultdict(set) if name in sets else {} for name in empty}
    held["_search_index_all_titles"] = defaultdict(list)
    environment: Any = SimpleNamespace(version={}, domains=SimpleNamespace(sorted=lambda: ()), **held)
    builder = IndexBuilder(environment, "en", {}, "")
    for entry in entries:
        document = new_document(entry.id, get_default_settings())
        document += nodes.paragraph("", f"{entry.number} {entry.text}")
        builder.feed(entry.id, f"{entry.id}.md", entry.label, document)
    stream = StringIO()
    builder.dump(stream, "json")
    data = stream.getvalue().encode()
    return len(data), len(gzip.compress(data))


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing of a request."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine and yield its address."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
