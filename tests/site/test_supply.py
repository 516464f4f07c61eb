"""What the site takes from others is named, locked and theirs to the byte."""

from __future__ import annotations

import json
import re
import shutil
import tomllib
from pathlib import Path

import pytest

from nq57.build import Place
from nq57.cli import main
from nq57.sbom import assets, locked, sbom
from nq57.views import scripts

ROOT = Path(__file__).parents[2]
LOCKS = {
    "requirements.txt": ("build",),
    "requirements-test.txt": ("build", "test"),
    "requirements-release.txt": ("release",),
}
# Written by our own code for each corpus, or by a library from a template of its own.
MADE = re.compile(
    r".*\.html|_search/[^/]+\.js|_graph/data\.js|_images/.*|objects\.inv|_static/(?:as-of|pygments)\.css"
    r"|data/[^/]+|api/.+\.json|feeds/.+\.atom"
)
TAKEN = {
    "_graph/vis-network.min.js": "pyvis",
    "_static/styles/pydata-sphinx-theme.css": "pydata-sphinx-theme",
    "_static/styles/sphinx-book-theme.css": "sphinx-book-theme",
    "_static/styles/theme.css": "pydata-sphinx-theme",
}


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_has_sums_and_no_address(name: str) -> None:
    """Each requirement is a name, a version and SHA-256 sums; nothing is fetched from anywhere else."""
    text = (ROOT / name).read_text("utf-8")
    one = r"[a-z0-9][a-z0-9._-]*==\S+(?: ; [^\n\\]+)?(?: \\\n    --hash=sha256:[0-9a-f]{64})+\n"
    assert re.fullmatch(f"(?:{one})+", text)
    assert all(locked(text).values())
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [*project["dependencies"]]
    for extra in LOCKS[name]:
        wanted += project["optional-dependencies"][extra]
    names = {re.split(r"[\[<>=!~ ;]", want, maxsplit=1)[0].lower() for want in wanted}
    assert names - {package for package, _ in locked(text)} == set()


def test_the_locks_agree() -> None:
    """A package has one version in all of them, or the same two for older and newer Pythons."""
    found: dict[str, set[frozenset[str]]] = {}
    for name in LOCKS:
        here: dict[str, set[str]] = {}
        for package, version in locked((ROOT / name).read_text("utf-8")):
            here.setdefault(package, set()).add(version)
        for package, several in here.items():
            found.setdefault(package, set()).add(frozenset(several))
    assert {package: versions for package, versions in found.items() if len(versions) > 1} == {}


def test_every_file_is_ours_made_here_or_a_package_s_own(site: Path, tmp_path: Path) -> None:
    """A file that is none of these, or was changed by a byte, fails here by its name."""
    taken = {asset.path: asset.package for asset in assets(site)}
    assert {path: taken.get(path) for path in TAKEN} == TAKEN
    ours = Path(shutil.copytree(ROOT / "docs" / "_static", tmp_path / "_static"))
    scripts.join(ours)
    unknown = []
    for path in sorted(path for path in site.rglob("*") if path.is_file()):
        name = path.relative_to(site).as_posix()
        own = tmp_path / name
        if name in TAKEN or MADE.fullmatch(name) or name == "_static/basic.css":
            continue
        if not own.is_file() or own.read_bytes() != path.read_bytes():
            unknown.append(name)
    assert unknown == []


def test_the_style_of_sphinx_is_its_template_filled_in(site: Path) -> None:
    """Three lengths are put into Sphinx's style; every other line is Sphinx's own."""
    import sphinx

    template = Path(sphinx.__path__[0]) / "themes" / "basic" / "static" / "basic.css.jinja"
    lines = template.read_text("utf-8").rstrip("\n").split("\n")
    shown = (site / "_static" / "basic.css").read_text("utf-8").rstrip("\n").split("\n")
    filled = [pair for pair in zip(lines, shown, strict=True) if pair[0] != pair[1]]
    assert [re.sub(r"\{\{.*?\}\}", "", line) for line, _ in filled] == [
        re.sub(r"\d+px", "", line) for _, line in filled
    ]
    assert len(filled) == 3


def test_the_bill_names_every_package_and_every_file_taken(place: Place, tmp_path: Path) -> None:
    """Each locked package with its sums; the libraries and styles of the site inside their packages."""
    lock = (ROOT / "requirements.txt").read_text("utf-8")
    text = sbom(lock, place.site)
    assert text == sbom(lock, place.site)
    bill = json.loads(text)
    named = {(part["name"], part["version"]): part for part in bill["components"]}
    assert named.keys() == locked(lock).keys()
    parts = {part["name"]: name for (name, _), whole in named.items() for part in whole.get("components", ())}
    theirs = {"vis-network" if path.startswith("_graph") else path: name for path, name in TAKEN.items()}
    assert parts == theirs
    library = named["pyvis", "0.3.2"]["components"][0]
    assert library["purl"] == "pkg:npm/vis-network@9.1.2"
    refs = re.findall(r'"bom-ref": "(.*)"', text)
    assert len(refs) == len(set(refs))
    assert str(place.site) not in text


def test_the_command_prints_the_bill(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    """``nq57 sbom`` is that bill; without a site or a lock file it says what is missing."""
    where = ["--kb", str(place.kb), "sbom", "--lock", str(ROOT / "requirements.txt")]
    assert main([*where, "--site", str(place.site)]) == 0
    assert json.loads(capsys.readouterr().out)["bomFormat"] == "CycloneDX"
    assert main([*where, "--site", str(place.build / "nowhere")]) == 2
    assert "build it first" in capsys.readouterr().err
    assert main(["--kb", str(place.kb), "sbom", "--lock", "nowhere.txt", "--site", str(place.site)]) == 2
    assert "nowhere.txt: No such file" in capsys.readouterr().err
