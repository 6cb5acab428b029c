"""Two units or blocks in; how alike they are, out: whether one was made of the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from briefpress.editions.units import Unit
from briefpress.editions.words import Block

LIKE = 50.0
"""From here on, of 100, one text was made of the other."""

_LETTERS = 1_500
"""So many letters of a text tell what it was made of."""

_TEXT = ("paragraph", "item", "quote", "title")
"""The kinds of block that one makes of each other: an item of a list that was a paragraph."""


def kinship(old: Sequence[Unit], new: Sequence[Unit]) -> Callable[[int, int], float]:
    """How alike two units are, by their places."""
    return lambda one, other: of_units(old[one], new[other])


def of_units(old: Unit, new: Unit) -> float:
    """How alike two units are, of 100; nought where neither was made of the other."""
    if old.sort != new.sort:
        return 0.0
    if old.label and old.label == new.label:
        return 100.0
    return _ratio(old.told, new.told)


def alike(old: Block, new: Block) -> float:
    """How alike two blocks of one unit are, of 100; nought where neither was made of the other."""
    if old.kind != new.kind and not (old.kind in _TEXT and new.kind in _TEXT):
        return 0.0
    if old.kind in ("heading", "caption", "figure"):
        return 100.0  # a unit has seldom more than one
    if old.kind == "row":
        return _of_rows(old, new)
    return _ratio(old.told, new.told)


def _of_rows(old: Block, new: Block) -> float:
    """Rows are known by their first cell, for the others may be all numbers."""
    if old.level != new.level:
        return 0.0
    first, other = old.told.split("\t")[0], new.told.split("\t")[0]
    if first and first == other:
        return 100.0
    return _ratio(old.told, new.told)


def _ratio(old: str, new: str) -> float:
    from rapidfuzz import fuzz

    return float(fuzz.ratio(old[:_LETTERS], new[:_LETTERS], score_cutoff=LIKE))
