"""What is written of the real notes, read back by programs that are not ours."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree as ET

import igraph
import networkx as nx
import pytest
import rdflib
from jsonschema import Draft202012Validator

from nq57.bundle.closure import part as restricted
from nq57.corpus import Corpus, read_corpus
from nq57.export import TABLES, Part, downloads
from nq57.export.linked import ELI, ELI_RELATIONS
from nq57.export.tables import TEXT, Column, Table
from nq57.export.written import csv_of
from nq57.text import Date

ROOT = Path(__file__).parents[2]
AS_OF = Date(2025, 11, 1)
PLACED = "https://nq57.example/base/"
# The properties of the ELI ontology 1.4 that are used; a word that is none of them is a slip of ours.
ELI_WORDS = [
    "LegalResource",
    "LegalResourceSubdivision",
    "Agent",
    "AdministrativeArea",
    "id_local",
    "number",
    "jurisdiction",
    "date_document",
    "based_on",
    "ensures_implementation_of",
    "applies",
    "amends",
    "repeals",
    "has_annex",
    "cites",
    "passed_by",
]
# Table Schema (specs.frictionlessdata.io), as far as a reader of tables relies on it.
PACKAGE = {
    "type": "object",
    "required": ["name", "resources", "licenses", "title"],
    "properties": {
        "name": {"pattern": "^[a-z0-9._-]+$"},
        "resources": {
            "type": "array",
            "minItems": 1,
            "items": {
                "required": ["name", "path", "bytes", "hash", "mediatype"],
                "properties": {
                    "name": {"pattern": "^[a-z0-9._-]+$"},
                    "path": {"pattern": "^[a-z0-9]+[.][a-z]+$"},
                    "hash": {"pattern": "^sha256:[0-9a-f]{64}$"},
                    "schema": {
                        "required": ["fields", "missingValues"],
                        "properties": {
                            "fields": {
                                "items": {
                                    "required": ["name", "type", "description"],
                                    "properties": {"type": {"enum": ["string", "integer", "number"]}},
                                }
                            }
                        },
                    },
                },
            },
        },
    },
}


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    """The real notes."""
    return read_corpus(ROOT / "kb")


@pytest.fixture(scope="module")
def part(corpus: Corpus) -> Part:
    """All of them, with the address at which they are published."""
    return Part(corpus.graph, corpus.vocabulary, AS_OF, PLACED)


@pytest.fixture(scope="module")
def folder(part: Part, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files, where programs find them."""
    path = tmp_path_factory.mktemp("data")
    for name, content in downloads(part).items():
        (path / name).write_bytes(content)
    return path


def test_the_graph_is_the_same_in_every_form(part: Part, folder: Path) -> None:
    """networkx and igraph count the nodes and relations of the graph, and find its titles."""
    read = {
        "graphml": nx.read_graphml(folder / "graph.graphml"),
        "gexf": nx.read_gexf(folder / "graph.gexf"),
        "json": nx.node_link_graph(json.loads((folder / "graph.json").read_text("utf-8")), edges="links"),
    }
    expected = (len(part.nodes), len(part.edges))
    assert {name: (len(g), g.number_of_edges()) for name, g in read.items()} == dict.fromkeys(read, expected)
    assert read["graphml"].nodes["57-nq-tw"]["label"] == "57-NQ/TW"
    assert read["gexf"].nodes["57-nq-tw"]["page"] == "documents/57-nq-tw.html"
    other = igraph.Graph.Read_GraphML(str(folder / "graph.graphml"))
    assert (other.vcount(), other.ecount()) == expected
    assert set(other.es["relation"]) == {edge.relation for edge in part.edges}
    space = "{http://gexf.net/1.3}"
    tree = ET.parse(folder / "graph.gexf")
    assert [len(tree.findall(f".//{space}{name}")) for name in ("node", "edge")] == list(expected)


def test_which_provincial_acts_implement_the_resolution(folder: Path) -> None:
    """A question in SPARQL, in the words of ELI alone, has the answer of the notes."""
    found = rdflib.Graph().parse(folder / "graph.ttl")
    rows = found.query(
        """SELECT ?act WHERE {
             ?act eli:ensures_implementation_of ?text ; eli:jurisdiction ?place .
             ?text eli:id_local "57-NQ/TW" . ?place a eli:AdministrativeArea }""",
        initNs={"eli": rdflib.Namespace(ELI)},
    )
    assert sorted(str(row[0]) for row in rows) == [
        f"{PLACED}documents/{name}.html"
        for name in ("dak-lak-action-plan", "gia-lai-action-programmes", "hung-yen-386-kh-tu")
    ]


def test_linked_data_speaks_the_words_of_eli(part: Part, folder: Path) -> None:
    """Every word of ELI exists in it; every relation is told in our own words, dates by what is known."""
    found = rdflib.Graph().parse(folder / "graph.ttl")
    used = {str(term).removeprefix(ELI) for triple in found for term in triple if str(term).startswith(ELI)}
    assert used - set(ELI_WORDS) == set()
    assert set(ELI_RELATIONS.values()) <= set(ELI_WORDS)
    own = rdflib.Namespace(f"{PLACED}data/graph.ttl#")
    told = {(edge.source, edge.relation, edge.target) for edge in part.edges}
    triples = sum(1 for _, p, o in found if str(p).startswith(own) and isinstance(o, rdflib.URIRef))
    assert triples == len(told)
    law = rdflib.URIRef(f"{PLACED}documents/57-nq-tw.html")
    assert str(found.value(law, rdflib.OWL.sameAs)) == f"{PLACED}eli/politburo/2024/resolution/57-nq-tw.html"
    assert found.value(law, rdflib.URIRef(f"{ELI}date_document")).toPython().isoformat() == "2024-12-22"


