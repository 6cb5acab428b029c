"""The settings of a chart and its rows in; what keeps it from being drawn out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from briefpress.charts.kind import Fault
from briefpress.charts.settings import as_field
from briefpress.charts.xy import XY
from briefpress.data.rows import Data

MAX_SERIES = 5
_FORMAT = re.compile(r"(?:.?[<>=^])?[-+( ]?[$#]?0?\d*,?(?:\.\d+)?~?[a-zA-Z%]?")
"""A format as d3 reads it."""


def xy(chart: XY, data: Data) -> Iterator[Fault]:
    """What keeps data from being drawn between two axes."""
    for key, column in (("x", as_field(chart.x)), ("y", as_field(chart.y))):
        if not _FORMAT.fullmatch(column.format):
            yield Fault(key, f"`{column.format}` is no format of a number.", "Formats are written `.0%`, `,` or `.1f`.")
    names = [n for n in (as_field(chart.x).field, chart.series) if n]
    counts = Counter(tuple(str(row[n]) for n in names) for row in data.rows)
    twice = next((values for values, count in counts.items() if count > 1), None)
    if twice:
        hint = "Name the column that tells them apart as `series`." if not chart.series else "Keep one of the rows."
        yield Fault("x", f"More than one row of `{data.path}` is for {', '.join(twice)}.", hint)
    series = {row[chart.series] for row in data.rows} if chart.series else set()
    if len(series) > MAX_SERIES:
        yield Fault(
            "series", f"`{chart.series}` has {len(series)} series; a chart has colours for {MAX_SERIES}.", "Make two."
        )
    if chart.highlight is not None and chart.highlight not in (series or {row[names[0]] for row in data.rows}):
        yield Fault("highlight", f"`{chart.highlight}` isn't in the data.", "Highlight a value of x, or of the series.")
