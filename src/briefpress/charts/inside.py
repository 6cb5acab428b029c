"""An area in pixels in; where words have room in it, and lines that hatch it, out."""

from __future__ import annotations

import math
from collections.abc import Sequence

from briefpress.charts.shapes import Point, Ring

_TRIES = 24
"""How many heights of an area are tried for its words."""


def chords(rings: Sequence[Ring], y: float) -> list[tuple[float, float]]:
    """From where to where a level line runs inside an area, from the left (even-odd rule)."""
    cuts = sorted(
        x + (y - b) / (d - b) * (u - x)
        for ring in rings
        for (x, b), (u, d) in zip(ring, (*ring[1:], ring[0]), strict=True)
        if (b <= y) != (d <= y)
    )
    return list(zip(cuts[::2], cuts[1::2], strict=False))


def spot(rings: Sequence[Ring], wide: float, high: float) -> Point | None:
    """The middle of words so wide and so high in an area, as near to its own middle as they have room; else None."""
    ys = [y for ring in rings for _, y in ring]
    middle = (min(ys) + max(ys)) / 2
    heights = (min(ys) + (max(ys) - min(ys)) * i / _TRIES for i in range(1, _TRIES))
    for y in sorted(heights, key=lambda y: (abs(y - middle), y)):
        levels = [chords(rings, y + high * part) for part in (-0.5, 0, 0.5)]
        for left, right in sorted(levels[1], key=lambda ends: ends[0] - ends[1]):
            for other in (levels[0], levels[2]):
                over = [(max(a, left), min(b, right)) for a, b in other if min(b, right) > max(a, left)]
                left, right = max(over, key=lambda ends: ends[1] - ends[0], default=(left, left))
            if right - left >= wide:
                return round((left + right) / 2, 1), round(y, 1)
    return None


def hatched(rings: Sequence[Ring], apart: float) -> list[tuple[Point, Point]]:
    """Lines through an area from its lower left to its upper right, so far apart."""
    half = math.sqrt(0.5)
    turned = [tuple(((x - y) * half, (x + y) * half) for x, y in ring) for ring in rings]
    ends = [v for ring in turned for _, v in ring]
    found = []
    for i in range(math.ceil(min(ends) / apart), math.floor(max(ends) / apart) + 1):
        v = i * apart + 0.01
        for one, other in chords(turned, v):
            a, b = ((round((u + v) * half, 1), round((v - u) * half, 1)) for u in (one, other))
            found.append((a, b))
    return found
