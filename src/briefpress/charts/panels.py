"""A form of chart in; the same in panels, one for each value of a column, all to one scale, out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import Any

from msgspec import structs

from briefpress.charts import house, keys, labels, legend, xy
from briefpress.charts.canvas import Canvas
from briefpress.charts.faults import UNFIT
from briefpress.charts.keys import Entry, Sign
from briefpress.charts.kind import Fault, Kind, Named
from briefpress.charts.settings import HEIGHT, Chart, Panels, as_field
from briefpress.charts.sizes import NARROW
from briefpress.data.rows import Data, Value

_MOST = 24
_GAP = 32
"""Between two panels, in pixels: the words below one end beyond it, and those of the next begin before it."""
_DOT = 5
"""How far a dot at the edge of a plot goes over it, in pixels."""
_TURNS = 5
_LEAST = 96
"""How wide the plot of a panel is at least, in pixels, unless there is one in a row."""
_FLAT = 0.6
"""How high the plot of a panel is, of its width, where the block doesn't say."""

_SIGNS: Mapping[str, Sign] = {"line": "line"}
"""What stands for a series in the key of a form, where it isn't a square of its colour."""
_LOW, _TICKED = 64, 96
"""How high it is at least where there are many rows of panels, and to have room for as many ticks as others, in pixels.
"""

Body = dict[str, Any]


def allowed(kind: Kind[Any]) -> Kind[Any]:
    """A form of chart that may be asked for in panels."""

    def columns(chart: Any) -> Iterator[Named]:
        yield from kind.columns(chart)
        if panels := _wanted(chart):
            yield Named("panels.field" if isinstance(chart.panels, Panels) else "panels", panels.field)

    def faults(chart: Any, data: Data) -> Iterator[Fault]:
        if (panels := _wanted(chart)) is None:
            yield from kind.faults(chart, data)
            return
        names = _names(chart, data)
        if not 2 <= len(names) <= _MOST:
            said = f"`{panels.field}` has {len(names)} value{'s' * (len(names) != 1)}; a chart has 2 to {_MOST} panels."
            yield Fault("panels", said, "Choose rows by `where`, or sum small ones up as one.", UNFIT)
            return
        told = set()
        # A series, a place or a panel is highlighted: it need not be in each of them.
        bare = structs.replace(chart, panels=None, highlight=None)
        for name in names:
            for fault in kind.faults(bare, _of(panels.field, name, data)):
                if fault not in told:
                    told.add(fault)
                    yield fault
        there = {row[named.column] for row in data.rows for named in columns(chart) if not named.numbers}
        if chart.highlight is not None and chart.highlight not in there:
            hint = f"Highlight one of the panels: {', '.join(f'`{name}`' for name in names)}."
            yield Fault("highlight", f"`{chart.highlight}` isn't in the data.", hint)

    def marks(chart: Any, data: Data, canvas: Canvas) -> Body:
        if _wanted(chart) is None:
            return kind.marks(chart, data, canvas)
        return _Work(kind, chart, data, canvas).body()

    return replace(kind, columns=columns, faults=faults, marks=marks)


def _wanted(chart: Any) -> Panels | None:
    return Panels(chart.panels) if isinstance(chart.panels, str) else chart.panels


def _names(chart: Any, data: Data) -> list[Value]:
    """The names of the panels, in their order."""
    panels = _wanted(chart) or Panels("")
    total: dict[Value, float] = {}
    for row in data.rows:
        figures = [row[f] for f in _figures(chart) if isinstance(row[f], int | float)]
        total[row[panels.field]] = total.get(row[panels.field], 0.0) + sum(map(float, figures))
    if panels.sort == "value":
        return sorted(total, key=lambda name: -total[name])
    return sorted(total, key=lambda name: str(name).casefold()) if panels.sort == "name" else list(total)


def _figures(chart: Chart) -> list[str]:
    """The columns that hold the figures of a chart."""
    return [as_field(column).field for key in ("y", "low", "high") if (column := getattr(chart, key, None))]


