"""Pages of HTML for one sheet in; the first of them that has room on it, as a PDF and as a picture, out."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

from briefpress.engines import weasyprint

_INCH = 72
_PIXELS = 96
"""Points and pixels of CSS to the inch."""


def first_that_fits(pages: Sequence[str], page_files: Mapping[str, bytes]) -> weasyprint.Printed:
    """The first page of HTML that fits on one sheet, or the last, printed. Raises StageError as printing does."""
    for page in pages[:-1]:
        printed = weasyprint.print_page(page, page_files)
        if printed.pages == 1:
            return printed
    return weasyprint.print_page(pages[-1], page_files)


def picture(pdf: bytes) -> bytes:
    """The first sheet of a PDF as a PNG that has a dot for each pixel of CSS."""
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        drawn = document[0].render(scale=_PIXELS / _INCH).to_pil()
    out = io.BytesIO()
    drawn.save(out, "PNG")
    return out.getvalue()
