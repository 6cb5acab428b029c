"""Bars whose series are parts of one bar, in; the marks of their specification out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from briefpress.charts import house, labels, legend, lying, names, scales, xy
from briefpress.charts.barblock import Bars
from briefpress.charts.canvas import Canvas
from briefpress.charts.figures import Figures
from briefpress.charts.labels import Label
from briefpress.charts.scales import Scale
from briefpress.charts.settings import as_field
from briefpress.charts.xy import Point
from briefpress.data.rows import Value

_BEYOND = 6
"""How far beyond the end of its bar a sum stands, in pixels."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A point as a part of its bar: where it begins and ends on the scale, and what is written in it."""

    point: Point
    start: float
    end: float
    said: str


def marks(
    chart: Bars, found: Sequence[Point], order: Sequence[Value], say: Figures, canvas: Canvas, *, lies: bool
) -> dict[str, Any]:
    """The body of a specification: its size and its layers."""
    kinds = xy.kinds(found)
    whole = chart.stacked == "share"
    written = Figures("percent(0)", canvas.lang) if whole else say
    parts = [part for name in order for part in _parts(found, name, kinds, written, whole=whole)]
    drawn = _Drawn(chart, canvas, order, kinds, parts, written, whole)
    return drawn.lying() if lies else drawn.standing()


