"""What a chart block says of any chart, in; its settings, typed and frozen, out: each form adds its own."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from briefpress.data.selection import Shown


class Field(Struct, frozen=True, forbid_unknown_fields=True):
    """A column, as an axis or a table shows it."""

    field: str
    title: str = ""
    format: str = ""


class Chart(Shown, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What every ```{.chart} block may say; `kinds.KINDS` has what those of each type say besides."""

    alt: Annotated[str, Meta(min_length=1)]
    type: str
    height: Annotated[int, Meta(ge=80, le=900)] = 260


def as_field(column: str | Field) -> Field:
    """A column by its name alone, as a Field."""
    return column if isinstance(column, Field) else Field(column)
