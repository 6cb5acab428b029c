"""What a table says of its columns, and its rows, in; each column with the words of its cells, and their room, out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from briefpress.data.cells import shortened
from briefpress.data.forms import PLAIN, Form, form_of
from briefpress.data.numbers import decimals, exactly
from briefpress.data.rows import Data
from briefpress.diagnostics import Diagnostic, finding
from briefpress.tables.places import Places
from briefpress.tables.reckoning import Result
from briefpress.tables.settings import Column, DataTable
from briefpress.wording import numerals

Align = Literal["start", "left", "center", "right"]

MISSING = "–"
"""What stands for a figure that there is none of."""

_FIGURE_SPACE, _POINT_SPACE = "\u2007", "\u2008"
"""As wide as a digit and as a full stop (Unicode, 6.2)."""


@dataclass(frozen=True, slots=True)
class Words:
    """What a cell says, and the blank signs behind it that put its decimal point below those of the others."""

    said: str
    blank: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A column as it is shown: `places` are the most decimals of its cells, None where all have as many."""

    name: str
    title: str
    align: Align
    form: Form
    is_numeric: bool
    missing: str
    lang: str
    places: int | None = None

    def cell(self, data: Data, row: int) -> Words:
        """A cell of a row, by its number in the data. Raises ValueError where the form can't write it."""
        value, text = data.rows[row][self.name], data.texts[row][self.name]
        if not text:
            return Words(self.missing)
        if self.form is PLAIN and not self.is_numeric:
            return Words(text)
        return self._aligned(self.form.written(value, text, self.lang))

    def result(self, result: Result | None, *, count: bool) -> Words:
        """What a column comes to; a count is a number whatever the column holds."""
        if result is None:
            return Words(self.missing or MISSING)
        form = Form("number") if count else self.form
        said = form.written(result.value, result.text, self.lang)
        return self._aligned(said) if self.is_numeric else Words(said)

    def _aligned(self, said: str) -> Words:
        if self.places is None:
            return Words(said)
        point = numerals(self.lang).decimal
        own = len(said.rpartition(point)[2]) if point in said else 0
        lacking = max(0, self.places - own)
        return Words(said, (_POINT_SPACE if lacking and not own else "") + _FIGURE_SPACE * lacking)


def chosen(settings: DataTable, data: Data) -> dict[str, Column]:
    """The columns to show, in order, with what is said of each: all but that of the groups where none are named."""
    if settings.columns is None:
        hidden = settings.grouped.column if settings.grouped else None
        return {name: Column(name) for name in data.columns if name != hidden}
    return {
        name: _titled(said if isinstance(said, Column) else Column(said), name)
        for name, said in settings.columns.items()
    }


def _titled(column: Column, name: str) -> Column:
    """A column with a title: its own, else its name."""
    return column if column.title else Column(name, column.format, column.align, column.missing)


def shown(
    settings: DataTable, data: Data, rows: Sequence[int], results: Sequence[tuple[str, str]], lang: str
) -> tuple[Shown, ...]:
    """The columns of a table, left to right, of the rows that it shows.

    `results` are what columns come to in it, as a file would write it. Raises ValueError for a format that is none.
    """
    found = []
    for position, (name, column) in enumerate(chosen(settings, data).items()):
        numeric = _is_numeric(name, data)
        texts = [text for row in rows if (text := data.texts[row][name])] + [t for of, t in results if of == name]
        form = _uniform(form_of(column.format) if column.format else PLAIN, texts)
        first = settings.headed and not position
        align: Align = column.align or ("right" if numeric and not first else "start")
        missing = column.missing if column.missing is not None else settings.missing
        if missing is None:
            missing = MISSING if numeric else ""
        spread = numeric and align == "right" and form.kind in ("plain", "number") and form.places is None
        places = max((decimals(text) or 0 for text in texts), default=0) if spread else None
        found.append(Shown(name, column.title, align, form, numeric, missing, lang, places))
    return tuple(found)


def misfits(settings: DataTable, data: Data, places: Places) -> list[Diagnostic]:
    """A finding for each format that is none, and for each cell that its column's format can't write."""
    found = []
    for name, column in chosen(settings, data).items():
        if not column.format:
            continue
        asked = places.at(f"columns.{name}.format")
        try:
            form = form_of(column.format)
        except ValueError as error:
            wrong, _, like = str(error).partition(". ")
            hint = like if like.endswith("?") else "Formats are written `percent(1)`, `currency(EUR)` or `.1f`."
            found.append(finding("DATA030", f"The format of `{name}` can't be used: {wrong}.", asked, hint))
            continue
        unfit = [n for n, text in enumerate(data.texts) if text[name] and not form.fits(data.rows[n][name], text[name])]
        if unfit:
            what = "no day" if form.kind == "date" else "no number"
            more = f" So are {len(unfit) - 1} more cells of it." if len(unfit) > 1 else ""
            said = (
                f"`{shortened(data.texts[unfit[0]][name])}`, in the column `{name}`, is {what}, as `{column.format}` "
            )
            hint = "Write such cells as the format wants them, leave them empty, or take the format out."
            found.append(finding("DATA030", f"{said}wants one.{more}", data.place(unfit[0]), hint, (asked,)))
    return found


def _is_numeric(name: str, data: Data) -> bool:
    """Whether a column holds numbers, and nothing else."""
    cells = [row[name] for row in data.rows if row[name] != ""]
    return bool(cells) and not any(isinstance(cell, str) for cell in cells)


def _uniform(form: Form, texts: Sequence[str]) -> Form:
    """A form that gives all cells of a column as many decimals, where what stands behind them would hide the points."""
    if form.places is not None or not texts:
        return form
    if form.kind in ("percent", "points"):
        return replace(form, places=max(0, min(1, max(decimals(text) or 0 for text in texts) - 2)))
    if form.kind == "currency":
        numbers = [number for text in texts if (number := exactly(0, text)) is not None]
        return form if all(n.denominator == 1 for n in numbers) else replace(form, places=_cents(form.currency))
    return form


def _cents(currency: str) -> int:
    from babel.numbers import get_currency_precision

    return get_currency_precision(currency)
