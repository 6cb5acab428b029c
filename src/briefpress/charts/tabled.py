"""The settings of a chart and its rows in; its figures as a table that is read instead of it, out."""

from __future__ import annotations

from collections.abc import Sequence

from briefpress.charts import days, figures, readings
from briefpress.charts.kinds import KINDS
from briefpress.charts.lines import Lines
from briefpress.charts.settings import Chart, Field, as_field
from briefpress.charts.slopes import Slopes
from briefpress.charts.xy import XY
from briefpress.data.forms import form_of
from briefpress.data.rows import Data, Value
from briefpress.datamodel import CellTable

MOST = 200
"""Rows of a table that stands beside a chart unless its block says otherwise; who wants more wants the file."""
NONE = "–"
"""What a cell without a figure shows."""


def table(chart: Chart, data: Data, lang: str) -> CellTable | None:
    """The figures of a chart in the forms in which it writes them: series in columns, what they are of in rows.

    None where its block wants none (`table: false`), or says nothing and there would be more than MOST rows.
    """
    if chart.table is False:
        return None
    made = _by_place(chart, data, lang) if isinstance(chart, XY) else _by_column(chart, data, lang)
    return made if chart.table or len(made.rows) <= MOST else None


def _by_place(chart: XY, data: Data, lang: str) -> CellTable:
    x, y = as_field(chart.x), as_field(chart.y)
    ordered = isinstance(chart, Lines | Slopes)
    known = readings.places([row[x.field] for row in data.rows], lang, x.format, ordered=ordered)
    series = readings.of(chart, data, known)
    title, several = _titled(y, chart.unit), bool(chart.series or readings.panels_of(chart))
    head = [s.name or NONE for s in series] if several else [title]
    said = [{r.place: r.said for r in s.readings} for s in series]
    rows = tuple((known.said(place) or NONE, *(s.get(place, NONE) for s in said)) for place in known.values)
    return CellTable(title if several else "", (x.title or x.field, *head), rows, len(head), header=True)


def _by_column(chart: Chart, data: Data, lang: str) -> CellTable:
    """The columns that a chart names, names before figures; all of them where it names none."""
    named = {n.column: n for n in KINDS[chart.type].columns(chart)}
    columns = sorted(named or data.columns, key=lambda c: c in named and named[c].numbers)
    unit = getattr(chart, "unit", "")
    fields = [_field(chart, named[c].key, c) if c in named else Field(c) for c in columns]
    numbers = [c in named and named[c].numbers for c in columns]
    head = [_titled(f, unit if number else "") for f, number in zip(fields, numbers, strict=True)]
    cells = [_column(f, data, lang) for f in fields]
    first = [said for said in cells[0] if said != NONE]
    return CellTable(
        getattr(chart, "title", ""), tuple(head), tuple(zip(*cells, strict=True)), sum(numbers),
        header=len(columns) > 1 and not numbers[0] and len(set(first)) == len(data.rows),
    )  # fmt: skip


def _field(chart: Chart, key: str, column: str) -> Field:
    """What a block says of a column at the key that names it."""
    said: object = getattr(chart, key.partition(".")[0], None)
    return as_field(said) if isinstance(said, str | Field) else Field(column)


def _column(field: Field, data: Data, lang: str) -> Sequence[str]:
    values = [row[field.field] for row in data.rows]
    say = figures.of(field, data, lang)
    form = field.format or ("date" if days.are_days([v for v in values if v != ""]) else "")
    return [_cell(value, form, say) for value in values]


def _cell(value: Value, form: str, say: figures.Figures) -> str:
    if value == "":
        return NONE
    if isinstance(value, str) or form.startswith("date"):
        wanted, text = form_of(form or "plain"), str(value)
        return wanted.written(value, text, say.lang) if wanted.fits(value, text) else text
    return say.cell(value) if form else figures.Figures("plain", say.lang, say.places).cell(value)


def _titled(field: Field, unit: str) -> str:
    title = field.title or field.field
    return f"{title} ({unit})" if unit else title
