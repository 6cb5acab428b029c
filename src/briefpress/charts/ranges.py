"""The settings of a chart of ranges, from low to high, and its data in; the marks of its specification out."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from briefpress.charts import faults, figures, house, lying, names
from briefpress.charts.canvas import Canvas
from briefpress.charts.kind import Fault, Kind, Named
from briefpress.charts.settings import Field, Measured, References, Sort, Ticks, as_field, listed
from briefpress.data.rows import Data, Value

_ROWS = 40
_BEYOND = 8
"""From the end of a range to the figure beside it, in pixels."""


class Ranges(Measured, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A ```{.chart} block of `type: range`: a bar, or two dots on a line, from `low` to `high` for each name of x."""

    type: Literal["range"] = "range"
    x: str | Field
    low: str | Field
    high: str | Field
    ends: Literal["bar", "dots"] = "bar"
    title: str = ""
    sort: Sort = "file"
    labels: bool = True
    zero: bool = False
    reference: References = ()
    ticks: Ticks = None


@dataclass(frozen=True, slots=True)
class _Range:
    name: Value
    low: float
    high: float
    said: tuple[str, str]


def marks(chart: Ranges, data: Data, canvas: Canvas) -> dict[str, Any]:
    """The body of a specification: its size and its layers."""
    x, say, references = as_field(chart.x), figures.of(as_field(chart.low), canvas.lang), listed(chart.reference)
    found = _ordered(list(_ranges(chart, data, canvas)), chart.sort)
    order = _names(chart, data, found)
    row = names.row(order, canvas, 2.3 * canvas.size)
    height = row * len(order)
    before, behind = (
        math.ceil(max(_BEYOND + 1.05 * canvas.breadth(r.said[end]) for r in found)) if chart.labels else 0
        for end in (0, 1)
    )
    values = [*(v for r in found for v in (r.low, r.high)), *(r.value for r in references), *canvas.reach]
    scale, across = lying.figures(
        values, say, axis=not chart.labels, before=before, behind=behind, ticks=chart.ticks, zero=chart.zero
    )
    rows = names.beside(order, x.title, height, 0.42, canvas)
    plot = canvas.width - names.room(order, canvas) - before - behind
    named = _named(chart, found[0], scale.span, plot, canvas)
    placed = {"x": across, "y": rows}
    tokens = canvas.tokens
    drawn = [
        {"n": str(r.name), "v": r.low, "to": r.high,
         "c": tokens["accent" if chart.highlight in (None, r.name) else "muted"]}
        for r in found
    ]  # fmt: skip
    colour = {"field": "c", "type": "nominal", "scale": None, "legend": None}
    return {
        "height": height,
        **house.heading(chart.title or ("" if named else _both(chart)), chart.unit, canvas),
        "layer": [
            *house.baseline(scale, across, canvas, "x"),
            *house.across(references, across, canvas, "x"),
            *([] if named else house.above(references, scale, say, plot, across, canvas)),
            *_drawn(chart, drawn, placed, colour, canvas),
            *(_beside(found, end, placed) for end in (0, 1) if chart.labels),
            {"data": {"values": named}, "mark": {"type": "text", "baseline": "bottom", "dy": -0.42 * row},
             "encoding": {**placed, "text": {"field": "said"}, "color": {"value": tokens["ink-soft"]}}},
        ],
    }  # fmt: skip


def _drawn(
    chart: Ranges, drawn: list[dict[str, Any]], placed: dict[str, Any], colour: dict[str, Any], canvas: Canvas
) -> Iterator[dict[str, Any]]:
    """Bars; or lines with a hollow dot where they begin and a full one where they end."""
    span = {**placed, "x2": {"field": "to"}, "color": colour}
    if chart.ends == "bar":
        yield {"data": {"values": drawn}, "mark": {"type": "bar"}, "encoding": span}
        return
    yield {"data": {"values": drawn}, "mark": {"type": "rule", "strokeWidth": 2}, "encoding": span}
    dot = {"type": "point", "filled": True, "size": 95, "opacity": 1, "strokeWidth": 2}
    hollow = {**dot, "fill": canvas.tokens["page"]}
    low = {**placed, "stroke": colour}
    yield {"data": {"values": drawn}, "mark": hollow, "encoding": low}
    ends = [{**row, "v": row["to"]} for row in drawn]
    yield {"data": {"values": ends}, "mark": dot, "encoding": {**placed, "color": colour}}


