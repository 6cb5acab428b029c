"""A workbook in; the cells of one of its sheets, or why it can't be read, out, by calamine.

calamine tells neither what Excel couldn't work out nor what is hidden: `sheet_marks` reads that from the file itself.
It is to be called in a second Python, for nothing here bounds its time and memory but what a file says of itself.
"""

from __future__ import annotations

import datetime
import zipfile
from typing import Any

from briefpress.engines import sheet_marks
from briefpress.engines.grids import Fault, Grid, Number

UNPACKED = 256 << 20
"""Bytes that a workbook may unpack to."""

_DAMAGED = "Open it in the program that made it, and save it again."


def read(path: str, sheet: str | int | None, most: int) -> Grid | Fault:
    """The cells of a sheet, by its name or number from 1; no sheet: the only one that is shown."""
    import python_calamine as calamine

    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            if sum(item.file_size for item in archive.infolist()) > UNPACKED:
                return Fault(f"The workbook unpacks to more than {UNPACKED >> 20} MB.",
                             "Keep the sheet that is shown alone, or save it as CSV.", "DATA007")  # fmt: skip
    try:
        with calamine.load_workbook(path) as book:
            name = _chosen(book, sheet, calamine)
            if isinstance(name, Fault):
                return name
            marks = sheet_marks.of(path, name)
            return marks if isinstance(marks, Fault) else _cells(book.get_sheet_by_name(name), marks, most)
    except calamine.PasswordError:
        return Fault("The workbook has a password.", "Save it without one: what a brief shows is no secret.")
    except (calamine.CalamineError, zipfile.BadZipFile, OSError, ValueError) as error:
        told = (str(error).strip().splitlines() or ["no reason given"])[0].rstrip(".")
        return Fault(f"The workbook can't be read: {told}.", _DAMAGED)


def _chosen(book: Any, sheet: str | int | None, calamine: Any) -> str | Fault:
    """The name of the sheet that is meant."""
    cells = [one for one in book.sheets_metadata if one.typ == calamine.SheetTypeEnum.WorkSheet]
    names = [one.name for one in cells]
    listed = ", ".join(f"`{name}`" for name in names[:20])
    if sheet is None:
        shown = [one.name for one in cells if one.visible == calamine.SheetVisibleEnum.Visible] or names
        full = [name for name in shown if book.get_sheet_by_name(name).height] if len(shown) > 1 else shown
        if len(full) == 1:
            return str(full[0])
        return Fault("The workbook has more than one sheet." if full else "The workbook has no sheet with cells.",
                     f"Say which one by `sheet:`. There are: {listed}.", asked="data")  # fmt: skip
    if isinstance(sheet, int) and 0 < sheet <= len(names):
        return str(names[sheet - 1])
    if str(sheet) in names:
        return str(sheet)
    return Fault(f"The workbook has no sheet `{sheet}`.", f"There are: {listed}.", asked="sheet")


def _cells(sheet: Any, marks: tuple[str, ...], most: int) -> Grid | Fault:
    if sheet.start is None:
        return Grid((), ())
    top, left = sheet.start
    if sheet.height > 4 * most:
        return Fault(f"The sheet has {sheet.height:,} rows.", "Put the aggregated table into the brief.", "DATA007")
    rows = sheet.to_python(skip_empty_area=True)
    filled = [(top + 1 + i, row) for i, row in enumerate(rows) if any(cell != "" for cell in row)]
    for (row, column), (last_row, last_column) in sheet.merged_cell_ranges or ():
        if row <= top + len(rows) - 1 and left <= column < left + len(rows[0]):
            cells = f"{sheet_marks.cell(row + 1, column + 1)}:{sheet_marks.cell(last_row + 1, last_column + 1)}"
            return Fault(f"The cells {cells} are merged: only the first of them holds anything.",
                         "Unmerge them, and fill each.", "DATA004", row + 1, column + 1)  # fmt: skip
    header, *body = filled or [(1, [])]
    days = [_are_days([row[i] for _, row in body]) for i in range(len(header[1]))]
    return Grid(
        tuple(_written(cell, day=True) for cell in header[1]),
        [tuple(_written(cell, day) for cell, day in zip(row, days, strict=True)) for _, row in body],
        [line for line, _ in body],
        left + 1,
        marks,
    )


def _are_days(cells: list[Any]) -> bool:
    """Whether all moments of a column are at midnight, as a spreadsheet keeps days."""
    return not any(isinstance(cell, datetime.datetime) and cell.time() != datetime.time() for cell in cells)


def _written(cell: Any, day: bool) -> str:
    """A cell as ISO 8601, Python or a person would write it: numbers in the 15 digits that a spreadsheet shows."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, int | float):
        number = float(f"{cell:.15g}")
        return Number(int(number) if number.is_integer() and abs(number) < 1e15 else repr(number))
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat() if day else cell.isoformat(timespec="seconds")
    if isinstance(cell, datetime.date | datetime.time):
        return cell.isoformat()
    if isinstance(cell, datetime.timedelta):
        minutes, seconds = divmod(round(cell.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    return str(cell)
