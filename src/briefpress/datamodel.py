"""What of a brief is made of data: the frozen types of its charts, tables and values, and of what they rest on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from briefpress.diagnostics import Span

_NOWHERE = Span("")


@dataclass(frozen=True, slots=True)
class Dataset:
    """A file of data, by its path from the brief's folder, and the chart or table in a section that is made of it.

    `figure` is the label of that chart or table, and once all is numbered its id in the artifacts. `lines` are the
    lines of the file on which its rows end, `rows` how many there are. `place` is where the file is named, `sheet`,
    `query` and `where` what of it, `columns` those that are shown, all where none is named; `sources` are the keys that
    its source line cites, which may be `made` of the file's record. `below` has for each row of a table below its head
    the line of the file that it shows, and nought where it shows none. `areas` is the file of a map's, and the place
    where it is named.
    """

    path: str
    section: str
    figure: str
    lines: tuple[int, ...] = ()
    kind: Literal["chart", "table"] = "chart"
    place: Span = _NOWHERE
    rows: int = 0
    sheet: str | int | None = None
    query: str = ""
    where: tuple[tuple[str, tuple[str | int | float, ...]], ...] = ()
    columns: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    made: bool = False
    below: tuple[int, ...] = ()
    areas: tuple[str, Span] | None = None


@dataclass(frozen=True, slots=True)
class CellTable:
    """The figures of a chart as a table: their words, the last `figures` columns of which are numbers.

    `caption` is what is measured, where its columns are of one measure; the first column has the headers of its rows
    where it tells them apart.
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    figures: int
    header: bool


@dataclass(frozen=True, slots=True)
class ShownData:
    """What of a file a chart or a table shows: the rows as CSV (RFC 4180), nothing where they are all of a CSV file.

    `figure` is its label, and once all is numbered its id in the artifacts; `picture` the target of a chart's drawing,
    and `table` its figures in words.
    """

    path: str
    section: str
    figure: str
    csv: str
    picture: str = ""
    table: CellTable | None = None


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells that a value is taken from: their file, their column, the lines of the first rows, how many rows.

    `sheet` and `query` are what of the file, `made` is how several cells became one value: `sum`.
    """

    path: str
    column: str
    lines: tuple[int, ...]
    rows: int
    sheet: str | int | None = None
    query: str = ""
    made: str = ""


@dataclass(frozen=True, slots=True)
class FigureValue:
    """A value in the text: its name, the words in which it stands there, and the place in the author's file.

    `cells` are those that it is taken from, also by way of the values that its `expression` names; `sources` are keys
    of the bibliography, each of which is `named` somewhere, `defined` is where figures.yaml has it. One that a
    condition asks for has no words of its own: `test` is the condition, and the words whether it holds.
    """

    name: str
    words: str
    place: Span
    defined: Span
    cells: tuple[Cells, ...] = ()
    expression: str = ""
    sources: tuple[str, ...] = ()
    test: str = ""
    named: tuple[Span, ...] = ()
