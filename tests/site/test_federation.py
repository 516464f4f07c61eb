"""A province that runs its own base: it names the notes of the centre, and nothing is fetched."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import rdflib
from playwright.sync_api import Page, expect
from sphinx.util.inventory import InventoryFile

from nq57.build import Place, build_site
from nq57.cli import main
from nq57.corpus import Corpus, read_corpus
from nq57.export.linked import ELI
from tinykb import TinyKb, with_pages

ROOT = Path(__file__).parents[2]
CENTRE = "https://nq57.example/centre/"
LAW = f"{CENTRE}documents/57-nq-tw.html"


@pytest.fixture(scope="module")
def central(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a small stand-in for the centre, built for the address where it is published."""
    folder = tmp_path_factory.mktemp("central")
    place = Place(with_pages(TinyKb.below(folder).root), ROOT / "docs", folder / "build")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NQ57_ADDRESS", CENTRE.rstrip("/"))
        result = build_site(place, jobs=1)
    assert result.built, (*result.problems, *result.warnings)
    return place.site


@pytest.fixture(scope="module")
def place(central: Path, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """The worked example: started beside the centre, filled with the notes of the province, built."""
    folder = tmp_path_factory.mktemp("lang-son")
    assert main(["init", str(folder), "--province", "Lạng Sơn", "--central", str(central)]) == 0
    shutil.copytree(ROOT / "tests" / "kbs" / "lang-son", folder / "kb", dirs_exist_ok=True)
    made = Place(folder / "kb", ROOT / "docs", folder / "build")
    result = build_site(made, jobs=1)
    assert result.built, (*result.problems, *result.warnings)
    return made


@pytest.fixture
def corpus(place: Place) -> Corpus:
    """The notes of the province, read."""
    return read_corpus(place.kb)


def test_the_centre_publishes_its_inventory(central: Path) -> None:
    """Sphinx reads the notes and records out of it, at their permanent addresses."""
    inventory = InventoryFile.loads((central / "objects.inv").read_bytes(), uri=CENTRE)
    note = inventory.data["nq57:note"]["57-nq-tw"]
    assert (note.uri, note.display_name) == (LAW, "57-NQ/TW — Résolution sur les percées de la science")
    assert inventory.data["nq57:record"]["57-nq-tw.t1"].uri == f"{LAW}#t1"


def test_a_citation_is_resolved_by_the_index_of_the_centre(corpus: Corpus) -> None:
    """Declared or found in the prose, the resolution is the note of the centre; another stays unseen."""
    edges = corpus.graph.edges_of("lang-son-112-kh-tu")
    far = {(edge.relation, edge.origin) for edge in edges if edge.target == "central:57-nq-tw"}
    assert far == {("implements", "declared"), ("cites", "found")}
    assert [edge.target for edge in edges if edge.target.startswith("stub-")] == ["stub-999-qd-tw"]
    assert corpus.graph.attributes["central:57-nq-tw"]["kind"] == "remote"


def test_pages_lead_to_the_centre(place: Place, visit: Callable[..., Page]) -> None:
    """A link in prose leaves for the centre and says so; the picture, the map and a list show what is far."""
    page = visit(place.site / "documents" / "lang-son-112-kh-tu.html")
    link = page.get_by_role("link", name="résolution du Bureau politique")
    expect(link).to_have_attribute("href", LAW)
    expect(link).to_contain_text("(autre site)")
    expect(page.locator("#_graph svg .k-remote").first).to_be_visible()
    page.locator("#_relations a", has_text="57-NQ/TW").first.click()
    far = page.locator("[id='central:57-nq-tw']")
    expect(far.get_by_role("link", name="Tenu par une autre base")).to_have_attribute("href", LAW)
    page.goto((place.site / "graph.html").as_uri())
    page.locator("[data-map]").press("t")
    expect(page.locator("tr[data-id='central:57-nq-tw']")).to_have_count(1)


def test_its_data_name_the_notes_of_the_centre(place: Place) -> None:
    """In the province's Turtle the resolution has the address that the centre gives it."""
    found = rdflib.Graph().parse(place.site / "data" / "graph.ttl")
    act = rdflib.URIRef((place.site / "documents" / "lang-son-112-kh-tu.html").as_uri())
    assert (act, rdflib.URIRef(f"{ELI}ensures_implementation_of"), rdflib.URIRef(LAW)) in found


def test_a_bundle_of_its_own_is_whole(place: Place, tmp_path: Path) -> None:
    """The command that makes an offline bundle works there too."""
    where = ["--docs", str(place.docs), "--build", str(place.build), "--output", str(tmp_path / "x.zip")]
    assert main(["--kb", str(place.kb), "bundle", "lang-son", *where]) == 0
    assert (tmp_path / "x.zip").is_file()


def told(place: Place) -> list[str]:
    """Return what the check says of the base that lies beside."""
    return [str(problem) for problem in read_corpus(place.kb).problems if problem.path.startswith("../")]


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"address": ""}, "it says no https:// address; its site is built with NQ57_ADDRESS"),
        ({"version": 9}, "version 9; this engine reads version 1"),
        ({"notes": 1}, "no index of notes; copy api/index.json of its site again"),
    ],
)
def test_a_base_that_cannot_be_read_is_told(
    place: Place, tmp_path: Path, change: dict[str, object], wrong: str
) -> None:
    """The message says what would be right; what named it is told too."""
    shutil.copytree(place.kb.parent / "remote", tmp_path / "remote")
    shutil.copytree(place.kb, tmp_path / "kb")
    index = tmp_path / "remote" / "central" / "index.json"
    index.write_text(json.dumps({**json.loads(index.read_text("utf-8")), **change}), "utf-8")
    other = Place(tmp_path / "kb", place.docs, tmp_path / "build")
    assert told(other) == [f"../remote/central/index.json:1: bad-file: {wrong}"]
    dangling = [p for p in read_corpus(other.kb).problems if p.code == "dangling-reference"]
    assert [(p.path, "central" in p.message) for p in dangling] == [
        ("documents/lang-son-112-kh-tu.md", True),
        ("documents/lang-son-112-kh-tu.md", True),
        ("organisations/lang-son-party-committee.md", True),
    ]