def _beside(found: Sequence[_Range], end: int, placed: dict[str, Any]) -> dict[str, Any]:
    rows = [{"n": str(r.name), "v": (r.low, r.high)[end], "said": r.said[end]} for r in found]
    way = (-1, 1)[end]
    mark = {"type": "text", "baseline": "middle", "align": ("right", "left")[end], "dx": way * _BEYOND}
    return {"data": {"values": rows}, "mark": mark, "encoding": {**placed, "text": {"field": "said"}}}


def _both(chart: Ranges) -> str:
    """What the two ends are, for the words above the chart."""
    low, high = as_field(chart.low).title, as_field(chart.high).title
    return " – ".join(part for part in (low, high) if part)


def _named(chart: Ranges, first: _Range, span: float, plot: float, canvas: Canvas) -> list[dict[str, Any]]:
    """What the two ends are, above those of the first range, where there is room for both."""
    words = as_field(chart.low).title, as_field(chart.high).title
    if not all(words) or not chart.labels:
        return []
    if (first.high - first.low) / span * plot < sum(map(canvas.breadth, words)) / 2 + 10:
        return []
    ends = zip((first.low, first.high), words, strict=True)
    return [{"n": str(first.name), "v": value, "said": said} for value, said in ends]


def _ranges(chart: Ranges, data: Data, canvas: Canvas) -> Iterator[_Range]:
    ends = as_field(chart.low), as_field(chart.high)
    say = [figures.of(end, canvas.lang) for end in ends]
    for row, texts in zip(data.rows, figures.texts(data), strict=True):
        low, high = (row[end.field] for end in ends)
        if not isinstance(low, str) and not isinstance(high, str):
            said = [s.cell(v, texts.get(e.field, "")) for s, v, e in zip(say, (low, high), ends, strict=True)]
            yield _Range(row[as_field(chart.x).field], low, high, (said[0], said[1]))


def _ordered(found: list[_Range], sort: Sort) -> list[_Range]:
    if sort == "value":
        return sorted(found, key=lambda r: -(r.low + r.high))
    return sorted(found, key=lambda r: str(r.name).casefold()) if sort == "name" else found


def _names(chart: Ranges, data: Data, found: Sequence[_Range]) -> list[Value]:
    """The names of rows: those without a range too, where the file's order says their place, else last."""
    everyone = [row[as_field(chart.x).field] for row in data.rows]
    return everyone if chart.sort == "file" else list(dict.fromkeys([*(r.name for r in found), *everyone]))


def _columns(chart: Ranges) -> Iterator[Named]:
    for key in ("x", "low", "high"):
        column = getattr(chart, key)
        path = f"{key}.field" if isinstance(column, Field) else key
        yield Named(path, as_field(column).field, numbers=key != "x")


def _faults(chart: Ranges, data: Data) -> Iterator[Fault]:
    x, low, high = (as_field(c).field for c in (chart.x, chart.low, chart.high))
    yield from faults.formats(low=chart.low, high=chart.high)
    yield from faults.twice(data, "x", [x], "Keep one of the rows.")
    yield from faults.highlight(chart, data, x, "Highlight a value of x.")
    yield from faults.too_long(data, x, _ROWS)
    for i, row in enumerate(data.rows):
        line = data.lines[i] if data.lines else None
        ends = row[low], row[high]
        if isinstance(ends[0], str) != isinstance(ends[1], str):
            said = (
                f"{row[x]} has one end of its range, in `{low if isinstance(ends[1], str) else high}`, not the other."
            )
            yield Fault("low", said, "Fill in both, or leave both empty.", faults.UNFIT, line)
        elif not isinstance(ends[0], str) and not isinstance(ends[1], str) and ends[1] < ends[0]:
            said = f"{row[x]} goes from {ends[0]} in `{low}` down to {ends[1]} in `{high}`."
            yield Fault("low", said, "Put the lower figure into the column that `low` names.", faults.UNFIT, line)
    yield from faults.size(data, low)


KIND = Kind("a range chart", Ranges, _columns, _faults, marks)
