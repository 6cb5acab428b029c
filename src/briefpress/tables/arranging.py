"""The rows of a table in; their order, their groups, and which of them are shown, out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from briefpress.data.numbers import exactly
from briefpress.data.rows import Data
from briefpress.diagnostics import Diagnostic, finding
from briefpress.tables.places import Places
from briefpress.tables.settings import DataTable, Sorting

Collate = Callable[[Sequence[str]], Sequence[str]]
"""Puts names in the order of the brief's language."""

MOST = 1000
"""Rows of a table: some forty pages, which take twenty seconds to lay out. The time grows with their square."""


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that stand together, by their numbers in the data: those that are shown, and the rest. `name` is theirs."""

    name: str
    rows: tuple[int, ...]
    rest: tuple[int, ...] = ()

    @property
    def all(self) -> tuple[int, ...]:
        """The rows, shown or not."""
        return self.rows + self.rest


def arranged(settings: DataTable, data: Data, collate: Collate) -> tuple[Group, ...]:
    """The rows of a table in groups, in the order in which it shows them; one group without a name where it has none.

    Groups stand in the order of their first rows, and rows that sort alike in that of the file.
    """
    order = _sorted(settings.sortings, data, collate)
    parts: dict[str, list[int]] = {} if settings.grouped else {"": order}
    if grouped := settings.grouped:
        for row in order:
            parts.setdefault(data.texts[row][grouped.column], []).append(row)
    most = settings.limited.rows if settings.limited else len(order)
    return tuple(Group(name, tuple(rows[:most]), tuple(rows[most:])) for name, rows in parts.items())


def overlong(groups: Sequence[Group], places: Places) -> list[Diagnostic]:
    """A finding where more rows are shown than anybody reads, or a page could be laid out with in a time of any use."""
    shown = sum(len(group.rows) for group in groups)
    if shown <= MOST:
        return []
    hint = (
        "Show those that the text speaks of, by `where`, `limit` or a `query`, and say where readers find the others."
    )
    return [finding("DATA038", f"This table has {shown:,} rows; it may have {MOST:,}.", places.at("data"), hint)]


def nameless(settings: DataTable, data: Data, places: Places) -> list[Diagnostic]:
    """A finding for each row that is in no group."""
    if not (grouped := settings.grouped):
        return []
    asked = places.at("groups")
    return [
        finding("DATA036", f"This row has nothing in `{grouped.column}`, by which the table is grouped.", data.place(n),
                "Fill in its group, or leave the row out by `where`.", (asked,))
        for n, text in enumerate(data.texts)
        if not text[grouped.column].strip()
    ]  # fmt: skip


def _sorted(sortings: Sequence[Sorting], data: Data, collate: Collate) -> list[int]:
    order = list(range(len(data.rows)))
    for sorting in reversed(sortings):
        key = _keys(sorting.column, data, collate)
        # What is empty stands last, in both directions.
        known = [row for row in order if data.texts[row][sorting.column]]
        known.sort(key=lambda row: key[row], reverse=sorting.order == "down")
        order = known + [row for row in order if not data.texts[row][sorting.column]]
    return order


def _keys(column: str, data: Data, collate: Collate) -> dict[int, tuple[int, Fraction]]:
    """What each row is sorted by: numbers by their size, before names by the alphabet."""
    numbers = [exactly(row[column], text[column]) for row, text in zip(data.rows, data.texts, strict=True)]
    names = [text[column] for text, number in zip(data.texts, numbers, strict=True) if number is None and text[column]]
    rank = {name: n for n, name in enumerate(collate(list(dict.fromkeys(names))))} if names else {}
    return {
        row: (0, number) if number is not None else (1, Fraction(rank.get(data.texts[row][column], 0)))
        for row, number in enumerate(numbers)
    }
