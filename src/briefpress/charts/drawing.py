"""The settings of a chart and its rows in; a Vega-Lite specification in the colours and letters of the house out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from briefpress.charts import bars, house, lines
from briefpress.charts.settings import Chart
from briefpress.charts.sizes import WIDE
from briefpress.data.rows import Data
from briefpress.wording import Numerals

_FORMS = {"bar": bars.marks, "line": lines.marks}


def specification(
    chart: Chart, data: Data, tokens: Mapping[str, str], numerals: Numerals, width: int = WIDE
) -> dict[str, Any]:
    """A Vega-Lite specification: direct labels rather than a legend, one accent, quiet axes.

    A bar chart whose names are long lies on its side. `highlight` names the value of x, or the series, that
    bears the accent where not all do.
    """
    # An empty cell is a gap, not a nought.
    values = [{name: None if value == "" else value for name, value in row.items()} for row in data.rows]
    body = _FORMS[chart.type](chart, values, tokens, width)
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": width,
        "autosize": {"type": "fit-x", "contains": "padding"},
        "padding": 0,
        "background": None,
        "data": {"values": values},
        "config": house.config(tokens, numerals, width),
        **body,
    }
