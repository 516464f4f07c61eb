"""Invented notes for the search benchmark: three languages, any number of them, the same for one seed.

Nothing is taken from the knowledge base: words are put together from syllables, sentences from words that
often stand together, as rare and as common as in a real text. A document comes as three notes, one for each
language, that share a number.
"""

from __future__ import annotations

import random
import unicodedata
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, product

from nq57.search import Entry


def _list(text: str) -> list[str]:
    return text.split("|")


LANGUAGES = ("vi", "fr", "en")
KINDS = {
    "resolution": ("nghị quyết", "résolution", "resolution", "NQ"),
    "decision": ("quyết định", "décision", "decision", "QĐ"),
    "plan": ("kế hoạch", "plan", "plan", "KH"),
    "notice": ("thông báo", "avis", "notice", "TB"),
    "directive": ("chỉ thị", "directive", "directive", "CT"),
    "programme": ("chương trình", "programme", "programme", "CTr"),
}
SYNONYMS = tuple(KINDS.values())
PROVINCES = tuple(
    _list(
        "Hà Nội|Huế|Lai Châu|Điện Biên|Sơn La|Lạng Sơn|Quảng Ninh|Thanh Hóa|Nghệ An|Hà Tĩnh|Cao Bằng|Lào Cai|"
        "Thái Nguyên|Phú Thọ|Bắc Ninh|Hưng Yên|Hải Phòng|Ninh Bình|Quảng Trị|Đà Nẵng|Quảng Ngãi|Gia Lai|"
        "Tuyên Quang|Khánh Hòa|Lâm Đồng|Đắk Lắk|Đồng Nai|Tây Ninh|Cần Thơ|Vĩnh Long|Đồng Tháp|Cà Mau|An Giang"
    )
)
STATUSES = ("issued", "draft", "repealed", "cited")
LETTERS = 1900  # of text in a note, on average

_ONSETS = _list("b|c|ch|d|đ|g|gi|h|kh|l|m|n|ng|nh|ph|r|s|t|th|tr|v|x")
_RIMES = _list(
    "a|ai|am|an|ang|anh|ao|ac|at|e|en|eo|em|et|o|oa|oan|on|ong|oc|ot|u|un|ung|ut|i|in|inh|ich|it|â|ân|âm|âu|ây|ât|"
    "ă|ăn|ăng|ê|ên|êu|iê|iên|iêu|iêt|ô|ôi|ôn|ông|ôc|ơ|ơi|ơn|uôn|uyên|ư|ưa|ưng|ươi|ương|ưc"
)
_TONES = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
_STEMS = {
    "fr": (_list("b|c|d|f|g|l|m|n|p|r|s|t|v|pr|tr|cl|gr|st|ch|qu"), _list("a|e|i|o|u|é|ou|ai|eu")),
    "en": (_list("b|c|d|f|g|l|m|n|p|r|s|t|v|w|pr|tr|cl|gr|st|sh"), _list("a|e|i|o|u|ea|oo")),
}
_ENDINGS = {
    "fr": _list("tion|ment|ité|age|eur|ance|ique|ée|er|ir|able|if|aire|oire|isme|ne|re|se|le|te"),
    "en": _list("tion|ment|ity|age|er|ance|ic|ed|al|ing|ly|able|ive|ary|ism|ness|n|r|s|t|m"),
}
_SMALL = {
    "vi": _list("của|và|các|cho|với|trong|về|được|có|là|theo|tại|những|để|từ|một|này|đã|do|không"),
    "fr": _list("de|la|le|les|des|et|à|en|du|pour|dans|un|une|par|sur|au|aux|ce|qui|que|est"),
    "en": _list("the|of|and|to|in|for|a|on|by|with|that|is|as|be|are|this|from|at|which|it"),
}


class Zipf:
    """Draws from a row of things, the first the most often, as words are drawn in a language."""

    def __init__(self, things: Sequence[str], flat: float) -> None:
        """Keep the things; the larger ``flat``, the less the first stand out."""
        self.things = things
        self.sums = list(accumulate(1 / (rank + flat) for rank in range(1, len(things) + 1)))

    def draw(self, chance: random.Random) -> str:
        """Return one of the things."""
        return self.things[bisect(self.sums, chance.random() * self.sums[-1])]


