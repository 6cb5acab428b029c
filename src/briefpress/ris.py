"""The brief's own record in; its entry in RIS out."""

from __future__ import annotations

from collections.abc import Iterator

from briefpress import identifiers
from briefpress.ownrecord import OwnRecord
from briefpress.personalnames import Name


def ris(record: OwnRecord) -> str:
    """The record as a `TY  - RPRT`: a line a field, each ended as RIS wants it (carriage return, line feed)."""
    return "".join(f"{tag}  - {' '.join(value.split())}\r\n" for tag, value in _fields(record))


def _fields(record: OwnRecord) -> Iterator[tuple[str, str]]:
    """Tags and values. A report's series is T2 to Zotero and EndNote; CY and PP are its place, by age of the reader."""
    issued = record.issued
    one = {
        "ID": record.key,
        "TI": record.title,
        "T2": record.series,
        "IS": record.number,
        "ET": record.version,
        "PY": f"{issued.year:04}" if issued else "",
        "DA": f"{issued:%Y/%m/%d}" if issued else "",
        "PB": record.publisher,
        "CY": record.place,
        "PP": record.place,
        "DO": record.doi,
        "UR": record.url or (identifiers.address("doi", record.doi) if record.doi else ""),
        "LA": record.lang,
        "AB": record.abstract,
    }
    yield "TY", "RPRT"
    yield from (("AU", _name(name)) for name in record.authors)
    yield from ((tag, value) for tag, value in one.items() if value)
    yield from (("SN", number) for number in (record.issn, record.isbn) if number)
    yield from (("KW", keyword) for keyword in record.keywords)
    yield from (("N1", note) for note in (record.status, record.licence) if note)
    yield "ER", ""


def _name(name: Name) -> str:
    """`van Berg, Ida, Jr.`; a body has a comma behind it, so that its last word isn't taken for a family name."""
    if name.literal:
        return f"{name.literal},"
    family = " ".join(part for part in (name.particle, name.family) if part)
    return ", ".join(part for part in (family, name.given, name.suffix) if part)
