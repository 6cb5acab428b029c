"""A chart in plain Vega-Lite and its data in; its specification in the house's letters and colours out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from msgspec import Meta

from briefpress.charts import calendar, faults, house, plainfaults
from briefpress.charts.canvas import Canvas
from briefpress.charts.faults import UNFIT
from briefpress.charts.kind import Fault, Kind, Named
from briefpress.charts.settings import HEIGHT, Chart
from briefpress.charts.sizes import NARROW
from briefpress.charts.tones import tones
from briefpress.charts.vocabulary import COMPOSED
from briefpress.data.rows import Data
from briefpress.wording import numerals

NAME = "vega-lite"
_CELLS = 60_000
"""Cells of the data of a chart at most: its rows times its columns."""


class Plain(Chart, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A ```{.chart} block in Vega-Lite: `spec` is what it says besides the keys of any chart."""

    type: Literal["vega-lite"] = "vega-lite"
    alt: Annotated[str, Meta(min_length=1)]
    spec: dict[str, Any]


def is_plain(keys: Mapping[str, Any]) -> bool:
    """Whether the keys of a block without a type are Vega-Lite's."""
    return any(key in keys for key in ("mark", "$schema", *COMPOSED))


def parted(keys: Mapping[str, Any]) -> dict[str, Any]:
    """The keys of a block with those of Vega-Lite in `spec`."""
    own = {f for f in Plain.__struct_fields__ if f not in ("spec", "height")}
    return {**{k: v for k, v in keys.items() if k in own}, "spec": {k: v for k, v in keys.items() if k not in own}}


def marks(chart: Plain, data: Data, canvas: Canvas) -> dict[str, Any]:
    """The specification with its data. A single view that names no width is fitted to the canvas."""
    # An empty cell is no nought, which Vega would take it for.
    rows = [{name: None if value == "" else value for name, value in row.items()} for row in data.rows]
    single = not any(key in chart.spec for key in COMPOSED if key != "layer")
    fitted = {"width": canvas.width, "autosize": {"type": "fit-x", "contains": "padding"}}
    return {
        **(fitted if single and "width" not in chart.spec else {}),
        **{key: value for key, value in chart.spec.items() if key != "$schema"},
        "data": {"values": rows},
        "config": _over(_config(canvas), chart.spec.get("config", {})),
    }


def _config(canvas: Canvas) -> dict[str, Any]:
    """The house's config, with colours for what the short forms colour themselves."""
    tokens = canvas.tokens
    colours = dict.fromkeys(("ordinal", "heatmap", "ramp"), tones(tokens["accent"], 5))
    colours["category"] = canvas.colours
    base, letters, points = house.config(canvas), canvas.family, canvas.size
    written = numerals(canvas.lang)
    return {
        **base,
        "view": {"stroke": None, "continuousHeight": HEIGHT},
        "axis": {**base["axis"], "grid": True, "domain": False, "ticks": False, "labelPadding": 6,
                 "labelOverlap": True, "titlePadding": 10},
        "axisX": {"grid": False},
        "legend": {**base["legend"], **({"columns": 2} if canvas.width <= NARROW else {})},
        "header": {"labelFont": letters, "labelFontSize": points, "labelFontWeight": 600, "labelAnchor": "start",
                   "labelColor": tokens["ink"], "titleFont": letters, "titleFontSize": points, "titleFontWeight": 400,
                   "titleColor": tokens["ink-soft"], "titleAnchor": "start"},
        "mark": {"color": tokens["accent"]},
        "point": {"filled": True, "size": 50},
        "range": colours,
        "facet": {"spacing": 32},
        "concat": {"spacing": 32},
        "locale": {"number": {"decimal": written.decimal, "thousands": written.group, "grouping": [3],
                              "currency": ["", ""]}, "time": calendar.names(canvas.lang)},
    }  # fmt: skip


def _over(base: dict[str, Any], own: Any) -> dict[str, Any]:
    """A config with the author's over it, key by key."""
    if not isinstance(own, dict):
        return base
    merged = dict(base)
    for key, value in own.items():
        there = merged.get(key)
        merged[key] = _over(there, value) if isinstance(there, dict) and isinstance(value, dict) else value
    return merged


def _faults(chart: Plain, data: Data) -> Iterator[Fault]:
    if len(data.rows) > faults.MOST_POINTS or len(data.rows) * len(data.columns) > _CELLS:
        said = (f"`{data.path}` has {len(data.rows):,} rows of {len(data.columns)} columns for a chart, which holds "
                f"{faults.MOST_POINTS:,} rows and {_CELLS:,} cells.")  # fmt: skip
        yield Fault("data", said, "Sum them up by `query`: by month, by group or in bands.", UNFIT)
    yield from plainfaults.faults(chart.spec, data)


def _days(chart: Plain, data: Data) -> Iterator[Named]:
    return plainfaults.temporal(chart.spec, data)


KIND = Kind("a chart", Plain, lambda _: (), _faults, marks, days=_days)
