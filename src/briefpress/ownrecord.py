"""brief.yaml's settings in; the brief's own record, as a bibliography has it, out."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from briefpress.personalnames import Name, is_body, parted
from briefpress.settings import Author, Brief


@dataclass(frozen=True, slots=True)
class OwnRecord:
    """How others cite the brief. What brief.yaml doesn't give is empty; so is the status of a final edition."""

    key: str
    title: str
    authors: tuple[Name, ...]
    issued: datetime.date | None
    version: str
    publisher: str
    place: str
    series: str
    number: str
    doi: str
    url: str
    issn: str
    isbn: str
    lang: str
    abstract: str
    keywords: tuple[str, ...]
    licence: str
    status: str = ""


def is_institution(author: Author, brief: Brief) -> bool:
    """Whether an author is a body: because brief.yaml says so, as the publisher, or by its name."""
    named = not author.family and is_body(author.name)
    return author.institution or author.name == brief.publisher.name or named


def own_record(brief: Brief, key: str, status: str) -> OwnRecord:
    """The record of a brief; `key` is what it is cited by, the name of its files, `status` what a reader calls it."""
    title = f"{brief.title}: {brief.subtitle}" if brief.subtitle else brief.title
    house, known = brief.publisher, brief.identifier
    authors = tuple(parted(p.name, family=p.family, institution=is_institution(p, brief)) for p in brief.people)
    version = "" if brief.edition is None else str(brief.edition)
    number = "" if known.number is None else str(known.number)
    return OwnRecord(
        key, title, authors, brief.date, version, house.name, house.place, known.series or "", number, known.doi or "",
        brief.url, known.issn or "", known.isbn or "", brief.lang, brief.description, brief.keywords, brief.licence,
        status,
    )  # fmt: skip


def csl_item(record: OwnRecord) -> dict[str, Any]:
    """The record as an item of CSL-JSON (CSL 1.0.2). A number counts in its series, where there is one."""
    issued = record.issued
    fields = {
        "id": record.key,
        "type": "report",
        "title": record.title,
        "author": [_csl_name(name) for name in record.authors],
        "issued": {"date-parts": [[issued.year, issued.month, issued.day]]} if issued else None,
        "version": record.version,
        "publisher": record.publisher,
        "publisher-place": record.place,
        "collection-title": record.series,
        "collection-number" if record.series else "number": record.number,
        "DOI": record.doi,
        "URL": record.url,
        "ISSN": record.issn,
        "ISBN": record.isbn,
        "language": record.lang,
        "abstract": record.abstract,
        "keyword": ", ".join(record.keywords),
        "license": record.licence,
        "status": record.status,
    }
    return {name: value for name, value in fields.items() if value}


def _csl_name(name: Name) -> dict[str, str]:
    parts = {
        "family": name.family,
        "given": name.given,
        "dropping-particle": name.dropping,
        "non-dropping-particle": name.non_dropping,
        "suffix": name.suffix,
        "literal": name.literal,
    }
    return {part: words for part, words in parts.items() if words}
