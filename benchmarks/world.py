"""The made-up knowledge base as it grows: who may be named, what may be cited, and prose that does both."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

from nq57.model import LANGUAGES, Names, Province
from nq57.vocabulary import Vocabulary
from phrases import CITING, CLAUSES, FAMILIES, GIVEN, LINKING, MIDDLES, NUMBERED

HUBS = 6
"""How many of the first central documents are cited again and again."""
WORDS = 250
Forms = tuple[tuple[str, str], ...]

# body: level, type, names, and what it issues: (kind, number with {n}, {year} and {term}).
CENTRAL: dict[str, tuple[str, str, tuple[str, str, str], Forms]] = {
    "politburo": ("politburo", "party-organ", ("Bộ Chính trị", "Politburo", "Politburo"), (
        ("resolution", "{n:02}-NQ/TW"), ("conclusion", "{n:02}-KL/TW"), ("decision", "{n:02}-QĐ/TW"))),
    "secretariat": ("secretariat", "party-organ", ("Ban Bí thư", "Secrétariat", "Secretariat"), (
        ("directive", "{n:02}-CT/TW"),)),
    "central-steering-committee": ("central-party", "steering-committee",
        ("Ban Chỉ đạo Trung ương", "Comité directeur central", "Central Steering Committee"), (
        ("notice", "{n:02}-TB/BCĐTW"), ("plan", "{n:02}-KH/BCĐTW"))),
    "national-assembly": ("national-assembly", "assembly",
        ("Quốc hội", "Assemblée nationale", "National Assembly"), (
        ("law", "{n}/{year}/QH{term}"),)),
    "government": ("government", "government", ("Chính phủ", "Gouvernement", "Government"), (
        ("decree", "{n:02}/{year}/NĐ-CP"), ("resolution", "{n:02}/NQ-CP"), ("decision", "{n:02}/QĐ-TTg"))),
}  # fmt: skip
MINISTRIES = ("BKHCN", "BTTTT", "BGDĐT", "BYT", "BCA", "BTC", "BNV", "BXD", "BTP", "BCT")
LOCAL: dict[str, tuple[str, tuple[str, str, str], Forms]] = {
    "party-committee": ("party-committee", ("Tỉnh ủy", "Comité du Parti de", "Party Committee of"), (
        ("resolution", "{n:02}-NQ/TU"), ("plan", "{n:02}-KH/TU"), ("decision", "{n:02}-QĐ/TU"))),
    "peoples-committee": ("peoples-committee",
        ("Ủy ban nhân dân", "Comité populaire de", "People's Committee of"), (
        ("plan", "{n:02}/KH-UBND"), ("decision", "{n:02}/QĐ-UBND"))),
    "peoples-council": ("assembly", ("Hội đồng nhân dân", "Conseil populaire de", "People's Council of"), (
        ("resolution", "{n:02}/NQ-HĐND"),)),
    "steering-committee": ("steering-committee",
        ("Ban Chỉ đạo", "Comité directeur de", "Steering Committee of"), (
        ("notice", "{n:02}-TB/BCĐ"),)),
}  # fmt: skip


@dataclass
class Body:
    """An organisation: who it is, where, and the forms of the numbers it issues."""

    id: str
    names: Names
    level: str
    type: str
    province: str = ""
    forms: Forms = ()


@dataclass
class Text:
    """A document already written: what later ones need to cite it."""

    id: str
    kind: str
    number: str
    province: str
    records: list[str] = field(default_factory=list)


@dataclass
class World:
    """The knowledge base as it grows: notes by path, kept texts by source, and who may be named by whom."""

    dice: random.Random
    vocabulary: Vocabulary
    provinces: tuple[Province, ...]
    notes: dict[str, tuple[dict[str, Any], str]] = field(default_factory=dict)
    kept: dict[str, list[str]] = field(default_factory=dict)
    sources: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    bodies: dict[str, list[Body]] = field(default_factory=lambda: defaultdict(list))
    people: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    texts: dict[str, list[Text]] = field(default_factory=lambda: defaultdict(list))
    urns: dict[str, list[Text]] = field(default_factory=lambda: defaultdict(list))
    used: Counter[str] = field(default_factory=Counter)

    def name(self) -> str:
        """Return the name of a person or place: together they make a long tail of rare words."""
        return " ".join(self.dice.choice(part) for part in (FAMILIES, MIDDLES, GIVEN))

    def names(self) -> dict[str, str]:
        """Return a title in three languages."""
        found = {}
        for language in LANGUAGES:
            _, _, objects, complements = CLAUSES[language]
            words = f"{self.dice.choice(objects)} {self.dice.choice(complements)}"
            found[language] = words[0].upper() + words[1:]
        return found

    def fresh(self, stem: str) -> str:
        """Return an id that no note has."""
        self.used[stem] += 1
        return stem if self.used[stem] == 1 else f"{stem}-{self.used[stem]}"

    def source(self, province: str) -> str:
        """Return a source of the province, or of the centre."""
        return self.dice.choice(self.sources[province])

    def say(self, source: str, *sentences: str) -> list[str]:
        """Write sentences into the kept text of a source and return them: quotes of it."""
        self.kept[source] += sentences
        return list(sentences)

    def add(self, folder: str, name: str, front: dict[str, Any], province: str, cited: list[Text]) -> None:
        """Add a note with its prose."""
        if province and front["kind"] != "province":
            front["province"] = province
        self.notes[f"{folder}/{name}.md"] = (front, self.prose(province, cited))

    def cite(self, text: Text, language: str) -> str:
        """Return the words that cite a text: its kind and number."""
        kind = self.vocabulary.show("document-kinds", text.kind, language)
        return NUMBERED[language].format(kind=kind, number=text.number)

    def prose(self, province: str, cited: list[Text]) -> str:
        """Return three paragraphs, one a language, that name people and cite some texts."""
        waiting = list(cited)
        paragraphs = []
        for language in self.dice.sample(LANGUAGES, 3):
            sentences, count = [], 0
            while count < WORDS // 3:
                said = self._sentence(language, province, waiting)
                sentences.append(said)
                count += len(said.split())
            paragraphs.append(" ".join(sentences))
        return "\n\n".join(paragraphs) + "\n"

    def _sentence(self, language: str, province: str, waiting: list[Text]) -> str:
        dice = self.dice
        words = [dice.choice(part) for part in CLAUSES[language]]
        if waiting:
            words.append(dice.choice(CITING[language]).format(self.cite(waiting.pop(), language)))
        elif dice.random() < 0.3:
            named = f"*{self.name()}*"
            if dice.random() < 0.4 and self.people[province]:
                named = f"[{self.name()}](../people/{dice.choice(self.people[province])}.md)"
            words.append(dice.choice(LINKING[language]).format(named))
        elif dice.random() < 0.06:
            unseen = Text("", "decision", f"{dice.randint(2, 60) ** 2 + 9000}-QĐ/TW", "")
            words.append(dice.choice(CITING[language]).format(self.cite(unseen, language)))
        return f"{' '.join(words)}."

    def earlier(self, province: str, most: int) -> list[Text]:
        """Choose earlier texts to cite: the hubs often, the others by how often they were cited before."""
        dice, chosen = self.dice, {}
        for rank, hub in enumerate(self.texts[""][:HUBS]):
            if dice.random() < 0.55 / (rank + 1):
                chosen[hub.id] = hub
        for _ in range(min(most, int(dice.paretovariate(1.2)))):
            urn = self.urns[province if dice.random() < 0.6 else ""]
            if urn:
                text = dice.choice(urn)
                chosen[text.id] = text
        for text in chosen.values():
            if text not in self.texts[""][:HUBS]:  # they have their own share
                self.urns[text.province].append(text)
        return list(chosen.values())
