"""A code in; its title and explanation out."""

from __future__ import annotations

import difflib

import click

from briefpress.codes import REGISTRY


@click.command("explain", epilog="Example: briefpress explain CITE001")
@click.argument("code", required=False)
def command(code: str | None) -> None:
    """Tell what a finding's CODE means, and whether brief.yaml may change how bad it is. Without CODE: list them."""
    if code is None:
        for known in REGISTRY.values():
            click.echo(f"{known.code}  {known.severity:<7}  {known.title}")
        return
    found = REGISTRY.get(code.upper())
    if found is None:
        like = difflib.get_close_matches(code.upper(), REGISTRY, n=1)
        raise click.UsageError(f"There is no code `{code}`." + (f" Did you mean {like[0]}?" if like else ""))
    click.echo(f"{found.code}: {found.title} ({found.severity})\n")
    click.echo(click.wrap_text(found.explanation, 80))
    if found.firm:
        click.echo("\nIts severity can't be changed.")
    else:
        click.echo(f"\nA brief may change it:\n\n  checks:\n    {found.code}: {{severity: note, why: the reason}}")
