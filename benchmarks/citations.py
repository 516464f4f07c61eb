"""Measure the finder of citations: recall, precision and speed, beside a naive pattern.

    python benchmarks/citations.py [--sample FILE.jsonl] [--corpus FOLDER]

The sample is annotated text, one JSON object a line; the corpus is any folder of text to read for speed.
"""

from __future__ import annotations

import argparse
import json
import re
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from legal_texts import HOSTILE, MEGABYTE, article, drawn, grown
from nq57.citations import Citation, find
from nq57.cite import show_date
from nq57.grammar import Grammar, read_grammar

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT.parent / "shared" / "data" / "citations-sample.jsonl"
NAIVE = re.compile(
    r"\d+[a-z]?(?:/\d{4})?[-/][A-ZĐ]+[a-zA-ZĐ]*(?:[-/][A-ZĐ][A-Za-zĐ0-9]*)?|\d+/\d{4}/[A-Z]+\d+"
)
FORMS = ("full", "damaged", "elided", "shared", "short")
APART = ("alias", "url-slug")  # of the sample: not scored
DAMAGE = ("mangled", "glued", "line-break", "space", "ocr", "case", "nfd")
REPEATED = {
    "half numbers": "57-NQ/ ",
    "numbers without end": "12/2025/NĐ-",
    "fractions": "1/2/3/4/5/6 ",
    "a digit": "9",
    "signs": "số ",
    "words of kind": "Nghị quyết số ",
    "unknown codes": "57-NX/YY ",
    "unknown codes after a word": "Nghị quyết số 57-NX ",
    "forms": "Mẫu số 12/TB-SSĐT, ",
    "unfinished codes": "số 12/2025/NĐ- ",
    "codification codes": "22.5.TT.10.21. ",
    "lists that count": "Nghị quyết 1, 2, 3, 4, ",
    "dates": "01/01/01/01 ",
}


@dataclass(frozen=True)
class Hit:
    """A citation as scored: where, as what, under which form and language."""

    text: str
    written: str
    span: tuple[int, int]
    number: str | None
    form: str
    language: str


@dataclass(frozen=True)
class Score:
    """How many were wanted, found and right."""

    wanted: int
    found: int
    right: int

    def __str__(self) -> str:
        recall = self.right / self.wanted if self.wanted else 1.0
        precision = self.right / self.found if self.found else 1.0
        both = recall + precision
        f1 = 2 * recall * precision / both if both else 0.0
        return f"{self.wanted:5}  {recall:6.3f}  {precision:9.3f}  {f1:5.3f}"


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=Path, default=SAMPLE)
    parser.add_argument("--corpus", type=Path, help="a folder of text files to read for speed")
    options = parser.parse_args()
    grammar = read_grammar(ROOT / "kb" / "vocabulary")[0]
    rows = [json.loads(line) for line in options.sample.read_text("utf-8").splitlines() if line.strip()]
    print(f"# {options.sample.name}: {len(rows)} passages\n")
    print_scores(rows, grammar)
    print_speed(rows, grammar, options.corpus)


def print_scores(rows: list[dict[str, Any]], grammar: Grammar) -> None:
    """Print the scores by form and by language, then every miss, false hit and wrong field."""
    wanted, found, naive, wrong = [], [], [], []
    for row in rows:
        cited = find(row["text"], grammar)
        apart = [tuple(one["span"]) for one in row["citations"] if one.get("form") in APART]
        wanted += list(wanted_of(row))
        found += [hit_of(row, one) for one in cited if one.span not in apart and one.form != "alias"]
        naive += list(naive_of(row, apart))
        wrong += list(wrong_fields(row, cited))
    print("                wanted  recall  precision  F1")
    for form in FORMS:
        print(f"{form:14}  {score(wanted, found, lambda hit, form=form: hit.form == form)}")
    for language in sorted({hit.language for hit in wanted + found}):
        print(f"{language:14}  {score(wanted, found, lambda hit, name=language: hit.language == name)}")
    print(f"{'all':14}  {score(wanted, found, lambda hit: True)}")
    print(f"{'naive pattern':14}  {score(wanted, naive, lambda hit: True)}\n")
    right = {key(hit) for hit in wanted} & {key(hit) for hit in found}
    print_list(
        "missed", [f"{hit.text}: {hit.written!r} {hit.number}" for hit in wanted if key(hit) not in right]
    )
    print_list(
        "false", [f"{hit.text}: {hit.written!r} {hit.number}" for hit in found if key(hit) not in right]
    )
    print_list("wrong field", wrong)


