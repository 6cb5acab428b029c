"""The settings of a chart and its rows in; its figures as it shows them, exact and in words, by series, out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from briefpress.charts import days, figures
from briefpress.charts.barblock import Bars
from briefpress.charts.figures import Figures
from briefpress.charts.kind import Named
from briefpress.charts.ranges import Ranges
from briefpress.charts.settings import Chart, as_field
from briefpress.charts.xy import XY
from briefpress.data.forms import form_of
from briefpress.data.numbers import exactly
from briefpress.data.rows import Data, Value

_YEARS = range(1000, 3000)


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure, what it is of, and how it is written."""

    place: Value
    value: Fraction
    said: str


@dataclass(frozen=True, slots=True)
class Series:
    """The figures of one series, whose name is empty where a chart has but one. `missing` are its empty cells."""

    name: str
    readings: tuple[Reading, ...]
    missing: int = 0


@dataclass(frozen=True, slots=True)
class Places:
    """What the figures of a chart are of, each once: in time or along a scale where they have such an order."""

    values: tuple[Value, ...]
    ordered: bool
    lang: str
    form: str = ""

    def said(self, place: Value) -> str:
        """A place in words."""
        if isinstance(place, int | float):
            return Figures(self.form or "plain", self.lang).cell(place)
        if self.ordered and self.fineness:
            return form_of("date").written(place, place, self.lang)
        return place

    @property
    def fineness(self) -> str:
        """Whether they are days, months or years; nothing where they are none of these."""
        if not self.form and all(isinstance(v, int) and v in _YEARS for v in self.values):
            return "year"
        return days.fineness(self.values) if days.are_days(self.values) else ""


def places(values: Sequence[Value], lang: str, form: str = "", *, ordered: bool = False) -> Places:
    """What figures are of. Numbers and days have an order of their own; names that of the file, if they have one."""
    each = list(dict.fromkeys(values))
    if each and all(isinstance(v, int | float) for v in each):
        return Places(tuple(sorted(each, key=float)), ordered=True, lang=lang, form=form)
    if each and days.are_days(each):
        return Places(tuple(sorted(each, key=lambda v: days.day(v) or v)), ordered=True, lang=lang, form=form)
    return Places(tuple(each), ordered, lang, form)


def of(chart: XY, data: Data, known: Places) -> list[Series]:
    """The series of a chart, in the order of its file, each along its places.

    The parts of bars that are shares are these shares.
    """
    x, y = as_field(chart.x).field, as_field(chart.y)
    say = figures.of(y, data, known.lang)
    at = {place: i for i, place in enumerate(known.values)}
    found: dict[str, list[Reading]] = {}
    missing: dict[str, int] = {}
    for row, texts in zip(data.rows, figures.texts(data), strict=True):
        name = name_of(row[chart.series], known.lang) if chart.series else ""
        readings = found.setdefault(name, [])
        value = row[y.field]
        number = exactly(value, texts.get(y.field, ""))
        if number is None or isinstance(value, str):
            missing[name] = missing.get(name, 0) + 1
        else:
            readings.append(Reading(row[x], number, say.cell(value)))
    if isinstance(chart, Bars) and chart.stacked == "share":
        found = _shares(found, known.lang)
    return [
        Series(name, tuple(sorted(readings, key=lambda r: at[r.place])), missing.get(name, 0))
        for name, readings in found.items()
    ]


def name_of(value: Value, lang: str) -> str:
    """The name of a series in words."""
    return Figures("plain", lang).cell(value) if isinstance(value, int | float) else value


def sums(series: Sequence[Series], known: Places, say: Figures) -> list[Reading]:
    """What the parts of each place come to."""
    by_place: dict[Value, Fraction] = {}
    for reading in (r for s in series for r in s.readings):
        by_place[reading.place] = by_place.get(reading.place, Fraction(0)) + reading.value
    return [Reading(p, by_place[p], say.cell(float(by_place[p]))) for p in known.values if p in by_place]


def _shares(found: dict[str, list[Reading]], lang: str) -> dict[str, list[Reading]]:
    whole: dict[Value, Fraction] = {}
    for reading in (r for readings in found.values() for r in readings):
        whole[reading.place] = whole.get(reading.place, Fraction(0)) + reading.value
    write = form_of("percent(0)")

    def share(reading: Reading) -> Reading:
        part = reading.value / (whole[reading.place] or 1)
        return Reading(reading.place, part, write.written(part, "", lang))

    return {name: [share(r) for r in readings] for name, readings in found.items()}


def of_ranges(chart: Ranges, data: Data, lang: str) -> list[tuple[Reading, Reading]]:
    """The two ends of each range that has both."""
    x, low, high = as_field(chart.x).field, as_field(chart.low), as_field(chart.high)
    return [
        (a, b)
        for a, b in zip(_column(x, low.field, data, figures.of(low, data, lang)),
                        _column(x, high.field, data, figures.of(high, data, lang)), strict=True)
        if a and b
    ]  # fmt: skip


def of_columns(chart: Chart, named: Sequence[Named], data: Data, lang: str) -> tuple[str, list[Reading]]:
    """The first column of figures that a chart of any form names, and its figures by the first other column."""
    numbers = next((n for n in named if n.numbers), None)
    if numbers is None:
        return "", []
    name = next((n.column for n in named if not n.numbers), numbers.column)
    field = as_field(getattr(chart, numbers.key.partition(".")[0], numbers.column))
    say = figures.of(field, data, lang)
    return field.title or numbers.column, [r for r in _column(name, numbers.column, data, say) if r]


def _column(name: str, column: str, data: Data, say: Figures) -> Iterator[Reading | None]:
    for row, texts in zip(data.rows, figures.texts(data), strict=True):
        value = row[column]
        number = exactly(value, texts.get(column, ""))
        yield None if number is None or isinstance(value, str) else Reading(row[name], number, say.cell(value))
