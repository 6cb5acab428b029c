"""Names and where they belong at a side of a chart, in; layers that write them there, pushed apart, out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from briefpress.charts.apart import apart
from briefpress.charts.canvas import Canvas
from briefpress.charts.scales import Scale

_NEAR, _FAR = 5, 14
"""Where a leader begins and ends, in pixels from the edge of the plot; the words stand 3 pixels behind it."""


@dataclass(frozen=True, slots=True)
class Label:
    """Words that belong to a figure at the edge of a plot. `colour` is that of what they name."""

    words: str
    at: float
    colour: str


def beside(
    labels: Sequence[Label], scale: Scale, height: float, room: float, canvas: Canvas, side: Literal["left", "right"]
) -> list[dict[str, Any]]:
    """Layers with labels at a side of a plot, in lines that so many pixels have room for, none upon another.

    A leader ties each to what it names. The layers' field `v` is a figure on the scale.
    """
    if not labels:
        return []
    lines = [canvas.wrapped(label.words, room) for label in labels]
    rooms = [len(parts) * canvas.line + 2 for parts in lines]
    middles = apart([scale.down(x.at, height) for x in labels], rooms, -canvas.line / 2, height + canvas.line / 2)
    rows = [
        # Vega hangs words of several lines by the middle of the first.
        {"v": scale.at(middle - (len(parts) - 1) / 2 * canvas.line, height), "said": "\n".join(parts)}
        for middle, parts in zip(middles, lines, strict=True)
    ]
    leaders = [
        {"v": label.at, "to": scale.at(middle, height), "colour": label.colour}
        for middle, label in zip(middles, labels, strict=True)
    ]
    edge, way = ({"value": "width"}, 1) if side == "right" else ({"value": 0}, -1)
    y = {"field": "v", "type": "quantitative"}
    return [
        {
            "data": {"values": leaders},
            "mark": {"type": "rule", "xOffset": way * _NEAR, "x2Offset": way * _FAR, "strokeWidth": 1},
            "encoding": {"x": edge, "x2": edge, "y": y, "y2": {"field": "to"}, "color": as_given("colour")},
        },
        {
            "data": {"values": rows},
            "mark": {
                "type": "text", "align": "left" if side == "right" else "right", "baseline": "middle",
                "dx": way * (_FAR + 3), "lineBreak": "\n", "lineHeight": canvas.line,
            },
            "encoding": {"x": edge, "y": y, "text": {"field": "said"}, "color": {"value": canvas.tokens["ink"]}},
        },
    ]  # fmt: skip


def as_given(field: str) -> dict[str, Any]:
    """A colour that rows name themselves."""
    return {"field": field, "type": "nominal", "scale": None, "legend": None}


def room(labels: Sequence[str], share: float, canvas: Canvas) -> float:
    """How wide names at a side may be: as wide as the widest, but no more than a share of the chart."""
    return min(max((canvas.breadth(words) for words in labels), default=0.0), share * canvas.width)


MARGIN = _FAR + 3
"""From the edge of a plot to the words beside it, in pixels."""
