"""The scripts of the search as the pages load them: one small file each instead of the readable ones.

A page opened for the first time on a slow line waits for them; so they are joined and minified.
"""

from __future__ import annotations

import re
from pathlib import Path

import minify

_CORE = "nq57SearchCore"
_STRICT = '"use strict";\n'  # said once for all parts
# Names that these scripts alone give to what is theirs: shortened, as the minifier shortens variables.
_OWN = (
    "distance exact excerpt folded glued instead keyOf membersAt nearKeys nodesOf numberKey partial phrases"
    " postings score spelled strange tier unmet unpack wantedMore weights wholeOf"
)
PRIVATE = {name: chr(ord("A") + place) for place, name in enumerate(_OWN.split())}
_NAME = re.compile(rf"\b(?:{'|'.join(PRIVATE)})\b")
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
        short = _NAME.sub(lambda name: PRIVATE[name[0]], closed)
        (static / name).write_text(minify.string("application/javascript", short), "utf-8")
