"""The settings of a map, its data and its areas in; the marks of its specification out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from briefpress import lettering
from briefpress.charts import classes, figures, house, inside, keys, projecting
from briefpress.charts.canvas import Canvas
from briefpress.charts.classes import Classes
from briefpress.charts.figures import Figures
from briefpress.charts.keys import Entry, pixels
from briefpress.charts.kind import Kind
from briefpress.charts.labels import as_given
from briefpress.charts.mapblock import Map, areas_of, columns, faults_of, opened, property_of, rows_of
from briefpress.charts.projecting import Drawn
from briefpress.charts.settings import HEIGHT, as_field
from briefpress.charts.tones import tones
from briefpress.data.rows import Data
from briefpress.wording import language

_HIGH = 400
"""How high a map is at most where its block doesn't say, in pixels."""
_BESIDE = 170
"""As much room beside a map as its key wants there, in pixels."""
_GAP = 24
_HATCH = 5
"""From line to line of what hatches an area, in pixels."""
_NAMED = 24
"""How many areas are named at most where the block doesn't say."""
_SIGN = ((0.0, 0.5, 0.5, 0.0), (0.0, 1.0, 1.0, 0.0), (0.5, 1.0, 1.0, 0.5))
"""The lines over the sign of areas without figures, as parts of its side."""


@dataclass(frozen=True, slots=True)
class _Place:
    """An area as it is drawn: what it is called, its figure in words, its colour, or none where there is no figure."""

    name: str
    said: str
    colour: str
    rings: tuple[tuple[tuple[float, float], ...], ...]


def marks(chart: Map, data: Data, canvas: Canvas) -> dict[str, Any]:
    """The body of a specification: its size and its layers, in pixels."""
    column = as_field(chart.value)
    say = figures.of(column, data, canvas.lang)
    known = [float(v) for row in data.rows if isinstance(v := row[column.field], int | float)]
    classed = classes.classes(known, chart.classes, chart.count)
    colours = tones(canvas.tokens["accent"], len(classed.bounds) + 1)
    most = _HIGH if chart.height == HEIGHT else chart.height
    drawn = projecting.drawn([area.rings for area in areas_of(data)], canvas.width - 2, most)
    places = _places(chart, data, drawn, say, classed, colours)
    entries = _entries(classed, colours, say, places, canvas)
    beside = canvas.width - drawn.width - _GAP >= _BESIDE
    if beside:
        key = keys.key(entries, canvas, drawn.width + _GAP, 2, column=True)
        top = 1.0
    else:
        key = keys.key(entries, canvas)
        top = round(key.height + 10, 1)
    height = max(top + drawn.height, key.height if beside else 0) + 1
    return {
        "height": round(height, 1),
        **house.heading(column.title, chart.unit, canvas),
        "layer": [*_areas(places, top, canvas), *key.layers, *_named(chart, places, top, canvas)],
    }  # fmt: skip


def _places(
    chart: Map, data: Data, drawn: Drawn, say: Figures, classed: Classes, colours: Sequence[str]
) -> list[_Place]:
    rows, key, column = rows_of(chart, data), property_of(chart, data), as_field(chart.value).field
    found = []
    for area, rings in zip(areas_of(data), drawn.areas, strict=True):
        name = area.properties.get(key, "")
        value = data.rows[rows[name]][column] if name in rows else ""
        shown = area.properties.get(chart.names or key, name)
        said = "" if isinstance(value, str) else say.cell(value)
        colour = "" if isinstance(value, str) else colours[classed.of(value)]
        found.append(_Place(shown, said, colour, rings))
    return found


def _entries(
    classed: Classes, colours: Sequence[str], say: Figures, places: Sequence[_Place], canvas: Canvas
) -> list[Entry]:
    """The classes by their bounds, and the sign of what has no figure where there is such."""
    written = say.ticks([classed.low, *classed.bounds, classed.high])
    found = [
        Entry(f"{written[i]} – {written[i + 1]}" if low < high else written[i], colours[i])
        for i, (low, high) in enumerate(classed.spans)
        if low < high or len(colours) == 1
    ]
    if any(not place.colour for place in places):
        found.append(Entry(language(canvas.lang).words.no_figure, canvas.tokens["page"], _SIGN))
    return found


