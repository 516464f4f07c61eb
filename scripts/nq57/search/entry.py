"""What can be found: one frozen record, whatever it is made from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """One result that a search may give.

    ``url`` is relative to the root of the site (``documents/57-nq-tw.html``, with ``#anchor`` for a record
    inside a note); ``kind`` is a word of the vocabulary; ``titles`` are all the languages, ``label`` the one
    to show; ``date`` is ISO or empty; unknown values are empty strings.
    """

    id: str
    url: str
    kind: str
    number: str
    titles: tuple[str, ...]
    label: str
    date: str
    issuer: str
    level: str
    province: str
    year: str
    status: str
    language: str
    aliases: tuple[str, ...]
    text: str
