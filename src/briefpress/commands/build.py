"""The options of `build` in; the brief's artifacts in its output folder, out."""

from __future__ import annotations

from itertools import zip_longest
from pathlib import Path

import click

from briefpress.commands._shared import (
    Options,
    finish,
    formats_option,
    pressed,
    run_pipeline,
    strict_option,
    variant_options,
)
from briefpress.running import Report, Request


@click.command("build", epilog="Example: briefpress build --format pdf --strict")
@formats_option
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Where to put the files (default: output).",
)
@strict_option
@click.option("--draft", is_flag=True, help="Make a draft beside the edition, also of a brief with errors.")
@variant_options
@click.pass_context
def command(
    ctx: click.Context, formats: tuple[str, ...], output: Path | None, strict: bool, draft: bool, variant: str,
    booklet: bool,
) -> None:  # fmt: skip
    """Make the PDF, the EPUB and the web page.

    All findings are told in one run. The files of the last good edition stay until the new ones have passed their
    checks, and are replaced as one.
    """
    options = Options.of(ctx)
    request = Request(options.root, formats=formats, output=output, strict=strict, draft=draft)  # type: ignore[arg-type]  # Choice
    report = run_pipeline(options, pressed(request, variant, booklet=booklet))
    finish(ctx, options, report.diagnostics, report.outputs, _written(report))


def _written(report: Report) -> str:
    lines = []
    for path, artifact in zip_longest(report.outputs, report.artifacts):
        if path is None:
            break
        pages = f"{artifact.pages} pages, " if artifact and artifact.pages else ""
        size = f"  ({pages}{len(artifact.data) / 1000:.0f} kB)" if artifact else ""
        lines.append(f"{path.as_posix()}{size}")
    return "\n".join(lines)
