"""A brief's text made with the old data and with the new, in; which values, charts and tables say otherwise, out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefpress import ast
from briefpress.data import reading
from briefpress.data.forms import PLAIN
from briefpress.data.rows import Data
from briefpress.data.selection import Selection
from briefpress.datamodel import Dataset
from briefpress.diagnostics import Diagnostic, Span, finding
from briefpress.model import BRIEF, Manuscript, Node

SHOWN = 8
"""Of so many cells of a chart or a table the change is told, and of the others their number."""


@dataclass(frozen=True, slots=True)
class Move:
    """Something in the brief that says otherwise: what it is called, the place, and each change from old to new.

    A row that came or went has nothing on one side. `where` is the row and the column of a cell, `brief` the name of
    the brief, where it is one of a series.
    """

    kind: str
    name: str
    place: Span
    changes: tuple[tuple[str, str, str], ...]
    brief: str = ""

    @property
    def called(self) -> str:
        """What it is called in a list: by its kind, where it has no label."""
        return self.name or self.kind

    @property
    def head(self) -> str:
        """The line above its changes: what it is, where it stands, in which brief."""
        where = f", in {self.brief}" if self.brief else ""
        return f"{self.kind} {self.name or 'without a label'}, {self.place}{where}"

    def told(self) -> list[str]:
        """A line a change: `share, Russia, 2023: 35% → 36%`."""
        if self.kind == "brief":
            return [" → ".join(filter(None, change)) for change in self.changes]
        lines = [f"{where}{': ' * bool(where)}{old or 'not there'} → {new or 'gone'}"
                 for where, old, new in self.changes[:SHOWN]]  # fmt: skip
        more = len(self.changes) - SHOWN
        return [*lines, *([f"and {more:,} more"] if more > 0 else [])]

    def finding(self) -> Diagnostic:
        """What whoever wrote the sentences around it is told."""
        said = "; ".join(self.told()[:3])
        if self.kind == "brief":
            hint = "Look whether its row was meant to come, or to go."
            return finding("DATA019", f"The series changes: the brief `{self.name}` {said}.", self.place, hint)
        hint = "Read what the brief says around it: it was written for the old figure."
        return finding("DATA019", f"The {self.kind} `{self.called}` moves: {said}.", self.place, hint)


def came(brief: str) -> Move:
    """A brief of a series whose row wasn't there before."""
    return Move("brief", brief, Span(BRIEF), (("", "", "has a row now"),))


def went(brief: str) -> Move:
    """A brief of a series whose row is gone."""
    return Move("brief", brief, Span(BRIEF), (("", "has no row any more", ""),))


@dataclass(frozen=True, slots=True)
class Made:
    """A brief's text, and the folder that it was made in."""

    root: Path
    text: Manuscript
    data: Mapping[Dataset, Data]


def made(root: Path, text: Manuscript, path: str) -> Made:
    """A text with the rows of each of its charts that is made of a file."""
    charts = [d for d in text.datasets if d.path == path and d.kind == "chart"]
    return Made(root, text, {one: data for one in charts if (data := _rows(root, one))})


def _rows(root: Path, one: Dataset) -> Data | None:
    wanted = Selection(data=one.path, sheet=one.sheet, query=one.query or None,
                       where={name: list(values) for name, values in one.where})  # fmt: skip
    return reading.read(root, wanted, Span("brief"))[0]


def moves(old: Made, new: Made, path: str, lang: str) -> Iterator[Move]:
    """What of the brief is moved by a file, in the order of its kinds: values, charts, tables."""
    yield from _values(old.text, new.text)
    charts = {(d.section, d.place): data for d, data in old.data.items()}
    for one, data in new.data.items():
        if earlier := charts.get((one.section, one.place)):
            columns = _words_first(one.columns or data.columns, data)
            changed = tuple(_changes(_shown(earlier, columns, lang), _shown(data, columns, lang)))
            if changed:
                yield Move("chart", one.figure, one.place, changed)
    was = {(d.section, d.place): table for d, table in _tables(old.text).items()}
    for one, table in _tables(new.text).items():
        before = was.get((one.section, one.place))
        changed = tuple(_changes(_printed(before), _printed(table))) if before and one.path == path else ()
        if changed:
            yield Move("table", one.figure, one.place, changed)


def _values(old: Manuscript, new: Manuscript) -> Iterator[Move]:
    before = {(v.name, v.place): v.words for v in old.values}
    for value in dict.fromkeys(new.values):
        was = before.get((value.name, value.place))
        if was is not None and was != value.words:
            yield Move("condition" if value.test else "value", value.name, value.place, (("", was, value.words),))


@dataclass(frozen=True, slots=True)
class _Grid:
    """What is shown: the names of its columns, and the words of its cells."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def _words_first(columns: Sequence[str], data: Data) -> list[str]:
    """Columns in the order in which they tell rows from each other: those of words before those of numbers."""
    words = [c for c in columns if any(isinstance(row[c], str) and row[c] for row in data.rows)]
    return [*words, *(c for c in columns if c not in words)]


def _shown(data: Data, columns: Sequence[str], lang: str) -> _Grid:
    """The cells of a chart, numbers as the file has them, in the signs of the language."""
    there = [c for c in columns if c in data.columns]
    rows = tuple(
        tuple(PLAIN.written(row[c], text[c], lang) if text[c] else "empty" for c in there)
        for row, text in zip(data.rows, data.texts, strict=True)
    )
    return _Grid(tuple(there), rows)


def _tables(text: Manuscript) -> dict[Dataset, Node]:
    """The tables that are made of data, which stand in the order of their blocks."""
    made_of = [d for d in text.datasets if d.kind == "table"]
    there = [
        table
        for section in text.sections
        for node in ast.walk(section.blocks)
        if node["t"] == "Div" and "table-block" in node["c"][0][1]
        for table in node["c"][1]
        if table["t"] == "Table"
    ]
    return dict(zip(made_of, there, strict=True)) if len(made_of) == len(there) else {}


def _printed(table: Node) -> _Grid:
    """The cells of a table as they are printed."""
    _, _, _, head, bodies, _ = table["c"]
    titles = [_words(cell) for row in head[1] for cell in row[1]]
    rows = [tuple(_words(cell) for cell in row[1]) for body in bodies for row in (*body[2], *body[3])]
    return _Grid(tuple(titles), tuple(row for row in rows if len(row) == len(titles)))


def _words(cell: Any) -> str:
    return ast.plain(cell[4]).strip()


def _changes(old: _Grid, new: _Grid) -> Iterator[tuple[str, str, str]]:
    """Each cell that is another. Rows are called by their first cells, as many as tell them from each other."""
    if old.columns != new.columns:
        yield "columns", ", ".join(old.columns), ", ".join(new.columns)
        return
    told = next((n for n in range(1, len(new.columns)) if _tells(old, n) and _tells(new, n)), 0)
    before, after = _cells(old, told), _cells(new, told)
    for key, words in after.items():
        if before.get(key) != words:
            yield ", ".join(key), before.get(key, ""), words
    for key, words in before.items():
        if key not in after:
            yield ", ".join(key), words, ""


def _tells(grid: _Grid, count: int) -> bool:
    return len({row[:count] for row in grid.rows}) == len(grid.rows)


def _cells(grid: _Grid, told: int) -> dict[tuple[str, str], str]:
    """The cells behind those by which rows are told, by their row and column."""
    return {
        (", ".join(row[:told]) or f"row {i}", column): cell
        for i, row in enumerate(grid.rows, 1)
        for column, cell in list(zip(grid.columns, row, strict=True))[told:]
    }
