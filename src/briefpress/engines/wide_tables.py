"""A page as WeasyPrint laid it out in; its tables that reach over their margin given room, out.

How wide a table must be is known only once its letters are set. One that reaches over the margin gets smaller letters;
where that isn't enough it is turned, on a sheet of its own that lies on its side; where that isn't either, its words
are broken wherever a line ends. Nothing in it is cut off.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

TIGHT, TURNED, BROKEN = "tight", "turned", "broken"
_GAIN_OF_TIGHT, _GAIN_OF_TURNED = 1.18, 1.62
_SLACK = 0.5
_PATIENCE = 2


def give_room(page: Any, document: Any, options: dict[str, Any]) -> Any:
    """The document laid out again, as often as it takes, where a table reaches over its margin; else the same."""
    parents: dict[Any, Any] = {}
    for _ in range(_PATIENCE):
        too_wide = {id(e): (e, ratio) for sheet in document.pages for e, ratio in _too_wide(sheet._page_box, None)}
        parents = parents or {child: parent for parent in page.etree_element.iter() for child in parent}
        blocks = [(b, ratio) for table, ratio in too_wide.values() if (b := _block(table, parents)) is not None]
        if not blocks:
            break
        for block, ratio in blocks:
            _narrow(block, ratio, alone=parents[block].tag in ("main", "section"))
        document = page.render(**options)
    return document


def _too_wide(box: Any, parent: Any) -> Iterator[tuple[Any, float]]:
    """Each table that reaches over the box it stands in, and by how much."""
    if type(box).__name__ == "TableBox" and parent is not None and box.element is not None:
        room = parent.width
        needed = box.border_width()
        if room > 0 and needed > room + _SLACK:
            yield box.element, needed / room
    holder = parent if type(box).__name__ in ("BlockBox", "InlineBlockBox") and box.element_tag == "table" else box
    for child in getattr(box, "children", ()):
        yield from _too_wide(child, holder)


def _block(element: Any, parents: dict[Any, Any]) -> Any:
    """The table's own division, which is turned with its caption and its source."""
    parent = parents.get(element)
    return parent if parent is not None and "table-block" in parent.get("class", "").split() else None


def _narrow(block: Any, ratio: float, *, alone: bool) -> None:
    """Let the style sheet make a table narrower. One in a list, a box or a note can't have a sheet of its own."""
    classes = block.get("class", "").split()
    again = TIGHT in classes
    wanted = [TIGHT]
    if alone and (again or ratio > _GAIN_OF_TIGHT):
        wanted.append(TURNED)
    if again or ratio > (_GAIN_OF_TURNED if alone else _GAIN_OF_TIGHT):
        wanted.append(BROKEN)
    block.set("class", " ".join(dict.fromkeys([*classes, *wanted])))
