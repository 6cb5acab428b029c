"""Names and their colours in; a key to them in rows above a chart, in pixels, out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from briefpress.charts.canvas import Canvas
from briefpress.charts.labels import as_given

_GAP, _APART = 6, 16
"""Between a sign and its name, and between a name and the next sign, in pixels."""


Sign = Literal["square", "line"]
"""What bears the colour of an entry."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A name in a key, and the colour that it names; `lines` are drawn over its sign, from (x, y) to (x, y) in it."""

    words: str
    colour: str
    lines: tuple[tuple[float, float, float, float], ...] = ()
    sign: Sign = "square"


@dataclass(frozen=True, slots=True)
class Key:
    """The layers of a key, and how high it is, in pixels."""

    layers: tuple[dict[str, Any], ...]
    height: float


def pixels(field: str) -> dict[str, Any]:
    """The channel of a field that holds pixels."""
    return {"field": field, "type": "quantitative", "scale": None, "axis": None}


def side(canvas: Canvas) -> float:
    """How long the side of a sign is, in pixels."""
    return round(0.95 * canvas.size, 1)


def key(entries: Sequence[Entry], canvas: Canvas, left: float = 0, top: float = 0, *, column: bool = False) -> Key:
    """A key whose rows begin at `left` and `top`, as wide as the canvas; in a `column` to its edge each has its own."""
    wide = canvas.width - (left if column else 0)
    sign, row = side(canvas), round(1.55 * canvas.size, 1)
    boxes, words, strokes, thick = [], [], [], []
    x, y = 0.0, 0.0
    for entry in entries:
        lines = canvas.wrapped(entry.words, wide - sign - _GAP)
        breadth = sign + _GAP + max(map(canvas.breadth, lines))
        if x and (column or x + breadth > wide):
            x, y = 0.0, y + row
        here, down = round(left + x, 1), round(top + y, 1)
        if entry.sign == "line":
            middle = down + sign / 2
            # A rule reaches beyond its ends by its breadth, as Vega reckons.
            thick.append({"x": here + 2, "x2": here + sign, "y": middle, "y2": middle, "c": entry.colour})
        else:
            boxes.append({"x": here, "x2": here + sign, "y": down, "y2": down + sign, "c": entry.colour})
        words.append({"x": here + sign + _GAP, "y": down + sign / 2, "said": "\n".join(lines)})
        strokes += [
            {"x": here + a * sign, "y": down + b * sign, "x2": here + c * sign, "y2": down + d * sign}
            for a, b, c, d in entry.lines
        ]  # fmt: skip
        x, y = x + breadth + _APART, y + (len(lines) - 1) * canvas.line
    placed = {"x": pixels("x"), "y": pixels("y")}
    ends = {**placed, "x2": {"field": "x2"}, "y2": {"field": "y2"}}
    edge = {"stroke": canvas.tokens["ink-soft"], "strokeWidth": 0.6}
    layers: list[dict[str, Any]] = [
        {"data": {"values": boxes}, "mark": {"type": "rect", **edge}, "encoding": {**ends, "color": as_given("c")}},
        {"data": {"values": words},
         "mark": {"type": "text", "align": "left", "baseline": "middle", "lineBreak": "\n", "lineHeight": canvas.line},
         "encoding": {**placed, "text": {"field": "said"}}},
    ]  # fmt: skip
    if thick:
        coloured = {**ends, "color": as_given("c")}
        layers.insert(
            0, {"data": {"values": thick}, "mark": {"type": "rule", "strokeWidth": 2.4}, "encoding": coloured}
        )
    if strokes:
        mark = {"type": "rule", "strokeWidth": 1, "color": canvas.tokens["ink-soft"]}
        layers.insert(1, {"data": {"values": strokes}, "mark": mark, "encoding": ends})
    return Key(tuple(layers), y + row if entries else 0.0)
