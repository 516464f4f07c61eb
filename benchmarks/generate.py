"""Write a made-up knowledge base of any size: the same seed, the same notes.

    python benchmarks/generate.py N FOLDER [--seed S]

N notes of every kind that pass ``nq57 check``, beside a copy of the vocabulary and the plain pages of the
real ``kb/``. Documents come in the order of their dates and cite only earlier ones, the more cited the more
(a power law, with a few texts that nearly all cite); prose is Vietnamese, French and English, some 250 words
a note; every fact is quoted from a kept text.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

from nq57.model import Names, Province
from nq57.notes import read_folder
from nq57.text import slug
from nq57.vocabulary import read_vocabulary
from phrases import CLAUSES, OFFICES, PLATFORM_TYPES, UNITS
from world import CENTRAL, HUBS, LOCAL, MINISTRIES, Body, Forms, Text, World

REAL = Path(__file__).resolve().parents[1] / "kb"
FIRST, LAST = date(2012, 1, 2), date(2026, 6, 30)

UPWARD = ("legal-basis", "implements", "conforms-to", "guides", "responds-to", "institutionalises", "amends")


def generate(count: int, root: Path, seed: int = 0) -> None:
    """Write a knowledge base of ``count`` notes (40 or more) into ``root``, which must not be there yet."""
    vocabulary, _ = read_vocabulary(REAL / "vocabulary")
    provinces: tuple[Province, ...] = read_folder(REAL).kb.of(Province)
    world = World(random.Random(seed), vocabulary, provinces[: max(1, min(len(provinces), count // 30))])
    left = count - _sources(world, count) - _organisations(world, count)
    left -= len(world.provinces)
    parts = {"people": 0.09, "platforms": 0.05, "meetings": 0.07, "findings": 0.04}
    shares = {name: int(share * left) for name, share in parts.items()}
    _people(world, shares["people"])
    documents = left - sum(shares.values())
    for place, day in enumerate(_days(world.dice, documents)):
        _document(world, place, day)
    for _ in range(shares["meetings"]):
        _meeting(world)
    for _ in range(shares["platforms"]):
        _platform(world)
    for _ in range(shares["findings"]):
        _finding(world)
    for province in world.provinces:
        _province(world, province)
    _write(world, root)


def _days(dice: random.Random, count: int) -> list[date]:
    span = (LAST - FIRST).days
    # More texts each year, as in life.
    return sorted(FIRST + timedelta(days=round(span * dice.random() ** 0.6)) for _ in range(count))


def _sources(world: World, count: int) -> int:
    scopes = ["", *(province.id for province in world.provinces)]
    total = max(len(scopes), count // 10)
    for place in range(total):
        scope = scopes[place % len(scopes)] if place % 3 else ""
        scope = scopes[place] if place < len(scopes) else scope
        name = world.fresh(f"source-{scope or 'centre'}")
        day = FIRST + timedelta(days=world.dice.randrange((LAST - FIRST).days))
        world.kept[name] = [f"Đăng ngày {day:%d/%m/%Y} trên trang của {world.name()}."]
        world.sources[scope].append(name)
        front = {
            "kind": "source",
            "title": world.names(),
            "publisher": f"Báo {world.name()}",
            "address": f"https://example.org/{name}",
            "published": str(day),
            "language": "vi",
            "reliability": "single",
            "quotes": [{"of": ["published"], "text": world.kept[name][0]}],
        }
        world.add("sources", name, front, scope, [])
    return total


def _organisations(world: World, count: int) -> int:
    made = [
        Body(name, Names(vi=vi, fr=fr, en=en), level, kind, "", forms)
        for name, (level, kind, (vi, fr, en), forms) in CENTRAL.items()
    ]
    for code in MINISTRIES[: max(1, count // 60)]:
        forms: Forms = (("circular", f"{{n:02}}/{{year}}/TT-{code}"), ("decision", f"{{n:02}}/QĐ-{code}"))
        names = Names(vi=f"Bộ {code}", fr=f"Ministère {code}", en=f"Ministry {code}")
        made.append(Body(f"ministry-{slug(code)}", names, "ministry", "ministry", "", forms))
    for province in world.provinces:
        title = province.title
        for part, (kind, (vi, fr, en), forms) in LOCAL.items():
            names = Names(vi=f"{vi} {title.vi}", fr=f"{fr} {title.fr}", en=f"{en} {title.en or title.fr}")
            made.append(Body(f"{province.id}-{part}", names, "province", kind, province.id, forms))
    for _ in range(max(0, count // 20)):
        province, name = world.dice.choice(world.provinces), world.name()
        names = Names(vi=f"Sở {name}", fr=f"département {name}", en=f"{name} department")
        made.append(
            Body(world.fresh(f"{province.id}-{slug(name)}"), names, "province", "department", province.id)
        )
    for body in made:
        world.bodies[body.province].append(body)
        source = world.source(body.province)
        said = world.say(source, f"{body.names.vi} họp phiên thứ {world.dice.randint(2, 99)} tại trụ sở.")
        front: dict[str, Any] = {
            "kind": "organisation",
            "name": dict(body.names.items()),
            "type": body.type,
            "level": body.level,
            "source": source,
            "quotes": [{"of": ["name"], "text": said[0]}],
        }
        if body.province and not body.forms:
            parent = world.bodies[body.province][1].id
            front["relations"] = [{"type": "part-of", "to": parent, "quote": said[0]}]
        world.add("organisations", body.id, front, body.province, [])
    return len(made)


def _people(world: World, count: int) -> None:
    scopes = list(world.bodies)
    for place in range(max(len(scopes), count)):
        if place >= count:
            break
        scope = scopes[place % len(scopes)]
        body, name = world.dice.choice(world.bodies[scope]), world.name()
        vi, fr, en = world.dice.choice(OFFICES)
        source = world.source(scope)
        said = world.say(source, f"Đồng chí {name}, {vi} {body.names.vi}, phát biểu khai mạc.")
        office = {"title": {"vi": vi, "fr": fr, "en": en}, "body": body.id, "quote": said[0]}
        front = {
            "kind": "person",
            "name": {"vi": name, "fr": name, "en": name},
            "source": source,
            "relations": [{"type": "member-of", "to": body.id, "quote": said[0]}],
            "offices": [office],
        }
        person = world.fresh(slug(name))
        world.people[scope].append(person)
        world.add("people", person, front, scope, [])


def _document(world: World, place: int, day: date) -> None:
    dice = world.dice
    scope = "" if place < HUBS or dice.random() < 0.3 else dice.choice(world.provinces).id
    body = world.bodies[""][0] if place < 2 else dice.choice([b for b in world.bodies[scope] if b.forms])
    kind, form = dice.choice(body.forms)
    world.used[scope + form] += 1
    term = 13 if day < date(2016, 7, 1) else 14 if day < date(2021, 7, 1) else 15
    number = form.format(n=world.used[scope + form], year=day.year, term=term)
    name = world.fresh(slug(f"{scope} {number}"))
    text = Text(name, kind, number, scope)
    cited = world.earlier(scope, 9)
    source = world.source(scope)
    vi = world.vocabulary.show("document-kinds", kind, "vi")
    said = world.say(source, f"{vi} số {number} ngày {day:%d/%m/%Y} của {body.names.vi} được ban hành.")
    quotes = [{"of": ["number", "issuer", "date", "status"], "text": said[0]}]
    front: dict[str, Any] = {
        "kind": "document",
        "title": world.names(),
        "number": number,
        "type": kind,
        "issuer": body.id,
        "date": str(day),
        "status": "issued",
        "source": source,
        "quotes": quotes,
        "relations": list(_bases(world, source, cited, body)),
    }
    if dice.random() < 0.5:
        front["tasks"] = list(_tasks(world, source, scope, dice.randint(1, 5), day))
    if dice.random() < 0.25:
        front["figures"] = list(_figures(world, source, scope, dice.randint(1, 4), day))
    text.records = [record["id"] for record in front.get("tasks", [])]
    world.texts[scope].append(text)
    world.urns[scope].append(text)
    world.add("documents", name, {k: v for k, v in front.items() if v}, scope, cited[: dice.randint(1, 4)])


def _bases(world: World, source: str, cited: list[Text], body: Body) -> Iterator[dict[str, str]]:
    for text in cited:
        said = world.say(source, f"Văn bản căn cứ {world.cite(text, 'vi')} còn hiệu lực.")
        relation = "legal-basis" if world.dice.random() < 0.4 else world.dice.choice(UPWARD)
        yield {"type": relation, "to": text.id, "quote": said[0]}
    if world.dice.random() < 0.1:
        target = world.dice.choice(world.bodies[body.province]).id
        yield {"type": "addressed-to", "to": target, "inferred": "Le texte nomme ses destinataires en tête."}


def _tasks(world: World, source: str, scope: str, count: int, day: date) -> Iterator[dict[str, Any]]:
    dice = world.dice
    for place in range(1, count + 1):
        body, item = dice.choice(world.bodies[scope]), dice.randint(100, 9999)
        said = world.say(source, f"Giao {body.names.vi} hoàn thành mục {item} trước hạn.")
        task: dict[str, Any] = {
            "id": f"t{place:02}",
            "title": world.names(),
            "owner": body.names.fr,
            "assigned-to": [body.id],
            "due": str(day + timedelta(days=dice.randint(60, 900))),
            "indicator": dice.choice(CLAUSES["fr"][3]),
            "quote": said[0],
        }
        if dice.random() < 0.5:
            seen = day + timedelta(days=dice.randint(20, 300))
            told = world.say(source, f"Đến ngày {seen:%d/%m/%Y}, mục {item} đang được theo dõi.")
            status = dice.choice(("not-done", "in-progress", "completed"))
            task["progress"] = [{"status": status, "as-of": str(seen), "quote": told[0]}]
        yield task


def _figures(world: World, source: str, scope: str, count: int, day: date) -> Iterator[dict[str, Any]]:
    for place in range(1, count + 1):
        value = world.dice.randint(3, 9000)
        vi, fr, en = world.dice.choice(UNITS)
        said = world.say(source, f"Đến nay đạt {value} {vi} theo báo cáo.")
        figure = {
            "id": f"f{place:02}",
            "title": world.names(),
            "value": str(value),
            "unit": {"vi": vi, "fr": fr, "en": en},
            "nature": world.dice.choice(("stock", "flow", "rate")),
            "as-of": str(day),
            "quote": said[0],
        }
        yield figure | ({"scope": scope} if scope else {})


def _meeting(world: World) -> None:
    dice = world.dice
    scope = dice.choice([name for name, found in world.texts.items() if found and world.people[name]])
    body, chair = dice.choice(world.bodies[scope]), dice.choice(world.people[scope])
    under = dice.choice(world.urns[scope])
    day = FIRST + timedelta(days=dice.randrange((LAST - FIRST).days))
    source = world.source(scope)
    said = world.say(
        source, f"Ngày {day:%d/%m/%Y}, phiên họp {dice.randint(2, 999)} do đồng chí {world.name()} chủ trì."
    )
    people = dice.sample(world.people[scope], min(4, len(world.people[scope])))
    front = {
        "kind": "meeting",
        "title": world.names(),
        "body": body.id,
        "date": str(day),
        "chair": chair,
        "status": "held",
        "source": source,
        "quotes": [{"of": ["date", "chair"], "text": said[0]}],
        "relations": [{"type": "held-under", "to": under.id, "quote": said[0]}]
        + [{"type": "attended-by", "to": person, "quote": said[0]} for person in people],
        "tasks": list(_tasks(world, source, scope, dice.randint(1, 4), day)),
        "figures": list(_figures(world, source, scope, dice.randint(1, 3), day)),
    }
    world.add("meetings", world.fresh(f"{body.id}-{day:%Y-%m-%d}"), front, scope, world.earlier(scope, 3))


def _platform(world: World) -> None:
    name, source = world.name(), world.source("")
    said = world.say(source, f"Nền tảng {name} vận hành từ quý {world.dice.randint(1, 4)}.")
    front = {
        "kind": "platform",
        "name": {"vi": f"Nền tảng {name}", "fr": f"plateforme {name}", "en": f"{name} platform"},
        "type": world.dice.choice(PLATFORM_TYPES),
        "source": source,
        "quotes": [{"of": ["name"], "text": said[0]}],
        "relations": [
            {"type": "implements", "to": text.id, "quote": said[0]} for text in world.earlier("", 2)
        ],
    }
    world.add(
        "platforms", world.fresh(f"platform-{slug(name)}"), {k: v for k, v in front.items() if v}, "", []
    )


def _finding(world: World) -> None:
    scope = world.dice.choice([name for name, found in world.texts.items() if found])
    text = world.dice.choice(world.texts[scope])
    about = [text.id, *(f"{text.id}#{name}" for name in text.records[:2])]
    source = world.source(scope)
    front = {
        "kind": "finding",
        "title": world.names(),
        "nature": world.dice.choice(("contradiction", "gap", "ambiguity")),
        "detected": "by-hand",
        "about": about,
        "source": source,
        "quotes": [{"of": ["statement"], "text": world.kept[source][-1]}],
    }
    world.add("findings", world.fresh(f"x{len(world.notes):05}"), front, scope, [text])


def _province(world: World, province: Province) -> None:
    source = world.source(province.id)
    said = world.say(source, f"{province.code} | {province.title.vi}, theo danh mục hành chính.")
    front = {
        "kind": "province",
        "name": dict(province.title.items()),
        "code": province.code,
        "type": province.type,
        "source": source,
        "quotes": [{"of": ["code", "type"], "text": said[0]}],
    }
    world.add("provinces", province.id, front, province.id, world.earlier(province.id, 3))


def _write(world: World, root: Path) -> None:
    for path in sorted(REAL.rglob("*")):
        name = path.relative_to(REAL)
        page = path.suffix == ".md" and (
            name.name == "index.md" or len(name.parts) == 1 or name.parts[0] == "guide"
        )
        if path.is_file() and (page or name.parts[0] == "vocabulary"):
            text = path.read_text(encoding="utf-8")
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            # A view that asks for notes of the real one asks for the first document here.
            text = re.sub(
                r"^(```\{nq57\} (?:grid|cascade)) \S+", rf"\1 {world.texts[''][0].id}", text, flags=re.M
            )
            text = re.sub(r"^(```\{nq57\} cascade \S+).*", r"\1", text, flags=re.M)
            (root / name).write_text(text, encoding="utf-8")
    for path_, (front, body) in world.notes.items():
        block = yaml.dump(front, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=10_000)
        (root / path_).write_text(f"---\n{block}---\n{body}", encoding="utf-8")
    for source, sentences in world.kept.items():
        (root / "sources" / f"{source}.txt").write_text("\n".join(sentences) + "\n", encoding="utf-8")


def main() -> None:
    """Generate from the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("count", type=int, help="how many notes")
    parser.add_argument("folder", type=Path, help="where to write them")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    if options.folder.exists():
        parser.error(f"{options.folder} is there already")
    generate(options.count, options.folder, options.seed)


if __name__ == "__main__":
    main()
