"""A block and the pieces of its words in; the numbers that moved, out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from briefpress.editions.tokens import Piece, figures_in
from briefpress.editions.words import Block
from briefpress.evidence.figures.quantities import Quantity

_LONGEST = 160
"""From this many letters on, what changed was written anew: its figures are no longer each other's."""


@dataclass(frozen=True, slots=True)
class NumberMoved:
    """A figure in its words as it was and as it is: `26 per cent`, `35 per cent`."""

    old: str
    new: str


def numbers_moved(new: Block, pieces: Sequence[Piece], lang: str) -> Iterator[NumberMoved]:
    """The figures of a block that have another value, each where the other stood: in the same words, of the same unit.

    Those of notes are mostly pages, and none of the brief's own.
    """
    if new.kind == "note":
        return
    for went, came in _turned(pieces):
        if max(len(went), len(came)) > _LONGEST:
            continue
        before, after = list(figures_in(went, lang)), list(figures_in(came, lang))
        if len(before) != len(after):
            continue
        for was, now in zip(before, after, strict=True):
            if _another(was, now):
                yield NumberMoved(_words(went, was), _words(came, now))


def _turned(pieces: Sequence[Piece]) -> Iterator[tuple[str, str]]:
    """What went and what came in its place."""
    for one, other in pairwise(pieces):
        if one.of == "old" and other.of == "new":
            yield one.words, other.words


def _another(was: Quantity, now: Quantity) -> bool:
    """Whether a figure has another value. Written otherwise, or counting something else, it hasn't moved."""
    return was.unit == now.unit and was.ordinal == now.ordinal and was.values != now.values


def _words(text: str, figure: Quantity) -> str:
    return text[figure.begin : figure.end].strip()
