"""What a chart, a table or a value says of its data, in; which rows of which file are meant, typed, out."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from briefpress.data.rows import Value

_QUERY = "a SELECT of at most 10,000 letters"


class Selection(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Which rows of which file.

    `data` is a path from the folder of the section or file that names it; `sheet` the name of a workbook's sheet, or
    its number from 1, or the name of a database's table; `query` one SELECT over the table `data`, or over the tables
    of a database; `where` has for a column the value, or the values, of the rows that are meant.
    """

    data: str
    sheet: str | int | None = None
    query: Annotated[str, Meta(min_length=1, max_length=10_000, description=_QUERY)] | None = None
    where: dict[str, Value | list[Value]] = {}


class Shown(Selection, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A selection that is shown as a figure or a table; `caption`, `source` and `credit` are Markdown.

    Without `source`, its line is made of the record of the file; `""` or false leaves it away.
    """

    caption: str = ""
    source: str | bool | None = None
    credit: str = ""
