"""The settings of a table and its rows in; findings for totals that can't be, or say less than they seem to, out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from briefpress.data.columns import no_numbers
from briefpress.data.forms import form_of
from briefpress.data.rows import Data
from briefpress.diagnostics import Diagnostic, finding
from briefpress.tables import columns
from briefpress.tables.lines import aggregate_of
from briefpress.tables.places import Places, totals
from briefpress.tables.reckoning import result
from briefpress.tables.settings import Aggregate, DataTable

_WHOLE, _ROUNDING = Fraction(1), Fraction(1, 100)
"""What the shares of a whole come to, and how far their rounding may take them from it."""


def found(settings: DataTable, data: Data, places: Places) -> list[Diagnostic]:
    """What is wrong with the totals of a table, each once."""
    told: dict[tuple[str, str], Diagnostic] = {}
    for path, total in totals(settings):
        if not total.label and aggregate_of(total) is None:
            said = "This row holds sums, means or the like beside each other: no one word says what it is."
            place = places.at(path)
            told["DATA037", path] = finding("DATA037", said, place, "Give it a `label`, or make a row for each.")
        for fault in _of_columns(settings, data, total.columns, f"{path}.columns", places):
            told.setdefault((fault.code, fault.message), fault)
    if settings.limited:
        for fault in _of_columns(settings, data, settings.limited.rest, "limit.rest", places):
            told.setdefault((fault.code, fault.message), fault)
    return list(told.values())


def _of_columns(
    settings: DataTable, data: Data, wanted: Mapping[str, Aggregate], path: str, places: Places
) -> Iterator[Diagnostic]:
    shown = columns.chosen(settings, data)
    for name, aggregate in wanted.items():
        place = places.at(f"{path}.{name}")
        if name not in shown:
            said = f"This table doesn't show the column `{name}`, and can't show what it comes to."
            yield finding("DATA031", said, place, "Add it to `columns`, or take it out here.")
        elif name == next(iter(shown)):
            said = f"`{name}` is the first column, in which the label of this row stands."
            yield finding("DATA031", said, place, "Put a column of names before it.")
        elif aggregate != "count":
            form = shown[name].format
            if wrong := no_numbers(data, name, place):
                said = f"The column `{name}` isn't numbers alone, and has no {_NAMES[aggregate]}."
                yield finding("DATA031", said, place, f"{wrong[0].message} {wrong[0].hint}", (wrong[0].span or place,))
            elif not any(text[name] for text in data.texts):
                yield finding("DATA031", f"The column `{name}` is empty.", place, "Take it out here.")
            elif form and _kind(form) == "date":
                said = f"The column `{name}` holds days, which have no {_NAMES[aggregate]}."
                yield finding("DATA031", said, place, "Take it out here.")
            elif aggregate == "sum":
                yield from _doubtful(settings, data, name, places, path)


def _doubtful(settings: DataTable, data: Data, name: str, places: Places, path: str) -> Iterator[Diagnostic]:
    """What makes a sum say less than it seems: shares of different wholes, and figures that there are none of."""
    place = places.at(f"{path}.{name}")
    everything = range(len(data.rows))
    form = columns.chosen(settings, data)[name].format
    whole = result("sum", name, everything, data)
    if form and _kind(form) in ("percent", "points") and whole and abs(whole.value - _WHOLE) > _ROUNDING:
        said = f"The shares of `{name}` don't come to 100 %: they are of different wholes, and their sum is of none."
        yield finding("DATA032", said, place, "Take their `mean` or `median`, or sum up the figures behind them.")
    empty = [row for row in everything if not data.texts[row][name]]
    if empty and not any(note.column == name or note.total for note in settings.notes):
        cells = f"{len(empty)} cells" if len(empty) > 1 else "A cell"
        said = f"{cells} of `{name}` {'are' if len(empty) > 1 else 'is'} empty: the sum is of the others alone."
        hint = f"Fill in the figure, or tell readers: `notes: [{{column: {name}, text: …}}]`."
        yield finding("DATA033", said, place, hint, (data.place(empty[0]),))


def _kind(form: str) -> str:
    try:
        return form_of(form).kind
    except ValueError:
        return ""


_NAMES: dict[Aggregate, str] = {
    "sum": "sum", "mean": "mean", "median": "median", "min": "lowest figure", "max": "highest figure",
    "count": "number",
}  # fmt: skip
