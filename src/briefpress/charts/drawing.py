"""The settings of a chart and its rows in; a Vega-Lite specification in the colours and letters of the house out."""

from __future__ import annotations

from typing import Any

from briefpress.charts import house
from briefpress.charts.canvas import Canvas
from briefpress.charts.kinds import KINDS
from briefpress.charts.settings import Chart
from briefpress.data.rows import Data


def specification(chart: Chart, data: Data, canvas: Canvas) -> dict[str, Any]:
    """A Vega-Lite specification: direct labels rather than a legend, one accent, quiet axes."""
    # An empty cell is a gap, not a nought.
    values = [{name: None if value == "" else value for name, value in row.items()} for row in data.rows]
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": canvas.width,
        "autosize": {"type": "fit-x", "contains": "padding"},
        "padding": 0,
        "background": None,
        "data": {"values": values},
        "config": house.config(canvas),
        **KINDS[chart.type].marks(chart, values, canvas),
    }
