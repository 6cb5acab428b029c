"""A country that isn't there: its districts as TopoJSON and GeoJSON, and figures for them."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from typing import Any

NAMES = (
    "Harbour", "Old Town", "Mills", "Northgate", "Uplands", "Isles of the South", "Ford", "Marsh", "Ida's Field",
    "Quarry Hill", "Twin Rivers", "Saltings",
)  # fmt: skip
_WIDE = 4
_STEPS = 6
"""How many pieces the border between two districts has."""
_SCALE = 0.001

_Step = tuple[int, int]


def _corner(i: int, j: int) -> _Step:
    """Where four districts meet, in thousandths of a degree."""
    return (
        round(1000 * (i * 1.1 + 0.22 * math.sin(3 * i + 5 * j))),
        round(1000 * (j * 0.8 + 0.16 * math.cos(7 * i + 2 * j))),
    )


def _border(one: _Step, other: _Step, bend: float) -> list[_Step]:
    return [
        (round(one[0] + (other[0] - one[0]) * t + bend * 40 * math.sin(9 * t)),
         round(one[1] + (other[1] - one[1]) * t + bend * 30 * math.sin(13 * t)))
        if 0 < t < 1 else (other if t else one)
        for t in (k / _STEPS for k in range(_STEPS + 1))
    ]  # fmt: skip


def _arcs(names: Sequence[str]) -> tuple[list[list[_Step]], list[list[int]]]:
    """The borders, each once, and for each district its own; ~n is the n-th from its end to its start."""
    rows = math.ceil(len(names) / _WIDE)
    across = {(i, j): n for n, (j, i) in enumerate((j, i) for j in range(rows + 1) for i in range(_WIDE))}
    up = {(i, j): len(across) + n for n, (j, i) in enumerate((j, i) for j in range(rows) for i in range(_WIDE + 1))}
    arcs = [_border(_corner(i, j), _corner(i + 1, j), math.cos(i + j)) for i, j in across]
    arcs += [_border(_corner(i, j), _corner(i, j + 1), math.sin(i + 2 * j)) for i, j in up]
    rings = []
    for n in range(len(names)):
        j, i = divmod(n, _WIDE)
        rings.append([across[i, j], up[i + 1, j], ~across[i, j + 1], ~up[i, j]])
    return arcs, rings


def topology(names: Sequence[str] = NAMES, west: float = 20.0, south: float = 45.0) -> dict[str, Any]:
    """The districts as TopoJSON, with an arc for each border."""
    arcs, rings = _arcs(names)
    steps = [[arc[0], *((c - a, d - b) for (a, b), (c, d) in zip(arc, arc[1:], strict=False))] for arc in arcs]
    geometries = [
        {"type": "Polygon", "arcs": [ring], "id": f"D{n:02}", "properties": {"name": name}}
        for n, (name, ring) in enumerate(zip(names, rings, strict=True))
    ]
    return {
        "type": "Topology",
        "transform": {"scale": [_SCALE, _SCALE], "translate": [west, south]},
        "objects": {"districts": {"type": "GeometryCollection", "geometries": geometries}},
        "arcs": steps,
    }


def features(names: Sequence[str] = NAMES, west: float = 20.0, south: float = 45.0) -> dict[str, Any]:
    """The same as GeoJSON."""
    arcs, rings = _arcs(names)
    found = []
    for n, (name, ring) in enumerate(zip(names, rings, strict=True)):
        points = [p for k in ring for p in (arcs[k] if k >= 0 else arcs[~k][::-1])]
        at = [[x * _SCALE + west, y * _SCALE + south] for x, y in points]
        found.append({"type": "Feature", "id": f"D{n:02}", "properties": {"name": name},
                      "geometry": {"type": "Polygon", "coordinates": [at]}})  # fmt: skip
    return {"type": "FeatureCollection", "features": found}


def written(shapes: dict[str, Any]) -> bytes:
    """A file of shapes."""
    return json.dumps(shapes).encode()


RATES = "district,rate\n" + "".join(
    f"{name},{'' if name == 'Marsh' else round(0.041 + 0.013 * (n * 5 % 12), 3)}\n" for n, name in enumerate(NAMES)
)
