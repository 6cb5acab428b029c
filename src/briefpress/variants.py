"""The frozen types of what makes one brief of a series another: the row that it is made of, and what it leaves out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from briefpress.diagnostics import Span


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table of a series: what the brief that is made of it is called, and where the row stands.

    `values` are its cells by their columns, `texts` the same as the file writes them.
    """

    name: str
    place: Span
    values: Mapping[str, str | int | float] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Absent:
    """A conditional part whose condition doesn't hold: where it begins, its test, and the labels that stand in it."""

    place: Span
    test: str
    labels: tuple[str, ...] = ()
