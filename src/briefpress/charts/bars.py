"""The settings of a bar chart and its rows in; the marks of its specification out."""

from __future__ import annotations

import json
import math
import textwrap
from contextlib import suppress
from typing import Any, Literal

from briefpress.charts import faults, house
from briefpress.charts.canvas import Canvas
from briefpress.charts.house import LABELS
from briefpress.charts.kind import Kind, Rows
from briefpress.charts.settings import Field, as_field
from briefpress.charts.xy import XY, columns

_SWATCH = 4
"""The room of a series' colour in a legend, in letters, with what parts it from the next."""

_BEYOND = 6
"""How far beyond the end of its bar a figure stands, in pixels."""

_BARS = 0.4
"""The part of the room between its names and its edge that bars which lie have at least."""

_LONG_FORMAT = 7
"""Signs of a format that may ask for more letters than a chart has room for."""


class Bars(XY, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A ```{.chart} block of `type: bar`, which it is where it names none."""

    type: Literal["bar"] = "bar"


def marks(chart: Bars, values: Rows, canvas: Canvas) -> dict[str, Any]:
    """The body of a specification: its encoding and its layers."""
    tokens, width = canvas.tokens, canvas.width
    x, y = as_field(chart.x), as_field(chart.y)
    names = house.in_order(values, x.field)
    longest, letters = max(len(str(name)) for name in names), sum(len(str(name)) + 2 for name in names)
    letter = canvas.letter
    lying = longest > 12 or len(names) > 8 or letters * letter > width
    if lying:
        scale = _ends([v[y.field] or 0 for v in values], _room(values, y, letter))
    else:
        scale = {"zero": True}
        if any((v[y.field] or 0) < 0 for v in values):
            scale["padding"] = 24  # room for the figures below nought
    quantity = {"field": house.path(y.field), "type": "quantitative", "axis": None, "scale": scale}
    category: dict[str, Any] = {
        "field": house.path(x.field), "type": "nominal", "sort": names,
        "title": house.title(x.title, chart.height if lying else width, letter),
        "axis": {"labelAngle": 0, "ticks": False, "labelPadding": 8, "domain": not lying},
        "scale": {"paddingInner": 0.3 if chart.series else 0.38, "paddingOuter": 0.19},
    }  # fmt: skip
    if lying:
        lines = _broken(names, round(width * LABELS / letter))
        category["axis"]["labelExpr"] = f"{json.dumps(lines)}[datum.label]"
        # Vega hangs a label of several lines by its first; this lifts it to the middle of its bar.
        category["axis"]["labelOffset"] = -0.58 * canvas.size * (max(map(len, lines.values())) - 1)
    label: dict[str, Any] = {"field": house.path(y.field), "type": "quantitative"}
    if y.format:
        label["format"] = y.format
    along, across = ("y", "x") if lying else ("x", "y")
    encoding: dict[str, Any] = {along: category, across: quantity}
    # A figure stands beyond the end of its bar: on the other side of a bar below nought.
    below = f"datum[{json.dumps(y.field)}] < 0"
    text = {
        "align": {"expr": f"{below} ? 'right' : 'left'"}, "baseline": "middle",
        "dx": {"expr": f"{below} ? -{_BEYOND} : {_BEYOND}"},
    } if lying else {
        "baseline": {"expr": f"{below} ? 'top' : 'bottom'"}, "dy": {"expr": f"{below} ? 8 : -8"},
    }  # fmt: skip
    if chart.series:
        offset = "yOffset" if lying else "xOffset"
        kinds = house.in_order(values, chart.series)
        encoding[offset] = {"field": house.path(chart.series), "sort": kinds, "scale": {"paddingInner": 0.12}}
        colour: dict[str, Any] = {
            "field": house.path(chart.series), "type": "nominal", "sort": kinds, "title": None,
            "scale": {"range": house.palette(tokens)}, "legend": {"orient": "top", "labelFontSize": canvas.size},
        }  # fmt: skip
        beside = width * (1 - LABELS) - 8 if lying else width
        if sum(len(str(kind)) + _SWATCH for kind in kinds) * letter > beside:
            colour["legend"] |= {"columns": 1, "labelLimit": round(beside - _SWATCH * letter)}
    else:
        colour = house.colour(chart, x.field, tokens)
    layers = [
        {"mark": {"type": "bar"}, "encoding": {"color": colour}},
        {"mark": {"type": "text", **text}, "encoding": {"text": label}},
    ]
    size = {"height": {"step": 24 if chart.series else 40}} if lying else {"height": chart.height}
    return {**size, "encoding": encoding, "layer": layers}


def _ends(values: list[Any], room: int) -> dict[str, Any]:
    """A scale that ends where the figures at the longest bars do.

    Vega fits a drawing to its width but once: bars that grow at that, as those of a round scale do, push their figures
    over the edge.
    """
    low, high = min(0, *values), max(0, *values)
    if low == high:
        return {"zero": True}
    before, behind = room * (low < 0), room * (high > 0)
    pixel = f"{high - low} / max(width - {before + behind}, {_BARS} * width)"
    return {
        "zero": True, "nice": False,
        "domainMin": {"expr": f"{low} - {before} * {pixel}"}, "domainMax": {"expr": f"{high} + {behind} * {pixel}"},
    }  # fmt: skip


def _room(values: list[dict[str, Any]], y: Field, letter: float) -> int:
    """The room in pixels that the longest figure wants beyond the end of its bar, or a little more."""
    longest = 0
    for value in (row[y.field] for row in values if row[y.field] is not None):
        said = str(value)
        # Python reads nearly every format that d3 does; of another, the figure as it is tells enough.
        with suppress(ValueError, OverflowError):
            said = format(value, y.format) if len(y.format) < _LONG_FORMAT else said
        longest = max(longest, len(said))
    return _BEYOND + math.ceil(1.1 * letter * longest)


def _broken(names: list[Any], letters: int) -> dict[str, list[str]]:
    """Each name in lines of at most so many letters, all of as many lines."""
    lines = {str(name): textwrap.wrap(str(name), letters) or [""] for name in names}
    most = max(map(len, lines.values()))
    return {name: [*[""] * ((most - len(parts)) // 2), *parts] for name, parts in lines.items()}


KIND = Kind("a bar chart", Bars, columns, faults.xy, marks)
