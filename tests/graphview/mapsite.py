"""Write a page of the map, or of one drawing, into a folder, as the site would: for the browser tests."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from synthetic import FOCUS, LEVELS, texts

from nq57.views import network
from nq57.views.picture import Edge, Node

HERE = Path(__file__).parent
STATIC = HERE.parents[1] / "docs" / "_static"
SCRIPTS = ("graph-core.js", "graph-look.js", "graph-map.js", "graph-table.js", "graph.js")
POLICY = "default-src 'none'; script-src 'self' file:; style-src 'self' file:; img-src 'self' file:"


def write_map(folder: Path, nodes: Sequence[Node], edges: Sequence[Edge], theme: str = "light") -> Path:
    """Write the page of the map with all that it loads; return its path."""
    environment = Environment(loader=FileSystemLoader(HERE), autoescape=True)
    page = network.page(nodes, edges, LEVELS, texts())
    template = environment.get_template("map.html.jinja")
    body = template.render(page=page, say=lambda phrase: phrase, root="", focus=FOCUS)
    for name, content in network.library_files().items():
        (folder / name).write_bytes(content)
    (folder / "graph-data.js").write_text(network.page_data(nodes, edges, LEVELS, texts()), encoding="utf-8")
    for name in SCRIPTS:
        shutil.copy(STATIC / name, folder)
    scripts = [*network.library_files(), *SCRIPTS, "graph-data.js"]
    return write_page(folder, "map.html", body, theme, scripts)


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
