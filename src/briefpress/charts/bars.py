"""The settings of a bar chart and its data in; the marks of its specification out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from briefpress.charts import ends, figures, house, labels, legend, lying, names, scales, stacks, xy
from briefpress.charts.barblock import Bars, faults_of
from briefpress.charts.canvas import Canvas
from briefpress.charts.figures import NONE, Figures
from briefpress.charts.kind import Kind
from briefpress.charts.labels import Label
from briefpress.charts.settings import as_field
from briefpress.charts.xy import Point
from briefpress.data.rows import Data, Value

_BEYOND = 6
"""How far beyond the end of its bar a figure stands, in pixels."""
_LOW = 1.5
"""How high a row is for each of its bars that has a figure at its end, in multiples of the letters' size."""
_LONG, _MANY = 16, 9
"""Letters of a name, and bars, from which on bars lie."""
_NAMED = 0.35
"""The part of a chart's width that a figure and the name of its series may take at the end of a bar."""


@dataclass(frozen=True, slots=True)
class _Work:
    """What is drawn, in its order."""

    chart: Bars
    canvas: Canvas
    points: Sequence[Point]
    names: Sequence[Value]
    kinds: Sequence[Value]
    say: Figures
    colours: Mapping[Value, str]

    @property
    def plain(self) -> bool:
        """Whether there are no series."""
        return not self.chart.series

    def colour(self, point: Point) -> str:
        """The colour of a bar."""
        if not self.plain:
            return self.colours[point.kind]
        tokens, wanted = self.canvas.tokens, self.chart.highlight
        return tokens["accent" if wanted is None or point.place == wanted else "muted"]

    def rows(self) -> list[dict[str, Any]]:
        """What is drawn of each point."""
        return [
            {"n": str(p.place), "s": str(p.kind), "v": p.value, "c": self.colour(p)}
            for p in sorted(self.points, key=lambda p: self.names.index(p.place))
        ]


def marks(chart: Bars, data: Data, canvas: Canvas) -> dict[str, Any]:
    """The body of a specification: its size and its layers."""
    found = xy.points(chart, data, canvas)
    kinds, say = xy.kinds(found), figures.of(as_field(chart.y), data, canvas.lang)
    order = xy.sorted_places(found, chart.sort)
    head = house.heading(as_field(chart.y).title, chart.unit, canvas)
    if chart.stacked:
        lies = chart.lying if chart.lying is not None else _lies(order, [], 1, canvas)
        return {**head, **stacks.marks(chart, found, order, say, canvas, lies=lies)}
    work = _Work(chart, canvas, found, order, kinds, say, legend.colours(kinds, chart.highlight, canvas))
    said = [p.said for p in found] if chart.labels is not False else []
    lies = chart.lying if chart.lying is not None else _lies(order, said, len(kinds), canvas)
    return {**head, **(_lying(work) if lies else _standing(work))}


def _lies(order: Sequence[Value], said: Sequence[str], kinds: int, canvas: Canvas) -> bool:
    """Whether the names of bars, or the figures at their ends, have no room unless the bars lie."""
    if names.in_order(order):
        return False
    each = canvas.width / len(order)
    words = max((canvas.breadth(word) for name in order for word in str(name).split()), default=0)
    wide = max(map(canvas.breadth, said), default=0)
    return (
        len(order) >= _MANY or max(len(str(name)) for name in order) >= _LONG
        or words + 8 > each or wide > 0.9 * each / kinds
    )  # fmt: skip


