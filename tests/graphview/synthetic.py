"""A graph of the size and shape of the knowledge base, made up from a seed: the same seed, the same graph."""

from __future__ import annotations

import random

from nq57.text import Date
from nq57.views.controls import CONTROL_KEYS
from nq57.views.picture import Edge, Level, Node, Texts

LEVELS = (
    Level("politburo", "Bộ Chính trị"),
    Level("secretariat", "Ban Bí thư"),
    Level("central-party", "Cơ quan Đảng ở Trung ương"),
    Level("national-assembly", "Quốc hội"),
    Level("government", "Chính phủ"),
    Level("ministry", "Bộ, ngành"),
    Level("province", "Tỉnh, thành phố"),
    Level("commune", "Xã, phường"),
)
KINDS = {
    "document": "Văn bản",
    "organisation": "Cơ quan",
    "person": "Nhân vật",
    "meeting": "Cuộc họp",
    "province": "Tỉnh, thành",
    "platform": "Nền tảng",
    "source": "Nguồn",
    "finding": "Nhận định",
    "task": "Nhiệm vụ",
    "figure": "Số liệu",
    "stub": "Chưa có ghi chép",
}
FAMILY_LABELS = {
    "authority": "Thẩm quyền",
    "implementation": "Triển khai",
    "organisation": "Tổ chức",
    "citation": "Trích dẫn",
    "work": "Công việc",
}
RELATIONS = {
    "authority": {
        "legal-basis": "căn cứ",
        "establishes": "thành lập",
        "regulates": "quy định",
        "amends": "sửa đổi",
        "issued-by": "ban hành bởi",
        "addressed-to": "gửi",
    },
    "implementation": {
        "implements": "triển khai",
        "conforms-to": "phù hợp với",
        "responds-to": "thực hiện theo",
    },
    "organisation": {
        "heads": "đứng đầu",
        "member-of": "ủy viên",
        "part-of": "thuộc",
        "standing-body": "cơ quan thường trực",
    },
    "citation": {
        "cites": "viện dẫn",
        "concludes": "kết luận",
        "mentions": "nhắc đến",
        "stated-in": "theo nguồn",
    },
    "work": {
        "assigned-to": "giao cho",
        "assigned-by": "giao bởi",
        "discussed-at": "bàn tại",
        "reports": "báo cáo",
    },
}
PROVINCES = (
    "Hà Nội",
    "Hải Phòng",
    "Huế",
    "Đà Nẵng",
    "Cần Thơ",
    "TP. Hồ Chí Minh",
    "Lai Châu",
    "Điện Biên",
    "Sơn La",
    "Lạng Sơn",
    "Quảng Ninh",
    "Thanh Hóa",
    "Nghệ An",
    "Hà Tĩnh",
    "Cao Bằng",
    "Tuyên Quang",
    "Lào Cai",
    "Thái Nguyên",
    "Phú Thọ",
    "Bắc Ninh",
    "Hưng Yên",
    "Ninh Bình",
    "Quảng Trị",
    "Quảng Ngãi",
    "Gia Lai",
    "Khánh Hòa",
    "Lâm Đồng",
    "Đắk Lắk",
    "Đồng Nai",
    "Tây Ninh",
    "Vĩnh Long",
    "Đồng Tháp",
    "Cà Mau",
    "An Giang",
)
TITLES = (
    "đột phá phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số quốc gia",
    "hoàn thiện thể chế và xóa bỏ rào cản",
    "xây dựng cơ sở dữ liệu dùng chung giữa các cơ quan Đảng",
    "đào tạo cán bộ chuyển đổi số ở cấp xã",
    "bố trí ngân sách cho khoa học, công nghệ",
    "rút ngắn thời gian giải quyết thủ tục hành chính",
)
TYPES = {
    "politburo": ("NQ/TW", "QĐ/TW", "KL/TW"),
    "secretariat": ("QĐ/TW", "CT/TW"),
    "central-party": ("CV/BCĐTW", "TB/BCĐTW", "HD/BTCTW"),
    "national-assembly": ("2025/QH15",),
    "government": ("NQ-CP", "NĐ-CP", "QĐ-TTg"),
    "ministry": ("QĐ-BKHCN", "TT-BNV"),
    "province": ("KH/TU", "QĐ/TU", "TB/BCĐ", "KH-UBND"),
    "commune": ("KH-UBND",),
}
FOCUS = "57-nq-tw"


def texts() -> Texts:
    """Return the wording of the pictures in Vietnamese, phrases aside."""
    relations = {name: label for family in RELATIONS.values() for name, label in family.items()}
    families = {name: family for family, names in RELATIONS.items() for name in names}
    return Texts("vi", KINDS, relations, families, FAMILY_LABELS, controls=CONTROL_KEYS)


