"""The settings of a chart and its rows in; a Vega-Lite specification in the colours and letters of the house out."""

from __future__ import annotations

import json
import math
import re
import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

from briefpress.datafiles import Data
from briefpress.wording import Numerals

WIDE, NARROW = 640, 340
"""The widths that a chart is drawn in, in CSS pixels, axes and labels included: a page's, and a phone's."""

LABELS = 0.42
"""The part of a chart's width that the names of its bars may take."""

_LETTER = 0.51
"""About how wide a letter is, as a part of its size."""

_SWATCH = 4
"""The room of a series' colour in a legend, in letters, with what parts it from the next."""

_BEYOND = 6
"""How far beyond the end of its bar a figure stands, in pixels."""

_BARS = 0.4
"""The part of the room between its names and its edge that bars which lie have at least."""

_LONG_FORMAT = 7
"""Signs of a format that may ask for more letters than a chart has room for."""

TICK = 3.7
"""The room that a year wants on the axis of a line chart, as a multiple of the size of its letters."""

MAX_SERIES = 5
_FORMAT = re.compile(r"(?:.?[<>=^])?[-+( ]?[$#]?0?\d*,?(?:\.\d+)?~?[a-zA-Z%]?")
"""A format as d3 reads it."""


class Field(Struct, frozen=True, forbid_unknown_fields=True):
    """A column, as an axis or a table shows it."""

    field: str
    title: str = ""
    format: str = ""


class Chart(Struct, frozen=True, forbid_unknown_fields=True):
    """A ```{.chart} block."""

    data: str
    x: str | Field
    y: str | Field
    alt: Annotated[str, Meta(min_length=1)]
    type: Literal["line", "bar"] = "bar"
    series: str | None = None
    highlight: str | int | float | None = None
    caption: str = ""
    source: str = ""
    credit: str = ""
    height: Annotated[int, Meta(ge=80, le=900)] = 260


def narrow(target: str) -> str:
    """The name of a chart's drawing for a narrow screen, from that of its drawing for a page."""
    return target.removesuffix(".svg") + ".narrow.svg"


def as_field(column: str | Field) -> Field:
    """A column by its name alone, as a Field."""
    return column if isinstance(column, Field) else Field(column)


def faults(chart: Chart, data: Data) -> Iterator[tuple[str, str, str]]:
    """What keeps the data from being drawn as the chart asks: the key at fault, what is wrong, what to do."""
    for key, column in (("x", as_field(chart.x)), ("y", as_field(chart.y))):
        if not _FORMAT.fullmatch(column.format):
            yield key, f"`{column.format}` is no format of a number.", "Formats are written `.0%`, `,` or `.1f`."
    names = [n for n in (as_field(chart.x).field, chart.series) if n]
    counts = Counter(tuple(str(row[n]) for n in names) for row in data.rows)
    twice = next((values for values, count in counts.items() if count > 1), None)
    if twice:
        hint = "Name the column that tells them apart as `series`." if not chart.series else "Keep one of the rows."
        yield "x", f"More than one row of `{data.path}` is for {', '.join(twice)}.", hint
    series = {row[chart.series] for row in data.rows} if chart.series else set()
    if len(series) > MAX_SERIES:
        yield "series", f"`{chart.series}` has {len(series)} series; a chart has colours for {MAX_SERIES}.", "Make two."
    if chart.highlight is not None and chart.highlight not in (series or {row[names[0]] for row in data.rows}):
        yield "highlight", f"`{chart.highlight}` isn't in the data.", "Highlight a value of x, or of the series."


def specification(
    chart: Chart, data: Data, tokens: Mapping[str, str], numerals: Numerals, width: int = WIDE
) -> dict[str, Any]:
    """A Vega-Lite specification: direct labels rather than a legend, one accent, quiet axes.

    A bar chart whose names are long lies on its side. `highlight` names the value of x, or the series, that
    bears the accent where not all do.
    """
    x, y = as_field(chart.x), as_field(chart.y)
    # An empty cell is a gap, not a nought.
    values = [{name: None if value == "" else value for name, value in row.items()} for row in data.rows]
    build = _line if chart.type == "line" else _bar
    body = build(chart, x, y, values, tokens, width)
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": width,
        "autosize": {"type": "fit-x", "contains": "padding"},
        "padding": 0,
        "background": None,
        "data": {"values": values},
        "config": _config(tokens, numerals, width),
        **body,
    }


