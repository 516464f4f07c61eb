"""What the knowledge base holds: frozen records, and the shape of each of their fields.

The shapes are the single description of a note: the reader, the checks, ``nq57 new`` and the field
reference of the guide all go by them. Nothing here knows YAML, Markdown, paths or graphs.
"""

from nq57.model.notes import (
    KINDS,
    Document,
    Finding,
    KnowledgeBase,
    Meeting,
    Note,
    Organisation,
    Person,
    Platform,
    Province,
    Remote,
    Source,
    sentences,
    walk,
)
from nq57.model.records import (
    Alias,
    Figure,
    Former,
    Office,
    Progress,
    Provision,
    Quote,
    Record,
    Relation,
    Task,
)
from nq57.model.shape import LANGUAGES, UNKNOWN, Certainty, Names, Shape, shape_of, shapes, shapes_as

__all__ = [
    "KINDS",
    "LANGUAGES",
    "UNKNOWN",
    "Alias",
    "Certainty",
    "Document",
    "Figure",
    "Finding",
    "Former",
    "KnowledgeBase",
    "Meeting",
    "Names",
    "Note",
    "Office",
    "Organisation",
    "Person",
    "Platform",
    "Progress",
    "Province",
    "Provision",
    "Quote",
    "Record",
    "Relation",
    "Remote",
    "Shape",
    "Source",
    "Task",
    "sentences",
    "shape_of",
    "shapes",
    "shapes_as",
    "walk",
]
