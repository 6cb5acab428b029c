"""What a table block says, in; the settings of a table, typed and frozen, out."""

from __future__ import annotations

from msgspec import Struct

from briefpress.data.selection import Shown


class Column(Struct, frozen=True, forbid_unknown_fields=True):
    """How a column of a data table is shown."""

    title: str = ""
    format: str = ""
    align: str = ""


class DataTable(Shown, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A ```{.table} block."""

    columns: dict[str, str | Column] | None = None
    header_column: bool = False
