"""The words that made-up notes are written with, in Vietnamese, French and English: data for ``generate``.

A sentence is a subject, a verb, an object and a complement of one language; a name or a number may follow.
"""

from __future__ import annotations

from collections.abc import Mapping

Clauses = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...]]

FRENCH: Clauses = (
    (
        "Le texte", "Cette étape", "La feuille de route", "Le bilan provisoire", "Chaque service",
        "La collectivité", "Le groupe chargé du dossier", "Une partie des communes", "Le calendrier",
        "La version finale", "Le point le plus discuté", "Cette note", "La lecture retenue ici",
        "Le volet numérique", "L'équipe locale", "Le budget annoncé", "La consultation",
        "Le registre commun",
    ),
    (
        "précise", "laisse ouverte", "prépare", "retarde", "relie", "distingue", "reprend sans changement",
        "confie à d'autres", "met en regard", "prolonge", "encadre", "simplifie", "rend visible",
        "remet à plus tard",
        "ordonne par priorité", "compare avec l'année précédente", "illustre", "nuance",
    ),
    (
        "la formation des agents", "les seuils de financement", "le raccordement des villages isolés",
        "la reprise des données anciennes", "les démarches en ligne", "la répartition des crédits",
        "l'usage des signatures électroniques", "la protection des informations personnelles",
        "les essais en conditions réelles", "la maintenance des serveurs",
        "le partage entre services voisins",
        "la place des universités", "les achats groupés", "l'ouverture des jeux de données",
        "le suivi des engagements", "les laboratoires partagés", "la coopération avec les entreprises",
        "les indicateurs trimestriels", "l'accompagnement des petites structures",
        "la cartographie des réseaux",
    ),
    (
        "sans fixer de terme", "avant la fin du semestre", "dans les districts de montagne",
        "avec des moyens constants", "selon un ordre encore provisoire", "à partir des retours du terrain",
        "en s'appuyant sur les équipes existantes", "pour les trois exercices suivants",
        "sous réserve d'une évaluation indépendante", "là où le réseau le permet",
        "avec une marge d'adaptation",
        "après avis des unités concernées", "sans renvoyer à un autre acte", "au rythme de chaque localité",
        "dans la limite des crédits ouverts", "au plus près des usagers",
    ),
)  # fmt: skip
VIETNAMESE: Clauses = (
    (
        "Nội dung này", "Bước tiếp theo", "Lộ trình chung", "Nhóm chuyên trách", "Mỗi đơn vị",
        "Phần lớn địa phương",
        "Việc rà soát", "Danh mục ban đầu", "Cách hiểu trên", "Đội ngũ tại chỗ", "Nguồn vốn dự kiến",
        "Mô hình thí điểm", "Bản ghi chú này", "Hạ tầng hiện có", "Bộ phận một cửa", "Tiến độ thực tế",
    ),
    (
        "làm rõ", "gắn với", "chuẩn bị cho", "kéo dài", "tách riêng", "bổ sung", "nối lại", "ưu tiên",
        "đơn giản hóa",
        "đặt cạnh", "giữ nguyên", "mở rộng", "đánh giá lại", "hỗ trợ", "chuyển tiếp", "thống kê",
    ),
    (
        "công tác đào tạo cán bộ", "dữ liệu dùng chung", "thủ tục trực tuyến", "vùng lõm sóng",
        "kinh phí hằng năm", "nền tảng số của tỉnh", "chữ ký số cá nhân", "an toàn thông tin mạng",
        "hợp tác với trường đại học", "phòng thí nghiệm trọng điểm", "kết quả từng quý",
        "mua sắm tập trung",
        "doanh nghiệp khởi nghiệp", "kho lưu trữ điện tử", "tổ công nghệ cộng đồng", "chỉ số hài lòng",
        "nhân lực trình độ cao", "sản phẩm chủ lực",
    ),
    (
        "trong giai đoạn đầu", "theo khả năng cân đối", "ở các xã vùng cao", "trước khi nhân rộng",
        "với sự tham gia của người dân", "khi đủ điều kiện", "qua nhiều vòng góp ý", "cho ba năm kế tiếp",
        "tùy đặc thù từng nơi", "sau khi có đánh giá độc lập", "mà chưa nêu thời hạn", "từ thực tiễn cơ sở",
        "trên cùng một hệ thống", "bằng nguồn lực sẵn có",
    ),
)  # fmt: skip
ENGLISH: Clauses = (
    (
        "The draft", "This stage", "The shared roadmap", "Each department", "The local team",
        "A second reading",
        "The pilot", "The budget line", "Our reading", "The review", "The register", "Most communes",
        "The technical annex", "The timetable", "A later version", "The field survey",
    ),
    (
        "clarifies", "leaves open", "prepares", "delays", "connects", "separates", "restates", "extends",
        "narrows", "measures", "supports", "postpones", "compares", "simplifies", "documents", "funds",
    ),
    (
        "staff training", "shared data services", "online procedures", "coverage of remote villages",
        "annual funding", "digital signatures", "protection of personal records", "maintenance of servers",
        "joint purchasing", "open datasets", "links with universities", "quarterly indicators",
        "support for small firms", "the network inventory", "early field trials",
        "the community help desks",
        "archives on paper", "research equipment",
    ),
    (
        "without naming a deadline", "before the end of the term", "in mountain districts",
        "at constant cost",
        "in an order still to be agreed", "from what users report", "with the teams already in place",
        "over the next three years", "pending an outside review", "wherever the network allows",
        "after each unit has answered", "within the approved credits", "as close to users as possible",
        "at the pace of each locality",
    ),
)  # fmt: skip
CLAUSES: Mapping[str, Clauses] = {"vi": VIETNAMESE, "fr": FRENCH, "en": ENGLISH}

