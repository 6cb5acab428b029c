"""The JSON report of a build in; what later steps have to know of it, as lines `name=value`, out."""

from __future__ import annotations

from pathlib import Path

import click

from briefpress.ci.reports import read
from briefpress.commands._shared import Options, finish
from briefpress.diagnostics import StageError
from briefpress.editions import shelf
from briefpress.editions.planning import retracted
from briefpress.stages.load import load


@click.command("outputs", epilog='Example: briefpress ci outputs build.json >> "$GITHUB_OUTPUT"')
@click.argument("report", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.pass_context
def command(ctx: click.Context, report: Path) -> None:
    """Tell what later steps have to know of a build, as GitHub and GitLab take it.

    `changed` is `true` where a later edition would differ from the last, or where that wasn't asked; `final` is `true`
    where the brief is neither a draft nor under embargo nor retracted, and may be published; `edition` is the number of
    what `edition publish` published. REPORT is what `--report json=REPORT` wrote.
    """
    options = Options.of(ctx)
    try:
        told, loaded = read(report), load(options.root).value
        brief = loaded.brief
        final = brief.status == "final" and not retracted(brief.revision, shelf.editions(loaded.root))
    except ValueError as error:
        raise click.UsageError(f"`{report}` is no JSON report of this program: {error}") from error
    except StageError as error:
        finish(ctx, options, error.diagnostics)
    lines = [f"changed={str(told.changed).lower()}", f"final={str(final).lower()}"]
    click.echo("\n".join([*lines, *[f"edition={told.edition}"] * bool(told.edition)]))
