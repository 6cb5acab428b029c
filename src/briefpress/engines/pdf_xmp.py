"""What is known of an edition in; the XMP packet and the Info dictionary of its PDF out.

ISO 16684-1 (XMP), ISO 19005-3 (PDF/A-3), 6.6: every property is of a schema that PDF/A knows, or its schema is
described in the packet. ISO 14289-1 (PDF/UA-1), 5: its own identification is of a schema that PDF/A doesn't know.
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import groupby

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "prism": "http://prismstandard.org/namespaces/basic/3.0/",
    "cc": "http://creativecommons.org/ns#",
}
_CLAIMS = (("pdfaid:part", "3"), ("pdfaid:conformance", "A"), ("pdfuaid:part", "1"))
"""What the file for screens claims to be: PDF/A-3a and PDF/UA-1."""

_SCHEMAS = {
    "pdfuaid": "PDF/UA identification",
    "prism": "Publishing Requirements for Industry Standard Metadata",
    "cc": "Creative Commons Rights Expression Language",
}
_DESCRIBED = {
    "pdfuaid:part": ("Integer", "internal", "The part of ISO 14289 that the file follows"),
    "prism:doi": ("Text", "external", "The Digital Object Identifier of the publication"),
    "prism:issn": ("Text", "external", "The ISSN of the series that the publication is part of"),
    "prism:isbn": ("Text", "external", "The ISBN of the publication"),
    "prism:publicationName": ("Text", "external", "The title of the series that the publication is part of"),
    "prism:number": ("Text", "external", "The number of the publication in its series"),
    "prism:edition": ("Text", "external", "The edition of the publication"),
    "cc:license": ("URL", "external", "The licence under which the publication may be used"),
}
"""Properties of schemas that PDF/A doesn't know: type, who sets them, and what they say (ISO 19005-3, 6.6.2.3.3)."""


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of an edition. `moment` is the time that dates it, `identity` what its ids are made of.

    `first` is the time of the first edition, where this is a later one.
    """

    title: str
    lang: str
    identity: str
    producer: str
    creator: str
    authors: tuple[str, ...] = ()
    description: str = ""
    keywords: tuple[str, ...] = ()
    publisher: str = ""
    licence: str = ""
    licence_address: str = ""
    doi: str = ""
    series: dict[str, str] = field(default_factory=dict)
    moment: datetime.datetime | None = None
    first: datetime.datetime | None = None

    @property
    def document_id(self) -> str:
        """The same for all editions of one name or DOI."""
        return f"uuid:{uuid.uuid5(uuid.NAMESPACE_URL, self.identity)}"


def info(record: Record) -> dict[str, str]:
    """The Info dictionary, which says what the packet says (ISO 32000-1, 14.3.3)."""
    said = {
        "Title": record.title,
        "Author": ", ".join(record.authors),
        "Subject": record.description,
        "Keywords": ", ".join(record.keywords),
        "Creator": record.creator,
        "Producer": record.producer,
    }
    if record.moment is not None:
        said["CreationDate"] = pdf_date(record.first or record.moment)
        said["ModDate"] = pdf_date(record.moment)
    return {key: value for key, value in said.items() if value}


def pdf_date(moment: datetime.datetime) -> str:
    """A time as PDFs write it (ISO 32000-1, 7.9.4)."""
    return moment.astimezone(datetime.UTC).strftime("D:%Y%m%d%H%M%SZ")


def packet(record: Record) -> bytes:
    """The XMP packet of a file for screens."""
    properties = [*_CLAIMS, *_properties(record)]
    used = list(dict.fromkeys(name.partition(":")[0] for name, _ in properties))
    lines = [_line(name, value) for name, value in properties]
    extensions = _extensions([name for name, _ in properties if name in _DESCRIBED])
    spaces = "".join(f' xmlns:{prefix}="{_NAMESPACES[prefix]}"' for prefix in used)
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{_RDF}">\n'
        f'<rdf:Description rdf:about=""{spaces}>\n{"".join(lines)}</rdf:Description>\n'
        f'{extensions}</rdf:RDF></x:xmpmeta>\n<?xpacket end="r"?>'
    ).encode()


_Value = str | tuple[str, tuple[str, ...]]
"""A text, or a container of texts: Alt, Bag or Seq."""


def _properties(record: Record) -> Iterator[tuple[str, _Value]]:
    single: list[tuple[str, _Value]] = [
        ("dc:format", "application/pdf"),
        ("dc:title", ("Alt", (record.title,))),
        ("dc:creator", ("Seq", record.authors)),
        ("dc:description", ("Alt", (record.description,))),
        ("dc:subject", ("Bag", record.keywords)),
        ("dc:language", ("Bag", (record.lang,))),
        ("dc:publisher", ("Bag", (record.publisher,))),
        ("dc:rights", ("Alt", (record.licence,))),
        ("dc:identifier", f"doi:{record.doi}" if record.doi else record.document_id),
        ("pdf:Producer", record.producer),
        ("pdf:Keywords", ", ".join(record.keywords)),
        ("xmp:CreatorTool", record.creator),
        ("xmpMM:DocumentID", record.document_id),
        ("xmpRights:Marked", "True" if record.licence else ""),
        ("xmpRights:UsageTerms", ("Alt", (record.licence,))),
        ("xmpRights:WebStatement", record.licence_address),
        ("cc:license", record.licence_address),
        ("prism:doi", record.doi),
        *((f"prism:{name}", value) for name, value in record.series.items()),
    ]
    if record.moment is not None:
        told, first = _told(record.moment), _told(record.first or record.moment)
        single += [("dc:date", ("Seq", tuple(dict.fromkeys((first, told)))))]
        single += [("xmp:CreateDate", first), ("xmp:ModifyDate", told), ("xmp:MetadataDate", told)]
    return ((name, value) for name, value in single if (any(value[1]) if isinstance(value, tuple) else value))


def _told(moment: datetime.datetime) -> str:
    return moment.astimezone(datetime.UTC).isoformat().replace("+00:00", "Z")


def _line(name: str, value: _Value) -> str:
    if isinstance(value, str):
        return f"<{name}>{escape(value, quote=False)}</{name}>\n"
    kind, texts = value
    mark = ' xml:lang="x-default"' if kind == "Alt" else ""
    items = "".join(f"<rdf:li{mark}>{escape(text, quote=False)}</rdf:li>" for text in texts)
    return f"<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>\n"


_EXTENSION = "http://www.aiim.org/pdfa/ns/"


def _extensions(names: Sequence[str]) -> str:
    """The descriptions of schemas that PDF/A doesn't know, and of those of their properties that are used."""
    if not names:
        return ""
    schemas = []
    for prefix, used in groupby(sorted(names, key=list(_DESCRIBED).index), lambda name: name.partition(":")[0]):
        properties = []
        for name in used:
            kind, category, description = _DESCRIBED[name]
            properties.append(
                '<rdf:li rdf:parseType="Resource">'
                f"<pdfaProperty:name>{name.partition(':')[2]}</pdfaProperty:name>"
                f"<pdfaProperty:valueType>{kind}</pdfaProperty:valueType>"
                f"<pdfaProperty:category>{category}</pdfaProperty:category>"
                f"<pdfaProperty:description>{description}</pdfaProperty:description></rdf:li>\n"
            )
        schemas.append(
            f'<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>{_SCHEMAS[prefix]}</pdfaSchema:schema>'
            f"<pdfaSchema:namespaceURI>{_NAMESPACES[prefix]}</pdfaSchema:namespaceURI>"
            f"<pdfaSchema:prefix>{prefix}</pdfaSchema:prefix>"
            f"<pdfaSchema:property><rdf:Seq>\n{''.join(properties)}</rdf:Seq></pdfaSchema:property></rdf:li>\n"
        )
    return (
        f'<rdf:Description rdf:about="" xmlns:pdfaExtension="{_EXTENSION}extension/"'
        f' xmlns:pdfaSchema="{_EXTENSION}schema#" xmlns:pdfaProperty="{_EXTENSION}property#">\n'
        f"<pdfaExtension:schemas><rdf:Bag>\n{''.join(schemas)}</rdf:Bag></pdfaExtension:schemas></rdf:Description>\n"
    )
