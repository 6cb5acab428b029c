"""A brief's folder in; the same without its cache, out."""

from __future__ import annotations

import click

from briefpress import cache
from briefpress.commands._shared import Options, finish
from briefpress.diagnostics import finding


@click.command("clean", epilog="Example: briefpress clean")
@click.pass_context
def command(ctx: click.Context) -> None:
    """Empty the cache. The next build does all its work anew; the output folder is left alone."""
    options = Options.of(ctx)
    try:
        count = cache.clear(options.root)
    except OSError as error:
        said = f"The cache can't be emptied: {error.strerror or error}."
        finish(
            ctx, options, [finding("OUT001", said, hint=f"Delete the folder {options.root / cache.FOLDER} yourself.")]
        )
    else:
        held = f"The cache held {count} {'entry' if count == 1 else 'entries'} and is empty."
        finish(ctx, options, (), told=held if count else "The cache is empty.")
