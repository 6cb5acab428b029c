"""A query and a file of data in; the rows that DuckDB answers it with, out.

Nothing but one SELECT over the table `data` runs, over one file, in one thread, without a disk to spill to. It is to be
called in a second Python, for nothing here bounds its time.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from briefpress.engines import duck_queries
from briefpress.engines.grids import Fault, Grid, Number

MEMORY = "512MB"
LINE = 4_000_000
"""Bytes of a line of a large file at most."""

_INTEGER = "[+-]?(0|[1-9][0-9]*)"
_DECIMAL = "[+-]?(0|[1-9][0-9]*)?[.][0-9]+"
_FLOAT = "[+-]?((0|[1-9][0-9]*)([.][0-9]+)?|[.][0-9]+)[eE][+-]?[0-9]+"
_DIGITS = 38
"""How many digits a DECIMAL has at most."""

_ROOM = 10
"""The digits by which a sum of very many numbers is longer than they are."""

_NUMBERS = re.compile(r"(?:U?(?:TINY|SMALL|BIG|HUGE)INT|U?INTEGER|DECIMAL.*|FLOAT|DOUBLE|BIGNUM)")
_TEXTS = re.compile(r'(?:VARCHAR|DATE|TIME|UUID|BOOLEAN|ENUM.*|"NULL"|TIMESTAMP.*)', re.DOTALL)
_MIDNIGHT = "T00:00:00"


def of_rows(folder: str, columns: Sequence[str], rows: Sequence[Sequence[str]], query: str, most: int) -> Grid | Fault:
    """What a query answers over rows that were read: columns of Numbers alone are numbers in it, all others text.

    The rows are written into an empty folder, which is the caller's: whoever is stopped takes nothing away.
    """
    path = Path(folder) / "data.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)
    texts = [
        name
        for i, name in enumerate(columns)
        if any(row[i] and not isinstance(row[i], Number) for row in rows) or not any(row[i] for row in rows)
    ]
    return of_delimited(str(path), ",", columns, query, most, texts)


def of_delimited(
    path: str, sign: str, columns: Sequence[str], query: str, most: int, texts: Sequence[str] = ()
) -> Grid | Fault:
    """What a query answers over a file of delimited cells that is too large to be read as a whole.

    A column is one of numbers where all of its cells are; the `texts` are none. Codes such as 007 are no numbers.
    """
    if fault := duck_queries.alike(columns):
        return fault
    con, engine = _connected(path)
    table, wanted = "", []
    try:
        asked = duck_queries.examine(con, query, columns)
        if isinstance(asked, Fault):
            return asked
        kinds = ", ".join(f"{_literal(name)}: 'VARCHAR'" for name in columns)
        table = (
            f"read_csv({_literal(path)}, delim={_literal(sign)}, quote='\"', escape='\"', header=true, nullstr='', "
            # Read side by side, a last line that is longer than the reader's buffer would be left out.
            f"auto_detect=false, strict_mode=true, parallel=false, max_line_size={LINE}, columns={{{kinds}}})"
        )
        wanted = [name for name in asked.columns if name not in texts]
        numbers = _numbers(con, table, wanted)
        shown = ", ".join(
            f"CAST({_plain(name)} AS {numbers[name]}) AS {_quoted(name)}" if name in numbers
            else f"nullif(trim({_quoted(name)}), '') AS {_quoted(name)}"
            for name in columns
        )  # fmt: skip
        con.execute(f"CREATE TEMP VIEW data AS SELECT {shown} FROM {table}")  # noqa: S608  # quoted names
        return _answer(con, query, asked, most)
    except (engine.BinderException, engine.ConversionException) as error:
        with suppress(engine.Error):
            if named := _no_number(con, table, wanted):
                return named
        return duck_queries.fault(error, path, whole=True)
    except engine.Error as error:
        return duck_queries.fault(error, path, whole=True)


def of_parquet(path: str, query: str, most: int) -> Grid | Fault:
    """The rows of a Parquet file, or what a query answers over them; no query: all."""
    con, engine = _connected(path)
    try:
        con.execute(f"CREATE TEMP VIEW data AS SELECT * FROM read_parquet({_literal(path)})")  # noqa: S608  # quoted
        columns = [name for name, *_ in con.execute("DESCRIBE data").fetchall()]
        asked = duck_queries.examine(con, query or "SELECT * FROM data", columns)
        return asked if isinstance(asked, Fault) else _answer(con, query or "SELECT * FROM data", asked, most)
    except engine.Error as error:
        return duck_queries.fault(error, path)


def _connected(path: str) -> tuple[Any, Any]:
    """A database that can read one file, and nothing else, write nothing, and load nothing."""
    import duckdb

    con = duckdb.connect(":memory:", config={
        "threads": "1", "memory_limit": MEMORY, "temp_directory": "",
        "autoinstall_known_extensions": "false", "autoload_known_extensions": "false",
        "allow_community_extensions": "false", "python_enable_replacements": "false",
    })  # fmt: skip
    con.execute(f"SET allowed_paths=[{_literal(path)}]")
    con.execute("SET enable_external_access=false")
    con.execute("SET TimeZone='UTC'")
    con.execute("SET lock_configuration=true")
    return con, duckdb


def _numbers(con: Any, table: str, columns: Sequence[str]) -> dict[str, str]:
    """The type of each column that holds numbers alone: exact where its digits are few enough."""
    if not columns:
        return {}
    measures = []
    for name in columns:
        cell = _plain(name)
        measures += [
            f"bool_and(regexp_full_match({cell}, '{_INTEGER}'))",
            f"bool_and(regexp_full_match({cell}, '{_INTEGER}|{_DECIMAL}'))",
            f"bool_and(regexp_full_match({cell}, '{_INTEGER}|{_DECIMAL}|{_FLOAT}'))",
            f"max(CASE WHEN contains({cell}, '.') THEN length({cell}) - strpos({cell}, '.') ELSE 0 END)",
            f"max(length({cell}))",
        ]
    measured = con.execute(f"SELECT {', '.join(measures)} FROM {table}").fetchone()  # noqa: S608  # quoted names
    found = {}
    for i, name in enumerate(columns):
        integer, decimal, number, places, letters = measured[5 * i : 5 * i + 5]
        if integer and letters < 19:
            found[name] = "BIGINT"
        elif decimal and letters <= _DIGITS - _ROOM:
            found[name] = f"DECIMAL({_DIGITS}, {places})"
        elif number:
            found[name] = "DOUBLE"
    return found


def _no_number(con: Any, table: str, columns: Sequence[str]) -> Fault | None:
    """The first cell that keeps a column from being one of numbers, where almost all of its cells are."""
    for name in columns:
        cell = _plain(name)
        odd = f"NOT regexp_full_match({cell}, '{_INTEGER}|{_DECIMAL}|{_FLOAT}')"
        counted = f"SELECT count(*) FILTER ({odd}), count({cell}), first({cell}) FILTER ({odd}) FROM {table}"  # noqa: S608
        count, filled, first = con.execute(counted).fetchone()
        if 0 < count * 100 < filled:
            shown = first if len(first) <= 40 else f"{first[:39]}…"
            said = f"`{shown}`, in the column `{name}`, is no number: {count:,} of {filled:,} cells are none."
            return Fault(said, "Mend the file; or leave them out by WHERE, and say `CAST(x AS DOUBLE)`.", "DATA001")
    return None


def _plain(name: str) -> str:
    """A cell without the spaces around it, its minus sign as computers write it."""
    return f"replace(nullif(trim({_quoted(name)}), ''), '−', '-')"


def _answer(con: Any, query: str, asked: duck_queries.Asked, most: int) -> Grid | Fault:
    query = query.strip().rstrip(";")
    result = con.sql(query)
    columns, kinds = tuple(result.columns), [str(kind) for kind in result.types]
    if fault := duck_queries.unnamed(columns):
        return fault
    for name, kind in zip(columns, kinds, strict=True):
        if not _NUMBERS.fullmatch(kind) and not _TEXTS.fullmatch(kind):
            hint = f"Choose its parts by `query:`, or cast it: `CAST({_quoted(name)} AS VARCHAR)`."
            said = f"The column `{name}` holds values of the kind {kind.split('(')[0]}, not numbers, texts or days."
            return Fault(said, hint, "DATA004")
    shown = ", ".join(f"CAST(answer.{_quoted(name)} AS VARCHAR)" for name in columns)
    order = "" if asked.ordered else " ORDER BY " + ", ".join(f"answer.{_quoted(name)} NULLS LAST" for name in columns)
    # The limit keeps a query with too many rows from filling memory; an answer keeps the order of what is within it.
    con.execute(f"SELECT {shown} FROM ({query}\n) AS answer{order} LIMIT {most + 1}")  # noqa: S608  # examined
    rows = con.fetchall()
    readers = [_reader(kind, [row[i] for row in rows]) for i, kind in enumerate(kinds)]
    return Grid(columns, [tuple(read(cell) for read, cell in zip(readers, row, strict=True)) for row in rows])


def _reader(kind: str, cells: list[str | None]) -> Any:
    """What makes a cell of a column of this kind, as DuckDB writes it, one of a grid."""
    if _NUMBERS.fullmatch(kind):
        return lambda cell: "" if cell is None else Number(cell)
    if kind.startswith("TIMESTAMP"):
        moments = {cell: _moment(cell) for cell in cells if cell is not None}
        days = all(moment.endswith(_MIDNIGHT) for moment in moments.values())
        return lambda cell: "" if cell is None else moments[cell].removesuffix(_MIDNIGHT if days else "")
    return lambda cell: "" if cell is None else cell


def _moment(cell: str) -> str:
    """A moment as ISO 8601 has it."""
    return cell.replace(" ", "T", 1).replace("+00", "Z")


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
