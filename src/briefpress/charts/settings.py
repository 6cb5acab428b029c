"""What a chart block says of any chart, in; its settings, typed and frozen, out: each form adds its own."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from briefpress.data.selection import Shown


class Field(Struct, frozen=True, forbid_unknown_fields=True):
    """A column, as an axis or a table shows it."""

    field: str
    title: str = ""
    format: str = ""


class Reference(Struct, frozen=True, forbid_unknown_fields=True):
    """A line across a chart at a figure, such as a target."""

    value: float
    label: str = ""


HEIGHT = 260
"""How high a plot is where its block doesn't say, in pixels."""


class Chart(Shown, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What every ```{.chart} block may say; `kinds.KINDS` has what those of each type say besides.

    Without `alt` its alternative text is made of its data. `table` is whether its figures stand beside it as a table:
    they do, unless they are very many.
    """

    type: str
    alt: Annotated[str, Meta(min_length=1)] | None = None
    table: bool | None = None
    height: Annotated[int, Meta(ge=80, le=900)] = HEIGHT


Sort = Literal["value", "name", "file"]
"""In what order names stand: of their figures, the greatest first; of the alphabet; of the file."""


class Panels(Struct, frozen=True, forbid_unknown_fields=True):
    """Small multiples: a panel for each value of a column, in an order, so many in a row at most."""

    field: str
    sort: Sort = "file"
    columns: Annotated[int, Meta(ge=1, le=6)] | None = None


class Measured(Chart, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What every chart of figures may say: their unit stands with what is measured, above the chart."""

    unit: str = ""
    highlight: str | int | float | None = None


References = Reference | tuple[Reference, ...]
"""Lines across a chart, one or several."""

Ticks = Annotated[int, Meta(ge=2, le=12)] | tuple[float, ...] | None
"""The figures at an axis, or about how many there are."""


def listed(references: References) -> tuple[Reference, ...]:
    """Lines across a chart, as a list."""
    return (references,) if isinstance(references, Reference) else references


def as_field(column: str | Field) -> Field:
    """A column by its name alone, as a Field."""
    return column if isinstance(column, Field) else Field(column)
