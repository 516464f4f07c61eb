"""Measure the building of made-up knowledge bases: time, memory, weight, growth, the cost of one edit.

    python benchmarks/build.py [--sizes 1000 10000] [--peers FOLDER] [--jobs N]

Beside them MkDocs Material and Zensical build the same prose, in the same run, where ``--peers`` names a
folder with their programs. CPU is that of a command and all its children; memory is the most that they held
together, shared pages counted once.
"""

from __future__ import annotations

import argparse
import gzip
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from generate import generate
from nq57.notes import read_folder

ROOT = Path(__file__).resolve().parents[1]
NQ57 = (str(Path(sys.executable).with_name("nq57")),)
SAMPLE = 0.2  # seconds between looks at the memory
PEERS = {"MkDocs Material": ("mkdocs", "build", "--quiet"), "Zensical": ("zensical", "build")}
SETTINGS = """site_name: NQ57
use_directory_urls: false
theme:
  name: material
  language: fr
plugins: [search]
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command took: seconds of processor, seconds on the clock, bytes of memory at most."""

    cpu: float
    wall: float
    memory: int

    def __str__(self) -> str:
        return f"{self.cpu:8.1f} s CPU {self.wall:8.1f} s wall {self.memory / 2**20:8.0f} MB"


def measure(command: Sequence[str], folder: Path) -> Cost:
    """Run a command in a folder; raises CalledProcessError where it fails."""
    before, start = os.times(), time.perf_counter()
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as work:
        most = [0]
        watch = threading.Thread(target=_watch, args=(work, most))
        watch.start()
        _, told = work.communicate()
        watch.join()
    if work.returncode:
        raise subprocess.CalledProcessError(work.returncode, command, stderr=told)
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Cost(cpu, time.perf_counter() - start, most[0])


def _watch(work: subprocess.Popen[bytes], most: list[int]) -> None:
    while work.poll() is None:
        most[0] = max(most[0], sum(map(_memory, _family(work.pid))))
        time.sleep(SAMPLE)


def _family(pid: int) -> Iterable[int]:
    yield pid
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return
    for child in children:
        yield from _family(int(child))


def _memory(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0  # it has just ended
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) * 1024


def weight(site: Path, kb: Path) -> str:
    """Return what the pages of notes weigh, plain and compressed, and the whole site."""
    notes = [site / f"{note.path.removesuffix('.md')}.html" for note in read_folder(kb).kb.notes.values()]
    pages = sorted(page.stat().st_size for page in notes)
    packed = sorted(len(gzip.compress(page.read_bytes(), 6)) for page in notes[:: max(1, len(notes) // 500)])
    total = sum(path.stat().st_size for path in site.rglob("*") if path.is_file())
    heavy = sum(size > 40_000 for size in pages)
    return (
        f"page of a note: {statistics.mean(pages):,.0f} bytes in the mean, {pages[-1]:,} at most, {heavy}"
        f" above 40,000; compressed {statistics.mean(packed):,.0f}, {packed[-1]:,} at most; site {total:,}"
    )


def edit(kb: Path) -> None:
    """Add a sentence to the prose of one document."""
    note = sorted((kb / "documents").glob("*[!x].md"))[len(list((kb / "documents").glob("*.md"))) // 2]
    note.write_text(note.read_text("utf-8").rstrip("\n") + " Une phrase de plus.\n", "utf-8")


def ours(kb: Path, folder: Path, jobs: int) -> Cost:
    """Build, check and edit a knowledge base, and print what each took."""
    site = (*NQ57, "--kb", str(kb), "site", "--build", str(folder / "build"), "--jobs", str(jobs))
    whole = measure(site, ROOT)
    print(f"  NQ57, all features   {whole}")
    print(f"  {weight(folder / 'build' / 'site', kb)}")
    print(f"  nq57 check           {measure((*NQ57, '--kb', str(kb), 'check'), ROOT)}")
    edit(kb)
    again = measure(site, ROOT)
    print(f"  one note edited      {again}  {again.wall / whole.wall:.1%} of the wall time")
    return whole


def theirs(kb: Path, folder: Path, peers: Path) -> dict[str, Cost]:
    """Build the same prose with the peers, and print what each took."""
    for note in read_folder(kb).kb.notes.values():
        path = folder / "docs" / note.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"# {note.title.fr}\n\n{note.body}", "utf-8")
    (folder / "docs" / "index.md").write_text("# NQ57\n", "utf-8")
    (folder / "mkdocs.yml").write_text(SETTINGS, "utf-8")
    found = {}
    for name, (program, *rest) in PEERS.items():
        found[name] = measure((str(peers / "bin" / program), *rest), folder)
        total = sum(path.stat().st_size for path in (folder / "site").rglob("*") if path.is_file())
        print(f"  {name:<20} {found[name]}  site {total:,}")
    return found


def main() -> None:
    """Measure from the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000])
    parser.add_argument("--peers", type=Path, help="a virtual environment with mkdocs and zensical")
    parser.add_argument("--peers-up-to", type=int, default=1000, help="their pages grow with the corpus")
    parser.add_argument("--jobs", type=int, default=0, help="processes (default: as the command does)")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    each: dict[int, float] = {}
    for size in options.sizes:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            generate(size, folder / "kb", options.seed)
            print(f"{size:,} notes", flush=True)
            whole = ours(folder / "kb", folder, options.jobs)
            each[size] = whole.cpu / size
            if options.peers and size <= options.peers_up_to:
                for peer, cost in theirs(folder / "kb", folder, options.peers.resolve()).items():
                    print(f"  CPU of NQ57 / {peer}: {whole.cpu / cost.cpu:.2f}", flush=True)
    first, *more = each
    for size in more:
        print(f"CPU per note at {size:,} / at {first:,}: {each[size] / each[first]:.2f}")


if __name__ == "__main__":
    main()
