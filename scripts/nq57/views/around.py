"""What stands around every page: the ways in, and what paper says of its date."""

from __future__ import annotations

import json

from nq57.views.reader import Reader
from nq57.views.texts import date_text

# The navigation: the same dozen ways in on every page, whatever the corpus holds.
WAYS = (
    ("index", "Accueil"),
    ("questions", "Questions"),
    ("documents/index", "Documents"),
    ("provinces/index", "Provinces"),
    ("tasks", "Tâches"),
    ("figures", "Chiffres"),
    ("meetings/index", "Réunions"),
    ("organisations/index", "Organismes"),
    ("people/index", "Personnes"),
    ("platforms/index", "Plateformes et programmes"),
    ("findings/index", "Constats"),
    ("sources/index", "Sources"),
    ("graph", "Graphe"),
    ("guide/index", "Guide"),
)


def printed(reader: Reader) -> str:
    """Return the style sheet that tells paper the date of the site: one file, so that no page changes."""
    day = date_text(reader.moment.as_of, reader.language, reader.say)
    words = reader.say("État des notes au {date}").replace("{date}", day)
    return f"@page {{ @bottom-left {{ content: {json.dumps(words, ensure_ascii=False)}; }} }}\n"
