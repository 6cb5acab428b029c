"""Days, months and years as ISO 8601 writes them, in; places in time, and the words of an axis of time, out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

from briefpress.charts.canvas import Canvas
from briefpress.data.rows import Value

_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_MEANT = re.compile(r"\d{4}-\d{2}(?:-\d{2})?|\d{1,4}[./]\d{1,2}[./]\d{1,4}")
WRITTEN = "Write days as 2023-12-31, months as 2023-12, years as 2023."
"""What to do with a cell that holds no day."""

_APART = 14
"""Between two words at an axis, in pixels."""
_STEPS: tuple[tuple[Literal["day", "month", "year"], int], ...] = (
    ("day", 1), ("day", 7), ("day", 14), ("month", 1), ("month", 2), ("month", 3), ("month", 6),
    *(("year", n) for n in (1, 2, 5, 10, 20, 25, 50, 100, 200, 500)),
)  # fmt: skip


def day(value: Value) -> date | None:
    """The day that a cell names; of a month or a year, the first. None where it names none."""
    if not isinstance(value, str | int) or not (read := _DAY.fullmatch(str(value))):
        return None
    try:
        return date(int(read[1]), int(read[2] or 1), int(read[3] or 1))
    except ValueError:
        return None


def last_day(value: Value) -> date | None:
    """The last day of the day, month or year that a cell names. None where it names none."""
    first = day(value)
    if first is None:
        return None
    parts = str(value).count("-")
    if parts == 2:
        return first
    months = 1 if parts else 12
    after = first.year * 12 + first.month - 1 + months
    return date(after // 12, after % 12 + 1, 1) - timedelta(1) if after < 120_000 else date(9999, 12, 31)


def said(value: Value, lang: str) -> str:
    """A day, a month or a year in words, as finely as its cell tells it."""
    when = day(value)
    return str(value) if when is None else _worded(when, fineness([value]), lang, "yMMMd")


def worded(values: Sequence[Value], lang: str) -> list[str]:
    """Values as a chart writes them at its rows and columns: days in the words of a language, others as they are."""
    return [said(v, lang) for v in values] if are_days(values) else [str(v) for v in values]


def are_days(values: Iterable[Value]) -> bool:
    """Whether all are days, and some more than years: years alone are numbers."""
    known = list(values)
    return any(isinstance(v, str) for v in known) and all(day(v) is not None for v in known)


def is_meant(value: Value) -> bool:
    """Whether somebody meant a day or a month, be it written as ISO 8601 has it or not, be there such a day or not."""
    return isinstance(value, str) and _MEANT.fullmatch(value) is not None


def ticks(
    first: float, last: float, fineness: str, canvas: Canvas, room: float, *, each: float = 0
) -> list[tuple[float, str]]:
    """The places of an axis of time between two, each with its words, as many as so many pixels have room for.

    A word wants its breadth, or `each` pixels, where the axis stands. Below the first day of each year is the year.
    """
    pixel = room / max(last - first, 1)
    ends = date.fromordinal(round(first)), date.fromordinal(round(last))
    start = next(i for i, (unit, _) in enumerate(_STEPS) if unit == fineness)
    for unit, step in _STEPS[start:]:
        at = [d.toordinal() for d in _marks(*ends, unit, step)]
        if len(at) > room / 8:
            continue
        said = [_written(date.fromordinal(d), unit, canvas.lang) for d in at]
        wide = [each or canvas.breadth(words) + _APART for words in said]
        if all((b - a) * pixel >= (wide[i] + wide[i + 1]) / 2 for i, (a, b) in enumerate(pairwise(at))) and at:
            if unit == "day":
                years = [date.fromordinal(d).year for d in at]
                said = [f"{words}\n{year}" if year not in years[:i] else words
                        for i, (words, year) in enumerate(zip(said, years, strict=True))]  # fmt: skip
            return list(zip(map(float, at), said, strict=True))
    return [(first, _written(ends[0], "year", canvas.lang))]


def fineness(values: Sequence[Value]) -> str:
    """How finely days are told: by `day`, `month` or `year`."""
    return ("year", "month", "day")[max(str(v).count("-") for v in values)]


def _marks(first: date, last: date, unit: str, step: int) -> list[date]:
    if unit == "day":
        return [date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1, step)]
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    every = step * (12 if unit == "year" else 1)
    found = [date(n // 12, n % 12 + 1, 1) for n in months if n % every == 0 and n >= 12]
    return [d for d in found if first <= d <= last]


def _written(when: date, unit: str, lang: str) -> str:
    return _worded(when, unit, lang, "MMMd")


def _worded(when: date, unit: str, lang: str, full: str) -> str:
    if unit == "year":
        return str(when.year)
    from babel import Locale
    from babel.core import UnknownLocaleError
    from babel.dates import format_skeleton

    try:
        locale = Locale.parse(lang.replace("-", "_"))
    except (ValueError, UnknownLocaleError):
        locale = Locale("en")
    return format_skeleton("yMMM" if unit == "month" else full, when, locale=locale)
