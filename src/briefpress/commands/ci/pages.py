"""The brief's PDF in; one picture of its pages, for people who look at a run, out."""

from __future__ import annotations

from pathlib import Path

import click

from briefpress import files
from briefpress.commands._shared import Options, finish
from briefpress.diagnostics import StageError, finding
from briefpress.stages.load import load


@click.command("pages", epilog="Example: briefpress ci pages --output pages.png")
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    default=Path("output/pages.png"),
    metavar="FILE",
    help="Where to put the picture (default: output/pages.png).",
)
@click.pass_context
def command(ctx: click.Context, output: Path) -> None:
    """Draw the pages of the PDF that `build` made on one sheet, a PNG. A brief without a PDF gets none."""
    options = Options.of(ctx)
    try:
        name = load(options.root).value.name
    except StageError as error:
        finish(ctx, options, error.diagnostics)
    pdf = options.root / "output" / f"{name}.pdf"
    if not pdf.is_file():
        finish(ctx, options, (), told=f"There is no {pdf.as_posix()}, so there are no pages to draw.")
    import pypdfium2

    from briefpress.engines.contact_sheet import LARGEST, contact_sheet

    try:
        picture, count = contact_sheet(pdf.read_bytes())
        files.replace_all(output.parent, {output.name: picture})
    except pypdfium2.PdfiumError:
        said = f"`{pdf.as_posix()}` can't be read as a PDF."
        finish(ctx, options, [finding("ENG002", said, None, "Build it again: `briefpress build`.")])
    except OSError as error:
        finish(ctx, options, [finding("OUT001", *files.unwritable(output.parent, error))])
    more = f", the first {LARGEST} of them" if count > LARGEST else ""
    finish(ctx, options, (), [output], f"{output.as_posix()}  ({count} pages{more}, {len(picture) / 1000:.0f} kB)")
