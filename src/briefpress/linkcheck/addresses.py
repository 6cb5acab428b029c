"""The brief, its sections and its records in; every address on the web that readers are given, with its places, out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urldefrag

from briefpress import ast
from briefpress.diagnostics import Span
from briefpress.model import Library, Manuscript, Project


@dataclass(frozen=True, slots=True)
class Address:
    """An address without its fragment, and where the brief gives it. `archived` is a copy's, where one is known."""

    url: str
    places: tuple[Span, ...]
    archived: str = ""


def addresses(project: Project, manuscript: Manuscript, library: Library) -> tuple[Address, ...]:
    """The addresses of links, of the records that are cited, and of brief.yaml, each once, in that order."""
    places: dict[str, list[Span]] = defaultdict(list)
    archived: dict[str, str] = {}
    for url, place in _links(manuscript):
        places[urldefrag(url).url].append(place)
    for key in _cited(manuscript, library):
        record = library.records[key]
        for url in filter(None, (str(record.get("URL") or ""), doi_address(record))):
            places[urldefrag(url).url].append(library.places[key])
        if (url := str(record.get("URL") or "")) and (copy := archived_copy(key, library)):
            archived[urldefrag(url).url] = copy
    for url, key in _own(project):
        places[urldefrag(url).url].append(project.mark(key))
    on_the_web = (url for url in places if url.startswith(("http://", "https://")))
    return tuple(Address(url, tuple(dict.fromkeys(places[url])), archived.get(url, "")) for url in on_the_web)


def doi_address(record: Mapping[str, Any]) -> str:
    """Where a record's DOI leads, or nothing."""
    doi = str(record.get("DOI") or "").strip()
    return f"https://doi.org/{quote(doi, safe='/:;()._-<>')}" if doi else ""


def archived_copy(key: str, library: Library) -> str:
    """The address of an archived copy of what a record names: of its document, else as its field `archived` has it.

    CSL has no field for it: `archive` is the house that keeps a paper.
    """
    accession = library.accessions.get(key)
    return (accession.archived if accession else "") or str(library.records[key].get("archived") or "")


def _links(manuscript: Manuscript) -> Iterator[tuple[str, Span]]:
    for section in manuscript.sections:
        seen: Counter[str] = Counter()
        for node in ast.walk(section.blocks):
            if node["t"] == "Link":
                url = node["c"][2][0]
                yield url, manuscript.where.find(section.path, "link", url, seen[url])
                seen[url] += 1


def _cited(manuscript: Manuscript, library: Library) -> list[str]:
    cites = (n for s in manuscript.sections for n in ast.walk(s.blocks) if n["t"] == "Cite")
    keys = dict.fromkeys(c["citationId"] for n in cites for c in n["c"][0])
    return [key for key in keys if key in library.records]


def _own(project: Project) -> Iterator[tuple[str, str]]:
    brief = project.brief
    yield brief.url, "url"
    yield brief.publisher.url, "publisher.url"
    for index, author in enumerate(brief.people):
        yield author.url, f"authors.{index}.url"
    for index, version in enumerate(brief.versions):
        yield version.url, f"versions.{index}.url"
