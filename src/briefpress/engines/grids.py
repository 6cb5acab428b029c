"""What an engine that reads data gives: a grid of cells, or why there is none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any


class Number(str):
    """A cell that its file holds as a number, in digits: as exact as the file is, and not finite where that isn't."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """A header and rows of cells: a Number, any other text, or "" where nothing stands.

    `lines` has the line of the file, or the row of its sheet, of each row; none where there are no such things. `first`
    is the sheet's column of the first cell, `remarks` what an author should know of how it was read.
    """

    columns: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    lines: Sequence[int] = ()
    first: int = 1
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """Why there is no grid: the code of the finding, what is wrong, what to do, and where in the file.

    `asked` where the fault isn't the file's, but of what is asked of it: `sheet` or `query`.
    """

    said: str
    hint: str
    code: str = "DATA001"
    line: int = 0
    column: int = 1
    asked: str = field(default="")


LETTERS = 64 << 20
"""Letters of all cells of a grid at most: it goes from the second Python into the first, which has no bound."""


def bounded(read: Callable[..., Grid | Fault], *arguments: Any, cells: int) -> Grid | Fault:
    """What a reader gives of a file, unless that is more than so many cells, or more letters than any brief shows."""
    grid = read(*arguments)
    if isinstance(grid, Fault):
        return grid
    hint = "Choose columns and rows by `query:`, or aggregate them."
    if len(grid.rows) * len(grid.columns) > cells:
        return Fault(f"There are more than {cells:,} cells.", hint, "DATA007")
    if sum(len(cell) for row in grid.rows for cell in row) > LETTERS:
        return Fault(f"The cells hold more than {LETTERS >> 20} million letters.", hint, "DATA007")
    return grid
