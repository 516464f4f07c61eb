"""The bundles of a tiny knowledge base: one, all, of a query, as ZIM, and what changed."""

from __future__ import annotations

import hashlib
import json
import random
import shutil
import subprocess
import time
import zipfile
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

import jsonschema
import pytest
from libzim.reader import Archive
from libzim.search import Query, Searcher
from places import ROUNDS, small_place, tree

from nq57 import exchange
from nq57.build import Place, build_site
from nq57.bundle import BundleError, Workshop, state_of
from nq57.bundle.archive import portable
from nq57.bundle.publish import write_all, write_one
from nq57.cli import main
from nq57.corpus import read_corpus
from nq57.editions import edition

PROVINCE = """---
kind: province
name: {title}
code: "{code}"
type: province
source: gazette
quotes:
  - of: [code, type]
    inferred: Le code vient du répertoire des provinces.
---
Une province avec ses communes, ses quartiers et ses plans.
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A place for all, with three provinces and a built site."""
    made = small_place(tmp_path_factory.mktemp("bundles"))
    for name, (title, code) in {"gia-lai": ("Gia Lai", "52"), "lao-cai": ("Lào Cai", "15")}.items():
        text = PROVINCE.format(title=title, code=code)
        (made.kb / "provinces" / f"{name}.md").write_text(text, "utf-8")
    assert build_site(made).built
    return made


def workshop_of(place: Place, site: Path, date: str = "2026-01-02") -> Workshop:
    """Return what bundles are made from, on some date."""
    return replace(Workshop.of(read_corpus(place.kb), place.docs, {"fr": site}), date=date)


@pytest.fixture(scope="module")
def workshop(place: Place) -> Workshop:
    """What the bundles of the built site are made from."""
    return workshop_of(place, place.site)