def _config(tokens: Mapping[str, str], numerals: Numerals, width: int) -> dict[str, Any]:
    letters, size = tokens["display-font"].replace('"', ""), _size(tokens)
    ink, soft, rule = tokens["ink"], tokens["ink-soft"], tokens["rule"]
    axis = {
        "labelFont": letters, "titleFont": letters, "titleFontWeight": 400,
        "labelFontSize": size, "titleFontSize": size,
        "labelColor": ink, "titleColor": soft, "domainColor": rule, "tickColor": rule, "gridColor": rule,
        "labelLimit": round(width * LABELS), "gridWidth": 0.6,
    }  # fmt: skip
    return {
        "font": letters,
        "view": {"stroke": None},
        "axis": axis,
        "text": {"font": letters, "fontSize": size, "color": ink},
        "locale": {
            "number": {
                "decimal": numerals.decimal,
                "thousands": numerals.group,
                "grouping": [3],
                "currency": ["", ""],
                "percent": numerals.percent,
            }
        },
    }


def _colour(chart: Chart, name: str, tokens: Mapping[str, str]) -> dict[str, Any]:
    if chart.highlight is None:
        return {"value": tokens["accent"]}
    return {
        "condition": {"test": {"field": _path(name), "equal": chart.highlight}, "value": tokens["accent"]},
        "value": tokens["muted"],
    }


def _bar(
    chart: Chart, x: Field, y: Field, values: list[dict[str, Any]], tokens: Mapping[str, str], width: int
) -> dict[str, Any]:
    names = _in_order(values, x.field)
    longest, letters = max(len(str(name)) for name in names), sum(len(str(name)) + 2 for name in names)
    letter = _LETTER * _size(tokens)
    lying = longest > 12 or len(names) > 8 or letters * letter > width
    if lying:
        scale = _ends([v[y.field] or 0 for v in values], _room(values, y, letter))
    else:
        scale = {"zero": True}
        if any((v[y.field] or 0) < 0 for v in values):
            scale["padding"] = 24  # room for the figures below nought
    quantity = {"field": _path(y.field), "type": "quantitative", "axis": None, "scale": scale}
    category: dict[str, Any] = {
        "field": _path(x.field), "type": "nominal", "sort": names,
        "title": _title(x.title, chart.height if lying else width, letter),
        "axis": {"labelAngle": 0, "ticks": False, "labelPadding": 8, "domain": not lying},
        "scale": {"paddingInner": 0.3 if chart.series else 0.38, "paddingOuter": 0.19},
    }  # fmt: skip
    if lying:
        lines = _broken(names, round(width * LABELS / letter))
        category["axis"]["labelExpr"] = f"{json.dumps(lines)}[datum.label]"
        # Vega hangs a label of several lines by its first; this lifts it to the middle of its bar.
        category["axis"]["labelOffset"] = -0.58 * _size(tokens) * (max(map(len, lines.values())) - 1)
    label: dict[str, Any] = {"field": _path(y.field), "type": "quantitative"}
    if y.format:
        label["format"] = y.format
    along, across = ("y", "x") if lying else ("x", "y")
    encoding: dict[str, Any] = {along: category, across: quantity}
    # A figure stands beyond the end of its bar: on the other side of a bar below nought.
    below = f"datum[{json.dumps(y.field)}] < 0"
    text = {
        "align": {"expr": f"{below} ? 'right' : 'left'"}, "baseline": "middle",
        "dx": {"expr": f"{below} ? -{_BEYOND} : {_BEYOND}"},
    } if lying else {
        "baseline": {"expr": f"{below} ? 'top' : 'bottom'"}, "dy": {"expr": f"{below} ? 8 : -8"},
    }  # fmt: skip
    if chart.series:
        offset = "yOffset" if lying else "xOffset"
        kinds = _in_order(values, chart.series)
        encoding[offset] = {"field": _path(chart.series), "sort": kinds, "scale": {"paddingInner": 0.12}}
        colour: dict[str, Any] = {
            "field": _path(chart.series), "type": "nominal", "sort": kinds, "title": None,
            "scale": {"range": _palette(tokens)}, "legend": {"orient": "top", "labelFontSize": _size(tokens)},
        }  # fmt: skip
        beside = width * (1 - LABELS) - 8 if lying else width
        if sum(len(str(kind)) + _SWATCH for kind in kinds) * letter > beside:
            colour["legend"] |= {"columns": 1, "labelLimit": round(beside - _SWATCH * letter)}
    else:
        colour = _colour(chart, x.field, tokens)
    layers = [
        {"mark": {"type": "bar"}, "encoding": {"color": colour}},
        {"mark": {"type": "text", **text}, "encoding": {"text": label}},
    ]
    size = {"height": {"step": 24 if chart.series else 40}} if lying else {"height": chart.height}
    return {**size, "encoding": encoding, "layer": layers}


def _ends(values: list[Any], room: int) -> dict[str, Any]:
    """A scale that ends where the figures at the longest bars do.

    Vega fits a drawing to its width but once: bars that grow at that, as those of a round scale do, push their figures
    over the edge.
    """
    low, high = min(0, *values), max(0, *values)
    if low == high:
        return {"zero": True}
    before, behind = room * (low < 0), room * (high > 0)
    pixel = f"{high - low} / max(width - {before + behind}, {_BARS} * width)"
    return {
        "zero": True, "nice": False,
        "domainMin": {"expr": f"{low} - {before} * {pixel}"}, "domainMax": {"expr": f"{high} + {behind} * {pixel}"},
    }  # fmt: skip


