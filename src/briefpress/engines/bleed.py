"""A page as WeasyPrint laid it out in; the same, with what stands at the edge of a sheet running on beyond it, out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_TOUCHES = 0.5
"""How near, in pixels of CSS, the edge of a box is to that of the sheet which it is meant to reach."""

_SQUARE = ((0, 0),) * 4
"""The radii of corners that have none."""

_SIDES = ("left", "top", "right", "bottom")


def style(points: float) -> str:
    """The rule by which WeasyPrint makes sheets larger, so that they can be cut."""
    return f"@page {{ bleed: {points:.3f}pt }}"


def run_on(document: Any) -> None:
    """Let the grounds and borders of boxes that end where the sheet does run on into its bleed, on every page.

    WeasyPrint does so for the ground of the page alone: a white line would be seen where the knife is a hair off.
    """
    for page in document.pages:
        sheet = page._page_box
        bleed = page.bleed
        if not any(bleed.values()):
            continue
        sheet.style["overflow"] = "visible"
        if canvas := sheet.canvas_background:
            layers = [layer._replace(painting_area=sheet.bleed_area) for layer in canvas.layers]
            sheet.canvas_background = canvas._replace(layers=layers)
        for box in _boxes(sheet):
            if box.position_x is None or not hasattr(box, "border_left_width"):
                continue
            reaching = [side for side in _touching(box, sheet) if bleed[side]]
            for side in reaching:
                _widen(box, side, bleed[side])
            if reaching:
                _spread(box, sheet, reaching, bleed)


def _boxes(sheet: Any) -> Iterator[Any]:
    stack = [sheet]
    while stack:
        box = stack.pop()
        yield box
        stack.extend(getattr(box, "children", ()))


def _touching(box: Any, sheet: Any) -> Iterator[str]:
    """The sides on which a box that can be seen ends where the sheet does."""
    if not (box is sheet or box.background or any(getattr(box, f"border_{side}_width") for side in _SIDES)):
        return
    x, y = box.border_box_x(), box.border_box_y()
    edges = {
        "left": x, "top": y, "right": sheet.margin_width() - x - box.border_width(),
        "bottom": sheet.margin_height() - y - box.border_height(),
    }  # fmt: skip
    yield from (side for side, away in edges.items() if abs(away) <= _TOUCHES)


def _widen(box: Any, side: str, by: float) -> None:
    """Make a border thicker beyond the edge, and the borders beside it as much longer, which follow from its place."""
    width = getattr(box, f"border_{side}_width")
    where = f"{'border' if width else 'padding'}_{side}" + ("_width" if width else "")
    setattr(box, where, getattr(box, where) + by)
    if side == "left":
        box.position_x -= by
    elif side == "top":
        box.position_y -= by


def _spread(box: Any, sheet: Any, sides: list[str], bleed: dict[str, float]) -> None:
    """Paint the ground of a box as far as its sides now reach."""
    if box is sheet or not box.background:
        return
    layers = []
    for layer in box.background.layers:
        if layer.unbounded:
            layers.append(layer)
            continue
        x, y, width, height = layer.painting_area
        left, top = (bleed[side] if side in sides else 0 for side in ("left", "top"))
        right, bottom = (bleed[side] if side in sides else 0 for side in ("right", "bottom"))
        area = (x - left, y - top, width + left + right, height + top + bottom)
        layers.append(layer._replace(painting_area=area, clipped_boxes=[(*area, *_SQUARE)]))
    box.background = box.background._replace(layers=layers)
