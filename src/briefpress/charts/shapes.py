"""A file of TopoJSON or GeoJSON in; the areas in it, with their properties and rings, or what is wrong with it, out."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from briefpress.charts.kind import UnreadableError

Point = tuple[float, float]
Ring = tuple[Point, ...]

LARGEST = 16 << 20
"""Bytes of a file of shapes at most."""
_AREAS, _POINTS, _DEEP = 2000, 500_000, 8
_SMALLER = "Simplify it, as mapshaper does: a map on a page shows no more than some thousand points."


class ShapesError(UnreadableError):
    """A file that holds no areas which can be drawn."""

    def __init__(self, message: str, hint: str = "Export it as TopoJSON or GeoJSON with polygons.") -> None:
        super().__init__(message, hint)


@dataclass(frozen=True, slots=True)
class Area:
    """An area: its properties, `id` among them where it has one, and its rings, of which those inside are holes."""

    properties: Mapping[str, str]
    rings: tuple[Ring, ...]


def read(data: bytes) -> tuple[Area, ...]:
    """The areas of a file, in its order. Raises ShapesError (RFC 7946; the TopoJSON format, version 1.0)."""
    if len(data) > LARGEST:
        raise ShapesError(f"it has more than {LARGEST >> 20} MB", _SMALLER)
    try:
        root = msgspec.json.decode(data)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise ShapesError(f"it is no JSON: {error}") from error
    if not isinstance(root, dict):
        raise ShapesError("it holds no object of TopoJSON or GeoJSON")
    reader = _Reader(_arcs(root) if root.get("type") == "Topology" else None)
    tops = list(_dict(root.get("objects")).values()) if reader.arcs is not None else [root]
    areas = tuple(area for top in tops for area in reader.areas(top, {}, 0))
    if not areas:
        raise ShapesError("it has no polygons")
    if len(areas) > _AREAS:
        raise ShapesError(f"it has {len(areas):,} areas; a map holds {_AREAS:,}", _SMALLER)
    return areas


def _arcs(root: Mapping[str, Any]) -> list[Ring]:
    """The arcs of a topology: whole numbers count from point to point, and are scaled."""
    arcs, transform = _list(root.get("arcs"), "`arcs`"), root.get("transform")
    if sum(len(_list(arc, "an arc")) for arc in arcs) > _POINTS:
        raise ShapesError(f"it has more than {_POINTS:,} points", _SMALLER)
    if transform is None:
        return [tuple(_point(p) for p in arc) for arc in arcs]
    (kx, ky), (tx, ty) = (_point(_dict(transform).get(key)) for key in ("scale", "translate"))
    found = []
    for arc in arcs:
        x = y = 0.0
        points = []
        for step in arc:
            dx, dy = _point(step)
            x, y = x + dx, y + dy
            points.append((x * kx + tx, y * ky + ty))
        found.append(tuple(points))
    return found


class _Reader:
    """Reads areas out of features, geometries and collections. `arcs` are those of a topology."""

    def __init__(self, arcs: Sequence[Ring] | None) -> None:
        self.arcs = arcs
        self._points = 0

    def areas(self, given: Any, properties: Mapping[str, str], depth: int) -> Iterator[Area]:
        """The areas of a feature, a geometry or a collection of these."""
        if depth > _DEEP:
            raise ShapesError("its collections stand too deep in each other")
        node = _dict(given)
        properties = {**properties, **_properties(node)}
        kind = node.get("type")
        if kind in ("FeatureCollection", "GeometryCollection"):
            for inner in _list(node.get("features" if kind == "FeatureCollection" else "geometries"), "a collection"):
                yield from self.areas(inner, {}, depth + 1)
        elif kind == "Feature":
            if node.get("geometry") is not None:
                yield from self.areas(node["geometry"], properties, depth + 1)
        elif kind in ("Polygon", "MultiPolygon"):
            given = node.get("coordinates" if self.arcs is None else "arcs")
            polygons = [given] if kind == "Polygon" else _list(given, "a polygon")
            rings = tuple(self._ring(ring) for polygon in polygons for ring in _list(polygon, "a polygon"))
            yield Area(properties, tuple(ring for ring in rings if len(ring) > 2))
        elif kind is not None:
            raise ShapesError(f"it holds a `{str(kind)[:40]}`, which is no area", "Keep polygons alone.")

    def _ring(self, given: Any) -> Ring:
        parts = _list(given, "a ring")
        points: list[Point] = []
        for part in parts:
            if self.arcs is None:
                points.append(_point(part))
                continue
            if not isinstance(part, int) or isinstance(part, bool) or not -len(self.arcs) <= part < len(self.arcs):
                raise ShapesError(f"it names an arc, {str(part)[:20]}, that it hasn't", "Export it anew.")
            arc = self.arcs[part] if part >= 0 else self.arcs[~part][::-1]
            points += arc[1:] if points else arc
            self._bound(len(arc))
        self._bound(len(parts))
        return tuple(points)

    def _bound(self, more: int) -> None:
        self._points += more
        if self._points > _POINTS:
            raise ShapesError(f"it has more than {_POINTS:,} points", _SMALLER)


def _properties(node: Mapping[str, Any]) -> dict[str, str]:
    """The properties of a feature or a geometry as text, its id among them."""
    given = node.get("properties")
    known = {str(k): v for k, v in given.items()} if isinstance(given, dict) else {}
    known = ({"id": node["id"]} if "id" in node else {}) | known
    return {k: _text(v) for k, v in known.items() if isinstance(v, str | int | float) and not isinstance(v, bool)}


def _text(value: str | float) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _dict(given: Any) -> dict[str, Any]:
    if not isinstance(given, dict):
        raise ShapesError("it isn't built as TopoJSON or GeoJSON is")
    return given


def _list(given: Any, what: str) -> list[Any]:
    if not isinstance(given, list):
        raise ShapesError(f"{what} in it is no list")
    return given


def _point(given: Any) -> Point:
    if not isinstance(given, list) or len(given) < 2:
        raise ShapesError("a point in it is no pair of numbers")
    x, y = given[0], given[1]
    if not isinstance(x, int | float) or not isinstance(y, int | float) or max(abs(x), abs(y)) > 1e12:
        raise ShapesError("a point in it is no pair of numbers")
    if not (math.isfinite(x) and math.isfinite(y)):
        raise ShapesError("a point in it is no pair of numbers")
    return float(x), float(y)