def _of(column: str, name: Value, data: Data) -> Data:
    """The rows of one panel."""
    kept = [i for i, row in enumerate(data.rows) if row[column] == name]
    return replace(
        data,
        rows=tuple(data.rows[i] for i in kept),
        texts=tuple(data.texts[i] for i in kept) if data.texts else (),
        lines=tuple(data.lines[i] for i in kept) if data.lines else (),
    )


@dataclass(frozen=True, slots=True)
class _Plan:
    """What each panel is drawn of and on, how many stand in a row, and how much room its plot and its words have."""

    chart: Any
    canvas: Canvas
    columns: int
    plot: int
    left: int
    right: int


@dataclass(frozen=True, slots=True)
class _Work:
    """What is drawn in panels."""

    kind: Kind[Any]
    chart: Any
    data: Data
    canvas: Canvas

    def body(self) -> Body:
        """The body of a specification: rows of panels below a key to their series."""
        names, plan = _names(self.chart, self.data), self._plan()
        children = [self._child(name, plan, edge=i % plan.columns == 0) for i, name in enumerate(names)]
        children[0]["layer"].append(_ends(plan.left, self.canvas.width - plan.left))
        rows: list[Body] = [
            {"hconcat": children[i : i + plan.columns], "spacing": plan.right + _GAP, "bounds": "flush"}
            for i in range(0, len(names), plan.columns)
        ]
        key = keys.key(self._entries(), self.canvas, left=1 - plan.left)
        if key.height:
            rows.insert(0, {"width": plan.plot, "height": key.height - 8, "layer": list(key.layers)})
        said = house.heading(self._title(), self.chart.unit, self.canvas)
        if said:
            said["title"]["offset"] = 16
        return {**said, "vconcat": rows, "spacing": 16, "bounds": "full"}

    def _title(self) -> str:
        own = getattr(self.chart, "title", None)
        return str(as_field(self.chart.y).title if own is None else own)

    def _plan(self) -> _Plan:
        """As many panels in a row as have room, each as wide as the others."""
        wanted, panels = _wanted(self.chart), len(_names(self.chart, self.data))
        most = 2 if self.canvas.width <= NARROW else (wanted and wanted.columns) or (4 if panels > 9 else 3)
        for columns in range(min(most, panels), 1, -1):
            # Rows of three and one are two rows of two.
            plan = self._wide(ceil(panels / ceil(panels / columns)))
            if plan.plot >= _LEAST:
                return plan
        return self._wide(1)

    def _wide(self, columns: int) -> _Plan:
        """So many panels in a row, with room for the words at their sides."""
        left = right = 0
        plan = None
        for _ in range(_TURNS):
            free = self.canvas.width - left - columns * right - (columns - 1) * _GAP
            plot = max(int(free / columns), 1)
            on = self._on(plot + left + right)
            alike, bodies = self._alike(plan.chart if plan else self.chart, on)
            on = replace(on, margins=_margins(bodies, self.canvas))
            plan = _Plan(alike, on, columns, plot, left, right)
            sides = [max(_words(body, self.canvas, side) for body in bodies) for side in ("left", "right")]
            if sides[0] <= left and sides[1] <= right:
                break
            # Names are broken where they take too much of a panel, which is as wide as they leave it.
            left, right = max(left, sides[0]), max(right, sides[1])
        if plan is None:
            raise AssertionError
        return plan

    def _on(self, width: float) -> Canvas:
        """What a panel is drawn on, which shares its scale with the others."""
        figures = [row[c] for row in self.data.rows for c in _figures(self.chart)]
        reach = [float(v) for v in figures if isinstance(v, int | float)]
        if getattr(self.chart, "stacked", False):
            reach = self._stacked()
        return replace(self.canvas, width=int(width), reach=(min(reach), max(reach)), named=False)

    def _stacked(self) -> list[float]:
        """How far the bars of all panels reach, up and down."""
        if self.chart.stacked == "share":
            return [0.0, 1.0]
        sums: dict[tuple[Value, Value, bool], float] = {}
        place, figure, panel = as_field(self.chart.x).field, as_field(self.chart.y).field, _wanted(self.chart)
        for row in self.data.rows:
            if isinstance(value := row[figure], int | float) and panel:
                at = row[panel.field], row[place], value < 0
                sums[at] = sums.get(at, 0.0) + value
        return list(sums.values())

    def _alike(self, chart: Any, on: Canvas) -> tuple[Any, list[Body]]:
        """The chart of each panel and all bodies, of which all stand or lie, and have figures or an axis."""
        bodies = [self._panel(chart, name, on) for name in _names(chart, self.data)]
        if chart.type != "bar":
            return chart, bodies
        rows = [body["layer"][-1]["encoding"] for body in bodies]
        lies = any(row["y"]["type"] == "nominal" for row in rows)
        axes = any(row["x" if row["y"]["type"] == "nominal" else "y"]["axis"] for row in rows)
        chart = structs.replace(chart, lying=lies, labels=False if axes else chart.labels)
        return chart, [self._panel(chart, name, on) for name in _names(chart, self.data)]

    def _child(self, name: Value, plan: _Plan, *, edge: bool) -> Body:
        height = self.chart.height
        if height == HEIGHT:
            height = round(min(180, max(110, (_FLAT if plan.columns > 1 else _FLAT / 2) * plan.plot)))
            rows = ceil(len(_names(self.chart, self.data)) / plan.columns)
            height = round(max(_LOW, min(height, self.canvas.tall / rows - 4 * self.canvas.line)))
        few = {"ticks": 3} if height < _TICKED and plan.chart.ticks is None else {}
        body = self._panel(structs.replace(plan.chart, height=height, **few), name, plan.canvas)
        layers = [_settled(layer, plan.plot, edge=edge) for layer in body["layer"]]
        lines = self.canvas.wrapped(str(name), plan.plot)
        plain = self.chart.highlight in _names(self.chart, self.data) and name != self.chart.highlight
        above = min((_above(layer) for layer in layers), default=0.0)
        title = {
            "data": {"values": [{"said": "\n".join(lines)}]},
            "mark": {
                "type": "text", "align": "left", "baseline": "bottom", "lineBreak": "\n",
                "lineHeight": self.canvas.line, "fontWeight": 400 if plain else 600,
                "dy": above - 8 - (len(lines) - 1) * self.canvas.line,
            },
            "encoding": {"x": {"value": 0}, "y": {"value": 0}, "text": {"field": "said"}},
        }  # fmt: skip
        kept = layers if edge else [layer for layer in layers if not _at(layer, "left")]
        return {"width": plan.plot, "height": body["height"], "layer": [*kept, title]}

    def _panel(self, chart: Any, name: Value, on: Canvas) -> Body:
        """The body of one panel, of which all have the same places and series, filled or empty."""
        others = {"highlight": None} if chart.highlight in _names(chart, self.data) else {}
        if others and name != chart.highlight:
            on = replace(on, tokens={**on.tokens, "accent": on.tokens["muted"]})
        sort = {"sort": "file"} if hasattr(chart, "sort") else {}
        body: Body = self.kind.marks(structs.replace(chart, panels=None, **sort, **others), self._filled(name), on)
        return body

    def _filled(self, name: Value) -> Data:
        """The rows of a panel in the order of all places and series, with an empty row for each that it lacks."""
        column = (_wanted(self.chart) or Panels("")).field
        mine = _of(column, name, self.data)
        place, series = as_field(self.chart.x).field, getattr(self.chart, "series", None)
        rows = {(row[place], row[series] if series else ""): i for i, row in enumerate(mine.rows)}
        out, texts = [], []
        for at in self._places():
            for kind in self._kinds():
                i = rows.get((at, kind))
                empty = {**dict.fromkeys(self.data.columns, ""), place: at, **({series: kind} if series else {})}
                out.append(empty if i is None else mine.rows[i])
                texts.append(
                    {k: str(v) for k, v in empty.items()} if i is None else mine.texts[i] if mine.texts else {}
                )
        return replace(mine, rows=tuple(out), texts=tuple(texts) if mine.texts else (), lines=())

    def _places(self) -> list[Value]:
        if not hasattr(self.chart, "y"):
            return list(dict.fromkeys(row[as_field(self.chart.x).field] for row in self.data.rows))
        return xy.sorted_places(xy.points(self.chart, self.data, self.canvas), getattr(self.chart, "sort", "file"))

    def _kinds(self) -> list[Value]:
        series = getattr(self.chart, "series", None)
        return list(dict.fromkeys(row[series] for row in self.data.rows)) if series else [""]

    def _entries(self) -> list[Entry]:
        kinds = self._kinds()
        if len(kinds) < 2:
            return []
        panel = self.chart.highlight in _names(self.chart, self.data)
        colours: Mapping[Value, str] = legend.colours(kinds, None if panel else self.chart.highlight, self.canvas)
        return [Entry(str(kind), colours[kind], sign=_SIGNS.get(self.chart.type, "square")) for kind in kinds]


