"""A text in; the days, months, years and decades that it names, each with its part of the text, out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from briefpress.evidence.figures.occurrences import occurrences
from briefpress.wording import locale


@dataclass(frozen=True, slots=True)
class Day:
    """A date as exactly as a text has it: a day, a month, a year (0 where it doesn't say), or ten years."""

    year: int = 0
    month: int = 0
    day: int = 0
    decade: bool = False

    def __str__(self) -> str:
        if self.decade:
            return f"{self.year}s"
        return "-".join(
            f"{part:02}" if part else "?" for part in (self.year, self.month, self.day) if part or self.year
        )

    @property
    def coarser(self) -> Iterator[Day]:
        """The same day, and every less exact one in which it lies, with and without its year."""
        if self.decade:
            yield self
            return
        years = (self.year, 0) if self.year else (0,)
        for year in years:
            yield replace(self, year=year)
            if self.day and self.month:
                yield Day(year, self.month)
                yield Day(0, 0, self.day)
        if self.year:
            yield Day(self.year)
            yield Day(self.year // 10 * 10, decade=True)


@dataclass(frozen=True, slots=True)
class Dated:
    """A part of a text that is a date, or the two ends of a time."""

    begin: int
    end: int
    days: tuple[Day, ...]


_YEAR = r"(?:1[4-9]\d\d|20\d\d)"
_RANGE = r"\s?(?:[-–—]|to|until|and|bis|und|au|à|et|al?|y|по|до|и)\s?"
_COUNTS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven")
_MINUS = r"\s?[-–—]\s?"


@cache
def _months(languages: tuple[str, ...]) -> dict[str, int]:
    """The number of each month by the names that languages have for it, as they are written and with a capital."""
    names: dict[str, int] = {}
    for tag in languages:
        if (found := locale(tag)) is None:
            continue
        for use in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in found.months[use][width].items():
                    for form in (name, name.title(), name.upper(), name.rstrip(".")):
                        if not form[:1].isdigit() and len(form) > 2:
                            names.setdefault(form, number)
    names.setdefault("Sept", 9)
    return names


@cache
def _beginnings(languages: tuple[str, ...]) -> tuple[str, ...]:
    """What dates in words begin with: the names of months, those left out that begin with another."""
    names = _months(languages)
    return (*(n for n in names if not any(n != other and n.startswith(other) for other in names)), "first ")


@cache
def _pattern(languages: tuple[str, ...]) -> re.Pattern[str]:
    names = "|".join(re.escape(name) for name in sorted(_months(languages), key=len, reverse=True)) or "(?!)"
    month = rf"(?P<month{{0}}>{names})(?![^\W\d_])\.?"
    day = r"(?P<day{0}>[0-3]?\d)(?:st|nd|rd|th|er|\.ª|º|\.|-го)?"
    year = rf"(?:,?\s(?:de |del |des Jahres )?(?P<year{{0}}>{_YEAR})(?!-?\d))"
    of = r"\s(?:of |de |d['’])?"
    return re.compile(
        r"(?:(?<![\w.,/–-])|(?<=\b[12]\d\d\d[–-])(?=[^\W\d_]))(?:"
        rf"(?P<iso>(?P<y>{_YEAR})-(?P<m>[01]\d)-(?P<d>[0-3]\d))(?![\d-])"
        rf"|(?P<short>(?P<da>[0-3]?\d)(?P<dot>[./])(?P<mo>[0-3]?\d)(?P=dot)(?P<ye>{_YEAR}))(?!\d)"
        rf"|(?P<han>(?:(?P<hy>\d{{4}})\s?年)?\s?(?:(?P<hm>1?\d)\s?月)(?:\s?(?P<hd>[1-3]?\d)\s?[日号號])?)"
        rf"|{day.format(1)}(?:(?:{_RANGE}){day.format(2)})?{of}{month.format(1)}{year.format(1)}?"
        rf"|{month.format(2)}\s{day.format(3)}(?:(?:{_MINUS}|\sto\s){day.format(4)}(?!\d))?(?!\d){year.format(2)}?"
        rf"|{month.format(3)}(?:(?:{_RANGE})(?P<until>{names})(?![^\W\d_])\.?)?{year.format(3)}"
        rf"|(?P<first>first (?P<half>half|(?:{'|'.join(_COUNTS)}) months) of (?P<fy>{_YEAR}))"
        r")"
    )


_YEARS = re.compile(
    rf"(?<![\w.,:/$€£-])(?P<from>{_YEAR})(?:(?P<decade>s|['’]s|er|-е|-х)(?!\w)|(?:[-–/](?P<short>\d\d)(?![\d-])"
    rf"|\s?[-–—]\s?(?P<to>{_YEAR}))?(?![\w%]|[.,]\d|[-/]\d))"
)
_THE_DAY = re.compile(r"(?<=[Oo]n the )(?P<day>[0-3]?\d)(?:st|nd|rd|th)\b")


def dates(text: str, languages: tuple[str, ...], digits: Sequence[int]) -> list[Dated]:
    """The dates of a text in their order, read with the names of months that these languages have.

    `digits` is where each run of digits in the text begins.
    """
    pattern = _pattern(languages)
    kept: list[Dated] = []
    for at in sorted({*digits, *occurrences(text, _beginnings(languages))}):
        if kept and at < kept[-1].end:
            continue
        match = pattern.match(text, at)
        dated = _read(match, languages) if match else None
        if dated is None and (year := _YEARS.match(text, at)):
            dated = _year(year)
        if dated is None and (day := _THE_DAY.match(text, at)):
            dated = Dated(at, day.end(), (Day(0, 0, int(day["day"])),))
        if dated is not None:
            kept.append(_joined(kept, dated, text))
    return kept


def _joined(before: list[Dated], dated: Dated, text: str) -> Dated:
    """A date; the one that it ends a time with is given its year, as in `30 April to 2 May 2023`."""
    if before and dated.days[-1].year:
        last = before[-1]
        between = text[last.end : dated.begin]
        if len(between) < 8 and re.fullmatch(rf"{_RANGE}|,? and |, ", between):
            days = tuple(d if d.year else replace(d, year=dated.days[0].year) for d in last.days)
            before[-1] = replace(last, days=days)
    return dated


def _year(match: re.Match[str]) -> Dated:
    year = int(match["from"])
    if match["decade"]:
        return Dated(match.start(), match.end(), (Day(year // 10 * 10, decade=True),))
    if match["to"]:
        return Dated(match.start(), match.end(), (Day(year), Day(int(match["to"]))))
    if match["short"]:
        return Dated(match.start(), match.end(), (Day(year), Day(year // 100 * 100 + int(match["short"]))))
    return Dated(match.start(), match.end(), (Day(year),))


def _read(match: re.Match[str], languages: tuple[str, ...]) -> Dated | None:
    part, months = match.groupdict(), _months(languages)

    def number(name: str) -> int:
        return int(part[name]) if part[name] else 0

    if part["iso"]:
        days = [Day(number("y"), number("m"), number("d"))]
    elif part["short"]:
        first, second = number("da"), number("mo")
        american = part["dot"] == "/" and languages[0] in ("en", "en-US") and first <= 12
        days = [Day(number("ye"), *((first, second) if american or second > 12 else (second, first)))]
    elif part["han"]:
        days = [Day(number("hy"), number("hm"), number("hd"))]
        if not days[0].day and not days[0].year:
            return None
    elif part["month1"]:
        days = [Day(number("year1"), months[part["month1"]], number(d)) for d in ("day1", "day2") if part[d]]
    elif part["month2"]:
        days = [Day(number("year2"), months[part["month2"]], number(d)) for d in ("day3", "day4") if part[d]]
    elif part["month3"]:
        ends = [part["month3"], *([part["until"]] if part["until"] else [])]
        days = [Day(number("year3"), months[name]) for name in ends]
    else:
        last = 6 if part["half"] == "half" else _COUNTS.index(part["half"].split()[0]) + 2
        days = [Day(number("fy"), 1), Day(number("fy"), last)]
    sound = all(0 <= d.month <= 12 and 0 <= d.day <= 31 for d in days)
    # The full stop behind a month may be the sentence's.
    end = match.end() - match[0].endswith(".")
    return Dated(match.start(), end, tuple(days)) if sound else None
