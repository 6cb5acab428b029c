"""The brief, its sections and its records in; every address on the web that readers are given, with its places, out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

from briefpress import ast
from briefpress.diagnostics import Diagnostic, Outcome, Span, finding
from briefpress.model import Library, Manuscript, Project


@dataclass(frozen=True, slots=True)
class Address:
    """An address without its fragment, and where the brief gives it. `archived` is a copy's, where one is known."""

    url: str
    places: tuple[Span, ...]
    archived: str = ""


def addresses(project: Project, manuscript: Manuscript, library: Library) -> Outcome[tuple[Address, ...]]:
    """The addresses of links, of the records that are cited, and of brief.yaml, each once, in that order.

    One that can't be taken apart is left out, and told.
    """
    places: dict[str, list[Span]] = defaultdict(list)
    archived: dict[str, str] = {}
    found: list[Diagnostic] = []
    for url, place in _links(manuscript):
        places[whole_page(url)].append(place)
    for key in _cited(manuscript, library):
        record = library.records[key]
        for url in filter(None, (str(record.get("URL") or ""), doi_address(record))):
            places[whole_page(url)].append(library.places[key])
        if (url := str(record.get("URL") or "")) and (copy := archived_copy(key, library)):
            if _is_sound(copy):
                archived[whole_page(url)] = copy
            else:
                found.append(_unsound(copy, library.places[key]))
    for url, key in _own(project):
        places[whole_page(url)].append(project.mark(key))
    on_the_web = [url for url in places if url.startswith(("http://", "https://"))]
    found += (_unsound(url, *dict.fromkeys(places[url])) for url in on_the_web if not _is_sound(url))
    sound = (url for url in on_the_web if _is_sound(url))
    wanted = (Address(url, tuple(dict.fromkeys(places[url])), archived.get(url, "")) for url in sound)
    return Outcome(tuple(wanted), tuple(found))


def whole_page(url: str) -> str:
    """An address without its fragment, of which a server never hears."""
    return url.partition("#")[0]


def _is_sound(url: str) -> bool:
    try:
        urlsplit(url)
    except ValueError:
        return False
    return True


def _unsound(url: str, place: Span, *more: Span) -> Diagnostic:
    hint = "Write it as a browser shows it: `https://example.org/page`."
    return finding("LINK002", f"`{url}` is no address on the web.", place, hint, more)


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
