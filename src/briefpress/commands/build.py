"""The options of `build` in; the brief's artifacts in its output folder, out."""

from __future__ import annotations

from dataclasses import replace
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
from briefpress.diagnostics import Diagnostic
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
@click.option("--if-changed", is_flag=True, help="Do nothing where the last edition in editions/ says the same.")
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
    ctx: click.Context, formats: tuple[str, ...], output: Path | None, strict: bool, draft: bool,
    if_changed: bool, variant: str, booklet: bool, why: bool, jobs: int,
) -> None:  # fmt: skip
    """Make the PDF, the EPUB and the web page.

    All findings are told in one run. The files of the last good edition stay until the new ones have passed their
    checks, and are replaced as one. With --if-changed the last line says whether something did: `changed=true` or
    `changed=false`.
    """
    options = Options.of(ctx)
    if if_changed and draft:
        raise click.UsageError("--if-changed is of editions, and a draft is none: leave one of the two out.")
    request = Request(options.root, formats=formats, output=output, strict=strict, draft=draft)  # type: ignore[arg-type]  # Choice
    request = replace(request, if_changed=if_changed, jobs=jobs)
    report = run_pipeline(options, pressed(request, variant, booklet=booklet))
    lines, more = [_written(report)], dict[str, object]()
    if why:
        lines += _reasons(report)
        more["stages"] = report.stages
    if if_changed and (report.verdict or report.outputs):
        changed = report.verdict is None or report.verdict.changed
        said = report.verdict.said if report.verdict else "There is no edition yet."
        lines += [said, f"changed={str(changed).lower()}"]
        more |= {"changed": changed, "since": said}
    told = "\n".join(filter(None, lines))
    finish(ctx, options, _beside_verdict(report), report.outputs, told, more=more, asked=bool(more))


def _beside_verdict(report: Report) -> tuple[Diagnostic, ...]:
    """The findings but one that says of the last edition what the verdict says of it."""
    project, verdict = report.project, report.verdict
    said = project is not None and verdict is not None and verdict.number == str(project.brief.edition or "")
    return tuple(one for one in report.diagnostics if not (said and one.code == "EDIT014"))


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
