"""What a site is made of, as a software bill of materials: CycloneDX 1.6, the same for the same inputs.

Packages and the sums of their archives come from the lock file; the files that a site takes from them are
found by their bytes, so that nothing else can pass for a package's own file.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import uuid
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import distributions, version
from pathlib import Path
from typing import Any

_LOCKED = re.compile(r"^([a-z0-9][a-z0-9._-]*)==([^\s;\\]+)", re.MULTILINE)
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
# How vis-network names itself at its head; a file that does so is a library in a package of another name.
_BANNER = re.compile(rb"\A/\*\*\s+\* ([a-z][a-z-]+)\s.*?@version +(\S+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Asset:
    """A file of a site that is, byte for byte, a file of an installed package."""

    path: str
    package: str
    file: str
    sha256: str


def assets(site: Path) -> tuple[Asset, ...]:
    """Return the files of a site that come from installed packages, in the order of their paths."""
    known = _known_files()
    found = []
    for path in sorted(path for path in site.rglob("*") if path.is_file()):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        if digest in known:
            package, file = known[digest]
            found.append(Asset(path.relative_to(site).as_posix(), package, file, digest))
    return tuple(found)


def _known_files() -> Mapping[str, tuple[str, str]]:
    """Return (package, file) by the sum that the package's own record states; an empty file is nobody's."""
    known: dict[str, tuple[str, str]] = {}
    for package in sorted(distributions(), key=lambda package: package.name):
        for file in sorted(package.files or (), key=str):
            if file.hash and file.hash.mode == "sha256" and file.size:
                digest = base64.urlsafe_b64decode(file.hash.value + "=").hex()
                known.setdefault(digest, (package.name, str(file)))
    return known


def locked(lock: str) -> dict[tuple[str, str], tuple[str, ...]]:
    r"""Return the sums of the archives of each (package, version) of a lock file.

    >>> locked("sphinx==9.0.4 \\\n    --hash=sha256:" + "0" * 64 + "\n")[("sphinx", "9.0.4")][0][:4]
    '0000'
    """
    starts = list(_LOCKED.finditer(lock))
    ends = [start.start() for start in starts[1:]] + [len(lock)]
    return {
        (start[1], start[2]): tuple(sorted(_HASH.findall(lock, start.start(), end)))
        for start, end in zip(starts, ends, strict=True)
    }


def sbom(lock: str, site: Path) -> str:
    """Return the bill of materials of a site and of the packages that a lock file names."""
    taken: dict[str, list[Asset]] = defaultdict(list)
    for asset in assets(site):
        taken[_folded(asset.package)].append(asset)
    components = []
    for (name, release), sums in sorted(locked(lock).items()):
        component = _library("pypi", name, release, sums)
        if parts := [_part(asset, site) for asset in taken.get(_folded(name), ())]:
            component["components"] = parts
        components.append(component)
    main = _library("pypi", "nq57", version("nq57"), ())
    bill: dict[str, Any] = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {**main, "type": "application"}},
        "components": components,
    }
    bill["serialNumber"] = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(bill, sort_keys=True)).urn
    return json.dumps(bill, indent=1, ensure_ascii=False) + "\n"


def _folded(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _library(system: str, name: str, release: str, sums: tuple[str, ...]) -> dict[str, Any]:
    address = f"pkg:{system}/{name}@{release}"
    library: dict[str, Any] = {"type": "library", "bom-ref": address, "name": name, "version": release}
    library["purl"] = address
    if sums:
        library["hashes"] = [{"alg": "SHA-256", "content": content} for content in sums]
    return library


def _part(asset: Asset, site: Path) -> dict[str, Any]:
    banner = _BANNER.match((site / asset.path).read_bytes()[:1000])
    if banner:
        library = _library("npm", banner[1].decode(), banner[2].decode(), (asset.sha256,))
        return {**library, "evidence": {"occurrences": [{"location": asset.path}]}}
    sums = [{"alg": "SHA-256", "content": asset.sha256}]
    return {"type": "file", "bom-ref": f"file:{asset.path}", "name": asset.path, "hashes": sums}
