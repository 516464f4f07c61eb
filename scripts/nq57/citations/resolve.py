"""Resolve a citation: the held document it means, judged by date, issuer, scope and term; never guessed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from nq57.citations.model import Citation, Holding, Holdings, Resolution, Scope, alias_key
from nq57.numbers import DocNumber
from nq57.text import Date, slug


def resolve(citation: Citation, scope: Scope, holdings: Holdings) -> Resolution:
    """Return what the citation comes to for a note of this scope.

    A document that a province's committee signed needs evidence: the province of the citing note, the very
    date, or the issuer's name; without any it is ambiguous, as every province has such numbers.
    """
    held = _candidates(citation, holdings)
    fitting = _fitting(held, citation, scope)
    sure = [note for note in fitting if _is_evident(note, citation, scope)]
    chosen = _narrowed(sure or fitting, citation, scope)
    if len(chosen) == 1 and sure:
        return Resolution("note", (chosen[0].id,), chosen[0].number or citation.number)
    if chosen:
        return Resolution("ambiguous", tuple(note.id for note in chosen), citation.number)
    if citation.ambiguous:
        return Resolution("ambiguous")
    if citation.number:
        return Resolution("stub", (), citation.number, _stub_key(citation.number, citation, scope, held))
    return Resolution("unknown")


def resolve_all(cited: Sequence[Citation], scope: Scope, holdings: Holdings) -> list[Resolution]:
    """Return what the citations of one text come to: a short form means what the text cites in full."""
    full = {place: resolve(one, scope, holdings) for place, one in enumerate(cited) if one.number}
    if len(full) == len(cited):
        return list(full.values())
    within = replace(scope, cited=tuple(answer.id for answer in full.values() if answer.id))
    # What is cited nearby decides short forms alone.
    return [full.get(place) or resolve(one, within, holdings) for place, one in enumerate(cited)]


def _candidates(citation: Citation, holdings: Holdings) -> list[Holding]:
    """Return the notes with this number, one of these numbers, this serial and kind, or this name."""
    if citation.number or citation.ambiguous:
        numbers = (citation.number,) if citation.number else citation.ambiguous
        found = [note for number in numbers for note in holdings.by_number.get(number.key, ())]
        return found or _named(citation, holdings)
    named = _named(citation, holdings)
    if citation.form == "alias" or not citation.serial:
        return named
    serial = holdings.by_serial.get(citation.serial.lstrip("0"), ())
    alike = [
        note
        for note in serial
        if note.kind == citation.kind and (not citation.year or citation.year == _year(note))
    ]
    return _unique([*alike, *named])


def _named(citation: Citation, holdings: Holdings) -> list[Holding]:
    return list(holdings.by_alias.get(alias_key(citation.written), ()))


def _fitting(notes: list[Holding], citation: Citation, scope: Scope) -> list[Holding]:
    """Return the notes that nothing speaks against: date, issuer, province.

    Every province numbers its documents from 1: what a citation does not say is not asked of each of them.
    """
    if date := citation.date:
        notes = [note for note in notes if not note.date or _agree(date, note.date)]
    if body := citation.body:
        notes = [note for note in notes if note.issuer in ("", body) or _by_date(note, citation)]
    if scope.province is None:
        return notes
    here = ("", None, scope.province)
    return [
        note
        for note in notes
        if note.province in here or _by_date(note, citation) or _by_name(note, citation)
    ]


def _is_evident(note: Holding, citation: Citation, scope: Scope) -> bool:
    """Tell whether the note is meant and not another province's document with the same number."""
    if not note.province or note.province == scope.province:
        return True
    return _by_date(note, citation) or _by_name(note, citation)


def _by_date(note: Holding, citation: Citation) -> bool:
    return bool(citation.date and citation.date.day and citation.date.year and citation.date == note.date)


def _by_name(note: Holding, citation: Citation) -> bool:
    if not note.province or not citation.issuer:
        return False
    return f"-{note.province}-" in f"-{slug(citation.issuer)}-"


def _narrowed(notes: list[Holding], citation: Citation, scope: Scope) -> list[Holding]:
    """Choose among several: same issuer, same scope, cited in full nearby, not later than the citing note."""
    if len(notes) < 2:
        return notes
    tests: tuple[Callable[[Holding], bool], ...] = (
        lambda note: bool(citation.body) and note.issuer == citation.body,
        lambda note: bool(citation.date and note.date and _agree(citation.date, note.date)),
        lambda note: bool(scope.province) and note.province == scope.province,
        lambda note: bool(scope.body) and note.issuer == scope.body and _is_shared(note),
        lambda note: citation.number is None and note.id in scope.cited,
        lambda note: not (scope.date and note.date and str(note.date) > str(scope.date)),
    )
    left = notes
    for test in tests:
        kept = [note for note in left if test(note)] if len(left) > 1 else left
        left = kept or left
    return left


def _is_shared(note: Holding) -> bool:
    """Tell whether several committees sign under the code, so that the citing committee means its own."""
    return bool(note.number and note.number.issuer.startswith(("BCĐ", "ĐU")))


def _agree(one: Date, other: Date) -> bool:
    """Tell whether no part that both dates know differs.

    >>> _agree(Date(2024, 12, 22), Date(2024)), _agree(Date(0, 3, 25), Date(2025, 3, 25))
    (True, True)
    """
    return (
        (one.year == other.year or not (one.year and other.year))
        and (one.month == other.month or not (one.month and other.month))
        and (one.day == other.day or not (one.day and other.day))
    )


def _year(note: Holding) -> int:
    return (note.number.year if note.number else None) or (note.date.year if note.date else 0)


def _stub_key(number: DocNumber, citation: Citation, scope: Scope, held: list[Holding]) -> str:
    """Return a key that all citations of one unseen document share.

    The number; the province of the citing note where every province has a body of that code; the year where
    the number is held for another year, as series restart.
    """
    parts = [number.slug]
    if scope.province and (citation.local or any(note.province for note in held)):
        parts.append(scope.province)
    if held and not number.year and citation.date and citation.date.year:
        parts.append(str(citation.date.year))
    return "--".join(parts)


def _unique(notes: Iterable[Holding]) -> list[Holding]:
    return list({note.id: note for note in notes}.values())
