"""The options of `render` in; the artifacts as they are made, unchecked, in a folder to look at, out."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from briefpress import files
from briefpress.commands._shared import (
    Options,
    finish,
    formats_option,
    only_option,
    pressed,
    run_pipeline,
    strict_option,
    variant_options,
)
from briefpress.diagnostics import finding
from briefpress.recordfiles import record_files
from briefpress.running import Request

FOLDER = ".briefpress/render"


@click.command("render", epilog="Example: briefpress render --format html --output /tmp/look")
@formats_option
@click.option(
    "--output", type=click.Path(path_type=Path), metavar="DIR", help=f"Where to put them (default: {FOLDER})."
)
@click.option("--page", is_flag=True, help="Put the finished page that is printed beside them, with its files.")
@strict_option
@only_option
@variant_options
@click.pass_context
def command(
    ctx: click.Context, formats: tuple[str, ...], output: Path | None, page: bool, strict: bool, variant: str,
    booklet: bool,
) -> None:  # fmt: skip
    """Make the artifacts without checking them or touching the output folder.

    The printed page (`--page`) is a folder with page.html, which any printing engine can take.
    """
    options = Options.of(ctx)
    request = Request(options.root, until="render", formats=formats, strict=strict)  # type: ignore[arg-type]  # Choice
    report = run_pipeline(options, pressed(request, variant, booklet=booklet))
    folder = output or options.root / FOLDER
    name = report.project.name if report.project else ""
    contents = {a.file(name): a.data for a in report.artifacts}
    if report.resolved is not None:
        contents |= record_files(report.resolved.record, report.artifacts)
    found = list(report.diagnostics)
    written: tuple[Path, ...] = ()
    put = partial(files.replace_inside, options.root) if output is None else files.replace_all
    try:
        if contents:
            written = put(folder, contents)
        if page and report.paper is not None:
            sheet = {"page.html": report.paper.html.encode(), **report.paper.files}
            for part, data in sheet.items():
                target = folder / "page" / part
                put(target.parent, {target.name: data})
            written = (*written, folder / "page" / "page.html")
    except (files.OutsideBriefError, OSError) as error:
        found.append(finding("OUT001", *files.unwritable(folder, error)))
    finish(ctx, options, found, written, "\n".join(p.as_posix() for p in written))
