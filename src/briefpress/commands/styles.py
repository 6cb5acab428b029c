"""Words in; the citation styles whose names hold them, out."""

from __future__ import annotations

import click

from briefpress.commands._shared import Options, finish
from briefpress.engines import csl


@click.command("styles", epilog="Example: briefpress styles chicago notes")
@click.argument("words", nargs=-1)
@click.option("--all", "every", is_flag=True, help="Also those that only give another style a journal's name.")
@click.pass_context
def command(ctx: click.Context, words: tuple[str, ...], every: bool) -> None:
    """List the citation styles whose names hold every one of WORDS.

    Write the name behind `style:` under `citations:` in report/brief.yaml.
    """
    try:
        found = [csl.read(p) for p in csl.search(" ".join(words)) if every or p.parent.name != "dependent"]
    except csl.NoStylesError as error:
        finish(ctx, Options.of(ctx), [csl.missing(error)])
    for style in found:
        click.echo(f"{style.name}  {'notes' if style.note else 'in the text'}  {style.title}")
    if not found:
        click.echo(f"No style's name holds {' and '.join(f'`{w}`' for w in words)}.", err=True)
        ctx.exit(1)
