"""A web page, or Markdown with front matter, in; what its own metadata say of it, out."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from briefpress import expand
from briefpress.engines.documents.charset import decoded, page_of
from briefpress.engines.documents.facts import About, clean, line

_TYPES = {
    "NewsArticle": "article-newspaper",
    "ReportageNewsArticle": "article-newspaper",
    "AnalysisNewsArticle": "article-newspaper",
    "OpinionNewsArticle": "article-newspaper",
    "ScholarlyArticle": "article-journal",
    "BlogPosting": "post-weblog",
    "Report": "report",
    "Book": "book",
    "Thesis": "thesis",
    "Dataset": "dataset",
    "Legislation": "legislation",
}
"""Types of schema.org, and those of CSL that they are."""
_DEEPEST = 20


def of_page(data: bytes) -> About:
    """What a web page says of itself: by Highwire's tags, JSON-LD, Dublin Core, Open Graph, its head."""
    root = page_of(data)
    meta = _meta(root)
    linked = _linked(root)

    def first(*names: str) -> list[str]:
        return next((meta[name] for name in names if name in meta), [])

    title = root.find(".//title")
    canonical = [e.get("href", "") for e in root.iter("link") if "canonical" in (e.get("rel") or "").lower().split()]
    journal = first(
        "citation_journal_title", "citation_conference_title", "dc.relation.ispartof", "prism.publicationname"
    )
    report = first("citation_technical_report_institution")
    return clean({
        "title": first("citation_title") or linked.get("title") or first("dc.title", "dcterms.title", "og:title",
                                                                         "twitter:title")
        or ("".join(title.itertext()) if title is not None else ""),
        "authors": _in_order(first("citation_author", "citation_authors") or linked.get("authors")
                             or first("dc.creator", "dcterms.creator", "author", "article:author")),
        "issued": first("citation_publication_date", "citation_date", "citation_online_date", "citation_year")
        or linked.get("issued") or first("dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date",
                                         "article:published_time", "date"),
        "publisher": first("citation_publisher") or report or linked.get("publisher")
        or first("dc.publisher", "dcterms.publisher"),
        "container": journal or first("og:site_name", "application-name"),
        "lang": root.get("lang") or first("citation_language", "dc.language", "og:locale"),
        "doi": first("citation_doi", "prism.doi", "dc.identifier", "dcterms.identifier"),
        "isbn": first("citation_isbn", "book:isbn"),
        "url": canonical or first("og:url", "citation_public_url"),
        "description": first("description", "dc.description", "dcterms.description", "og:description"),
        "kind": "article-journal" if journal else "report" if report else linked.get("kind", "webpage"),
    })  # fmt: skip


def _meta(root: Any) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for element in root.iter("meta"):
        name = (element.get("name") or element.get("property") or "").strip().lower()
        if name and (value := line(element.get("content") or "")):
            found[name].append(value)
    return found


def _in_order(names: Any) -> Any:
    """Names as people say them: Highwire's tags and Dublin Core have “Marsh, Ida” as well as “Ida Marsh”."""
    return [re.sub(r"^([^,]+),\s*([^,]+)$", r"\2 \1", name) for name in names] if isinstance(names, list) else names


def _linked(root: Any) -> dict[str, Any]:
    """What the JSON-LD of a page says of the first work in it that has a title."""
    for element in root.iter("script"):
        if (element.get("type") or "").strip().lower() != "application/ld+json":
            continue
        try:
            data = json.loads(element.text or "")
        except (ValueError, RecursionError):
            continue
        for item in _items(data, 0):
            title = line(item.get("headline") or item.get("name") or "")
            kinds = item.get("@type")
            kind = next((str(k) for k in (kinds if isinstance(kinds, list) else [kinds]) if k), "")
            if title and (kind in _TYPES or kind.endswith("Article")):
                return {
                    "title": title,
                    "authors": _names(item.get("author") or item.get("creator")),
                    "issued": line(item.get("datePublished") or ""),
                    "publisher": next(iter(_names(item.get("publisher"))), ""),
                    "kind": _TYPES.get(kind, "webpage"),
                }
    return {}


def _items(data: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(data, dict):
        yield data
        yield from _items(data.get("@graph"), depth + 1)
        yield from _items(data.get("mainEntity"), depth + 1)
    elif isinstance(data, list):
        for item in data:
            yield from _items(item, depth + 1)


def _names(value: Any) -> list[str]:
    people = value if isinstance(value, list) else [value]
    return [name for p in people if (name := line(p.get("name") or "" if isinstance(p, dict) else p or ""))]


def of_front_matter(data: bytes) -> About:
    """What the front matter of a Markdown text says, by the names that pandoc, Quarto and Jekyll have for it."""
    text = decoded(data)
    front = expand.split_front_matter(text.replace("\r\n", "\n"), "")[0].value
    if not isinstance(front, dict):
        front = {}
    said = {str(key).lower(): value for key, value in front.items()}
    people = said.get("author") or said.get("authors") or []
    heading = re.search(r"^# +(.+?)(?: +#+)?(?: +\{[^{}]*\})?$", text, re.MULTILINE)
    return clean({
        "title": line(said.get("title") or "") or (heading[1] if heading else ""),
        "authors": people if isinstance(people, str) else _names(people),
        "issued": str(said.get("date") or said.get("issued") or ""),
        "publisher": said.get("publisher"), "container": said.get("container") or said.get("series"),
        "lang": said.get("lang") or said.get("language"), "doi": said.get("doi"), "isbn": said.get("isbn"),
        "url": said.get("url") or said.get("permalink"),
        "description": said.get("description") or said.get("abstract"), "kind": "document",
    })  # fmt: skip
