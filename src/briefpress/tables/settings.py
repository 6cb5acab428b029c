"""What a table block says, in; the settings of a table, typed and frozen, out."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from briefpress.data.rows import Value
from briefpress.data.selection import Shown

Aggregate = Literal["sum", "mean", "median", "min", "max", "count"]
"""What the figures of a column come to; `count` is how many cells aren't empty."""

Row = Value | dict[str, Value]
"""A row by what its first column holds, or by what several columns hold."""


class Column(Struct, frozen=True, forbid_unknown_fields=True):
    """How a column of a data table is shown; `missing` stands for its empty cells."""

    title: str = ""
    format: str = ""
    align: Literal["left", "center", "right"] | None = None
    missing: str | None = None


class Sorting(Struct, frozen=True, forbid_unknown_fields=True):
    """A column by which rows are put in order."""

    column: str
    order: Literal["up", "down"] = "up"


class Total(Struct, frozen=True, forbid_unknown_fields=True):
    """A row of what columns come to. It needs a label of its own where they don't all come to the same thing."""

    columns: dict[str, Aggregate]
    label: str = ""


class Limit(Struct, frozen=True, forbid_unknown_fields=True):
    """How many rows a table shows, or each of its groups; `rest` is what the columns of the others come to."""

    rows: Annotated[int, Meta(ge=1)]
    rest: dict[str, Aggregate] = {}
    label: str = ""


class Groups(Struct, frozen=True, forbid_unknown_fields=True):
    """The column whose cells part the rows into groups, and what each group comes to."""

    column: str
    subtotal: Total | None = None


class Note(Struct, frozen=True, forbid_unknown_fields=True):
    """A note below a table, and the cell that calls it; of a row alone its first one. `text` is Markdown."""

    text: Annotated[str, Meta(min_length=1)]
    column: str | None = None
    row: Row | None = None
    group: str | None = None
    total: bool = False


class Highlight(Struct, frozen=True, forbid_unknown_fields=True):
    """The cells that stand out: those of a row, of a column, or where a condition holds."""

    when: str = ""
    row: Row | None = None
    column: str | None = None


class DataTable(Shown, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A ```{.table} block. `header_column` is whether the first column names its row."""

    columns: dict[str, str | Column] | None = None
    header_column: bool | None = None
    sort: str | Sorting | tuple[str | Sorting, ...] = ()
    limit: Annotated[int, Meta(ge=1)] | Limit | None = None
    groups: str | Groups | None = None
    total: Total | tuple[Total, ...] = ()
    notes: tuple[Note, ...] = ()
    highlight: tuple[Highlight, ...] = ()
    missing: str | None = None

    @property
    def headed(self) -> bool:
        """Whether its first column names its row: it does where the labels of totals and of the rest stand in it."""
        if self.header_column is None:
            return bool(self.groups or self.totals or self.limit)
        return self.header_column

    @property
    def sortings(self) -> tuple[Sorting, ...]:
        """The columns by which rows are put in order, the weightiest first."""
        given = self.sort if isinstance(self.sort, tuple) else (self.sort,)
        return tuple(s if isinstance(s, Sorting) else Sorting(s) for s in given)

    @property
    def limited(self) -> Limit | None:
        """How many rows it shows, if not all."""
        return Limit(self.limit) if isinstance(self.limit, int) else self.limit

    @property
    def grouped(self) -> Groups | None:
        """Its groups, if it has any."""
        return Groups(self.groups) if isinstance(self.groups, str) else self.groups

    @property
    def totals(self) -> tuple[Total, ...]:
        """Its rows of totals."""
        return self.total if isinstance(self.total, tuple) else (self.total,)
