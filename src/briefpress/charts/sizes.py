"""The name of a chart's drawing in; the widths that it is drawn in, and the names of those, out."""

from __future__ import annotations

WIDE, NARROW = 640, 340
"""The widths that a chart is drawn in, in CSS pixels, axes and labels included: a page's, and a phone's."""
TALL = 730
"""As high as a drawing of a page's width may be for the page to hold it with its caption: what is higher is printed
smaller, letters and all."""


def narrow(target: str) -> str:
    """The name of a chart's drawing for a narrow screen, from that of its drawing for a page."""
    return target.removesuffix(".svg") + ".narrow.svg"
