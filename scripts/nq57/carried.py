"""What the program carries beside its code: the look, and what a new knowledge base starts from.

Both lie at the top of a checkout, where people edit them; a wheel holds a copy inside of the package.
"""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).parent
_INSIDE = _HERE / "_carried"


def carried(name: str) -> Path:
    """Return the folder ``docs`` or ``kb`` that came with the program, from a checkout or installed."""
    return (_INSIDE if _INSIDE.is_dir() else _HERE.parents[1]) / name
