"""What a chart block says, in; the settings of a chart, typed and frozen, out."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from briefpress.data.selection import Shown


class Field(Struct, frozen=True, forbid_unknown_fields=True):
    """A column, as an axis or a table shows it."""

    field: str
    title: str = ""
    format: str = ""


class Chart(Shown, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A ```{.chart} block."""

    x: str | Field
    y: str | Field
    alt: Annotated[str, Meta(min_length=1)]
    type: Literal["line", "bar"] = "bar"
    series: str | None = None
    highlight: str | int | float | None = None
    height: Annotated[int, Meta(ge=80, le=900)] = 260


def as_field(column: str | Field) -> Field:
    """A column by its name alone, as a Field."""
    return column if isinstance(column, Field) else Field(column)
