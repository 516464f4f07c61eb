"""The graph and the tables of a knowledge base as open formats, each with its description."""

from nq57.export.api import VERSION, api, note_files, note_head
from nq57.export.catalogue import FILES, datapackage, dcat
from nq57.export.described import linked_data, linked_note, script_text
from nq57.export.feeds import EVENTS, feeds
from nq57.export.linked import turtle
from nq57.export.part import Part
from nq57.export.pictured import gexf, graphml, node_link
from nq57.export.tables import TABLES
from nq57.export.written import csv_of, database


def downloads(part: Part) -> dict[str, bytes]:
    """Return every file of ``data/`` by its name; the same notes give the same bytes."""
    rows = {table.name: list(table.rows(part)) for table in TABLES}
    files = {f"{table.name}.csv": csv_of(table, rows[table.name]) for table in TABLES}
    files |= {
        "graph.graphml": graphml(part),
        "graph.gexf": gexf(part),
        "graph.json": node_link(part),
        "graph.ttl": turtle(part),
        "nq57.sqlite": database(rows),
    }
    return {**files, "datapackage.json": datapackage(part, files), "catalogue.jsonld": dcat(part, files)}


__all__ = [
    "EVENTS",
    "FILES",
    "TABLES",
    "VERSION",
    "Part",
    "api",
    "downloads",
    "feeds",
    "linked_data",
    "linked_note",
    "note_files",
    "note_head",
    "script_text",
]
