"""A PDF in; the text in it that reaches over the margins of its page, out."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2

POINTS = 72 / 25.4
UPRIGHT, TURNED = 170 * POINTS, 240 * POINTS
"""How wide the type area is, which stands in the middle of its sheet."""

FOOT = 10 * POINTS
SLACK = 2
"""Points by which a letter may hang out: italics and quotation marks do."""


def without_stamps(data: bytes) -> bytes:
    """A PDF without what the sheets of a draft bear, which stands in their margins on purpose."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            pictures = page.obj.Resources.get("/XObject", {})
            for name in [name for name in pictures if str(name) in ("/BriefpressWord", "/BriefpressNotice")]:
                pictures[name].write(b"")
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


def outside(data: bytes) -> list[str]:
    """Each line of text that isn't wholly in the type area or in the heads and feet above and below it."""
    found = []
    with pypdfium2.PdfDocument(data) as pdf:
        for number, page in enumerate(pdf, 1):
            width, height = page.get_size()
            area = TURNED if width > height else UPRIGHT
            left = (width - area) / 2 - SLACK
            text = page.get_textpage()
            for i in range(text.count_rects()):
                x0, y0, x1, y1 = text.get_rect(i)
                if x0 < left or x1 > width - left or y0 < FOOT or y1 > height - FOOT:
                    found.append(f"page {number}: {text.get_text_bounded(x0, y0, x1, y1)[:60]}")
    return found