def _words(body: Body, canvas: Canvas, side: str) -> int:
    """How much room the words at a side of a plot want, in pixels."""
    said: list[float] = [_DOT]
    for layer in body["layer"]:
        if _at(layer, side):
            beyond = labels.MARGIN if side == "right" else 8
            rows = layer["data"]["values"]
            said += [beyond + max(map(canvas.breadth, row["said"].split("\n"))) for row in rows]
        for channel, half in (("y", 1.0), ("x", 0.5)):
            axis = layer["encoding"].get(channel, {}).get("axis")
            if axis and "values" in axis and (side == "left" or channel == "x"):
                # The words of an axis stand at the head of what writes them.
                ticks, _ = json.JSONDecoder().raw_decode(axis["labelExpr"])
                lines = [line for words in ticks for line in (words if isinstance(words, list) else [words])]
                said += [half * canvas.breadth(line) + (8 if channel == "y" else 0) for line in lines]
    return ceil(max(said))


def _margins(bodies: Sequence[Body], canvas: Canvas) -> tuple[int, int]:
    """The room that figures at the ends of what lies want in any of the panels, so that all have one scale."""
    wide = {True: 0, False: 0}
    for body in bodies:
        for layer in body["layer"]:
            outside = layer["mark"].get("align") == "left" and not _at(layer, "right")
            for row in layer["data"]["values"]:
                if "said" in row and ("left" in row or outside):
                    left = bool(row.get("left"))
                    wide[left] = max(wide[left], ceil(_DOT + 6 + 1.05 * canvas.breadth(row["said"])))
    return wide[True], wide[False]


