"""The bytes of a CSV or TSV file in; a grid of its cells, numbers as numbers, or findings, out."""

from __future__ import annotations

import csv
import io

from briefpress.data import cells
from briefpress.data.tabling import header_fault, most_rows, too_many
from briefpress.diagnostics import Diagnostic, Span, finding
from briefpress.engines.grids import Grid
from briefpress.expand import decode

_NAMES = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "upright strokes"}


def read(raw: bytes, path: str, named_in: Span, sign: str) -> tuple[Grid | None, list[Diagnostic]]:
    """The cells of a file's bytes. `path` is the file's from the brief's folder, `sign` what parts its cells."""
    text, found = decode(raw, path)
    if found:
        return None, found
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=sign)
    rows: list[tuple[str, ...]] = []
    lines: list[int] = []
    try:
        columns, found = _header(next(reader, []), path, named_in, sign)
        if found:
            return None, found
        most = most_rows(columns)
        for row in reader:
            if not row:
                continue
            if len(row) != len(columns):
                message = f"This row has {len(row)} cell{'s' * (len(row) != 1)}; the header has {len(columns)}."
                hint = "A cell with a comma in it wants quotation marks around it." if sign == "," else "Mend the row."
                return None, [finding("DATA001", message, Span(path, reader.line_num, 1), hint)]
            if len(rows) >= most:
                return None, [too_many(path, named_in, columns)]
            rows.append(tuple(map(cells.of_text, row)))
            lines.append(reader.line_num)
    except csv.Error as error:
        hint = "Close every quotation mark, and write one within a cell twice."
        return None, [finding("DATA001", f"This isn't CSV: {error}.", Span(path, reader.line_num, 1), hint)]
    return Grid(columns, rows, lines, first=0), []


def header(start: bytes, path: str, named_in: Span, sign: str) -> tuple[tuple[str, ...], list[Diagnostic]]:
    """The names of the columns, of a file's first bytes: all that is read here of one that is too large for more."""
    end = max(start.rfind(b"\n"), start.rfind(b"\r"))
    text, found = decode(start[: end + 1] or start, path)
    if found:
        return (), found
    try:
        first = next(csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=sign), [])
    except csv.Error as error:
        hint = "Close every quotation mark, and write one within a cell twice."
        return (), [finding("DATA001", f"This isn't CSV: {error}.", Span(path, 1, 1), hint)]
    return _header(first, path, named_in, sign)


def _header(first: list[str], path: str, named_in: Span, sign: str) -> tuple[tuple[str, ...], list[Diagnostic]]:
    columns = tuple(name.strip() for name in first)
    if len(columns) == 1 and (other := next((s for s in ";\t|," if s != sign and s in columns[0]), None)):
        hint = "Save it with commas between the cells, and with points in numbers."
        if {sign, other} == {",", "\t"}:
            hint = f"Name it with the ending `.{'tsv' if other == chr(9) else 'csv'}`."
        said = f"The cells of the data file are parted by {_NAMES[other]}."
        return (), [finding("DATA001", said, Span(path, 1, 1), hint, (named_in,))]
    wrong = header_fault(columns, path, named_in)
    return columns, [wrong] if wrong else []
