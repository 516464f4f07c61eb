"""The graph says what the notes say: every statement an edge with its evidence, nothing more."""

from __future__ import annotations

import json
import re

import pytest

from nq57.graph import DECLARED, FOUND, Cited, Edge, Graph, build, sentences
from nq57.model import KnowledgeBase, Note
from tinykb import TinyKb

NUMBER = re.compile(r"\d+-NQ/TW|«\?»")


def finder(text: str, note: Note) -> tuple[Cited, ...]:
    """Find numbers: 57 is held, ``«?»`` could be two documents, any other is a stub."""
    found = []
    for match in NUMBER.finditer(text):
        span = match.span()
        if match[0] == "57-NQ/TW":
            found.append(Cited(*span, target="57-nq-tw"))
        elif match[0] == "«?»":
            found.append(Cited(*span, candidates=("a", "b")))
        else:
            found.append(Cited(*span, stub=match[0], key=match[0].lower()))
    return tuple(found)


def nobody(text: str, note: Note) -> tuple[Cited, ...]:
    """Find nothing."""
    return ()


def edges(graph: Graph) -> set[tuple[str, str, str]]:
    """Return (source, relation, target) of every edge."""
    return {(edge.source, edge.relation, edge.target) for edge in graph.edges()}


def person(front: str, prose: str = "Prose.") -> bytes:
    """Return a note of a person."""
    return f"---\nkind: person\nname: Ana\nsource: gazette\n{front}---\n{prose}\n".encode()


def test_declared_edges_of_the_tiny_knowledge_base(tiny: TinyKb) -> None:
    """Fields, relations and records become edges; nothing is added."""
    assert edges(build(tiny.folder().kb, nobody)) == {
        ("57-nq-tw", "issued-by", "politburo"),
        ("57-nq-tw", "rests-on", "gazette"),
        ("57-nq-tw#t1", "assigned-by", "57-nq-tw"),
        ("57-nq-tw#t1", "assigned-to", "hung-yen"),
        ("57-nq-tw#t1", "concerns", "hung-yen"),
        ("first-meeting", "meeting-of", "politburo"),
        ("hung-yen", "rests-on", "gazette"),
        ("politburo", "rests-on", "gazette"),
    }


def test_edge_carries_its_evidence(tiny: TinyKb) -> None:
    """A declared edge knows the words it rests on, their source, and the line of the note that says so."""
    graph = build(tiny.folder().kb, nobody)
    (issued,) = (edge for edge in graph.edges() if edge.relation == "issued-by")
    assert issued == Edge(
        "57-nq-tw", "politburo", "issued-by", DECLARED, "stated",
        quote="Le 22 décembre 2024, le Bureau politique a publié la résolution n° 57-NQ/TW",
        quoted_from="gazette", path="documents/57-nq-tw.md", line=8,
    )  # fmt: skip
    (concerns,) = (edge for edge in graph.edges() if edge.relation == "concerns")
    assert (concerns.quote, concerns.line) == ("chaque province", 22)


def test_inferred_edge_says_why(tiny: TinyKb) -> None:
    """A relation that rests on a reason is inferred and carries the reason."""
    tiny.write({"people/ana.md": person("relations:\n  - {type: concerns, to: politburo, inferred: Car.}\n")})
    (edge,) = (e for e in build(tiny.folder().kb, nobody).edges_of("ana") if e.relation == "concerns")
    assert (edge.certainty, edge.reason, edge.quote, edge.quoted_from) == ("inferred", "Car.", "", "")


