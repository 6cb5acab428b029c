"""What a document says of itself in; the record it may have, its key, and where the bibliography differs, out."""

from __future__ import annotations

import datetime
import re
import string
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from briefpress import csl_record, identifiers, personalnames
from briefpress.engines.documents.about import About
from briefpress.records import Record

_ALIKE = 80.0
"""How alike, of 100, two titles of one work are at least."""

_SMALL = ("a", "an", "the", "of", "on", "in", "der", "die", "das", "le", "la", "les", "el", "los")
_UNSAFE = re.compile(r"[^\w-]+")


def proposed(key: str, about: About, address: str, day: datetime.date) -> Record:
    """The CSL record of a document, of what it says and where it is from. What it doesn't say is left out."""
    record: Record = {
        "id": key,
        "type": "webpage" if about.kind == "document" and address and not about.isbn else about.kind,
        "title": about.title,
        "author": [_author(name) for name in about.authors],
        "issued": about.issued,
        "container-title": about.container,
        "publisher": about.publisher,
        "language": about.lang,
        "DOI": identifiers.normal("doi", about.doi) if about.doi else "",
        "ISBN": about.isbn,
        "URL": about.url or address,
        "accessed": day.isoformat() if address else "",
    }
    return {name: value for name, value in record.items() if value}


def _author(name: str) -> dict[str, str]:
    parts = personalnames.parted(name)
    named = {
        "literal": parts.literal,
        "family": parts.family,
        "given": parts.given,
        "dropping-particle": parts.dropping,
        "non-dropping-particle": parts.non_dropping,
        "suffix": parts.suffix,
    }
    return {part: words for part, words in named.items() if words}


def key_for(record: Record, known: Collection[str], name: str) -> str:
    """A key that the bibliography hasn't: first author and year, else a word of the title, else of the file's name."""
    first = next(iter(csl_record.people(record, "author")), {})
    words = first.get("family") or first.get("literal") or record.get("title") or name
    plain = unicodedata.normalize("NFKD", words).casefold()
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    word = next((w for w in _UNSAFE.sub(" ", plain).split() if w not in _SMALL), "source")
    key = word.strip("-_") + str(record.get("issued", ""))[:4]
    return next(k for k in (key, *(key + a for a in string.ascii_lowercase), f"{key}-{len(known)}") if k not in known)


def same_work(record: Record, known: Mapping[str, Mapping[str, Any]]) -> str:
    """The key of the record of the same work, by its DOI, ISBN or address, or its title and year; or nothing."""
    for key, other in known.items():
        if any(record.get(f) and _bare(record[f]) == _bare(other.get(f, "")) for f in ("DOI", "ISBN", "URL")):
            return key
        same_year = csl_record.year(record) == csl_record.year(other) != ""
        if same_year and "title" in record and _titled_alike(record, other) > 95:
            return key
    return ""


def _bare(identifier: object) -> str:
    text = re.sub(r"^https?://(?:www\.)?(?:dx\.)?(?:doi\.org/)?", "", str(identifier).strip().casefold())
    return re.sub(r"[-\s]", "", text.partition("#")[0]).rstrip("/")


def disagreements(record: Record, other: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Where the document says otherwise than the bibliography: the field, what it says, what the bibliography has."""
    if "title" in record and other.get("title") and _titled_alike(record, other) < _ALIKE:
        yield "title", str(record["title"]), str(other["title"])
    own, its = csl_record.year(record), csl_record.year(other)
    if own and its and own != its:
        yield "year", own, its


def _titled_alike(record: Mapping[str, Any], other: Mapping[str, Any]) -> float:
    """How alike the titles are, of 100, whether or not both have the subtitle."""
    from rapidfuzz import fuzz

    one, two = (" ".join(re.findall(r"\w+", str(r.get("title", "")).casefold())) for r in (record, other))
    begins = min(len(one), len(two)) > 10 and (one.startswith(two) or two.startswith(one))
    return 100.0 if begins else fuzz.ratio(one, two)
