"""The names of bars, dots and ranges, in; the channel that writes them under or beside these out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from briefpress.charts import house, scales
from briefpress.charts.canvas import Canvas
from briefpress.charts.days import are_days, worded
from briefpress.data.rows import Value

LABELS = 0.42
"""The part of a chart's width that the names of its rows may take."""
_GAP = 8
"""Between a name and its row, in pixels."""


def room(names: Sequence[Value], canvas: Canvas) -> float:
    """How much of a chart's width the names of its rows take, with what parts them from these."""
    widest = max(map(canvas.breadth, worded(names, canvas.lang)))
    return min(widest, LABELS * canvas.width) + _GAP


def row(names: Sequence[Value], canvas: Canvas, least: float) -> float:
    """How high a row is: so many pixels, or less where a page is to hold many, and room for the lines of its name."""
    lines = max(len(canvas.wrapped(said, LABELS * canvas.width)) for said in worded(names, canvas.lang))
    loose, close = (lines * canvas.line + air * canvas.size for air in (0.7, 0.2))
    return max(close, min(max(least, loose), canvas.tall / len(names)))


def beside(names: Sequence[Value], title: str, height: float, inner: float, canvas: Canvas) -> dict[str, Any]:
    """The channel of rows, in the field `n`, whose names `written` writes. `inner` is the part that parts two rows."""
    said = [str(name) for name in names]
    return {
        "field": "n", "type": "nominal", "title": house.title(title, height, canvas),
        "axis": {"labels": False, "ticks": False, "domain": False, "titlePadding": round(room(names, canvas))},
        "scale": {"domain": said, "paddingInner": inner, "paddingOuter": inner / 2},
    }  # fmt: skip


def written(names: Sequence[Value], rows: dict[str, Any], canvas: Canvas) -> dict[str, Any]:
    """A layer with each name beside its row. Vega's axis would hang a name of several lines by its first."""
    written = zip(names, worded(names, canvas.lang), strict=True)
    lines = {str(name): canvas.wrapped(said, LABELS * canvas.width) for name, said in written}
    values = [
        {"n": name, "said": "\n".join(parts), "up": -0.5 * canvas.line * (len(parts) - 1)}
        for name, parts in lines.items()
    ]
    mark = {
        "type": "text", "align": "right", "baseline": "middle", "dx": -_GAP, "dy": {"expr": "datum.up"},
        "lineBreak": "\n", "lineHeight": canvas.line,
    }  # fmt: skip
    return {"data": {"values": values}, "mark": mark,
            "encoding": {"x": {"value": 0}, "y": rows, "text": {"field": "said"}}}  # fmt: skip


def below(names: Sequence[Value], title: str, plot: float, inner: float, canvas: Canvas) -> dict[str, Any]:
    """The channel of columns, in the field `n`: each name under its column, each n-th where there is no more room."""
    step = plot / len(names)
    said = worded(names, canvas.lang)
    broken = [canvas.wrapped(words, max(step - _GAP, canvas.size)) for words in said]
    if in_order(names):
        wide = [canvas.breadth(words) + _GAP for words in said]
        kept = scales.thinned(range(len(names)), wide, step)
        broken = [[words] if i in kept else [""] for i, words in enumerate(said)]
    lines = {str(name): words for name, words in zip(names, broken, strict=True)}
    return {
        "field": "n", "type": "nominal", "title": house.title(title, plot, canvas),
        "axis": {
            "labelAngle": 0, "ticks": False, "labelPadding": _GAP, "domain": False,
            "labelExpr": f"{json.dumps(lines)}[datum.label]",
        },
        "scale": {"domain": list(lines), "paddingInner": inner, "paddingOuter": inner / 2},
    }  # fmt: skip


def in_order(names: Sequence[Value]) -> bool:
    """Whether names are years, numbers or days in their order, of which not each has to be written."""
    if all(isinstance(n, int | float) for n in names):
        return list(names) == sorted(names, key=float)
    return are_days(names) and list(names) == sorted(names, key=str)
