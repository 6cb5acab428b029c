"""WeasyPrint 70's layout of lines in; the same without the fault by which it loses notes, out."""

from __future__ import annotations

from typing import Any


def keep_notes() -> None:
    """Mend WeasyPrint's line layout; calling it again changes nothing.

    Where a page has no room for a line, WeasyPrint makes some by moving notes to the next page. It then takes the
    line in without laying out the notes that the line itself calls: they stand on no page, and nothing says so. Those
    notes are laid out here, and moved on like the others.
    """
    from weasyprint.layout import block

    original = block._linebox_layout
    if getattr(original, "keeps_notes", False):
        return

    def layout(context: Any, box: Any, index: Any, child: Any, new_children: list[Any], *rest: Any) -> Any:
        moved = len(context.reported_footnotes)
        result = original(context, box, index, child, new_children, *rest)
        abort = result[0]
        if len(context.reported_footnotes) > moved and not abort and new_children:
            for part in new_children[-1].descendants():
                if part.footnote in context.footnotes:
                    context.layout_footnote(part.footnote)
                    context.report_footnote(part.footnote)
        return result

    layout.keeps_notes = True  # type: ignore[attr-defined]  # a mark on a function of ours
    block._linebox_layout = layout
