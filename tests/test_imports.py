"""The house as an executed contract: who may import what, who prints, and how large things grow."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import nq57

ROOT = Path(nq57.__file__).parent
MODULES = {
    path.relative_to(ROOT).as_posix(): ast.parse(path.read_text("utf-8"))
    for path in sorted(ROOT.rglob("*.py"))
}


def imports(tree: ast.Module) -> Iterator[str]:
    """Yield the top packages that a module imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name.partition(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or "").partition(".")[0]


def importers(package: str) -> set[str]:
    """Return the modules that import a package."""
    return {name for name, tree in MODULES.items() if package in imports(tree)}


def calls(tree: ast.Module) -> set[str]:
    """Return the plain names that a module calls."""
    nodes = (node.func for node in ast.walk(tree) if isinstance(node, ast.Call))
    return {node.id for node in nodes if isinstance(node, ast.Name)}


def test_one_importer_of_networkx() -> None:
    """The graph is behind one door."""
    assert importers("networkx") == {"graph.py"}


def test_one_reader_and_one_writer_of_yaml() -> None:
    """Front matter and vocabulary are read by one module and written by one."""
    assert importers("yaml") == {"yamltree.py", "notes/writer.py"}


def test_only_the_views_know_sphinx() -> None:
    """Notes, graph and rules work without the site."""
    importing = importers("sphinx") | importers("docutils") | importers("pyvis") | importers("jinja2")
    assert {name for name in importing if not name.startswith("views/")} <= {"build.py", "i18n.py"}


def test_only_the_command_prints() -> None:
    """A floor returns what it found; the command line shows it."""
    printing = {name for name, tree in MODULES.items() if calls(tree) & {"print", "input", "exit"}}
    assert printing == {"authoring.py", "cli.py", "making.py", "offline.py", "terminal.py"}


def test_nothing_is_evaluated_or_unpickled() -> None:
    """No text of a note can become code; what a build keeps for itself is told by its sum."""
    assert [
        name for name, tree in MODULES.items() if calls(tree) & {"eval", "exec", "compile", "__import__"}
    ] == []
    assert importers("pickle") == {"memory.py"}
    assert "loads" not in (ROOT / "views" / "prints.py").read_text("utf-8")
    assert importers("marshal") == {"views/prints.py"}


def test_git_is_the_only_program_called() -> None:
    """One module runs one program, with nothing of a note in its arguments."""
    assert importers("subprocess") == {"history.py"}


def test_modules_and_functions_stay_small() -> None:
    """A module has at most 400 lines, a function 50."""
    long_modules = [name for name in MODULES if len((ROOT / name).read_text("utf-8").splitlines()) > 400]
    long_functions = [
        f"{name}:{node.lineno} {node.name}"
        for name, tree in MODULES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= 50
    ]
    assert long_modules == []
    assert long_functions == []


def test_no_module_is_a_drawer() -> None:
    """A module is named by what it knows."""
    drawers = {"utils", "util", "helpers", "common", "base", "misc"}
    assert [name for name in MODULES if Path(name).stem in drawers] == []
