"""Values as a document's metadata have them in; what it says of itself, each in its own form, out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from briefpress import dates, identifiers


@dataclass(frozen=True, slots=True)
class About:
    """What a document says of itself; an empty field is one of which it says nothing.

    `issued` is a date of ISO 8601, to the day, the month or the year; `container` the journal, series or site that it
    is part of; `kind` the type that a CSL record of it would have, as far as that can be told. `made` is the day of the
    file, where nothing says when the work came out.
    """

    title: str = ""
    authors: tuple[str, ...] = ()
    issued: str = ""
    publisher: str = ""
    container: str = ""
    lang: str = ""
    doi: str = ""
    isbn: str = ""
    url: str = ""
    description: str = ""
    kind: str = "document"
    made: str = ""


_LANG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_DOI = re.compile(r"\b10\.\d{4,9}(?:\.\d+)*/[^\s\"<>]+")
_ISBN = re.compile(r"(?<![\d-])(?:97[89][ -]?)?\d(?:[ -]?\d){8}[ -]?[\dXx](?![\d-])")
_MADE_BY = re.compile(
    r"^Microsoft (?:Word|PowerPoint|Excel) - |\.(?:docx?|odt|indd|pdf|pptx?|tex|dvi|rtf)$", re.IGNORECASE
)
_NOBODY = {
    "unknown",
    "admin",
    "administrator",
    "user",
    "author",
    "anonymous",
    "windows user",
    "none",
    "n/a",
    "untitled",
}
_LONGEST = 2000
"""Letters of the longest value that is believed: nobody's name or title is longer."""


def clean(facts: Mapping[str, Any]) -> About:
    """Values as documents have them, as texts or lists of texts; each in its own form, or left out if it has none."""
    known = {field.name for field in fields(About)}
    lines = {key: line(value) for key, value in facts.items() if key in known and key != "authors"}
    said: dict[str, Any] = {key: value for key, value in lines.items() if value}
    found = About(**said)
    title = "" if found.title.casefold() in _NOBODY or _MADE_BY.search(found.title) else found.title
    doi, isbn = _DOI.search(found.doi), _ISBN.search(found.isbn)
    lang = _LANG.match(found.lang)
    return replace(
        found,
        title=title,
        authors=tuple(dict.fromkeys(_people(facts.get("authors") or ()))),
        issued=day(found.issued),
        made=day(found.made),
        lang=lang[0].replace("_", "-") if lang else "",
        doi=doi[0].rstrip(".,;)]}") if doi else "",
        isbn=isbn[0] if isbn and identifiers.fault("isbn", isbn[0]) is None else "",
        url=found.url if re.match(r"https?://\S+$", found.url) else "",
    )


def line(value: Any) -> str:
    """A value on one line; nothing where it is no text."""
    if isinstance(value, list | tuple):
        value = value[0] if value else ""
    return " ".join(str(value)[:_LONGEST].split()) if isinstance(value, str | int | float) else ""


def _people(value: Any) -> Iterable[str]:
    """Names of authors. A single text has several where semicolons or “and” part it; commas part none: “Marsh, Ida”."""
    for item in [value] if isinstance(value, str) else value:
        for name in _parted(line(item)):
            bare = name.strip(" ,;")
            if bare and bare.casefold() not in _NOBODY and "://" not in bare:
                yield bare


def _parted(text: str) -> list[str]:
    parts = re.split(r"\s*;\s*", text)
    both = re.split(r"\s+(?:and|&)\s+", text)
    # “Ida Marsh and Jon Vale” are two, the “Ministry of Trade and Industry” is one.
    people = len(both) > 1 and all(re.fullmatch(r"(?:[^\W\d_a-z]\S*\s+){1,3}[^\W\d_a-z]\S*", part) for part in both)
    return both if people else parts


def day(text: str) -> str:
    """A date as a document has it, in ISO 8601, as exact as it is; nothing where it can't be told."""
    if match := re.match(r"D:(\d{4})(\d{2})?(\d{2})?", text):  # ISO 32000-1, 7.9.4
        return "-".join(part for part in match.groups() if part)
    if match := re.match(r"(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?(?=$|[T ])", text):
        return "-".join(part.zfill(2) for part in match.groups() if part)
    days = dates.meant(text)
    return days[0].isoformat() if len(days) == 1 else ""
