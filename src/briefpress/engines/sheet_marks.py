"""A workbook and the name of a sheet in; what its cells can't say, what of it is hidden, out.

The formats of Excel 2007 (ECMA-376, part 1, 18.3.1) and OpenDocument (part 3, 9) are XML in an archive.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

from briefpress.engines.grids import Fault

_MAIN = "{*}"
_RELATIONS = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}id",
)
"""The key of a sheet, in the namespaces of a transitional and of a strict workbook."""

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TYPE = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
_MOST = 20_000_000
"""Cells from the first that is filled to the last: all of them are held, empty or not."""

_WORK_OUT = "Open the workbook, let it be worked out, and save it; or write the value in place of the formula."


def of(path: str, sheet: str) -> tuple[str, ...] | Fault:
    """What an author should know of a sheet, or the first cell in it that has no value though it should.

    Raises zipfile.BadZipFile, ValueError or OSError where the file isn't sound. An old workbook is no archive.
    """
    from lxml import etree

    if not zipfile.is_zipfile(path):
        return ()
    try:
        with zipfile.ZipFile(path) as archive:
            if "content.xml" in archive.namelist():
                with archive.open("content.xml") as stream:
                    return _open_document(stream, sheet)
            with archive.open(_part(archive, sheet)) as stream:
                return _excel(stream)
    except (etree.XMLSyntaxError, KeyError, StopIteration) as error:
        raise ValueError(str(error)) from error


def cell(row: int, column: int) -> str:
    """A cell's name, of its row and column from 1: B4."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"


def _part(archive: zipfile.ZipFile, sheet: str) -> str:
    """The name of the part that holds a sheet."""
    book = next(
        (
            r.get("Target", "")
            for r in _related(archive, "_rels/.rels")
            if r.get("Type", "").endswith("/officeDocument")
        ),
        "xl/workbook.xml",
    ).lstrip("/")
    folder, name = posixpath.split(book)
    meant = next(s for s in _tree(archive, book).iter(f"{_MAIN}sheet") if s.get("name") == sheet)
    key = next(meant.get(name) for name in _RELATIONS if meant.get(name))
    target = next(r.get("Target", "") for r in _related(archive, f"{folder}/_rels/{name}.rels") if r.get("Id") == key)
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))


def _related(archive: zipfile.ZipFile, name: str) -> Iterator[Any]:
    return _tree(archive, name).iter(f"{_MAIN}Relationship")  # type: ignore[no-any-return]


def _tree(archive: zipfile.ZipFile, name: str) -> Any:
    from lxml import etree

    return etree.fromstring(archive.read(name), etree.XMLParser(resolve_entities=False, no_network=True))


def _elements(stream: IO[bytes], *tags: str) -> Iterator[tuple[str, Any]]:
    from lxml import etree

    yield from etree.iterparse(stream, events=("start", "end"), tag=tags, resolve_entities=False, no_network=True)


def _excel(stream: IO[bytes]) -> tuple[str, ...] | Fault:
    hidden: list[int] = []
    columns = False
    row = column = 0
    extent = _Extent()
    for event, element in _elements(stream, f"{_MAIN}row", f"{_MAIN}c", f"{_MAIN}col"):
        kind = element.tag.rpartition("}")[2]
        if event == "start":
            if kind == "row":
                row, column = int(element.get("r") or row + 1), 0
                if element.get("hidden") in ("1", "true"):
                    hidden.append(row)
            continue
        if kind == "c":
            column = _column(element.get("r"), column + 1)
            value = element.findtext(f"{_MAIN}v")
            if value is not None or element.find(f"{_MAIN}is") is not None:
                extent.see(row, column)
            if element.get("t") == "e":
                return _no_value(f"is the error `{value}`", row, column)
            if value is None and element.find(f"{_MAIN}f") is not None and element.find(f"{_MAIN}is") is None:
                return _no_value("is a formula that was never worked out", row, column)
        elif kind == "col":
            columns = columns or element.get("hidden") in ("1", "true")
        else:
            element.clear()
    return extent.fault() or _hidden(hidden, columns)


@dataclass(slots=True)
class _Extent:
    """From where to where the cells of a sheet are filled: rows and columns from 1."""

    first: tuple[int, int] = (1 << 40, 1 << 40)
    lowest: tuple[int, int] = (0, 0)
    rightmost: tuple[int, int] = (0, 0)

    def see(self, row: int, column: int) -> None:
        """Take down a cell that is filled."""
        self.first = min(self.first[0], row), min(self.first[1], column)
        if row > self.lowest[0]:
            self.lowest = row, column
        if column > self.rightmost[1]:
            self.rightmost = row, column

    def fault(self) -> Fault | None:
        """The cell that makes a table of a few rows one of millions, as a slip of the hand does."""
        rows, columns = self.lowest[0] - self.first[0] + 1, self.rightmost[1] - self.first[1] + 1
        if not self.lowest[0] or rows * columns <= _MOST:
            return None
        far = self.lowest if rows > columns else self.rightmost
        said = f"The cell {cell(*far)} is filled, so far from the others that there are {rows * columns:,} cells."
        return Fault(said, "Delete what stands in it, if it isn't meant.", "DATA007", *far)


def _column(name: str | None, following: int) -> int:
    if not name:
        return following
    number = 0
    for letter in name.rstrip("0123456789"):
        number = number * 26 + ord(letter.upper()) - ord("A") + 1
    return number


def _open_document(stream: IO[bytes], sheet: str) -> tuple[str, ...] | Fault:
    hidden: list[int] = []
    columns = here = False
    row = column = 0
    tags = (f"{_TABLE}table", f"{_TABLE}table-row", f"{_TABLE}table-cell", f"{_TABLE}table-column")
    for event, element in _elements(stream, *tags):
        kind = element.tag.rpartition("}")[2]
        if kind == "table" and event == "start":
            here = element.get(f"{_TABLE}name") == sheet
            row = 0
        elif not here:
            continue
        elif event == "start" and kind == "table-row":
            row, column = row + 1, 0
            if element.get(f"{_TABLE}visibility") in ("collapse", "filter"):
                hidden.append(row)
        elif event == "end" and kind == "table-cell":
            column += 1
            if element.get(_TYPE) == "error":
                return _no_value(f"is the error `{''.join(element.itertext())}`", row, column)
            if element.get(f"{_TABLE}formula") and element.get(f"{_OFFICE}value-type") is None:
                return _no_value("is a formula that was never worked out", row, column)
            column += int(element.get(f"{_TABLE}number-columns-repeated", 1)) - 1
        elif event == "end" and kind == "table-row":
            row += int(element.get(f"{_TABLE}number-rows-repeated", 1)) - 1
            element.clear()
        elif kind == "table-column":
            columns = columns or element.get(f"{_TABLE}visibility") == "collapse"
    return _hidden(hidden, columns)


def _no_value(what: str, row: int, column: int) -> Fault:
    return Fault(f"The cell {cell(row, column)} {what}.", _WORK_OUT, "DATA004", row, column)


def _hidden(rows: list[int], columns: bool) -> tuple[str, ...]:
    named = ", ".join(map(str, rows[:5])) + (" …" if len(rows) > 5 else "")
    said = [f"Rows that are hidden in the sheet are read like all others: {named}."] if rows else []
    return (*said, "Columns that are hidden in the sheet are read like all others.") if columns else tuple(said)
