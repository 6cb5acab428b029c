"""The settings of a line chart and its rows in; the marks of its specification out."""

from __future__ import annotations

from typing import Any, Literal

from briefpress.charts import faults, house
from briefpress.charts.canvas import Canvas
from briefpress.charts.kind import Kind, Rows
from briefpress.charts.settings import as_field
from briefpress.charts.xy import XY, columns

TICK = 3.7
"""The room that a year wants on the axis of a line chart, as a multiple of the size of its letters."""


class Lines(XY, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A ```{.chart} block of `type: line`."""

    type: Literal["line"] = "line"


def marks(chart: Lines, values: Rows, canvas: Canvas) -> dict[str, Any]:
    """The body of a specification: its encoding and its layers."""
    tokens, width = canvas.tokens, canvas.width
    x, y = as_field(chart.x), as_field(chart.y)
    axis: dict[str, Any] = {"domain": False, "ticks": False, "tickCount": 5, "labelPadding": 8}
    if y.format:
        axis["format"] = y.format
    numbers = all(isinstance(v[x.field], int | float) for v in values)
    ticks: dict[str, Any] = {"grid": False, "labelAngle": 0}
    if numbers and all(isinstance(v[x.field], int) for v in values):
        ticks["format"] = "d"
        years = sorted({v[x.field] for v in values})
        if len(years) * TICK * canvas.size <= width:
            # Else Vega puts ticks between two years, and calls both by one year's name.
            ticks["values"] = years
    along = {
        "field": house.path(x.field), "type": "quantitative" if numbers else "ordinal",
        "title": house.title(x.title, width, canvas.letter),
        "scale": {"nice": False, "zero": False} if numbers else {},
        "axis": ticks,
    }  # fmt: skip
    quantity = {
        "field": house.path(y.field),
        "type": "quantitative",
        "title": house.title(y.title, chart.height, canvas.letter),
        "axis": axis,
        "scale": {"zero": True},
    }
    colour: dict[str, Any] = {"value": tokens["accent"]}
    layers: list[dict[str, Any]] = [
        {"mark": {"type": "line", "strokeWidth": 2.4, "point": {"size": 46, "filled": True}}}
    ]
    if chart.series:
        colour = {
            "field": house.path(chart.series), "type": "nominal", "sort": house.in_order(values, chart.series),
            "legend": None, "scale": {"range": house.palette(tokens)},
        }  # fmt: skip
        if chart.highlight is not None:
            colour = house.colour(chart, chart.series, tokens)
        last = {"argmax": house.path(x.field)}
        layers.append({
            "mark": {"type": "text", "align": "left", "dx": 8},
            "encoding": {
                "x": {"aggregate": "max", "field": house.path(x.field), "type": along["type"]},
                "y": {"aggregate": last, "field": house.path(y.field), "type": "quantitative"},
                "text": {"field": house.path(chart.series)},
                "color": {"value": tokens["ink"]},  # a line may be paler than words
            },
        })  # fmt: skip
    encoding: dict[str, Any] = {"x": along, "y": quantity, "color": colour}
    if chart.series:
        encoding["detail"] = {"field": house.path(chart.series)}
    return {"height": chart.height, "encoding": encoding, "layer": layers}


KIND = Kind("a line chart", Lines, columns, faults.xy, marks)
