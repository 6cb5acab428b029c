"""The JSON report of a build in; what a later step has to know of it, as lines `name=value`, out."""

from __future__ import annotations

from pathlib import Path

import click

from briefpress.ci.reports import read


@click.command("outputs", epilog='Example: briefpress ci outputs build.json >> "$GITHUB_OUTPUT"')
@click.argument("report", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def command(report: Path) -> None:
    """Tell in a line whether something changed since the last edition: `changed=true` or `changed=false`.

    REPORT is what `--report json=REPORT build` wrote. A build without --if-changed made something: `changed=true`.
    """
    try:
        told = read(report)
    except ValueError as error:
        raise click.UsageError(f"`{report}` is no JSON report of this program: {error}") from error
    click.echo(f"changed={str(told.changed).lower()}")
