"""What a chart is drawn on, in; what all charts of a style have in common — letters, axes, headings, lines — out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Literal

from briefpress.charts.canvas import Canvas
from briefpress.charts.figures import Figures
from briefpress.charts.scales import Scale
from briefpress.charts.settings import Reference

Axis = Literal["x", "y"]


def config(canvas: Canvas) -> dict[str, Any]:
    """What is the same in every chart of a style and a language."""
    tokens, points = canvas.tokens, canvas.size
    letters = canvas.family
    ink, soft, rule = tokens["ink"], tokens["ink-soft"], tokens["rule"]
    axis = {
        "labelFont": letters, "titleFont": letters, "titleFontWeight": 400,
        "labelFontSize": points, "titleFontSize": points, "labelLineHeight": canvas.line,
        "labelColor": ink, "titleColor": soft, "domainColor": rule, "tickColor": rule, "gridColor": rule,
        "labelLimit": canvas.width, "gridWidth": 0.6, "labelOverlap": False, "labelFlush": False,
    }  # fmt: skip
    return {
        "font": letters,
        "view": {"stroke": None},
        "axis": axis,
        "title": {
            "font": letters, "fontSize": points, "fontWeight": 400, "color": soft, "anchor": "start",
            "frame": "bounds", "lineHeight": canvas.line, "offset": 10, "limit": canvas.width,
        },
        "legend": {
            "labelFont": letters, "labelFontSize": points, "labelColor": ink, "labelLimit": canvas.width,
            "orient": "top", "title": None, "symbolType": "square", "offset": 10,
        },
        "text": {"font": letters, "fontSize": points, "color": ink},
    }  # fmt: skip


def heading(title: str, unit: str, canvas: Canvas) -> dict[str, Any]:
    """What is measured, and in what, above a chart: words that lie are read sooner than words that stand."""
    words = ", ".join(part for part in (title, unit) if part)
    return {"title": {"text": canvas.wrapped(words, 0.97 * canvas.width)}} if words else {}


def title(words: str, room: float, canvas: Canvas) -> list[str] | None:
    """The title of an axis in lines that its length has room for: Vega would cut it off at the edge of the drawing."""
    return canvas.wrapped(words, max(8 * canvas.size, 0.9 * room)) if words else None


def written(at: Sequence[float], said: Sequence[Any]) -> dict[str, Any]:
    """The part of an axis that writes its own words, in one line or a list of lines, at its own ticks."""
    return {
        "values": list(at),
        # Vega leaves out some of its values where they are more than it would have chosen.
        "tickCount": len(at),
        "labelExpr": f"{json.dumps(list(said))}[indexof({json.dumps(list(at))}, datum.value)]",
    }


def quantity(scale: Scale, figures: Figures, *, shown: bool = True) -> dict[str, Any]:
    """The channel of a chart's figures, in the field `v`, with its axis where it is shown."""
    axis: dict[str, Any] | None = None
    if shown:
        axis = {
            "domain": False, "ticks": False, "labelPadding": 8, "title": None,
            **written(scale.ticks, figures.ticks(scale.ticks)),
        }  # fmt: skip
    return {
        "field": "v", "type": "quantitative", "axis": axis,
        "scale": {"domain": [scale.low, scale.high], "nice": False, "zero": False},
    }  # fmt: skip


def named(reference: Reference, figures: Figures) -> str:
    """What stands at a line across: its label, or the figure itself."""
    return reference.label or figures.cell(reference.value)


def across(
    references: Sequence[Reference], figures: dict[str, Any], canvas: Canvas, axis: Axis = "y"
) -> list[dict[str, Any]]:
    """A layer of lines across a plot at figures along its x or its y, without their labels."""
    if not references:
        return []
    mark = {"type": "rule", "strokeDash": [5, 3], "strokeWidth": 1.2, "color": canvas.tokens["ink-soft"]}
    return [{"data": {"values": [{"v": r.value} for r in references]}, "mark": mark, "encoding": {axis: figures}}]


def baseline(scale: Scale, figures: dict[str, Any], canvas: Canvas, axis: Axis = "y") -> list[dict[str, Any]]:
    """A layer with a line at nought, which a scale that doesn't reach it hasn't."""
    if not scale.low <= 0 <= scale.high:
        return []
    mark = {"type": "rule", "strokeWidth": 1, "color": canvas.tokens["ink-soft"]}
    return [{"data": {"values": [{"v": 0}]}, "mark": mark, "encoding": {axis: figures}}]


def above(
    references: Sequence[Reference], scale: Scale, say: Figures, plot: float, figures: dict[str, Any], canvas: Canvas,
    *, over: bool = False,
) -> list[dict[str, Any]]:  # fmt: skip
    """Layers with the labels of lines that stand, above a plot about so wide, in as many rows as they want.

    `over` is whether a row of other words stands there, which they stand above.
    """
    rows: list[float] = []  # where each row ends
    placed = []
    for reference in sorted(references, key=lambda r: r.value):
        words = named(reference, say)
        middle, half = (reference.value - scale.low) / scale.span * plot, canvas.breadth(words) / 2 + 6
        row = next((i for i, end in enumerate(rows) if end <= middle - half), len(rows))
        rows[row : row + 1] = [middle + half]
        placed.append((row, {"v": reference.value, "said": words}))
    return [
        {
            "data": {"values": [datum for at, datum in placed if at == row]},
            "mark": {"type": "text", "baseline": "bottom"},
            "encoding": {
                "x": figures, "y": {"value": -4 - (row + over) * canvas.line}, "text": {"field": "said"},
                "color": {"value": canvas.tokens["ink"]},
            },
        }
        for row in range(len(rows))
    ]  # fmt: skip
