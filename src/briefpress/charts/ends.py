"""The figures at the ends of what lies in the rows of a chart, in; the room that they want, and their layers, out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from briefpress.charts.canvas import Canvas
from briefpress.charts.settings import Reference
from briefpress.data.rows import Value

_AIR = 3
"""Between words and where a line goes on, in pixels."""

End = dict[str, Any]
"""Words at an end: the row's name `n`, its series `s`, the figure `v` that they stand beside, and at which side."""


def end(name: Value, kind: Value, value: float, said: str, *, left: bool) -> End:
    """Words beside a figure in a row."""
    return {"n": str(name), "s": str(kind), "v": value, "said": said, "left": left}


def room(ends: Sequence[End], beyond: float, canvas: Canvas, *, left: bool) -> int:
    """How many pixels the words at one side want, so many pixels beyond the ends."""
    return math.ceil(
        max((beyond + 1.05 * canvas.breadth(row["said"]) for row in ends if row["left"] is left), default=0)
    )


def layers(
    ends: Sequence[End], references: Sequence[Reference], beyond: float, placed: dict[str, Any], canvas: Canvas
) -> list[dict[str, Any]]:
    """Layers with the words, and before them with gaps in the lines across that would go through them."""
    mark = {
        "type": "text", "baseline": "middle", "align": {"expr": "datum.left ? 'right' : 'left'"},
        "dx": {"expr": f"datum.left ? {-beyond} : {beyond}"},
    }  # fmt: skip
    words = {"data": {"values": list(ends)}, "mark": mark, "encoding": {**placed, "text": {"field": "said"}}}
    gap = {
        "type": "rect", "color": canvas.tokens["page"],
        "xOffset": {"expr": "datum.start"}, "x2Offset": {"expr": "datum.stop"},
    }  # fmt: skip
    rows = []
    for row in ends if references else ():
        near, far = beyond - _AIR, math.ceil(beyond + canvas.breadth(row["said"]))
        rows.append({**row, "start": -far if row["left"] else near, "stop": -near if row["left"] else far})
    cleared = {"data": {"values": rows}, "mark": gap, "encoding": {**placed, "x2": {"field": "v"}}}
    return [cleared, words] if rows else [words]
