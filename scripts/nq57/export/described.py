"""What a page says of itself to programs: schema.org and ELI as JSON-LD, and how it is cited."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from nq57.export.linked import ELI, ELI_RELATIONS
from nq57.export.part import Part
from nq57.graph import Edge
from nq57.model import Document, Meeting, Note, Organisation, Person, Platform, Province, Source
from nq57.text import Date

# Written out, so that nothing has to be fetched to read it.
CONTEXT = {"@vocab": "https://schema.org/", "eli": ELI}
NAME = "NQ57"
_LEGISLATION = {
    "implements": "legislationEnsuresImplementationOf",
    "institutionalises": "legislationEnsuresImplementationOf",
    "amends": "legislationAmends",
    "replaces": "legislationRepeals",
    "legal-basis": "isBasedOn",
    "derives-from": "isBasedOn",
    "cites": "citation",
}
_TEX = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{c: f"\\{c}" for c in "&%$#_{}"},
}
Values = dict[str, Any]


def linked_note(part: Part, note: Note, root: str) -> Values:
    """Return what a note is, as JSON-LD; without a published address pages are named from ``root``."""

    def at(node: str) -> Values:
        return {"@id": part.iri(node, root)}

    names = [{"@language": language, "@value": text} for language, text in note.title.items()]
    told = _KINDS.get(type(note), _claim)(part, note, at)
    found = {"@context": CONTEXT, **at(note.id), "name": names, **told}
    return {key: value for key, value in found.items() if value not in ("", None, [])}


def _document(part: Part, note: Any, at: Callable[[str], Values]) -> Values:
    place = at(note.province) if note.province in part.nodes else {"@type": "Country", "name": "Việt Nam"}
    issuer = {**at(note.issuer), "name": part.heading(note.issuer)} if note.issuer in part.nodes else None
    return {
        "@type": ["Legislation", "eli:LegalResource"],
        "legislationIdentifier": note.number,
        "legislationType": note.type,
        "legislationDate": _iso(note.date),
        "legislationPassedBy": issuer,
        "legislationJurisdiction": place,
        "creativeWorkStatus": note.status,
        "eli:id_local": note.number,
        "eli:date_document": _iso(note.date),
        "eli:passed_by": at(note.issuer) if issuer else None,
        **_legal(part, note, at),
    }


def _legal(part: Part, note: Note, at: Callable[[str], Values]) -> Values:
    """Return its relations to other documents: those of schema.org, and those of ELI."""
    found: dict[str, dict[str, None]] = {}
    for edge in part.graph.edges_of(note.id):
        if edge.target in part.nodes and part.nodes[edge.target]["kind"] in ("document", "stub", "remote"):
            for word in _words(edge):
                found.setdefault(word, {})[edge.target] = None
    return {word: [at(target) for target in targets] for word, targets in found.items()}


def _words(edge: Edge) -> list[str]:
    words = [f"eli:{ELI_RELATIONS[edge.relation]}"] if edge.relation in ELI_RELATIONS else []
    return words + ([_LEGISLATION[edge.relation]] if edge.relation in _LEGISLATION else [])


def _organisation(part: Part, note: Any, at: Callable[[str], Values]) -> Values:
    above = [edge.target for edge in part.graph.edges_of(note.id) if edge.relation == "part-of"]
    return {
        "@type": "GovernmentOrganization",
        "foundingDate": _iso(note.since),
        "dissolutionDate": _iso(note.until),
        "parentOrganization": [at(body) for body in part.held(tuple(above))],
        "areaServed": at(note.province) if note.province in part.nodes else None,
    }


def _person(part: Part, note: Any, at: Callable[[str], Values]) -> Values:
    bodies = dict.fromkeys(office.body for office in note.offices if office.body in part.nodes)
    return {
        "@type": "Person",
        "jobTitle": [office.title.show(part.language) for office in note.offices],
        "memberOf": [at(body) for body in bodies],
    }


def _meeting(part: Part, note: Any, at: Callable[[str], Values]) -> Values:
    return {
        "@type": "Event",
        "startDate": _iso(note.date),
        "location": {"@type": "Place", "name": note.place} if note.place else None,
        "organizer": at(note.convened) if note.convened in part.nodes else None,
    }


def _province(part: Part, note: Any, at: Callable[[str], Values]) -> Values:
    country = {"@type": "Country", "name": "Việt Nam"}
    return {"@type": "AdministrativeArea", "identifier": note.code, "containedInPlace": country}


def _platform(part: Part, note: Note, at: Callable[[str], Values]) -> Values:
    return {"@type": "Service"}


def _source(part: Part, note: Any, at: Callable[[str], Values]) -> Values:
    publisher = {"@type": "Organization", "name": note.publisher} if note.publisher else None
    return {
        "@type": "CreativeWork",
        "publisher": publisher,
        "datePublished": _iso(note.published),
        "inLanguage": note.language,
        "url": note.address,
    }


def _claim(part: Part, note: Any, at: Callable[[str], Values]) -> Values:
    return {"@type": "Claim", "about": [at(node) for node in part.held(note.about)]}


_KINDS: Mapping[type[Note], Callable[[Part, Any, Callable[[str], Values]], Values]] = {
    Document: _document,
    Organisation: _organisation,
    Person: _person,
    Meeting: _meeting,
    Province: _province,
    Platform: _platform,
    Source: _source,
}


def linked_data(part: Part, name: str, about: str, files: Mapping[str, str]) -> Values:
    """Return the page of downloads as a Dataset; ``files`` gives the media type of each."""
    base = part.address
    return {
        "@context": CONTEXT,
        "@type": "Dataset",
        "@id": f"{base}data.html",
        "name": name,
        "description": about,
        "license": {"@id": "https://creativecommons.org/licenses/by/4.0/"},
        "creator": {"@type": "Organization", "name": NAME},
        "distribution": [
            {"@type": "DataDownload", "contentUrl": {"@id": f"{base}data/{file}"}, "encodingFormat": media}
            for file, media in files.items()
        ],
    }


def script_text(value: Any) -> str:
    """Return JSON for a data block of a page: nothing in it can end the block.

    >>> script_text({"name": "</script>"})
    '{"name":"\\\\u003c/script>"}'
    """
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def csl(part: Part, note: Note) -> Values:
    """Return how the page of a note is cited, as an item of CSL-JSON."""
    return {
        "id": f"nq57-{note.id}",
        "type": "webpage",
        "title": part.heading(note.id),
        "author": [{"literal": NAME}],
        "container-title": NAME,
        "URL": f"{part.address}{part.page(note.id)}",
        "language": part.language,
    }


def bibtex(part: Part, note: Note) -> str:
    """Return how the page of a note is cited, as an entry of BibTeX.

    >>> _tex("50 % & _")
    '50 \\\\% \\\\& \\\\_'
    """
    return (
        f"@misc{{nq57-{note.id},\n"
        f"  author = {{{{{NAME}}}}},\n"
        f"  title = {{{{{_tex(part.heading(note.id))}}}}},\n"
        f"  howpublished = {{{NAME}}},\n"
        f"  url = {{{part.address}{part.page(note.id)}}}\n}}\n"
    )


def _tex(text: str) -> str:
    return re.sub(r"[\\~^&%$#_{}]", lambda found: _TEX[found[0]], text)


def _iso(date: Date | None) -> str:
    return str(date or "")
