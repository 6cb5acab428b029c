"""The options of `build` in; the brief's artifacts in its output folder, out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path
from typing import NoReturn

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
from briefpress.diagnostics import Diagnostic
from briefpress.running import Report, Request
from briefpress.why import Why


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
@only_option
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
    request = pressed(request, variant, booklet=booklet)
    if is_series(options.root):
        _build_series(ctx, options, request, why=why)
    report = run_pipeline(options, request)
    lines, more = [_written(report)], dict[str, object]()
    if why:
        lines += _reasons(report.stages)
        more["stages"] = report.stages
    if if_changed and (report.verdict or report.outputs):
        changed = report.verdict is None or report.verdict.changed
        said = report.verdict.said if report.verdict else "There is no edition yet."
        lines += [said, f"changed={str(changed).lower()}"]
        more |= {"changed": changed, "since": said}
    told = "\n".join(filter(None, lines))
    finish(ctx, options, _beside_verdict(report), report.outputs, told, more=more, asked=bool(more))


def _build_series(ctx: click.Context, options: Options, request: Request, *, why: bool) -> NoReturn:
    """Build the briefs of a series, and tell a line of each."""
    from briefpress.commands import _series

    if request.if_changed:
        raise click.UsageError("--if-changed is of editions, and a series keeps none: leave it out.")
    with telling(options, request) as told:
        whole = _series.every(told, options.only or ())
    lines = [f"{one.row.name}: {one.said or 'not made'}" for one in whole.made]
    more: dict[str, object] = {
        "briefs": [{"name": one.row.name, "outputs": [path.as_posix() for path in one.outputs]} for one in whole.made]
    }
    if why:
        lines = [line for one in whole.made for line in (one.row.name, *_reasons(one.stages), "")]
        more["stages"] = {one.row.name: one.stages for one in whole.made}
    else:
        lines.append(f"{sum(bool(one.outputs) for one in whole.made)} of {len(whole.made)} briefs made.")
    finish(ctx, options, whole.found, whole.outputs, "\n".join(lines) if whole.made else "", more=more, asked=why)


def _beside_verdict(report: Report) -> tuple[Diagnostic, ...]:
    """The findings but one that says of the last edition what the verdict says of it."""
    project, verdict = report.project, report.verdict
    said = project is not None and verdict is not None and verdict.number == str(project.brief.edition or "")
    return tuple(one for one in report.diagnostics if not (said and one.code == "EDIT014"))


def _reasons(stages: Sequence[Why]) -> list[str]:
    width = max((len(one.stage) for one in stages), default=0)
    return [f"{one.stage.ljust(width)}  {one.why}" for one in stages]


def _written(report: Report) -> str:
    lines = []
    for path, artifact in zip_longest(report.outputs, report.artifacts):
        if path is None:
            break
        pages = f"{artifact.pages} pages, " if artifact and artifact.pages else ""
        size = f"  ({pages}{len(artifact.data) / 1000:.0f} kB)" if artifact else ""
        lines.append(f"{path.as_posix()}{size}")
    return "\n".join(lines)
