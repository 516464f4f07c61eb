"""The map of the whole graph: pyvis builds the data and options of vis-network, we write them ourselves.

pyvis's own page is never made: it calls the network, carries inline scripts and runs what it is given.
Here every label is text in a JSON string; what the browser runs is ``graph.js`` and one copy of vis-network.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any
from xml.etree import ElementTree as ET

from pyvis.network import Network

from nq57.text import show_date, sort_key
from nq57.views.frame import Map, place
from nq57.views.picture import FAMILIES, KINDS, Atlas, Edge, Level, Node, Texts
from nq57.views.shapes import DASHES, LOOKS, SHAPES, clean, glyph, look, stroke

LIBRARY = "vis-network.min.js"
_LIBRARY_PATH = "templates/lib/vis-9.1.2/" + LIBRARY
REGISTRAR = "nq57Graph"
"""The one function that the data file calls; graph.js defines it."""


def library_files() -> dict[str, bytes]:
    """Return the files that the map loads beside our own: name → content, from the installed pyvis.

    vis-network's style sheet is not among them: its few rules that a bare canvas needs are in graph.css.
    """
    return {LIBRARY: files("pyvis").joinpath(_LIBRARY_PATH).read_bytes()}


def page_data(nodes: Iterable[Node], edges: Iterable[Edge], levels: Iterable[Level], texts: Texts) -> str:
    """Return the data file of the map: a classic script that hands one JSON value to ``graph.js``.

    A script and not a ``.json``, because a page opened from a folder cannot fetch. Columns and not
    records, because ten thousand repeated keys are most of the bytes.
    """
    atlas = Atlas.of(nodes, edges, levels)
    shown = tuple(atlas.nodes.values())
    lines = _lines(atlas)
    frame = place(shown, atlas.levels)
    points, arrows, options = _vis(shown, lines, frame, texts)
    value = {
        "digest": frame.digest,
        "language": texts.language,
        "frame": _frame(frame, texts),
        "kinds": _kinds(shown, texts),
        "families": [{"id": family, "dash": DASHES[family]} for family in FAMILIES],
        "relations": _relations(lines, texts),
        "nodes": _columns(points),
        "edges": _columns(arrows),
        "options": options,
    }
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return f"{REGISTRAR}({text.translate(_SCRIPT_SAFE)});\n"


_SCRIPT_SAFE = {ord("<"): "\\u003c", 0x2028: "\\u2028", 0x2029: "\\u2029"}
"""No HTML parser, and no old script parser, may find an end inside a string."""


def _lines(atlas: Atlas) -> list[Edge]:
    """Return every edge once, in order."""
    return sorted(edge for note, found in atlas.incident.items() for edge in found if edge.source == note)


def _vis(
    nodes: Sequence[Node], lines: Sequence[Edge], frame: Map, texts: Texts
) -> tuple[list[dict[str, Any]], list[dict[str, Any]], dict[str, Any]]:
    """Fill a pyvis network and return its nodes, edges and options.

    Its lists are filled directly: ``add_node`` and ``add_edge`` search them at every call.
    """
    net = Network(directed=True)
    net.toggle_physics(False)
    net.options.edges.smooth.type = "cubicBezier"
    net.options.edges.color.inherit = False
    net.options.interaction.dragNodes = False
    order = {node.id: i for i, node in enumerate(nodes)}
    lanes = {lane.id: i for i, lane in enumerate(frame.lanes)}
    kinds = {kind: i for i, kind in enumerate(_used_kinds(nodes))}
    places = {name: (x, y, size) for name, x, y, size in frame.places}
    for node in nodes:
        x, y, size = places[node.id]
        net.nodes.append(
            {
                "id": node.id,
                "label": clean(node.label),
                "title": clean(node.title),
                "date": show_date(node.date, texts.language) if node.date else "",
                "x": x,
                "y": y,
                "size": size,
                "level": lanes[node.level],
                "kind": kinds[look(node)],
                "province": node.province or "",
                "url": node.url,
                "weight": node.weight,
            }
        )
    relations = {relation: i for i, relation in enumerate(sorted({line.relation for line in lines}))}
    for line in lines:
        net.edges.append(
            {
                "from": order[line.source],
                "to": order[line.target],
                "relation": relations[line.relation],
                "found": int(line.origin == "found"),
            }
        )
    points, arrows, _, _, _, options = net.get_network_data()
    return points, arrows, json.loads(options)


def _columns(records: Sequence[Mapping[str, Any]]) -> dict[str, list[Any]]:
    """Turn records with the same keys into one list for each key.

    >>> _columns([{"x": 1, "y": 2}, {"x": 3, "y": 4}])
    {'x': [1, 3], 'y': [2, 4]}
    """
    return {key: [record[key] for record in records] for key in (records[0] if records else ())}


def _frame(frame: Map, texts: Texts) -> dict[str, Any]:
    return {
        "width": frame.width,
        "height": frame.height,
        "datedFrom": frame.dated_from,
        "undated": clean(texts.say("undated")) if frame.undated else "",
        "ticks": [[tick.at, tick.label] for tick in frame.ticks],
        "cuts": frame.cuts,
        "lanes": [
            [lane.id, clean(lane.label or texts.say("unknown_level")), lane.top, lane.height, lane.count]
            for lane in frame.lanes
        ],
    }


def _used_kinds(nodes: Iterable[Node]) -> list[str]:
    used = {look(node) for node in nodes}
    return [kind for kind in KINDS if kind in used]


def _kinds(nodes: Iterable[Node], texts: Texts) -> list[dict[str, Any]]:
    return [
        {
            "id": kind,
            "label": clean(texts.kinds.get(kind, kind)),
            "shape": LOOKS[kind][0],
            "filled": LOOKS[kind][1],
            "path": SHAPES[LOOKS[kind][0]],
        }
        for kind in _used_kinds(nodes)
    ]


def _relations(lines: Iterable[Edge], texts: Texts) -> list[dict[str, Any]]:
    return [
        {
            "id": relation,
            "label": clean(texts.relation(relation, outward=True)),
            "inverse": clean(texts.relation(relation, outward=False)),
            "family": FAMILIES.index(texts.family(relation)),
        }
        for relation in sorted({line.relation for line in lines})
    ]


@dataclass(frozen=True, slots=True)
class Choice:
    """One box of a filter: its value, its label, how many it holds, and its sample (safe SVG markup)."""

    id: str
    label: str
    count: int
    sample: str = ""
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class NodeRow:
    """A line of the table of notes; ``level_rank`` and ``date_key`` are what its columns sort by."""

    id: str
    kind: str
    kind_label: str
    label: str
    title: str
    url: str
    level: str
    level_label: str
    level_rank: int
    date: str
    date_key: str
    province: str
    weight: int


@dataclass(frozen=True, slots=True)
class EdgeRow:
    """A line of the table of relations."""

    source: NodeRow
    relation: str
    relation_label: str
    family: str
    found: bool
    target: NodeRow


@dataclass(frozen=True, slots=True)
class Page:
    """What the template of the map needs: the filters and both tables, in the order of showing."""

    kinds: tuple[Choice, ...]
    families: tuple[Choice, ...]
    levels: tuple[Choice, ...]
    provinces: tuple[Choice, ...]
    nodes: tuple[NodeRow, ...]
    edges: tuple[EdgeRow, ...]


def page(nodes: Iterable[Node], edges: Iterable[Edge], levels: Iterable[Level], texts: Texts) -> Page:
    """Return the filters and tables of the map, from the same graph as its data."""
    atlas = Atlas.of(nodes, edges, levels)
    lines = _lines(atlas)
    rows = {node.id: row for node, row in zip(atlas.nodes.values(), _rows(atlas, texts), strict=True)}
    names = {level.id: level.label or texts.say("unknown_level") for level in atlas.levels}
    return Page(
        kinds=_kind_choices(rows.values()),
        families=_family_choices(lines, texts),
        levels=_choices(Counter(row.level for row in rows.values()), names),
        provinces=_province_choices(atlas),
        nodes=tuple(sorted(rows.values(), key=lambda row: (row.level_rank, row.date_key, row.id))),
        edges=tuple(_edge_row(line, rows, texts) for line in lines),
    )


def _rows(atlas: Atlas, texts: Texts) -> Iterable[NodeRow]:
    ranks = {level.id: (i, level.label) for i, level in enumerate(atlas.levels)}
    for node in atlas.nodes.values():
        kind = look(node)
        rank, level = ranks[node.level]
        yield NodeRow(
            id=node.id,
            kind=kind,
            kind_label=clean(texts.kinds.get(kind, kind)),
            label=clean(node.label),
            title=clean(node.title),
            url=node.url,
            level=node.level,
            level_label=clean(level or texts.say("unknown_level")),
            level_rank=rank,
            date=show_date(node.date, texts.language) if node.date else "",
            date_key=str(node.date) if node.date else "",
            province=node.province or "",
            weight=node.weight,
        )


def _edge_row(line: Edge, rows: Mapping[str, NodeRow], texts: Texts) -> EdgeRow:
    return EdgeRow(
        source=rows[line.source],
        relation=line.relation,
        relation_label=clean(texts.relation(line.relation, outward=True)),
        family=texts.family(line.relation),
        found=line.origin == "found",
        target=rows[line.target],
    )


def _choices(counts: Mapping[str, int], labels: Mapping[str, str]) -> tuple[Choice, ...]:
    return tuple(Choice(id, clean(label), counts[id]) for id, label in labels.items() if counts.get(id))


def _kind_choices(rows: Iterable[NodeRow]) -> tuple[Choice, ...]:
    counts = Counter((row.kind, row.kind_label) for row in rows)
    return tuple(
        Choice(kind, label, count, _markup(glyph(kind)))
        for (kind, label), count in sorted(counts.items(), key=lambda item: KINDS.index(item[0][0]))
    )


def _family_choices(lines: Iterable[Edge], texts: Texts) -> tuple[Choice, ...]:
    counts = Counter(line.relation for line in lines)
    families = []
    for family in FAMILIES:
        names = {r: texts.relation(r, outward=True) for r in counts if texts.family(r) == family}
        ordered = dict(sorted(names.items(), key=lambda item: sort_key(item[1])))
        if choices := _choices(counts, ordered):
            label = clean(texts.family_labels.get(family, family))
            total = sum(choice.count for choice in choices)
            families.append(Choice(family, label, total, _markup(stroke(family)), choices))
    return tuple(families)


def _province_choices(atlas: Atlas) -> tuple[Choice, ...]:
    """Return the provinces that a note belongs to; the label of a province is that of its own note."""
    counts = Counter(node.province for node in atlas.nodes.values() if node.province)
    labels = {name: atlas.nodes[name].label if name in atlas.nodes else name for name in counts}
    return _choices(counts, dict(sorted(labels.items(), key=lambda item: sort_key(item[1]))))


def _markup(sample: ET.Element) -> str:
    return ET.tostring(sample, encoding="unicode")
