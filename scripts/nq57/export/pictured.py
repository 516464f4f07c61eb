"""The graph for programs that draw and measure: GraphML, GEXF 1.3 and networkx's node-link JSON.

Written line by line, and not by networkx, which needs five times as long and dates its GEXF by the day.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from nq57.export.part import Part, fit
from nq57.graph import Edge
from nq57.model import LANGUAGES

_ATTRIBUTES = ("kind", "type", "number", "issuer", "date", "status", "level", "province")
_NODE = ("label", *(f"title_{language}" for language in LANGUAGES), *_ATTRIBUTES, "page")
_EDGE = ("relation", "origin", "certainty", "since", "until")


def graphml(part: Part) -> bytes:
    """Return the graph as GraphML: an attribute that is not known is left out."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
    ]
    for sort, names in (("node", _NODE), ("edge", _EDGE)):
        for i, name in enumerate(names):
            lines.append(f'<key id="{sort[0]}{i}" for="{sort}" attr.name="{name}" attr.type="string"/>')
    lines.append('<graph edgedefault="directed">')
    ids = {node: _quoted(node) for node in part.nodes}
    for node, attributes in part.nodes.items():
        data = "".join(f'<data key="n{i}">{_text(v)}</data>' for i, v in _of_node(part, node, attributes))
        lines.append(f"<node id={ids[node]}>{data}</node>")

    @cache  # few edges differ in these
    def told(values: tuple[str, ...]) -> str:
        return "".join(f'<data key="e{i}">{_text(v)}</data>' for i, v in enumerate(values) if v)

    for number, edge in enumerate(part.edges):
        ends = f"source={ids[edge.source]} target={ids[edge.target]}"
        lines.append(f'<edge id="e{number}" {ends}>{told(_of_edge(edge))}</edge>')
    return "\n".join([*lines, "</graph>", "</graphml>", ""]).encode()


def gexf(part: Part) -> bytes:
    """Return the graph as GEXF 1.3, dated by its notes."""
    day = f' lastmodifieddate="{part.as_of}"' if part.as_of.day else ""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<gexf xmlns="http://gexf.net/1.3" version="1.3">',
        f"<meta{day}><creator>NQ57</creator></meta>",
        '<graph defaultedgetype="directed" mode="static">',
    ]
    for sort, names in (("node", _NODE), ("edge", _EDGE)):
        lines.append(f'<attributes class="{sort}" mode="static">')
        lines += [f'<attribute id="{i}" title="{name}" type="string"/>' for i, name in enumerate(names)]
        lines.append("</attributes>")
    lines.append("<nodes>")
    ids = {node: _quoted(node) for node in part.nodes}
    for node, attributes in part.nodes.items():
        values = _gexf_values(_of_node(part, node, attributes))
        lines.append(f"<node id={ids[node]} label={_quoted(_label(attributes))}>{values}</node>")
    lines += ["</nodes>", "<edges>"]

    @cache  # few edges differ in these
    def told(values: tuple[str, ...]) -> str:
        shown = _gexf_values((i, value) for i, value in enumerate(values) if value)
        return f"kind={_quoted(values[0])}>{shown}</edge>"

    lines += [
        f'<edge id="{number}" source={ids[edge.source]} target={ids[edge.target]} {told(_of_edge(edge))}'
        for number, edge in enumerate(part.edges)
    ]
    return "\n".join([*lines, "</edges>", "</graph>", "</gexf>", ""]).encode()


def _gexf_values(values: Iterable[tuple[int, str]]) -> str:
    found = [f'<attvalue for="{i}" value={_quoted(value)}/>' for i, value in values]
    return f"<attvalues>{''.join(found)}</attvalues>"


def node_link(part: Part) -> bytes:
    """Return the graph as node-link JSON, with the sentence of every edge: ``networkx.node_link_graph``."""
    nodes = [
        {**_known(attributes), "id": node, "page": part.page(node)} for node, attributes in part.nodes.items()
    ]
    links = [
        _known({name: getattr(edge, name) for name in Edge.__slots__}) | {"key": i}
        for i, edge in enumerate(part.edges)
    ]
    value = {"directed": True, "multigraph": True, "graph": {}, "nodes": nodes, "links": links}
    return (json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _known(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}


def _of_node(part: Part, node: str, attributes: Mapping[str, Any]) -> Iterator[tuple[int, str]]:
    titles = attributes["titles"]
    values = [_label(attributes), *(titles.get(language) for language in LANGUAGES)]
    values += [attributes[name] for name in _ATTRIBUTES]
    return ((i, value) for i, value in enumerate([*values, part.page(node)]) if value)


def _of_edge(edge: Edge) -> tuple[str, ...]:
    return edge.relation, edge.origin, str(edge.certainty), edge.since, edge.until


def _label(attributes: Mapping[str, Any]) -> str:
    return str(attributes["number"] or attributes["title"])


def _text(value: str) -> str:
    return escape(fit(value))


def _quoted(value: str) -> str:
    return quoteattr(fit(value))
