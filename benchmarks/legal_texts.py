"""Texts to measure speed on: prose as Vietnamese law writes it, and near-numbers that never repeat.

Everything is drawn from a seed, so that two runs read the same bytes.
"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable, Mapping

MEGABYTE = 1_000_000
Draw = Callable[[random.Random], str]

PHRASES = """cơ quan, tổ chức, cá nhân có liên quan | chịu trách nhiệm tổ chức thực hiện |
theo quy định của pháp luật | trong thời hạn do cơ quan có thẩm quyền quyết định |
hồ sơ đề nghị cấp giấy phép | kết quả giải quyết thủ tục hành chính |
bảo đảm an toàn, an ninh thông tin | ứng dụng khoa học, công nghệ và chuyển đổi số |
phê duyệt nhiệm vụ hằng năm | quản lý, khai thác cơ sở dữ liệu quốc gia về dân cư |
Ủy ban nhân dân cấp tỉnh | Bộ trưởng, Thủ trưởng cơ quan ngang bộ |
kinh phí thực hiện từ nguồn ngân sách nhà nước | xử lý vi phạm theo mức độ |
đối tượng được hưởng chính sách hỗ trợ | kiểm tra, giám sát, thanh tra việc chấp hành |
tiêu chuẩn, quy chuẩn kỹ thuật | người đại diện theo pháp luật | báo cáo định kỳ hoặc đột xuất |
dịch vụ công trực tuyến toàn trình | đào tạo, bồi dưỡng nguồn nhân lực chất lượng cao |
công bố công khai trên cổng thông tin điện tử | phối hợp với các đơn vị có chức năng |
hợp đồng nghiên cứu khoa học | quyền sử dụng đất và tài sản gắn liền với đất | giải thích từ ngữ |
phạm vi điều chỉnh và đối tượng áp dụng | mức phạt tiền đối với hành vi vi phạm hành chính |
điều kiện kinh doanh vận tải | nguyên tắc hoạt động | thành lập hội đồng tư vấn thẩm định |
biện pháp khắc phục hậu quả | lưu trữ tài liệu điện tử | thẩm quyền xử phạt"""
WORDS = tuple(" ".join(phrase.split()) for phrase in PHRASES.split("|"))
ISSUERS = ("CP", "TTg", "BTC", "BCA", "BKHCN", "BTTTT", "BGDĐT", "BYT", "UBND", "NHNN")
KINDS = (
    ("Thông tư", "TT"),
    ("Nghị định", "NĐ"),
    ("Quyết định", "QĐ"),
    ("Nghị quyết", "NQ"),
    ("Chỉ thị", "CT"),
)


def grown(unit: str) -> str:
    """Return the unit repeated to a megabyte."""
    return unit * (MEGABYTE // len(unit.encode()) + 1)


def drawn(draw: Draw, seed: int = 57) -> str:
    """Return a megabyte of pieces that never repeat."""
    source, pieces, size = random.Random(seed), list[str](), 0
    while size < MEGABYTE:
        piece = draw(source)
        pieces.append(piece)
        size += len(piece.encode())
    return "".join(pieces)


def article(source: random.Random) -> str:
    """Return an article as the codified law prints it: a heading, its source, clauses that count and date."""
    place = f"Điều {source.randint(1, 45)}.{source.randint(1, 9)}.TT.{source.randint(1, 90)}"
    heading = f"\n{place}.{source.randint(1, 60)}. {words(source, 1).capitalize()}\n\n"
    clauses = "".join(f"{n}. {clause(source)}\n\n" for n in range(1, source.randint(3, 7)))
    return f"{heading}({origin(source)})\n\n{clauses}"


def origin(source: random.Random) -> str:
    """Return the line that tells where an article comes from."""
    since = f"có hiệu lực thi hành kể từ ngày {day(source)}"
    body = source.choice(("Chính phủ", "Bộ trưởng Bộ Tài chính", "Thủ tướng Chính phủ", "Bộ Công an"))
    title = f"{act(source)} {words(source, 1)}"
    return f"Điều {source.randint(1, 90)} {title} ngày {day(source)} của {body}, {since}"


def clause(source: random.Random) -> str:
    """Return a clause of some 350 characters with plain digits, and now and then a citation."""
    plain = (
        f"Điều {source.randint(1, 99)} của Luật này",
        f"khoản {source.randint(1, 9)} và điểm {source.choice('abcdđ')} khoản 2 Điều này",
        f"từ {source.randint(2, 90)} đến {source.randint(100, 900)} triệu đồng",
        f"không quá {source.randint(5, 90)} ngày làm việc",
        f"Mẫu số {source.randint(1, 30):02} ban hành kèm theo Thông tư này",
        f"trước ngày {day(source)}",
    )
    cited = f"; thực hiện theo {act(source)}" if source.random() < 0.5 else ""
    return f"{words(source, 4)}, {source.choice(plain)}; {words(source, 3)}, {source.choice(plain)}{cited}."


def act(source: random.Random) -> str:
    """Return a citation."""
    kind, code = source.choice(KINDS)
    year = source.randint(2005, 2026)
    if source.random() < 0.1:
        return f"Luật số {source.randint(1, 99):02}/{year}/QH{source.randint(11, 15)}"
    return f"{kind} số {source.randint(1, 300):02}/{year}/{code}-{source.choice(ISSUERS)}"


def day(source: random.Random) -> str:
    """Return a date."""
    return f"{source.randint(1, 28):02}/{source.randint(1, 12):02}/{source.randint(2005, 2026)}"


def words(source: random.Random, count: int) -> str:
    """Return phrases of prose."""
    return ", ".join(source.sample(WORDS, count))


def _code(source: random.Random) -> str:
    return "".join(source.choices("ABCDĐGHKLMNPQSTVX", k=source.randint(2, 5)))


def _n(source: random.Random, top: int = 999) -> str:
    return str(source.randint(1, top))


def _type(source: random.Random) -> str:
    return source.choice(("NQ", "QĐ", "TB", "KH", "CT", "TT", "NĐ", "BC", "TTr"))


def _nfd(source: random.Random) -> str:
    text = f"nghị quyết này, Điều {_n(source)} số {_n(source)}/{_type(source)}- của Quốc hội, "
    return unicodedata.normalize("NFD", text)


HOSTILE: Mapping[str, Draw] = {
    "forms": lambda s: f"Mẫu số {_n(s)}/{_type(s)}-{_code(s)}, ",
    "forms with a year": lambda s: f"Mẫu {_n(s)}/{s.randint(1990, 2030)}/{_type(s)}-{_code(s)}; ",
    "lists of forms": lambda s: f"biểu mẫu số {_n(s, 99)}, {_n(s, 99)}, {_n(s, 99)}/{_type(s)}-{_code(s)} ",
    "unfinished codes": lambda s: f"số {_n(s)}/{s.randint(1990, 2030)}/{_type(s)}- ",
    "unfinished codes after a word": lambda s: f"Nghị định số {_n(s)}/{s.randint(1990, 2030)}/{_type(s)}- ",
    "small letters after a code": lambda s: f"số {_n(s)}/{_type(s)}-{_code(s).lower()} ",
    "unknown types": lambda s: f"số {_n(s)}/{_code(s)}-{_code(s)} ",
    "unknown types after a word": lambda s: f"Quyết định số {_n(s)}-{_code(s)}/{_code(s)} ",
    "types without issuer": lambda s: f"Nghị quyết {_n(s)}-{_type(s)} ",
    "half numbers": lambda s: f"{_n(s)}-{_type(s)}/ ",
    "decomposed marks": _nfd,
    "digits": lambda s: _n(s, 10**12),
    "digits and spaces": lambda s: f"{_n(s, 10**5)} ",
    "lists that count": lambda s: f"Nghị quyết {_n(s, 9)}, {_n(s, 99)}, {_n(s)}, {_n(s)} điều, ",
    "bare lists": lambda s: f"{_n(s)}, {_n(s)} và ",
    "fractions": lambda s: f"{_n(s, 99)}/{_n(s, 99)}/{_n(s, 99)}/{_n(s, 99)} ",
    "slashes and dashes": lambda s: s.choice("/-") * s.randint(1, 4) + _n(s, 9) + s.choice("/- "),
    "spaces in a number": lambda s: f"số {_n(s)}{' ' * s.randint(1, 24)}/{' ' * s.randint(1, 24)}{_type(s)} ",
    "dates": lambda s: f"ngày {day(s)}, ",
    "years": lambda s: f"số {s.randint(1945, 2049)}/{s.randint(1945, 2049)} ",
    "codification codes": lambda s: f"Điều {_n(s, 45)}.{_n(s, 9)}.{_type(s)}.{_n(s, 90)}.{_n(s, 90)}. ",
    "number signs": lambda s: s.choice(("số ", "số: ", "n° ", "No. ", "Nghị quyết số ")),
    "signs and digits": lambda s: f"số {_n(s)} ",
    "words of kind": lambda s: s.choice(("Nghị quyết ", "Quyết định số ", "kế hoạch ", "loi n° ")),
    "words and counts": lambda s: f"Nghị quyết {_n(s, 9)} điều, kế hoạch {_n(s, 99)} ngày, ",
    "versions": lambda s: f"A{_n(s, 9)}.{_n(s, 9)}.{_n(s, 9)} ",
    "standards": lambda s: f"TCVN {_n(s, 9999)}:{s.randint(1990, 2030)}, QCVN {_n(s, 99)}:2019/B{_code(s)} ",
    "decimals": lambda s: f"{_n(s)},{_n(s)} {_n(s)}.{_n(s)} ",
    "addresses": lambda s: f"{_n(s, 255)}.{_n(s, 255)}.{_n(s, 255)}.{_n(s, 255)} ",
    "links": lambda s: f"https://a.vn/{_n(s)}-{_type(s).lower()}-{_code(s).lower()} ",
    "foreign acts": lambda s: (
        f"décret n° {s.randint(1990, 2030)}-{_n(s, 1999)}, Regulation (EU) 2016/{_n(s)} "
    ),
    "letters and digits": lambda s: f"{_code(s)}{_n(s)}-{_code(s)}{_n(s, 9)}/{_n(s)} ",
}
