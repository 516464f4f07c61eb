"""The scripts of the search as the pages load them: one small file each instead of the readable ones.

A page opened for the first time on a slow line waits for them; so they are joined and minified.
"""

from __future__ import annotations

from pathlib import Path

import minify

_CORE = "nq57SearchCore"
_STRICT = '"use strict";\n'  # said once for all parts
_ENGINE = ("search-core", "search-rank", "search-marks", "search-index", "search-view")
# The page of results has no box: each page loads the half it needs, in one request.
BUNDLES = {
    "search.js": (*_ENGINE, "search-box", "search-opened", "search"),
    "search-page.js": (*_ENGINE, "search-page", "search"),
}


def join(static: Path) -> None:
    """Write each bundle beside its readable parts in a folder of static files, and remove the parts."""
    texts = {path.stem: path.read_text("utf-8") for path in sorted(static.glob("search*.js"))}
    for name in texts:
        (static / f"{name}.js").unlink()
    for name, parts in BUNDLES.items():
        source = "\n".join(texts[part].replace(_STRICT, "", 1) for part in parts)
        # In a function of their own the names of the parts can be shortened too; its fold is that of tables.
        closed = f"{_STRICT}globalThis.{_CORE} = (() => {{{source}\nreturn {_CORE};}})();"
        (static / name).write_text(minify.string("application/javascript", closed), "utf-8")
