"""A handful of entries whose numbers, names and languages get in each other's way."""

from __future__ import annotations

import pytest

from nq57.search import Entry


def entry(name: str, kind: str = "document", **fields: object) -> Entry:
    """Return an entry with empty fields where none is given."""
    plain = dict.fromkeys(
        ("number", "date", "issuer", "level", "province", "year", "status", "language", "text"), ""
    )
    titles = fields.pop("titles", ())
    known = plain | {"aliases": ()} | fields
    label = str(titles[0]) if isinstance(titles, tuple) and titles else str(known["number"])
    return Entry(id=name, url=f"{kind}s/{name}.html", kind=kind, titles=titles, label=label, **known)  # type: ignore[arg-type]


BREAKTHROUGHS = (
    "Nghị quyết về đột phá phát triển khoa học, công nghệ",
    "Résolution sur les percées de la science et de la technologie",
    "Resolution on breakthroughs in science and technology",
)

ENTRIES = (
    entry(
        "57-nq-tw",
        number="57-NQ/TW",
        titles=BREAKTHROUGHS,
        date="2024-12-22",
        issuer="Bộ Chính trị",
        level="central",
        year="2024",
        aliases=("NQ57",),
        text="Bước ngoặt của chuyển đổi số. La mise en œuvre relève du comité directeur central.",
    ),
    entry(
        "57-2025-nd-cp",
        number="57/2025/NĐ-CP",
        titles=("Nghị định về mua bán điện",),
        date="2025-03-03",
        year="2025",
    ),
    entry(
        "570-qd-ttg", number="570/QĐ-TTg", titles=("Quyết định về quy hoạch",), date="2025-02-01", year="2025"
    ),
    entry(
        "71-nq-cp",
        number="71/NQ-CP",
        titles=("Nghị quyết sửa đổi Chương trình hành động",),
        date="2025-04-01",
    ),
    entry(
        "193-2025-qh15",
        number="193/2025/QH15",
        titles=("Nghị quyết thí điểm cơ chế đặc biệt", "Résolution pilote", "Pilot resolution"),
        date="2025-02-19",
        issuer="Quốc hội",
        level="central",
        year="2025",
        text="Institutionalises 57-NQ/TW. <b>Sandbox</b> rules follow.",
    ),
    entry(
        "93-2025-qh15",
        number="93/2025/QH15",
        titles=("Luật khoa học, công nghệ",),
        date="2025-06-27",
        year="2025",
    ),
    entry(
        "1460-qd-tu",
        number="1460-QĐ/TU",
        titles=(
            "Quyết định thành lập Ban Chỉ đạo tỉnh Hưng Yên",
            "Décision créant le comité directeur de Hung Yen",
        ),
        date="2025-02-20",
        issuer="Tỉnh ủy Hưng Yên",
        level="province",
        province="Hưng Yên",
        year="2025",
        text="The decision sets up the provincial steering committee for resolution 57-NQ/TW.",
    ),
    entry(
        "01-cv-bcdtw",
        number="01-CV/BCĐTW",
        titles=("Công văn xây dựng kế hoạch hành động",),
        date="2025-03-25",
    ),
    entry("hung-yen", "province", titles=("Hưng Yên", "Hung Yen"), text="Tỉnh ở đồng bằng sông Hồng."),
    entry("dak-lak", "province", titles=("Đắk Lắk", "Dak Lak"), text="Tây Nguyên."),
    entry(
        "bcd-tw",
        "organisation",
        titles=("Ban Chỉ đạo Trung ương", "Comité directeur central", "Central Steering Committee"),
        text="Reports every quarter on 57-NQ/TW.",
    ),
    entry("loi", "finding", titles=("Lợi ích của dữ liệu mở",), text="Lợi thế và cơ hội của tỉnh."),
    entry("loi-fr", "finding", titles=("La loi sur les données",), text="Une loi nouvelle."),
    entry("hoa", "person", titles=("Huỳnh Thị Chiến Hòa",), text="Phó Bí thư Thường trực."),
    entry("nghi", "finding", titles=("Nghỉ hè",), text="Nghi ngờ và nghỉ ngơi."),
    entry(
        "hostile",
        "page",
        titles=("<img src=x onerror=alert(1)>",),
        text="constructor __proto__ toString </script>",
    ),
)

SYNONYMS = (
    ("nghị quyết", "résolution", "resolution", "NQ"),
    ("quyết định", "décision", "decision", "QĐ"),
    ("luật", "loi", "law"),
    ("ban chỉ đạo", "comité directeur", "steering committee", "BCĐ"),
    ("Đề án 06", "Projet 06"),
)


@pytest.fixture(scope="session")
def entries() -> tuple[Entry, ...]:
    """The entries."""
    return ENTRIES


@pytest.fixture(scope="session")
def synonyms() -> tuple[tuple[str, ...], ...]:
    """Groups of equal names."""
    return SYNONYMS
