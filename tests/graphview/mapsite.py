"""Write a page of the map, or of one drawing, into a folder, as the site would: for the browser tests."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from synthetic import FOCUS, LEVELS, texts

from nq57.views import network
from nq57.views.frame import place
from nq57.views.picture import Atlas, Edge, Node
from nq57.views.svg import neighbourhood

HERE = Path(__file__).parent
STATIC = HERE.parents[1] / "docs" / "_static"
POLICY = "default-src 'none'; script-src 'self' file:; style-src 'self' file:; img-src 'self' file:"


def write_map(folder: Path, nodes: Sequence[Node], edges: Sequence[Edge], theme: str = "light") -> Path:
    """Write the page of the map with all that it loads; return its path."""
    write_scripts(folder, nodes, edges)
    body = f'<div class="nq-graph" data-nq-graph data-root="" data-focus="{FOCUS}"></div>'
    return write_page(folder, "map.html", body, theme, ["_static/graph-open.js"])


def write_note(folder: Path, nodes: Sequence[Node], edges: Sequence[Edge], focus: str = FOCUS) -> Path:
    """Write a page with the picture of a note and the button that explores it; return its path."""
    write_scripts(folder, nodes, edges)
    drawn = neighbourhood(focus, nodes, edges, LEVELS, texts(), "")
    button = f'<button type="button" data-nq-explore="{focus}" data-root="" hidden>Explore</button>'
    ties = "<details><summary>Table</summary><div id='_ties' tabindex='0'>Ties</div></details>"
    body = f"<p>Before</p><section>{drawn}{button}{ties}</section><p><a href='#x'>After</a></p>"
    return write_page(folder, "note.html", body, "light", ["_static/graph-open.js"])


def write_scripts(folder: Path, nodes: Sequence[Node], edges: Sequence[Edge]) -> None:
    """Write the scripts, the library and the data into a folder, as a site has them."""
    for name, content in network.library_files().items():
        (folder / "_graph").mkdir(parents=True, exist_ok=True)
        (folder / "_graph" / name).write_bytes(content)
    atlas = Atlas.of(nodes, edges, LEVELS)
    data = network.page_data(atlas, place(nodes, atlas.levels), texts())
    (folder / "_graph" / "data.js").write_text(data, encoding="utf-8")
    (folder / "_static").mkdir(exist_ok=True)
    for script in STATIC.glob("graph*.js"):
        shutil.copy(script, folder / "_static")


def write_page(folder: Path, name: str, body: str, theme: str, scripts: Sequence[str] = ()) -> Path:
    """Write an HTML page around a body, under a strict policy; return its path."""
    shutil.copy(STATIC / "graph.css", folder)
    shutil.copy(HERE / "page.css", folder)
    tags = "".join(f'<script defer src="{script}"></script>' for script in scripts)
    (folder / name).write_text(
        f'<!doctype html><html lang="vi" data-theme="{theme}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        '<meta name="viewport" content="width=device-width"><title>t</title>'
        f'<link rel="stylesheet" href="page.css"><link rel="stylesheet" href="graph.css">{tags}</head>'
        f"<body><main>{body}</main></body></html>",
        encoding="utf-8",
    )
    return folder / name
