"""A page as WeasyPrint laid it out in; its lines of text, with the number that each has on its sheet, out.

Each line of the text counts, on every sheet from 1: headings, lists, boxes, tables, captions; not what stands beside
the text or below it — side notes, notes, running heads —, nor a cover or a list of contents.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_BESIDE = 0.5
"""Lines whose feet are nearer to each other than this part of their height are one line: the cells of a row."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line on a sheet: its number, its foot, and the outermost of its edges on both sides, in pixels of CSS."""

    number: int
    foot: float
    left: float
    right: float


def lines_of(sheet: Any) -> list[Line]:
    """The lines of text on a sheet, from its head to its foot."""
    found: list[Line] = []
    height = 0.0
    for column in _texts(sheet):
        for foot, tall, left, right in sorted(_lines(column, _edges(column))):
            if found and foot - found[-1].foot < _BESIDE * max(tall, height):
                above = found[-1]
                found[-1] = Line(above.number, above.foot, min(left, above.left), max(right, above.right))
            else:
                found.append(Line(len(found) + 1, foot, left, right))
                height = tall
    return found


_Row = tuple[float, float, float, float]
"""A line by its foot, its height, and its edges."""


def _texts(box: Any) -> Iterator[Any]:
    """What a sheet has of the text of the sections."""
    if box.element_tag == "main":
        yield box
        return
    for child in getattr(box, "children", ()):
        yield from _texts(child)


def _lines(box: Any, edges: tuple[float, float]) -> Iterator[_Row]:
    """The lines in a box, each with the outermost of its own edges, those of its table and those of the text."""
    for child in getattr(box, "children", ()):
        if not child.is_in_normal_flow():
            continue
        if type(child).__name__ != "LineBox":
            yield from _lines(child, _outer(edges, _edges(child)) if type(child).__name__ == "TableBox" else edges)
        elif _has_words(child):
            left, right = _outer(edges, (child.position_x, child.position_x + child.width))
            yield child.position_y + child.baseline, child.height, left, right


def _edges(box: Any) -> tuple[float, float]:
    return box.content_box_x(), box.content_box_x() + box.width


def _outer(one: tuple[float, float], other: tuple[float, float]) -> tuple[float, float]:
    return min(one[0], other[0]), max(one[1], other[1])


def _has_words(box: Any) -> bool:
    return bool(getattr(box, "text", "").strip()) or any(_has_words(child) for child in getattr(box, "children", ()))
