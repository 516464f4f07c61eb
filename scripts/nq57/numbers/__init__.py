"""Document numbers: parse, canonical form, repair. Kinds and issuers come in as data (``Tables``).

Three doors: ``parse`` takes only the canonical form (front matter), ``repair`` takes damaged spellings and
says what it repaired, ``assemble`` takes parts that a scanner has already told apart.
"""

from nq57.numbers.assemble import assemble
from nq57.numbers.parse import parse, repair
from nq57.numbers.tables import Code, Family, Issuer, Shape, Tables
from nq57.numbers.value import DocNumber, NumberError, Parts, Reading

__all__ = [
    "Code",
    "DocNumber",
    "Family",
    "Issuer",
    "NumberError",
    "Parts",
    "Reading",
    "Shape",
    "Tables",
    "assemble",
    "parse",
    "repair",
]
