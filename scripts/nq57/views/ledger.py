"""The ledger of figures and what rules find, as payloads: the arithmetic is written out."""

from __future__ import annotations

from decimal import Decimal

from nq57.analysis import findings, ledger
from nq57.analysis.findings import Found
from nq57.analysis.ledger import Check
from nq57.views.page import Payload, figure_row, words_of
from nq57.views.reader import Reader
from nq57.views.texts import number_text

NAMES = {"sum": "Somme des parties", "share": "Part du total", "remainder": "Reste"}
ANSWERS = {True: "juste", False: "ne tombe pas juste", None: "ne se décide pas"}
# What each rule says of what it found; the blanks are filled with its values.
SENTENCES = {
    "sum": "Les parties font {computed}, le total dit est {stated} : écart de {difference}.",
    "share": "La part dite donne {computed}, le chiffre dit est {stated} : écart de {difference}.",
    "remainder": "Il devrait rester {computed}, le texte dit {stated} : écart de {difference}.",
    "two-values": "Deux valeurs pour une même chose au même moment : {one} et {other}.",
    "two-values-undated": "Deux valeurs pour une même chose, sans date ni période : {one} et {other}.",
    "series-gap": "Numéro non vu dans la série : {missing}.",
    "odd-number": "Écrit {written} ; la forme attendue est {number}.",
    "early-text": "Daté {days} jours avant le texte sur lequel il s'appuie.",
    "twice-concluded": "{count} textes rendent les conclusions de la même réunion.",
    "undated": "Aucune source ne date {number}.",
    "no-period": "Ni période ni date pour la valeur {value}.",
}
_AMOUNTS = frozenset({"computed", "stated", "difference", "one", "other", "value"})


def ledger_page(reader: Reader) -> Payload:
    """Return every figure, the calculations done again, and the series over time."""
    graph = reader.corpus.graph
    checks = [_check(reader, check) for check in ledger.checks(graph) if reader.shown(check.figure)]
    lines = [_series(reader, line) for line in ledger.series(graph)]
    return {
        "rows": [figure_row(reader, note, figure) for note, figure in ledger.figures(graph)],
        "checks": checks,
        "series": [line for line in lines if len(line["points"]) > 1],
    }


def _check(reader: Reader, check: Check) -> Payload:
    return {
        **_about(reader, check.figure),
        "name": reader.say(NAMES[check.kind]),
        "arithmetic": _arithmetic(reader, check),
        "holds": reader.say(ANSWERS[check.holds]),
        "right": check.holds is not False,
        "difference": _number(reader, abs(check.difference)),
        "others": [_about(reader, node) for node in check.others],
    }


def _arithmetic(reader: Reader, check: Check) -> str:
    stated, computed = _number(reader, check.stated), _number(reader, check.computed.value)
    terms = [_number(reader, term) for term in check.terms]
    percent = " %" if reader.language == "fr" else "%"
    if check.kind == ledger.SUM:
        shares = [_number(reader, Decimal(100) * t / check.stated, 1) for t in check.terms if check.stated]
        parts = " ; ".join(
            f"{term} / {stated} = {share}{percent}" for term, share in zip(terms, shares, strict=False)
        )
        left = _signed(reader, check.difference)
        return f"{stated} = {' + '.join(terms)} {left} ({' + '.join(terms)} = {computed} ; {parts})"
    if check.kind == ledger.SHARE:
        return f"{terms[0]} × {terms[1]}{percent} = {computed} ; {stated}"
    low, high = (_number(reader, value, 0) for value in (check.computed.low, check.computed.high))
    return (
        f"{terms[0]} / {terms[1]}{percent} = {terms[2]} ; {terms[2]} − {terms[0]} = {computed} "
        f"({low} – {high}) ; {stated} − {computed} = {_number(reader, check.difference)}"
    )


def _signed(reader: Reader, value: Decimal) -> str:
    return f"{'+' if value >= 0 else '−'} {_number(reader, abs(value))}"


def _number(reader: Reader, value: Decimal, places: int = 2) -> str:
    rounded = round(value, places).normalize()
    text = number_text(f"{abs(rounded):f}", reader.language)
    return f"−{text}" if rounded < 0 else text


def _series(reader: Reader, line: ledger.Series) -> Payload:
    points = [figure_row(reader, note, figure) for note, figure in line.points if reader.shown(note.id)]
    scope = reader.title(line.scope) if line.scope in reader.corpus.graph.attributes else reader.say("pays")
    return {"name": line.name, "scope": scope, "points": points}


def findings_page(reader: Reader) -> Payload:
    """Return what the rules find, by nature in the order of the vocabulary."""
    rows = [finding(reader, item) for item in findings.found(reader.corpus.graph, reader.corpus.grammar)]
    rank = {word: place for place, word in enumerate(reader.corpus.vocabulary.lists["finding-natures"])}
    shown = [row for row in rows if row["about"]]
    return {"rows": sorted(shown, key=lambda row: rank.get(row["nature_word"], len(rank)))}


def finding(reader: Reader, item: Found) -> Payload:
    """Return what a rule found as a sentence in the reader's language, with what it is about."""
    values = {
        name: _number(reader, Decimal(value)) if name in _AMOUNTS else value
        for name, value in item.values.items()
    }
    sentence = reader.say(SENTENCES[item.rule])
    for name, value in values.items():
        sentence = sentence.replace(f"{{{name}}}", value)
    return {
        "rule": item.rule,
        "nature_word": item.nature,
        "nature": reader.word("finding-natures", item.nature),
        "sentence": sentence,
        "about": [_about(reader, node) for node in item.about if reader.shown(node)],
    }


def _about(reader: Reader, node: str) -> Payload:
    """Return a link to a note or record, with the words that it rests on."""
    return {**reader.link(node), "evidence": words_of(reader, node, "number")}
