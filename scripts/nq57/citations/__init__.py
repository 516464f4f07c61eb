"""Citations: ``find`` what a text cites, ``resolve`` which document that is. Two verbs, two types.

``find(text, grammar)`` gives spans, numbers, kinds, dates and issuers and never decides identity;
``resolve(citation, scope, holdings)`` answers one note, a stub, ambiguous (these), or unknown.
"""

from nq57.citations.find import find
from nq57.citations.model import Citation, Holding, Holdings, Resolution, Scope
from nq57.citations.resolve import resolve, resolve_all

__all__ = ["Citation", "Holding", "Holdings", "Resolution", "Scope", "find", "resolve", "resolve_all"]