def _lying(work: _Work) -> dict[str, Any]:
    chart, canvas = work.chart, work.canvas
    shown, many = chart.labels is not False, not work.plain
    row = names.row(
        work.names, canvas, len(work.kinds) * 1.6 * canvas.size + canvas.size if many else 2.3 * canvas.size
    )
    if many and shown and row < (least := len(work.kinds) * _LOW * canvas.size):
        # So many bars are thinner than figures are high: an axis tells these, unless they are asked for.
        shown, row = chart.labels is True, least if chart.labels else row
    height, inner = row * len(work.names), 0.26 if many else 0.34
    lie = ends.Rows(work.names, work.kinds, row, inner)
    named = _named(work) if many and shown and canvas.named else {}
    said = [
        ends.end(p.place, p.kind, p.value, " ".join((p.said, named.get(p, ""))).strip(), left=p.value < 0)
        for p in work.points if shown and p.value is not None
    ]  # fmt: skip
    said += [ends.end(p.place, p.kind, 0, NONE, left=False) for p in work.points if shown and p.value is None]
    before, behind = (ends.room(said, _BEYOND, canvas, left=left) for left in (True, False))
    values = [*xy.known(work.points), *(r.value for r in chart.references), *canvas.reach]
    scale, across = lying.figures(values, work.say, axis=not shown, before=before, behind=behind, ticks=chart.ticks)
    rows = names.beside(work.names, as_field(chart.x).title, height, inner, canvas)
    placed: dict[str, Any] = {"x": across, "y": rows}
    if many:
        placed["yOffset"] = _offset(work)
    fill = legend.of(work.kinds, work.colours, canvas, shown=many and not named)
    plot = canvas.width - names.room(work.names, canvas) - before - behind
    return {
        "height": height,
        "layer": [
            names.written(work.names, rows, canvas),
            {"data": {"values": work.rows()}, "mark": {"type": "bar"}, "encoding": {**placed, "color": fill}},
            *house.baseline(scale, across, canvas, "x"),
            *ends.across(chart.references, said, lie, plot / scale.span, _BEYOND, across, canvas),
            *house.above(chart.references, scale, work.say, plot, across, canvas),
            ends.layer(said, _BEYOND, placed),
        ],
    }  # fmt: skip


def _named(work: _Work) -> dict[Point, str]:
    """The names of series at the bars of the first group that has all of them, where they have room."""
    for place in work.names:
        group = [p for p in work.points if p.place == place and p.value is not None]
        if len(group) == len(work.kinds):
            wide = max(work.canvas.breadth(f"{p.said} {p.kind}") for p in group)
            return {p: str(p.kind) for p in group} if wide <= _NAMED * work.canvas.width else {}
    return {}


def _standing(work: _Work) -> dict[str, Any]:
    chart, canvas = work.chart, work.canvas
    each = canvas.width / len(work.names) * (0.8 if len(work.kinds) > 1 else 1)
    widest = max((canvas.breadth(p.said) for p in work.points), default=0)
    shown = chart.labels if chart.labels is not None else widest <= 0.95 * each / len(work.kinds)
    values = [*xy.known(work.points), *(r.value for r in chart.references), *canvas.reach]
    scale = scales.tight(values) if shown else scales.over(values, ticks=chart.ticks)
    if shown:
        room = canvas.line + _BEYOND
        above = scale.high > 0 or any(p.value is None for p in work.points)
        scale = scale.roomier(room if above else 0, room if scale.low < 0 else 0, chart.height)
    up = house.quantity(scale, work.say, shown=not shown)
    named = [Label(house.named(r, work.say), r.value, canvas.tokens["ink-soft"]) for r in chart.references]
    side = labels.room([label.words for label in named], 0.25, canvas)
    plot = canvas.width - (side + labels.MARGIN if named else 0)
    plot -= 0 if shown else max(map(canvas.breadth, work.say.ticks(scale.ticks)), default=0) + 8
    inner = 0.24 if len(work.kinds) > 1 else 0.38 if len(work.names) < 16 else 0.2
    placed: dict[str, Any] = {
        "x": names.below(work.names, as_field(chart.x).title, plot, inner, canvas), "y": up,
    }  # fmt: skip
    if not work.plain:
        placed["xOffset"] = _offset(work)
    fill = legend.of(work.kinds, work.colours, canvas, shown=not work.plain)
    text = {
        "type": "text", "baseline": {"expr": "datum.v < 0 ? 'top' : 'bottom'"},
        "dy": {"expr": f"datum.v < 0 ? {_BEYOND} : -{_BEYOND - 2}"},
    }  # fmt: skip
    said = [
        {"n": str(p.place), "s": str(p.kind), "v": p.value or 0, "said": NONE if p.value is None else p.said}
        for p in work.points
    ]
    return {
        "height": chart.height,
        "layer": [
            {"data": {"values": work.rows()}, "mark": {"type": "bar"}, "encoding": {**placed, "color": fill}},
            *house.baseline(scale, up, canvas),
            *house.across(chart.references, up, canvas),
            {"data": {"values": said if shown else []}, "mark": text,
             "encoding": {**placed, "text": {"field": "said"}}},
            *labels.beside(named, scale, chart.height, side, canvas, "right"),
        ],
    }  # fmt: skip


def _offset(work: _Work) -> dict[str, Any]:
    kinds = [str(kind) for kind in work.kinds]
    return {"field": "s", "scale": {"domain": kinds, "paddingInner": 0.1}}


KIND = Kind("a bar chart", Bars, xy.columns, faults_of, marks)
