"""The settings of a chart and its rows in; a Vega-Lite specification in the colours and letters of the house out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

from briefpress.datafiles import Data

WIDTH = 560
FONT = "Source Sans Pro"


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


def as_field(column: str | Field) -> Field:
    """A column by its name alone, as a Field."""
    return column if isinstance(column, Field) else Field(column)


def specification(chart: Chart, data: Data, tokens: Mapping[str, str]) -> dict[str, Any]:
    """A Vega-Lite specification: direct labels rather than a legend, one accent, quiet axes.

    A bar chart whose names are long lies on its side. `highlight` names the value of x, or the series, that
    bears the accent where not all do.
    """
    x, y = as_field(chart.x), as_field(chart.y)
    values = [dict(row) for row in data.rows]
    build = _line if chart.type == "line" else _bar
    body = build(chart, x, y, values, tokens)
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": WIDTH,
        "background": None,
        "data": {"values": values},
        "config": _config(tokens),
        **body,
    }


def _config(tokens: Mapping[str, str]) -> dict[str, Any]:
    ink, soft, rule = tokens["ink"], tokens["ink-soft"], tokens["rule"]
    axis = {
        "labelFont": FONT, "titleFont": FONT, "labelFontSize": 13, "titleFontSize": 13, "titleFontWeight": 400,
        "labelColor": ink, "titleColor": soft, "domainColor": rule, "tickColor": rule, "gridColor": rule,
        "labelLimit": 260, "gridWidth": 0.6,
    }  # fmt: skip
    return {
        "font": FONT,
        "view": {"stroke": None},
        "axis": axis,
        "text": {"font": FONT, "fontSize": 13, "color": ink},
    }


def _colour(chart: Chart, name: str, tokens: Mapping[str, str]) -> dict[str, Any]:
    if chart.highlight is None:
        return {"value": tokens["accent"]}
    return {
        "condition": {"test": {"field": name, "equal": chart.highlight}, "value": tokens["accent"]},
        "value": tokens["muted"],
    }


def _bar(chart: Chart, x: Field, y: Field, values: list[dict[str, Any]], tokens: Mapping[str, str]) -> dict[str, Any]:
    names = list(dict.fromkeys(str(v[x.field]) for v in values))
    lying = max(map(len, names)) > 12 or len(names) > 8
    quantity = {"field": y.field, "type": "quantitative", "axis": None, "scale": {"zero": True}}
    category: dict[str, Any] = {
        "field": x.field, "type": "nominal", "sort": None, "title": x.title or None,
        "axis": {"labelAngle": 0, "ticks": False, "labelPadding": 8, "domain": not lying},
    }  # fmt: skip
    label: dict[str, Any] = {"field": y.field, "type": "quantitative"}
    if y.format:
        label["format"] = y.format
    along, across = ("y", "x") if lying else ("x", "y")
    encoding: dict[str, Any] = {along: category, across: quantity}
    text = {"align": "left", "dx": 6, "baseline": "middle"} if lying else {"dy": -8, "baseline": "bottom"}
    if chart.series:
        offset = "yOffset" if lying else "xOffset"
        encoding[offset] = {"field": chart.series, "sort": None}
        colour: dict[str, Any] = {
            "field": chart.series, "type": "nominal", "sort": None, "title": None,
            "scale": {"range": _palette(tokens)}, "legend": {"orient": "top", "labelFontSize": 13},
        }  # fmt: skip
    else:
        colour = _colour(chart, x.field, tokens)
    layers = [
        {
            "mark": {"type": "bar", "height" if lying else "width": {"band": 0.62}},
            "encoding": {"color": colour},
        },
        {"mark": {"type": "text", **text}, "encoding": {"text": label}},
    ]
    size = {"height": {"step": 24 if chart.series else 40}} if lying else {"height": chart.height}
    return {**size, "encoding": encoding, "layer": layers}


def _line(chart: Chart, x: Field, y: Field, values: list[dict[str, Any]], tokens: Mapping[str, str]) -> dict[str, Any]:
    axis: dict[str, Any] = {"domain": False, "ticks": False, "tickCount": 5, "labelPadding": 8}
    if y.format:
        axis["format"] = y.format
    numbers = all(isinstance(v[x.field], int | float) for v in values)
    along = {
        "field": x.field, "type": "quantitative" if numbers else "ordinal", "title": x.title or None,
        "scale": {"nice": False, "zero": False} if numbers else {},
        "axis": {"grid": False, "labelAngle": 0, "format": "d"} if numbers else {"grid": False, "labelAngle": 0},
    }  # fmt: skip
    quantity = {
        "field": y.field,
        "type": "quantitative",
        "title": y.title or None,
        "axis": axis,
        "scale": {"zero": True},
    }
    colour: dict[str, Any] = {"value": tokens["accent"]}
    layers: list[dict[str, Any]] = [
        {"mark": {"type": "line", "strokeWidth": 2.4, "point": {"size": 46, "filled": True}}}
    ]
    if chart.series:
        colour = {
            "field": chart.series, "type": "nominal", "sort": None, "legend": None,
            "scale": {"range": _palette(tokens)},
        }  # fmt: skip
        if chart.highlight is not None:
            colour = _colour(chart, chart.series, tokens)
        last = {"argmax": x.field}
        layers.append({
            "mark": {"type": "text", "align": "left", "dx": 8},
            "encoding": {
                "x": {"aggregate": "max", "field": x.field, "type": along["type"]},
                "y": {"aggregate": last, "field": y.field, "type": "quantitative"},
                "text": {"field": chart.series},
            },
        })  # fmt: skip
    encoding: dict[str, Any] = {"x": along, "y": quantity, "color": colour}
    if chart.series:
        encoding["detail"] = {"field": chart.series}
    return {"height": chart.height, "encoding": encoding, "layer": layers}


def _palette(tokens: Mapping[str, str]) -> list[str]:
    return [tokens["accent"], tokens["muted"], tokens["ink"], tokens["accent-soft"], tokens["ink-soft"]]