def _parts(
    found: Sequence[Point], name: Value, kinds: Sequence[Value], say: Figures, *, whole: bool
) -> list[_Part]:  # fmt: skip
    """The parts of a bar in the order of the series; those below nought are stacked downwards."""
    points = sorted((p for p in found if p.place == name and p.value is not None), key=lambda p: kinds.index(p.kind))
    total = math.fsum(p.value or 0 for p in points) if whole else 1.0
    made, ends = [], {True: 0.0, False: 0.0}
    for point in points:
        value = (point.value or 0.0) / (total or 1.0)
        start = ends[value < 0]
        ends[value < 0] = round(start + value, 12)
        made.append(_Part(point, start, ends[value < 0], say.cell(value) if whole else point.said))
    return made


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What is drawn, in its order."""

    chart: Bars
    canvas: Canvas
    names: Sequence[Value]
    kinds: Sequence[Value]
    parts: Sequence[_Part]
    say: Figures
    whole: bool

    def lying(self) -> dict[str, Any]:
        chart, canvas = self.chart, self.canvas
        row = names.row(self.names, canvas, 2.5 * canvas.size)
        height, axis = row * len(self.names), chart.labels is False
        sums = [] if axis or self.whole else self._sums()
        behind = math.ceil(max((_BEYOND + 1.05 * canvas.breadth(s["said"]) for s in sums), default=0))
        behind = max(behind, canvas.margins[1])
        scale, across = lying.figures(self._ends(), self.say, axis=axis, behind=behind, ticks=chart.ticks)
        rows = names.beside(self.names, as_field(chart.x).title, height, 0.3, canvas)
        plot = canvas.width - names.room(self.names, canvas) - behind
        named = self._above(scale, plot)
        encoding = {"y": rows, "x": across, "x2": {"field": "to"}}
        fits = [p for p in self.parts if canvas.breadth(p.said) + 8 <= abs(p.end - p.start) / scale.span * plot]
        middle = {"y": rows, "x": across}
        return {
            "height": height,
            "layer": [
                names.written(self.names, rows, canvas),
                self._bars(encoding, shown=not named),
                *house.baseline(scale, across, canvas, "x"),
                *house.across(chart.references, across, canvas, "x"),
                *house.above(chart.references, scale, self.say, plot, across, canvas, over=bool(named)),
                self._figures([] if axis else fits, middle),
                self._outside(sums, middle, {"align": "left", "dx": _BEYOND, "baseline": "middle"}),
                *([self._outside(named, middle, {"dy": -0.5 * row - 2, "baseline": "middle"})] if named else []),
            ],
        }

    def standing(self) -> dict[str, Any]:
        chart, canvas = self.chart, self.canvas
        axis = chart.labels is False
        sums = [] if axis or self.whole else self._sums()
        values = self._ends()
        scale = scales.over(values, ticks=chart.ticks) if axis else scales.tight(values)
        if sums:
            scale = scale.roomier(canvas.line + 2, 0, chart.height)
        up = house.quantity(scale, self.say, shown=axis)
        parts = self._beside()
        beside = [*parts, *self._lines()]
        side = labels.room([label.words for label in beside], 0.3, canvas)
        plot = canvas.width - side - labels.MARGIN
        plot -= max(map(canvas.breadth, self.say.ticks(scale.ticks)), default=0) + 8 if axis else 0
        columns = names.below(self.names, as_field(chart.x).title, plot, 0.3, canvas)
        each = 0.7 * plot / len(self.names)
        pixel = chart.height / scale.span
        fits = [
            p for p in self.parts
            if abs(p.end - p.start) * pixel >= 1.15 * canvas.size and canvas.breadth(p.said) <= each
        ]  # fmt: skip
        middle = {"x": columns, "y": up}
        return {
            "height": chart.height,
            "layer": [
                self._bars({"x": columns, "y": up, "y2": {"field": "to"}}, shown=not parts),
                *house.baseline(scale, up, canvas),
                *house.across(chart.references, up, canvas),
                self._figures([] if axis else fits, middle),
                self._outside(sums, middle, {"dy": -4, "baseline": "bottom"}),
                *labels.beside(beside, scale, chart.height, side, canvas, "right"),
            ],
        }

    def _ends(self) -> list[float]:
        lines = [r.value for r in self.chart.references]
        return [*(end for p in self.parts for end in (p.start, p.end)), *lines, *self.canvas.reach]

    def _bars(self, placed: dict[str, Any], *, shown: bool) -> dict[str, Any]:
        """The layer of parts, which a white rule parts."""
        colours = legend.colours(self.kinds, self.chart.highlight, self.canvas)
        rows = [
            {"n": str(p.point.place), "s": str(p.point.kind), "v": p.start, "to": p.end, "c": colours[p.point.kind]}
            for p in self.parts
        ]
        fill = legend.of(self.kinds, colours, self.canvas, shown=shown)
        mark = {"type": "bar", "stroke": self.canvas.tokens["page"], "strokeWidth": 1.4}
        return {"data": {"values": rows}, "mark": mark, "encoding": {**placed, "color": fill}}

    def _figures(self, parts: Sequence[_Part], placed: dict[str, Any]) -> dict[str, Any]:
        colours = legend.colours(self.kinds, self.chart.highlight, self.canvas)
        rows = [
            {"n": str(p.point.place), "v": (p.start + p.end) / 2, "said": p.said,
             "c": self.canvas.on(colours[p.point.kind])}
            for p in parts
        ]  # fmt: skip
        encoding = {**placed, "text": {"field": "said"}, "color": labels.as_given("c")}
        return {"data": {"values": rows}, "mark": {"type": "text", "baseline": "middle"}, "encoding": encoding}

    def _outside(self, rows: Sequence[dict[str, Any]], placed: dict[str, Any], mark: dict[str, Any]) -> dict[str, Any]:
        encoding = {**placed, "text": {"field": "said"}}
        return {"data": {"values": list(rows)}, "mark": {"type": "text", **mark}, "encoding": encoding}

    def _sums(self) -> list[dict[str, Any]]:
        """What each bar comes to, where no part of it is below nought and each is there."""
        if any(p.end < p.start for p in self.parts) or len(self.kinds) < 2:
            return []
        bars = {name: [p for p in self.parts if p.point.place == name] for name in self.names}
        return [
            {"n": str(name), "v": max(p.end for p in parts), "said": self.say.cell(max(p.end for p in parts))}
            for name, parts in bars.items() if len(parts) == len(self.kinds)
        ]  # fmt: skip

    def _above(self, scale: Scale, plot: float) -> list[dict[str, Any]]:
        """The names of the parts above the first bar, where each has room above its own."""
        first = [p for p in self.parts if p.point.place == self.names[0]]
        if len(first) < len(self.kinds) or not self.canvas.named:
            return []
        if any(self.canvas.breadth(str(p.point.kind)) + 6 > abs(p.end - p.start) / scale.span * plot for p in first):
            return []
        return [
            {"n": str(self.names[0]), "v": (p.start + p.end) / 2, "said": str(p.point.kind)} for p in first
        ]  # fmt: skip

    def _beside(self) -> list[Label]:
        """The names of the parts beside the last bar, where it has all."""
        colours = legend.colours(self.kinds, self.chart.highlight, self.canvas)
        last = [p for p in self.parts if p.point.place == self.names[-1]]
        if len(last) < len(self.kinds) or not self.canvas.named:
            return []
        return [Label(str(p.point.kind), (p.start + p.end) / 2, colours[p.point.kind]) for p in last]

    def _lines(self) -> list[Label]:
        """What stands at the lines across."""
        soft = self.canvas.tokens["ink-soft"]
        return [Label(house.named(r, self.say), r.value, soft) for r in self.chart.references]
