"""What a block says of a chart of figures by name or day, in; its settings, its columns and its points out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefpress.charts import figures
from briefpress.charts.canvas import Canvas
from briefpress.charts.kind import Named
from briefpress.charts.settings import Field, Measured, Panels, Reference, References, Sort, Ticks, as_field, listed
from briefpress.data.rows import Data, Value


class XY(Measured, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A chart of figures (y) along names, numbers or days (x), of one series or of several."""

    x: str | Field
    y: str | Field
    series: str | None = None


class Scaled(XY, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The same with a scale: `labels` is whether figures stand at what they are of, else an axis tells them."""

    labels: bool | None = None
    reference: References = ()
    ticks: Ticks = None
    panels: str | Panels | None = None

    @property
    def references(self) -> tuple[Reference, ...]:
        """Its lines across, as a list."""
        return listed(self.reference)


@dataclass(frozen=True, slots=True)
class Point:
    """A figure, what it is of and of which series; None where its cell is empty. `said` is the figure in words."""

    place: Value
    kind: Value
    value: float | None
    said: str


def columns(chart: XY) -> Iterator[Named]:
    """The columns that its block names."""
    for key in ("x", "y"):
        column = getattr(chart, key)
        path = f"{key}.field" if isinstance(column, Field) else key
        yield Named(path, as_field(column).field, numbers=key == "y")
    if chart.series:
        yield Named("series", chart.series)


def points(chart: XY, data: Data, canvas: Canvas) -> list[Point]:
    """The points of a chart, in the order of its file. The series of a chart that has none is `""`."""
    x, y = as_field(chart.x).field, as_field(chart.y)
    say = figures.of(y, data, canvas.lang)
    found = []
    for row in data.rows:
        value = row[y.field]
        number = None if isinstance(value, str) else value
        said = "" if number is None else say.cell(number)
        found.append(Point(row[x], row[chart.series] if chart.series else "", number, said))
    return found


def known(found: Sequence[Point]) -> list[float]:
    """The figures of points."""
    return [p.value for p in found if p.value is not None]


def places(found: Sequence[Point]) -> list[Value]:
    """What points are of, each once, in their order."""
    return list(dict.fromkeys(p.place for p in found))


def kinds(found: Sequence[Point]) -> list[Value]:
    """The series of points, each once, in their order."""
    return list(dict.fromkeys(p.kind for p in found))


def sorted_places(found: Sequence[Point], sort: Sort) -> list[Value]:
    """What points are of, in an order. Several figures of one place count together."""
    names = places(found)
    if sort == "name":
        return sorted(names, key=lambda name: str(name).casefold())
    if sort == "value":
        total = dict.fromkeys(names, 0.0)
        for point in found:
            total[point.place] += point.value or 0
        return sorted(names, key=lambda name: -total[name])
    return names
