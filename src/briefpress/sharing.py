"""A brief's record and the tree of its text in; what its web page tells those who share, find or cite it, out.

Open Graph (ogp.me), the `citation_*` names that Google Scholar and reference managers read, and schema.org's Report in
JSON-LD. What it says of accessibility follows from what stands in the tree.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias
from urllib.parse import quote, urljoin

import msgspec
from markupsafe import Markup

from briefpress import identifiers, imprint, status
from briefpress.model import UNDESCRIBED, Project
from briefpress.ownrecord import is_institution
from briefpress.settings import Author, Brief, Format
from briefpress.sheet import fixes_look
from briefpress.wording import locale

Element: TypeAlias = Any
Facts: TypeAlias = dict[str, Any]
"""Keys of schema.org and their values; those without a value are left out of the page."""

_MEDIA_TYPES: dict[Format, str] = {
    "pdf": "application/pdf",
    "epub": "application/epub+zip",
    "html": "text/html",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_SCRIPT_SAFE = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})
"""JSON in a script element must hold nothing that HTML would take for mark-up."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A `meta` element: whether it is known by its name or, as Open Graph's are, its property."""

    kind: Literal["name", "property"]
    name: str
    content: str


@dataclass(frozen=True, slots=True)
class Shared:
    """The metadata of a web page: its `meta` elements, and its JSON-LD, safe to stand in a script element."""

    tags: tuple[Tag, ...]
    linked_data: Markup


def shared(project: Project, tree: Element, css: str, words: int, contents: bool) -> Shared:
    """What the page of a brief says of itself; `css` is its sheet, `contents` whether it lists its contents."""
    brief = project.brief
    pdf = published_at(brief.url, project.name, "pdf") if "pdf" in brief.formats else ""
    plain = (*_plain(brief), *_citation(brief, pdf))
    tags = [Tag("name", name, content) for name, content in plain if content]
    tags += [Tag("property", name, content) for name, content in _open_graph(brief) if content]
    facts = _without_gaps(_report(project) | {"wordCount": words} | _contents_of(tree, css, contents))
    linked = msgspec.json.encode(facts).decode().translate(_SCRIPT_SAFE)
    return Shared(tuple(tags), Markup(linked))  # noqa: S704  # JSON, made safe for its element


def published_at(page: str, name: str, form: Format) -> str:
    """The address of another format of the brief, which is published beside its page; nothing where that has none."""
    return urljoin(page, f"{quote(name)}.{form}") if page else ""


def _plain(brief: Brief) -> Iterator[tuple[str, str]]:
    yield from (("author", person.name) for person in brief.people)
    yield "description", brief.description
    yield "keywords", ", ".join(brief.keywords)
    yield "twitter:card", "summary"


def _citation(brief: Brief, pdf: str) -> Iterator[tuple[str, str]]:
    """The names that Google Scholar's guidelines for webmasters give; a report has its house as institution."""
    known = brief.identifier
    yield "citation_title", imprint.full_title(brief)
    for person in brief.people:
        yield "citation_author", person.name
        yield "citation_author_institution", person.affiliation
        yield "citation_author_orcid", _orcid(person)
    yield "citation_publication_date", brief.date.strftime("%Y/%m/%d") if brief.date else ""
    yield "citation_technical_report_institution", brief.publisher.name
    yield "citation_technical_report_number", str(known.number or "")
    yield "citation_publisher", brief.publisher.name
    yield "citation_doi", known.doi or ""
    yield "citation_issn", known.issn or ""
    yield "citation_isbn", known.isbn or ""
    yield "citation_language", brief.lang
    yield from (("citation_keywords", word) for word in brief.keywords)
    yield "citation_fulltext_html_url", brief.url
    yield "citation_pdf_url", pdf


def _open_graph(brief: Brief) -> Iterator[tuple[str, str]]:
    yield "og:type", "article"
    yield "og:title", imprint.full_title(brief)
    yield "og:description", brief.description
    yield "og:url", brief.url
    yield "og:site_name", brief.publisher.name
    yield "og:locale", _locale(brief.lang)
    yield "article:published_time", brief.date.isoformat() if brief.date else ""
    yield "article:modified_time", brief.revision.date.isoformat() if brief.revision else ""
    yield from (("article:author", person.url or _orcid(person) or person.name) for person in brief.people)
    yield from (("article:tag", word) for word in brief.keywords)


def _locale(tag: str) -> str:
    """A language with its territory, as Open Graph wants it: en_GB. Where none is given, CLDR knows the likeliest."""
    from babel.core import get_global

    known = locale(tag)
    if known is None:
        return ""
    likely = get_global("likely_subtags").get(known.language, "")
    territory = known.territory or likely.rpartition("_")[2]
    return f"{known.language}_{territory}" if territory else ""


