"""The settings of a dot plot and its data in; the marks of its specification out."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, Literal

from briefpress.charts import ends, faults, figures, house, legend, lying, names, xy
from briefpress.charts.canvas import Canvas
from briefpress.charts.ends import End
from briefpress.charts.figures import NONE
from briefpress.charts.kind import Fault, Kind
from briefpress.charts.settings import Sort, as_field
from briefpress.charts.xy import Point, Scaled
from briefpress.data.rows import Data, Value

SHAPES = ("circle", "diamond", "square", "triangle-up", "cross")
"""The signs of series, which tell them apart in grey too."""
_ROWS = 40
_BEYOND = 9
"""From the middle of a dot to the figure beside it, in pixels."""


class Dots(Scaled, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A ```{.chart} block of `type: dot`: a row for each name, a dot in it for each series."""

    type: Literal["dot"] = "dot"
    sort: Sort = "value"
    zero: bool = True


def marks(chart: Dots, data: Data, canvas: Canvas) -> dict[str, Any]:
    """The body of a specification: its size and its layers."""
    y, found = as_field(chart.y), xy.points(chart, data, canvas)
    order, kinds, say = _ordered(found, chart.sort), xy.kinds(found), figures.of(y, data, canvas.lang)
    row = names.row(order, canvas, 2.1 * canvas.size)
    height, lie = row * len(order), ends.Rows(order, [""], row, 0)
    single = not chart.series
    figures_shown = chart.labels if chart.labels is not None else single
    said = _figures(found, single=single) if figures_shown else []
    if figures_shown and single:
        edge = 0.0 if chart.zero else min(xy.known(found), default=0.0)
        said += [ends.end(p.place, "", edge, NONE, left=False) for p in found if p.value is None]
    before, behind = (max(ends.room(said, _BEYOND, canvas, left=left), 6) for left in (True, False))
    values = [*xy.known(found), *(r.value for r in chart.references), *canvas.reach]
    scale, across = lying.figures(
        values, say, axis=not figures_shown, before=before if figures_shown else 0,
        behind=behind if figures_shown else 0, ticks=chart.ticks, zero=chart.zero,
    )  # fmt: skip
    rows = names.beside(order, as_field(chart.x).title, height, 0, canvas)
    rows["axis"] |= {"grid": True, "gridDash": [1, 3], "gridWidth": 0.8, "tickBand": "center"}
    plot = canvas.width - names.room(order, canvas) - (before + behind if figures_shown else 0)
    named = [] if single or not canvas.named else _named(found, order[0], kinds, scale.span, plot, canvas)
    colours = _colours(chart, kinds, canvas)
    placed = {"x": across, "y": rows}
    shapes = [SHAPES[i % len(SHAPES)] for i in range(len(kinds))]
    shown = not single and not named
    fill = legend.of(kinds, colours, canvas, shown=shown)
    shape: dict[str, Any] = {
        "field": "s", "type": "nominal", "title": None, "legend": fill.get("legend"),
        "scale": {"domain": [str(k) for k in kinds], "range": shapes},
    }  # fmt: skip
    dots = [
        {"n": str(p.place), "s": str(p.kind), "v": p.value, "c": _colour(chart, p, colours, canvas)}
        for p in found if p.value is not None
    ]  # fmt: skip
    return {
        "height": height,
        **house.heading(y.title, chart.unit, canvas),
        "layer": [
            names.written(order, rows, canvas),
            _spans(found, order, placed, canvas),
            *house.baseline(scale, across, canvas, "x"),
            *ends.across(chart.references, said, lie, plot / scale.span, _BEYOND, across, canvas),
            *house.above(chart.references, scale, say, plot, across, canvas, over=bool(named)),
            {"data": {"values": dots}, "mark": {"type": "point", "filled": True, "size": 95, "opacity": 1},
             "encoding": {**placed, "color": fill, "shape": shape}},
            ends.layer(said, _BEYOND, placed),
            {"data": {"values": named}, "mark": {"type": "text", "baseline": "bottom", "dy": -0.5 * row},
             "encoding": {**placed, "text": {"field": "said"}}},
        ],
    }  # fmt: skip


def _ordered(found: Sequence[Point], sort: Sort) -> list[Value]:
    """Rows by value are in the order of the last of their dots' series that all have, the greatest first."""
    if sort != "value":
        return xy.sorted_places(found, sort)
    last = xy.kinds(found)[-1]
    by_name = {p.place: p.value for p in found if p.kind == last and p.value is not None}
    return sorted(xy.places(found), key=lambda name: -by_name.get(name, -math.inf))


def _figures(found: Sequence[Point], *, single: bool) -> list[End]:
    """The figures beside dots: of one alone behind it, of several before the least and behind the greatest."""
    rows = []
    for name in xy.places(found):
        dots = sorted((p for p in found if p.place == name and p.value is not None), key=lambda p: p.value or 0)
        both = not single and len(dots) > 1
        if both:
            rows.append(ends.end(name, "", dots[0].value or 0, dots[0].said, left=True))
        if dots:
            value = dots[-1].value or 0
            # A figure below nought would be crossed by the line of nought behind it.
            rows.append(ends.end(name, "", value, dots[-1].said, left=single and value < 0))
    return rows


def _spans(found: Sequence[Point], order: Sequence[Value], placed: dict[str, Any], canvas: Canvas) -> dict[str, Any]:
    """A line in each row from its least to its greatest dot."""
    rows = []
    for name in order:
        values = [p.value for p in found if p.place == name and p.value is not None]
        if len(values) > 1:
            rows.append({"n": str(name), "v": min(values), "to": max(values)})
    mark = {"type": "rule", "strokeWidth": 2, "color": canvas.tokens["rule"]}
    return {"data": {"values": rows}, "mark": mark, "encoding": {**placed, "x2": {"field": "to"}}}


def _named(
    found: Sequence[Point], first: Value, kinds: Sequence[Value], span: float, plot: float, canvas: Canvas
) -> list[dict[str, Any]]:
    """The names of series above the dots of the first row, where all are there and none touch."""
    dots = sorted((p for p in found if p.place == first and p.value is not None), key=lambda p: p.value or 0)
    if len(dots) < len(kinds):
        return []
    for one, other in pairwise(dots):
        away = ((other.value or 0) - (one.value or 0)) / span * plot
        if away < (canvas.breadth(str(one.kind)) + canvas.breadth(str(other.kind))) / 2 + 8:
            return []
    return [{"n": str(first), "v": p.value, "said": str(p.kind)} for p in dots]


def _colours(chart: Dots, kinds: Sequence[Value], canvas: Canvas) -> Mapping[Value, str]:
    return legend.colours(kinds, chart.highlight, canvas) if chart.series else {}


def _colour(chart: Dots, point: Point, colours: Mapping[Value, str], canvas: Canvas) -> str:
    if chart.series:
        return colours[point.kind]
    return canvas.tokens["accent" if chart.highlight is None or point.place == chart.highlight else "muted"]


def _faults(chart: Dots, data: Data) -> Iterator[Fault]:
    yield from faults.xy(chart, data)
    yield from faults.too_many(chart, data, len(SHAPES), "dots in a row")
    yield from faults.too_long(data, as_field(chart.x).field, _ROWS)


KIND = Kind("a dot plot", Dots, xy.columns, _faults, marks)
