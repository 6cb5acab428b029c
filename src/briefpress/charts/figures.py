"""The format of a column and a language in; its figures and the ticks of its axis in words out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from briefpress.charts.settings import Field
from briefpress.data.forms import form_of
from briefpress.data.rows import Data

USUAL = "number"
"""The form of a figure whose column names none."""
NONE = "–"
"""What stands where a figure isn't there."""
_DECIMALS = re.compile(r"\.(\d+)$", re.ASCII)


@dataclass(frozen=True, slots=True)
class Figures:
    """How the figures of a column are written in a language."""

    form: str
    lang: str
    places: int | None = None

    def cell(self, value: float) -> str:
        """A figure, with as many decimals as the others."""
        exact = _shortest(value)
        text = exact if self.places is None else str(round(Decimal(exact), self.places))
        return form_of(self.form).written(Fraction(exact), text, self.lang)

    def ticks(self, values: Sequence[float]) -> list[str]:
        """The ticks of an axis, all with as many decimals as one of them wants."""
        places = max((len(_shortest(v).partition(".")[2]) for v in values), default=0)
        form = form_of(self.form)
        return [form.written(Fraction(_shortest(v)), f"{v:.{places}f}", self.lang) for v in values]


def of(column: Field, data: Data, lang: str) -> Figures:
    """How the figures of a column are written: one below the other, all have as many decimals.

    Raises ValueError, when one is written, where the format of the column is none.
    """
    places = max((_places(said[column.field]) for said in data.texts if column.field in said), default=None)
    return Figures(column.format or USUAL, lang, places)


def _places(said: str) -> int:
    return len(match[1]) if (match := _DECIMALS.search(said)) else 0


def texts(data: Data) -> Sequence[dict[str, str]]:
    """The rows as their file writes them, as far as it is known."""
    return data.texts or [{} for _ in data.rows]


def _shortest(value: float) -> str:
    """A number in decimals, never with an exponent, without noughts at its end."""
    said = f"{value:.12f}" if abs(value) < 1e15 else f"{value:.0f}"
    return said.rstrip("0").rstrip(".") if "." in said else said
