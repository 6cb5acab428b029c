"""The settings of a chart and its rows in; what keeps it from being drawn out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from briefpress.charts import days
from briefpress.charts.kind import Fault
from briefpress.charts.settings import Field, Measured, as_field
from briefpress.charts.xy import XY
from briefpress.data.cells import shortened
from briefpress.data.forms import form_of
from briefpress.data.rows import Data, Value
from briefpress.validate import nearest

UNFIT = "CHART001"
"""The code of data that a form of chart can't show truly."""
MOST_POINTS = 5000
"""As many points a chart is drawn of: more are neither seen nor soon drawn."""


def formats(**columns: str | Field) -> Iterator[Fault]:
    """A fault for each column, by its key, whose format is none, or none of numbers."""
    for key, column in columns.items():
        if (form := as_field(column).format) and not _is_form(form):
            hint = "Formats are written `percent`, `number(1)`, `currency(EUR)`, or `.0%`, `,` and `.1f`."
            yield Fault(key, f"`{form}` is no format of a number.", hint)


def _is_form(text: str) -> bool:
    try:
        return form_of(text).kind != "date"
    except ValueError:
        return False


def xy(chart: XY, data: Data) -> Iterator[Fault]:
    """What keeps figures by name from being drawn, in one series or several."""
    yield from formats(x=chart.x, y=chart.y)
    names = [n for n in (as_field(chart.x).field, chart.series) if n]
    hint = "Keep one of the rows." if chart.series else "Name the column that tells them apart as `series`."
    yield from twice(data, "x", names, hint)
    of = chart.series or names[0]
    hint = "Highlight one of the series." if chart.series else "Highlight a value of x."
    yield from highlight(chart, data, of, hint)
    yield from size(data, as_field(chart.y).field)


def like(name: str, known: Sequence[str]) -> str:
    """The head of a hint: the known name that is likest to one that isn't."""
    near = nearest(name, known)
    return f"Did you mean `{near}`? " if near else ""


def twice(data: Data, key: str, names: Sequence[str], hint: str) -> Iterator[Fault]:
    """A fault where two rows are for one place."""
    counts = Counter(tuple(str(row[n]) for n in names) for row in data.rows)
    if values := next((values for values, count in counts.items() if count > 1), None):
        yield Fault(key, f"More than one row of `{data.path}` is for {', '.join(values)}.", hint, UNFIT)


def highlight(chart: Measured, data: Data, column: str, hint: str) -> Iterator[Fault]:
    """A fault where what is highlighted isn't in a column."""
    yield from unknown(chart.highlight, data, column, hint)


def unknown(wanted: Value | None, data: Data, column: str, hint: str) -> Iterator[Fault]:
    """A fault where what a block highlights isn't in a column."""
    if wanted is not None and wanted not in {row[column] for row in data.rows}:
        near = like(str(wanted), list(dict.fromkeys(str(row[column]) for row in data.rows)))
        yield Fault("highlight", f"`{wanted}` isn't in the data.", f"{near}{hint}")


def size(data: Data, *columns: str) -> Iterator[Fault]:
    """A fault where there is nothing to draw, or too much."""
    if len(data.rows) > MOST_POINTS:
        said = f"`{data.path}` has {len(data.rows):,} rows for a chart, which holds {MOST_POINTS:,}."
        yield Fault("data", said, "Sum them up: by month, by group or in bands.", UNFIT)
    if not any(isinstance(row[column], int | float) for row in data.rows for column in columns):
        said = f"`{data.path}` has no figure in {' or '.join(f'`{c}`' for c in columns)}."
        yield Fault("data", said, "Fill in a figure, or take the chart out.", UNFIT)


def no_days(data: Data, key: str, column: str) -> Iterator[Fault]:
    """A fault for the cells that hold no day in a column of days: a line would go through them as through names."""
    cells = [row[column] for row in data.rows]
    odd = [n for n, cell in enumerate(cells) if days.day(cell) is None]
    if odd and any(map(days.is_meant, cells)):
        first, more = shortened(str(cells[odd[0]])), len(odd) - 1
        said = f"`{first}`, in the column `{column}`, is no day."
        if not first:
            said = f"A cell of the column `{column}` is empty, where a day is wanted."
        others = f" Nor are {more} more cells of it." if more > 1 else " Nor is one more cell of it." if more else ""
        line = data.lines[odd[0]] if data.lines else None
        yield Fault(key, f"{said}{others}", days.WRITTEN, "DATA009", line)


def too_many(chart: XY, data: Data, most: int, what: str) -> Iterator[Fault]:
    """A fault where there are more series than colours or room for them."""
    series = {row[chart.series] for row in data.rows} if chart.series else set()
    if len(series) > most:
        said = f"`{chart.series}` has {len(series)} series; a chart holds {most} {what}."
        apart = f"Draw each by itself, `panels: {chart.series}`" if hasattr(chart, "panels") else "Make two charts"
        yield Fault("series", said, f"{apart}, or put small series together as one.", UNFIT)


def too_long(data: Data, column: str, most: int, key: str = "x") -> Iterator[Fault]:
    """A fault where there are more names than a chart has room for."""
    names = {row[column] for row in data.rows}
    if len(names) > most:
        said = f"`{column}` has {len(names)} names; a chart of this form holds {most}."
        yield Fault(key, said, "Keep those that the text speaks of, put the rest together, or make a table.", UNFIT)
