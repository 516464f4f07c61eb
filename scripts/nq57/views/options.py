"""What a plain page may ask of a view."""

from __future__ import annotations

from collections.abc import Container

from nq57.views.tables import CHOICES

# What provinces are held against: the coverage of task groups and headings, the conformity to conditions.
GRIDS = (("task-group",), ("heading",), ("condition",))


def wrong_option(notes: Container[str], name: str, option: str) -> str:
    """Return what is wrong with the option of a view, '' when nothing is."""
    words = option.split()
    if name == "tasks" and option not in CHOICES:
        known = ", ".join(filter(None, CHOICES))
        return f"tasks '{option}' is unknown; write one of {known}, or nothing"
    if name in ("cascade", "grid"):
        names = words if name == "cascade" else words[:1]
        if not names:
            return f"{name} needs the id of a note"
        for word in names:
            if word not in notes:
                return f"{name} '{word}' names no note"
    if name == "grid" and tuple(words[1:]) not in GRIDS:
        known = ", ".join(" ".join(types) for types in GRIDS)
        return f"grid '{' '.join(words[1:])}' is unknown; write one of {known}"
    return ""
