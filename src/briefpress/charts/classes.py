"""Figures, and how they are to be classed, in; the bounds of their classes out."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

By = Literal["quantile", "equal"]


@dataclass(frozen=True, slots=True)
class Classes:
    """Classes of figures: the least and the greatest of all, and the bounds between. A bound begins a class."""

    low: float
    bounds: tuple[float, ...]
    high: float

    def of(self, value: float) -> int:
        """The class of a figure, from 0."""
        return bisect_right(self.bounds, value)

    @property
    def spans(self) -> list[tuple[float, float]]:
        """From where to where each class goes."""
        ends = (self.low, *self.bounds, self.high)
        return list(zip(ends, ends[1:], strict=False))


def classes(values: Sequence[float], by: By | Sequence[float], count: int) -> Classes:
    """Classes of figures by bounds that are given, or so many: of equal breadth, or with as many figures each.

    Bounds are round numbers, and there are fewer where figures are too few or too much alike.
    """
    known = sorted(values)
    low, high = known[0], known[-1]
    if by not in ("quantile", "equal"):
        given = tuple(float(b) for b in by)
        return Classes(min(low, given[0]), given, max(high, given[-1]))
    if by == "equal":
        wanted = [low + (high - low) * i / count for i in range(1, count)]
    else:
        wanted = [_quantile(known, i / count) for i in range(1, count)]
    step = (high - low) / count
    digits = 1 - math.floor(math.log10(step)) if step > 0 else 0
    bounds = sorted({round(b, digits) + 0.0 for b in wanted})
    return Classes(low, tuple(b for b in bounds if low < b < high), high)


def _quantile(known: Sequence[float], part: float) -> float:
    """The figure below which such a part of all lies, between two where it falls between (Hyndman and Fan's 7th)."""
    at = part * (len(known) - 1)
    below = math.floor(at)
    return known[below] + (known[min(below + 1, len(known) - 1)] - known[below]) * (at - below)
