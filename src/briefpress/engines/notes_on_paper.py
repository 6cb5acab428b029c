"""WeasyPrint 70's layout of lines in; the same without the faults by which notes are lost or leave their calls out."""

from __future__ import annotations

from typing import Any


def keep_notes() -> None:
    """Mend WeasyPrint's line layout; calling it again changes nothing.

    Where a page has room for too few lines of a paragraph, WeasyPrint makes some by moving notes to the next page,
    whose calls stay on this one. Here it is the paragraph that goes on, unless it is the first of its page. There
    WeasyPrint takes the line in without laying out the notes that the line itself calls: they stand on no page, and
    nothing says so. Those notes are laid out here, and moved on like the others.
    """
    from weasyprint.layout import block

    original = block._linebox_layout
    if getattr(original, "keeps_notes", False):
        return

    def layout(
        context: Any, box: Any, index: Any, child: Any, new_children: list[Any], page_is_empty: bool, *rest: Any
    ) -> Any:
        there, moved = list(context.current_page_footnotes), len(context.reported_footnotes)
        result = original(context, box, index, child, new_children, page_is_empty, *rest)
        abort, _, *others = result
        if abort or len(context.reported_footnotes) == moved or not new_children:
            return result
        called = [part.footnote for line in new_children for part in line.descendants() if part.footnote]
        away = [note for note in context.reported_footnotes[moved:] if note in there or note in called]
        if away and not page_is_empty:
            for note in away:
                context.unlayout_footnote(note)
                if note in there:
                    context.layout_footnote(note)
            return True, False, *others
        for note in called:
            if note in context.footnotes:
                context.layout_footnote(note)
                context.report_footnote(note)
        return result

    layout.keeps_notes = True  # type: ignore[attr-defined]  # a mark on a function of ours
    block._linebox_layout = layout
