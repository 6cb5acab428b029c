"""The series of a chart in; their colours, and a legend where their names can't stand beside them, out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import cycle
from typing import Any

from briefpress.charts import labels
from briefpress.charts.canvas import Canvas
from briefpress.data.rows import Value

_SWATCH = 2.6
"""The room of a series' colour in a legend, with what parts it from the next, in multiples of the letters' size."""


def colours(kinds: Sequence[Value], highlight: Value | None, canvas: Canvas) -> dict[Value, str]:
    """The colour of each series: those of the style in their order, or the accent for one and greys for the rest."""
    if highlight is None:
        return dict(zip(kinds, canvas.colours, strict=False))
    greys = cycle((canvas.tokens["muted"], canvas.tokens["ink-soft"]))
    return {kind: canvas.tokens["accent"] if kind == highlight else next(greys) for kind in kinds}


def of(kinds: Sequence[Value], colours: Mapping[Value, str], canvas: Canvas, *, shown: bool) -> dict[str, Any]:
    """The channel of colours, with a legend above the chart where it is shown."""
    if not (shown and canvas.named):
        return labels.as_given("c")
    named = [str(kind) for kind in kinds]
    legend: dict[str, Any] = {"orient": "top", "direction": "horizontal"}
    if sum(canvas.breadth(name) + _SWATCH * canvas.size for name in named) > 0.9 * canvas.width:
        legend |= {"columns": 1, "direction": "vertical"}
    scale = {"domain": named, "range": [colours[kind] for kind in kinds]}
    return {"field": "s", "type": "nominal", "title": None, "scale": scale, "legend": legend}
