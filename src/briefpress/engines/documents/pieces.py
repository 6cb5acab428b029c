"""The frozen types of a page that is read by places: the pieces of its lines, and the sheet that they stand on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a line: its words, its edges in points, the width of its first word.

    `inner` is the left edge of the last of its cells, where it has several.
    """

    words: str
    left: float
    bottom: float
    right: float
    top: float
    first: float
    inner: float = 0.0

    @property
    def height(self) -> float:
        """From the lowest to the highest that letters of its size reach."""
        return self.top - self.bottom

    @property
    def middle(self) -> float:
        """Half its height, above the foot of the page."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page: its pieces in the order in which they are drawn, its size, how many letters, how many of them unknown."""

    pieces: tuple[Piece, ...]
    width: float
    height: float
    letters: int = 0
    unknown: int = 0
