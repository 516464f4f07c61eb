"""A bundle as a ZIM file, written by openZIM's own library: what Kiwix reads on telephones and servers."""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from html import unescape
from pathlib import Path

from libzim.writer import Creator, Hint, Item, StringProvider

from nq57.bundle import archive
from nq57.bundle.write import Bundle, Workshop

# ISO 639-3, as ZIM files name languages.
_LANGUAGES = {"vi": "vie", "fr": "fra", "en": "eng"}
_KINDS = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".csv": "text/csv",
}
_TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.DOTALL)
_ICON = "_static/icon-48.png"
_LONGEST_TITLE, _LONGEST_DESCRIPTION = 30, 80  # what openZIM's rules allow


class _File(Item):  # type: ignore[misc]  # the library is compiled: its classes have no types
    """One file of the bundle."""

    def __init__(self, path: str, content: bytes) -> None:
        """Keep the file."""
        super().__init__()
        self.path, self.content = path, content
        self.kind = _KINDS.get(Path(path).suffix, "application/octet-stream")

    def get_path(self) -> str:
        """Return the path."""
        return self.path

    def get_title(self) -> str:
        """Return the title of a page, '' for all else."""
        found = _TITLE.search(self.content.decode("utf-8")) if self.kind == "text/html" else None
        return unescape(found[1]) if found else ""

    def get_mimetype(self) -> str:
        """Return the kind of file."""
        return self.kind

    def get_contentprovider(self) -> StringProvider:
        """Return what gives the content."""
        return StringProvider(self.content)

    def get_hints(self) -> Mapping[Hint, int]:
        """Say which files are pages to be found."""
        return {
            Hint.FRONT_ARTICLE: int(self.kind == "text/html"),
            Hint.COMPRESS: int(self.kind[:5] != "image"),
        }


def convert(bundle: Bundle, workshop: Workshop, path: Path) -> bytes:
    """Return the ZIM file of a bundle; ``path`` is where it goes, for its work is done beside it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    _, files = archive.unpacked(bundle.data)
    languages = bundle.manifest.languages
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=f".{path.name}.") as folder:
        made = Path(folder, "bundle.zim")
        creator = Creator(made).config_indexing(True, _LANGUAGES[languages[0]])
        with _quiet(), creator.set_mainpath("index.html"):
            for name, packed in sorted(files.items()):
                creator.add_item(_File(name, packed.content() or b""))
            for name, value in _metadata(bundle, workshop).items():
                creator.add_metadata(name, value)
            creator.add_illustration(48, files[_ICON].content() or b"")
        return made.read_bytes()


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the library from writing its steps to the standard output, which it does below Python."""
    sys.stdout.flush()
    kept = os.dup(1)
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), 1)
    try:
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)


def _metadata(bundle: Bundle, workshop: Workshop) -> dict[str, str | date]:
    manifest = bundle.manifest
    reader = next(iter(workshop.editions.values())).reader
    whom = manifest.query or reader.title(manifest.subject)
    about = reader.say("Base de connaissances de la résolution 57-NQ/TW, à lire sans réseau.")
    return {
        "Title": f"NQ57 · {whom}"[:_LONGEST_TITLE],
        "Description": about[:_LONGEST_DESCRIPTION],
        "Language": ",".join(_LANGUAGES[language] for language in manifest.languages),
        "Name": f"nq57_{manifest.languages[0]}_{manifest.subject}",
        "Creator": "NQ57",
        "Publisher": "NQ57",
        "Date": _day(manifest.date),
        "License": "CC BY 4.0",
        "Scraper": f"nq57 {manifest.version}",
    }


def _day(text: str) -> date:
    """Return the day of a date that may name a year or a month alone.

    >>> _day("2025-03")
    datetime.date(2025, 3, 1)
    """
    year, month, day = [*map(int, text.split("-")), 1, 1][:3]
    return date(year, month, day)