def _areas(places: Sequence[_Place], top: float, canvas: Canvas) -> list[dict[str, Any]]:
    """Layers with areas in the colours of their classes, those without figures hatched."""
    soft, page = canvas.tokens["ink-soft"], canvas.tokens["page"]
    features = [
        # Identity draws rings by even and odd, whichever way they go.
        {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [list(map(list, ring)) for ring in p.rings]},
         "c": p.colour or page}
        for p in places if p.rings
    ]  # fmt: skip
    lines = [
        {"x": a[0], "y": round(a[1] + top, 1), "x2": b[0], "y2": round(b[1] + top, 1)}
        for p in places if not p.colour and p.rings
        for a, b in inside.hatched(p.rings, _HATCH)
    ]  # fmt: skip
    shown: list[dict[str, Any]] = [{
        "data": {"values": features},
        "projection": {"type": "identity", "scale": 1, "translate": [0, top]},
        "mark": {"type": "geoshape", "clip": False, "stroke": soft, "strokeWidth": 0.6, "strokeJoin": "round"},
        "encoding": {"color": as_given("c")},
    }]  # fmt: skip
    if lines:
        shown.append({
            "data": {"values": lines},
            "mark": {"type": "rule", "strokeWidth": 0.7, "color": soft, "opacity": 0.7},
            "encoding": {"x": pixels("x"), "y": pixels("y"), "x2": {"field": "x2"}, "y2": {"field": "y2"}},
        })  # fmt: skip
    return shown


def _named(chart: Map, places: Sequence[_Place], top: float, canvas: Canvas) -> list[dict[str, Any]]:
    """A layer with the names and figures of areas, in those that have room for them."""
    if chart.labels is False or (chart.labels is None and len(places) > _NAMED):
        return []
    rows, grounds = [], []
    for place in places:
        for lines in _wordings(place, canvas) if place.rings and place.name else []:
            wide, high = max(map(canvas.breadth, lines)) + 6, len(lines) * canvas.line
            if (spot := inside.spot(place.rings, wide, high)) is not None:
                x, y = spot[0], spot[1] + top
                ink = canvas.on(place.colour or canvas.tokens["page"])
                first = round(y - (len(lines) - 1) / 2 * canvas.line, 1)
                rows.append({"x": x, "y": first, "said": "\n".join(lines), "c": ink})
                if not place.colour:
                    ends = {"y": round(y - high / 2, 1), "y2": round(y + high / 2, 1)}
                    grounds.append({"x": round(x - wide / 2, 1), "x2": round(x + wide / 2, 1), **ends})
                break
    placed = {"x": pixels("x"), "y": pixels("y")}
    mark = {"type": "text", "baseline": "middle", "lineBreak": "\n", "lineHeight": canvas.line}
    words = {"data": {"values": rows}, "mark": mark,
             "encoding": {**placed, "text": {"field": "said"}, "color": as_given("c")}}  # fmt: skip
    ground = {"data": {"values": grounds}, "mark": {"type": "rect", "color": canvas.tokens["page"]},
              "encoding": {**placed, "x2": {"field": "x2"}, "y2": {"field": "y2"}}}  # fmt: skip
    return [ground, words] if grounds else [words]


def _wordings(place: _Place, canvas: Canvas) -> list[list[str]]:
    """What may stand in an area, the fullest first: its name, in one line or several, with its figure or alone."""
    words = [] if lettering.cjk(canvas.lang) else place.name.split()  # which those languages don't part
    least = max([4 * canvas.size, *map(canvas.breadth, words)])
    narrow = canvas.wrapped(place.name, max(0.55 * canvas.breadth(place.name), least))
    named = [[place.name], narrow] if len(narrow) > 1 else [[place.name]]
    return [*([*lines, place.said] for lines in named if place.said), *named]


KIND = Kind("a map", Map, columns, faults_of, marks, file="shapes", opened=opened)
