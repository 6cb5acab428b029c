"""The brief's settings in; how the brief names itself — its people, its date, its identifiers — out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

import msgspec

from briefpress import identifiers, status
from briefpress.settings import Brief, Version
from briefpress.wording import language, language_name, written_date

_DEEDS = {
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "CC-PDM-1.0": "https://creativecommons.org/publicdomain/mark/1.0/",
    "OGL-UK-1.0": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/1/",
    "OGL-UK-2.0": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/2/",
    "OGL-UK-3.0": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
}
"""Where licences that have a page of their own for readers have it."""

_CREATIVE = re.compile(r"^CC-(BY(?:-(?:NC|ND|SA))*)-(\d\.\d)(?:-([A-Z]{2,3}))?$")


def spdx_name(licence: str) -> str | None:
    """A licence, or an expression of several, by its SPDX name as SPDX writes it; None where SPDX knows none such."""
    from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression

    try:
        return str(canonicalize_license_expression(licence))
    except InvalidLicenseExpression:
        return None


def licence_address(licence: str) -> str:
    """The address of a licence by its SPDX name, its own where readers are to read it there; nothing for others."""
    if creative := _CREATIVE.match(licence):
        terms, version, port = creative[1].lower(), creative[2], creative[3]
        return f"https://creativecommons.org/licenses/{terms}/{version}/{f'{port.lower()}/' if port else ''}"
    known = bool(licence) and not re.search(r"\s|\+$|^LicenseRef-", licence) and spdx_name(licence) == licence
    return _DEEDS.get(licence, f"https://spdx.org/licenses/{licence}.html") if known else ""


def licence_name(licence: str) -> str:
    """A Creative Commons licence as it is spoken of: `CC-BY-SA-4.0` is CC BY-SA 4.0. Others stay as they are."""
    creative = _CREATIVE.match(licence)
    if creative is None:
        return licence
    return " ".join(part for part in (f"CC {creative[1]}", creative[2], creative[3]) if part)


def full_title(brief: Brief) -> str:
    """Title and subtitle as one."""
    return f"{brief.title}{language(brief.lang).words.colon}{brief.subtitle}" if brief.subtitle else brief.title


def series(brief: Brief) -> str:
    """The series and the brief's number in it."""
    number = str(brief.identifier.number or "")
    return " ".join(part for part in (brief.identifier.series or "", number) if part)


def date_line(brief: Brief) -> str:
    """The date in the brief's language, or nothing; of a revised edition, the day of its revision as well."""
    first = written_date(brief.date, brief.lang) if brief.date else ""
    if brief.revision is None:
        return first
    words = language(brief.lang).words.editions
    said = {"update": words.updated, "correction": words.corrected, "retraction": words.retracted}
    revised = said[brief.revision.kind].format(date=written_date(brief.revision.date, brief.lang))
    return f"{words.published.format(date=first)} · {revised}" if first else revised


def revision_note(brief: Brief) -> tuple[str, str]:
    """What a revised edition is to the one before, and what readers are told of it: `Correction: …`. Or nothing."""
    words = language(brief.lang).words
    if brief.revision is None or not brief.revision.note:
        return "", ""
    said = {"update": words.editions.update, "correction": words.editions.correction,
            "retraction": words.editions.retraction}  # fmt: skip
    return f"{said[brief.revision.kind]}{words.colon}", brief.revision.note


def imprint_line(brief: Brief) -> list[str]:
    """House and place, date, edition: as many of them as brief.yaml gives."""
    house = language(brief.lang).words.comma.join(
        part for part in (brief.publisher.name, brief.publisher.place) if part
    )
    edition = f"{language(brief.lang).words.edition} {brief.edition}" if brief.edition else ""
    return [part for part in (house, date_line(brief), edition) if part]


def letters(brief: Brief) -> str:
    """Every letter that a page may print beside the sections: the brief's record and the program's own words."""
    words = language(brief.lang).words
    names = "".join(version.name for version in alternates(brief))
    said = date_line(brief) + status.notice(brief) + names
    return msgspec.json.encode([brief, words]).decode() + said + "·—–¶"


@dataclass(frozen=True, slots=True)
class Identified:
    """An identifier as it is printed: what it is, what it says, and where it leads, if anywhere."""

    label: str
    text: str
    address: str


def newest_at(brief: Brief) -> str:
    """Where the newest edition stands: the address of the brief, where this is an edition that others may follow."""
    return brief.url if brief.edition is not None else ""


def identifier_lines(brief: Brief) -> list[Identified]:
    """The brief's identifiers, and those of its authors, as a colophon prints them."""
    known, lines = brief.identifier, []
    if known.doi:
        lines.append(Identified("DOI", known.doi, identifiers.address("doi", known.doi)))
    if known.issn:
        lines.append(Identified("ISSN", known.issn, identifiers.address("issn", known.issn)))
    if known.isbn:
        lines.append(Identified("ISBN", known.isbn, ""))
    people = [(person.name, person.orcid) for person in brief.people if person.orcid]
    return lines + [Identified(f"{name}, ORCID", own, identifiers.address("orcid", own)) for name, own in people]


@dataclass(frozen=True, slots=True)
class Alternate:
    """A language version as it is linked: its language's tag, direction and own name, its title, its address."""

    lang: str
    direction: str
    name: str
    title: str
    address: str


def alternates(brief: Brief, *, beside: Literal["html"] | None = None) -> list[Alternate]:
    """The brief's versions in other languages; those in files `beside` this one have an address there alone.

    From an e-book no link may lead to a file, and a PDF is read far from its neighbours.
    """

    def address(version: Version) -> str:
        return version.url or (f"{version.name}.{beside}" if beside and version.name else "")

    return [
        Alternate(v.lang, language(v.lang).words.direction, language_name(v.lang), v.title, address(v))
        for v in brief.versions
    ]


def printed(brief: Brief) -> dict[str, object]:
    """What page templates print of the brief's record, by the names that they know it by."""
    return {
        "brief": brief,
        "words": language(brief.lang).words,
        "people": brief.people,
        "full_title": full_title(brief),
        "date_line": date_line(brief),
        "series": series(brief),
        "imprint_line": imprint_line(brief),
        "revision_note": revision_note(brief),
        "notice": status.notice(brief),
        "newest_at": newest_at(brief),
        "word": status.word(brief),
        "standing": status.standing(brief),
        "work_status": status.SCHEMA[status.standing(brief)],
        "licence_name": licence_name(brief.licence),
        "licence_address": licence_address(brief.licence),
        "identifiers": identifier_lines(brief),
    }
