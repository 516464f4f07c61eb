"""The notes hold the expected content: what the five founding texts say, row by row.

``checklist.yaml`` was read off the texts by hand. A value that the notes take from another source than the
founding texts is not judged here: the expected content speaks of these texts alone.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from expected_content import (
    FOUNDING,
    ROOT,
    Base,
    bodies,
    cells,
    check_facts,
    check_words,
    day,
    expected,
    holds,
    joined,
    nested,
    plain,
    rows,
    shown,
    states,
    subjects,
    wanted,
)

from nq57 import graph
from nq57.corpus import Corpus, read_corpus
from nq57.model import Certainty, Document, Figure, Organisation, Person, Platform, Province, Source, Task
from nq57.notes import read_folder


@pytest.fixture(scope="module")
def base() -> Base:
    """Return the real knowledge base as its notes declare it."""
    folder = read_folder(ROOT)
    return Base(folder, graph.build(folder.kb, lambda text, note: ()))


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    """Return the real knowledge base with its citations."""
    return read_corpus(ROOT)


def test_the_expected_content_is_whole() -> None:
    """No row is lost from the expected content itself."""
    content = expected()
    tasks = [key for inner in content["tasks"].values() for key in inner]
    counts = {name: len(content[name]) for name in ("documents", "people", "meetings", "figures", "findings")}
    assert counts == {"documents": 38, "people": 19, "meetings": 8, "figures": 24, "findings": 25}
    assert sum(1 for row in content["documents"].values() if wanted(row, "number")) == 13
    assert len([key for key in tasks if key[-1].isdigit()]) == 75
    assert {key.rstrip("abcde") for key in content["edges"]} == {f"E{n:02d}" for n in range(1, 51)}
    assert (len(content["provinces"]), len(content["sources"])) == (34, 5)


@pytest.mark.parametrize(("key", "row"), rows("sources"))
def test_sources(base: Base, key: str, row: dict[str, Any]) -> None:
    """A founding source has its chain, address, dates and kept text."""
    note = base.kb.notes[row["note"]]
    assert isinstance(note, Source)
    assert list(note.chain) == row["chain"]
    assert note.reliability == FOUNDING
    assert note.address.startswith(f"https://{row['host']}/")
    assert note.address in base.folder.texts[note.id]
    check_facts(base, note, row, ("published", "event-date"))


@pytest.mark.parametrize(("source", "written"), rows("occurrences"))
def test_numbers_in_the_kept_texts(base: Base, source: str, written: list[list[str]]) -> None:
    """A kept text writes each number as often as was counted by hand."""
    text = base.folder.texts[source]
    assert {words: text.count(words) for words, _, _ in written} == {w: int(n) for w, n, _ in written}


@pytest.mark.parametrize(("source", "written"), rows("occurrences"))
def test_citations_of_the_kept_texts(corpus: Corpus, source: str, written: list[list[str]]) -> None:
    """The citations found in a kept text lead to the notes expected, as often as expected."""
    found = corpus.find(corpus.folder.texts[source], corpus.kb.notes[source])
    times: dict[str, int] = {}
    for _, count, note in written:
        times[note] = max(times.get(note, 0), int(count))
    assert Counter(cited.target or cited.stub for cited in found) == times


@pytest.mark.parametrize(("key", "row"), rows("documents"))
def test_documents(base: Base, key: str, row: dict[str, Any]) -> None:
    """A document has its number, kind, issuer, date, status, owner and sources."""
    note = base.kb.notes[row["note"]]
    assert isinstance(note, Document)
    check_facts(base, note, row, ("number", "issuer", "date", "status"))
    for name in ("type", "written", "province"):
        assert getattr(note, name) == wanted(row, name), name
    assert set(row["sources"]) <= base.rests_on(note.id)
    if "owner" in row:
        assert row["owner"] in {edge.target for edge in base.net.edges_of(note.id)}


@pytest.mark.parametrize(("note", "level", "kind"), bodies())
def test_bodies(base: Base, note: str, level: str, kind: str) -> None:
    """A body stands on its level, is of its kind, and belongs to the province its id names."""
    body: Any = base.kb.notes[note]
    assert (body.level, body.type) == (level, kind)
    named = next((p for p in ("dak-lak", "hung-yen", "gia-lai") if note.startswith(p)), "")
    assert body.province == (named or ("gia-lai" if note in ("icise", "ifirse") else ""))


@pytest.mark.parametrize(("note", "spellings"), rows("names"))
def test_spellings(base: Base, note: str, spellings: list[str]) -> None:
    """Every spelling of the texts is a name or an alias of its one note."""
    known = base.kb.notes[note]
    names = {plain(name) for _, name in known.title.items()} | {plain(a.text) for a in known.aliases}
    assert [spelling for spelling in spellings if plain(spelling) not in names] == []


@pytest.mark.parametrize(("note", "spellings"), rows("not-names"))
def test_shared_spellings(base: Base, note: str, spellings: list[str]) -> None:
    """A short name that the committees of several provinces share is no alias of the central one."""
    aliases = {plain(alias.text) for alias in base.kb.notes[note].aliases}
    assert aliases.isdisjoint(plain(spelling) for spelling in spellings)


@pytest.mark.parametrize(("person", "row"), rows("people"))
def test_people(base: Base, person: str, row: dict[str, Any]) -> None:
    """A person holds the offices that the text states, in the bodies it states them of."""
    note = base.kb.notes[person]
    assert isinstance(note, Person)
    held = [(office.title.fr, office.body) for office in note.offices if base.founding(note.source)]
    for title, body in row["offices"].items():
        assert any(name.startswith(title) and where == body for name, where in held), title
    assert {row["source"]} <= base.rests_on(person)
    assert note.province == wanted(row, "province")
    member = {edge.target for edge in base.net.edges_of(person) if edge.relation == "member-of"}
    assert set(row.get("member-of", [])) <= member
    doubtful = expected()["inferred-offices"].get(person)
    for office in note.offices:
        assert (office.certainty == Certainty.INFERRED) == (office.body == doubtful), office.title.fr


@pytest.mark.parametrize(("key", "row"), rows("meetings"))
def test_meetings(base: Base, key: str, row: dict[str, Any]) -> None:
    """A meeting has its date, chair, body, people, agenda and points of discussion."""
    note: Any = base.kb.notes[row["note"]]
    check_facts(base, note, row, ("date", "time", "chair"))
    assert (note.status, note.convened) == (row["status"], row["body"])
    assert note.province == wanted(row, "province")
    assert bool(note.place) == ("place" in row)
    assert holds(note.place, wanted(row, "place"))
    assert set(row["sources"]) <= base.rests_on(note.id)
    present = {edge.target for edge in base.net.edges_of(note.id) if edge.relation == "attended-by"}
    assert set(row.get("attended-by", [])) <= present
    for kind in ("agenda", "discussion"):
        points = [part.quote for part in note.provisions if part.type == kind]
        assert len(points) == len(row.get(kind, []))
        assert [w for w, quote in zip(row.get(kind, []), points, strict=True) if not holds(quote, w)] == []


@pytest.mark.parametrize(("source", "notes"), rows("platforms"))
def test_platforms(base: Base, source: str, notes: list[str]) -> None:
    """Every platform, system or programme that a text names is a note resting on that text."""
    assert [note for note in notes if not isinstance(base.kb.notes.get(note), Platform)] == []
    assert [note for note in notes if source not in base.rests_on(note)] == []


@pytest.mark.parametrize(("note", "kind", "parts"), nested("provisions"))
def test_provisions(base: Base, note: str, kind: str, parts: dict[str, str]) -> None:
    """Every condition, purpose, objective, task group, heading and principle quotes its words."""
    for part, words in parts.items():
        record = base.record(f"{note}#{part}")
        assert record.type == kind
        assert holds(record.quote, words), part


@pytest.mark.parametrize(("note", "key", "row"), nested("tasks"))
def test_tasks(base: Base, note: str, key: str, row: dict[str, Any]) -> None:
    """A task has the owner, lead, horizon, date and indicator that the text states, and no other."""
    task = base.record(f"{note}#{key}")
    assert isinstance(task, Task)
    assert holds(task.quote, row["words"])
    assert task.type == row.get("type", "task")
    assert task.certainty == row.get("certainty", Certainty.STATED)
    lists = {"to": task.assigned_to, "with": task.coordinating, "from": task.proposed_by}
    assert {name: list(found) for name, found in lists.items()} == {name: row.get(name, []) for name in lists}
    assert (task.lead, task.status) == (wanted(row, "lead"), wanted(row, "status"))
    assert shown(task.due) == wanted(row, "due")
    check_words(task, row, ("owner", "horizon", "indicator"))


@pytest.mark.parametrize(("key", "row"), rows("figures"))
def test_figures(base: Base, key: str, row: dict[str, Any]) -> None:
    """A figure has its value, unit, bound, scope, period and target; none has a date the text lacks."""
    figure = base.record(row["at"])
    assert isinstance(figure, Figure)
    assert (figure.value, figure.unit.fr) == (row["value"], row["unit"])
    assert figure.comparator == row.get("comparator", "equal")
    exact = ("scope", "share", "due", "series", "nature")
    assert tuple(shown(getattr(figure, name)) for name in exact) == tuple(wanted(row, name) for name in exact)
    assert figure.as_of is None
    assert figure.certainty == Certainty.STATED
    check_words(figure, row, ("period", "target"))
    assert holds(figure.remark, wanted(row, "remark"))


@pytest.mark.parametrize(("note", "tasks"), rows("aims"))
def test_aims(base: Base, note: str, tasks: dict[str, dict[str, str]]) -> None:
    """A task has the objective and result that the text states, in words that stand there, and no other."""
    text = base.folder.texts[base.kb.notes[note].source]
    for task in base.kb.notes[note].tasks:
        check_words(task, tasks.get(task.id, {}), ("objective", "result"))
    assert [words for row in tasks.values() for words in row.values() if not holds(text, words)] == []
    assert set(tasks) <= {task.id for task in base.kb.notes[note].tasks}


def test_aims_elsewhere(base: Base) -> None:
    """No task of another note has an objective or result that was not read off its text."""
    others = [n for n in base.kb.notes.values() if base.founding(n.source) and n.id not in expected()["aims"]]
    assert [task.id for note in others for task in note.tasks if task.objective or task.result] == []


@pytest.mark.parametrize("part", expected()["figure-parts"], ids="-".join)
def test_figure_parts(base: Base, part: list[str]) -> None:
    """A figure that is part of another, or what remains of it, says so, stated or concluded."""
    figure, relation, total, certainty = part
    found = joined(base, figure, relation, total)
    assert [(one.certainty, bool(one.quote)) for one in found] == [(certainty, True)]


@pytest.mark.parametrize(("province", "row"), rows("coverage"))
def test_coverage(base: Base, province: str, row: dict[str, list[str]]) -> None:
    """The task groups a province covers are those of the reading, but for the differences listed."""
    reading = states(row)
    for where, group, state, reason in expected()["coverage-differences"]:
        assert reason
        if where == province:
            assert reading.get(group, "") != state
            reading[group] = state
    assert cells(base, province, "g") == {group: state for group, state in reading.items() if state}


@pytest.mark.parametrize(("province", "row"), rows("coverage-headings"))
def test_coverage_of_headings(base: Base, province: str, row: dict[str, list[str]]) -> None:
    """The organisation headings a province covers are those read off its text."""
    assert cells(base, province, "r") == states(row)


@pytest.mark.parametrize("target", ["framework-action-plan", "01-cv-bcdtw"])
def test_statements_about_provisions(base: Base, target: str) -> None:
    """Each is quoted from a founding text, speaks for one of its provinces; no text names the groups."""
    found = list(base.stated(target))
    assert {where for where, _, _ in found} == set(expected()["conformity"])
    assert [relation.to for _, _, relation in found if not relation.quote] == []
    if target == "framework-action-plan":
        assert [relation.to for _, _, relation in found if not relation.inferred] == []


@pytest.mark.parametrize(("province", "row"), rows("conformity"))
def test_conformity(base: Base, province: str, row: dict[str, str]) -> None:
    """A province meets the conditions that its text bears out; none is said to fail one."""
    found = [(part, one) for where, part, one in base.stated("01-cv-bcdtw") if where == province]
    assert {part: one.certainty for part, one in found} == row
    assert {one.type for _, one in found} == {"meets"}


def test_since(base: Base) -> None:
    """A body exists since the date that a text gives, and no other body has a date on their word."""
    bodies = [body for body in base.kb.of(Organisation) if body.since and not base.elsewhere(body, "since")]
    assert {body.id: str(body.since) for body in bodies} == expected()["since"]


@pytest.mark.parametrize(("key", "edge"), rows("edges"))
def test_edges(base: Base, key: str, edge: list[str]) -> None:
    """A relation that a text states is declared by its subject, with words of that text."""
    subject, relation, target = edge
    nodes = subjects(base, subject)
    assert nodes
    for node in nodes:
        found = joined(base, node, relation, target)
        assert any(base.said(one) and one.quote for one in found), node
        if "*" not in subject and edge not in expected()["inferred-edges"]:
            assert any(one.certainty == Certainty.STATED for one in found)


@pytest.mark.parametrize("edge", expected()["inferred-edges"], ids="-".join)
def test_inferred_edges(base: Base, edge: list[str]) -> None:
    """A relation that is concluded is declared as inferred, with its reason."""
    found = joined(base, *edge)
    assert [(one.certainty, bool(one.reason)) for one in found] == [(Certainty.INFERRED, True)]


@pytest.mark.parametrize("edge", expected()["never-edges"], ids="-".join)
def test_relations_no_text_states(base: Base, edge: list[str]) -> None:
    """A relation that no founding text states is not declared on their word."""
    subject, relation, target = edge
    assert {subject.partition("#")[0], target.partition("#")[0]} <= set(base.kb.notes)
    found = joined(base, subject, relation, target)
    found += joined(base, target, relation, subject) if relation == "any" else []
    assert [one for one in found if base.said(one)] == []


@pytest.mark.parametrize("committee", expected()["never-standing-body-of"])
def test_standing_bodies_no_text_states(base: Base, committee: str) -> None:
    """A committee whose standing body no founding text names has none on their word."""
    edges = base.net.edges_to(committee)
    assert [edge for edge in edges if edge.relation == "standing-body-of" and base.said(edge)] == []


@pytest.mark.parametrize("document", expected()["never-dated"] + expected()["cascade"]["undated"])
def test_dates_no_text_states(base: Base, document: str) -> None:
    """A date that no founding text gives is unknown, never guessed, never zero."""
    note: Any = base.kb.notes[document]
    assert note.date is None or base.elsewhere(note, "date")


@pytest.mark.parametrize("province", expected()["never-numbered-in"])
def test_numbers_no_text_states(base: Base, province: str) -> None:
    """No document of a province whose text gives no number has one on the word of that text."""
    documents = [note for note in base.kb.of(Document) if note.province == province]
    assert documents
    assert [d.id for d in documents if d.number and not base.elsewhere(d, "number")] == []


def test_vietnamese_titles(base: Base) -> None:
    """A Vietnamese title rests on a source of its own, or is said to be ours: founding texts are French."""
    titles = {note.id: note.evidence("title.vi") for note in base.kb.of(Document) if note.title.vi}
    ours = {name for name, quotes in titles.items() if any(quote.inferred for quote in quotes)}
    official = [note for note in base.kb.of(Document) if note.id in titles.keys() - ours]
    assert ours
    assert official
    assert [note.id for note in official if not base.elsewhere(note, "title.vi")] == []


@pytest.mark.parametrize(("key", "row"), rows("findings"))
def test_findings(base: Base, key: str, row: dict[str, Any]) -> None:
    """A contradiction, ambiguity or gap is kept with what it is about and the words that show it."""
    note: Any = base.kb.notes[row["note"]]
    assert set(row["about"]) <= set(note.about)
    quotes = [quote.text for quote in note.quotes]
    assert [words for words in row["words"] if not any(holds(quote, words) for quote in quotes)] == []
    assert holds(note.reading, wanted(row, "reading"))


@pytest.mark.parametrize(("province", "row"), rows("provinces"))
def test_provinces(base: Base, province: str, row: dict[str, Any]) -> None:
    """A province has its code, its name, and the units it was made of with their codes."""
    note = base.kb.notes[province]
    assert isinstance(note, Province)
    assert (note.code, note.title.vi) == (row["code"], row["name"])
    assert note.type == ("city" if "city" in row else "province")
    assert {unit.name: unit.code for unit in note.former} == row["former"]
    assert shown(note.since) == ("2025-07-01" if len(row["former"]) > 1 else "")


@pytest.mark.parametrize(("event", "days"), list(expected()["cascade"]["days"].items()))
def test_cascade(base: Base, event: str, days: list[str]) -> None:
    """The days from each start to an event follow from the dates of the notes."""
    starts = [day(base, start) for start in expected()["cascade"]["starts"]]
    assert [(day(base, event) - start).days for start in starts] == [int(count) for count in days]
