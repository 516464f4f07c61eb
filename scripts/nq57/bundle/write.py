"""The zip itself: pages, assets, search and graph of what is inside, a manifest with checksums."""

from __future__ import annotations

import hashlib
import json
import os
import re
import zipfile
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from nq57.addresses import legislation, moved
from nq57.bundle.closure import closure
from nq57.bundle.pages import Rewriter
from nq57.corpus import Corpus, read_corpus
from nq57.graph import Graph
from nq57.model import KnowledgeBase, Note, Province
from nq57.text import Date, meant
from nq57.views.more import home_of
from nq57.views.reader import moment
from nq57.views.site import Site

_OLDEST = (1980, 1, 1, 0, 0, 0)  # the zip format knows no earlier time


class BundleError(ValueError):
    """The bundle cannot be made; the message says why and what would be right."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """What was written."""

    path: Path
    notes: int
    files: int


def write_bundle(
    kb: Path, docs: Path, site: Path, province: str, output: Path, as_of: str, late: Date | None = None
) -> Bundle:
    """Write the bundle of a province from a site that was built from the same notes.

    Raises BundleError when the province is unknown or the site is missing. ``as_of`` is printed on the
    first page and in the manifest; ``late`` is the date by which tasks are late, where the site has its own.
    """
    corpus = read_corpus(kb)
    check_province(corpus, province)
    if not (site / "index.html").exists():
        raise BundleError(f"no site in {site}; build it first")
    inside = closure(corpus.graph, province)
    files = _files(corpus, docs.resolve(), site, province, inside, as_of, late or moment(corpus, docs).as_of)
    manifest = _manifest(province, inside, files, as_of)
    output.parent.mkdir(parents=True, exist_ok=True)
    fresh = output.with_name(output.name + ".part")
    try:
        _zip(fresh, f"nq57-{province}", {**files, "manifest.json": manifest})
        fresh.replace(output)
    except OSError:
        fresh.unlink(missing_ok=True)
        raise
    return Bundle(output, len(inside), len(files) + 1)


def _zip(path: Path, folder: str, files: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(f"{folder}/{name}", _OLDEST)
            entry.create_system = 3  # Unix, whatever the machine
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)


def check_province(corpus: Corpus, province: str) -> None:
    """Raise BundleError where no note is that province."""
    known = {note.id for note in corpus.kb.of(Province)}
    if province not in known:
        names = sorted(known)
        near = meant(province, names)
        raise BundleError(f"province '{province}' is unknown; write one of {', '.join(names)}{near}")


def state_of(corpus: Corpus, docs: Path) -> str:
    """Return the date of the state of the notes: the same notes give the same bundle, whatever the day.

    The date of SOURCE_DATE_EPOCH where it is set, else that of the last change of a note.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return str(moment(corpus, docs).as_of)
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):
        raise BundleError(f"SOURCE_DATE_EPOCH '{epoch}' is not a number of seconds") from None


def _files(
    corpus: Corpus,
    docs: Path,
    site: Path,
    province: str,
    inside: frozenset[str],
    as_of: str,
    late: Date,
) -> dict[str, bytes]:
    part = restricted(corpus, inside)
    views = Site.of(part, docs, _language(site), "", late, _address(site))
    # Pages after the European identifier are for those who come from elsewhere: a bundle has no elsewhere.
    elsewhere = set(legislation(corpus.kb).values())
    made = {name: content for name, content in views.files().items() if name not in elsewhere}
    say = views.reader.say
    outside = {_page(note) for name, note in corpus.kb.notes.items() if name not in inside}
    outside |= moved(corpus.kb).keys()  # those of renamed notes that are inside are made anew
    built = {path.relative_to(site).as_posix() for path in site.rglob("*.html")}
    held = frozenset(page for page in built if f"{home_of(page)}.html" not in outside)
    about = {
        "province": views.reader.title(province),
        "as_of": as_of,
        "version": version("nq57"),
    }
    found = {}
    for name in sorted(held):
        root = "../" * name.count("/")

        def view(words: list[str], root: str = root) -> str:
            if words[0] == "home":
                return str(views.start(about, root))
            return str(views.view(words[0], " ".join(words[1:]), root))

        rewriter = Rewriter(name, held | made.keys(), view, say("dans le site complet"))
        found[name] = rewriter.rewritten((site / name).read_text(encoding="utf-8")).encode()
    for path in sorted((site / "_static").rglob("*")):
        if path.is_file():
            found[path.relative_to(site).as_posix()] = path.read_bytes()
    return {**found, **made}


def _language(site: Path) -> str:
    """Return the language of a built site, as its first page states it."""
    found = re.search(r'<html[^>]* lang="([a-z]+)"', (site / "index.html").read_text(encoding="utf-8"))
    return found[1] if found else "fr"


def _address(site: Path) -> str:
    """Return where a built site is published, as it tells programs; '' where it does not know."""
    return str(json.loads((site / "api" / "index.json").read_text("utf-8"))["address"])


def _page(note: Note) -> str:
    return note.path.removesuffix(".md") + ".html"


def restricted(corpus: Corpus, inside: frozenset[str]) -> Corpus:
    """Return the corpus with these notes alone; the graph stays whole, so that what is outside has a name."""
    kb = KnowledgeBase(
        {name: note for name, note in corpus.kb.notes.items() if name in inside}, remote=corpus.kb.remote
    )
    return replace(corpus, folder=replace(corpus.folder, kb=kb), graph=Graph(kb, corpus.graph.net))


def _manifest(province: str, inside: frozenset[str], files: dict[str, bytes], as_of: str) -> bytes:
    manifest = {
        "format": "nq57-bundle/1",
        "province": province,
        "version": version("nq57"),
        "date": as_of,
        "notes": sorted(inside),
        "files": {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())},
    }
    return (json.dumps(manifest, ensure_ascii=False, indent=1) + "\n").encode()
