"""A table block and its rows in; the lines of the table, or all that is wrong with what it asks for, out."""

from __future__ import annotations

from briefpress.data.rows import Data
from briefpress.diagnostics import Diagnostic
from briefpress.tables import arranging, columns, faults, lines, marking
from briefpress.tables.arranging import Collate
from briefpress.tables.lines import Lines
from briefpress.tables.places import Places
from briefpress.tables.settings import DataTable


def made(
    settings: DataTable, data: Data, places: Places, collate: Collate, lang: str
) -> tuple[Lines | None, list[Diagnostic]]:
    """The lines of a table whose columns are all there; None where something is wrong that can't be passed over."""
    found = [
        *columns.misfits(settings, data, places),
        *arranging.nameless(settings, data, places),
        *faults.found(settings, data, places),
    ]
    groups = arranging.arranged(settings, data, collate)
    found += arranging.overlong(groups, places)
    marks, wrong = marking.marks(settings, data, tuple(columns.chosen(settings, data)), groups, places)
    found += wrong
    if any(f.code not in PASSED_OVER for f in found):
        return None, found
    return lines.lines_of(settings, data, groups, marks, lang), found


PASSED_OVER = ("DATA032", "DATA033")
"""Codes of what a table may be printed with: a publisher decides."""
