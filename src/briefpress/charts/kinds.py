"""The keys of a chart block in; the form of chart that it asks for out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from briefpress.charts import bars, dots, lines, maps, panels, ranges, slopes, timelines
from briefpress.charts.kind import Kind

USUAL = "bar"
"""The type of a chart whose block names none."""

KINDS: Mapping[str, Kind[Any]] = {
    "line": panels.allowed(lines.KIND),
    "bar": panels.allowed(bars.KIND),
    "slope": slopes.KIND,
    "dot": panels.allowed(dots.KIND),
    "range": panels.allowed(ranges.KIND),
    "map": maps.KIND,
    "timeline": timelines.KIND,
}


def asked_for(keys: Mapping[str, Any]) -> str:
    """The type that a block asks for, which may be none of KINDS."""
    return str(keys.get("type", USUAL))
