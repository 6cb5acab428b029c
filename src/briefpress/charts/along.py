"""What the points of a chart are of — numbers, days or names — in; their places along its foot, and its words, out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from briefpress.charts import days, house, scales
from briefpress.charts.canvas import Canvas
from briefpress.charts.figures import Figures
from briefpress.data.rows import Value

_APART = 12
"""Between two words at an axis, in pixels."""


@dataclass(frozen=True, slots=True)
class Along:
    """Places along the foot of a chart, and the words there: numbers and days as far apart as they are."""

    at: Mapping[Value, float]
    ticks: tuple[float, ...]
    said: tuple[Any, ...]

    @property
    def first(self) -> float:
        """The first place."""
        return min(self.at.values())

    @property
    def last(self) -> float:
        """The last place."""
        return max(self.at.values())

    def channel(self, title: list[str] | None) -> dict[str, Any]:
        """The channel of the places, in the field `x`."""
        last = self.last if self.last > self.first else self.first + 1
        axis = {
            "grid": False, "labelAngle": 0, "domain": False, "labelPadding": 5, "tickSize": 5, "title": title,
            **house.written(self.ticks, self.said),
        }  # fmt: skip
        scale = {"domain": [self.first, last], "nice": False, "zero": False}
        return {"field": "x", "type": "quantitative", "axis": axis, "scale": scale}


def along(values: Sequence[Value], form: str, canvas: Canvas, room: float) -> Along:
    """The places of values, which are each there once, on a foot that is so many pixels long."""
    if all(isinstance(v, int | float) for v in values):
        return _numbers(sorted(map(float, values)), values, form, canvas, room)
    if days.are_days(values):
        at = {v: float(d.toordinal()) for v in values if (d := days.day(v)) is not None}
        marks = days.ticks(min(at.values()), max(at.values()), days.fineness(values), canvas, room)
        lines = (said.split("\n") if "\n" in said else said for _, said in marks)
        return Along(at, tuple(a for a, _ in marks), tuple(lines))
    each = room / max(len(values) - 1, 1)
    said = [canvas.wrapped(str(v), max(each - _APART, 4 * canvas.size)) for v in values]
    wide = [max(map(canvas.breadth, lines)) + _APART for lines in said]
    kept = scales.thinned(range(len(values)), wide, each)
    return Along({v: float(i) for i, v in enumerate(values)}, tuple(map(float, kept)), tuple(said[i] for i in kept))


def _numbers(at: Sequence[float], values: Sequence[Value], form: str, canvas: Canvas, room: float) -> Along:
    pixel = room / max(at[-1] - at[0], 1e-9)
    whole = all(float(v).is_integer() for v in at)
    write = Figures(form or ("plain" if whole else "number"), canvas.lang)

    def fit(ticks: Sequence[float]) -> bool:
        wide = [canvas.breadth(words) + _APART for words in write.ticks(ticks)]
        return len(scales.thinned(ticks, wide, pixel)) == len(ticks)

    chosen: Sequence[float] = at
    if not fit(at):
        for count in range(10, 1, -1):
            inside = [t for t in scales.over(at, zero=False, ticks=count).ticks if at[0] <= t <= at[-1]]
            chosen = [t for t in inside if t.is_integer()] if whole else inside
            if chosen and fit(chosen):
                break
    return Along({v: float(v) for v in values}, tuple(chosen), tuple(write.ticks(chosen)))
