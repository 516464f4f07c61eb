"""Graphs shaped like citations, made up from a seed: later documents cite earlier ones, the cited most."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, timedelta

from nq57.text import Date
from nq57.views.picture import Edge, Level, Node, Texts

LEVELS = tuple(
    Level(name, name.replace("-", " ").capitalize())
    for name in (
        "politburo",
        "secretariat",
        "national-assembly",
        "government",
        "ministry",
        "province",
        "commune",
    )
)
WEIGHTS = (4, 4, 5, 8, 15, 41, 23)
KINDS = ("document", "document", "document", "task", "meeting", "organisation")
RELATIONS = {
    "legal-basis": "authority",
    "implements": "implementation",
    "conforms-to": "authority",
    "cites": "citation",
    "assigned-to": "work",
    "addressed-to": "organisation",
}
ABBREVIATIONS = ("NQ/TW", "QĐ-TTg", "NĐ-CP", "KH-UBND", "TB/TU", "QĐ-UBND", "CV-BKHCN")
PHRASES = (
    "kế hoạch triển khai nghị quyết",
    "đột phá phát triển khoa học, công nghệ",
    "đổi mới sáng tạo và chuyển đổi số",
    "cải cách thủ tục hành chính",
    "cơ sở dữ liệu dùng chung",
    "đào tạo cán bộ cấp xã",
    "bố trí ngân sách hạ tầng số",
    "bảo đảm an ninh mạng",
    "dữ liệu dân cư và đất đai",
    "hỗ trợ doanh nghiệp nông nghiệp",
    "chương trình hành động quốc gia",
    "giao nhiệm vụ cho các sở, ngành",
)
FIRST_DAY = date(2024, 12, 22)
DAYS = 600
EDGES_A_NODE = 4
UNDATED, PREFERRED, FOUND = 0.1, 0.7, 0.4


def citation_graph(size: int, seed: int = 57) -> tuple[tuple[Node, ...], tuple[Edge, ...]]:
    """Return ``size`` documents in the order of time, each with up to four relations to earlier ones."""
    rng = random.Random(seed)
    edges: set[Edge] = set()
    cited: list[int] = []
    for i in range(1, size):
        for _ in range(EDGES_A_NODE):
            target = rng.choice(cited) if cited and rng.random() < PREFERRED else rng.randrange(i)
            origin = "found" if rng.random() < FOUND else "declared"
            edges.add(Edge(_name(i), _name(target), rng.choice(list(RELATIONS)), origin))
            cited.append(target)
    weight = Counter(end for edge in edges for end in edge[:2])
    return tuple(_node(i, size, weight[_name(i)], rng) for i in range(size)), tuple(sorted(edges))


def texts() -> Texts:
    """Return the wording of the pictures, as ids."""
    families = sorted(set(RELATIONS.values()))
    return Texts("en", {}, {name: name for name in RELATIONS}, RELATIONS, {name: name for name in families})


def _name(i: int) -> str:
    return f"document-{i}"


def _node(i: int, size: int, weight: int, rng: random.Random) -> Node:
    """Return a document; the first ones come from the top, as a resolution does."""
    day = FIRST_DAY + timedelta(days=DAYS * i // size)
    level = LEVELS[0] if i < size / 100 else rng.choices(LEVELS, WEIGHTS)[0]
    label = f"{rng.randint(1, 2999)}/{rng.choice(ABBREVIATIONS)}"
    title = f"{label} — {', '.join(rng.choices(PHRASES, k=3))} {rng.randint(1, 99999)}"
    when = None if rng.random() < UNDATED else Date(day.year, day.month, day.day)
    kind = rng.choice(KINDS) if i else "document"
    return Node(
        _name(i), kind, label, title, when, level.id, None, f"documents/{_name(i)}.html", False, weight
    )