def wanted_of(row: dict[str, Any]) -> Iterator[Hit]:
    """Yield what the annotation wants; aliases and addresses are scored apart."""
    for one in row["citations"]:
        label = one.get("form", "full")
        if label in APART:
            continue
        damaged = any(word in label for word in DAMAGE)
        form = label if label in FORMS else "damaged" if damaged else "full"
        number = None if form == "short" else one["number"]
        yield Hit(row["id"], one["written"], tuple(one["span"]), number, form, row["lang"])


def hit_of(row: dict[str, Any], one: Citation) -> Hit:
    """Return a citation as it is scored: damaged where something was repaired."""
    form = "damaged" if one.repairs and one.form in ("full", "elided") else one.form
    number = str(one.number) if one.number else None
    return Hit(row["id"], one.written, one.span, number, form, row["lang"])


def naive_of(row: dict[str, Any], apart: list[tuple[int, ...]]) -> Iterator[Hit]:
    """Yield what the naive pattern finds; it is forgiven for not finding the word of kind."""
    spans = [tuple(one["span"]) for one in row["citations"]]
    for match in NAIVE.finditer(row["text"]):
        around = next(
            (span for span in spans if span[0] <= match.start() and match.end() <= span[1]), match.span()
        )
        if around not in apart:
            yield Hit(row["id"], match[0], around, match[0], "full", row["lang"])


def wrong_fields(row: dict[str, Any], cited: list[Citation]) -> Iterator[str]:
    """Yield kinds and dates that differ where the span is right."""
    by_span = {one.span: one for one in cited}
    for one in row["citations"]:
        got = by_span.get(tuple(one["span"]))
        if not got or one.get("form") in APART:
            continue
        date = show_date(got.date) if got.date else None
        for name, want, have in (("kind", one["kind"], got.kind), ("date", one["date"], date)):
            if want != have:
                yield f"{row['id']}: {one['written']!r} {name} {want} read as {have}"


def key(hit: Hit) -> tuple[str, tuple[int, int], str | None]:
    """Return what must agree: the passage, the span, the number."""
    return hit.text, hit.span, hit.number


def score(wanted: list[Hit], found: list[Hit], among: Callable[[Hit], bool]) -> Score:
    """Return recall over what is wanted of a sort and precision over what was found of it."""
    some, had = [hit for hit in wanted if among(hit)], [hit for hit in found if among(hit)]
    matched = sum((Counter(map(key, some)) & Counter(map(key, found))).values())
    sound = sum((Counter(map(key, had)) & Counter(map(key, wanted))).values())
    return Score(len(some), len(had) - sound + matched, matched)


def print_list(title: str, lines: list[str]) -> None:
    """Print the lines under a title with their count."""
    print(f"{title}: {len(lines)}")
    for line in lines:
        print(f"  {line}")


def print_speed(rows: list[dict[str, Any]], grammar: Grammar, corpus: Path | None) -> None:
    """Print MB/s of the finder and of one pass of the naive pattern, then hostile megabytes beside prose."""
    law = drawn(article)
    texts = {
        "law, drawn": law,
        "law, drawn, decomposed": unicodedata.normalize("NFD", law),
        "the sample, repeated": grown("\n".join(row["text"] for row in rows if row["citations"])),
    }
    if corpus:
        files = sorted(path for path in corpus.rglob("*") if path.is_file())
        texts[corpus.name] = "\n".join(path.read_text("utf-8", errors="replace") for path in files)
    print("\n                                MB/s  naive   ratio  characters a citation")
    for name, text in texts.items():
        ours, plain = (
            cost(lambda text=text: find(text, grammar), text),
            cost(partial(NAIVE.findall, text), text),
        )
        apart = len(text) // max(1, len(find(text, grammar)))
        print(f"{name:30}  {1 / ours:5.1f}  {1 / plain:5.1f}   {plain / ours:5.2f}  {apart}")
    prose = cost(lambda: find(law, grammar), law)
    print("\na megabyte of                    ms   times a megabyte of law")
    hostile = {f"{name}, repeated": grown(unit) for name, unit in REPEATED.items()}
    hostile |= {name: drawn(draw) for name, draw in HOSTILE.items()}
    for name, text in hostile.items():
        taken = cost(lambda text=text: find(text, grammar), text)
        print(f"{name:38}  {taken * 1000:5.0f}  {taken / prose:5.2f}")


def cost(work: Callable[[], object], text: str) -> float:
    """Return the seconds that the work takes for a megabyte of UTF-8 of the text."""
    return seconds(work) / (len(text.encode("utf-8", errors="replace")) / MEGABYTE)


def seconds(work: Callable[[], object]) -> float:
    """Return the shortest of three runs, of the processor's time."""
    taken = []
    for _ in range(3):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return min(taken)


if __name__ == "__main__":
    main()
