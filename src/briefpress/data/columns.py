"""Rows of data and the columns wanted of them in; findings for those that aren't there or hold something else out."""

from __future__ import annotations

import datetime
import re

from briefpress.data import cells
from briefpress.data.rows import Data
from briefpress.diagnostics import Diagnostic, Span, finding
from briefpress.engines.grids import Number
from briefpress.validate import nearest

_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T.*)?)?)?")
_GROUPED = re.compile(r"[+\-−]?\d{1,3}(?:[,  ’'.]\d{3})+(?:[.,]\d+)?")
_COMMA = re.compile(r"[+\-−]?\d*,\d+")
_MEASURED = re.compile(r"(?:[€$£¥]\s*)?[+\-−]?\d[\d.,\s]*(?:%|[€$£¥]|[A-Za-z]{1,3})?")
_LISTED = 30
"""Columns that a hint lists."""


def no_numbers(data: Data, column: str, named_in: Span) -> list[Diagnostic]:
    """A finding for each cell of a column of numbers that holds something else; an empty one holds no figure."""
    return [
        finding("DATA001", f"`{cells.shortened(cell)}`, in the column `{column}`{_number(data, i)}, {what}.",
                data.place(i), hint, (named_in,))
        for i, row in enumerate(data.rows)
        if isinstance(cell := row[column], str) and cell
        for what, hint in [_no_number(cell)]
    ]  # fmt: skip


def _no_number(cell: str) -> tuple[str, str]:
    """Why a text is no number, and what to do."""
    if isinstance(cells.of_text(cell), Number):
        return "is a number written as text", "Write it in the file as a number: without quotation marks or apostrophe."
    if _GROUPED.fullmatch(cell):
        return "is a number with signs between its thousands", "Write it without them: 1234.5."
    if _COMMA.fullmatch(cell):
        return "is a number with a comma", f"Write it with a point: {cell.replace(',', '.')}."
    if _MEASURED.fullmatch(cell):
        return "is a number with its unit", "Write the number alone, a share as 0.26; the unit is the column's."
    return "is no number", "Leave the cell empty where there is no figure; write numbers as 1234.5."


def no_days(data: Data, column: str, named_in: Span) -> list[Diagnostic]:
    """A finding for each cell of a column of days that holds no day, month or year as ISO 8601 has it."""
    return [
        finding("DATA009", f"`{cells.shortened(text[column])}`, in the column `{column}`{_number(data, i)}, is no day.",
                data.place(i), "Write days as 2023-12-31, months as 2023-12, years as 2023.", (named_in,))
        for i, text in enumerate(data.texts)
        if text[column] and not _is_day(text[column])
    ]  # fmt: skip


def _is_day(text: str) -> bool:
    match = _DAY.fullmatch(text)
    if match is None:
        return False
    year, month, day = (int(part) if part else 1 for part in match.groups())
    try:
        datetime.date(year, month, day)
    except ValueError:
        return False
    return True


def _number(data: Data, row: int) -> str:
    return "" if data.lines else f" (row {row + 1})"


def missing_columns(data: Data, wanted: dict[str, Span]) -> list[Diagnostic]:
    """A finding for each wanted column that the data hasn't, at the place where it is asked for."""
    found = []
    for name, place in wanted.items():
        if name not in data.columns:
            like = nearest(name, data.columns)
            more = " …" if len(data.columns) > _LISTED else "."
            hint = f"Did you mean `{like}`?" if like else "It has: " + ", ".join(data.columns[:_LISTED]) + more
            found.append(finding("DATA002", f"`{data.path}` has no column `{name}`.", place, hint))
    return found
