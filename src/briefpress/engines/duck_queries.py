"""A query for DuckDB in; what it asks for, or why it may not run, out; DuckDB's errors told to authors."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from briefpress.engines.grids import Fault

_TABLE_FUNCTIONS = ("unnest", "range", "generate_series")
_MOMENTS = frozenset((
    "age", "ago", "current_catalog", "current_database", "current_date", "current_role", "current_schema",
    "current_time", "current_timestamp", "current_user", "localtime", "localtimestamp", "session_user", "user",
))  # fmt: skip
"""Functions of the moment, or of who asks, some of which are called by their name alone."""

_STABLE = """
    SELECT function_name FROM duckdb_functions() GROUP BY 1
    HAVING bool_and(coalesce(stability, '') = 'CONSISTENT' OR function_type IN ('aggregate', 'macro', 'table'))
    AND NOT regexp_matches(function_name, '^(pg|current|inet|has)_')
"""
"""The functions that answer the same each time."""

_ONE_SELECT = "A query is one SELECT over the table `data`: `SELECT year, sum(value) AS value FROM data GROUP BY year`."
_IN_FILE = re.compile(r" (?:at end )?(?:of|in) file ''")
_LINE = re.compile(r"Line: (\d+)")
_NAME = re.compile(r"[\w -]+")
_SHOWN = 300
"""Letters of what DuckDB says, at most."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a query asks for: the columns of `data` that it may name, and whether its answer has an order of its own."""

    columns: tuple[str, ...]
    ordered: bool


def examine(con: Any, query: str, columns: Sequence[str]) -> Asked | Fault:
    """What a query asks for, or why it may not run: it is no SELECT, reads more, or its answer isn't settled."""
    try:
        told = json.loads(con.execute("SELECT json_serialize_sql(?)", [query]).fetchone()[0])
    except RecursionError:
        return _fault("The query is nested too deep.", "Parts of it can stand in a WITH before it.")
    if told["error"]:
        known = told["error_type"] == "parser"
        return _fault(f"The query can't be read: {_first(told['error_message'])}." if known
                      else "The query is no SELECT.", _ONE_SELECT)  # fmt: skip
    if not told["statements"]:
        return _fault("The query is empty.", _ONE_SELECT)
    if len(told["statements"]) != 1:
        return _fault("There is more than one statement in the query.", _ONE_SELECT)
    node = told["statements"][0]["node"]
    parts = list(_walk(node))
    if fault := _reaching_out(con, parts, columns) or _unsettled(parts):
        return fault
    named = {name.casefold() for part in parts for name in part.get("column_names", ())}
    every = any(part.get("type") == "STAR" for part in parts)
    used = tuple(name for name in columns if every or name.casefold() in named)
    return Asked(used, _has(node, "ORDER_MODIFIER") or _is_plain(node))


def _reaching_out(con: Any, parts: Sequence[dict[str, Any]], columns: Sequence[str]) -> Fault | None:
    """What a query must not read."""
    named = {str(entry["key"]).casefold() for part in parts for entry in part.get("map", ()) if "key" in entry}
    # Such a name means the query's own table in one place, and in another what the engine or the disk has of that name.
    engines_own = {str(name).casefold() for (name,) in con.execute("SELECT view_name FROM duckdb_views()").fetchall()}
    if odd := next(
        (name for name in sorted(named - {"data"}) if name in engines_own or not _NAME.fullmatch(name)), None
    ):
        return _fault(f"The query calls a table of its own `{odd}`, which can mean another.", "Call it otherwise.")
    known = {"data", *named}
    own = {name.casefold() for name in columns}
    stable = {str(name) for (name,) in con.execute(_STABLE).fetchall()}
    for part in parts:
        kind = part.get("type")
        name = str(part.get("table_name", "")).casefold()
        if kind == "BASE_TABLE" and (name not in known or part.get("schema_name") or part.get("catalog_name")):
            return _fault(f"The query reads `{part['table_name']}`; it can read the table `data` alone.", _ONE_SELECT)
        if kind == "SHOW_REF":
            return _fault("The query is no SELECT.", _ONE_SELECT)
        if kind == "TABLE_FUNCTION" and (called := part["function"]["function_name"]) not in _TABLE_FUNCTIONS:
            return _fault(f"The query calls `{called}`; it can read the table `data` alone.", _ONE_SELECT)
        if kind == "FUNCTION":
            called = str(part["function_name"]).casefold()
            if called in _MOMENTS or (called not in stable and not called.startswith(("count_star", "row"))):
                return _moment(called)
        words = [str(word).casefold() for word in part.get("column_names", ())]
        if kind == "COLUMN_REF" and len(words) == 1 and words[0] in _MOMENTS - own:
            return _moment(words[0])
    return None


def _moment(called: str) -> Fault:
    return _fault(f"`{called}` isn't known, or doesn't answer the same each time.",
                  "What a query answers must rest on the data alone: write the day into the query.")  # fmt: skip


