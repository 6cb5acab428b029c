"""The figures of a chart whose rows lie, and the room that words want at their ends, in; the channel of its x out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from briefpress.charts import house, scales
from briefpress.charts.figures import Figures
from briefpress.charts.scales import Scale
from briefpress.charts.settings import Ticks

_PLOT = 0.4
"""The part of the room between its names and its edge that what is drawn has at least, words beyond it or not."""


def figures(
    values: Sequence[float], say: Figures, *, axis: bool, before: float = 0, behind: float = 0, ticks: Ticks = None,
    zero: bool = True,
) -> tuple[Scale, dict[str, Any]]:  # fmt: skip
    """The scale of a chart whose rows lie, and its channel, in the field `v`, with an axis or without.

    `before` and `behind` are the pixels that words want beyond the least and the greatest figure.
    """
    if axis:
        scale = scales.over(values, zero=zero, ticks=ticks)
        channel = house.quantity(scale, say)
        channel["axis"] |= {"grid": True, "labelPadding": 6}
        ends = scale.low, scale.high
    else:
        scale = scales.tight(values) if zero else scales.Scale(min(values), max(max(values), min(values) + 1e-9), ())
        channel = house.quantity(scale, say, shown=False)
        ends = scale.low, scale.high
    if before or behind:
        # Vega fits a drawing to its width but once: what grows at that pushes its words over the edge. So the room
        # for them is reckoned in pixels of the width that it finds.
        pixel = f"{scale.span} / max(width - {before + behind}, {_PLOT} * width)"
        channel["scale"] = {
            "zero": False, "nice": False,
            "domainMin": {"expr": f"{ends[0]} - {before} * {pixel}"},
            "domainMax": {"expr": f"{ends[1]} + {behind} * {pixel}"},
        }  # fmt: skip
    return scale, channel