def test_every_field_that_names_a_note_makes_an_edge(tiny: TinyKb) -> None:
    """Offices, chairs, provinces, what a finding is about, and all who share in a task."""
    task = (
        "tasks:\n  - id: t1\n    title: Agir\n    type: request\n    lead: politburo\n    inferred: Car.\n"
        "    coordinating: [politburo]\n    proposed-by: [hung-yen]\n"
        "figures:\n  - id: f1\n    title: Part\n    value: 1\n    scope: hung-yen\n    inferred: Car.\n"
        "provisions:\n  - id: p1\n    type: condition\n    title: Créer\n    inferred: Car.\n"
    )
    office = "province: hung-yen\noffices:\n  - {title: Cheffe, body: politburo, inferred: Car.}\n"
    finding = "---\nkind: finding\ntitle: X\nnature: gap\ndetected: by-hand\nabout: [ana#t1]\n---\n"
    meeting = "---\nkind: meeting\ntitle: X\ndate: 2025\nbody: politburo\nchair: ana\nstatus: held\n"
    before = edges(build(tiny.folder().kb, nobody))
    tiny.write({
        "people/ana.md": person(office + task),
        "findings/x1.md": finding.encode(),
        "meetings/m1.md": f"{meeting}tasks:\n  - {{id: t1, title: Y}}\n---\n".encode(),
    })  # fmt: skip
    new = {
        ("ana", "in-province", "hung-yen"),
        ("ana", "holds-office-in", "politburo"),
        ("ana", "rests-on", "gazette"),
        ("ana#t1", "stated-in", "ana"),
        ("ana#t1", "led-by", "politburo"),
        ("ana#t1", "coordinated-with", "politburo"),
        ("ana#t1", "proposed-by", "hung-yen"),
        ("ana#f1", "stated-in", "ana"),
        ("ana#f1", "scope", "hung-yen"),
        ("ana#p1", "stated-in", "ana"),
        ("x1", "about", "ana#t1"),
        ("m1", "chaired-by", "ana"),
        ("m1", "meeting-of", "politburo"),
        ("m1#t1", "assigned-at", "m1"),
    }
    assert edges(build(tiny.folder().kb, nobody)) - before == new


def test_citations_of_prose_and_quotes(tiny: TinyKb) -> None:
    """A citation is an edge from its note, with the whole sentence and the line of the number."""
    prose = "Une phrase. Elle cite\nla résolution 57-NQ/TW et\n99-NQ/TW. Une autre.\n\nEt 57-NQ/TW encore."
    tiny.write({"people/ana.md": person("", prose)})
    graph = build(tiny.folder().kb, finder)
    cites = [edge for edge in graph.edges_of("ana") if edge.relation == "cites"]
    assert [(edge.target, edge.line) for edge in cites] == [
        ("57-nq-tw", 7),
        ("57-nq-tw", 10),
        ("stub-99-nq/tw", 8),
    ]
    assert {edge.origin for edge in cites} == {FOUND}
    assert cites[0].quote == "Elle cite la résolution 57-NQ/TW et 99-NQ/TW."
    assert cites[0].quoted_from == ""


def test_citation_in_a_quote_names_the_source(tiny: TinyKb) -> None:
    """Words of a source that cite a document are an edge that rests on that source."""
    relation = "relations:\n  - type: concerns\n    to: politburo\n    quote: la résolution n° 57-NQ/TW\n"
    tiny.write({"people/ana.md": person(relation)})
    (edge,) = (e for e in build(tiny.folder().kb, finder).edges_of("ana") if e.relation == "cites")
    assert (edge.target, edge.quoted_from, edge.line) == ("57-nq-tw", "gazette", 6)


def test_note_does_not_cite_itself(tiny: TinyKb) -> None:
    """The number of a document in its own note is its name."""
    graph = build(tiny.folder().kb, finder)
    assert [edge for edge in graph.edges() if edge.relation == "cites"] == []


def test_number_of_a_document_that_is_not_held_is_a_stub(tiny: TinyKb) -> None:
    """A stub is a node of its own kind, which says its number and nothing else."""
    tiny.write({"people/ana.md": person("", "Voir 99-NQ/TW.")})
    stubs = [(name, data) for name, data in build(tiny.folder().kb, finder).nodes() if data["kind"] == "stub"]
    ((name, data),) = stubs
    assert name == "stub-99-nq/tw"
    assert {key: value for key, value in data.items() if value} == {
        "kind": "stub", "number": "99-NQ/TW", "title": "99-NQ/TW", "titles": {"fr": "99-NQ/TW"},
    }  # fmt: skip


def test_number_that_could_be_two_documents_is_not_decided(tiny: TinyKb) -> None:
    """An ambiguous citation makes no edge; it is kept with its place and candidates."""
    tiny.write({"people/ana.md": person("", "Une ligne.\nPuis «?» ici.")})
    graph = build(tiny.folder().kb, finder)
    assert graph.unclear == (("ana", 7, "«?»", ("a", "b")),)
    assert [edge for edge in graph.edges_of("ana") if edge.relation == "cites"] == []


