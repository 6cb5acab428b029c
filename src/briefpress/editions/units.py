"""The blocks of a section in; the units that are kept, moved or dropped as a whole, out.

A paragraph is one with its notes, a figure or a table with all that stands under its caption.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from briefpress.editions.words import Block

Sort = Literal["text", "heading", "code", "formula", "figure", "table"]
_SORTS: dict[str, Sort] = {"heading": "heading", "code": "code", "formula": "formula", "figure": "figure"}


@dataclass(frozen=True)
class Unit:
    """Blocks that belong together: the first of them calls the others, or all are of one figure or table."""

    sort: Sort
    blocks: tuple[Block, ...]

    @property
    def label(self) -> str:
        """The id of a figure or table; nothing for others."""
        return self.blocks[0].label

    @cached_property
    def identity(self) -> tuple[object, ...]:
        """What two units have in common that say the same."""
        return tuple(block.identity for block in self.blocks)

    @cached_property
    def told(self) -> str:
        """The words by which it is compared with others: those of its notes only where it has no others."""
        own = [block.told for block in self.blocks if block.kind != "note"]
        return "\n".join(own)


def units_of(blocks: Iterable[Block]) -> tuple[Unit, ...]:
    """The units of a section, in the order of reading."""
    held: list[list[Block]] = []
    for block in blocks:
        beside = bool(held) and block.label == held[-1][0].label
        called = block.kind == "note" or (block.kind == "figure" and not block.label)
        if held and beside and (block.label or called):
            held[-1].append(block)
        else:
            held.append([block])
    return tuple(Unit(_sort(run), tuple(run)) for run in held)


def _sort(blocks: list[Block]) -> Sort:
    if blocks[0].label:
        return "table" if any(block.kind == "row" for block in blocks) else "figure"
    return _SORTS.get(blocks[0].kind, "text")
