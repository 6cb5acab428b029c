"""What a block says of a chart of bars, in; its settings, and what keeps them from being drawn, out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from briefpress.charts import faults
from briefpress.charts.canvas import COLOURS
from briefpress.charts.figures import texts
from briefpress.charts.kind import Fault
from briefpress.charts.settings import Sort, as_field
from briefpress.charts.xy import Scaled
from briefpress.data.rows import Data

_ROWS, _GROUPS = 40, 15
"""How many names a chart of bars holds, and one with several series that stand side by side."""


class Bars(Scaled, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A ```{.chart} block of `type: bar`, which it is where it names none.

    Series stand side by side, or in one bar where it is `stacked`, as shares of the whole with `stacked: share`.
    Bars lie where their names have no room below them; `lying` says which way they are drawn whatever their names.
    """

    type: Literal["bar"] = "bar"
    stacked: bool | Literal["share"] = False
    sort: Sort = "file"
    lying: bool | None = None


def faults_of(chart: Bars, data: Data) -> Iterator[Fault]:
    """What keeps data from being drawn in bars."""
    yield from faults.xy(chart, data)
    side_by_side = chart.series and not chart.stacked
    yield from faults.too_many(chart, data, COLOURS, "side by side" if side_by_side else "in one bar")
    yield from faults.too_long(data, as_field(chart.x).field, _GROUPS if side_by_side else _ROWS)
    if chart.stacked and not chart.series:
        yield Fault("stacked", "Bars without series can't be stacked.", "Name the column of the parts as `series`.")
    if chart.stacked == "share":
        yield from _negative(chart, data)


def _negative(chart: Bars, data: Data) -> Iterator[Fault]:
    """A fault for each figure below nought, of which there is no share."""
    column = as_field(chart.y).field
    for i, (row, said) in enumerate(zip(data.rows, texts(data), strict=True)):
        value = row[column]
        if isinstance(value, int | float) and value < 0:
            message = f"`{said.get(column, value)}` is below nought, and can't be a share of a whole."
            hint = "Take `stacked: true`, or bars side by side."
            yield Fault("stacked", message, hint, faults.UNFIT, data.lines[i] if data.lines else None)
