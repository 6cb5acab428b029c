"""The cells of a column in; what they come to, exactly, and how many decimals that is written with, out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from briefpress.data import aggregates
from briefpress.data.numbers import decimals, digits, exactly, needed
from briefpress.data.rows import Data
from briefpress.tables.settings import Aggregate


@dataclass(frozen=True, slots=True)
class Result:
    """What a column comes to; `text` is that as a file would write it, rounded where it has no end."""

    value: Fraction
    text: str


def result(aggregate: Aggregate, column: str, rows: Sequence[int], data: Data) -> Result | None:
    """What the cells of a column in some rows come to; empty ones count for nothing. None where there is no figure."""
    if aggregate == "count":
        count = sum(1 for row in rows if data.texts[row][column])
        return Result(Fraction(count), str(count))
    cells = [(exactly(data.rows[row][column], data.texts[row][column]), data.texts[row][column]) for row in rows]
    figures = [number for number, _ in cells if number is not None]
    if not figures:
        return None
    value = aggregates.OF_NUMBERS[aggregate](figures)
    # A sum, or one of the figures, has no more decimals than they have; what lies between two of them may have one.
    own = max((decimals(text) or 0 for _, text in cells), default=0)
    return Result(value, _written(value, own if aggregate in ("sum", "min", "max") else needed(value, own + 1)))


def _written(value: Fraction, places: int) -> str:
    whole, part = digits(value, places)
    return f"{'-' if value < 0 else ''}{whole}{'.' if part else ''}{part}"