CITING: Mapping[str, tuple[str, ...]] = {
    "vi": ("theo tinh thần {}", "trên cơ sở {}", "đối chiếu với {}", "kế thừa {}"),
    "fr": ("dans l'esprit de {}", "à la lumière de {}", "comme le veut {}", "au regard de {}"),
    "en": ("in line with {}", "as set out in {}", "on the strength of {}", "read with {}"),
}
NUMBERED: Mapping[str, str] = {
    "vi": "{kind} số {number}",
    "fr": "{kind} n° {number}",
    "en": "{kind} No. {number}",
}
LINKING: Mapping[str, tuple[str, ...]] = {
    "vi": ("cùng với {}", "qua trường hợp của {}"),
    "fr": ("avec {}", "à l'exemple de {}"),
    "en": ("together with {}", "following {}"),
}
FAMILIES = (
    "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương",
    "Lý", "Đinh",
    "Lâm", "Trịnh", "Mai", "Tô", "Hà",
)  # fmt: skip
MIDDLES = ("Văn", "Thị", "Minh", "Hữu", "Đức", "Thanh", "Quốc", "Xuân", "Ngọc", "Công", "Kim", "Hải")
GIVEN = (
    "An", "Bình", "Châu", "Dũng", "Giang", "Hạnh", "Hùng", "Khánh", "Lan", "Linh", "Long", "Mạnh",
    "Nam", "Nga",
    "Phong", "Phúc", "Quân", "Sơn", "Tâm", "Thảo", "Thủy", "Toàn", "Trang", "Tuấn", "Việt", "Yến",
)  # fmt: skip
OFFICES = (
    ("Bí thư", "secrétaire", "secretary"),
    ("Phó Bí thư", "secrétaire adjoint", "deputy secretary"),
    ("Chủ tịch", "président", "chair"),
    ("Giám đốc", "directeur", "director"),
)
PLATFORM_TYPES = ("application", "database", "portal", "service", "programme", "infrastructure")
UNITS = (
    ("nhiệm vụ", "tâches", "tasks"),
    ("xã", "communes", "communes"),
    ("%", "%", "%"),
    ("hồ sơ", "dossiers", "files"),
)
