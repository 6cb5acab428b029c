"""The settings of a line chart and its data in; the marks of its specification out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, Literal

from briefpress.charts import faults, figures, house, labels, scales, xy
from briefpress.charts.along import along
from briefpress.charts.canvas import COLOURS, Canvas
from briefpress.charts.kind import Fault, Kind
from briefpress.charts.labels import Label
from briefpress.charts.settings import as_field
from briefpress.charts.xy import Point, Scaled
from briefpress.data.rows import Data, Value

_MOST = 12
"""How many lines a chart holds of which one is highlighted: their names stand one below the other."""
_NAMES = 0.3
"""The part of a chart's width that the names at the ends of its lines may take."""
_DOTS = 16
"""As many pixels from point to point each have a dot."""


class Lines(Scaled, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A ```{.chart} block of `type: line`. `zero: false` lets its axis begin where its figures do."""

    type: Literal["line"] = "line"
    zero: bool = True


def marks(chart: Lines, data: Data, canvas: Canvas) -> dict[str, Any]:
    """The body of a specification: its size and its layers."""
    x, y = as_field(chart.x), as_field(chart.y)
    found, say = xy.points(chart, data, canvas), figures.of(y, data, canvas.lang)
    at = along(xy.places(found), x.format, canvas, canvas.width).at
    lines = {kind: sorted((p for p in found if p.kind == kind), key=lambda p: at[p.place]) for kind in xy.kinds(found)}
    asked = [r.value for r in chart.references]
    scale = scales.over([*xy.known(found), *asked, *canvas.reach], zero=chart.zero, ticks=chart.ticks)
    colours = dict(zip(lines, _colours(chart, list(lines), canvas), strict=False))
    named = [Label(house.named(r, say), r.value, canvas.tokens["ink-soft"]) for r in chart.references]
    for kind, line in lines.items():
        if (last := _last(line)) and (words := _words(chart, kind if canvas.named else "", last)):
            named.append(Label(words, last.value or 0.0, colours[kind]))
    side = labels.room([label.words for label in named], _NAMES, canvas)
    wide = canvas.width - side - labels.MARGIN - max(map(canvas.breadth, say.ticks(scale.ticks)), default=0) - 8
    foot = along(xy.places(found), x.format, canvas, wide)
    across = foot.channel(house.title(x.title, wide, canvas))
    up = house.quantity(scale, say)
    rows = [{"x": foot.at[p.place], "v": p.value, "s": str(p.kind), "c": colours[p.kind]} for p in found]
    close = wide / max(len(foot.at) - 1, 1) < _DOTS
    dots = [row for line in lines.values() for row in _dots(line, foot.at, colours, every=not close)]
    early = [
        {"x": foot.at[last.place], "v": last.value, "c": colours[kind]}
        for kind, line in lines.items()
        if chart.series and (last := _last(line)) and foot.at[last.place] < foot.last
    ]
    stroke = {"x": across, "y": up, "color": labels.as_given("c"), "detail": {"field": "s"}}
    return {
        "height": chart.height,
        **house.heading(y.title, chart.unit, canvas),
        "layer": [
            *house.baseline(scale, up, canvas),
            *house.across(chart.references, up, canvas),
            {"data": {"values": rows}, "mark": {"type": "line", "strokeWidth": 2.4}, "encoding": stroke},
            {"data": {"values": dots}, "mark": {"type": "point", "filled": True, "size": 42, "opacity": 1},
             "encoding": stroke},
            {"data": {"values": early}, "mark": {"type": "rule", "strokeDash": [1, 3], "strokeWidth": 1.2},
             "encoding": {"x": across, "x2": {"value": "width"}, "y": up, "color": labels.as_given("c")}},
            *labels.beside(named, scale, chart.height, side, canvas, "right"),
        ],
    }  # fmt: skip


def _words(chart: Lines, kind: Value, last: Point) -> str:
    """What stands at the end of a line: its name where it has one, its last figure where figures are asked for."""
    return " ".join(part for part in (str(kind), last.said if chart.labels else "") if part)


def _colours(chart: Lines, kinds: Sequence[Value], canvas: Canvas) -> list[str]:
    if not chart.series:
        return [canvas.tokens["accent"]]
    if chart.highlight is None:
        return canvas.colours
    return [canvas.tokens["accent" if kind == chart.highlight else "muted"] for kind in kinds]


def _last(line: Sequence[Point]) -> Point | None:
    return next((p for p in reversed(line) if p.value is not None), None)


def _dots(line: Sequence[Point], at: Any, colours: Any, *, every: bool) -> Iterator[dict[str, Any]]:
    """The points of a line that have a dot: its last, those that stand alone between gaps, or all of them."""
    last = _last(line)
    for drawn, run in groupby(line, key=lambda p: p.value is not None):
        points = list(run)
        for p in points if drawn else ():
            if every or len(points) == 1 or p is last:
                yield {"x": at[p.place], "v": p.value, "s": str(p.kind), "c": colours[p.kind]}


def _faults(chart: Lines, data: Data) -> Iterator[Fault]:
    yield from faults.xy(chart, data)
    yield from faults.no_days(data, "x", as_field(chart.x).field)
    yield from faults.too_many(chart, data, COLOURS if chart.highlight is None else _MOST, "lines")


KIND = Kind("a line chart", Lines, xy.columns, _faults, marks)
