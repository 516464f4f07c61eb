"""Words and numbers of a text as the search sees them; ``search-core.js`` says the same in the browser.

Both run ``tests/corpus/fold.json``. A change here is a change there.
"""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from nq57 import text as letters

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss"})
_WORD = re.compile(r"([^\W_]+)")
_MAYBE_MARK = re.compile(r"[^\w\s!-/]")  # a mark is no letter: few signs are left to look up
_ZEROS = re.compile(r"^0+(?=[0-9])")
_GLUE = frozenset("-/.&\u2010\u2011\u2013\u2212\u2044")  # hyphens, en dash, minus, fraction slash
_AROUND = string.punctuation + "«»“”…–"  # signs that mostly stand around words: there they tie nothing
_APOSTROPHES = frozenset("'\u2019")
_ELIDED = frozenset(("c", "d", "j", "l", "m", "n", "qu", "s", "t"))  # l'innovation is found as innovation

# The tone of an open oa, oe, uy stands on either letter by taste (hoà, hòa): the first letter is our form.
_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
_OPEN = re.compile(r"(?:[oO][aeAE]|(?<![qQ])[uU][yY])\Z")


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """A word: its exact spelling, the folded one, and whether one joining sign ties it to the word before.

    There is one object for each word, so that millions of them are counted by identity.
    """

    exact: str
    folded: str
    glued: bool = False
    term: tuple[str, str] = field(init=False)  # what it is found by: folded, exact

    def __post_init__(self) -> None:
        """Make the pair once."""
        object.__setattr__(self, "term", (self.folded, self.exact))


def fold(text: str) -> str:
    """Return the text as a bare keyboard types it: ``text.fold``, ligatures in two letters, no mark left.

    >>> fold("Mise en œuvre, Đắk Lắk")
    'mise en oeuvre, dak lak'
    """
    folded = letters.fold(text).translate(_LIGATURES)
    return folded if folded.isascii() else _unmarked(folded)


def _unmarked(text: str) -> str:
    return _MAYBE_MARK.sub(
        lambda sign: "" if unicodedata.category(sign[0]).startswith("M") else sign[0], text
    )


def spelling(word: str) -> str:
    """Return the exact spelling to compare: composed, lower case, the tone of oa, oe, uy on the first letter.

    >>> spelling("Hoà"), spelling("thuý"), spelling("quý"), spelling("hoàn")
    ('hòa', 'thúy', 'quý', 'hoàn')
    """
    plain = letters.nfc(word).lower()
    if plain.isascii():
        return plain
    last = unicodedata.normalize("NFD", plain[-1])
    if len(last) == 2 and last[1] in _TONES and _OPEN.search(plain[:-1] + last[0]):
        plain = letters.nfc(plain[:-1] + last[1] + last[0])
    return _unmarked(plain)


def words(text: str) -> list[Word]:
    """Return the words of the text in order; an elided article is none.

    >>> [(word.folded, word.glued) for word in words("l'avis 57-NQ/TW")]
    [('avis', False), ('57', False), ('nq', True), ('tw', True)]
    """
    return [word for run in text.split() for word in words_of_run(run)]


@cache
def words_of_run(run: str) -> tuple[Word, ...]:
    """Return the words of text without white space, which ties none: texts repeat such runs.

    >>> [word.exact for word in words_of_run("(l'été),")]
    ['été']
    """
    plain = _unmarked(letters.nfc(run).lower())
    bare = plain.strip(_AROUND)
    if bare.isalnum():
        return (_word(bare, False),)
    parts = _WORD.split(plain)  # sign, word, sign, word … sign
    found = []
    before = ""  # what stands before the first word, and after the last, ties nothing
    for word, after in zip(parts[1::2], [*parts[2:-1:2], ""], strict=False):
        if after in _APOSTROPHES and word in _ELIDED:
            before = ""
            continue
        found.append(_word(word, before in _GLUE))
        before = after
    return tuple(found)


@cache
def _word(word: str, glued: bool) -> Word:
    # Texts repeat their words: each is spelled and folded once.
    return Word(spelling(word), fold(word), glued)


def number_key(parts: Iterable[str]) -> str:
    """Return one key for all spellings of a number: parts joined, zeros off, ``/`` kept between two digits.

    >>> number_key(["01", "cv", "bcdtw"]), number_key(["193", "2025", "qh15"])
    ('1cvbcdtw', '193/2025qh15')
    """
    key = ""
    for part in parts:
        bare = _ZEROS.sub("", part) if part[:1] == "0" else part
        key += ("/" if _digit(key[-1:]) and _digit(bare[:1]) else "") + bare
    return key


def numbers(text: Sequence[Word]) -> Iterator[str]:
    """Yield the key of each run of glued words with a digit in it: ``57-NQ/TW``, ``22/12/2024``.

    >>> list(numbers(words("nghị quyết 57-NQ/TW, mise-à-jour, 22/12/2024")))
    ['57nqtw', '22/12/2024']
    """
    if not any(word.glued for word in text):
        return
    run: list[str] = []
    for word in [*text, Word("", "")]:
        if word.glued:
            run.append(word.folded)
            continue
        if len(run) > 1 and any(_digit(char) for part in run for char in part):
            yield number_key(run)
        run = [word.folded]


def _digit(char: str) -> bool:
    return "0" <= char <= "9" if char else False
