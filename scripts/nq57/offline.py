"""The commands for offline bundles: bundle, verify, apply, keys."""

from __future__ import annotations

import argparse
import os
import sys
from contextlib import ExitStack
from pathlib import Path

from nq57.build import hold
from nq57.bundle import (
    ArchiveError,
    Bundle,
    BundleError,
    Manifest,
    Subject,
    Workshop,
    archive,
    check_province,
    epoch,
)
from nq57.bundle import delta as deltas
from nq57.bundle.archive import Archive
from nq57.bundle.publish import FORMATS, Written, changed_page, put, sign, write_all, write_one
from nq57.bundle.signing import (
    SecretKey,
    SigningError,
    make_keys,
    read_public,
    read_secret,
    signature_of,
)
from nq57.bundle.verify import Verdict, verify
from nq57.corpus import read_corpus
from nq57.editions import build_each, edition
from nq57.place import Place
from nq57.terminal import DONE, PROBLEMS, WRONG_USE, Add, day, failed, languages, waiting
from nq57.views.editions import NAMES
from nq57.workers import WorkerError

_CODES = """exit codes: 0 whole (and signed by the key, where one is given); 1 altered, cut off or no bundle;
2 wrong use; 3 whole but unsigned, where a key is given; 4 whole but signed by another key"""
_PUBLIC = "the public key of who made it, in minisign's format"


def add_commands(add: Add) -> None:
    """Add the commands."""
    _add_bundle(add)

    check = add("verify", help="say whether a bundle is whole, and who signed it", epilog=_CODES)
    check.add_argument("file", metavar="FILE", type=Path, help="a bundle or a delta")
    check.add_argument("--key", type=Path, help=_PUBLIC)
    check.set_defaults(run=_verify, alone=True)

    update = add("apply", help="make the new bundle from the old one and a delta", epilog=_CODES)
    update.add_argument("old", metavar="OLD.zip", type=Path, help="the bundle that is there")
    update.add_argument("delta", metavar="DELTA.zip", type=Path, help="what changed since")
    update.add_argument("-o", "--output", metavar="NEW.zip", type=Path, required=True, help="what to write")
    update.add_argument("--key", type=Path, help=_PUBLIC)
    update.set_defaults(run=_apply, alone=True)

    pair = add("keys", help="make a pair of keys to sign bundles with: NAME.key and NAME.pub")
    pair.add_argument("name", metavar="NAME", type=Path)
    pair.set_defaults(run=_keys, alone=True)


def _add_bundle(add: Add) -> None:
    bundle = add("bundle", help="write offline bundles: of a province, of all, or of what a query finds")
    bundle.add_argument(
        "province", metavar="PROVINCE|all", nargs="?", help="the id of a province, such as hung-yen, or all"
    )
    bundle.add_argument(
        "--query", help="bundle what these words find, and what it rests on; kind:document and such narrow it"
    )
    bundle.add_argument("--docs", type=Path, help="the folder of the look (default: docs, else our own)")
    bundle.add_argument("--build", type=Path, default=Path("build"), help="where to build (default: build)")
    bundle.add_argument(
        "--language", type=languages, help="one or more of vi,fr,en (default: vi where it is translated)"
    )
    bundle.add_argument(
        "--as-of", type=day, metavar="DATE", help="by which tasks are late (default: the notes' last change)"
    )
    bundle.add_argument("--format", choices=FORMATS, default="zip", help="zip, or zim for Kiwix")
    bundle.add_argument("--since", type=Path, metavar="OLD.zip", help="write what changed since this bundle")
    bundle.add_argument("--key", type=Path, help="sign with this secret key of minisign, without a password")
    bundle.add_argument(
        "--output", "-o", type=Path, help="what to write (default: build/bundles/PROVINCE.zip, or the folder)"
    )
    bundle.add_argument("--jobs", type=int, default=0, help="how many processes (default: one a core)")
    bundle.set_defaults(run=_bundle)


def _bundle(options: argparse.Namespace) -> int:
    try:
        _right(options)
        old = _old(options.since) if options.since else None
        key = read_secret(options.key) if options.key else None
        translated = any((options.docs / "locale").glob("vi*"))
        languages = options.language or (("vi",) if translated else ("fr",))
        place = Place(options.kb.resolve(), options.docs.resolve(), options.build.resolve())
        with ExitStack() as stack:
            # No build may change a site meanwhile; the lock of all goes first, as where they are built.
            stack.enter_context(hold(place, waiting))
            if code := _sites(options, place, languages):
                return code
            places = {language: edition(place, language) for language in languages}
            for each in places.values():
                stack.enter_context(hold(each))
            sites = {language: each.site for language, each in places.items()}
            workshop = Workshop.of(read_corpus(options.kb), options.docs, sites, options.as_of)
            return _written(options, workshop, old, key)
    except (BundleError, ArchiveError, SigningError, WorkerError) as error:
        print(f"nq57: {error}", file=sys.stderr)
        return WRONG_USE


