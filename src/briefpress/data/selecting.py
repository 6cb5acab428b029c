"""Data and what its rows must hold in; the rows that hold it, or what is wrong, out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from briefpress.data.cells import shortened
from briefpress.data.columns import missing_columns
from briefpress.data.rows import Data, Value
from briefpress.diagnostics import Diagnostic, Span, finding
from briefpress.validate import nearest

_LISTED = 8


def chosen(
    data: Data, where: Mapping[str, Value | list[Value]], marks: Mapping[str, Span], named_in: Span
) -> tuple[Data | None, list[Diagnostic]]:
    """The rows that have one of the wanted values in each of these columns. A value that no row has is told."""
    if not where:
        return data, []
    places = {name: marks.get(f"where.{name}", marks.get("where", named_in)) for name in where}
    if found := missing_columns(data, places):
        return None, found
    kept = list(range(len(data.rows)))
    for name, values in where.items():
        wanted = values if isinstance(values, list) else [values]
        if not wanted:
            found.append(finding("DATA005", f"`where` names no value of `{name}`.", places[name], "Name one."))
        for i, value in enumerate(wanted):
            if not any(_is(data, row, name, value) for row in range(len(data.rows))):
                place = marks.get(f"where.{name}.{i}", places[name])
                message = f"No row of `{data.path}` has `{shortened(str(value))}` in the column `{name}`."
                found.append(finding("DATA005", message, place, _hint(data, name, value)))
        kept = [row for row in kept if any(_is(data, row, name, value) for value in wanted)]
    if found:
        return None, found
    if not kept:
        said = f"No row of `{data.path}` has all that `where` asks for: each value is there, but never together."
        return None, [finding("DATA005", said, marks.get("where", named_in), "Ask for less.")]
    return replace(
        data,
        rows=tuple(data.rows[i] for i in kept),
        texts=tuple(data.texts[i] for i in kept),
        lines=tuple(data.lines[i] for i in kept) if data.lines else (),
    ), []


def _is(data: Data, row: int, column: str, value: Value) -> bool:
    """Whether a cell holds a value: the same number, or the same text as the file writes it."""
    return data.rows[row][column] == value or data.texts[row][column] == str(value)


def _hint(data: Data, column: str, value: Value) -> str:
    there = list(dict.fromkeys(text[column] for text in data.texts if text[column]))
    like = nearest(str(value), there)
    if like:
        return f"Did you mean `{shortened(like)}`?"
    listed = ", ".join(f"`{shortened(text)}`" for text in there[:_LISTED])
    return f"It has: {listed}{' …' if len(there) > _LISTED else ''}." if there else "The column is empty."
