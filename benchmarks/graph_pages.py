"""The pages that are compared: those of the site, those of pyvis, and a tuned vis-network."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import networkx as nx
from pyvis.network import Network

from nq57.views import network
from nq57.views.picture import Edge, Node

STATIC = Path(__file__).resolve().parents[1] / "docs" / "_static"
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:"


def stock_network(nodes: Sequence[Node], edges: Sequence[Edge]) -> Network:
    """Return pyvis as its own guide has it: from a networkx graph."""
    net: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in nodes:
        net.add_node(node.id, label=node.label, title=node.title)
    for edge in edges:
        net.add_edge(edge.source, edge.target, title=edge.relation)
    made = Network(directed=True, cdn_resources="in_line", height="750px")
    made.from_nx(net)
    return made


def written(path: Path, net: Network) -> tuple[Path, int]:
    """Write the page of a pyvis network; return it with the bytes of its data."""
    path.write_text(net.generate_html(), encoding="utf-8")
    return path, len(json.dumps(net.nodes)) + len(json.dumps(net.edges))


def tuned(nodes: list[dict[str, Any]], edges: list[dict[str, Any]]) -> str:
    """Return a page of vis-network with positions, straight edges and nothing that moves."""
    options = {
        "physics": False,
        "layout": {"improvedLayout": False},
        "edges": {"smooth": False},
        "interaction": {"hover": False, "dragNodes": False, "tooltipDelay": 10**6},
    }
    (library,) = network.library_files().values()
    return (
        f'<meta charset="utf-8"><div id="m" style="height:750px"></div><script>{library.decode()}</script>'
        f"<script>network = new vis.Network(m, {{nodes: new vis.DataSet({json.dumps(nodes)}), "
        f"edges: new vis.DataSet({json.dumps(edges)})}}, {json.dumps(options)})</script>"
    )


def write_map(folder: Path, script: str) -> Path:
    """Write the page of the map as the site has it; return its path."""
    write_scripts(folder, script)
    body = '<div class="nq-graph" data-nq-graph data-root="" data-focus=""></div>'
    return write_page(folder / "map.html", body, scripted=True)


def write_scripts(folder: Path, script: str) -> None:
    """Write the scripts, the library and the data into a folder."""
    for name in ("_graph", "_static"):
        (folder / name).mkdir(exist_ok=True)
    for name, content in network.library_files().items():
        (folder / "_graph" / name).write_bytes(content)
    (folder / "_graph" / "data.js").write_text(script, encoding="utf-8")
    for path in STATIC.glob("graph*"):
        shutil.copy(path, folder / "_static")


def write_page(path: Path, body: str, *, scripted: bool) -> Path:
    """Write an HTML page around a body, under the policy of the site."""
    tag = '<script defer src="_static/graph-open.js"></script>' if scripted else ""
    path.write_text(
        f'<!doctype html><html lang="en"><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}"><title>t</title>'
        f'<link rel="stylesheet" href="_static/graph.css">{tag}<body>{body}</body></html>',
        encoding="utf-8",
    )
    return path
