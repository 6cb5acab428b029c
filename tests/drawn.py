"""Drawings in SVG as tests look at them: where their words stand, and which leave the drawing or stand upon others."""

from __future__ import annotations

import re
from functools import cache
from itertools import combinations

from lxml import etree
from PIL import ImageFont

from briefpress.engines import fonts


@cache
def advance(said: str, family: str) -> float:
    """How wide words are in a family's regular letters, in multiples of their size."""
    (face,) = (f for f in fonts.of([family]) if (f.weight, f.style) == (400, "normal"))
    return letters_of(str(face.path)).getlength(said) / 100


@cache
def letters_of(path: str) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, 100)


def boxes(svg: str) -> list[tuple[str, float, float, float, float]]:
    """Each line of words of a drawing, and about where it stands: left, top, right, bottom."""
    root = etree.fromstring(svg.encode())
    found = []
    for text in root.iter("{*}text"):
        x = y = 0.0
        for element in (text, *text.iterancestors()):
            shift = re.fullmatch(r"translate\(([-\d.e]+),\s*([-\d.e]+)\)(?:.*)", element.get("transform", ""))
            assert shift or not element.get("transform"), element.get("transform")
            x, y = (x + float(shift[1]), y + float(shift[2])) if shift else (x, y)
        size = float(text.get("font-size").removesuffix("px"))
        lines = text.findall("{*}tspan") or [text]
        for line in lines:
            wide = advance(line.text or "", text.get("font-family").split(",")[0]) * size
            left = x - {"start": 0, "middle": 0.5, "end": 1}[text.get("text-anchor", "start")] * wide
            down = y + float(line.get("dy", 0)) if line is not lines[0] else y
            y = down
            found.append((line.text or "", left, down - 0.7 * size, left + wide, down + 0.12 * size))
    return [box for box in found if box[0].strip()]


def misplaced(svg: str) -> list[str]:
    """The words of a drawing that leave it, or stand upon others."""
    match = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)
    assert match
    width, height = float(match[1]), float(match[2])
    found = boxes(svg)
    out = [b[0] for b in found if b[1] < -2 or b[2] < -2 or b[3] > width + 2 or b[4] > height + 2]
    return out + [
        f"{a[0]} | {b[0]}" for a, b in combinations(found, 2)
        if min(a[3], b[3]) - max(a[1], b[1]) > 1 and min(a[4], b[4]) - max(a[2], b[2]) > 1
    ]  # fmt: skip
