"""WeasyPrint 70's layout of pages in; the same, with the number that each page prints kept for its label, out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Folio:
    """The number of a page, the CSS style in which it is counted, and whether the page is a cover."""

    number: int
    style: str = "decimal"
    cover: bool = False


def keep_numbers() -> None:
    """Keep the count of each page, which a style sheet may begin anew; calling it again changes nothing."""
    from weasyprint.layout import page as layout

    original = layout.make_margin_boxes
    if getattr(original, "keeps_numbers", False):
        return

    def make_margin_boxes(context: Any, page: Any, state: Any) -> Iterator[Any]:
        page.printed_number = state[1]["page"][-1]
        return original(context, page, state)  # type: ignore[no-any-return]  # WeasyPrint ships no types

    make_margin_boxes.keeps_numbers = True  # type: ignore[attr-defined]  # a mark on a function of ours
    layout.make_margin_boxes = make_margin_boxes


def folios(document: Any) -> tuple[Folio, ...]:
    """The folio of each page of a document."""
    return tuple(_folio(page._page_box, place) for place, page in enumerate(document.pages, 1))


def _folio(page: Any, place: int) -> Folio:
    cover = (page.page_type.name or "").startswith("cover")
    number = getattr(page, "printed_number", place)
    for box in page.children:
        if type(box).__name__ == "MarginBox":
            for part in box.style["content"] if not isinstance(box.style["content"], str) else ():
                if part[0] == "counter()" and part[1][0] == "page":
                    return Folio(number, str(part[1][-1]), cover)
    return Folio(number, cover=cover)
