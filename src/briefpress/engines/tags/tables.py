"""A tree of tags in; its tables with a scope for each header, and the headers of each cell, out.

ISO 14289-1, 7.5: what heads a cell must be known from Scope, or from Headers and ID. We give both, for the
arrangement of a table with spans can't be told by Scope alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from briefpress.engines.tags.boxes import ROW_GROUP
from briefpress.engines.tags.tag import Tag


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell with the rows and the columns that it spans."""

    tag: Tag
    rows: range
    columns: range

    @property
    def heads_column(self) -> bool:
        """Whether a header cell is one of columns, and not of rows."""
        return bool(self.tag.attributes["Table"]["Scope"] == "/Column")


def head_cells(root: Tag) -> None:
    """Give the header cells of every table an ID and a Scope, and every data cell the list of its headers."""
    for number, table in enumerate([tag for tag in root.walk() if tag.kind == "Table"], 1):
        _head(table, number)


def _head(table: Tag, number: int) -> None:
    rows = list(_rows(table))
    cells = list(_grid([row for row, _ in rows]))
    with_data = {cell.rows.start for cell in cells if cell.tag.kind == "TD"}
    headers = [cell for cell in cells if cell.tag.kind == "TH"]
    above: dict[int, list[_Cell]] = defaultdict(list)
    beside: dict[int, list[_Cell]] = defaultdict(list)
    for n, cell in enumerate(headers, 1):
        cell.tag.entries["ID"] = f"table-{number}-{n}"
        row = cell.rows.start
        # A row of headers alone heads columns wherever it stands.
        in_head = rows[row][1].kind == "THead" or row not in with_data
        cell.tag.attributes["Table"].setdefault("Scope", "/Column" if in_head else "/Row")
        for place in cell.columns if cell.heads_column else _headed(cell, rows):
            (above if cell.heads_column else beside)[place].append(cell)
    for cell in cells:
        if cell.tag.kind == "TD":
            named = [h for row in cell.rows for h in beside[row]]
            named += [h for column in cell.columns for h in above[column] if h.rows.start < cell.rows.start]
            if named:
                cell.tag.attributes["Table"]["Headers"] = list(dict.fromkeys(h.tag.entries["ID"] for h in named))


def _headed(header: _Cell, rows: list[tuple[Tag, Tag]]) -> Iterable[int]:
    """The rows that a header of rows is for: those that it spans, or all from there on in its part of the table."""
    if header.tag.role != ROW_GROUP:
        return header.rows
    first = header.rows.start
    return [row for row in range(first, len(rows)) if rows[row][1] is rows[first][1]]


def _rows(part: Tag) -> Iterator[tuple[Tag, Tag]]:
    """The rows of a table, each with the part that it stands in. A table in a cell is another table."""
    for tag in part.tags:
        if tag.kind == "TR":
            yield tag, part
        elif tag.kind in ("THead", "TBody", "TFoot"):
            yield from _rows(tag)


def _grid(rows: list[Tag]) -> Iterator[_Cell]:
    """The cells of a table where its spans put them, as HTML has it."""
    taken: set[tuple[int, int]] = set()
    for row, tag in enumerate(rows):
        column = 0
        for cell in tag.tags:
            while (row, column) in taken:
                column += 1
            spans = cell.attributes.get("Table", {})
            high, wide = int(spans.get("RowSpan", 1)), int(spans.get("ColSpan", 1))
            taken |= {(row + down, column + across) for down in range(high) for across in range(wide)}
            yield _Cell(cell, range(row, row + high), range(column, column + wide))
            column += wide
