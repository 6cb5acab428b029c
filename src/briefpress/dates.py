"""A date as people write it in; the days that it can mean, and what to say of it, out. And the day of today."""

from __future__ import annotations

import datetime
import os
import re
from contextlib import suppress

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMED = (
    re.compile(r"(?P<d>\d{1,2})(?:st|nd|rd|th)?\.?\s+(?:of\s+)?(?P<m>[A-Za-z]{3,9})\.?,?\s+(?P<y>\d{4})"),
    re.compile(r"(?P<m>[A-Za-z]{3,9})\.?\s+(?P<d>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y>\d{4})"),
)
_YEAR_FIRST = re.compile(r"(\d{4})[-./ ](\d{1,2})[-./ ](\d{1,2})(?:[T ].*)?")
_YEAR_LAST = re.compile(r"(\d{1,2})[-./ ]\s?(\d{1,2})[-./ ]\s?(\d{4})")
_NO_DAY = re.compile(r"(?:[A-Za-z]{3,9}\.?,?\s+)?\d{4}|\d{4}[-./]\d{1,2}|\d{1,2}[-./]\d{4}")


_LAST = 253_402_300_799
"""The last second of the year 9999, after which there is no date."""


def epoch() -> int | None:
    """The time that SOURCE_DATE_EPOCH gives, in seconds since 1970; None where it gives none that can be."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    return int(given) if re.fullmatch(r"[0-9]{1,12}", given) and int(given) <= _LAST else None


def now() -> datetime.date:
    """The day by universal time, whatever SOURCE_DATE_EPOCH says."""
    return datetime.datetime.now(datetime.UTC).date()


def today() -> datetime.date:
    """The day by universal time, or that of SOURCE_DATE_EPOCH."""
    given = epoch()
    return now() if given is None else datetime.datetime.fromtimestamp(given, datetime.UTC).date()


def meant(text: str) -> list[datetime.date]:
    """The days that a date can mean: two where nobody can tell the day from the month."""
    text = text.strip()
    triples: list[tuple[int, int, int]] = []
    for pattern in _NAMED:
        if (match := pattern.fullmatch(text)) and match["m"][:3].lower() in _MONTHS:
            triples.append((int(match["y"]), _MONTHS.index(match["m"][:3].lower()) + 1, int(match["d"])))
    if match := _YEAR_FIRST.fullmatch(text):
        triples.append((int(match[1]), int(match[2]), int(match[3])))
    if match := _YEAR_LAST.fullmatch(text):
        triples.append((int(match[3]), int(match[2]), int(match[1])))
        if "." not in text:
            triples.append((int(match[3]), int(match[1]), int(match[2])))
    days: list[datetime.date] = []
    for triple in triples:
        with suppress(ValueError):
            days.append(datetime.date(*triple))
    return list(dict.fromkeys(days))


def hint(text: str) -> str:
    """How to write a date that isn't written as year-month-day."""
    days = meant(text)
    if len(days) > 1:
        return f"Write `{days[0]}` or `{days[1]}`, whichever is meant."
    if days:
        return f"Write `{days[0]}`."
    if _YEAR_FIRST.fullmatch(text.strip()):
        return "There is no such day. A date is written as year-month-day: 2026-01-15."
    if _NO_DAY.fullmatch(text.strip()):
        return "Write it as year-month-day: 2026-01-15. It wants a day, which readers will see."
    return "Write it as year-month-day: 2026-01-15."
