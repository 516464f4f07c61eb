"""Letters that deceive: those that nobody sees, and those that look like others.

A note is what its reader sees: a control that turns the reading order, a space of no width or a Cyrillic
letter in a number would make one text of two, or two numbers of one.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

# Controls (not tab and line feed), soft hyphen, fillers, zero widths, line and paragraph separators, bidi
# controls, halves of pairs, private letters, the letter left where a conversion lost one, tags.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ud800-\uf8ff\ufdd0-\ufdef\ufeff\uffa0\ufff0-\uffff\U000e0000-\U000e0fff"
    "\U000f0000-\U0010ffff]"
)
_WORD = re.compile(r"[\w/.&-]+")
_LATIN_TWINS = {"Ð": "Đ", "ð": "đ", "Ɖ": "Đ", "ɖ": "đ", "ı": "i"}


def hidden(text: str) -> re.Match[str] | None:
    """Return the first character that a reader cannot see, or that no two machines show alike.

    >>> hidden("57\\u200b-NQ/TW").start(), hidden("Đắk Lắk, n°\\u00a057")
    (2, None)
    """
    return _HIDDEN.search(text)


def describe(char: str) -> str:
    """Return a character's code and name, as a message gives them.

    >>> describe("\\u202e"), describe("\\x07")
    ('U+202E RIGHT-TO-LEFT OVERRIDE', 'U+0007')
    """
    return f"U+{ord(char):04X} {unicodedata.name(char, '')}".rstrip()


def look_alike(text: str) -> str:
    """Say which letter or digit only looks like a Latin one, '' where none does.

    In a word or number that holds Latin letters or digits, all others are Latin letters or digits 0-9.

    >>> look_alike("57-NQ/\u0422W")
    "'\u0422' is U+0422 CYRILLIC CAPITAL LETTER TE; write Latin letters and digits 0-9"
    >>> look_alike("58-QÐ/TW")
    "'Ð' is U+00D0 LATIN CAPITAL LETTER ETH; write 'Đ'"
    >>> look_alike("1460-QĐ/TU, đường β, 5 m², n° 3")
    ''
    """
    for word in _WORD.findall(text) if not text.isascii() and _doubtful().search(text) else ():
        wrong = next((char for char in word if not char.isascii() and _foreign(char)), "")
        latin = any(char.isascii() and char.isalnum() for char in word)
        if wrong and (latin or _compatible(wrong)):
            better = f"'{_LATIN_TWINS[wrong]}'" if wrong in _LATIN_TWINS else "Latin letters and digits 0-9"
            return f"'{wrong}' is {describe(wrong)}; write {better}"
    return ""


@cache
def _doubtful() -> re.Pattern[str]:
    """Return the pattern of what may look like another letter: all but the Latin letters that do not."""
    sure = (chr(point) for point in (*range(0x250), *range(0x1E00, 0x1F00)))
    return re.compile(
        f"[^{re.escape(''.join(char for char in sure if char.isascii() or not _foreign(char)))}]"
    )


def _foreign(char: str) -> bool:
    if unicodedata.decomposition(char).startswith(("<super>", "<sub>")):
        return False  # m² and 3ᵉ are as they look
    return _compatible(char) or (char.isalpha() and not unicodedata.name(char, "").startswith("LATIN"))


def _compatible(char: str) -> bool:
    """Tell a digit of another script, a twin, and a letter in another dress (full width, bold, circled)."""
    plain = unicodedata.normalize("NFKC", char)
    return char.isdecimal() or char in _LATIN_TWINS or (char.isalnum() and plain.isascii())
