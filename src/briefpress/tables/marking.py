"""The notes and highlights of a table and its rows in; the cells that they are for, or what is wrong, out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from briefpress.data.cells import shortened
from briefpress.data.numbers import exactly
from briefpress.data.rows import Data
from briefpress.diagnostics import Diagnostic, finding
from briefpress.tables.arranging import Group
from briefpress.tables.places import Places
from briefpress.tables.settings import DataTable, Highlight, Note, Row
from briefpress.validate import nearest
from briefpress.values.expressions import Expression, ExpressionError, Operand, as_name, parsed


@dataclass(frozen=True, slots=True)
class Address:
    """A cell of a table: of a row by its number in the data, of a total by its number, of a group by its name."""

    of: Literal["head", "row", "group", "total"]
    column: str = ""
    row: int = 0
    group: str = ""


@dataclass(frozen=True, slots=True)
class Marks:
    """The cells that call notes, each with the numbers of its notes, and the cells that stand out."""

    notes: Mapping[Address, tuple[int, ...]]
    highlighted: frozenset[Address]


def marks(
    settings: DataTable, data: Data, columns: Sequence[str], groups: Sequence[Group], places: Places
) -> tuple[Marks, list[Diagnostic]]:
    """The cells that notes and highlights are for; a finding for each that is for none that the table shows."""
    work = _Marker(settings, data, columns, [row for group in groups for row in group.rows], groups, places)
    notes: dict[Address, list[int]] = {}
    for n, note in enumerate(settings.notes):
        for address in work.called(note, f"notes.{n}"):
            notes.setdefault(address, []).append(n)
    lit = [a for n, one in enumerate(settings.highlight) for a in work.highlighted(one, f"highlight.{n}")]
    return Marks({a: tuple(ns) for a, ns in notes.items()}, frozenset(lit)), work.found


_ALIKE = "Compare numbers with numbers, and texts with texts in quotation marks."


class _EmptyError(Exception):
    """A condition that asks for an empty cell: it doesn't hold."""


@dataclass(slots=True)
class _Marker:
    settings: DataTable
    data: Data
    columns: Sequence[str]
    rows: Sequence[int]
    groups: Sequence[Group]
    places: Places
    found: list[Diagnostic] = field(default_factory=list)

    def called(self, note: Note, path: str) -> list[Address]:
        """The cells that call a note."""
        if sum(said is not None for said in (note.row, note.group)) + note.total > 1:
            self._refuse(
                path, "This note is for more than one of `row`, `group` and `total`.", "Write a note for each."
            )
            return []
        if not self._shows(note.column, path):
            return []
        first = note.column if note.column is not None else self.columns[0]
        if note.total:
            if not self.settings.totals:
                self._refuse(f"{path}.total", "This table has no row of totals.", "Take the note out.")
            return [Address("total", first)] if self.settings.totals else []
        if note.group is not None:
            names = [group.name for group in self.groups if self.settings.grouped]
            if note.group not in names:
                hint = _like(note.group, names) or "Name the column that groups its rows: `groups`."
                self._refuse(f"{path}.group", f"This table has no group `{note.group}`.", hint)
                return []
            return [Address("group", group=note.group)]
        if note.row is not None:
            return [Address("row", first, row) for row in self._found(note.row, f"{path}.row")]
        if note.column is not None:
            return [Address("head", note.column)]
        hint = "Say which cell calls it: by `column`, `row`, both, `group`, or `total: true`."
        self._refuse(path, "This note is for no cell.", hint)
        return []

    def highlighted(self, one: Highlight, path: str) -> list[Address]:
        """The cells that a highlight is for."""
        if not self._shows(one.column, path):
            return []
        if not one.when and one.row is None:
            if one.column is None:
                self._refuse(path, "This highlight is for no cell.", "Say which: by `row`, `column` or `when`.")
                return []
            return [Address("head", one.column), *(Address("row", one.column, row) for row in self.rows)]
        rows = list(self.rows) if one.row is None else self._found(one.row, f"{path}.row")
        if one.when:
            rows = self._where(one, rows, f"{path}.when")
        columns = [one.column] if one.column is not None else self.columns
        return [Address("row", column, row) for row in rows for column in columns]

    def _shows(self, column: str | None, path: str) -> bool:
        """Whether a table shows a column. One that the data hasn't is told elsewhere."""
        if column is None or column in self.columns:
            return True
        self._refuse(f"{path}.column", f"This table doesn't show the column `{column}`.", _like(column, self.columns))
        return False

    def _found(self, wanted: Row, path: str) -> list[int]:
        """The rows that hold what is wanted, of those that the table shows."""
        cells = wanted if isinstance(wanted, dict) else {self.columns[0]: wanted}
        rows = [row for row in self.rows if all(self._holds(row, name, value) for name, value in cells.items())]
        if not rows:
            said = ", ".join(f"`{shortened(str(value))}` in `{name}`" for name, value in cells.items())
            there = [self.data.texts[row][self.columns[0]] for row in self.rows]
            hint = "" if isinstance(wanted, dict) else _like(str(wanted), there)
            self._refuse(path, f"This table shows no row with {said}.", hint or "Look at what its rows hold.")
        return rows

    def _holds(self, row: int, column: str, value: object) -> bool:
        return self.data.rows[row][column] == value or self.data.texts[row][column] == str(value)

    def _where(self, one: Highlight, rows: list[int], path: str) -> list[int]:
        """The rows for which a condition holds."""
        try:
            condition = parsed(one.when)
        except ExpressionError as error:
            self._unweighed(path, error)
            return []
        names = {as_name(column): column for column in reversed(self.data.columns)}
        for name, _ in condition.names:
            if name == "value" and one.column is not None:
                continue
            if name.removeprefix("row.") not in names or not name.startswith("row."):
                known = [f"row.{known}" for known in names]
                hint = "`value` is the cell of a `column`." if name == "value" else _like(name, known)
                said = f"There is no `{name}` in a condition of this table."
                self.found.append(finding("DATA035", said, self.places.at(path), hint))
                return []
        return [row for row in rows if self._weighed(condition, one, row, names, path)]

    def _weighed(self, condition: Expression, one: Highlight, row: int, names: Mapping[str, str], path: str) -> bool:
        def of(name: str) -> Operand:
            column = one.column or "" if name == "value" else names[name.removeprefix("row.")]
            text = self.data.texts[row][column]
            if not text:
                raise _EmptyError
            number = exactly(self.data.rows[row][column], text)
            return text if number is None else number

        try:
            return condition.holds(of)
        except _EmptyError:
            return False
        except ExpressionError as error:
            told = finding("DATA035", f"The condition can't be weighed for this row: {_lowered(error)}.",
                           self.data.place(row), error.hint or _ALIKE, (self.places.at(path),))  # fmt: skip
            if not any(f.related == told.related and f.code == told.code for f in self.found):
                self.found.append(told)
            return False

    def _unweighed(self, path: str, error: ExpressionError) -> None:
        said = f"This condition can't be read: {_lowered(error)}."
        self.found.append(finding("DATA035", said, self.places.at(path), error.hint))

    def _refuse(self, path: str, message: str, hint: str) -> None:
        self.found.append(finding("DATA034", message, self.places.at(path), hint))


def _lowered(error: ExpressionError) -> str:
    said = str(error)
    return said[:1].lower() + said[1:]


def _like(name: str, there: Sequence[str]) -> str:
    if like := nearest(name, list(there)):
        return f"Did you mean `{like}`?"
    return f"It has: {', '.join(f'`{shortened(one)}`' for one in list(there)[:8])}." if there else ""
