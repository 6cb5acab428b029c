"""A file of data in a folder in; its columns and how many rows it has, or why it is no data, out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from briefpress import files
from briefpress.charts import shapes
from briefpress.data import kinds, reading
from briefpress.data.numbers import exact
from briefpress.data.rows import Data
from briefpress.data.selection import Selection
from briefpress.diagnostics import Span

_COUNTED = "SELECT count(*) AS n FROM data"
_FIRST = "SELECT * FROM data LIMIT 1"


class NoDataError(Exception):
    """A file isn't data. The text says why; `hint` what to do."""

    def __init__(self, said: str, hint: str) -> None:
        super().__init__(said)
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Shape:
    """The columns of a file of data and the number of its rows; the rows themselves, unless they are too many."""

    columns: tuple[str, ...]
    rows: int
    data: Data | None = None

    def __str__(self) -> str:
        count = len(self.columns)
        return f"{self.rows:,} row{'s' * (self.rows != 1)}, {count} column{'s' * (count != 1)}"


def shape(root: Path, path: str) -> Shape | None:
    """The shape of a file, by its path from a folder; None for one of several tables. Raises NoDataError.

    Of a map's areas each is a row, and what is said of them the columns.

    Raises StageError where the engine that reads it isn't on this machine.
    """
    if path.lower().endswith(kinds.AREAS):
        return _areas(root, path)
    named = Span("brief")
    data, found = reading.read(root, Selection(data=path), named)
    if data is not None:
        return Shape(data.columns, len(data.rows), data)
    fault = found[0]
    if fault.code == "DATA007":
        counted, wrong = reading.read(root, Selection(data=path, query=_COUNTED), named)
        first, worse = reading.read(root, Selection(data=path, query=_FIRST), named)
        if counted is not None and first is not None:
            return Shape(first.columns, int(counted.rows[0]["n"]))
        fault = [*wrong, *worse][0]
    elif fault.span == named:  # it isn't said which table of it is meant
        return None
    if kinds.to_keep(path) == "json":
        with suppress(NoDataError):
            return _areas(root, path)
    raise NoDataError(fault.message, fault.hint)


def _areas(root: Path, path: str) -> Shape:
    try:
        found = shapes.read(files.read_inside(root, root / path))
    except OSError as error:
        raise NoDataError(f"`{path}` can't be read: it {error.strerror}.", "Look at its rights.") from error
    except shapes.ShapesError as error:
        raise NoDataError(f"`{path}` holds no areas of a map: {error}.", error.hint) from error
    return Shape(tuple(dict.fromkeys(name for area in found for name in area.properties)), len(found))


def beside(old: Shape | None, new: Shape | None) -> str:
    """What is otherwise in the new one, in numbers; a clause."""
    if old is None or new is None:
        return "it has several tables, which aren't counted"
    told = []
    lost, come = [c for c in old.columns if c not in new.columns], [c for c in new.columns if c not in old.columns]
    if lost:
        told.append(f"the column{'s' * (len(lost) != 1)} {_listed(lost)} went")
    if come:
        told.append(f"the column{'s' * (len(come) != 1)} {_listed(come)} came")
    if not lost and not come and old.columns != new.columns:
        told.append("the columns stand in another order")
    count = f"{old.rows:,} → {new.rows:,} rows" if old.rows != new.rows else f"{new.rows:,} rows as before"
    return "; ".join([count, *told, *_cells(old, new)])


def _cells(old: Shape, new: Shape) -> list[str]:
    """How many rows are new and gone; where there are as many in the same order, how many cells are others."""
    if old.data is None or new.data is None or set(old.columns) != set(new.columns):
        return []
    before = [tuple(row[c] for c in old.columns) for row in old.data.texts]
    after = [tuple(row[c] for c in old.columns) for row in new.data.texts]
    if len(before) == len(after):
        cells = sum(a != b for x, y in zip(before, after, strict=True) for a, b in zip(x, y, strict=True))
        if cells <= len(before):
            return [f"{cells:,} cell{'s' * (cells != 1)} changed"] if cells else ["every cell as it was"]
    gone, come = Counter(before) - Counter(after), Counter(after) - Counter(before)
    if not gone and not come:
        return ["the same rows in another order"]
    return [f"{come.total():,} row{'s' * (come.total() != 1)} not there before, {gone.total():,} gone"]


def rescaled(old: Shape, new: Shape) -> Iterator[tuple[str, str]]:
    """The columns whose numbers are all the same power of ten times what they were, with that: another unit, it seems.

    Rows are laid beside each other in their order; of fewer than three numbers nothing is concluded.
    """
    if old.data is None or new.data is None or set(old.columns) != set(new.columns):
        return
    rows = list(zip(old.data.texts, new.data.texts, strict=False))
    for column in old.columns:
        pairs = [(exact(a[column]), exact(b[column])) for a, b in rows if a[column] or b[column]]
        ratios = {b / a if a is not None and b is not None and a else None for a, b in pairs if a != 0 or b != 0}
        ratio = ratios.pop() if len(ratios) == 1 and len(pairs) >= _TOLD_BY else None
        if ratio and ratio in _POWERS:
            yield column, _POWERS[ratio]


_TOLD_BY = 3
_POWERS = {
    **{Fraction(10) ** n: f"{10**n:,} times" for n in range(1, 10)},
    **{Fraction(10) ** -n: f"a {10**n:,}th of" for n in range(1, 10)},
}


def _listed(names: list[str]) -> str:
    return ", ".join(f"`{name}`" for name in names[:8]) + (" …" if len(names) > 8 else "")
