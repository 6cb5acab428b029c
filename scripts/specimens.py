"""The house styles and docs/specimen-data in; contact sheets of every page of their specimens, docs/*.png, out.

python scripts/specimens.py [STYLE… | data]

`data` makes docs/specimen-data.png, and the same in grey.
"""

from __future__ import annotations

import shutil
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
DATA = "data"
"""What the specimen of charts, tables and values is called beside the styles."""
WIDTH, ROW, GAP = 330, 4, 12
"""The width of a page in pixels, the pages in a row, and the pixels between them."""
GROUND = "#9a9a9a"
COLOURS = 256


def printed(style: Style) -> bytes:
    """The PDF of a style's specimen, as it is without a house's own sheet."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        lay_out(root, style, house=root)
        return made(root)


def printed_data(style: Style = "institute") -> bytes:
    """The PDF of the specimen of charts, tables and values in a style."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for part in ("report", "sources"):
            shutil.copytree(DOCS / f"specimen-{DATA}" / part, root / part)
        settings = root / "report/brief.yaml"
        settings.write_text(settings.read_text().replace("style: institute", f"style: {style}"))
        return made(root)


def made(root: Path) -> bytes:
    """The PDF of a brief."""
    request = Request(root, until="check", formats=("pdf",))
    with printing(request) as printer:
        report = run(request, printer)
    if not report.artifacts:
        sys.exit("\n".join(f"{d.code}: {d.message}" for d in report.diagnostics))
    return report.artifacts[0].data


def contact_sheet(data: bytes, *, grey: bool = False) -> Image.Image:
    """Every page of a PDF, in rows; in grey as a printer without colours has it (Rec. 601)."""
    with pypdfium2.PdfDocument(data) as pdf:
        pages = [page.render(scale=WIDTH / page.get_width()).to_pil().convert("RGB") for page in pdf]
    rows = -(-len(pages) // ROW)
    height = max(page.height for page in pages)
    sheet = Image.new("RGB", (ROW * (WIDTH + GAP) + GAP, rows * (height + GAP) + GAP), GROUND)
    for i, page in enumerate(pages):
        sheet.paste(page, (GAP + i % ROW * (WIDTH + GAP), GAP + i // ROW * (height + GAP)))
    if grey:
        return sheet.convert("L")
    return sheet.quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)


def main() -> None:
    """Make the sheets of the specimens that are named, or of all."""
    for name in sys.argv[1:] or (*get_args(Style), DATA):
        data = printed_data() if name == DATA else printed(name)
        contact_sheet(data).save(DOCS / f"specimen-{name}.png", optimize=True)
        if name == DATA:
            contact_sheet(data, grey=True).save(DOCS / f"specimen-{name}-grey.png", optimize=True)


if __name__ == "__main__":
    main()
