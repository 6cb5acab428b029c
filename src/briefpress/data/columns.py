"""Rows of data and the columns wanted of them in; findings for those that aren't there or hold no numbers out."""

from __future__ import annotations

from briefpress.data.rows import Data
from briefpress.diagnostics import Diagnostic, Span, finding
from briefpress.validate import nearest


def no_numbers(data: Data, column: str, named_in: Span) -> list[Diagnostic]:
    """A finding for each cell of a column of numbers that holds something else; an empty one holds no figure."""
    return [
        finding("DATA001", f"`{row[column]}`, in the column `{column}`, is no number.", Span(data.path, line, 1),
                "Leave the cell empty where there is no figure; write numbers as 1234.5.", (named_in,))
        for row, line in zip(data.rows, data.lines, strict=True)
        if isinstance(row[column], str) and row[column]
    ]  # fmt: skip


def missing_columns(data: Data, wanted: dict[str, Span]) -> list[Diagnostic]:
    """A finding for each wanted column that the data hasn't, at the place where it is asked for."""
    found = []
    for name, place in wanted.items():
        if name not in data.columns:
            like = nearest(name, data.columns)
            hint = f"Did you mean `{like}`?" if like else "It has: " + ", ".join(data.columns) + "."
            found.append(finding("DATA002", f"`{data.path}` has no column `{name}`.", place, hint))
    return found
