"""The rows of a file of data, of whatever kind it is, as charts, tables and values take them."""

from __future__ import annotations

from dataclasses import dataclass

Value = str | int | float
"""What a cell holds: a finite number, or text. An empty cell is "", a day is written as ISO 8601 has it."""


@dataclass(frozen=True, slots=True)
class Data:
    """A table: the path of its file from the brief's folder, its columns' names, its rows.

    `texts` has the rows as the file writes them (1.10, not 1.1), `lines` the line of the file where each ends: in a
    workbook its row, and none where a kind of file has no lines, or a query made the rows.
    """

    path: str
    columns: tuple[str, ...]
    rows: tuple[dict[str, Value], ...]
    texts: tuple[dict[str, str], ...] = ()
    lines: tuple[int, ...] = ()