def _above(layer: Body) -> float:
    """How far above its plot a layer has words, in pixels below 0."""
    if layer["mark"]["type"] != "text":
        return 0.0
    up = layer["encoding"].get("y", {}).get("value", 0)
    return float(up) - 14 if isinstance(up, int | float) and up < 0 else 0.0


def _at(layer: Body, side: str) -> bool:
    """Whether a layer is of words beside the plot."""
    edge = {"value": 0 if side == "left" else "width"}
    return bool(layer["mark"]["type"] == "text" and layer["encoding"].get("x") == edge)


def _settled(layer: Body, plot: int, *, edge: bool) -> Body:
    """A layer of a panel whose plot is so wide. Figures and names stand at the edge of a row of panels alone."""
    encoding = {}
    for channel, given in layer["encoding"].items():
        made = dict(given)
        if scale := made.get("scale"):
            made["scale"] = {key: _reckoned(value, plot) for key, value in scale.items()}
        if channel == "y" and made.get("axis"):
            made["axis"] = {**made["axis"], "title": None, **({} if edge else {"labels": False})}
        encoding[channel] = made
    return {**layer, "encoding": encoding}


def _reckoned(value: Any, plot: int) -> Any:
    """What a scale reckons of the width: Vega-Lite knows that of a single chart, not that of one among others."""
    if isinstance(value, dict) and "expr" in value:
        return {"expr": re.sub(r"\bwidth\b", str(plot), value["expr"])}
    return value


def _ends(left: float, right: float) -> Body:
    """A layer that nobody sees, from edge to edge: it makes the drawing as wide as others."""
    return {
        "data": {"values": [{"x": -left, "x2": right, "y": 0}]},
        "mark": {"type": "rule", "opacity": 0},
        "encoding": {"x": keys.pixels("x"), "x2": {"field": "x2"}, "y": keys.pixels("y")},
    }  # fmt: skip
