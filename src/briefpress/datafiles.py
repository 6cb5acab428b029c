"""A CSV file of the brief in; its rows, numbers as numbers, or findings, out."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path

from briefpress import files
from briefpress.diagnostics import Diagnostic, Span, finding
from briefpress.expand import decode
from briefpress.validate import nearest

Value = str | int | float
MAX_ROWS = 100_000
_NUMBER = re.compile(r"[+\-−]?(?:0|[1-9][0-9]*)?(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
"""A number. One that begins with 0 is a code, and so is 1_000."""


@dataclass(frozen=True, slots=True)
class Data:
    """A table: the path of its file from the brief's folder, its columns' names, its rows.

    `texts` has the rows as the file writes them (1.10, not 1.1), `lines` the line of the file where each ends.
    """

    path: str
    columns: tuple[str, ...]
    rows: tuple[dict[str, Value], ...]
    texts: tuple[dict[str, str], ...] = ()
    lines: tuple[int, ...] = ()


def read(root: Path, name: str, named_in: Span) -> tuple[Data | None, list[Diagnostic]]:
    """Read the CSV file that a block in a section names, by a path from that section's folder."""
    target = (root / named_in.path).parent / name
    path = files.relative(root, target)

    def refuse(message: str, place: Span, hint: str = "") -> tuple[None, list[Diagnostic]]:
        return None, [finding("DATA001", message, place, hint)]

    try:
        raw = files.read_inside(root, target)
    except files.OutsideBriefError:
        return refuse(f"`{name}` is outside the brief's folder.", named_in, "Put it into sources/data/.")
    except OSError as error:
        if target.exists():
            said = f"The data file `{path}` can't be read: it {error.strerror}."
            return refuse(said, named_in, "Put a plain file there, with the aggregated table.")
        like = nearest(Path(name).name, sorted(p.name for p in (root / "sources" / "data").glob("*.csv")))
        hint = f"Did you mean `../sources/data/{like}`?" if like else "Paths are read from the section's own folder."
        return refuse(f"There is no data file `{path}`.", named_in, hint)
    text, found = decode(raw, path)
    if found:
        return None, found
    return _parse(text, path, named_in)


def _parse(text: str, path: str, named_in: Span) -> tuple[Data | None, list[Diagnostic]]:
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


def no_numbers(data: Data, column: str, named_in: Span) -> list[Diagnostic]:
    """A finding for each cell of a column of numbers that holds something else; an empty one holds no figure."""
    return [
        finding("DATA001", f"`{row[column]}`, in the column `{column}`, is no number.", Span(data.path, line, 1),
                "Leave the cell empty where there is no figure; write numbers as 1234.5.", (named_in,))
        for row, line in zip(data.rows, data.lines, strict=True)
        if isinstance(row[column], str) and row[column]
    ]  # fmt: skip


def missing_columns(data: Data, wanted: dict[str, Span]) -> list[Diagnostic]:
    """A finding for each wanted column that the data hasn't, at the place where it is asked for."""
    found = []
    for name, place in wanted.items():
        if name not in data.columns:
            like = nearest(name, data.columns)
            hint = f"Did you mean `{like}`?" if like else "It has: " + ", ".join(data.columns) + "."
            found.append(finding("DATA002", f"`{data.path}` has no column `{name}`.", place, hint))
    return found
