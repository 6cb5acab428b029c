"""A header and rows of cells, of whatever kind of file, in; Data, or what is wrong with them, out."""

from __future__ import annotations

from collections.abc import Iterator, Sized

from briefpress import files
from briefpress.data import cells
from briefpress.data.rows import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, Data
from briefpress.diagnostics import Diagnostic, Span, finding
from briefpress.engines.grids import Grid, Number


def table(grid: Grid, path: str, named_in: Span) -> tuple[Data | None, list[Diagnostic]]:
    """The Data of a grid. `path` is the file's from the brief's folder, `named_in` who asks for it."""
    columns = tuple(name.strip() for name in grid.columns)
    if wrong := header_fault(columns, path, named_in):
        return None, [wrong]
    if len(grid.rows) > most_rows(columns):
        return None, [too_many(path, named_in, columns)]
    if not grid.rows:
        return None, [finding("DATA001", "The data file has no row below its header.", Span(path),
                              "Fill it, or take the block that shows it out.", (named_in,))]  # fmt: skip
    found = [*_repeated(grid, columns, path), *_no_cells(grid, columns, path)]
    if found:
        return None, found[:1]
    texts = tuple(dict(zip(columns, map(str, row), strict=True)) for row in grid.rows)
    rows = tuple(dict(zip(columns, map(cells.value, row), strict=True)) for row in grid.rows)
    return Data(path, columns, rows, texts, tuple(grid.lines)), []


def header_fault(columns: tuple[str, ...], path: str, named_in: Span, line: int = 1) -> Diagnostic | None:
    """What is wrong with the names of columns."""
    place = Span(path, line, 1) if line else Span(path)
    if not any(columns):
        return finding(
            "DATA001", "The data file is empty.", Span(path), "Its first row names the columns.", (named_in,)
        )
    if len(columns) > MAX_COLUMNS:
        return too_many_columns(columns, place)
    if "" in columns:
        number = columns.index("") + 1
        hint = "Name it; or take it away: a spreadsheet keeps commas for columns that were emptied."
        return finding("DATA001", f"Column {number} has no name in the header.", place, hint)
    twice = next((name for i, name in enumerate(columns) if name in columns[:i]), None)
    if twice is not None:
        return finding("DATA001", f"Two columns are called `{twice}`.", place, "Rename one.")
    if odd := next((name for name in columns if files.UNPRINTABLE.search(name) or "\n" in name), None):
        said = f"The name of the column `{' '.join(odd.split())}` holds what can't be printed."
        return finding("DATA001", said, place, "Write it anew, in one line.")
    return None


def most_rows(columns: Sized) -> int:
    """How many rows a table of so many columns may have."""
    return min(MAX_ROWS, MAX_CELLS // max(len(columns), 1))


def too_many(path: str, named_in: Span, columns: Sized) -> Diagnostic:
    """A finding for a file with more rows than a brief can hold."""
    of = f" of {len(columns)} columns" if most_rows(columns) < MAX_ROWS else ""
    return too_large(path, named_in, f"more than {most_rows(columns):,} rows{of}")


def too_large(path: str, named_in: Span, what: str) -> Diagnostic:
    """A finding for a file with more than a brief can hold."""
    return finding("DATA007", f"The file has {what}.", Span(path),
                   "Put the aggregated table into the brief, or aggregate by `query:`.", (named_in,))  # fmt: skip


def too_many_columns(columns: Sized, place: Span) -> Diagnostic:
    """A finding for a file with more columns than a brief can hold, or so many at least."""
    return finding("DATA007", f"The file has {len(columns):,} columns.", place, "Keep those that are shown.")


def _repeated(grid: Grid, columns: tuple[str, ...], path: str) -> Iterator[Diagnostic]:
    for i, row in enumerate(grid.rows):
        if row[0] == columns[0] and tuple(cell.strip() for cell in row) == columns:
            said = f"The header stands again among the rows{_number(grid, i)}."
            hint = "Delete it: a header is repeated where tables are put one below the other."
            yield finding("DATA001", said, _place(grid, path, i), hint)


def _no_cells(grid: Grid, columns: tuple[str, ...], path: str) -> Iterator[Diagnostic]:
    """The cells that hold no data, row by row; which columns are numbers but for them is known at the end."""
    odd: dict[int, tuple[int, str]] = {}
    words = [False] * len(columns)
    numbers = [False] * len(columns)
    for i, row in enumerate(grid.rows):
        for j, cell in enumerate(row):
            if not cell:
                continue
            if isinstance(cell, Number):
                numbers[j] = True
            elif cells.is_no_number(cell):
                odd.setdefault(j, (i, cell))
                continue
            else:
                words[j] = True
                if match := files.UNPRINTABLE.search(cell):
                    said = f"A cell holds a character that can't be printed (U+{ord(match[0]):04X})"
                    yield _cell(grid, path, i, j, columns[j], said, "Delete it: it came with a text from elsewhere.")
            if wrong := cells.fault(cell):
                yield _cell(grid, path, i, j, columns[j], *wrong)
    for j, (i, cell) in odd.items():
        if numbers[j] and not words[j]:
            hint = "Leave the cell empty where there is no figure."
            yield _cell(grid, path, i, j, columns[j], f"`{cell}` is no number that can be shown", hint)


def _cell(grid: Grid, path: str, i: int, j: int, name: str, said: str, hint: str) -> Diagnostic:
    message = f"{said}, in the column `{name}`{_number(grid, i)}."
    return finding("DATA004", message, _place(grid, path, i, grid.first + j if grid.first else 1), hint)


def _place(grid: Grid, path: str, row: int, column: int = 1) -> Span:
    return Span(path, grid.lines[row], column) if grid.lines else Span(path)


def _number(grid: Grid, row: int) -> str:
    return "" if grid.lines else f", in row {row + 1}"