def _right(options: argparse.Namespace) -> None:
    if (options.province is None) == (options.query is None):
        raise BundleError("give the id of a province, or all, or --query")
    if options.since and (options.province == "all" or options.format != "zip"):
        raise BundleError("--since is for one zip: give one province, or --query")
    epoch()
    province = options.province
    if province != "all" and options.output and options.output.is_dir():
        raise BundleError(f"{options.output} is a folder; give the path of a file")
    if province not in (None, "all") and not (options.kb / "provinces" / f"{province}.md").is_file():
        check_province(read_corpus(options.kb), province)


def _old(path: Path) -> tuple[Archive, Manifest]:
    try:
        return deltas.whole(path)
    except ArchiveError as error:
        raise BundleError(f"{path}: {error}") from None


def _sites(options: argparse.Namespace, place: Place, wanted: tuple[str, ...]) -> int:
    """Build the editions that are not those of the notes, as `make site` does: bundles are cut from them."""
    result = build_each(place, wanted, tuple(NAMES), options.jobs, options.as_of)
    if failed(options.kb, result, "no bundle was changed"):
        return PROBLEMS
    return DONE


def _written(
    options: argparse.Namespace,
    workshop: Workshop,
    old: tuple[Archive, Manifest] | None,
    key: SecretKey | None,
) -> int:
    folder = options.build / ("bundles" if options.format == "zip" else "zim")
    if options.province == "all":
        return _all(options, workshop, options.output or folder, key)
    subject: Subject = workshop.query(options.query) if options.query else workshop.province(options.province)
    bundle = workshop.make(subject)
    if old:
        output = options.output or folder / f"{subject.name}-delta.zip"
        return _delta(*old, workshop, bundle, output, key)
    output = options.output or folder / f"{subject.name}.{options.format}"
    print(_line(write_one(bundle, workshop, output, options.format, key), output))
    return DONE


def _all(options: argparse.Namespace, workshop: Workshop, folder: Path, key: SecretKey | None) -> int:
    jobs, watched = options.jobs or os.cpu_count() or 1, sys.stderr.isatty()
    count = sum(note.kind == "province" for note in workshop.corpus.kb.notes.values())
    size = done = 0
    for written in write_all(workshop, folder, options.format, key, jobs):
        done, size = done + 1, size + written.size
        if watched:
            bar = "█" * (30 * done // count)
            print(f"\r[{bar:·<30}] {done}/{count} {written.name:<32}", end="", file=sys.stderr, flush=True)
        else:
            print(_line(written, folder / written.name), flush=True)
    print("\n" * watched, end="", file=sys.stderr)
    print(f"{folder / 'index.html'}: {done} bundles, {size / 1_000_000:.1f} MB")
    return DONE


def _line(written: Written, path: Path) -> str:
    return f"{path}: {written.notes} notes, {written.files} files, {written.size / 1_000_000:.1f} MB"


def _delta(
    before: Archive,
    manifest: Manifest,
    workshop: Workshop,
    bundle: Bundle,
    output: Path,
    key: SecretKey | None,
) -> int:
    found = deltas.changes(before, manifest, bundle)
    page = changed_page(workshop, found, bundle.manifest.subject, bundle.manifest.query)
    name = f"{bundle.manifest.subject}.zip"
    data = deltas.make(before, bundle, found, page, sign(key, bundle.data, bundle, name))
    put(output, data, sign(key, data, bundle, output.name))
    told = ", ".join(f"{len(getattr(found, word))} {word}" for word in ("added", "changed", "removed"))
    print(f"{output}: notes {told}, {len(data) / 1_000_000:.1f} MB")
    return DONE


def _verify(options: argparse.Namespace) -> int:
    try:
        return _told(options.file, options.key)
    except SigningError as error:
        print(f"nq57: {error}", file=sys.stderr)
        return WRONG_USE


def _told(path: Path, key: Path | None) -> int:
    answer = verify(path, read_public(key) if key else None)
    for line in answer.lines:
        # What a bundle says of itself is not to move the cursor of a terminal.
        print(f"{path}: {''.join(sign if sign.isprintable() else '?' for sign in line)}")
    return int(answer.verdict)


def _apply(options: argparse.Namespace) -> int:
    try:
        if options.key and (code := _told(options.delta, options.key)) != Verdict.WHOLE:
            return code
        read, wrong = deltas.delta_of(archive.read(options.delta))
        if wrong:
            raise ArchiveError(f"{options.delta}: {wrong[0]}")
        old, _ = deltas.whole(options.old)
        data = deltas.apply(old, read)
        if read.signature and options.key:
            signature = signature_of(read.signature, f"the signature in {options.delta}")
            if not signature.vouches(data, read_public(options.key)):
                raise ArchiveError("the signature of the new bundle is not by this key")
    except ArchiveError as error:
        print(f"nq57: refused: {error}; nothing was written", file=sys.stderr)
        return PROBLEMS
    except SigningError as error:
        print(f"nq57: {error}", file=sys.stderr)
        return WRONG_USE
    put(options.output, data, read.signature)
    print(f"{options.output}: {read.subject}, state of {read.now.date}, {len(data) / 1_000_000:.1f} MB")
    return DONE


def _keys(options: argparse.Namespace) -> int:
    try:
        secret, public = make_keys(options.name)
    except SigningError as error:
        print(f"nq57: {error}", file=sys.stderr)
        return WRONG_USE
    print(f"{secret}: keep it to yourself\n{public}: give it to all who check your bundles")
    return DONE
