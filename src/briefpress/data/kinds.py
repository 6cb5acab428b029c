"""The name of a file of data and its first bytes in; its kind, or that it isn't what it is called, out."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Literal

Kind = Literal["csv", "tsv", "json", "workbook", "parquet", "sqlite"]

ENDINGS: dict[str, Kind] = {
    ".csv": "csv", ".tsv": "tsv", ".tab": "tsv", ".json": "json", ".xlsx": "workbook", ".xlsm": "workbook",
    ".ods": "workbook", ".parquet": "parquet", ".sqlite": "sqlite", ".sqlite3": "sqlite", ".db": "sqlite",
    ".gpkg": "sqlite",
}  # fmt: skip
OLD = "An old workbook doesn't tell an error from an empty cell: save it as .xlsx."
BINARY = "A binary workbook isn't read: save it as .xlsx."
KNOWN = "Data files end in .csv, .tsv, .xlsx, .ods, .json, .parquet, .sqlite, .db or .gpkg."

AREAS = (".topojson", ".geojson")
"""The endings of what holds the areas of a map and is no table."""

_SIGNS: tuple[tuple[bytes, str, Kind | None, str], ...] = (
    (rb"PK\x03\x04", "a workbook, or another archive", "workbook", ".xlsx"),
    (rb"\xd0\xcf\x11\xe0", "a workbook of an old Excel, or one with a password", None, ".xlsx"),
    (rb"PAR1", "a Parquet file", "parquet", ".parquet"),
    (rb"SQLite format 3\x00", "an SQLite database", "sqlite", ".sqlite"),
    (rb"%PDF-", "a PDF", None, ""),
    (rb"\x1f\x8b", "packed", None, ""),
    (rb"(?i:\s*<(?:!doctype|html|\?xml|table))", "a web page", None, ""),
    (rb'\s*\[\s*\{\s*["}]|\s*\{\s*"', "JSON", "json", ".json"),
)


def of_ending(name: str) -> Kind | None:
    """The kind that a file's name tells."""
    return ENDINGS.get(PurePosixPath(name).suffix.lower())


def to_keep(name: str) -> Kind | None:
    """The kind of a file that may have a record: a map's areas, which are JSON, among those of data."""
    return "json" if name.lower().endswith(AREAS) else of_ending(name)


def unlike(kind: Kind, name: str, start: bytes) -> tuple[str, str] | None:
    """What a file is that isn't of its kind, and what to do; nothing where its bytes may be of that kind."""
    start = start.removeprefix(b"\xef\xbb\xbf")
    ending = PurePosixPath(name).suffix.lower()
    for pattern, said, is_of, wanted in _SIGNS:
        if re.match(pattern, start):
            if kind == is_of:
                return None
            hint = f"Call it `{PurePosixPath(name).stem}{wanted}`." if wanted else f"Save it anew as {ending}."
            hint = "Save it as .xlsx, without a password." if wanted and is_of is None else hint
            hint = "Unpack it first." if said == "packed" else hint
            return f"The file is {said}, though its name ends in {ending}.", hint
    if kind in ("workbook", "parquet", "sqlite") and start:
        named = {"workbook": "workbook", "parquet": "Parquet file", "sqlite": "SQLite database"}[kind]
        return (
            f"The file is no {named}, though its name ends in {ending}.",
            "Save it anew: it is damaged, or was renamed.",
        )
    return None
