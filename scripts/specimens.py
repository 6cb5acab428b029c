"""The house styles in; a contact sheet of every page of each one's specimen, docs/specimen-STYLE.png, out.

python scripts/specimens.py [STYLE…]
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import get_args

import pypdfium2
from PIL import Image

from briefpress.pipeline import run
from briefpress.running import Request, printing
from briefpress.settings import Style
from briefpress.specimen import lay_out

DOCS = Path(__file__).parent.parent / "docs"
WIDTH, ROW, GAP = 330, 4, 12
"""The width of a page in pixels, the pages in a row, and the pixels between them."""
GROUND = "#9a9a9a"
COLOURS = 256


def printed(style: Style) -> bytes:
    """The PDF of a style's specimen, as it is without a house's own sheet."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        lay_out(root, style, house=root)
        request = Request(root, until="check", formats=("pdf",))
        with printing(request) as printer:
            report = run(request, printer)
        if not report.artifacts:
            sys.exit("\n".join(f"{d.code}: {d.message}" for d in report.diagnostics))
        return report.artifacts[0].data


def contact_sheet(data: bytes) -> Image.Image:
    """Every page of a PDF, in rows."""
    with pypdfium2.PdfDocument(data) as pdf:
        pages = [page.render(scale=WIDTH / page.get_width()).to_pil().convert("RGB") for page in pdf]
    rows = -(-len(pages) // ROW)
    height = max(page.height for page in pages)
    sheet = Image.new("RGB", (ROW * (WIDTH + GAP) + GAP, rows * (height + GAP) + GAP), GROUND)
    for i, page in enumerate(pages):
        sheet.paste(page, (GAP + i % ROW * (WIDTH + GAP), GAP + i // ROW * (height + GAP)))
    return sheet.quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)


def main() -> None:
    """Make the sheets of the styles that are named, or of all."""
    for style in sys.argv[1:] or get_args(Style):
        contact_sheet(printed(style)).save(DOCS / f"specimen-{style}.png", optimize=True)


if __name__ == "__main__":
    main()
