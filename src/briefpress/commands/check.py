"""The options of `check` in; what the program's own checks and every validator here say of the artifacts, out."""

from __future__ import annotations

import tempfile
from concurrent.futures import ThreadPoolExecutor
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
from briefpress.diagnostics import Diagnostic, as_errors
from briefpress.engines.validators import validate
from briefpress.model import Artifact
from briefpress.running import Request


@click.command("check", epilog="Example: briefpress check --strict")
@formats_option
@strict_option
@variant_options
@click.pass_context
def command(ctx: click.Context, formats: tuple[str, ...], strict: bool, variant: str, booklet: bool) -> None:
    """Make the artifacts and let every validator on this machine look at them.

    EPUBCheck sees the EPUB; outloud, pdfua and qpdf the PDF; axe-core the web page, in Chromium. One that isn't on
    this machine is named in a warning; with --strict that is an error. The output folder is not touched.
    """
    options = Options.of(ctx)
    request = Request(options.root, until="check", formats=formats, strict=strict)  # type: ignore[arg-type]  # Choice
    report = run_pipeline(options, pressed(request, variant, booklet=booklet))
    found = list(report.diagnostics)
    told = []
    with tempfile.TemporaryDirectory(prefix="briefpress-") as folder, ThreadPoolExecutor(2) as workers:
        for artifact, (said, asked) in zip(
            report.artifacts, workers.map(lambda a: _asked(a, Path(folder)), report.artifacts), strict=True
        ):
            found += as_errors(said) if strict else said
            names = ", ".join(["its own checks", *asked])
            which, count = f"{artifact.format.upper()}{_FOR[artifact.suffix]}", len(said) or "no"
            told.append(f"{which}: seen by {names}; {count} finding{'s' * (len(said) != 1)}.")
    finish(ctx, options, found, told="\n".join(told))


_FOR = {"": "", "-print": " for the press", "-booklet": " of the booklet"}


def _asked(artifact: Artifact, folder: Path) -> tuple[list[Diagnostic], list[str]]:
    path = folder / artifact.file("brief")
    path.write_bytes(artifact.data)
    return validate(path, artifact.format, for_press=bool(artifact.suffix))
