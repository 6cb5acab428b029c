"""The settings of a chart of slopes between two moments, and its data in; the marks of its specification out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Literal

from briefpress.charts import days, faults, figures, house, labels, scales, xy
from briefpress.charts.canvas import Canvas
from briefpress.charts.kind import Fault, Kind
from briefpress.charts.labels import Label
from briefpress.charts.settings import as_field
from briefpress.charts.sizes import NARROW
from briefpress.charts.xy import XY, Point
from briefpress.data.rows import Data, Value

_MOST = 14
"""How many slopes a chart holds: their names stand one below the other."""


class Slopes(XY, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A ```{.chart} block of `type: slope`: x has two moments, each series a figure at both."""

    series: str
    type: Literal["slope"] = "slope"


def marks(chart: Slopes, data: Data, canvas: Canvas) -> dict[str, Any]:
    """The body of a specification: its size and its layers. Its scale is that of its figures, not from nought."""
    y = as_field(chart.y)
    found = xy.points(chart, data, canvas)
    moments, kinds = _moments(xy.places(found)), xy.kinds(found)
    height = max(chart.height, round(len(kinds) * 1.5 * canvas.line))
    known = [*xy.known(found), *canvas.reach]
    low, high = min(known), max(known)
    scale = scales.Scale(low, high if high > low else low + 1, ())
    scale = scale.roomier(0.6 * canvas.size, 0.6 * canvas.size, height)
    colours = {kind: _colour(chart, kind, canvas) for kind in kinds}
    rows = [
        {"x": moments.index(p.place), "v": p.value, "s": str(p.kind), "c": colours[p.kind],
         "high": p.kind == chart.highlight}
        for p in sorted(found, key=lambda p: p.kind == chart.highlight)
    ]  # fmt: skip
    up = house.quantity(scale, figures.of(y, data, canvas.lang), shown=False)
    words = [_written(p, "left" if p.place == moments[0] else "right", canvas) for p in found]
    layers = []
    for moment, side, share in ((moments[0], "left", 0.3), (moments[1], "right", 0.36)):
        named = [
            Label(said, p.value, colours[p.kind])
            for p, said in zip(found, words, strict=True) if p.place == moment and p.value is not None
        ]  # fmt: skip
        wide = labels.room([label.words for label in named], share, canvas)
        layers += labels.beside(named, scale, height, wide, canvas, "left" if side == "left" else "right")
    ends = {
        "field": "x", "type": "quantitative", "scale": {"domain": [0, 1], "nice": False, "zero": False},
        "axis": {
            "orient": "top", "grid": True, "gridWidth": 1, "domain": False, "ticks": False, "labelPadding": 10,
            "title": house.title(as_field(chart.x).title, canvas.width, canvas), "labelColor": canvas.tokens["ink"],
            "labelAngle": 0, **house.written((0, 1), [_named(m, canvas) for m in moments]),
        },
    }  # fmt: skip
    encoding = {"x": ends, "y": up, "color": labels.as_given("c"), "detail": {"field": "s"}}
    return {
        "height": height,
        **house.heading(y.title, chart.unit, canvas),
        "layer": [
            {"data": {"values": rows}, "mark": {"type": "line", "strokeWidth": 2}, "encoding": encoding},
            {"data": {"values": [r for r in rows if r["v"] is not None]},
             "mark": {"type": "point", "filled": True, "size": 50, "opacity": 1}, "encoding": encoding},
            *layers,
        ],
    }  # fmt: skip


def _moments(places: Sequence[Value]) -> list[Value]:
    """The two moments, in time where they are numbers or days, else in the order of the file."""
    if all(isinstance(p, int | float) for p in places):
        return sorted(places, key=float)
    return sorted(places, key=str) if days.are_days(places) else list(places)


def _named(moment: Value, canvas: Canvas) -> list[str]:
    said = (
        figures.Figures("plain", canvas.lang).cell(moment)
        if isinstance(moment, int | float)
        else days.said(moment, canvas.lang)
    )
    return canvas.wrapped(said, 0.3 * canvas.width)


def _colour(chart: Slopes, kind: Value, canvas: Canvas) -> str:
    wanted = chart.highlight
    return canvas.tokens["accent" if wanted is None or kind == wanted else "muted"]


def _written(point: Point, side: str, canvas: Canvas) -> str:
    """What stands at an end of a slope: its name and its figure, on a telephone the name at the right alone."""
    if side == "right":
        return f"{point.said} {point.kind}"
    return point.said if canvas.width <= NARROW else f"{point.kind} {point.said}"


def _faults(chart: Slopes, data: Data) -> Iterator[Fault]:
    yield from faults.xy(chart, data)
    yield from faults.too_many(chart, data, _MOST, "slopes")
    moments = list(dict.fromkeys(row[as_field(chart.x).field] for row in data.rows))
    if len(moments) == 1:
        said = f"All rows of `{data.path}` are for one moment, {moments[0]}; a slope goes from one to another."
        yield Fault("x", said, "Add the rows of the other moment, or take `type: dot`.", faults.UNFIT)
    elif len(moments) > 2:
        said = f"`{as_field(chart.x).field}` has {len(moments)} moments; a slope goes from one to another."
        yield Fault("x", said, "Keep the rows of two, or take `type: line`.", faults.UNFIT)


KIND = Kind("a slope chart", Slopes, xy.columns, _faults, marks)
