"""A tree of tags in; its tables with a scope for each header, and the headers of each cell, out.

ISO 14289-1, 7.5: what heads a cell must be known from Scope, or from Headers and ID. We give both, for the
arrangement of a table with spans can't be told by Scope alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from briefpress.engines.tags.tag import Tag

_Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell with the row and the column that it begins in, and the spans of both."""

    tag: Tag
    row: int
    column: int
    rows: int
    columns: int


def head_cells(root: Tag) -> None:
    """Give the header cells of every table an ID and a Scope, and every data cell the list of its headers."""
    for number, table in enumerate([tag for tag in root.walk() if tag.kind == "Table"], 1):
        _head(table, number)


def _head(table: Tag, number: int) -> None:
    rows = list(_rows(table, in_head=False))
    cells = list(_grid([row for row, _ in rows]))
    headers = [cell for cell in cells if cell.tag.kind == "TH"]
    for n, cell in enumerate(headers, 1):
        cell.tag.entries["ID"] = f"table-{number}-{n}"
        in_head = rows[cell.row][1] or not any(c.tag.kind == "TD" for c in cells if c.row == cell.row)
        cell.tag.attributes["Table"].setdefault("Scope", "/Column" if in_head else "/Row")
    columns: dict[int, list[_Cell]] = {}
    sides: dict[int, list[_Cell]] = {}
    for cell in headers:
        if cell.tag.attributes["Table"]["Scope"] == "/Column":
            for column in range(cell.column, cell.column + cell.columns):
                columns.setdefault(column, []).append(cell)
        else:
            for row in range(cell.row, cell.row + cell.rows):
                sides.setdefault(row, []).append(cell)
    for cell in cells:
        if cell.tag.kind != "TD":
            continue
        over = [h for c in range(cell.column, cell.column + cell.columns) for h in columns.get(c, ()) if h.row < cell.row]
        beside = [h for r in range(cell.row, cell.row + cell.rows) for h in sides.get(r, ()) if h.column != cell.column]
        named = list(dict.fromkeys(h.tag.entries["ID"] for h in (*beside, *over)))
        if named:
            cell.tag.attributes["Table"]["Headers"] = named


def _rows(part: Tag, *, in_head: bool) -> Iterator[tuple[Tag, bool]]:
    """The rows of a table, and whether each stands in its head. A table in a cell is another table."""
    for tag in part.tags:
        if tag.kind == "TR":
            yield tag, in_head
        elif tag.kind in ("THead", "TBody", "TFoot"):
            yield from _rows(tag, in_head=tag.kind == "THead")


def _grid(rows: list[Tag]) -> Iterator[_Cell]:
    """The cells of a table where its spans put them, as HTML has it."""
    taken: set[_Place] = set()
    for row, tag in enumerate(rows):
        column = 0
        for cell in tag.tags:
            while (row, column) in taken:
                column += 1
            spans = cell.attributes.get("Table", {})
            high, wide = int(spans.get("RowSpan", 1)), int(spans.get("ColSpan", 1))
            taken |= {(row + down, column + across) for down in range(high) for across in range(wide)}
            yield _Cell(cell, row, column, high, wide)
            column += wide
