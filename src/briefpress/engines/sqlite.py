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
_MOMENTS = ("date", "time", "datetime", "julianday", "strftime", "timediff", "unixepoch")
_UNSETTLED = ("now", "localtime", "utc")
"""What functions of days take for the moment, and for the zone of this machine."""

_REFUSED = frozenset((
    "random", "randomblob", "load_extension", "current_date", "current_time", "current_timestamp", "changes",
    "total_changes", "last_insert_rowid", "sqlite_compileoption_get", "sqlite_compileoption_used", "sqlite_source_id",
    "sqlite_version",
))  # fmt: skip
_OWN = re.compile(r"sqlite_|gpkg_|rtree_|spatial_ref_sys$|geometry_columns$", re.IGNORECASE)
_QUIET = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|`[^`]*`|\[[^\]]*\]|--[^\n]*|/\*.*?\*/", re.DOTALL)
_HOT = bytes.fromhex("d9d505f920a163d7")
"""How a journal begins whose transaction was never ended (SQLite's file format, 3); one that was kept has noughts."""

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
    if fault := _unfinished(Path(path)):
        return fault
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


def _unfinished(file: Path) -> Fault | None:
    """Why a file isn't a whole database: some of it stands beside it, or is missing, which SQLite reads as noughts.

    The head has the bytes of a page and the number of pages, which is true where both counters of changes are alike
    (SQLite's file format, 1.3.7).
    """
    for ending in ("-wal", "-journal"):
        beside = file.with_name(f"{file.name}{ending}")
        if beside.is_file() and beside.stat().st_size and (ending == "-wal" or _starts(beside, 8) == _HOT):
            return Fault(f"The database wasn't closed: some of what it holds stands in the file `{ending}` beside it.",
                         "Close the program that writes to it, or say `PRAGMA wal_checkpoint(TRUNCATE)`."
                         if ending == "-wal" else "Open it in the program that wrote it, and close it.")  # fmt: skip
    head = _starts(file, 100)
    if len(head) < 100:
        return None
    page, changed, pages, valid = (
        int.from_bytes(head[i:j], "big") for i, j in ((16, 18), (24, 28), (28, 32), (92, 96))
    )
    page = 1 << 16 if page == 1 else page
    there, wanted = file.stat().st_size, pages * page
    if changed == valid and page.bit_count() == 1 and there < wanted:
        return Fault(f"The database was cut off: {there:,} of its {wanted:,} bytes are there.", "Copy it anew.")
    return None


def _starts(file: Path, count: int) -> bytes:
    with file.open("rb") as stream:
        return stream.read(count)


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
    # A view has no rows of its own, nor has a table without row numbers.
    numbered = _has_rows(con, name)
    order = "rowid" if numbered else ", ".join(str(i + 1) for i in range(len(columns)))
    return _answered(con, f"{whole} ORDER BY {order}", most, f"The table `{name}`", "sheet")


def _has_rows(con: sqlite3.Connection, name: str) -> bool:
    """Whether the rows of a table or a view have numbers."""
    try:
        con.execute(f"SELECT rowid FROM {_quoted(name)} LIMIT 0")  # noqa: S608  # a quoted name
    except sqlite3.OperationalError:
        return False
    kind = con.execute("SELECT type FROM sqlite_master WHERE name = ?", (name,)).fetchone()
    return kind is None or kind[0] != "view"


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
    grid = _answered(con, query, most, "The query", "query")
    if isinstance(grid, Fault) or ordered:
        return grid
    return Grid(grid.columns, sorted(grid.rows, key=lambda row: [_rank(cell) for cell in row]))


def _answered(con: sqlite3.Connection, query: str, most: int, what: str, asked: str) -> Grid | Fault:
    """The rows of a query, or why it has none. `what` is asked, as a sentence begins with it, by the key `asked`."""
    instead = _ONE_SELECT if asked == "query" else "Ask by `query:` for what is meant."

    def fault(said: str, hint: str = instead) -> Fault:
        return Fault(f"{what} {said}.", hint, "DATA006", asked=asked)

    _settle(con)
    refused = _guard(con)
    try:
        return _grid(con, query, most)
    except sqlite3.DataError as error:
        return fault(f"can't be answered: {error}")
    except (sqlite3.DatabaseError, sqlite3.Warning) as error:
        said = str(error).rstrip(".")
        if refused:
            return fault(f"calls `{refused[0]}`, which doesn't answer the same each time", "Write the value itself.")
        if "user-defined function" in said:
            return fault("asks for the day on which it is answered, or for the zone of this machine",
                         "Write the day itself; moments are told in UTC.")  # fmt: skip
        if "not authorized" in said or "prohibited" in said or "authorization denied" in said:
            return fault("does more than read tables")
        if isinstance(error, sqlite3.OperationalError | sqlite3.ProgrammingError | sqlite3.Warning):
            return fault(f"can't be answered: {said}")
        raise


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
    """Let the functions of days know nothing of today, nor of where the machine stands."""
    aside = sqlite3.connect(":memory:")

    def of(name: str, first: int) -> Callable[..., Any]:
        def told(*given: Any) -> Any:
            words = [_word(g) for g in given]
            if len(given) <= first or words[first].startswith("subsec") or any(w in _UNSETTLED for w in words):
                raise ValueError("the moment")
            signs = ", ".join("?" * len(given))
            return aside.execute(f"SELECT {name}({signs})", given).fetchone()[0]  # a name of ours

        return told

    known = {name for (name,) in aside.execute("SELECT name FROM pragma_function_list")}
    for name in known.intersection(_MOMENTS):
        con.create_function(name, -1, of(name, int(name == "strftime")), deterministic=True)
    # Else no view could call them; whatever else a view may call, the authorizer looks at.
    con.execute("PRAGMA trusted_schema=ON")


def _word(given: Any) -> str:
    """What SQLite takes an argument for: bytes are text to it, and a text ends at its first nought."""
    text = given.decode("latin-1") if isinstance(given, bytes) else given if isinstance(given, str) else ""
    return text.partition("\0")[0].strip().casefold()


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