def graph(seed: int = 57, documents: int = 38, edges: int = 1200) -> tuple[list[Node], list[Edge]]:
    """Return nodes and edges of a made-up knowledge base around one resolution."""
    rng = random.Random(seed)
    nodes = [_node("57-NQ/TW", "document", "politburo", Date(2024, 12, 22), TITLES[0], FOCUS)]
    for i in range(1, documents):
        level = rng.choice([*TYPES, "province", "province"])
        label = f"{rng.randint(1, 2500)}-{rng.choice(TYPES[level])}"
        date = None if rng.random() < 0.3 else Date(2025, rng.randint(1, 10), rng.randint(1, 28))
        nodes.append(_node(label, "document", level, date, rng.choice(TITLES), f"doc-{i}"))
    nodes += _others(rng)
    found: set[Edge] = set()
    hubs = [nodes[0].id, *[node.id for node in nodes if node.kind in ("document", "organisation")][:40]]
    while len(found) < edges:
        node = rng.choice(nodes)
        other = (
            hubs[min(int(rng.expovariate(0.12)), len(hubs) - 1)]
            if rng.random() < 0.75
            else rng.choice(nodes).id
        )
        if other != node.id:
            relation = rng.choice(list(RELATIONS[_family(node.kind, rng)]))
            found.add(Edge(node.id, other, relation, "found" if rng.random() < 0.2 else "declared"))
    return weigh(nodes, sorted(found)), sorted(found)


def weigh(nodes: list[Node], edges: list[Edge]) -> list[Node]:
    """Return the nodes with their number of relations as weight."""
    degree = dict.fromkeys((node.id for node in nodes), 0)
    for edge in edges:
        degree[edge.source] += 1
        degree[edge.target] += 1
    return [_reweigh(node, degree[node.id]) for node in nodes]


def hub(neighbours: int = 300) -> tuple[list[Node], list[Edge]]:
    """Return a note and as many neighbours of every level, dated over two years or undated."""
    rng = random.Random(neighbours)
    nodes = [_node("57-NQ/TW", "document", "politburo", Date(2024, 12, 22), TITLES[0], FOCUS)]
    edges = []
    for i in range(neighbours):
        level = LEVELS[min(int(rng.triangular(0, 8, 7)), 7)].id
        date = (
            None
            if rng.random() < 0.2
            else Date(rng.choice((2025, 2025, 2026)), rng.randint(1, 12), rng.randint(1, 28))
        )
        nodes.append(
            _node(f"{i + 1}-{rng.choice(TYPES[level])}", "document", level, date, TITLES[i % 6], f"n{i}")
        )
        relation = rng.choice(list(RELATIONS[rng.choice(list(RELATIONS))]))
        edges.append(Edge(f"n{i}", FOCUS, relation, "declared" if i % 5 else "found"))
    return weigh(nodes, edges), edges


def _others(rng: random.Random) -> list[Node]:
    nodes = []
    for i in range(60):
        level = rng.choice([level.id for level in LEVELS])
        name = (
            f"Ban Chỉ đạo {rng.choice(PROVINCES)} về phát triển khoa học, công nghệ"
            if i % 2
            else f"Sở {rng.choice(PROVINCES)}"
        )
        nodes.append(_node(name, "organisation", level, None, name, f"org-{i}"))
    for i in range(19):
        nodes.append(
            _node(
                f"Nguyễn Văn {chr(65 + i)}",
                "person",
                rng.choice(("politburo", "province")),
                None,
                "Ủy viên",
                f"person-{i}",
            )
        )
    for i in range(75):
        date = Date(rng.choice((2025, 2026, 2030, 2045)), 12) if i % 3 == 0 else None
        nodes.append(
            _node(
                f"T{i % 4}-{i:02d} {TITLES[i % 6][:28]}",
                "task",
                rng.choice(("ministry", "province", "central-party")),
                date,
                TITLES[i % 6],
                f"task-{i}",
            )
        )
    for i, name in enumerate(PROVINCES):
        nodes.append(_node(name, "province", "province", None, f"Tỉnh {name}", f"province-{i}"))
    for i in range(12):
        nodes.append(
            _node(
                f"Phiên họp thứ {i + 1}",
                "meeting",
                rng.choice(("central-party", "province")),
                Date(2025, 1 + i % 11, 4 + i),
                "Phiên họp Ban Chỉ đạo",
                f"meeting-{i}",
            )
        )
    for kind, count in (("platform", 27), ("source", 5), ("finding", 20), ("figure", 60)):
        for i in range(count):
            date = Date(2025, 1 + i % 10) if kind in ("source", "finding") else None
            nodes.append(
                _node(
                    f"{KINDS[kind]} {i + 1}",
                    kind,
                    rng.choice(("government", "province", "ministry")),
                    date,
                    TITLES[i % 6],
                    f"{kind}-{i}",
                )
            )
    for i in range(50):
        nodes.append(_node(f"{i + 100}/QĐ-TTg", "document", "government", None, "", f"stub-{i}", stub=True))
    return nodes


def _family(kind: str, rng: random.Random) -> str:
    usual = {
        "document": "authority",
        "organisation": "organisation",
        "person": "organisation",
        "task": "work",
        "figure": "citation",
        "source": "citation",
    }
    return usual.get(kind, "implementation") if rng.random() < 0.7 else rng.choice(list(RELATIONS))


def _node(
    label: str, kind: str, level: str, date: Date | None, title: str, name: str, *, stub: bool = False
) -> Node:
    return Node(name, kind, label, title, date, level, None, f"{kind}/{name}.html", stub, 0)


def _reweigh(node: Node, weight: int) -> Node:
    return Node(
        node.id,
        node.kind,
        node.label,
        node.title,
        node.date,
        node.level,
        node.province,
        node.url,
        node.stub,
        weight,
    )
