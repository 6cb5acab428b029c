"""The settings of a table, its rows and their marks in; the lines of the table, cell by cell, out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from briefpress.data.rows import Data
from briefpress.tables import columns
from briefpress.tables.arranging import Group
from briefpress.tables.columns import Shown, Words
from briefpress.tables.marking import Address, Marks
from briefpress.tables.reckoning import result
from briefpress.tables.settings import Aggregate, DataTable, Limit, Note, Total
from briefpress.wording import counted, language

Scope = Literal["", "col", "row", "rowgroup"]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: what it says, what it is a header of, how many columns it is wide, and the letters of its notes."""

    words: Words
    scope: Scope = ""
    span: int = 1
    letters: tuple[str, ...] = ()
    highlighted: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a table. `group` is which of the groups it is in, from 0; a total is in none.

    `row` is the number of the row of the data that it shows, if it shows one.
    """

    kind: Literal["head", "group", "row", "rest", "subtotal", "total"]
    cells: tuple[Cell, ...]
    group: int = -1
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a table, and the notes that they call by their letters, in the order of these."""

    columns: tuple[Shown, ...]
    lines: tuple[Line, ...]
    notes: tuple[tuple[str, Note], ...]


def lines_of(settings: DataTable, data: Data, groups: Sequence[Group], marks: Marks, lang: str) -> Lines:
    """The lines of a table from its head down. A total is of all rows, those that a limit leaves out among them.

    Raises ValueError for a format that is none, or can't write a cell.
    """
    names = tuple(columns.chosen(settings, data))
    rows = [row for group in groups for row in group.rows]
    known = [
        (name, found.text)
        for total, over in _reckoned(settings, groups)
        for name, aggregate in total.items()
        if name in names and aggregate != "count" and (found := result(aggregate, name, over, data))
    ]
    shown = columns.shown(settings, data, rows, known, lang)
    writer = _Writer(settings, data, shown, marks, lang)
    lines = tuple(writer.lines(groups))
    return Lines(shown, lines, tuple((letter, note) for letter, note in writer.called.values()))


def aggregate_of(total: Total) -> Aggregate | None:
    """What all columns of a total come to, if it is the same."""
    kinds = set(total.columns.values())
    return kinds.pop() if len(kinds) == 1 else None


def _reckoned(settings: DataTable, groups: Sequence[Group]) -> Iterator[tuple[dict[str, Aggregate], tuple[int, ...]]]:
    """What is reckoned in a table, and over which rows."""
    for group in groups:
        if settings.limited:
            yield settings.limited.rest, group.rest
        if settings.grouped and settings.grouped.subtotal:
            yield settings.grouped.subtotal.columns, group.all
    for total in settings.totals:
        yield total.columns, tuple(row for group in groups for row in group.all)


def letter(number: int) -> str:
    """The sign of a note by its number from 0: a to z, then aa."""
    sign = chr(ord("a") + number % 26)
    return sign if number < 26 else letter(number // 26 - 1) + sign


@dataclass(slots=True)
class _Writer:
    settings: DataTable
    data: Data
    columns: tuple[Shown, ...]
    marks: Marks
    lang: str
    called: dict[str, tuple[str, Note]] = field(default_factory=dict)

    def lines(self, groups: Sequence[Group]) -> Iterator[Line]:
        """All lines. Letters are given in their order, as a reader meets them."""
        yield Line("head", tuple(self._head(column) for column in self.columns))
        for n, group in enumerate(groups):
            if self.settings.grouped:
                address = Address("group", group=group.name)
                cell = Cell(Words(group.name), "rowgroup", len(self.columns), self._letters(address))
                yield Line("group", (cell,), n)
            for row in group.rows:
                yield Line("row", tuple(self._cell(i, row) for i in range(len(self.columns))), n, row)
            if group.rest:
                yield self._rest(group, n)
            if self.settings.grouped and (subtotal := self.settings.grouped.subtotal):
                yield Line("subtotal", self._summed(subtotal.columns, self._label(subtotal, within=True), group.all), n)
        everything = tuple(row for group in groups for row in group.all)
        for n, total in enumerate(self.settings.totals):
            cells = self._summed(total.columns, self._label(total, within=False), everything, total=n)
            yield Line("total", cells)

    def _head(self, column: Shown) -> Cell:
        address = Address("head", column.name)
        return Cell(Words(column.title), "col", 1, self._letters(address), address in self.marks.highlighted)

    def _cell(self, at: int, row: int) -> Cell:
        column = self.columns[at]
        address = Address("row", column.name, row)
        scope: Scope = "row" if self.settings.headed and not at else ""
        words = column.cell(self.data, row)
        return Cell(words, scope, 1, self._letters(address), address in self.marks.highlighted)

    def _rest(self, group: Group, n: int) -> Line:
        limit = self.settings.limited or Limit(1)
        label = limit.label or counted(len(group.rest), language(self.lang).words.others, self.lang)
        return Line("rest", self._summed(limit.rest, label, group.rest), n)

    def _label(self, total: Total, *, within: bool) -> str:
        words = language(self.lang).words.totals
        aggregate = aggregate_of(total)
        usual = words["subtotal" if within and aggregate == "sum" else aggregate or "sum"]
        return total.label or usual

    def _summed(
        self, wanted: dict[str, Aggregate], label: str, rows: Sequence[int], total: int | None = None
    ) -> tuple[Cell, ...]:
        """A label, and what columns come to in some rows. Notes on totals are called by the first of them."""
        cells = []
        scope: Scope = "row" if self.settings.headed or total is not None else ""
        for at, column in enumerate(self.columns):
            letters = self._letters(Address("total", column.name)) if total == 0 else ()
            if not at:
                cells.append(Cell(Words(label), scope, 1, letters))
            elif aggregate := wanted.get(column.name):
                found = result(aggregate, column.name, rows, self.data)
                cells.append(Cell(column.result(found, count=aggregate == "count"), "", 1, letters))
            else:
                cells.append(Cell(Words(""), "", 1, letters))
        return tuple(cells)

    def _letters(self, address: Address) -> tuple[str, ...]:
        """The letters of a cell's notes; notes that say the same share one."""
        for n in self.marks.notes.get(address, ()):
            note = self.settings.notes[n]
            self.called.setdefault(note.text, (letter(len(self.called)), note))
        return tuple(self.called[self.settings.notes[n].text][0] for n in self.marks.notes.get(address, ()))
