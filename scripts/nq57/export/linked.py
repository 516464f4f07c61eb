"""The graph as linked data: Turtle in the words of the ELI ontology, and our own where it has none.

Written line by line: rdflib, which reads it back in the tests, needs a minute for ten thousand notes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from nq57.export.part import Part, is_stub
from nq57.nodes import REMOTE
from nq57.text import Date, iso_date

ELI = "http://data.europa.eu/eli/ontology#"
COUNTRY = "http://publications.europa.eu/resource/authority/country/VNM"
PREFIXES = {
    "dcterms": "http://purl.org/dc/terms/",
    "eli": ELI,
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
CLASSES = {
    "document": "eli:LegalResource",
    "organisation": "eli:Agent, schema:Organization",
    "person": "eli:Agent, schema:Person",
    "meeting": "schema:Event",
    "province": "eli:AdministrativeArea, schema:AdministrativeArea",
    "platform": "schema:Service",
    "source": "schema:CreativeWork",
    "finding": "schema:Claim",
    "task": "schema:Action",
    "figure": "schema:QuantitativeValue",
    "provision": "eli:LegalResourceSubdivision",
    "stub": "eli:LegalResource",
    "remote": "rdfs:Resource",
}
ELI_RELATIONS = {
    "legal-basis": "based_on",
    "derives-from": "based_on",
    "implements": "ensures_implementation_of",
    "institutionalises": "ensures_implementation_of",
    "guides": "applies",
    "amends": "amends",
    "replaces": "repeals",
    "annexes": "has_annex",
    "cites": "cites",
    "issued-by": "passed_by",
}
"""Relations between documents, and of a document to its issuer, that ELI has a property for."""
_ENDS = frozenset({"document", "stub", "remote", "organisation"})
_TYPES = {"day": "date", "month": "gYearMonth", "year": "gYear"}


def turtle(part: Part) -> bytes:
    """Return the graph as Turtle; without an address pages are named from the file, in ``data/``."""
    base = part.address or "../"
    lines = [f"@prefix {name}: <{iri}> ." for name, iri in PREFIXES.items()]
    lines.append(f"@prefix nq57: <{f'{part.address}data/graph.ttl' if part.address else ''}#> .")
    used = sorted({edge.relation for edge in part.edges} & part.vocabulary.relations.keys())
    for relation in used:
        names = part.vocabulary.relations[relation].name
        told = [f"rdfs:label {_words(text, language)}" for language, text in names.items()]
        if relation in ELI_RELATIONS:
            told.append(f"rdfs:seeAlso eli:{ELI_RELATIONS[relation]}")
        lines.append(f"nq57:{relation} a rdf:Property ; {' ; '.join(told)} .")
    for node, attributes in part.nodes.items():
        lines.append(f"{_iri(base, part, node)} {' ; '.join(_told(base, part, node, attributes))} .")
    return "\n".join([*lines, ""]).encode()


def _told(base: str, part: Part, node: str, attributes: Mapping[str, Any]) -> Iterator[str]:
    kind = attributes["kind"]
    yield f"a {CLASSES[kind]}"
    if kind == REMOTE:
        yield f"rdfs:label {_words(part.heading(node))}"
    elif is_stub(attributes):
        yield f"dcterms:identifier {_words(attributes['number'])}"
    else:
        yield f"dcterms:identifier {_words(node)}"
        titles = attributes["titles"].items()
        yield "dcterms:title " + ", ".join(_words(text, language) for language, text in titles)
    if attributes["number"]:
        yield f"eli:id_local {_words(attributes['number'])} ; eli:number {_words(attributes['number'])}"
    date = iso_date(attributes["date"] or "")
    if date:
        yield f"{_dated(kind, date)} {_words(str(date))}^^xsd:{_TYPES[date.precision]}"
    for name in ("level", "status", "type"):
        if attributes[name]:
            yield f"nq57:{name} {_words(attributes[name])}"
    if kind in ("document", "provision"):
        place = attributes["province"]
        yield f"eli:jurisdiction {_iri(base, part, place) if place in part.nodes else f'<{COUNTRY}>'}"
    if node in part.legislation:
        yield f"owl:sameAs <{base}{quote(part.legislation[node])}>"
    yield from _related(base, part, node)


def _related(base: str, part: Part, node: str) -> Iterator[str]:
    ends: dict[str, list[str]] = {}
    for edge in part.graph.edges_of(node):
        if edge.target in part.nodes:
            target = _iri(base, part, edge.target)
            ends.setdefault(f"nq57:{edge.relation}", []).append(target)
            kinds = {part.nodes[end]["kind"] for end in (node, edge.target)}
            if edge.relation in ELI_RELATIONS and kinds <= _ENDS:
                ends.setdefault(f"eli:{ELI_RELATIONS[edge.relation]}", []).append(target)
    for relation, targets in ends.items():
        yield f"{relation} {', '.join(dict.fromkeys(targets))}"


def _dated(kind: str, date: Date) -> str:
    if kind == "document" and date.day:
        return "eli:date_document"
    return {"meeting": "schema:startDate", "task": "schema:endTime"}.get(kind, "dcterms:date")


def _iri(base: str, part: Part, node: str) -> str:
    return f"<{quote(part.iri(node, base), safe='/#:')}>"


def _words(text: str, language: str = "") -> str:
    """Return a literal; JSON escapes a string as Turtle does.

    >>> _words('le "plan"', "fr")
    '"le \\\\"plan\\\\""@fr'
    """
    return json.dumps(text, ensure_ascii=False) + (f"@{language}" if language else "")
