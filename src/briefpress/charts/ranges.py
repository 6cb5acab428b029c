"""The settings of a chart of ranges, from low to high, and its data in; the marks of its specification out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from briefpress.charts import ends, faults, figures, house, lying, names
from briefpress.charts.canvas import Canvas
from briefpress.charts.figures import NONE
from briefpress.charts.kind import Fault, Kind, Named
from briefpress.charts.settings import Field, Measured, Panels, References, Sort, Ticks, as_field, listed
from briefpress.data.rows import Data, Value

_ROWS = 40
_BEYOND, _DOTTED = 8, 12
"""From the end of a range to the figure beside it, in pixels."""


class Ranges(Measured, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A ```{.chart} block of `type: range`: a bar, or two dots on a line, from `low` to `high` for each name of x."""

    type: Literal["range"] = "range"
    x: str | Field
    low: str | Field
    high: str | Field
    shape: Literal["bar", "dumbbell"] = "bar"
    title: str = ""
    sort: Sort = "file"
    labels: bool = True
    zero: bool = False
    reference: References = ()
    ticks: Ticks = None
    panels: str | Panels | None = None


@dataclass(frozen=True, slots=True)
class _Range:
    name: Value
    low: float
    high: float
    said: tuple[str, str]


def marks(chart: Ranges, data: Data, canvas: Canvas) -> dict[str, Any]:
    """The body of a specification: its size and its layers."""
    x, say, references = as_field(chart.x), figures.of(as_field(chart.low), data, canvas.lang), listed(chart.reference)
    found = _ordered(list(_ranges(chart, data, canvas)), chart.sort)
    order = _names(chart, data, found)
    row = names.row(order, canvas, 2.3 * canvas.size)
    height, lie = row * len(order), ends.Rows(order, [""], row, 0)
    said = [
        ends.end(r.name, "", value, words, left=left)
        for r in found if chart.labels
        for value, words, left in ((r.low, r.said[0], True), (r.high, r.said[1], False))
    ]  # fmt: skip
    if chart.labels:
        edge = 0.0 if chart.zero else min((r.low for r in found), default=0.0)
        said += [ends.end(name, "", edge, NONE, left=False) for name in order if name not in {r.name for r in found}]
    beyond = _BEYOND if chart.shape == "bar" else _DOTTED
    before, behind = (ends.room(said, beyond, canvas, left=left) for left in (True, False))
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
            names.written(order, rows, canvas),
            *house.baseline(scale, across, canvas, "x"),
            *ends.across(references, said, lie, plot / scale.span, beyond, across, canvas),
            *house.above(references, scale, say, plot, across, canvas, over=bool(named)),
            *_drawn(chart, drawn, placed, colour, canvas),
            ends.layer(said, beyond, placed),
            {"data": {"values": named}, "mark": {"type": "text", "baseline": "bottom", "dy": -0.5 * row},
             "encoding": {**placed, "text": {"field": "said"}, "color": {"value": tokens["ink-soft"]}}},
        ],
    }  # fmt: skip


def _drawn(
    chart: Ranges, drawn: list[dict[str, Any]], placed: dict[str, Any], colour: dict[str, Any], canvas: Canvas
) -> Iterator[dict[str, Any]]:
    """Bars; or lines with a hollow dot where they begin and a full one where they end."""
    span = {**placed, "x2": {"field": "to"}, "color": colour}
    if chart.shape == "bar":
        yield {"data": {"values": drawn}, "mark": {"type": "bar"}, "encoding": span}
        if points := [row for row in drawn if row["v"] == row["to"]]:
            upright = {"type": "bar", "strokeWidth": 2}
            yield {"data": {"values": points}, "mark": upright, "encoding": {**span, "stroke": colour}}
        return
    yield {"data": {"values": drawn}, "mark": {"type": "rule", "strokeWidth": 2}, "encoding": span}
    dot = {"type": "point", "filled": True, "size": 95, "opacity": 1, "strokeWidth": 2}
    hollow = {**dot, "fill": canvas.tokens["page"]}
    low = {**placed, "stroke": colour}
    yield {"data": {"values": drawn}, "mark": hollow, "encoding": low}
    high = [{**row, "v": row["to"]} for row in drawn]
    yield {"data": {"values": high}, "mark": dot, "encoding": {**placed, "color": colour}}


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
    at = zip((first.low, first.high), words, strict=True)
    return [{"n": str(first.name), "v": value, "said": said} for value, said in at]


def _ranges(chart: Ranges, data: Data, canvas: Canvas) -> Iterator[_Range]:
    both = as_field(chart.low), as_field(chart.high)
    say = [figures.of(end, data, canvas.lang) for end in both]
    for row in data.rows:
        low, high = (row[end.field] for end in both)
        if not isinstance(low, str) and not isinstance(high, str):
            said = [s.cell(v) for s, v in zip(say, (low, high), strict=True)]
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
        first, last = row[low], row[high]
        if isinstance(first, str) != isinstance(last, str):
            said = f"{row[x]} has one end of its range, in `{low if isinstance(last, str) else high}`, not the other."
            yield Fault("low", said, "Fill in both, or leave both empty.", faults.UNFIT, line)
        elif not isinstance(first, str) and not isinstance(last, str) and last < first:
            said = f"{row[x]} goes from {first} in `{low}` down to {last} in `{high}`."
            yield Fault("low", said, "Put the lower figure into the column that `low` names.", faults.UNFIT, line)
    yield from faults.size(data, low)


KIND = Kind("a range chart", Ranges, _columns, _faults, marks)