class Tongue:
    """The words of one language, and what often stands together."""

    def __init__(self, language: str, chance: random.Random) -> None:
        """Make the words and the habits of the language."""
        known = _words(language, chance)
        self.rare = known[len(known) // 2 :]
        self.words = Zipf(known, 8)
        self.small = Zipf(_SMALL[language], 2)
        habits = sorted({self._habit(chance) for _ in range(9000)})
        chance.shuffle(habits)
        self.habits = Zipf(habits, 12)

    def _habit(self, chance: random.Random) -> str:
        row = [self.words.draw(chance) for _ in range(chance.choice((2, 2, 3, 3, 4)))]
        if chance.random() < 0.5:
            row.insert(1, self.small.draw(chance))
        return " ".join(row)

    def phrase(self, chance: random.Random) -> str:
        """Return a few words: a habit more often than not, now and then a rare word."""
        sort = chance.random()
        if sort < 0.6:
            return self.habits.draw(chance)
        return self.words.draw(chance) if sort < 0.97 else chance.choice(self.rare)

    def sentence(self, chance: random.Random, more: str = "") -> str:
        """Return a sentence, with some words more in its middle."""
        row = []
        for _ in range(chance.randint(4, 8)):
            row += [self.phrase(chance), self.small.draw(chance)][: 1 + (chance.random() < 0.5)]
        if more:
            row.insert(chance.randrange(1, len(row)), more)
        text = " ".join(row)
        return text[0].upper() + text[1:] + chance.choice(".....;!")


def _toned(rime: str, tone: str) -> str:
    place = 1 if len(rime) > 1 and rime[1] in "êơô" else 0
    return unicodedata.normalize("NFC", rime[: place + 1] + tone + rime[place + 1 :])


def _words(language: str, chance: random.Random) -> list[str]:
    if language == "vi":
        made = {onset + _toned(rime, tone) for onset, rime, tone in product(_ONSETS, _RIMES, _TONES)}
        return chance.sample(sorted(made), 2400)
    (onsets, vowels), found = _STEMS[language], set()
    while len(found) < 6000:
        stem = "".join(
            chance.choice(onsets) + chance.choice(vowels) for _ in range(chance.choice((1, 2, 2, 3)))
        )
        found.add(stem + chance.choice(_ENDINGS[language]))
    return chance.sample(sorted(found), 6000)


@dataclass(frozen=True)
class Number:
    """A document before it is written: what its three notes share."""

    kind: str
    text: str
    issuer: str
    level: str
    province: str
    date: str


def _number(rank: int, chance: random.Random) -> Number:
    kind = chance.choice(tuple(KINDS))
    code = KINDS[kind][3]
    year = 2015 + rank % 12
    level = chance.choice(("central", "province", "province"))
    province = chance.choice(PROVINCES) if level == "province" else ""
    text, issuer = chance.choice(
        ((f"{rank}-{code}/TU", f"Tỉnh ủy {province}"), (f"{rank}/{year}/{code}-UBND", f"UBND {province}"))
        if province
        else ((f"{rank}-{code}/TW", "Ban Bí thư"), (f"{rank}/{code}-TTg", "Thủ tướng Chính phủ"))
    )
    date = f"{year}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"
    return Number(kind, text, issuer, level, province, date)


def notes(count: int, seed: int = 57) -> Iterator[Entry]:
    """Yield so many notes: the three of each document follow one another."""
    chance = random.Random(seed)
    tongues = {language: Tongue(language, chance) for language in LANGUAGES}
    numbers = [_number(rank, chance) for rank in range(100, 100 + -(-count // 3))]
    for rank in range(count):
        number, language = numbers[rank // 3], LANGUAGES[rank % 3]
        yield _note(number, language, tongues[language], numbers, chance)


def _note(
    number: Number, language: str, tongue: Tongue, numbers: Sequence[Number], chance: random.Random
) -> Entry:
    word = KINDS[number.kind][LANGUAGES.index(language)]
    title = " ".join([word, *(tongue.phrase(chance) for _ in range(3))])
    text: list[str] = []
    while sum(map(len, text)) < LETTERS * chance.uniform(0.5, 1.5):
        cited = chance.choice(numbers)
        cites = f"{KINDS[cited.kind][LANGUAGES.index(language)]} {cited.text}"
        text.append(tongue.sentence(chance, cites if chance.random() < 0.1 else ""))
    slug = number.text.replace("/", "-").replace("Đ", "D").lower()
    return Entry(
        id=f"{slug}-{language}",
        url=f"documents/{slug}-{language}.html",
        kind=number.kind,
        number=number.text,
        titles=(title[0].upper() + title[1:],),
        label=title[0].upper() + title[1:],
        date=number.date,
        issuer=number.issuer,
        level=number.level,
        province=number.province,
        year=number.date[:4],
        status=chance.choice(STATUSES),
        language=language,
        aliases=(),
        text=" ".join(text),
    )
