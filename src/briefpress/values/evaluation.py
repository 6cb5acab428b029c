"""The values that figures.yaml names in; what each comes to, by which cells, or one finding for what is wrong, out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from msgspec import structs

from briefpress import cache
from briefpress.braces import BRACES
from briefpress.data import aggregates, reading
from briefpress.data.cells import of_text
from briefpress.data.columns import missing_columns
from briefpress.data.numbers import exact, exactly
from briefpress.data.rows import Data, Value
from briefpress.datamodel import Cells
from briefpress.diagnostics import Diagnostic, Span, finding
from briefpress.engines.grids import Number
from briefpress.validate import nearest
from briefpress.values.expressions import Expression, ExpressionError, Operand, as_name, parsed
from briefpress.values.settings import Figure, Named
from briefpress.variants import Row

_DEEP = 100
"""So many values may rest on each other in a row: Python's own stack isn't without end."""

_LINES = 100
"""Of so many rows the lines are kept: who traces a sum of more looks at the file."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a value comes to: a cell with its text as the file has it, or an exact number that was reckoned.

    `sources` are keys of the bibliography, each with the place where it is named.
    """

    value: Value | Fraction
    text: str = ""
    cells: tuple[Cells, ...] = ()
    sources: Mapping[str, Span] = field(default_factory=dict)

    @property
    def operand(self) -> Operand:
        """The value as expressions take it."""
        number = exactly(self.value, self.text)
        return self.text or str(self.value) if number is None else number


class FaultyError(Exception):
    """A value that comes to nothing, for what stands under these keys of the faults."""

    def __init__(self, *faults: str) -> None:
        super().__init__(*faults)
        self.faults = faults


def column_of(row: Row, name: str) -> str:
    """The column that `row.NAME` means, as the table has it or as an expression names it."""
    asked = name.removeprefix("row.")
    return asked if asked in row.values else next(column for column in row.values if as_name(column) == asked)


def cell_of(row: Row, column: str) -> Cells:
    """The cell of a row in a column."""
    return Cells(row.place.path, column, (row.place.line,) if row.place.line else (), 1)


@dataclass(slots=True)
class Evaluation:
    """Reckons the values of a brief as they are asked for, each once; what is wrong with one is told once, too.

    `given` are values from elsewhere, which expressions may name as well: the variables of the brief. `row` is that of
    a brief of a series, whose cells are values of the group `row`. What engines read is kept in the store, if there is
    one.
    """

    root: Path
    named: Named
    given: Mapping[str, Operand] = field(default_factory=dict)
    row: Row | None = None
    store: cache.Store | None = None
    _results: dict[str, Result | FaultyError] = field(default_factory=dict)
    _files: dict[str, Data | FaultyError] = field(default_factory=dict)
    _faults: dict[str, tuple[Diagnostic, ...]] = field(default_factory=dict)
    _uses: dict[str, list[Span]] = field(default_factory=dict)

    def result(self, name: str, place: Span | None = None) -> Result:
        """What a value comes to that is asked for at a place. Raises FaultyError where that is nothing."""
        try:
            return self._result(name, ())
        except FaultyError as error:
            for fault in error.faults if place else ():
                self._uses.setdefault(fault, []).append(place)  # type: ignore[arg-type]  # there is one
            raise

    def findings(self) -> tuple[Diagnostic, ...]:
        """What was found of the values that were asked for, each with the places that ask."""
        return tuple(self._with_uses(fault, key) for key, faults in self._faults.items() for fault in faults)

    def _with_uses(self, fault: Diagnostic, key: str) -> Diagnostic:
        """A fault with the places that ask; of a row, which nobody mends without looking at them, the first is told."""
        uses = self._uses.get(key, [])
        hint = f"{fault.hint} It is asked for at {uses[0]}." if uses and key.startswith("row.") else fault.hint
        return replace(fault, hint=hint, related=tuple(dict.fromkeys((*fault.related, *uses))))

    def _result(self, name: str, trail: tuple[str, ...]) -> Result:
        if name in trail:
            circle = (*trail[trail.index(name) :], name)
            first = min(circle)
            hint = f"It goes in a circle: {' → '.join(circle)}."
            place = self.named.place(first, "expression")
            key = f"circle {' '.join(sorted(set(circle)))}"
            raise self._wrong(key, "VAL007", f"`{first}` rests on itself.", place, hint)
        if len(trail) > _DEEP:
            said = f"`{trail[0]}` rests on more than {_DEEP} values, each on the next."
            raise self._wrong(f"{trail[0]} deep", "VAL006", said, self.named.place(trail[0], "expression"),
                              "Reckon it from values that are nearer to the data.")  # fmt: skip
        if name not in self._results:
            try:
                self._results[name] = self._made(name, (*trail, name))
            except FaultyError as error:
                self._results[name] = error
        found = self._results[name]
        if isinstance(found, FaultyError):
            raise found
        return found

    def _made(self, name: str, trail: tuple[str, ...]) -> Result:
        if name in self.named.faulty:
            raise FaultyError()
        if self.row is not None and name.startswith("row."):
            return self._of_row(self.row, name)
        figure = self.named.figures[name]
        if figure.value is not None:
            return Result(figure.value, str(figure.value), (), self._sources(name, figure))
        if figure.expression:
            return self._reckoned(name, figure, trail)
        return self._selected(name, figure)

    def _sources(self, name: str, figure: Figure) -> dict[str, Span]:
        whole = self.named.place(name, "source")
        return {key: self.named.marks.get(f"{name}.source.{i}", whole) for i, key in enumerate(figure.sources)}

    def _wrong(self, key: str, code: str, message: str, place: Span, hint: str = "", *related: Span) -> FaultyError:
        self._faults.setdefault(key, (finding(code, message, place, hint, related),))
        return FaultyError(key)

    def _of_row(self, row: Row, name: str) -> Result:
        column = column_of(row, name)
        value = row.values[column]
        if value == "":
            said = f"The cell in the column `{column}` is empty."
            test = f"row.{as_name(column)} != ''"
            hint = f'Fill it, or put what needs it into a conditional part: `::: {{.when test="{test}"}}`.'
            raise self._wrong(name, "VAL004", said, row.place, hint)
        return Result(value, row.texts[column], (cell_of(row, column),))

    # Expressions

    def _reckoned(self, name: str, figure: Figure, trail: tuple[str, ...]) -> Result:
        try:
            expression = parsed(figure.expression)
        except ExpressionError as error:
            raise self._told(name, figure, error, "VAL006") from error
        rests = self._rests(name, figure, expression, trail)
        try:
            value = expression.value(lambda asked: rests[asked].operand if asked in rests else self.given[asked])
        except ExpressionError as error:
            raise self._told(name, figure, error, "VAL008") from error
        if isinstance(value, bool):
            said = "It is a condition, which is no value"
            raise self._told(
                name, figure, ExpressionError(said, 0, "Write what comes of it: `a if b > 0 else c`."), "VAL006"
            )
        cells = tuple(dict.fromkeys(c for r in rests.values() for c in r.cells))
        keys = self._sources(name, figure)
        for rest in rests.values():
            keys = {**keys, **{key: place for key, place in rest.sources.items() if key not in keys}}
        return Result(value, value if isinstance(value, str) else "", cells, keys)

    def _rests(self, name: str, figure: Figure, expression: Expression, trail: tuple[str, ...]) -> dict[str, Result]:
        """The values that an expression names. Raises FaultyError with the faults of all that come to nothing."""
        rests: dict[str, Result] = {}
        faults: list[str] = []
        amiss = False
        for asked, column in expression.names:
            try:
                if asked in self.named.figures or asked in self.named.faulty:
                    rests[asked] = self._result(asked, trail)
                elif asked not in self.given:
                    raise self._told(name, figure, unknown(self.named, asked, column, self.given), "VAL006", asked)
            except FaultyError as error:
                amiss = True
                faults += error.faults
        if amiss:
            raise FaultyError(*dict.fromkeys(faults))
        return rests

    def _told(self, name: str, figure: Figure, error: ExpressionError, code: str, about: str = "") -> FaultyError:
        """A fault of an expression, at the sign where it is, if the expression stands on the line of its key."""
        place = self.named.place(name, "expression")
        line = self.named.lines[place.line - 1] if 0 < place.line <= len(self.named.lines) else ""
        at = line.find(figure.expression, place.column - 1)
        if at >= 0:
            place = Span(place.path, place.line, at + error.column + 1)
        wrong = f"{error}"
        said = f"The expression of `{name}`: {wrong[0].lower()}{wrong[1:]}."
        hint = error.hint or "Mend the expression, or the value that it names."
        return self._wrong(f"{name} {about}", code, said, place, hint)

    # Cells

    def _selected(self, name: str, figure: Figure) -> Result:
        data = self._read(name, figure)
        where = {column: self._wanted(name, column, wanted) for column, wanted in figure.where.items()}
        figure = structs.replace(figure, where=where)
        wanted = figure.column or (getattr(figure, figure.aggregate) if figure.aggregate not in ("", "count") else "")
        if not wanted and figure.aggregate != "count":
            if len(data.columns) > 1:
                raise self._wrong(name, "VAL002", f"`{name}` doesn't say which column it is taken from.",
                                  self.named.place(name), "It has: " + ", ".join(data.columns) + ".")  # fmt: skip
            wanted = data.columns[0]
        asked = {wanted: self.named.place(name, figure.aggregate or "column")} if wanted else {}
        asked |= {column: self.named.place(name, f"where.{column}") for column in figure.where}
        if missing := tuple(missing_columns(data, asked)):
            self._faults.setdefault(name, missing)
            raise FaultyError(name)
        if figure.aggregate not in ("", "count"):  # a cell is of one row, and of what isn't there, there are nought
            self._all_there(name, figure, data)
        rows = [n for n, row in enumerate(data.texts) if _chosen(row, figure.where)]
        lines = tuple(data.lines[n] for n in rows[:_LINES] if n < len(data.lines))
        cells = Cells(data.path, wanted, lines, len(rows), figure.sheet, figure.query or "", figure.aggregate)
        if figure.aggregate == "count":
            return Result(len(rows), str(len(rows)), (cells,), self._sources(name, figure))
        if not figure.aggregate:
            return self._cell(name, figure, data, rows, cells)
        return self._aggregate(name, figure, data, rows, cells)

    def _all_there(self, name: str, figure: Figure, data: Data) -> None:
        """Hold that each of several values of a column is in one of its rows, so that none is left out in silence."""
        for column, wanted in figure.where.items():
            for i, one in enumerate(wanted if isinstance(wanted, list) else ()):
                if not any(_same(row[column], one) for row in data.texts):
                    place = self.named.marks.get(f"{name}.where.{column}.{i}", self.named.place(name, "where"))
                    said = f"No row of `{data.path}` has `{one}` in the column `{column}`."
                    raise self._wrong(name, "VAL003", said, place, _near(data, {column: one}))

    def _wanted(self, name: str, column: str, wanted: Any) -> Any:
        """What a column is to have, where it is a variable between braces what that stands for."""
        if isinstance(wanted, list):
            return [self._wanted(name, column, one) for one in wanted]
        match = BRACES.fullmatch(wanted) if isinstance(wanted, str) else None
        if match is None:
            return wanted
        if match[1] not in self.given:
            like = nearest(match[1], list(self.given))
            hint = f"Did you mean `{like}`?" if like else "Give it under `variables:` in brief.yaml."
            place = self.named.place(name, f"where.{column}")
            raise self._wrong(name, "VAL001", f"There is no variable `{match[1]}`.", place, hint)
        return self.given[match[1]]

    def _read(self, name: str, figure: Figure) -> Data:
        place = self.named.place(name, "data")
        # The rows are chosen here, so that values of one file share one reading of it.
        key = repr([figure.data, *(str(getattr(figure, k, "")) for k in ("sheet", "query"))])
        if key not in self._files:
            marks = {asked: self.named.place(name, asked) for asked in ("sheet", "query")}
            data, found = reading.read(self.root, structs.replace(figure, where={}), place, marks, self.store)
            if data is None:
                self._faults[key] = tuple(found)
                self._files[key] = FaultyError(key)
            else:
                self._faults[key] = tuple(found)
                self._files[key] = data
        read = self._files[key]
        if isinstance(read, FaultyError):
            raise read
        return read

    def _cell(self, name: str, figure: Figure, data: Data, rows: list[int], cells: Cells) -> Result:
        place = self.named.place(name, "where" if figure.where else "data")
        if len(rows) != 1:
            named = ", ".join(f"{k} {_said(v)}" for k, v in figure.where.items())
            told = f"has no row with {named}" if not rows else f"has {len(rows)} rows with {named}"
            if not named:
                told = f"has {len(data.rows)} rows, and `{name}` doesn't say which it means"
            lines = ", ".join(map(str, cells.lines[:5])) + (", …" if len(rows) > 5 else "")
            hint = _near(data, figure.where) if not rows else (
                f"They stand on lines {lines}. " * bool(cells.lines and named)
                + "Choose one by `where: {column: value}`, or make one value of them by `sum` or another of: "
                + ", ".join(a for a in ("count", "mean", "median", "min", "max", "first", "last")) + "."
            )  # fmt: skip
            raise self._wrong(name, "VAL003", f"`{data.path}` {told}.", place, hint)
        value, text = data.rows[rows[0]][cells.column], data.texts[rows[0]][cells.column]
        if value == "":
            raise self._empty(name, data, rows[0], cells.column)
        return Result(value, text, (cells,), self._sources(name, figure))

    def _empty(self, name: str, data: Data, row: int, column: str) -> FaultyError:
        said = f"The cell that `{name}` is taken from, in the column `{column}`, is empty."
        hint = "Fill it, or choose another row by `where`; an aggregate leaves it out by `missing: skip`."
        return self._wrong(name, "VAL004", said, _at(data, row), hint, self.named.place(name))

    def _aggregate(self, name: str, figure: Figure, data: Data, rows: list[int], cells: Cells) -> Result:
        kind, column = figure.aggregate, cells.column
        kept = [n for n in rows if data.rows[n][column] != ""]
        if len(kept) < len(rows) and figure.missing == "error":
            raise self._empty(name, data, next(n for n in rows if data.rows[n][column] == ""), column)
        if not kept:
            said, hint = f"`{data.path}` has no row for `{name}` to be made of.", _near(data, figure.where)
            if rows:
                said = f"All cells that `{name}` is to be made of, in the column `{column}`, are empty."
                hint = "Fill one, or choose other rows by `where`."
            raise self._wrong(name, "VAL003", said, self.named.place(name, "where"), hint)
        if kind in ("first", "last"):
            row = kept[0 if kind == "first" else -1]
            one = replace(cells, lines=data.lines[row : row + 1], rows=1)
            return Result(data.rows[row][column], data.texts[row][column], (one,), self._sources(name, figure))
        numbers: list[Fraction] = []
        for n in kept:
            number = exactly(data.rows[n][column], data.texts[n][column])
            if number is None:
                said = f"`{data.texts[n][column]}`, in the column `{column}`, is no number, as `{name}` wants it."
                raise self._wrong(name, "VAL005", said, _at(data, n), "Write numbers as 1234.5.",
                                  self.named.place(name, kind))  # fmt: skip
            numbers.append(number)
        return Result(aggregates.OF_NUMBERS[kind](numbers), "", (cells,), self._sources(name, figure))


def _chosen(row: Mapping[str, str], where: Mapping[str, object]) -> bool:
    return all(any(_same(row[column], w) for w in (wanted if isinstance(wanted, list) else (wanted,)))
               for column, wanted in where.items())  # fmt: skip


def _same(text: str, wanted: object) -> bool:
    """Whether a cell is what is wanted: as a number where a number is meant, else as it is written."""
    if isinstance(wanted, int | float | Fraction):
        # 007 is a code, which no number is.
        number = exact(text) if isinstance(of_text(text), Number) else None
        return number is not None and number == (wanted if isinstance(wanted, Fraction) else exact(str(wanted)))
    return text == str(wanted).strip()


def _near(data: Data, where: Mapping[str, object]) -> str:
    """What the rows have in the first column in which none has what is wanted."""
    for column, wanted in where.items():
        there = list(dict.fromkeys(row[column] for row in data.texts))
        options = wanted if isinstance(wanted, list) else (wanted,)
        if not any(_same(cell, w) for cell in there for w in options):
            like = nearest(str(options[0]), there) if options else ""
            if like:
                return f"Did you mean `{like}`?"
            return f"`{column}` has: {', '.join(there[:8])}{', …' if len(there) > 8 else ''}."
    return "No row has all of it together."


def _said(wanted: object) -> str:
    return " or ".join(map(str, wanted)) if isinstance(wanted, list) else str(wanted)


def _at(data: Data, row: int) -> Span:
    return Span(data.path, data.lines[row], 1) if row < len(data.lines) else Span(data.path)


def unknown(named: Named, asked: str, column: int, given: Mapping[str, Operand]) -> ExpressionError:
    """The fault of an expression that names what isn't there; the nearest name that is."""
    if asked in named.groups:
        return ExpressionError(
            f"`{asked}` is a group of values", column, f"Name one: `{asked}.{named.groups[asked][0]}`."
        )
    like = nearest(asked, [name for name in (*named.figures, *given) if all(map(str.isidentifier, name.split(".")))])
    hint = f"Did you mean `{like}`?" if like else "Names are written with their groups: `trade.share_2023`."
    return ExpressionError(f"There is no value `{asked}`", column, hint)
