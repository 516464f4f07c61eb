"""One number on its own: the canonical form for front matter, and the damaged one for repair."""

from __future__ import annotations

import difflib
import re
from functools import lru_cache

from nq57.numbers.assemble import assemble
from nq57.numbers.patterns import sequences
from nq57.numbers.tables import Shape, Tables
from nq57.numbers.value import DocNumber, NumberError, Parts, Reading
from nq57.text import nfc

_STRICT = {
    "serial": r"(?P<serial>\d{1,6}(?:[a-zđ]|\.\d{1,3})?)",
    "year": r"(?P<year>(?:19|20)\d\d)",
    "type": r"(?P<type>[^\W\d_]+)",
    "issuer": r"(?P<issuer>[^\s/]+)",
}


def parse(text: str, tables: Tables) -> DocNumber:
    """Return the number that the canonical text writes.

    Raises NumberError where the text has another shape, an unknown kind, or a spelling to repair.
    """
    unknown: list[str] = []
    for shape in tables.shapes:
        found = _strict(shape).fullmatch(text)
        if not found:
            continue
        parts = Parts(**found.groupdict(), separators=shape.separators)
        reading = assemble(parts, tables, hint=(parts.type,))
        if not reading.number:
            unknown.append(parts.type)
        elif parts.type or reading.known:
            return _canonical(text, reading)
    if unknown and unknown[0]:
        raise NumberError(text, f"unknown kind '{unknown[0]}'", _near(unknown[0], tables))
    reading = repair(text, tables)
    if reading.number:
        raise NumberError(text, "not the canonical form", f"write '{reading.number}'")
    samples = "57-NQ/TW, 03/NQ-CP, 30/2020/NĐ-CP or 193/2025/QH15"
    raise NumberError(text, "no shape of a document number", f"write it as {samples}")


def repair(text: str, tables: Tables, hint: tuple[str, ...] = ()) -> Reading:
    """Return what a damaged spelling of one number can be; empty where it can be none.

    ``hint`` are type codes that a word of kind beside the number allows.
    """
    plain = nfc(text).strip()
    for sequence in sequences(tables):
        found = sequence.pattern.fullmatch(plain)
        if not found:
            continue
        parts = sequence.parts(found)
        reading = assemble(parts, tables, hint)
        whole = reading != Reading() and reading.length == len(parts.issuer)
        if whole and ("type" in sequence.fields or reading.known):
            return reading
    return Reading()


@lru_cache(maxsize=64)  # a vocabulary has about ten shapes
def _strict(shape: Shape) -> re.Pattern[str]:
    pieces = enumerate(re.split(r"\{(\w+)\}", shape.form))
    return re.compile("".join(_STRICT[part] if index % 2 else re.escape(part) for index, part in pieces))


def _canonical(text: str, reading: Reading) -> DocNumber:
    number = reading.number
    if number is None or str(number) != text:
        raise NumberError(text, "not the canonical form", f"write '{number}'" if number else "")
    return number


def _near(code: str, tables: Tables) -> str:
    by_fold = {tables.fold(known.code): known.code for known in tables.codes}
    swapped = [by_fold[fold] for fold in by_fold if sorted(fold) == sorted(tables.fold(code))]
    near = difflib.get_close_matches(tables.fold(code), by_fold, 1, 0.5)
    close = swapped or [by_fold[fold] for fold in near]
    return f"did you mean '{close[0]}'?" if close else f"the kinds are {', '.join(sorted(by_fold.values()))}"