def _unsettled(parts: Sequence[dict[str, Any]]) -> Fault | None:
    """Why a query's answer isn't the same each time."""
    if any(part.get("sample") for part in parts):
        return _fault("The query takes a sample, which is another each time.", "Choose rows with WHERE.")
    for part in parts:
        if _has(part, "LIMIT_MODIFIER") and not _has(part, "ORDER_MODIFIER") and not _is_plain(part):
            return _fault("The query has a LIMIT without an order, so which rows come is open.",
                          "Say `ORDER BY` before `LIMIT`.")  # fmt: skip
    return None


def _is_plain(node: dict[str, Any]) -> bool:
    """Whether the rows of an answer are rows of the file, in the file's order."""
    return (
        node.get("type") == "SELECT_NODE"
        and node["from_table"].get("type") == "BASE_TABLE"
        and node["from_table"].get("table_name", "").casefold() == "data"
        and not node["group_sets"]
        and node["aggregate_handling"] == "STANDARD_HANDLING"
        and not node["cte_map"]["map"]
        and not _has(node, "DISTINCT_MODIFIER")
    )


def _has(node: dict[str, Any], kind: str) -> bool:
    modifiers = node.get("modifiers")
    return isinstance(modifiers, list) and any(modifier["type"] == kind for modifier in modifiers)


def _walk(node: Any) -> Iterator[dict[str, Any]]:
    """Every part of a query, however deep."""
    left = [node]
    while left:
        part = left.pop()
        if isinstance(part, dict):
            yield part
            left += part.values()
        elif isinstance(part, list):
            left += part


def unnamed(columns: Sequence[str]) -> Fault | None:
    """A fault where two columns of an answer have one name."""
    seen: dict[str, str] = {}
    for name in columns:
        if (other := seen.setdefault(name.casefold(), name)) is not name:
            both = f"`{name}`" if other == name else f"`{other}` and `{name}`, which is one name to SQL"
            return _fault(f"Two columns of the answer are called {both}.", "Name them: `sum(value) AS total`.")
    return None


def alike(columns: Sequence[str]) -> Fault | None:
    """A fault where SQL takes the names of two columns for one."""
    seen: dict[str, str] = {}
    for name in columns:
        if (other := seen.setdefault(name.casefold(), name)) != name:
            return _fault(f"A query takes `{other}` and `{name}` for one name.", "Rename one of them in the file.")
    return None


def fault(error: Exception, path: str, *, whole: bool = False) -> Fault:
    """What DuckDB says, for the author: of the file, or of the query. A `whole` file has no faults but those of CSV."""
    said = _IN_FILE.sub("", str(error).replace(path, "")).replace("File ''", "it is").replace("''", "the file")
    kind = type(error).__name__
    if kind == "OutOfMemoryException":
        return _fault("The query takes more memory than it is given.", "Aggregate more, and sort less, in it.")
    if "CSV" in said and (line := _LINE.search(said)):
        return Fault(_of_csv(said), "Mend this row.", line=int(line[1]))
    if "CSV Parser" in said:
        return Fault("The lines of the file don't end alike.", "Save it again as CSV in UTF-8.")
    if "line" in said and "read_csv" in said and kind == "ConversionException":
        return Fault(f"A cell can't be read: {_first(said)}.", "Mend it, or cast the column in the query.")
    asked = ("BinderException", "CatalogException", "ParserException", "ConversionException", "OutOfRangeException")
    if kind in asked or (whole and kind != "IOException"):
        return _fault(f"The query can't be answered: {_first(said)}.", _hint(said))
    return Fault(f"The file can't be read: {_first(said)}.", "Save it again: it is damaged, or was cut off.")


def _of_csv(said: str) -> str:
    if "Maximum line size" in said:
        return "This row is longer than any that is read (4 MB)."
    counts = re.search(r"Expected Number of Columns: (\d+) Found: (\d+)", said)
    if counts:
        return f"This row has {counts[2]} cell{'s' * (counts[2] != '1')}; the header has {counts[1]}."
    if "unicode" in said:
        return "This row isn't in UTF-8."
    if "unterminated quote" in said:
        return "A quotation mark is never closed."
    return "This isn't CSV."


def _hint(said: str) -> str:
    like = re.search(r"Candidate bindings: (.+)", said)
    if like:
        return "There are: " + _shortened(like[1].replace('"', "`")) + "."
    return "The cells of a column with words in it are text: `CAST(x AS DOUBLE)`." if "cast" in said else _ONE_SELECT


def _first(said: str) -> str:
    line = said.strip().splitlines()[0]
    return _shortened(re.sub(r"^[A-Z][A-Za-z ]+ Error: ", "", line).rstrip(".!"))


def _shortened(said: str) -> str:
    return said if len(said) <= _SHOWN else f"{said[:_SHOWN]}…"


def _fault(said: str, hint: str) -> Fault:
    return Fault(said, hint, "DATA006", asked="query")
