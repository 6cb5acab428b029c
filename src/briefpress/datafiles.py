"""A CSV file of the brief in; its rows, numbers as numbers, or findings, out."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from briefpress import files
from briefpress.diagnostics import Diagnostic, Span, finding
from briefpress.expand import decode
from briefpress.validate import nearest

Value = str | int | float
MAX_ROWS = 100_000


@dataclass(frozen=True, slots=True)
class Data:
    """A table: the path of its file from the brief's folder, its columns' names, its rows."""

    path: str
    columns: tuple[str, ...]
    rows: tuple[dict[str, Value], ...]


def read(root: Path, name: str, named_in: Span) -> tuple[Data | None, list[Diagnostic]]:
    """Read the CSV file that a block in a section names, by a path from that section's folder."""
    target = (root / named_in.path).parent / name
    path = files.relative(root, target)

    def refuse(message: str, place: Span, hint: str = "") -> tuple[None, list[Diagnostic]]:
        return None, [finding("DATA001", message, place, hint)]

    try:
        real = files.inside(root, target)
        raw = real.read_bytes()
    except files.OutsideBriefError:
        return refuse(f"`{name}` is outside the brief's folder.", named_in, "Put it into sources/data/.")
    except OSError:
        like = nearest(Path(name).name, sorted(p.name for p in (root / "sources" / "data").glob("*.csv")))
        hint = f"Did you mean `../sources/data/{like}`?" if like else "Paths are read from the section's own folder."
        return refuse(f"There is no data file `{path}`.", named_in, hint)
    text, found = decode(raw, path)
    if found:
        return None, found
    return _parse(text, path, named_in)


def _parse(text: str, path: str, named_in: Span) -> tuple[Data | None, list[Diagnostic]]:
    reader = csv.reader(io.StringIO(text), strict=True)
    rows: list[dict[str, Value]] = []
    try:
        header = [h.strip() for h in next(reader, [])]
        if not any(header):
            return None, [finding("DATA001", "The data file is empty.", Span(path), "Its first row names the columns.",
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
            if len(rows) >= MAX_ROWS:
                return None, [finding("DATA001", f"The file has more than {MAX_ROWS:,} rows.", Span(path),
                                      "Put the aggregated table into the brief.")]  # fmt: skip
            rows.append({name: _value(cell) for name, cell in zip(header, row, strict=True)})
    except csv.Error as error:
        return None, [finding("DATA001", f"This isn't CSV: {error}.", Span(path, reader.line_num, 1))]
    if not rows:
        return None, [finding("DATA001", "The data file has no row below its header.", Span(path), "", (named_in,))]
    return Data(path, tuple(header), tuple(rows)), []


def _value(cell: str) -> Value:
    cell = cell.strip()
    try:
        return int(cell)
    except ValueError:
        pass
    try:
        number = float(cell)
    except ValueError:
        return cell
    return number if number == number and abs(number) != float("inf") else cell


def missing_columns(data: Data, wanted: dict[str, Span]) -> list[Diagnostic]:
    """A finding for each wanted column that the data hasn't, at the place where it is asked for."""
    found = []
    for name, place in wanted.items():
        if name not in data.columns:
            like = nearest(name, data.columns)
            hint = f"Did you mean `{like}`?" if like else "It has: " + ", ".join(data.columns) + "."
            found.append(finding("DATA002", f"`{data.path}` has no column `{name}`.", place, hint))
    return found
