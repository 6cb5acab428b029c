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
from briefpress.diagnostics import Diagnostic, Span, finding
from briefpress.model import Dataset, Manuscript, Node

SHOWN = 8
"""Of so many cells of a chart or a table the change is told, and of the others their number."""


@dataclass(frozen=True, slots=True)
class Move:
    """Something in the brief that says otherwise: what it is called, the place, and each change from old to new.

    A row that came or went has nothing on one side. `where` is the row and the column of a cell.
    """

    kind: str
    name: str
    place: Span
    changes: tuple[tuple[str, str, str], ...]

    @property
    def called(self) -> str:
        """What it is called in a list: by its kind, where it has no label."""
        return self.name or self.kind

    def told(self) -> list[str]:
        """A line a change: `share, Russia, 2023: 35% → 36%`."""
        lines = [f"{where}{': ' * bool(where)}{old or 'not there'} → {new or 'gone'}"
                 for where, old, new in self.changes[:SHOWN]]  # fmt: skip
        more = len(self.changes) - SHOWN
        return [*lines, *([f"and {more:,} more"] if more > 0 else [])]

    def finding(self) -> Diagnostic:
        """What whoever wrote the sentences around it is told."""
        said = "; ".join(self.told()[:3])
        hint = "Read what the brief says around it: it was written for the old figure."
        return finding("DATA019", f"The {self.kind} `{self.called}` moves: {said}.", self.place, hint)


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
    charts = {(d.section, d.place): (d, data) for d, data in old.data.items()}
    for one, data in new.data.items():
        if before := charts.get((one.section, one.place)):
            columns = one.columns or data.columns
            changed = tuple(_changes(_cells(before[1], columns, lang), _cells(data, columns, lang)))
            if changed:
                yield Move("chart", one.figure, one.place, changed)
    was, now = _tables(old.text), _tables(new.text)
    for one, table in now.items():
        earlier = next((t for d, t in was.items() if (d.section, d.place) == (one.section, one.place)), None)
        changed = tuple(_changes(_printed(earlier), _printed(table))) if earlier and one.path == path else ()
        if changed:
            yield Move("table", one.figure, one.place, changed)


def _values(old: Manuscript, new: Manuscript) -> Iterator[Move]:
    before = {(v.name, v.place): v.words for v in old.values}
    for value in dict.fromkeys(new.values):
        was = before.get((value.name, value.place))
        if was is not None and was != value.words:
            yield Move("value", value.name, value.place, (("", was, value.words),))


_Cells = dict[tuple[str, str], str]
"""Cells by their row and column."""


def _cells(data: Data, columns: Sequence[str], lang: str) -> _Cells:
    """The cells of a chart; a row is called by what in it is no number."""
    words = [c for c in columns if any(isinstance(row[c], str) and row[c] for row in data.rows)]
    names = [", ".join(text[c] for c in words if text[c]) for text in data.texts]
    named = len(set(names)) == len(names)
    out: _Cells = {}
    for i, (row, text) in enumerate(zip(data.rows, data.texts, strict=True)):
        called = names[i] if named else f"row {i + 1}"
        for c in columns:
            if not (named and c in words):
                out[called, c] = PLAIN.written(row[c], text[c], lang) if text[c] else "empty"
    return out


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


def _printed(table: Node) -> _Cells:
    """The cells of a table as they are printed; a row is called by its first cell."""
    _, _, _, head, bodies, _ = table["c"]
    titles = [_words(cell) for row in head[1] for cell in row[1]]
    rows = [[_words(cell) for cell in row[1]] for body in bodies for row in (*body[2], *body[3])]
    firsts = [row[0] for row in rows if row]
    named = len(set(firsts)) == len(firsts)
    out: _Cells = {}
    for i, row in enumerate(rows):
        for j, words in enumerate(row):
            title = titles[j] if j < len(titles) else str(j + 1)
            out[(row[0] if named else f"row {i + 1}"), title] = words
    return out


def _words(cell: Any) -> str:
    return ast.plain(cell[4]).strip()


def _changes(old: _Cells, new: _Cells) -> Iterator[tuple[str, str, str]]:
    for key, words in new.items():
        if old.get(key, "") != words:
            yield f"{key[0]}, {key[1]}" if key[0] else key[1], old.get(key, ""), words
    for key, words in old.items():
        if key not in new:
            yield f"{key[0]}, {key[1]}" if key[0] else key[1], words, ""
