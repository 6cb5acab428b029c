"""The figures at the ends of what lies in the rows of a chart, in; the room that they want, and their layers, out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from briefpress.charts.canvas import Canvas
from briefpress.charts.settings import Reference
from briefpress.data.rows import Value

_AIR = 4
"""Between words and a line that stands beside them, in pixels."""

End = dict[str, Any]
"""Words at an end: the row's name `n`, its series `s`, the figure `v` that they stand beside, and at which side."""


def end(name: Value, kind: Value, value: float, said: str, *, left: bool) -> End:
    """Words beside a figure in a row."""
    return {"n": str(name), "s": str(kind), "v": value, "said": said, "left": left}


def room(ends: Sequence[End], beyond: float, canvas: Canvas, *, left: bool) -> int:
    """How many pixels the words at one side want, so many pixels beyond the ends."""
    wide = (beyond + 1.05 * canvas.breadth(row["said"]) for row in ends if row["left"] is left)
    return max(math.ceil(max(wide, default=0)), canvas.margins[0 if left else 1])


def layer(ends: Sequence[End], beyond: float, placed: dict[str, Any]) -> dict[str, Any]:
    """The layer of the words."""
    mark = {
        "type": "text", "baseline": "middle", "align": {"expr": "datum.left ? 'right' : 'left'"},
        "dx": {"expr": f"datum.left ? {-beyond} : {beyond}"},
    }  # fmt: skip
    return {"data": {"values": list(ends)}, "mark": mark, "encoding": {**placed, "text": {"field": "said"}}}


@dataclass(frozen=True, slots=True)
class Rows:
    """Where the rows of a chart lie: their names and series from above, the height of one, the share that parts two."""

    names: Sequence[Value]
    kinds: Sequence[Value]
    height: float
    inner: float

    def middle(self, row: End) -> float:
        """How far from the top the words of an end stand, in pixels."""
        at = [str(name) for name in self.names].index(row["n"])
        within = ([str(kind) for kind in self.kinds].index(row["s"]) + 0.5) / len(self.kinds)
        return self.height * (at + self.inner / 2 + (1 - self.inner) * within)


def across(
    references: Sequence[Reference], ends: Sequence[End], rows: Rows, pixel: float, beyond: float,
    figures: dict[str, Any], canvas: Canvas,
) -> list[dict[str, Any]]:  # fmt: skip
    """Layers with lines that stand at figures, and leave out the words that they would go through.

    `pixel` is how many pixels a figure of 1 is wide, about.
    """
    mark = {"type": "rule", "strokeDash": [5, 3], "strokeWidth": 1.2, "color": canvas.tokens["ink-soft"]}
    found = []
    for reference in references:
        top, half = 0.0, 0.6 * canvas.line
        for middle in [*sorted(rows.middle(e) for e in ends if _meets(e, reference, pixel, beyond, canvas)), None]:
            bottom = rows.height * len(rows.names) if middle is None else middle - half
            if bottom > top:
                found.append({
                    "data": {"values": [{"v": reference.value}]}, "mark": mark,
                    "encoding": {"x": figures, "y": {"value": top}, "y2": {"value": bottom}},
                })  # fmt: skip
            top = top if middle is None else middle + half
    return found


def _meets(row: End, reference: Reference, pixel: float, beyond: float, canvas: Canvas) -> bool:
    """Whether a line goes through words, or near them: where they stand is known to a few pixels."""
    away: float = (reference.value - row["v"]) * pixel * (-1 if row["left"] else 1)
    return -_AIR <= away - beyond <= canvas.breadth(row["said"]) + 2 * _AIR
