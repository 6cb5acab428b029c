"""WeasyPrint 70's layout of pages in; the same without the fault by which it prints the rest of a float twice, out."""

from __future__ import annotations

from typing import Any


def forget_moved_floats() -> None:
    """Mend WeasyPrint's page layout; calling it again changes nothing.

    A float that a page cuts goes on at the head of the next. Where the box that it stands in is then moved there as a
    whole, for it may not be parted, the float comes again with it: its rest would stand twice.
    """
    from weasyprint.layout import page

    original = page.make_page
    if getattr(original, "forgets_moved_floats", False):
        return

    def make(context: Any, *rest: Any) -> Any:
        made = original(context, *rest)
        if context.broken_out_of_flow:
            there = {id(box) for box in made[0].descendants(placeholders=True)}
            for box in [box for box in context.broken_out_of_flow if id(box) not in there]:
                del context.broken_out_of_flow[box]
        return made

    make.forgets_moved_floats = True  # type: ignore[attr-defined]  # a mark on a function of ours
    page.make_page = make
