"""A drawing's SVG in; the same with a size that bounds it, and how many dots each of its pixels gets, out."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from briefpress.diagnostics import StageError, finding

DOTS = 3.0
"""Dots to a pixel of a drawing, of which there are 96 to the inch: 288 to the inch on paper."""

MOST = 4_000
"""Dots of the longer side of a picture: more than a sheet of A4 has at 288 to the inch."""

_LENGTH = re.compile(r"\s*\+?(\d*\.?\d+(?:[eE][-+]?\d+)?)(px|pt|pc|mm|cm|in|em|ex)?\s*")
_NUMBER = re.compile(r"[-+]?\d*\.?\d+(?:[eE][-+]?\d+)?")
_PIXELS = {"px": 1.0, "pt": 96 / 72, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0, "em": 16.0, "ex": 8.0}
_UNSAID = (300.0, 150.0)
"""The size of a drawing that says none (CSS 2.2, 10.3.2)."""


def bounded(name: str, svg: str) -> tuple[str, float]:
    """A drawing with a size of its own, and how many dots each of its pixels gets: DOTS, fewer where it is very large.

    Raises StageError: ENG002 where it is so narrow that its shorter side would have no dot.
    """
    root: Any = etree.fromstring(svg.encode(), etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    said = [_pixels(root.get(side, "")) for side in ("width", "height")]
    box = [float(n) for n in re.findall(r"[-+.\deE]+", root.get("viewBox", "")) if _NUMBER.fullmatch(n)]
    shown = box[2:4] if len(box) == 4 and min(box[2:]) > 0 else _UNSAID
    wide, tall = (own or other for own, other in zip(said, shown, strict=True))
    if min(wide, tall) * MOST < max(wide, tall):
        raise StageError(finding("ENG002", f"`{name}` is more than {MOST:,} times as long as it is wide.",
                                 hint="Draw it in a shape that a page can show."))  # fmt: skip
    if None in said and shown is _UNSAID:
        root.set("width", f"{wide:g}")
        root.set("height", f"{tall:g}")
        svg = etree.tostring(root, encoding="unicode")
    return svg, min(DOTS, MOST / max(wide, tall))


def _pixels(length: str) -> float | None:
    """A length in pixels; None where it says none that stands by itself."""
    match = _LENGTH.fullmatch(length)
    return float(match[1]) * _PIXELS[match[2] or "px"] or None if match else None
