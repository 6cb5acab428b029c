"""The tokens of a style in; what all of its charts have in common — letters, colours, room — out."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping
from typing import Any

from briefpress.charts.canvas import Canvas
from briefpress.charts.xy import XY
from briefpress.wording import numerals

LABELS = 0.42
"""The part of a chart's width that the names of its bars may take."""


def config(canvas: Canvas) -> dict[str, Any]:
    """What is the same in every chart of a style and a language."""
    tokens, points, signs = canvas.tokens, canvas.size, numerals(canvas.lang)
    letters = tokens["display-font"].replace('"', "")
    ink, soft, rule = tokens["ink"], tokens["ink-soft"], tokens["rule"]
    axis = {
        "labelFont": letters, "titleFont": letters, "titleFontWeight": 400,
        "labelFontSize": points, "titleFontSize": points,
        "labelColor": ink, "titleColor": soft, "domainColor": rule, "tickColor": rule, "gridColor": rule,
        "labelLimit": round(canvas.width * LABELS), "gridWidth": 0.6,
    }  # fmt: skip
    return {
        "font": letters,
        "view": {"stroke": None},
        "axis": axis,
        "text": {"font": letters, "fontSize": points, "color": ink},
        "locale": {
            "number": {
                "decimal": signs.decimal,
                "thousands": signs.group,
                "grouping": [3],
                "currency": ["", ""],
                "percent": signs.percent,
            }
        },
    }


def colour(chart: XY, name: str, tokens: Mapping[str, str]) -> dict[str, Any]:
    if chart.highlight is None:
        return {"value": tokens["accent"]}
    return {
        "condition": {"test": {"field": path(name), "equal": chart.highlight}, "value": tokens["accent"]},
        "value": tokens["muted"],
    }


def in_order(values: list[dict[str, Any]], column: str) -> list[Any]:
    """The names in a column, in the order of the file."""
    return list(dict.fromkeys(row[column] for row in values))


def title(words: str, room: float, letter: float) -> list[str] | None:
    """The title of an axis in lines that its length has room for: Vega would cut it off at the edge of the drawing."""
    return textwrap.wrap(words, max(12, round(0.85 * room / letter))) or None


def palette(tokens: Mapping[str, str]) -> list[str]:
    return [tokens["accent"], tokens["muted"], tokens["ink"], tokens["accent-soft"], tokens["ink-soft"]]


def path(column: str) -> str:
    """A column's name as Vega-Lite reads it: to it a dot or a bracket leads into an object."""
    return re.sub(r"([.\[\]'\"\\])", r"\\\1", column)
