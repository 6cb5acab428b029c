"""brief.yaml's settings in; the same with its identifiers in their own form, and what can't be right of them, out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import structs

from briefpress import identifiers, imprint
from briefpress.diagnostics import Diagnostic, Span, finding
from briefpress.model import BRIEF, slug
from briefpress.settings import Author, Brief, Version


def in_digits(raw: Mapping[str, Any]) -> dict[str, Any]:
    """brief.yaml's data with an ISBN or ISSN without hyphens, which is a number to YAML, as a text."""
    known = raw.get("identifier")
    if not isinstance(known, dict):
        return dict(raw)
    texts = {kind: str(known[kind]) for kind in ("isbn", "issn") if type(known.get(kind)) is int}
    return {**raw, "identifier": {**known, **texts}}


def normal(brief: Brief) -> Brief:
    """The brief with its identifiers without their addresses, and its licence by the name that SPDX has for it."""
    known = brief.identifier
    bare: dict[identifiers.Kind, str | None] = {"doi": known.doi, "issn": known.issn, "isbn": known.isbn}
    own = {kind: identifiers.normal(kind, value) for kind, value in bare.items() if value}
    authors = tuple(
        structs.replace(a, orcid=identifiers.normal("orcid", a.orcid)) if isinstance(a, Author) and a.orcid else a
        for a in brief.authors
    )
    licence = imprint.spdx_name(brief.licence) or brief.licence
    return structs.replace(brief, identifier=structs.replace(known, **own), authors=authors, licence=licence)


def faults(brief: Brief, marks: Mapping[str, Span]) -> Iterator[Diagnostic]:
    """What can't be right of the brief's identifiers, its authors' names, its licence and its language versions."""
    known = brief.identifier
    values: list[tuple[str, identifiers.Kind, str | None]] = [
        ("identifier.doi", "doi", known.doi), ("identifier.issn", "issn", known.issn),
        ("identifier.isbn", "isbn", known.isbn),
    ]  # fmt: skip
    people = [(i, a) for i, a in enumerate(brief.authors) if isinstance(a, Author)]
    values += [(f"authors.{i}.orcid", "orcid", person.orcid) for i, person in people]
    for key, kind, value in values:
        fault = identifiers.fault(kind, value) if value else None
        if fault:
            said = f"`{key.rpartition('.')[2]}` is `{value}`, {fault[0]}."
            yield finding("ID001", said, marks.get(key, Span(BRIEF)), fault[1])
    for i, person in people:
        name, family = (" ".join(words.split()) for words in (person.name, person.family))
        if family and not (name.startswith(family) or name.endswith(family)):
            said = f"The family name `{family}` neither begins nor ends the name `{name}`."
            place = marks.get(f"authors.{i}.family", Span(BRIEF))
            yield finding("CONF003", said, place, "Write both as readers are to see them.")
    yield from _licence(brief, marks.get("licence", Span(BRIEF)))
    yield from _versions(brief, marks)


def _licence(brief: Brief, place: Span) -> Iterator[Diagnostic]:
    licence = brief.licence.strip()
    if licence and imprint.spdx_name(licence) is None:
        meant = imprint.spdx_name("-".join(licence.replace(",", " ").split()))
        hint = "If the brief is under a licence, write its SPDX name, such as `CC-BY-4.0` or `OGL-UK-3.0`."
        hint = f"Did you mean `{meant}`?" if meant else hint
        said = f"`{licence}` is no SPDX name of a licence, so that it is printed without a link."
        yield finding("ID002", said, place, hint)


def _versions(brief: Brief, marks: Mapping[str, Span]) -> Iterator[Diagnostic]:
    seen = {brief.lang.casefold()}
    for i, version in enumerate(brief.versions):
        place = marks.get(f"versions.{i}.lang", marks.get(f"versions.{i}", Span(BRIEF)))
        tag = version.lang.casefold()
        if tag == brief.lang.casefold():
            said = f"A language version is in `{version.lang}`, the language of this brief."
            yield finding("ID003", said, place, "List the versions in other languages alone.")
        elif tag in seen:
            said = f"Two language versions are in `{version.lang}`."
            yield finding("ID003", said, place, "Take one of the two off the list.")
        seen.add(tag)
        yield from _unreachable(brief, version, place, f"versions.{i}.name" in marks)


def _unreachable(brief: Brief, version: Version, place: Span, named: bool) -> Iterator[Diagnostic]:
    # A name that was given and is none has a finding of its own.
    if not version.url and not named:
        said = f"The version in `{version.lang}` has neither an address nor a name to be linked by."
        hint = "Add `url: https://…`, or the `name:` of its files, where they are published beside these."
        yield finding("ID003", said, place, hint)
    if version.name and version.name == (brief.name or slug(brief.title)):
        said = f"The version in `{version.lang}` has the `name` of this brief, so that a link would lead back here."
        yield finding("ID003", said, place, "Give each its own `name`.")
