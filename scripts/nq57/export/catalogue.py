"""What the written files are, for people and programs: a Data Package with schemas, and a DCAT catalogue."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from nq57.export.part import Part
from nq57.export.tables import DATE, INTEGER, NUMBER, TABLES, Column, Table

TITLE = "NQ57: Vietnam's Resolution 57-NQ/TW, from the centre to the provinces"
LICENCE = {"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}
MEDIA = {
    "csv": "text/csv",
    "gexf": "application/gexf+xml",
    "graphml": "application/graphml+xml",
    "json": "application/json",
    "sqlite": "application/vnd.sqlite3",
    "ttl": "text/turtle",
}
GRAPHS = {
    "graph.graphml": "The graph as GraphML.",
    "graph.gexf": "The graph as GEXF 1.3, for Gephi.",
    "graph.json": "The graph as node-link JSON of networkx, with the sentence of every edge.",
    "graph.ttl": "The graph as Turtle, in the words of the ELI ontology.",
    "nq57.sqlite": "All tables in one SQLite database.",
}
FILES = {
    **{f"{table.name}.csv": MEDIA["csv"] for table in TABLES},
    **{name: MEDIA[name.rpartition(".")[2]] for name in GRAPHS},
}
"""The files of ``data/`` and their media types."""
_DATE = r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"


def datapackage(part: Part, files: Mapping[str, bytes]) -> bytes:
    """Return the ``datapackage.json`` of the files written beside it: schemas, sizes and sums."""
    resources = [_table(table, files) for table in TABLES] + [
        {"name": name.replace(".", "-"), "description": about, **_file(name, files)}
        for name, about in GRAPHS.items()
    ]
    package: dict[str, Any] = {
        "profile": "data-package",
        "name": "nq57",
        "title": TITLE,
        "version": str(part.as_of),
        "licenses": [LICENCE],
        "resources": resources,
    }
    if part.address:
        package["homepage"] = part.address
    return _json(package)


def dcat(part: Part, files: Mapping[str, bytes]) -> bytes:
    """Return the catalogue as DCAT 3 in JSON-LD; its addresses start at the file, in ``data/``."""
    base = f"{part.address}data/" if part.address else ""
    about = {**{f"{table.name}.csv": table.about for table in TABLES}, **GRAPHS}
    described = {
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dcterms": "http://purl.org/dc/terms/",
            "dcat:downloadURL": {"@type": "@id"},
            "dcat:mediaType": {"@type": "@id"},
            "dcterms:license": {"@type": "@id"},
        },
        "@id": f"{base}datapackage.json",
        "@type": "dcat:Dataset",
        "dcterms:title": TITLE,
        "dcterms:license": LICENCE["path"],
        "dcterms:modified": str(part.as_of),
        "dcat:distribution": [
            {
                "@id": f"{base}{name}",
                "@type": "dcat:Distribution",
                "dcterms:title": name,
                "dcterms:description": text,
                "dcat:downloadURL": f"{base}{name}",
                "dcat:mediaType": f"https://www.iana.org/assignments/media-types/{_media(name)}",
                "dcat:byteSize": len(files[name]),
            }
            for name, text in about.items()
        ],
    }
    return _json(described)


def _table(table: Table, files: Mapping[str, bytes]) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(table, column) for column in table.columns],
        "missingValues": [""],
    }
    if table.keyed:
        schema["primaryKey"] = table.columns[0].name
    schema["foreignKeys"] = [
        {"fields": column.name, "reference": {"resource": column.names, "fields": "id"}}
        for column in table.columns
        if column.names
    ]
    named = {"name": table.name, "description": table.about, "profile": "tabular-data-resource"}
    return {**named, **_file(f"{table.name}.csv", files), "encoding": "utf-8", "schema": schema}


def _field(table: Table, column: Column) -> dict[str, Any]:
    rules: dict[str, Any] = {"required": True} if column.required else {}
    if column.type == DATE:
        rules["pattern"] = _DATE
    if table.keyed and column is table.columns[0]:
        rules["unique"] = True
    kind = column.type if column.type in (INTEGER, NUMBER) else "string"
    field = {"name": column.name, "type": kind, "description": column.about}
    return {**field, "constraints": rules} if rules else field


def _file(name: str, files: Mapping[str, bytes]) -> dict[str, Any]:
    content = files[name]
    return {
        "path": name,
        "format": name.rpartition(".")[2],
        "mediatype": _media(name),
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
    }


def _media(name: str) -> str:
    return MEDIA[name.rpartition(".")[2]]


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
