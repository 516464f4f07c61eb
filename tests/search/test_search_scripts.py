"""The scripts of the search as the pages load them."""

from __future__ import annotations

import gzip
import shutil
from pathlib import Path

from nq57.views.scripts import BUNDLES, join

STATIC = Path(__file__).parents[2] / "docs/_static"


def test_a_page_loads_eight_kilobytes_of_script(tmp_path: Path) -> None:
    """Engine and interface together are small: a first visit on a slow line waits for them."""
    shutil.copytree(STATIC, tmp_path / "_static")
    join(tmp_path / "_static")
    sizes = {name: len(gzip.compress((tmp_path / "_static" / name).read_bytes())) for name in BUNDLES}
    assert {name: size for name, size in sizes.items() if size > 8192} == {}