def _report(project: Project) -> Facts:
    """The brief's record as schema.org's Report."""
    brief, known = project.brief, project.brief.identifier
    doi = identifiers.address("doi", known.doi) if known.doi else ""
    names = {"DOI": known.doi, "ISBN": known.isbn}
    others: list[Format] = [form for form in brief.formats if form != "html" and brief.url]
    return {
        "@context": "https://schema.org",
        "@type": "Report",
        "@id": doi or brief.url,
        "url": brief.url,
        "sameAs": doi,
        "name": imprint.full_title(brief),
        "headline": brief.title,
        "alternativeHeadline": brief.subtitle,
        "author": [_author(person, brief) for person in brief.people],
        "datePublished": brief.date.isoformat() if brief.date else "",
        "dateModified": brief.revision.date.isoformat() if brief.revision else "",
        "correction": _correction(brief),
        "version": str(brief.edition or ""),
        "inLanguage": brief.lang,
        "creativeWorkStatus": status.SCHEMA[status.standing(brief)],
        "workTranslation": [_translation(version) for version in imprint.alternates(brief) if version.address],
        "abstract": brief.description,
        "keywords": list(brief.keywords),
        "publisher": _organization(brief),
        "license": imprint.licence_address(brief.licence) or brief.licence,
        "identifier": [
            {"@type": "PropertyValue", "propertyID": name, "value": value} for name, value in names.items() if value
        ],
        "reportNumber": str(known.number or ""),
        "isPartOf": _series(brief),
        "encoding": [
            {
                "@type": "MediaObject",
                "encodingFormat": _MEDIA_TYPES[form],
                "contentUrl": published_at(brief.url, project.name, form),
            }
            for form in others
        ],
    }


def _correction(brief: Brief) -> Facts | None:
    """What was wrong in the edition before this one, where that is why there is this one."""
    revision = brief.revision
    if revision is None or revision.kind == "update":
        return None
    return {"@type": "CorrectionComment", "text": revision.note, "datePublished": revision.date.isoformat()}


def _translation(version: imprint.Alternate) -> Facts:
    return {"@type": "Report", "url": version.address, "name": version.title, "inLanguage": version.lang}


def _author(person: Author, brief: Brief) -> Facts:
    house = {"@type": "Organization", "name": person.affiliation} if person.affiliation else None
    if is_institution(person, brief):
        return {"@type": "Organization", "name": person.name, "parentOrganization": house, "url": person.url}
    return {
        "@type": "Person", "@id": _orcid(person), "name": person.name, "affiliation": house, "url": person.url,
    }  # fmt: skip


def _orcid(person: Author) -> str:
    return identifiers.address("orcid", person.orcid) if person.orcid else ""


def _organization(brief: Brief) -> Facts | None:
    house = brief.publisher
    if not house.name:
        return None
    return {"@type": "Organization", "name": house.name, "url": house.url, "location": house.place}


def _series(brief: Brief) -> Facts | None:
    known = brief.identifier
    if not known.series and not known.issn:
        return None
    return {"@type": "CreativeWorkSeries", "name": known.series or "", "issn": known.issn or ""}


def _contents_of(tree: Element, css: str, contents: bool) -> Facts:
    """What follows from the text: the works that it refers to, and how it can be read."""
    pictures = tree.xpath(".//img[not(contains(concat(' ', @class, ' '), ' decorative '))] | .//*[@role='img']")
    pictures = [p for p in pictures if p.get("aria-hidden") != "true"]
    described = [
        p for p in pictures if (p.get("alt") or p.get("aria-label")) and UNDESCRIBED not in p.get("class", "").split()
    ]
    enough = len(described) == len(pictures)
    features = {
        "structuralNavigation": bool(tree.xpath(".//h2")),
        "readingOrder": True,
        "displayTransformability": not fixes_look(css),
        "tableOfContents": contents,
        "alternativeText": bool(pictures) and enough,
        "MathML": bool(tree.xpath(".//math")),
    }
    return {
        "citation": [_entry(entry) for entry in tree.xpath(".//*[contains(concat(' ', @class, ' '), ' csl-entry ')]")],
        "accessMode": ["textual", *(["visual"] if pictures else [])],
        "accessModeSufficient": {"@type": "ItemList", "itemListElement": ["textual"]} if enough else None,
        "accessibilityFeature": [name for name, true in features.items() if true],
    }


def _entry(entry: Element) -> str:
    """A reference as it reads, without the ways back and the remarks below it."""
    aside = "ancestor::*[contains(@class, 'backlinks') or contains(@class, 'annotation')]"
    return " ".join("".join(entry.xpath(f".//text()[not({aside})]")).split())


def _without_gaps(facts: Facts) -> Facts:
    """Facts without the keys that have no value, also within."""
    out: Facts = {}
    for key, value in facts.items():
        if isinstance(value, dict):
            value = _without_gaps(value)
        elif isinstance(value, list):
            value = [_without_gaps(item) if isinstance(item, dict) else item for item in value]
        if value:
            out[key] = value
    return out
