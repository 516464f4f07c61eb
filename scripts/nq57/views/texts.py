"""The words of the interface in the reader's language, from ``docs/locale/<language>.po``.

French is the language of the keys. A missing translation shows the French words; a test says which.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from babel.messages.pofile import read_po

from nq57.text import Date, show_date

Say = Callable[[str], str]


def read_texts(folder: Path, language: str) -> Say:
    """Return the function that gives the words of a French key in the language (``vi``, ``fr``, ``en``)."""
    path = folder / f"{language}.po"
    return _says(path.read_bytes() if path.exists() else b"")


@lru_cache(maxsize=8)  # a program that builds again and again reads each once
def _says(catalog_text: bytes) -> Say:
    catalog = read_po(BytesIO(catalog_text))
    known = {str(message.id): str(message.string) for message in catalog if message.id and message.string}
    return lambda key: known.get(key, key)


def date_text(date: Date | None, language: str, say: Say) -> str:
    """Return a date for the reader, or the word for unknown."""
    return show_date(date, language) if date else say("inconnu")


def measure_text(value: str, unit: str, language: str) -> str:
    """Return a decimal with its unit; only French leaves a gap before the sign of per cent.

    >>> measure_text("80.5", "%", "fr"), measure_text("80.5", "%", "vi"), measure_text("3", "tasks", "en")
    ('80,5 %', '80,5%', '3 tasks')
    """
    gap = "" if not unit or (unit.startswith("%") and language != "fr") else " "
    return f"{number_text(value, language)}{gap}{unit}"


def number_text(value: str, language: str) -> str:
    """Return a decimal as the reader writes it: groups of three, the language's own decimal mark.

    >>> number_text("1132", "fr"), number_text("44.05", "vi"), number_text("224000", "en")
    ('1\\u202f132', '44,05', '224,000')
    """
    whole, _, part = value.partition(".")
    gap = {"fr": "\u202f", "vi": ".", "en": ","}[language]
    grouped = f"{int(whole):,}".replace(",", gap)
    return f"{grouped}{',' if language != 'en' else '.'}{part}" if part else grouped
