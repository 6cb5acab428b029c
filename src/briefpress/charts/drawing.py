"""The settings of a chart and its rows in; a Vega-Lite specification in the colours and letters of the house out."""

from __future__ import annotations

from typing import Any

import msgspec

from briefpress.charts import house
from briefpress.charts.canvas import Canvas
from briefpress.charts.kinds import KINDS
from briefpress.charts.settings import Chart
from briefpress.data.rows import Data

_UNSEEN = {"alt", "caption", "source", "credit", "data", "height", "table"}
"""What a block says that is no part of what its chart shows."""


def specification(chart: Chart, data: Data, canvas: Canvas) -> dict[str, Any]:
    """A Vega-Lite specification: direct labels rather than a legend, one accent, quiet axes.

    What it shows, whatever its colours and its size, stands in its `usermeta` as `shown`.
    """
    body = KINDS[chart.type].marks(chart, data, canvas)
    # Vega-Lite fits a single chart to its width; charts side by side reckon theirs.
    fitted = {"width": canvas.width, "autosize": {"type": "fit-x", "contains": "padding"}} if "layer" in body else {}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "padding": 0,
        "background": None,
        "usermeta": {"shown": _shown(chart, data)},
        "data": {"values": []},
        "config": house.config(canvas),
        **fitted,
        **body,
    }


def _shown(chart: Chart, data: Data) -> dict[str, Any]:
    columns = list(dict.fromkeys(named.column for named in KINDS[chart.type].columns(chart)))
    said = {key: value for key, value in msgspec.to_builtins(chart).items() if key not in _UNSEEN}
    return {"chart": said, "rows": [[row[column] for column in columns] for row in data.rows]}
