"""The brief's settings in; how the brief names itself — its people, its date, its suggested citation — out."""

from __future__ import annotations

import msgspec

from briefpress import ast, status
from briefpress.model import Node
from briefpress.settings import Author, Brief
from briefpress.wording import language, written_date

LICENCES = {
    "CC-BY": "https://creativecommons.org/licenses/by/{}/",
    "CC-BY-SA": "https://creativecommons.org/licenses/by-sa/{}/",
    "CC-BY-NC": "https://creativecommons.org/licenses/by-nc/{}/",
    "CC-BY-ND": "https://creativecommons.org/licenses/by-nd/{}/",
    "CC-BY-NC-SA": "https://creativecommons.org/licenses/by-nc-sa/{}/",
    "CC-BY-NC-ND": "https://creativecommons.org/licenses/by-nc-nd/{}/",
}


def licence_address(licence: str) -> str:
    """The address of a Creative Commons licence by its SPDX name (`CC-BY-4.0`), or nothing."""
    name, _, version = licence.rpartition("-")
    if licence == "CC0-1.0":
        return "https://creativecommons.org/publicdomain/zero/1.0/"
    return LICENCES[name].format(version) if name in LICENCES else ""


def licence_name(licence: str) -> str:
    """A Creative Commons licence as it is spoken of: `CC-BY-SA-4.0` is CC BY-SA 4.0. Others stay as they are."""
    if not licence_address(licence):
        return licence
    name, _, version = licence.rpartition("-")
    return f"{name.replace('CC-', 'CC ')} {version}"


def full_title(brief: Brief) -> str:
    """Title and subtitle as one."""
    return f"{brief.title}: {brief.subtitle}" if brief.subtitle else brief.title


def series(brief: Brief) -> str:
    """The series and the brief's number in it."""
    number = str(brief.identifier.number or "")
    return " ".join(part for part in (brief.identifier.series or "", number) if part)


def date_line(brief: Brief) -> str:
    """The date in the brief's language, or nothing."""
    return written_date(brief.date, brief.lang) if brief.date else ""


def imprint_line(brief: Brief) -> list[str]:
    """House and place, date, edition: as many of them as brief.yaml gives."""
    house = ", ".join(part for part in (brief.publisher.name, brief.publisher.place) if part)
    edition = f"{language(brief.lang).words.edition} {brief.edition}" if brief.edition else ""
    return [part for part in (house, date_line(brief), edition) if part]


def letters(brief: Brief) -> str:
    """Every letter that a page may print beside the sections: the brief's record and the program's own words."""
    words = language(brief.lang).words
    return msgspec.json.encode([brief, words]).decode() + date_line(brief) + status.notice(brief) + "·—–¶"


def suggested_citation(brief: Brief) -> list[Node]:
    """How to cite the brief: people, title, series, place, house, date, DOI, as far as brief.yaml gives them."""
    out: list[Node] = []
    if brief.people:
        out += ast.text(", ".join(a.name for a in brief.people) + ", ")
    out.append({"t": "Emph", "c": ast.text(full_title(brief))})
    named = series(brief)
    if named:
        out += ast.text(", " + named)
    house = ": ".join(part for part in (brief.publisher.place, brief.publisher.name) if part)
    imprint = ", ".join(part for part in (house, date_line(brief)) if part)
    if imprint:
        out += ast.text(f" ({imprint})")
    if brief.identifier.doi:
        address = f"https://doi.org/{brief.identifier.doi}"
        out += [*ast.text(", "), ast.link(address, ast.text(address))]
    return [*out, {"t": "Str", "c": "."}]


def affiliations(people: tuple[Author, ...]) -> list[tuple[str, str]]:
    """Each author's name with the house they work for, or nothing."""
    return [(a.name, a.affiliation) for a in people]


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
        "notice": status.notice(brief),
        "work_status": status.SCHEMA[brief.status],
        "licence_name": licence_name(brief.licence),
        "licence_address": licence_address(brief.licence),
    }
