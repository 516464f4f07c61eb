"""The cases of ``invented.txt``, and those that are no text: pipes, links, twins, bytes that are no UTF-8."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from laying import HERE, Case

BODY = "\nUn texte écrit pour essayer la règle, sans autre fin que cela.\n"
PLAIN = f"@@FM\n@@END\n{BODY}"
_HEADS = re.compile(r"^== (.+): ([a-z ]+), (refused|built)\n", re.MULTILINE)
_PICTURE = base64.b64encode(b"\x89PNG\r\n\x1a\n" + bytes(20)).decode()

SHAPES: dict[str, Callable[[Any], str]] = {
    "number": lambda text: _quoted("number", text),
    "date": lambda text: f"@@FM\ndate: {text}\nquotes:\n  - of: [date]\n    inferred: x\n@@END\n{BODY}",
    "title": lambda text: f"@@FM\ntitle: {_scalar(text)}\n@@END\n{BODY}",
    "alias": lambda text: f"@@FM\naliases: [{_scalar(text)}]\n@@END\n{BODY}",
    "front": lambda text: f"@@FM\n{text}@@END\n{BODY}",
    "body": lambda text: f"@@FM\n@@END\n{text}",
    "prose": lambda text: f"@@FM\n@@END\n{BODY}\n{text}\n",
    "large prose": lambda parts: f"@@FM\n@@END\n{BODY}\n{_repeated(parts)}\n",
    "large front": lambda parts: f"@@FM\n{_repeated(parts)}@@END\n{BODY}",
    "file": lambda text: str(text),
    "page": lambda text: str(text),
    "name": lambda text: PLAIN,
}


def _scalar(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _quoted(key: str, text: str) -> str:
    return f"@@FM\n{key}: {_scalar(text)}\nquotes:\n  - of: [{key}]\n    inferred: x\n@@END\n{BODY}"


def _repeated(parts: list[tuple[str, int]]) -> str:
    return "".join(part * times for part, times in parts)


def cases() -> tuple[Case, ...]:
    """Return all of them, each with file names of its own."""
    return (*_written(), *_bytes(), *_files())


def _written() -> Iterator[Case]:
    pieces = _HEADS.split((HERE / "invented.txt").read_text("utf-8"))[1:]
    for kind, (what, shape, outcome, texts) in enumerate(zip(*[iter(pieces)] * 4, strict=True)):
        for n, line in enumerate(filter(None, texts.split("\n"))):
            text = json.loads(line)
            path = (
                text if shape == "name" else f"{'guide' if shape == 'page' else 'documents'}/zz-{kind}-{n}.md"
            )
            yield Case(f"{what} {n}", ({"dest": path, "text": SHAPES[shape](text)},), outcome)


def _bytes() -> Iterator[Case]:
    """Yield notes in other encodings, and with bytes that no encoding has."""
    keys = "kind: document\ntitle: Titre\ntype: plan\nissuer: unknown\ndate: unknown\nstatus: unknown\n"
    whole = f"---\n{keys}---\n{BODY}"
    ends = (
        b"\xe9t\xe9",
        b"\xc0\xaf",
        b"\xed\xa0\x80",
        b"\xff\xfe",
        b"\xe1\xba",
        b"\x80",
        b"\xf5\x80\x80\x80",
    )
    raws = [whole.encode() + end for end in ends]
    raws += [whole.encode(code) for code in ("utf-16", "utf-16-be", "utf-32", "latin-1", "cp1252")]
    for n, raw in enumerate(raws):
        file = {"dest": f"documents/zz-bytes-{n}.md", "base64": base64.b64encode(raw).decode()}
        yield Case(f"bytes that are no UTF-8 {n}", (file,), "refused")


def _files() -> Iterator[Case]:
    """Yield what is no plain file, and files that are none together."""
    note, picture = "documents/zz.md", "documents/zz.png"
    alone: dict[str, dict[str, Any]] = {
        "pipe": {"dest": note, "fifo": True},
        "pipe as a picture": {"dest": picture, "fifo": True},
        "pipe as vocabulary": {"dest": "vocabulary/zz.yaml", "fifo": True},
        "link to endless zeros": {"dest": note, "symlink": "/dev/zero"},
        "link to the kernel's messages": {"dest": note, "symlink": "/proc/kmsg"},
        "link to a secret": {"dest": "sources/zz.txt", "symlink": "@@ABS@@"},
        "link to a secret picture": {"dest": picture, "symlink": "@@PNGABS@@"},
        "link to nothing": {"dest": note, "symlink": "/nowhere/at/all"},
        "link to a folder": {"dest": "people", "symlink": "/etc"},
        "link to itself": {"dest": "documents/zz", "symlink": "."},
        "a script as a picture": {"dest": picture, "text": "<svg onload=@@XSS@@>"},
        "a secret as a picture": {"dest": "documents/zz.jpg", "text": "root:x:0:0"},
    }
    for place in (note, picture, "sources/zz.txt", "guide/zz.md", "vocabulary/zz.yaml"):
        alone[f"50 GB of holes, {place}"] = {"dest": place, "holes": 50_000_000_000}
    for name, file in alone.items():
        yield Case(name, (file,), "refused")
    number = "@@FM\nnumber: 12-NQ/TW\nquotes: [{of: [number], inferred: x}]\n@@END\n" + BODY
    yield _together("case twins", ("documents/zz.md", "documents/ZZ.md"), PLAIN)
    yield _together("normal form twins", ("documents/\u00e9.md", "documents/e\u0301.md"), PLAIN)
    yield _together("one number twice", ("documents/zz-1.md", "documents/zz-2.md"), number)
    shown = {"dest": "documents/zz.md", "text": f"{PLAIN}\n![a](zz.png)\n"}
    pictures = ({"dest": picture, "base64": _PICTURE}, {"dest": "documents/ZZ.png", "base64": _PICTURE})
    yield Case("a picture and its case twin", (shown, *pictures), "refused")
    yield Case("a picture beside its note", (shown, pictures[0]), "built")


def _together(name: str, paths: tuple[str, ...], text: str) -> Case:
    return Case(name, tuple({"dest": path, "text": text} for path in paths), "refused")
