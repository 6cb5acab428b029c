"""The settings of a table and its rows in; a pandoc Table in one shape out."""

from __future__ import annotations

from collections.abc import Sequence

from briefpress import ast
from briefpress.data.rows import Data, Value
from briefpress.model import Node
from briefpress.tables.settings import Column, DataTable
from briefpress.wording import Numerals


def columns_of(settings: DataTable, data: Data) -> dict[str, Column]:
    """The columns to show, in order, each with its title."""
    chosen = settings.columns if settings.columns is not None else dict.fromkeys(data.columns, "")
    columns = {}
    for name, column in chosen.items():
        full = column if isinstance(column, Column) else Column(column)
        columns[name] = Column(full.title or name, full.format, full.align)
    return columns


def table(settings: DataTable, data: Data, caption: Sequence[Node], numerals: Numerals) -> Node:
    """A pandoc Table: numbers to the right, in the format asked for, else as the file has them; names to the left.

    Raises ValueError for a format that is none.
    """
    columns = columns_of(settings, data)
    numeric = {
        n: any(row[n] != "" for row in data.rows)
        and all(isinstance(row[n], int | float) or not row[n] for row in data.rows)
        for n in columns
    }
    first = next(iter(columns))
    aligns = {
        name: {"right": "AlignRight", "center": "AlignCenter", "left": "AlignLeft"}.get(
            column.align,
            "AlignRight" if numeric[name] and not (settings.header_column and name == first) else "AlignLeft",
        )
        for name, column in columns.items()
    }
    head = [_cell(ast.text(column.title), aligns[name]) for name, column in columns.items()]
    body = [
        [
            _cell(ast.text(shown(row[name], text[name], column.format, numerals)), aligns[name])
            for name, column in columns.items()
        ]
        for row, text in zip(data.rows, data.texts, strict=True)
    ]
    empty = ast.attr()
    rows = [[empty, cells] for cells in body]
    specs = [[{"t": aligns[name]}, {"t": "ColWidthDefault"}] for name in columns]
    header_columns = 1 if settings.header_column else 0
    return {
        "t": "Table",
        "c": [
            empty,
            [None, [ast.plain_block(caption)] if caption else []],
            specs,
            [empty, [[empty, head]]],
            [[empty, header_columns, [], rows]],
            [empty, []],
        ],
    }


def shown(value: Value, text: str, form: str, numerals: Numerals) -> str:
    """A value as a cell shows it. `form` is a format as Python and d3 both write it: `.0%`, `,`."""
    if isinstance(value, str) or not form:
        return text
    return numerals.written(format(value, form))


def _cell(inlines: list[Node], align: str) -> Node:
    cell: Node = [ast.attr(), {"t": align}, 1, 1, [ast.plain_block(inlines)]]  # type: ignore[assignment]  # a list
    return cell
