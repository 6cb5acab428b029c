"""The bytes of a CSV file in; its rows, numbers as numbers, or findings, out."""

from __future__ import annotations

import csv
import io
import re

from briefpress.data.rows import Data, Value
from briefpress.diagnostics import Diagnostic, Span, finding
from briefpress.expand import decode

MAX_ROWS = 100_000
_NUMBER = re.compile(r"[+\-−]?(?:0|[1-9][0-9]*)?(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
"""A number. One that begins with 0 is a code, and so is 1_000."""


def read(raw: bytes, path: str, named_in: Span) -> tuple[Data | None, list[Diagnostic]]:
    """The rows of a CSV file's bytes. `path` is the file's from the brief's folder, `named_in` who asks for it."""
    text, found = decode(raw, path)
    if found:
        return None, found
    reader = csv.reader(io.StringIO(text), strict=True)
    texts: list[dict[str, str]] = []
    lines: list[int] = []
    try:
        header = [h.strip() for h in next(reader, [])]
        if not any(header):
            return None, [finding("DATA001", "The data file is empty.", Span(path), "Its first row names the columns.",
                                  (named_in,))]  # fmt: skip
        if len(header) == 1 and (sign := next((s for s in ";\t" if s in header[0]), None)):
            named = "semicolons" if sign == ";" else "tabs"
            return None, [finding("DATA001", f"The cells of the data file are parted by {named}.", Span(path, 1, 1),
                                  "Save it with commas between the cells, and with points in numbers.",
                                  (named_in,))]  # fmt: skip
        twice = next((h for h in header if header.count(h) > 1), None)
        if twice is not None:
            return None, [finding("DATA001", f"Two columns are called `{twice}`.", Span(path, 1, 1), "Rename one.")]
        for row in reader:
            if not row:
                continue
            if len(row) != len(header):
                message = f"This row has {len(row)} cells; the header has {len(header)}."
                hint = "A cell with a comma in it wants quotation marks around it."
                return None, [finding("DATA001", message, Span(path, reader.line_num, 1), hint)]
            if len(texts) >= MAX_ROWS:
                return None, [finding("DATA001", f"The file has more than {MAX_ROWS:,} rows.", Span(path),
                                      "Put the aggregated table into the brief.")]  # fmt: skip
            texts.append({name: cell.strip() for name, cell in zip(header, row, strict=True)})
            lines.append(reader.line_num)
    except csv.Error as error:
        return None, [finding("DATA001", f"This isn't CSV: {error}.", Span(path, reader.line_num, 1))]
    if not texts:
        return None, [finding("DATA001", "The data file has no row below its header.", Span(path), "", (named_in,))]
    rows = tuple({name: _value(cell) for name, cell in row.items()} for row in texts)
    return Data(path, tuple(header), rows, tuple(texts), tuple(lines)), []


def _value(cell: str) -> Value:
    if not cell or not _NUMBER.fullmatch(cell) or not cell[-1].isdigit():
        return cell
    cell = cell.replace("−", "-")
    number = float(cell)
    if abs(number) == float("inf"):
        return cell
    return int(cell) if re.fullmatch(r"[+-]?\d+", cell) else number
