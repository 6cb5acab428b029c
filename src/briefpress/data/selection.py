"""What a chart, a table or a value says of its data, in; which rows of which file are meant, typed, out."""

from __future__ import annotations

from msgspec import Struct


class Selection(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Which rows of which file.

    `data` is a path from the folder of the section or file that names it.
    """

    data: str


class Shown(Selection, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A selection that is shown as a figure or a table; `caption`, `source` and `credit` are Markdown."""

    caption: str = ""
    source: str = ""
    credit: str = ""
