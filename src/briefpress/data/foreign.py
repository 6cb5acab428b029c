"""A file that an engine reads, and what is asked of it, in; its grid, or why there is none, out, within bounds."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from briefpress.beside import Companion
from briefpress.data.rows import MAX_CELLS, MAX_ROWS
from briefpress.data.selection import Selection
from briefpress.diagnostics import StageError
from briefpress.engines import duck, grids, sqlite, workbooks
from briefpress.engines.grids import Fault, Grid
from briefpress.validate import nearest

SECONDS = 300
"""How long an engine may take: ten million rows are aggregated in well under a minute of a core."""

MEMORY = 2 << 30
"""Bytes of address space of the second Python; DuckDB's own bound is a part of it."""

_SMALLER = "Aggregate the file by itself, and put the result into the brief."


def workbook(file: Path, wanted: Selection) -> Grid | Fault:
    """The cells of a workbook's sheet."""
    return _asked(lambda it: _grid(it, workbooks.read, str(file), wanted.sheet, MAX_ROWS))


def parquet(file: Path, wanted: Selection) -> Grid | Fault:
    """The rows of a Parquet file, or what its query answers."""
    return _asked(lambda it: _grid(it, duck.of_parquet, str(file), wanted.query or "", MAX_ROWS))


def delimited(file: Path, sign: str, columns: tuple[str, ...], query: str) -> Grid | Fault:
    """What a query answers over a file of delimited cells that is too large to be read as a whole."""
    return _asked(lambda it: _grid(it, duck.of_delimited, str(file), sign, columns, query, MAX_ROWS))


def rows(grid: Grid, query: str) -> Grid | Fault:
    """What a query answers over rows that were read."""
    with tempfile.TemporaryDirectory(prefix="briefpress-") as folder:
        return _asked(lambda it: _grid(it, duck.of_rows, folder, grid.columns, grid.rows, query, MAX_ROWS))


def database(file: Path, wanted: Selection) -> Grid | Fault:
    """The rows of a database's table, or what its query answers."""

    def ask(it: Companion) -> Grid | Fault:
        if wanted.query:
            return _grid(it, sqlite.of_query, str(file), wanted.query, MAX_ROWS, wanted.sheet)
        names = it.call(sqlite.tables, str(file))
        if isinstance(names, Fault):
            return names
        listed = f"There are: {', '.join(f'`{name}`' for name in names[:20])}."
        if wanted.sheet is None:
            if len(names) == 1:
                return _grid(it, sqlite.of_table, str(file), names[0], MAX_ROWS)
            said = "The database has more than one table." if names else "The database has no table."
            return Fault(said, f"Say which one by `sheet:`, or ask by `query:`. {listed}", asked="data")
        name = sqlite.names_like(names, str(wanted.sheet))
        if name is None:
            like = nearest(str(wanted.sheet), names)
            said = f"The database has no table `{wanted.sheet}`."
            return Fault(said, f"Did you mean `{like}`?" if like else listed, asked="sheet")
        return _grid(it, sqlite.of_table, str(file), name, MAX_ROWS)

    return _asked(ask)


def _grid(it: Companion, read: Callable[..., Grid | Fault], *arguments: object) -> Grid | Fault:
    """What a reader gives in the second Python, as much of it as a brief can hold."""
    return it.call(partial(grids.bounded, cells=MAX_CELLS), read, *arguments)


def _asked(work: Callable[[Companion], Grid | Fault]) -> Grid | Fault:
    """What an engine answers within its bounds. Raises StageError where there is no such engine on this machine."""
    try:
        with Companion("Reading the data", SECONDS, MEMORY) as reader:
            return work(reader)
    except StageError as error:
        code = error.diagnostics[0].code
        said = error.diagnostics[0].message
        if code == "ENG003":
            return Fault(said, _SMALLER, "DATA007")
        if code == "ENG002":
            return Fault(
                "The file can't be read: what reads it broke off.", "Save it anew: it is damaged, or too large."
            )
        raise
