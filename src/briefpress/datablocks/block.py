"""A chart or table block that was read, and what tells it from other code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from briefpress.charts.settings import Chart
from briefpress.data.rows import Data
from briefpress.diagnostics import Span
from briefpress.model import Node
from briefpress.tables.lines import Lines
from briefpress.tables.settings import DataTable

Settings = Chart | DataTable
"""What a block says."""


@dataclass(frozen=True, slots=True)
class Block:
    """A block that a chart or a table is made of; its `source` line is the author's, or that of the file's record."""

    identifier: str
    settings: Settings
    data: Data
    place: Span
    source: str
    lines: Lines | None = None

    @property
    def below(self) -> dict[str, str]:
        """The lines below what it makes, by what they are."""
        return {key: text for key, text in (("source", self.source), ("credit", self.settings.credit)) if text}

    @property
    def texts(self) -> tuple[str, ...]:
        """Its settings that are Markdown."""
        notes = [note.text for note in self.settings.notes] if isinstance(self.settings, DataTable) else []
        return tuple(t for t in (self.settings.caption, *self.below.values(), *notes) if t)


def kind_of(node: Node) -> Literal["", "chart", "table"]:
    """What a block of code stands for, by its classes; nothing where it is mere code."""
    classes = node["c"][0][1]
    return "chart" if "chart" in classes else "table" if "table" in classes else ""
