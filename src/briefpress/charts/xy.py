"""What a block says of a chart with two axes, in; its settings and the columns that it names out."""

from __future__ import annotations

from collections.abc import Iterator

from briefpress.charts.kind import Named
from briefpress.charts.settings import Chart, Field, as_field


class XY(Chart, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A chart of figures (y) along places, names or days (x), of one series or of several."""

    x: str | Field
    y: str | Field
    series: str | None = None
    highlight: str | int | float | None = None


def columns(chart: XY) -> Iterator[Named]:
    """The columns that its block names."""
    for key in ("x", "y"):
        column = getattr(chart, key)
        path = f"{key}.field" if isinstance(column, Field) else key
        yield Named(path, as_field(column).field, numbers=key == "y")
    if chart.series:
        yield Named("series", chart.series)