def _room(values: list[dict[str, Any]], y: Field, letter: float) -> int:
    """The room in pixels that the longest figure wants beyond the end of its bar, or a little more."""
    longest = 0
    for value in (row[y.field] for row in values if row[y.field] is not None):
        said = str(value)
        # Python reads nearly every format that d3 does; of another, the figure as it is tells enough.
        with suppress(ValueError, OverflowError):
            said = format(value, y.format) if len(y.format) < _LONG_FORMAT else said
        longest = max(longest, len(said))
    return _BEYOND + math.ceil(1.1 * letter * longest)


def _broken(names: list[Any], letters: int) -> dict[str, list[str]]:
    """Each name in lines of at most so many letters, all of as many lines."""
    lines = {str(name): textwrap.wrap(str(name), letters) or [""] for name in names}
    most = max(map(len, lines.values()))
    return {name: [*[""] * ((most - len(parts)) // 2), *parts] for name, parts in lines.items()}


def _in_order(values: list[dict[str, Any]], column: str) -> list[Any]:
    """The names in a column, in the order of the file."""
    return list(dict.fromkeys(row[column] for row in values))


def _line(
    chart: Chart, x: Field, y: Field, values: list[dict[str, Any]], tokens: Mapping[str, str], width: int
) -> dict[str, Any]:
    axis: dict[str, Any] = {"domain": False, "ticks": False, "tickCount": 5, "labelPadding": 8}
    if y.format:
        axis["format"] = y.format
    numbers = all(isinstance(v[x.field], int | float) for v in values)
    ticks: dict[str, Any] = {"grid": False, "labelAngle": 0}
    if numbers and all(isinstance(v[x.field], int) for v in values):
        ticks["format"] = "d"
        years = sorted({v[x.field] for v in values})
        if len(years) * TICK * _size(tokens) <= width:
            # Else Vega puts ticks between two years, and calls both by one year's name.
            ticks["values"] = years
    along = {
        "field": _path(x.field), "type": "quantitative" if numbers else "ordinal",
        "title": _title(x.title, width, _LETTER * _size(tokens)),
        "scale": {"nice": False, "zero": False} if numbers else {},
        "axis": ticks,
    }  # fmt: skip
    quantity = {
        "field": _path(y.field),
        "type": "quantitative",
        "title": _title(y.title, chart.height, _LETTER * _size(tokens)),
        "axis": axis,
        "scale": {"zero": True},
    }
    colour: dict[str, Any] = {"value": tokens["accent"]}
    layers: list[dict[str, Any]] = [
        {"mark": {"type": "line", "strokeWidth": 2.4, "point": {"size": 46, "filled": True}}}
    ]
    if chart.series:
        colour = {
            "field": _path(chart.series), "type": "nominal", "sort": _in_order(values, chart.series), "legend": None,
            "scale": {"range": _palette(tokens)},
        }  # fmt: skip
        if chart.highlight is not None:
            colour = _colour(chart, chart.series, tokens)
        last = {"argmax": _path(x.field)}
        layers.append({
            "mark": {"type": "text", "align": "left", "dx": 8},
            "encoding": {
                "x": {"aggregate": "max", "field": _path(x.field), "type": along["type"]},
                "y": {"aggregate": last, "field": _path(y.field), "type": "quantitative"},
                "text": {"field": _path(chart.series)},
                "color": {"value": tokens["ink"]},  # a line may be paler than words
            },
        })  # fmt: skip
    encoding: dict[str, Any] = {"x": along, "y": quantity, "color": colour}
    if chart.series:
        encoding["detail"] = {"field": _path(chart.series)}
    return {"height": chart.height, "encoding": encoding, "layer": layers}


def _title(words: str, room: float, letter: float) -> list[str] | None:
    """The title of an axis in lines that its length has room for: Vega would cut it off at the edge of the drawing."""
    return textwrap.wrap(words, max(12, round(0.85 * room / letter))) or None


def _size(tokens: Mapping[str, str]) -> float:
    """The size of a chart's letters, in pixels of its drawing; contrast.py tells of what is no number."""
    with suppress(ValueError):
        return min(40.0, max(6.0, float(tokens["chart-letters"])))
    return 13.0


def _palette(tokens: Mapping[str, str]) -> list[str]:
    return [tokens["accent"], tokens["muted"], tokens["ink"], tokens["accent-soft"], tokens["ink-soft"]]


def _path(column: str) -> str:
    """A column's name as Vega-Lite reads it: to it a dot or a bracket leads into an object."""
    return re.sub(r"([.\[\]'\"\\])", r"\\\1", column)