@pytest.fixture(scope="module")
def folder(workshop: Workshop, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundles of all its provinces."""
    folder = tmp_path_factory.mktemp("all") / "bundles"
    assert len(list(write_all(workshop, folder, "zip", None, 2))) == 3
    return folder


def test_all_are_listed_with_size_and_sum(folder: Path) -> None:
    """Sums that the usual tool checks, and a page with a line for each."""
    lines = (folder / "SHA256SUMS").read_text("utf-8").splitlines()
    page = (folder / "index.html").read_text("utf-8")
    zips = sorted(folder.glob("*.zip"))
    assert lines == [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}" for path in zips]
    for line in lines:
        digest, _, name = line.partition("  ")
        assert digest in page
        assert f'href="{name}"' in page


def test_one_is_the_same_as_among_all(workshop: Workshop, folder: Path) -> None:
    """Byte for byte, and its manifest follows the published schema."""
    path = folder / "hung-yen.zip"
    assert workshop.make(workshop.province("hung-yen")).data == path.read_bytes()
    with zipfile.ZipFile(path) as file:
        manifest = json.loads(file.read("nq57-hung-yen/manifest.json"))
        schema = json.loads(file.read("nq57-hung-yen/_static/bundle-manifest.schema.json"))
        names = file.namelist()
    jsonschema.Draft202012Validator(schema).validate(manifest)
    assert [name for name in names if portable(name)] == []
    assert names == sorted(names)


def test_a_query_bundles_what_it_finds(workshop: Workshop) -> None:
    """A number, words without their marks, a fact; and nothing where nothing is found."""
    found = workshop.query("57-nq/tw kind:document")
    assert "57-nq-tw" in found.notes
    assert found.name.startswith("q-57-nq-tw")
    with pytest.raises(BundleError, match="query 'zzzz' finds no note"):
        workshop.query("zzzz")


def test_what_others_put_beside_stays(workshop: Workshop, folder: Path) -> None:
    """A file of another name outlives a new run; a folder in the way is refused, not moved."""
    (folder / "mine.txt").write_text("mine", "ascii")
    (folder / "inner").mkdir()
    with pytest.raises(BundleError, match="holds inner; give a folder of its own"):
        next(write_all(workshop, folder, "zip", None, 1))
    (folder / "inner").rmdir()
    assert len(list(write_all(workshop, folder, "zip", None, 2))) == 3
    assert (folder / "mine.txt").read_text("ascii") == "mine"
    (folder / "mine.txt").unlink()


@pytest.mark.parametrize("seed", range(ROUNDS or 5))
def test_a_killed_run_leaves_all_as_they_were(workshop: Workshop, folder: Path, seed: int) -> None:
    """Killed at any moment, with its workers at work: all is old or all is new, and whole."""
    old = tree(folder)
    later = replace(workshop, date=f"2026-02-{seed + 1:02}")
    run = get_context("fork").Process(target=lambda: list(write_all(later, folder, "zip", None, 2)))
    run.start()
    time.sleep(random.Random(seed).uniform(0, 0.7))
    run.kill()
    run.join()
    exchange.recover(folder, folder.with_name(f".{folder.name}.old"))
    left = tree(folder)
    sums = [line.split("  ") for line in left["SHA256SUMS"].decode().splitlines()]
    assert all(hashlib.sha256(left[name]).hexdigest() == digest for digest, name in sums)
    assert sorted(left) == sorted(old)
    assert left == old or all(left[name] != old[name] for name in left)


def test_a_zim_holds_the_same_and_passes_zimcheck(workshop: Workshop, tmp_path: Path) -> None:
    """Title, language, picture and index are there; openZIM's own checker finds nothing wrong."""
    output = tmp_path / "hung-yen.zim"
    write_one(workshop.make(workshop.province("hung-yen")), workshop, output, "zim", None)
    zim = Archive(output)
    assert zim.check()
    assert zim.has_fulltext_index
    assert zim.has_illustration(48)
    assert bytes(zim.get_metadata("Language")) == b"fra"
    assert zim.main_entry.get_item().path == "index.html"
    assert Searcher(zim).search(Query().set_query("percée")).getEstimatedMatches() > 0
    if zimcheck := shutil.which("zimcheck"):
        assert subprocess.run([zimcheck, "-A", str(output)], check=False).returncode == 0


def test_what_changed_is_told_and_makes_the_new_bundle(place: Place, tmp_path: Path) -> None:
    """A note changes: the delta names it, and with the old bundle gives what is made directly."""
    where = ["--docs", str(place.docs), "--build", str(place.build), "--language", "fr"]
    command = ["--kb", str(place.kb), "bundle", "hung-yen", *where]
    old, delta, new = (tmp_path / f"{name}.zip" for name in ("old", "delta", "new"))
    assert main([*command, "-o", str(old)]) == 0
    note = place.kb / "documents" / "57-nq-tw.md"
    note.write_text(f"{note.read_text('utf-8')}\nUne phrase de plus.\n", "utf-8")
    assert main([*command, "--since", str(old), "-o", str(delta)]) == 0
    direct = workshop_of(place, edition(place, "fr").site, state_of(read_corpus(place.kb), place.docs))
    assert main(["apply", str(old), str(delta), "-o", str(new)]) == 0
    assert new.read_bytes() == direct.make(direct.province("hung-yen")).data != old.read_bytes()
    with zipfile.ZipFile(delta) as file:
        page = file.read("nq57-hung-yen/_delta/index.html").decode()
    assert 'href="../documents/57-nq-tw.html"' in page
    assert "Notes changées (1)" in page


def test_two_subjects_or_none_are_refused(place: Place) -> None:
    """A bundle is of a province, of all, or of a query."""
    command = ["--kb", str(place.kb), "bundle", "--docs", str(place.docs), "--build", str(place.build)]
    assert main(command) == 2
    assert main([*command, "hung-yen", "--query", "57"]) == 2
    assert main([*command, "all", "--since", "old.zip"]) == 2
