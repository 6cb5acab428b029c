"""Areas in degrees or on a plane, and a box of pixels, in; the same areas in the pixels of that box out.

Degrees are projected so that areas keep their size (Albers' conic, Snyder 1987, 14-3 to 14-6, on a sphere), for in a
map of classes a large area weighs more.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from briefpress.charts.shapes import Point, Ring

_FINE = 0.35
"""How far two points of a drawn line are apart at least, in pixels."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """The rings of areas in pixels, and how wide and high they are together."""

    areas: tuple[tuple[Ring, ...], ...]
    width: float
    height: float


def drawn(areas: Sequence[Sequence[Ring]], width: float, height: float) -> Drawn:
    """Areas in the largest size that fits a box. Their first coordinate goes to the right, their second upwards."""
    points = [p for rings in areas for ring in rings for p in ring]
    project = _projection(points)
    flat = [project(p) for p in points]
    left, right = min(x for x, _ in flat), max(x for x, _ in flat)
    low, top = min(y for _, y in flat), max(y for _, y in flat)
    scale = min(width / max(right - left, 1e-9), height / max(top - low, 1e-9))

    def pixel(point: Point) -> Point:
        x, y = project(point)
        return round((x - left) * scale, 1), round((top - y) * scale, 1)

    made = tuple(tuple(_thinned([pixel(p) for p in ring]) for ring in rings) for rings in areas)
    return Drawn(made, round((right - left) * scale, 1), round((top - low) * scale, 1))


def _thinned(ring: Sequence[Point]) -> Ring:
    """A ring without the points that nobody could tell from the one before; a speck of an area stays a speck."""
    kept = [ring[0]]
    for point in ring[1:-1]:
        if math.dist(point, kept[-1]) > _FINE:
            kept.append(point)
    return (*kept, ring[-1])


def _projection(points: Sequence[Point]) -> Callable[[Point], Point]:
    if any(abs(x) > 360 or abs(y) > 90 for x, y in points):
        return lambda p: p  # metres of a grid: somebody has projected them
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    if east - west > 180 and all(not -90 < x < 90 for x, _ in points):
        # A country on both sides of the date line.
        return _albers([(x % 360, y) for x, y in points])
    return _albers(points)


def _albers(points: Sequence[Point]) -> Callable[[Point], Point]:
    middle = (min(x for x, _ in points) + max(x for x, _ in points)) / 2
    south, north = (math.radians(end(y for _, y in points)) for end in (min, max))
    one, two = south + (north - south) / 6, north - (north - south) / 6
    n = (math.sin(one) + math.sin(two)) / 2
    around = max(x for x, _ in points) > 180

    def turned(x: float) -> float:
        return math.radians((x % 360 if around else x) - middle)

    if abs(n) < 0.01:
        wide = math.cos((one + two) / 2)
        return lambda p: (turned(p[0]) * wide, math.sin(math.radians(p[1])) / wide)
    c = math.cos(one) ** 2 + 2 * n * math.sin(one)

    def conic(point: Point) -> Point:
        rho = math.sqrt(max(c - 2 * n * math.sin(math.radians(point[1])), 0)) / n
        theta = n * turned(point[0])
        return rho * math.sin(theta), -rho * math.cos(theta)

    return conic
