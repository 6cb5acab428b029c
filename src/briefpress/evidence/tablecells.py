"""The rows of a pandoc table in; the columns that each of their cells stands in, out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any


def columns(rows: Iterable[Any]) -> Iterator[tuple[range, ...]]:
    """The columns of each cell, row by row: a cell that spans rows takes its columns from those below it.

    `rows` are those of one head, body or foot: no cell spans more.
    """
    taken: Counter[int] = Counter()
    for row in rows:
        found, column = [], 0
        below: Counter[int] = Counter()
        for cell in row[1]:
            while taken[column]:
                column += 1
            found.append(range(column, column + cell[3]))
            below.update(dict.fromkeys(found[-1], cell[2]))
            column += cell[3]
        taken = Counter({at: left - 1 for at, left in (taken + below).items() if left > 1})
        yield tuple(found)
