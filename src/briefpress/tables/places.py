"""The places of a block's keys in; the place of any path of keys, and of all columns that a table names, out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from briefpress.diagnostics import Span
from briefpress.tables.settings import DataTable, Row, Total


@dataclass(frozen=True, slots=True)
class Places:
    """Where the keys of a block stand; `block` is where it begins."""

    marks: Mapping[str, Span]
    block: Span

    def at(self, path: str) -> Span:
        """The place of a key by its path, else that of what it stands in."""
        while path not in self.marks and path:
            path = path.rpartition(".")[0]
        return self.marks.get(path, self.block) if path else self.block


def columns_named(settings: DataTable) -> Iterator[tuple[str, str]]:
    """The columns that a table names, each with the path of the key that names it."""
    for name in settings.columns or ():
        yield name, f"columns.{name}"
    for n, sorting in enumerate(settings.sortings):
        yield sorting.column, f"sort.{n}.column" if isinstance(settings.sort, tuple) else "sort"
    if settings.grouped:
        yield settings.grouped.column, "groups.column"
    for path, total in totals(settings):
        for name in total.columns:
            yield name, f"{path}.columns.{name}"
    if settings.limited:
        for name in settings.limited.rest:
            yield name, f"limit.rest.{name}"
    for n, note in enumerate(settings.notes):
        yield from _of_row(note.column, note.row, f"notes.{n}")
    for n, highlight in enumerate(settings.highlight):
        yield from _of_row(highlight.column, highlight.row, f"highlight.{n}")


def totals(settings: DataTable) -> Iterator[tuple[str, Total]]:
    """The rows of totals and the one of each group, with the paths of their keys."""
    for n, total in enumerate(settings.totals):
        yield f"total.{n}" if isinstance(settings.total, tuple) else "total", total
    if settings.grouped and settings.grouped.subtotal:
        yield "groups.subtotal", settings.grouped.subtotal


def _of_row(column: str | None, row: Row | None, path: str) -> Iterator[tuple[str, str]]:
    if column is not None:
        yield column, f"{path}.column"
    for name in row if isinstance(row, dict) else ():
        yield name, f"{path}.row.{name}"
