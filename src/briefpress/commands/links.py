"""The options of `links` in; which addresses of the brief are dead or have moved, told and kept, out."""

from __future__ import annotations

import click

from briefpress.commands._shared import Options, finish, of_one_option, progress, run_pipeline, strict_option
from briefpress.running import Request, settled


@click.command("links", epilog="Example: briefpress links --within 120")
@click.option("--within", type=click.FloatRange(min=1), default=300, metavar="SECONDS", help="How long it may take.")
@click.option("--local", is_flag=True, help="Ask also machines of your own network.")
@strict_option
@of_one_option
@click.pass_context
def command(ctx: click.Context, within: float, local: bool, strict: bool) -> None:
    """Ask the web whether the addresses in the brief still lead somewhere.

    They are those of its links, of the sources that it cites, and of brief.yaml. What is dead or has moved is told,
    and kept in sources/links.lock: the references then give a dead source's archived copy, where one is known.
    """
    options = Options.of(ctx)
    report = run_pipeline(options, Request(options.root, until="assemble"))
    project, manuscript, library = report.project, report.manuscript, report.library
    if project is None or manuscript is None or library is None:
        finish(ctx, options, report.diagnostics)
    from briefpress.linkcheck.round import go_round

    with progress(options) as tell:
        done = go_round(project, manuscript, library, local=local, within=within, tell=tell)
    own = tuple(d for d in report.diagnostics if d.code.startswith("LINK"))
    finish(ctx, options, (*own, *settled(done.found, project.brief, strict=strict)), told=done.told)
