"""The scripts of the search as the pages load them: one small file each instead of the readable ones.

A page opened for the first time on a slow line waits for them; so they are joined and minified.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from string import ascii_uppercase

import minify

_CORE = "nq57SearchCore"
_STRICT = '"use strict";\n'  # said once for all parts
# Names that these scripts alone give to what is theirs: shortened, as the minifier shortens variables.
_OWN = (
    "exact folded words tier score spelled glued hits nodes whole phrases instead partial unmet spots marks"
    " keyOf nodesOf cards spelling membersAt numberKey wanted weights wholeOf postings distance excerpt"
    " nearKeys parse places strange unpack wantedMore address link parts warm letter worth groups make marked"
    " bit"
)
_SHORT = [letter + more for more in ("", "0") for letter in ascii_uppercase]
PRIVATE = dict(zip(_OWN.split(), _SHORT, strict=False))
_NAME = re.compile(rf"\b(?:{'|'.join(PRIVATE)})\b")
_ENGINE = ("search-core", "search-rank", "search-marks", "search-index", "search-view")
# The page of results has no box: each page loads the half it needs, in one request.
BUNDLES = {
    "search.js": (*_ENGINE, "search-box", "search-opened", "search"),
    "search-page.js": (*_ENGINE, "search-page", "search"),
}

# Files of the theme and of Sphinx that no page of ours loads: scripts, icon fonts, maps, catalogues.
_UNUSED = ("scripts", "vendor", "locales", "webpack-macros.html", "sbt-webpack-macros.html")
_UNUSED_KINDS = (
    "*.map",
    "translations.js",
    "doctools.js",
    "documentation_options.js",
    "sphinx_highlight.js",
    "searchtools.js",
    "language_data.js",
)
_UNUSED_IMAGES = ("file.png", "minus.png", "plus.png", "images/logo_*")


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


def prune(static: Path) -> None:
    """Remove what the theme and Sphinx bring and no page loads."""
    for name in _UNUSED:
        path = static / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    for pattern in (*_UNUSED_KINDS, *_UNUSED_IMAGES):
        for path in sorted(static.rglob(pattern)):
            path.unlink()
