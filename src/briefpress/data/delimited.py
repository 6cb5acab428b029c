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
    begun = 0
    try:
        columns, found = _header(next(reader, []), path, named_in, sign, blank=bool(text.strip()))
        if found:
            return None, found
        most, begun = most_rows(columns), reader.line_num
        for row in reader:
            begun = reader.line_num
            if not row:
                continue
            if len(row) != len(columns):
                message = f"This row has {len(row)} cell{'s' * (len(row) != 1)}; the header has {len(columns)}."
                hint = "A cell with a comma in it wants quotation marks around it." if sign == "," else "Mend the row."
                if len(columns) == 1 and not rows:
                    hint = "The first line names the columns: delete what stands above them."
                return None, [finding("DATA001", message, Span(path, reader.line_num, 1), hint)]
            if len(rows) >= most:
                return None, [too_many(path, named_in, columns)]
            rows.append(tuple(map(cells.of_text, row)))
            lines.append(reader.line_num)
    except csv.Error as error:
        return None, [_broken(error, Span(path, begun + 1, 1), reader.line_num)]
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
        return (), [_broken(error, Span(path, 1, 1), 1)]
    return _header(first, path, named_in, sign, blank=bool(text.strip()))


def _broken(error: csv.Error, place: Span, last: int) -> Diagnostic:
    """What Python's reader says of a row that begins at a place and was read to the line `last`."""
    said, hint = str(error), "Close every quotation mark, and write one within a cell twice."
    if "field limit" in said:
        long = f"A cell of this row has more than {csv.field_size_limit():,} letters."
        return finding("DATA001", long, place, "Write it into a section. Or is a quotation mark never closed?")
    if "unexpected end" in said:
        return finding("DATA001", "A quotation mark in this row is never closed.", place, hint)
    on = f" The row goes on to line {last}." if last > place.line else ""
    return finding("DATA001", f"This isn't CSV: {said}.{on}", place, hint)


def _header(
    first: list[str], path: str, named_in: Span, sign: str, *, blank: bool
) -> tuple[tuple[str, ...], list[Diagnostic]]:
    """The names of the columns. Where there are none, the first line is `blank`, or the whole file is."""
    if not first and blank:
        said, hint = "The first line of the data file is blank.", "Delete it: the first line names the columns."
        return (), [finding("DATA001", said, Span(path, 1, 1), hint, (named_in,))]
    # A mark of the byte order that was written twice is a part of the text, though nobody sees it.
    columns = tuple(name.replace("\ufeff", "").strip() for name in first)
    if len(columns) == 1 and (other := next((s for s in ";\t|," if s != sign and s in columns[0]), None)):
        hint = "Save it with commas between the cells, and with points in numbers."
        if {sign, other} == {",", "\t"}:
            hint = f"Name it with the ending `.{'tsv' if other == chr(9) else 'csv'}`."
        said = f"The cells of the data file are parted by {_NAMES[other]}."
        return (), [finding("DATA001", said, Span(path, 1, 1), hint, (named_in,))]
    wrong = header_fault(columns, path, named_in)
    return columns, [wrong] if wrong else []
