"""What an engine that reads data gives: a grid of cells, or why there is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


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