def test_reference_that_leads_nowhere_makes_no_edge_and_no_node(tiny: TinyKb) -> None:
    """The rules tell it; the graph leaves it out."""
    tiny.write({"people/ana.md": person("relations:\n  - {type: concerns, to: nobody, inferred: Car.}\n")})
    graph = build(tiny.folder().kb, nobody)
    assert "nobody" not in dict(graph.nodes())
    assert "concerns" not in {edge.relation for edge in graph.edges_of("ana")}


def test_nodes_say_what_a_reader_needs(tiny: TinyKb) -> None:
    """Notes and records carry kind, level, province, date and titles; what is unknown is None."""
    nodes = dict(build(tiny.folder().kb, nobody).nodes())
    note, task, meeting = nodes["57-nq-tw"], nodes["57-nq-tw#t1"], nodes["first-meeting"]
    assert (note["kind"], note["level"], note["date"], note["province"]) == (
        "document",
        "politburo",
        "2024-12-22",
        None,
    )
    assert note["titles"] == {
        "vi": "Nghị quyết về đột phá phát triển khoa học",
        "fr": "Résolution sur les percées de la science",
    }
    assert (task["kind"], task["type"], task["date"], task["line"]) == ("task", "task", "2025", 16)
    assert (meeting["level"], meeting["date"]) == ("politburo", None)
    assert (nodes["hung-yen"]["level"], nodes["hung-yen"]["province"]) == ("province", "hung-yen")


def test_edges_are_seen_from_both_ends(tiny: TinyKb) -> None:
    """What leaves one node reaches another."""
    graph = build(tiny.folder().kb, finder)
    assert {edge.source for edge in graph.edges_to("gazette")} == {"57-nq-tw", "hung-yen", "politburo"}
    assert sum(len(graph.edges_of(name)) for name, _ in graph.nodes()) == len(list(graph.edges()))


def test_graph_is_json(tiny: TinyKb) -> None:
    """The node-link form goes to JSON and back, and is the same on every build."""
    tiny.write({"people/ana.md": person("", "Voir 57-NQ/TW et 99-NQ/TW.")})
    form = build(tiny.folder().kb, finder).node_link()
    assert json.loads(json.dumps(form)) == form
    assert form == build(tiny.folder().kb, finder).node_link()
    assert {"source", "target", "relation", "certainty", "key"} <= set(form["links"][0])


def test_the_net_of_networkx_is_the_graph(tiny: TinyKb) -> None:
    """The net has the nodes and the edges that were told; edges stand with those that join the same ends."""
    relations = "".join(
        f"  - type: {kind}\n    to: {to}\n    inferred: Une raison.\n"
        for kind, to in (("concerns", "politburo"), ("concerns", "hung-yen"), ("member-of", "politburo"))
    )
    tiny.write({"people/ana.md": person(f"relations:\n{relations}", "Elle lit 57-NQ/TW et 58-NQ/TW.")})
    graph = build(tiny.folder().kb, finder)
    assert dict(graph.net.nodes(data=True)) == dict(graph.nodes())
    assert [Edge(**data) for _, _, data in graph.net.edges(data=True)] == list(graph.edges())
    for node in graph.net:
        into = [data["relation"] for by in graph.net.pred[node].values() for data in by.values()]
        assert [edge.relation for edge in graph.edges_to(node)] == into
    ends = [edge.target for edge in graph.edges_of("ana")]
    assert ends == ["politburo", "politburo", "hung-yen", "gazette", "57-nq-tw", "stub-58-nq/tw"]


def test_empty_knowledge_base_is_an_empty_graph() -> None:
    """No note, no node."""
    graph = build(KnowledgeBase({}), finder)
    assert list(graph.nodes()) == []
    assert list(graph.edges()) == []


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", []),
        ("\n\n", []),
        ("Un. Deux ! Trois", [(0, "Un."), (4, "Deux !"), (11, "Trois")]),
        ("Le n° 57-NQ/TW du 22.12.2024 dit.", [(0, "Le n° 57-NQ/TW du 22.12.2024 dit.")]),
        ("Un\nsuite\n\nDeux", [(0, "Un\nsuite"), (10, "Deux")]),
    ],
)
def test_sentences(text: str, parts: list[tuple[int, str]]) -> None:
    """A sentence ends at a stop before white space or at a blank line, and knows its place."""
    assert list(sentences(text)) == parts
    assert all(text[start:].startswith(part) for start, part in parts)
