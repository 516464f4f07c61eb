"""What looks like a fault and is none: the rules leave it alone."""

from __future__ import annotations

import pytest

from tinykb import TinyKb

START = "---\nkind: person\nname: Ana\nsource: gazette\n"
PROSE = "Une personne qui tient une charge et dont parlent les sources."


def relation(quote: str) -> str:
    """Return a relation that rests on a quote."""
    return f"relations:\n  - type: concerns\n    to: politburo\n    quote: {quote}\n"


@pytest.mark.parametrize(
    "front",
    [
        relation("le Bureau politique a publié"),
        relation("de la technologie, de l'innovation"),
        relation("de la technologie, de l’innovation"),
        relation('"nationale. Elle demande à chaque\n      province"'),
        relation("n°\u00a057-NQ/TW"),
        relation(
            "Le 22 décembre 2024, le Bureau politique a publié la résolution n° 57-NQ/TW sur les percées"
        ),
        relation(
            "Bureau politique a publié la résolution n° 57-NQ/TW sur les percées de la science, de la "
            "technologie, de l'innovation et de la transformation numérique nationale."
        ),
        "aliases: [un nom que nul texte n'écrit]\n",
        "offices:\n  - title: Cheffe\n    body: hung-yen\n    inferred: Une raison.\n",
        "relations:\n  - type: concerns\n    to: 57-nq-tw#t1\n    inferred: Une raison.\n",
    ],
)
def test_front_matter_that_is_right(tiny: TinyKb, front: str) -> None:
    """Quotes may break lines and bend apostrophes; reasons stand for quotes."""
    tiny.write({"people/ana.md": f"{START}{front}---\n{PROSE}\n".encode()})
    assert tiny.problems() == []


@pytest.mark.parametrize(
    "prose",
    [
        "Le mot `{role}` est du code, `<b>` aussi.\n\n```html\n<b>{raw}</b>\n```",
        "[La résolution](../documents/57-nq-tw.md#t1), [elle](ana.md), [ici](#vie).\n\n## Vie\n\nBrève.",
        "Sur [un site](https://example.org/a?b=c), ou <https://example.org>.",
        "- une *liste*\n- et [un lien](../index.md)\n\n> une citation\n\n1 < 2 et 3 > 2, A & B",
        "Elle dit : « Bureau politique a publié la résolution n° 57-NQ/TW sur les percées de la science,\n"
        "de la technologie, de l'innovation et de la transformation numérique nationale. »",
        "Elle veut que chaque province dresse un plan d'action avant la fin de l'année et en rende compte.",
    ],
)
def test_prose_that_is_right(tiny: TinyKb, prose: str) -> None:
    """Code, links to notes, a short quote in quotation marks and words of one's own are plain prose."""
    tiny.write({"people/ana.md": f"{START}---\n{PROSE}\n\n{prose}\n".encode()})
    assert tiny.problems() == []


def test_item_names_its_own_source(tiny: TinyKb) -> None:
    """A source beside a quote goes before that of the note, and one without a kept text is not searched."""
    source = (tiny.root / "sources" / "gazette.md").read_bytes()
    own = relation("Un autre texte") + "    source: second\n"
    other = "  - {type: concerns, to: politburo, quote: Ce que dit le troisième, source: third}\n"
    tiny.write({
        "sources/second.md": source,
        "sources/second.txt": b"Un autre texte.",
        "sources/third.md": source,
        "people/ana.md": f"{START}{own}{other}---\n{PROSE}\n".encode(),
    })  # fmt: skip
    assert tiny.problems() == []


DOCUMENT = """\
---
kind: document
title: Plan
number: {number}
type: plan
issuer: {issuer}
date: {date}
status: draft
source: gazette
quotes:
  - of: [number, issuer, date, status]
    inferred: Une raison.
---
Un plan écrit pour essayer les règles, sans autre fin que cela.
"""


def test_number_is_not_an_identity(tiny: TinyKb) -> None:
    """The same number by another body, or by the same body on another day, is another document."""
    same = {"number": "31-KH/TW", "issuer": "politburo", "date": "2025-01-10"}
    others = [same, same | {"date": "2024-01-10"}, same | {"issuer": "unknown"}]
    tiny.write({f"documents/n{n}.md": DOCUMENT.format(**other).encode() for n, other in enumerate(others)})
    assert tiny.problems() == []


def test_everything_unknown_is_no_fault(tiny: TinyKb) -> None:
    """A fact that is said to be unknown needs no quote."""
    text = DOCUMENT.format(number="unknown", issuer="unknown", date="unknown").replace(
        "status: draft", "status: unknown"
    )
    tiny.write({"documents/n.md": text.encode()})
    assert tiny.problems() == []
