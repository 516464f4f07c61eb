"""Hostile and broken notes: what a case is, and how its files are laid into a knowledge base.

``corpus.jsonl`` holds one case a line. In its texts ``@@FM … @@END`` is front matter of our kind, with the
lines between as further or other keys; ``@@XSS@@`` is a script that tells on itself; ``@@REL@@`` and others
lead to secrets beside the knowledge base. What is large is told by a recipe: ``gen`` repeats parts.
"""

from __future__ import annotations

import base64
import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
FRONT = {
    "kind": "document",
    "title": "",
    "type": "plan",
    "issuer": "unknown",
    "date": "unknown",
    "status": "unknown",
}
SCRIPT = "kbx(1)"
SECRET = "KBCANARYFILE7f3a"
ENVIRONMENT = "KBCANARYENV91c2"
_FRONT = re.compile(r"@@FM(?: title=([^\n]*))?\n(.*?)@@END\n", re.DOTALL)


@dataclass(frozen=True)
class Case:
    """One case: its files, and what must become of it.

    ``expect`` is ``refused``, ``built`` or ``either``; ``shows`` stands in the text of its page,
    ``asked`` is typed in the search.
    """

    name: str
    files: tuple[Mapping[str, Any], ...]
    expect: str
    shows: tuple[str, ...] = ()
    asked: str = ""

    @property
    def large(self) -> bool:
        """Whether a case weighs on the machine, or is no plain file: it is tried alone."""
        plain = all({"text", "base64"}.intersection(file) for file in self.files)
        return not plain or len(self.files) > 1 or len(str(self.files[0].get("text", ""))) > 5000

    @property
    def paths(self) -> tuple[str, ...]:
        """The files that a message may name."""
        return tuple(str(file["dest"]) for file in self.files)


@dataclass
class Place:
    """A folder with a knowledge base, and secrets of the machine beside it."""

    root: Path
    laid: int = field(default=0)

    @property
    def kb(self) -> Path:
        """The notes."""
        return self.root / "kb"

    @property
    def secrets(self) -> Path:
        """What no page may show."""
        return self.root / "secrets"

    def hide_secrets(self) -> None:
        """Write the secrets that cases try to publish."""
        self.secrets.mkdir(parents=True, exist_ok=True)
        (self.secrets / "secret.txt").write_text(f"{SECRET},secret,2\n")
        (self.secrets / "secret.md").write_text(f"# {SECRET}\n")
        (self.secrets / "secret.png").write_bytes(b"\x89PNG\r\n\x1a\n" + SECRET.encode())
        (self.root / ".kb-secret").write_text(f"{SECRET},repo\n")

    def lay(self, case: Case) -> None:
        """Write the files of a case. Raises OSError where this file system refuses a name."""
        for file in case.files:
            path = self.kb / str(file["dest"]).replace("@@XSS@@", SCRIPT)
            path.parent.mkdir(parents=True, exist_ok=True)
            if "symlink" in file:
                path.symlink_to(self.values().get(str(file["symlink"]), str(file["symlink"])))
            elif "fifo" in file:
                os.mkfifo(path)
            elif "holes" in file:
                with path.open("wb") as sparse:
                    sparse.truncate(int(file["holes"]))
            elif "base64" in file:
                path.write_bytes(base64.b64decode(file["base64"]))
            else:
                text = file["text"] if "text" in file else "".join(part * n for part, n in file["gen"])
                path.write_bytes(self.filled(text, case.name).encode("utf-8", "surrogatepass"))

    def values(self) -> dict[str, str]:
        """Return what stands for a marker."""
        up = os.path.relpath(self.secrets, self.kb / "documents")
        return {
            "@@XSS@@": SCRIPT,
            "@@ABS@@": str(self.secrets / "secret.txt"),
            "@@REL@@": f"{up}/secret.txt",
            "@@SRCABS@@": "/../secrets/secret.txt",
            "@@URL@@": f"file://{self.secrets}/secret.txt",
            "@@PNGREL@@": f"{up}/secret.png",
            "@@PNGSRC@@": "/../secrets/secret.png",
            "@@PNGABS@@": str(self.secrets / "secret.png"),
            "@@REPOREL@@": "../../.kb-secret",
            "@@HTTP@@": "http://127.0.0.1:9",
            "@@RCE@@": str(self.root / "ran"),
            "@@CANARYDIR@@": str(self.secrets),
            "@@WORK@@": str(self.root),
        }

    def filled(self, text: str, name: str) -> str:
        """Return a text with its markers filled in."""
        text = re.sub(r"@@K:(\w+)@@", r"\1", text)
        text = re.sub(r"@@NESTDIR:([0-9]+)@@", lambda m: _nested(int(m[1])), text)
        text = re.sub(r"@@FOOT:([0-9]+)@@", lambda m: _footnotes(int(m[1])), text)
        for marker, value in self.values().items():
            text = text.replace(marker, value)
        ends = "\r\n" if "@@FM\r\n" in text else "\n"
        text = text.replace("\r\n", "\n") if ends == "\r\n" else text
        text = _FRONT.sub(lambda m: self._front(m[1] or "", m[2], name), text)
        return text.replace("\n", ends)

    def _front(self, title: str, more: str, name: str) -> str:
        """Return front matter of our kind; keys written below take the place of ours."""
        self.laid += 1
        own = FRONT | {"title": title or json.dumps(f"Titre {self.laid} {name}", ensure_ascii=False)}
        written = set(re.findall(r"^([^\s#:][^:\n]*):", more, re.MULTILINE))
        kept = "".join(f"{key}: {value}\n" for key, value in own.items() if key not in written)
        return f"---\n{kept}{more}---\n"


def _nested(depth: int) -> str:
    opened = "".join(":" * (depth + 3 - n) + "{note}\n" for n in range(depth))
    return opened + "x\n" + "".join(":" * (n + 4) + "\n" for n in range(depth))


def _footnotes(count: int) -> str:
    called = " ".join(f"[^n{n}]" for n in range(count))
    return called + "\n\n" + "\n".join(f"[^n{n}]: note {n}" for n in range(count)) + "\n"


def corpus() -> tuple[Case, ...]:
    """Read the cases of ``corpus.jsonl``."""
    outcomes = {"ok": "built", "reject": "refused", "any": "either"}
    lines = (HERE / "corpus.jsonl").read_text("utf-8").splitlines()
    return tuple(
        Case(
            f"{case['id']} {case['name']}",
            tuple(case["files"]),
            outcomes[case["build"]],
            tuple(case.get("contains", ())),
            case.get("search", ""),
        )
        for case in map(json.loads, lines)
    )