def test_without_an_address_pages_are_named_from_the_file(corpus: Corpus, tmp_path: Path) -> None:
    """The site may lie anywhere: a page is found beside the file that names it."""
    (tmp_path / "data").mkdir()
    file = tmp_path / "data" / "graph.ttl"
    file.write_bytes(downloads(Part(corpus.graph, corpus.vocabulary, AS_OF))["graph.ttl"])
    found = rdflib.Graph().parse(file)
    assert (rdflib.URIRef((tmp_path / "documents/57-nq-tw.html").as_uri()), None, None) in found


def test_the_tables_are_what_the_catalogue_says(folder: Path) -> None:
    """Each file has the sum, the columns, the types, the keys and the references that are promised."""
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    Draft202012Validator(PACKAGE).validate(package)
    tables: dict[str, list[dict[str, str]]] = {}
    for resource in package["resources"]:
        content = (folder / resource["path"]).read_bytes()
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        if resource["path"].endswith(".csv"):
            tables[resource["name"]] = list(csv.DictReader(content.decode().splitlines(keepends=True)))
    assert set(tables) == {table.name for table in TABLES}
    for resource in package["resources"]:
        if "schema" in resource:
            assert wrong(resource["schema"], tables[resource["name"]], tables) == []
    assert {row["id"] for row in tables["documents"]} < {row["id"] for row in tables["notes"]}


def wrong(
    schema: dict[str, object], rows: list[dict[str, str]], tables: Mapping[str, list[dict[str, str]]]
) -> list[str]:
    """Say what of a table is not as its schema says."""
    found = []
    forms = {"integer": r"-?\d+", "number": r"-?\d+(\.\d+)?", "string": r"(?s).*"}
    fields: list[dict[str, object]] = schema["fields"]  # type: ignore[assignment]
    keys: list[dict[str, object]] = schema["foreignKeys"]  # type: ignore[assignment]
    for field in fields:
        name, rules = str(field["name"]), field.get("constraints", {})
        values = [row[name] for row in rows]
        known = [value for value in values if value]
        form = rules.get("pattern", forms[str(field["type"])])  # type: ignore[attr-defined]
        found += [f"{name}: {value}" for value in known if not re.fullmatch(form, value)]
        if rules.get("required") and len(known) < len(values):  # type: ignore[attr-defined]
            found.append(f"{name} is missing")
        if rules.get("unique") and len(set(values)) < len(values):  # type: ignore[attr-defined]
            found.append(f"{name} stands twice")
    for key in keys:
        there = {row["id"] for row in tables[key["reference"]["resource"]]}  # type: ignore[index]
        found += [
            f"{key['fields']}: {row[str(key['fields'])]}"
            for row in rows
            if row[str(key["fields"])] not in {*there, ""}
        ]
    return found


def test_the_database_holds_the_tables(folder: Path) -> None:
    """SQLite finds it whole, its references met, and the same rows as in the CSV files."""
    with sqlite3.connect(f"file:{folder / 'nq57.sqlite'}?mode=ro", uri=True) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        for table in TABLES:
            with (folder / f"{table.name}.csv").open(encoding="utf-8", newline="") as file:
                lines = list(csv.reader(file))
            rows = connection.execute(f"SELECT count(*) FROM {table.name}").fetchone()[0]
            assert rows == len(lines) - 1 > 0, table.name
        sentence = connection.execute(
            "SELECT sentence FROM relations WHERE subject = 'hung-yen-386-kh-tu' AND relation = 'implements'"
        ).fetchone()
    connection.close()
    assert "57" in sentence[0]


@pytest.mark.parametrize("value", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", "＝1+1"])
def test_no_cell_is_a_formula(value: str) -> None:
    """A text that a spreadsheet would compute starts with an apostrophe; a number stays one."""
    columns = (Column("a", "", TEXT), Column("b", "", "number"))
    table = Table("t", "", columns, lambda part: ())
    row = next(iter(csv.reader([csv_of(table, [(value, "-1.5")]).decode().partition("\r\n")[2]])))
    assert row == [f"'{value}", "-1.5"]


def test_a_subset_names_nothing_that_it_does_not_hold(corpus: Corpus) -> None:
    """What a bundle writes of its notes has no row, node or page of another."""
    inside = frozenset({"57-nq-tw", "politburo", "hung-yen", "hung-yen-386-kh-tu"})
    some = restricted(corpus, inside)
    files = downloads(Part(some.graph, some.vocabulary, AS_OF))
    read = nx.node_link_graph(json.loads(files["graph.json"]), edges="links")
    assert {node.partition("#")[0] for node in read if not node.startswith("stub-")} == inside
    assert b"dak-lak" not in files["graph.ttl"] + files["notes.csv"] + files["documents.csv"]


def test_the_same_notes_give_the_same_bytes(part: Part, corpus: Corpus) -> None:
    """Made twice, every file is the same."""
    again = Part(corpus.graph, corpus.vocabulary, AS_OF, PLACED)
    assert downloads(part) == downloads(again)
