"""The options of `check` in; what the program's own checks and every validator here say of the artifacts, out."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

import click

from briefpress.commands._shared import (
    Options,
    finish,
    formats_option,
    is_series,
    only_option,
    pressed,
    run_pipeline,
    strict_option,
    telling,
    variant_options,
)
from briefpress.diagnostics import Diagnostic, as_errors
from briefpress.engines.validators import VALIDATORS, File, Verdict, validate
from briefpress.model import Artifact
from briefpress.running import Request

_NAMES = [validator.name for validator in VALIDATORS]


@click.command("check", epilog="Example: briefpress check --strict")
@formats_option
@strict_option
@only_option
@variant_options
@click.option(
    "--without",
    type=click.Choice(_NAMES, case_sensitive=False),
    multiple=True,
    help="Don't ask this validator, and don't miss it (repeatable).",
)
@click.pass_context
def command(
    ctx: click.Context, formats: tuple[str, ...], strict: bool, variant: str, booklet: bool, without: tuple[str, ...]
) -> None:
    """Make the artifacts and let every validator on this machine look at them.

    EPUBCheck and Ace see the EPUB; outloud, pdfua, qpdf and veraPDF the PDF; axe-core the web page, in Chromium. One
    that isn't on this machine is named in a warning; with --strict that is an error. What may stand, and why, is in
    Briefpress's documentation, validators.md. The output folder is not touched.
    """
    options = Options.of(ctx)
    # A warning of the text keeps no artifact from being made, and so from being judged.
    request = Request(options.root, until="check", formats=formats)  # type: ignore[arg-type]  # Choice
    request = pressed(request, variant, booklet=booklet)
    with tempfile.TemporaryDirectory(prefix="briefpress-") as folder:
        if not options.only and is_series(options.root):
            told, artifacts = _series(options, request, Path(folder))
        else:
            report = run_pipeline(options, request)
            told, artifacts = report.diagnostics, [_written(a, Path(folder)) for a in report.artifacts]
        verdicts = validate(artifacts, without)
    found = [*told, *(d for verdict in verdicts for d in verdict.findings)]
    found = list(as_errors(found)) if strict else found
    finish(ctx, options, found, told=_table(verdicts), verdicts=verdicts)


def _series(options: Options, request: Request, folder: Path) -> tuple[Sequence[Diagnostic], list[File]]:
    """What was found in all briefs of a series, and their artifacts, each brief's in a folder of its own."""
    from briefpress.commands import _series

    with telling(options, request) as told:
        whole = _series.every(told, (), keep=True)
    written: list[File] = []
    for one in whole.made:
        (folder / one.row.name).mkdir()
        written += [_written(artifact, folder / one.row.name, f" of {one.row.name}") for artifact in one.artifacts]
    return whole.found, written


def _written(artifact: Artifact, folder: Path, whose: str = "") -> File:
    path = folder / artifact.file("brief")
    path.write_bytes(artifact.data)
    label = f"{artifact.format.upper()}{_FOR[artifact.suffix]}{whose}"
    return File(artifact.format, path, label, for_press=bool(artifact.suffix))


_FOR = {"": "", "-print": " for the press", "-booklet": " of the booklet"}


def _table(verdicts: Sequence[Verdict]) -> str:
    """Who saw what, and what they say of it."""
    rows = [(v.file.label, v.name, v.version, v.told) for v in verdicts]
    widths = [max((len(row[i]) for row in rows), default=0) for i in range(3)]
    return "\n".join("  ".join([*(c.ljust(w) for c, w in zip(row, widths, strict=False)), row[3]]) for row in rows)
