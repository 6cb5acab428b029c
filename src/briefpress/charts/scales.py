"""The figures of a chart in; the scale that they are drawn to, and its ticks, out."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

_ROUND = (1, 2, 2.5, 5, 10)
"""What a step from tick to tick may be, times a power of ten."""


@dataclass(frozen=True, slots=True)
class Scale:
    """From which figure to which, and where its ticks are."""

    low: float
    high: float
    ticks: tuple[float, ...]

    @property
    def span(self) -> float:
        """How much lies between its ends."""
        return self.high - self.low

    def down(self, value: float, height: float) -> float:
        """How far below the top of so many pixels a figure lies."""
        return (self.high - value) / self.span * height

    def at(self, down: float, height: float) -> float:
        """The figure that lies so far below the top."""
        return self.high - down / height * self.span

    def roomier(self, above: float, below: float, height: float) -> Scale:
        """The same with so many pixels beyond its ends."""
        pixel = self.span / max(height - above - below, 0.3 * height)
        return Scale(self.low - below * pixel, self.high + above * pixel, self.ticks)


def over(values: Iterable[float], *, zero: bool = True, ticks: int | Sequence[float] | None = None) -> Scale:
    """A scale that ends at ticks, and begins at nought where `zero` is set. `ticks` are those wanted, or how many."""
    known = list(values) or [0.0]
    low, high = (min(0.0, *known), max(0.0, *known)) if zero else (min(known), max(known))
    if low == high:
        low, high = (low, low + 1) if zero or low == 0 else (low - abs(low) / 10, high + abs(high) / 10)
    if ticks is not None and not isinstance(ticks, int):
        given = sorted(set(map(float, ticks)))
        return Scale(min(low, *given), max(high, *given), tuple(given))
    step = _step((high - low) / max((ticks or 5) - 1, 1))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    digits = max(0, 2 - math.floor(math.log10(step)))
    marked = tuple(round(n * step, digits) + 0.0 for n in range(first, last + 1))
    return Scale(marked[0], marked[-1], marked)


def tight(values: Iterable[float]) -> Scale:
    """A scale from nought that ends where the figures do, without ticks."""
    known = list(values) or [0.0]
    low, high = min(0.0, *known), max(0.0, *known)
    return Scale(low, high if high > low else low + 1, ())


def _step(wanted: float) -> float:
    """The round number nearest to a step, by proportion."""
    power: float = 10.0 ** math.floor(math.log10(wanted))
    return min((r * power for r in _ROUND), key=lambda step: abs(math.log(step / wanted)))


def thinned(at: Sequence[float], room: Sequence[float], pixel: float) -> list[int]:
    """Which of some places, in order, have room for their words: each n-th, the least n with which none touch.

    `room` is how many pixels the words at each place want, `pixel` how many there are between two places 1 apart.
    """
    for every in range(1, len(at)):
        kept = range(0, len(at), every)
        if all((at[b] - at[a]) * pixel >= (room[a] + room[b]) / 2 for a, b in pairwise(kept)):
            return list(kept)
    return [0] if at else []
