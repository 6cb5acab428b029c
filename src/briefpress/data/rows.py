"""The rows of a file of data, of whatever kind it is, as charts, tables and values take them."""

from __future__ import annotations

from dataclasses import dataclass

from briefpress.diagnostics import Span

MAX_ROWS = 100_000
"""The rows of a table at most. A query makes fewer of more."""

MAX_CELLS = 4_000_000
"""The cells of a table at most, which take about a gigabyte and some seconds."""

MAX_COLUMNS = 1_000

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

    def place(self, row: int) -> Span:
        """Where a row stands, of its number from 0: the line, if there are lines."""
        return Span(self.path, self.lines[row], 1) if self.lines else Span(self.path)
