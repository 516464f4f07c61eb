"""The editions of a site: the first stands at its root, each other in a folder named by its language."""

from __future__ import annotations

from typing import Any

NAMES = {"fr": "Français", "vi": "Tiếng Việt", "en": "English"}
"""The languages of the whole site, the one at its root first."""


def folder_of(language: str, editions: tuple[str, ...]) -> str:
    """Return where an edition stands below the root of the site, '' for the root.

    >>> folder_of("fr", ("fr", "vi")), folder_of("vi", ("fr", "vi"))
    ('', 'vi/')
    """
    return "" if editions[:1] in ((), (language,)) else f"{language}/"


def switch(language: str, editions: tuple[str, ...], page: str) -> list[dict[str, Any]]:
    """Return a link from a page to itself in every edition; none where there is but one.

    >>> [way["url"] for way in switch("vi", ("fr", "vi"), "documents/57-nq-tw")]
    ['../../documents/57-nq-tw.html', '../../vi/documents/57-nq-tw.html']
    """
    up = "../" * (page.count("/") + bool(folder_of(language, editions)))
    ways = [
        {
            "language": other,
            "name": NAMES[other],
            "url": f"{up}{folder_of(other, editions)}{page}.html",
            "here": other == language,
        }
        for other in editions
    ]
    return ways if len(ways) > 1 else []
