"""A record of CSL, in any of the forms that people and programs write it in, in; its date and its people, out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_WRITTEN = re.compile(r"(?<![0-9])([0-9]{4})(?![0-9])(?:-([0-9]{1,2})(?![0-9])(?:-([0-9]{1,2})(?![0-9]))?)?")
_NUMBER = re.compile(r"\s*-?[0-9]{1,4}\s*")


def issued(record: Mapping[str, Any], *, last: bool = False) -> tuple[int, ...]:
    """The day on which a work came out: a year, a month and a day, as many of them as the record has.

    Of a span of time its first day, or its `last`.
    """
    dates = [date for one in _dates(record.get("issued")) if (date := _date(one))]
    return dates[-1 if last else 0] if dates else ()


def year(record: Mapping[str, Any]) -> str:
    """The year in which a work came out, in four digits, or nothing."""
    known = issued(record)
    return str(known[0]) if known and known[0] > 999 else ""


def people(record: Mapping[str, Any], role: str) -> tuple[Mapping[str, Any], ...]:
    """Who stands under a role, as CSL's names: a name that is one text has it as its `literal`."""
    named = record.get(role)
    listed = named if isinstance(named, list) else [named]
    return tuple(one if isinstance(one, Mapping) else {"literal": str(one)} for one in listed if one)


def _dates(value: Any) -> list[Any]:
    """The dates of a field, of which a span has two, each as its parts or as text."""
    if isinstance(value, Mapping):
        known = next((value[form] for form in ("date-parts", "raw", "literal") if value.get(form)), None)
        return _dates(known) if known is not None else [[value.get(part) for part in ("year", "month", "day")]]
    if isinstance(value, list):
        nested = any(isinstance(one, list | Mapping) for one in value)
        return [date for one in value for date in _dates(one)] if nested else [value]
    return str(value or "").split("/")


def _date(parts: Any) -> tuple[int, ...]:
    if isinstance(parts, str):
        found = _WRITTEN.search(parts)
        parts = found.groups() if found else ()
    elif parts and not _NUMBER.fullmatch(str(parts[0])):
        return _date(str(parts[0]))
    known: list[int] = []
    for part, (least, most) in zip(parts, ((-9999, 9999), (1, 12), (1, 31)), strict=False):
        if not _NUMBER.fullmatch(str(part)) or not least <= int(part) <= most:
            break
        known.append(int(part))
    return tuple(known)
