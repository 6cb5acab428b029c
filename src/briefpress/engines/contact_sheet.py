"""The bytes of a PDF in; one picture of its pages, side by side and with their numbers, out."""

from __future__ import annotations

import io
import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pypdfium2
    from PIL import Image

LARGEST = 60
"""Pages that a sheet shows at most."""

_WIDTH, _GAP, _LINE = 320, 24, 30
"""The width of a page, the room between two, and the height of the line of its number, in dots."""

_GROUND, _EDGE, _INK = "#e9ebee", "#c3c8ce", "#3a4149"


def contact_sheet(pdf: bytes) -> tuple[bytes, int]:
    """A PNG of the first LARGEST pages, and how many pages there are. Raises pypdfium2.PdfiumError for no sound PDF."""
    import pypdfium2
    from PIL import Image, ImageDraw, ImageFont

    with pypdfium2.PdfDocument(pdf) as document:
        count = len(document)
        labels = [document.get_page_label(i) or str(i + 1) for i in range(min(count, LARGEST))]
        pages = [_drawn(document[i]) for i in range(len(labels))]
    across = _columns(len(pages))
    height = max(page.height for page in pages)
    cell = (_WIDTH + _GAP, height + _LINE + _GAP)
    size = (across * cell[0] + _GAP, math.ceil(len(pages) / across) * cell[1] + _GAP)
    sheet = Image.new("RGB", size, _GROUND)
    pen, letters = ImageDraw.Draw(sheet), ImageFont.load_default(18)
    for i, (page, label) in enumerate(zip(pages, labels, strict=True)):
        left, top = _GAP + i % across * cell[0], _GAP + i // across * cell[1]
        sheet.paste(page, (left, top))
        pen.rectangle((left - 1, top - 1, left + page.width, top + page.height), outline=_EDGE)
        pen.text((left + _WIDTH / 2, top + page.height + 8), label, _INK, letters, anchor="ma")
    out = io.BytesIO()
    sheet.quantize(128, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue(), count


def _columns(pages: int) -> int:
    """Few pages stand in one row; more make a sheet about as high as it is wide."""
    return pages if pages <= 4 else min(6, math.ceil(math.sqrt(pages * 1.6)))


def _drawn(page: pypdfium2.PdfPage) -> Image.Image:
    drawn: Image.Image = page.render(scale=_WIDTH / page.get_width()).to_pil().convert("RGB")
    return drawn
