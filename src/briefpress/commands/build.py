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
@click.option("--why", is_flag=True, help="Tell of each stage whether it ran, and why.")
@click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    default=4,
    metavar="N",
    help="Do at most N things at a time beside the first (default: 4).",
)
@click.pass_context
def command(
    ctx: click.Context, formats: tuple[str, ...], output: Path | None, strict: bool, draft: bool, variant: str,
    booklet: bool, why: bool, jobs: int,
) -> None:  # fmt: skip
    """Make the PDF, the EPUB and the web page.

    All findings are told in one run. The files of the last good edition stay until the new ones have passed their
    checks, and are replaced as one.
    """
    options = Options.of(ctx)
    request = Request(options.root, formats=formats, output=output, strict=strict, draft=draft, jobs=jobs)  # type: ignore[arg-type]  # Choice
    report = run_pipeline(options, pressed(request, variant, booklet=booklet))
    told, more = _written(report), {"stages": report.stages} if why else None
    if why:
        told = "\n".join((told, *_reasons(report)))
    finish(ctx, options, report.diagnostics, report.outputs, told, more=more, asked=why)


def _reasons(report: Report) -> list[str]:
    width = max((len(one.stage) for one in report.stages), default=0)
    return [f"{one.stage.ljust(width)}  {one.why}" for one in report.stages]


def _written(report: Report) -> str:
    lines = []
    for path, artifact in zip_longest(report.outputs, report.artifacts):
        if path is None:
            break
        pages = f"{artifact.pages} pages, " if artifact and artifact.pages else ""
        size = f"  ({pages}{len(artifact.data) / 1000:.0f} kB)" if artifact else ""
        lines.append(f"{path.as_posix()}{size}")
    return "\n".join(lines)
