"""An SQLite file and a table or a query in; its rows out, by SQLite itself, which may read and nothing else.

It is to be called in a second Python, for nothing here bounds its time.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

from briefpress.engines.grids import Fault, Grid, Number

T = TypeVar("T")

_ALLOWED = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE}
_MOMENTS = ("date", "time", "datetime", "julianday", "strftime", "unixepoch")
_REFUSED = frozenset((
    "random", "randomblob", "load_extension", "current_date", "current_time", "current_timestamp", "changes",
    "total_changes", "last_insert_rowid", "sqlite_source_id", "sqlite_version",
))  # fmt: skip
_OWN = re.compile(r"sqlite_|gpkg_|rtree_|spatial_ref_sys$|geometry_columns$", re.IGNORECASE)
_QUIET = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|`[^`]*`|\[[^\]]*\]|--[^\n]*|/\*.*?\*/", re.DOTALL)
_ONE_SELECT = "A query is one SELECT: `SELECT year, sum(value) AS value FROM levels GROUP BY year ORDER BY year`."


def tables(path: str) -> list[str] | Fault:
    """The names of the tables and views of a file, but for those that the format keeps for itself."""
    return _within(path, _tables)


def of_table(path: str, name: str, most: int) -> Grid | Fault:
    """The rows of a table or a view of a file, in the order in which they stand in it."""
    return _within(path, lambda con: _of_table(con, name, most))


def of_query(path: str, query: str, most: int, sheet: str | int | None = None) -> Grid | Fault:
    """What a query answers; in the order of its columns' values, where it names none.

    `data` is the table that `sheet` names, or the only one, unless the file has a table of that name.
    """
    return _within(path, lambda con: _of_query(con, query, most, sheet))


def _within(path: str, work: Callable[[sqlite3.Connection], T | Fault]) -> T | Fault:
    beside = Path(f"{path}-wal")
    if beside.is_file() and beside.stat().st_size:
        return Fault("The database wasn't closed: some of what it holds stands in the file `-wal` beside it.",
                     "Close the program that writes to it, or say `PRAGMA wal_checkpoint(TRUNCATE)`.")  # fmt: skip
    con = None
    try:
        con = sqlite3.connect(f"file:{quote(path)}?mode=ro&immutable=1", uri=True, isolation_level=None)
        con.text_factory = bytes.decode  # so that what isn't UTF-8 has an error of its own
        con.execute("PRAGMA trusted_schema=OFF")
        con.execute("PRAGMA cell_size_check=ON")
        con.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 16 << 20)
        return work(con)
    except UnicodeDecodeError:
        return Fault("A text in the database isn't in UTF-8.", "Write it again from its source.")
    except sqlite3.DatabaseError as error:
        return Fault(f"The database can't be read: {error}.", "Save it again: it is damaged, or was cut off.")
    finally:
        if con is not None:
            con.close()


def _tables(con: sqlite3.Connection) -> list[str]:
    rows = con.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view') ORDER BY name").fetchall()
    return [name for (name,) in rows if not _OWN.match(name)]


def _of_table(con: sqlite3.Connection, name: str, most: int) -> Grid | Fault:
    shapes = []
    if con.execute("SELECT 1 FROM sqlite_master WHERE name = 'gpkg_geometry_columns'").fetchone():
        asked = "SELECT column_name FROM gpkg_geometry_columns WHERE lower(table_name) = lower(?)"
        shapes = [column for (column,) in con.execute(asked, (name,))]
    told = con.execute("SELECT name FROM pragma_table_info(?)", (name,)).fetchall()
    columns = [column for (column,) in told if column not in shapes]
    chosen = ", ".join(_quoted(column) for column in columns)
    whole = f"SELECT {chosen} FROM {_quoted(name)}"  # noqa: S608  # quoted names
    _guard(con)
    try:
        return _grid(con, f"{whole} ORDER BY rowid", most)
    except sqlite3.OperationalError:
        # A view has no rows of its own, nor has a table without row numbers.
        return _grid(con, f"{whole} ORDER BY {', '.join(str(i + 1) for i in range(len(columns)))}", most)


def _of_query(con: sqlite3.Connection, query: str, most: int, sheet: str | int | None) -> Grid | Fault:
    outer = _outer(query)
    ordered = re.search(r"\border\s+by\b", outer) is not None
    if re.search(r"\blimit\b", outer) and not ordered:
        return _fault(
            "The query has a LIMIT without an order, so which rows come is open.", "Say `ORDER BY` before it."
        )
    if not re.match(r"(?:select|with|values)\b", outer):
        return _fault("The query is no SELECT.", _ONE_SELECT)
    names = _tables(con)
    meant = names_like(names, str(sheet)) if sheet is not None else names[0] if len(names) == 1 else None
    if meant and not names_like(names, "data"):
        con.execute(f"CREATE TEMP VIEW data AS SELECT * FROM main.{_quoted(meant)}")  # noqa: S608  # a quoted name
    _settle(con)
    refused = _guard(con)
    try:
        grid = _grid(con, query, most)
    except sqlite3.ProgrammingError as error:
        return _fault(f"The query can't be answered: {str(error).rstrip('.')}.", _ONE_SELECT)
    except sqlite3.OperationalError as error:
        if refused:
            return _fault(f"The query calls `{refused[0]}`, which doesn't answer the same each time.",
                          "Write the value into the query.")  # fmt: skip
        if "user-defined function" in str(error):
            return _fault("The query asks for the day on which it is answered.", "Write the day into the query.")
        return _fault(f"The query can't be answered: {error}.", _ONE_SELECT)
    except sqlite3.DatabaseError as error:
        if "not authorized" in str(error) or "prohibited" in str(error):
            what = f"calls `{refused[0]}`, which it may not" if refused else "does more than read"
            return _fault(f"The query {what}.", _ONE_SELECT)
        raise
    if isinstance(grid, Fault) or ordered:
        return grid
    return Grid(grid.columns, sorted(grid.rows, key=lambda row: [_rank(cell) for cell in row]))


def _outer(query: str) -> str:
    """The words of a query that stand in no bracket, text or comment, in small letters."""
    depth, out = 0, []
    for sign in _QUIET.sub(lambda m: " " if m[0][0] in "-/" else '""', query):
        depth += (sign == "(") - (sign == ")")
        out.append(sign if depth == 0 else " ")
    return "".join(out).strip().casefold()


def _guard(con: sqlite3.Connection) -> list[str]:
    """From here on nothing is allowed but to read; the functions that were refused come into the list."""
    refused: list[str] = []

    def allowed(action: int, _first: str | None, second: str | None, *_: str | None) -> int:
        if action == sqlite3.SQLITE_FUNCTION and str(second).casefold() in _REFUSED:
            refused.append(str(second).casefold())
            return sqlite3.SQLITE_DENY
        return sqlite3.SQLITE_OK if action in _ALLOWED else sqlite3.SQLITE_DENY

    con.set_authorizer(allowed)
    return refused


def _settle(con: sqlite3.Connection) -> None:
    """Let the functions of days know nothing of today."""
    aside = sqlite3.connect(":memory:")

    def of(name: str, first: int) -> Callable[..., Any]:
        def told(*given: Any) -> Any:
            if len(given) <= first or any(isinstance(g, str) and g.strip().casefold() == "now" for g in given):
                raise ValueError("the moment")
            signs = ", ".join("?" * len(given))
            return aside.execute(f"SELECT {name}({signs})", given).fetchone()[0]  # a name of ours

        return told

    for name in _MOMENTS:
        con.create_function(name, -1, of(name, int(name == "strftime")), deterministic=True)


def _grid(con: sqlite3.Connection, query: str, most: int) -> Grid | Fault:
    cursor = con.execute(query)
    columns = tuple(str(told[0]) for told in cursor.description or ())
    twice = next((name for i, name in enumerate(columns) if name in columns[:i]), None)
    if twice is not None:
        return _fault(f"Two columns of the answer are called `{twice}`.", "Name them: `sum(value) AS total`.")
    rows = cursor.fetchmany(most + 1)
    for row in rows:
        for name, cell in zip(columns, row, strict=True):
            if isinstance(cell, bytes):
                hint = "Choose the other columns by `query:`."
                return Fault(f"The column `{name}` holds bytes, not numbers, texts or days.", hint, "DATA004")
    return Grid(columns, [tuple(map(_cell, row)) for row in rows])


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return Number(repr(value)) if isinstance(value, int | float) else str(value)


def _rank(cell: str) -> tuple[int, float, str]:
    return (1, float(cell), "") if isinstance(cell, Number) else (2 if cell else 3, 0.0, cell)


def names_like(names: Sequence[str], name: str) -> str | None:
    """The table that a name means, in whatever letters."""
    return next((one for one in names if one.casefold() == name.casefold()), None)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _fault(said: str, hint: str) -> Fault:
    return Fault(said, hint, "DATA006", asked="query")
