"""WeasyPrint 70's measure of a page's notes in; the same, with each note laid out once a page for it, out."""

from __future__ import annotations

from math import inf
from typing import Any

_ORIGINAL = "measured_note"
"""The name under which a note, and every copy of it, has the note itself."""


def measure_once() -> None:
    """Mend how WeasyPrint measures notes; calling it again changes nothing.

    For each call of a note WeasyPrint lays out all notes of the page that were called so far, to learn how much room is
    left for the text: a third of the time of printing a brief goes there. Behind the same notes, at the same place, a
    note is as high as it was; so that only the last one has to be laid out. What is printed is laid out as ever.
    """
    from weasyprint.layout import LayoutContext, block

    update, lay_out = LayoutContext._update_footnote_area, block.block_level_layout
    if getattr(update, "measures_once", False):
        return

    def measure(context: Any) -> Any:
        if getattr(context, "measured_area", None) is not context.current_footnote_area:
            context.measured_area, context.measured = context.current_footnote_area, {}
        for note in context.current_page_footnotes:
            setattr(note, _ORIGINAL, note)
        context.measures = True
        try:
            return update(context)
        finally:
            context.measures = False

    def layout(context: Any, box: Any, *rest: Any, **named: Any) -> Any:
        before = _up_to(box, *rest) if getattr(context, "measures", False) and not named else ()
        if not before or not _stands_alone(box):
            return lay_out(context, box, *rest, **named)
        margins = rest[_MARGINS]
        key = (*before, box.position_x, box.position_y, *margins)
        if key not in context.measured:
            context.measured[key] = _apart(*lay_out(context, box, *rest)), list(margins)
        laid, margins[:] = context.measured[key]
        return _apart(*laid)

    measure.measures_once = True  # type: ignore[attr-defined]  # a mark on a function of ours
    LayoutContext._update_footnote_area = measure
    block.block_level_layout = layout


def _apart(box: Any, resume_at: Any, next_page: dict[str, Any], margins: list[Any], *rest: Any) -> tuple[Any, ...]:
    """What laying a note out gave, apart from what its caller does to it: it moves the box and adds margins."""
    return box and box.copy(), resume_at, dict(next_page), list(margins), *rest


_MARGINS = 6
"""The place of the adjoining margins among the arguments behind the box."""


def _up_to(box: Any, bottom_space: float, skip_stack: Any, area: Any, *_: Any) -> tuple[Any, ...]:
    """The notes of an area up to that of a box, where it is laid out as a whole; none if one isn't a note."""
    from weasyprint.formatting_structure.boxes import FootnoteAreaBox

    if not isinstance(area, FootnoteAreaBox) or bottom_space != -inf or skip_stack is not None:
        return ()
    notes: list[Any] = []
    for child in area.children:
        notes.append(getattr(child, _ORIGINAL, None))
        if child is box:
            break
    return () if None in notes else tuple(notes)


def _stands_alone(note: Any) -> bool:
    """Whether to lay a note out does nothing but that: it has no float, no note of its own, nothing that runs along."""
    return all(
        not box.footnote and (box.is_in_normal_flow() or box.is_absolutely_positioned()) for box in note.descendants()
    )
