"""Briefs whose brief.yaml, or bibliography, names something by an identifier that can't be right, by what is wrong."""

from __future__ import annotations

from golden.cases import TITLE, settings, yaml
from golden.cases_content import bibliography

_AUTHOR = TITLE + "date: 2026-01-15\nauthors: [{name: Ida Marsh, %s}]\n"


def record(fields: str) -> str:
    """A record with these fields, as YAML."""
    return f"- {{id: a, type: report, title: Water, {fields}}}\n"


IDENTITY = {
    "identifier-issn-check-digit": settings("identifier: {issn: 2049-3631}\n"),
    "identifier-isbn-10-check-digit": settings("identifier: {isbn: 0-306-40615-3}\n"),
    "identifier-isbn-13-check-digit": settings("identifier: {isbn: 978-0-306-40615-8}\n"),
    "identifier-isbn-of-another-code": settings('identifier: {isbn: "9770306406157"}\n'),
    "identifier-orcid-check-digit": yaml(_AUTHOR % "orcid: https://orcid.org/0000-0002-1825-0096"),
    "identifier-doi-with-a-full-stop": settings("identifier: {doi: https://doi.org/10.5555/river.2026.}\n"),
    "identifier-doi-with-a-bracket": settings("identifier: {doi: 10.5555/river.2026)}\n"),
    "pattern-name-of-a-version": settings("versions: [{lang: fr, name: ../riviere}]\n"),
    "pattern-report": settings("accessibility: {report: not an address}\n"),
    "pattern-isbn": settings("identifier: {isbn: 978-0-306}\n"),
    "type-isbn-a-number": settings("identifier: {isbn: 978030640615}\n"),
    "author-family-elsewhere": yaml(_AUTHOR % "family: Marsch"),
    "licence-in-words": settings("licence: All rights reserved\n"),
    "licence-nearly": settings("licence: CC BY 4.0\n"),
    "revision-before-the-date": settings("revision: {date: 2025-12-31, note: The bridge is shut.}\n"),
    "revision-that-says-nothing": settings("edition: 1.0.1\nrevision: {date: 2026-02-01, kind: correction}\n"),
    "revision-of-another-kind": settings("revision: {date: 2026-02-01, kind: erratum, note: A wrong year.}\n"),
    "revision-without-a-day": settings("revision: {kind: update}\n"),
    "substance-of-another-kind": settings("editions: {substance: [text, pictures]}\n"),
    "version-in-the-same-language": settings("versions: [{lang: en, url: https://house.example/en}]\n"),
    "version-twice": settings(
        "versions:\n  - {lang: fr, url: https://house.example/fr}\n  - {lang: FR, name: riviere}\n"
    ),
    "version-nowhere": settings("versions: [{lang: fr, title: La rivière}]\n"),
    "version-of-the-same-name": settings("name: river\nversions: [{lang: fr, name: river}]\n"),
    "version-without-language": settings("versions: [{url: https://house.example/fr}]\n"),
    "bibliography-doi-with-a-comma": bibliography("references.yaml", record('DOI: "10.5555/water,"')),
    "bibliography-doi-an-address": bibliography("references.yaml", record("DOI: https://house.example/water")),
    "bibliography-issn-check-digit": bibliography(
        "references.json", '[{"id": "a", "type": "report", "title": "Water", "ISSN": "2049-3630, 2049-3631"}]\n'
    ),
    "bibliography-isbn-check-digit": bibliography(
        "references.bib", "@book{a, title = {Water}, year = 2020, isbn = {978-0-306-40615-8}}\n"
    ),
    "bibliography-isbn-in-words": bibliography("references.yaml", record("ISBN: none")),
}
