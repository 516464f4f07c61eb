"""The same notes give the same bytes: site, bundle and graph, wherever, whenever and by whomever built."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from places import command, differences, small_place, tree

from nq57.build import Place

# What a machine may have otherwise. None stands for the place's own folder.
HERE = {"PYTHONHASHSEED": "1", "TZ": "Asia/Ho_Chi_Minh", "LC_ALL": "C.UTF-8", "USER": "someone-here"}
THERE = {
    "PYTHONHASHSEED": "2",
    "TZ": "Pacific/Kiritimati",
    "LC_ALL": "C",
    "PYTHONUTF8": "0",
    "PYTHONCOERCECLOCALE": "0",
    "LANGUAGE": "tr_TR:vi_VN",
    "USER": "someone-there",
    "LOGNAME": "someone-there",
}


def made(place: Place, environment: dict[str, str], jobs: str, mask: int) -> dict[str, bytes]:
    """Return all that is made of a place in some environment: the site, a bundle, the graph."""
    home = place.build.with_name("home")
    home.mkdir()
    settings = {**os.environ, **environment, "HOME": str(home)}
    settings.pop("SOURCE_DATE_EPOCH", None)
    output = place.build.with_name("hung-yen.zip")
    site = command(place, "--jobs", jobs)
    bundle = [
        *site[: site.index("site")],
        "bundle",
        "hung-yen",
        *site[site.index("--docs") : -2],
        "--language",
        "fr",
    ]
    graph = [*site[: site.index("site")], "graph"]
    said = [
        subprocess.run(step, env=settings, capture_output=True, check=True, umask=mask, timeout=300).stdout
        for step in (site, [*bundle, "--output", str(output)], graph)
    ]
    return {**tree(place.site), "/bundle.zip": output.read_bytes(), "/graph.json": said[-1]}


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], dict[str, bytes], Path, Path]:
    """What is made of the same files in two folders, written in another order with other times and rights."""
    one = tmp_path_factory.mktemp("here")
    other = tmp_path_factory.mktemp("thư mục #2") / "deeper"
    first = small_place(one)
    second = Place(other / "kb", other / "docs", other / "build")
    for source, target in ((first.kb, second.kb), (first.docs, second.docs)):
        for path in sorted((path for path in source.rglob("*") if path.is_file()), reverse=True):
            copy = target / path.relative_to(source)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)
            os.utime(copy, (10**9, 10**9))
    return made(first, HERE, "1", 0o022), made(second, THERE, "3", 0o077), one, other


def test_the_same_notes_give_the_same_bytes(
    both: tuple[dict[str, bytes], dict[str, bytes], Path, Path],
) -> None:
    """Folder, user, time, locale, rights, order of files and of hashing, workers: no byte differs."""
    assert differences(both[0], both[1]) == []


def test_no_name_of_the_machine_is_told(
    both: tuple[dict[str, bytes], dict[str, bytes], Path, Path],
) -> None:
    """No folder, no user: not in a page, not in what a script loads."""
    words = [str(both[2]), str(both[3]), os.fsdecode(both[3].parent.name), "someone-here"]
    told = [
        (name, word) for name, content in both[0].items() for word in words if os.fsencode(word) in content
    ]
    words = [word.replace("here", "there") for word in words]
    told += [
        (name, word) for name, content in both[1].items() for word in words if os.fsencode(word) in content
    ]
    assert told == []
