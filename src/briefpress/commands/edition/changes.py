"""Two editions in; what changed from the one to the other, section by section, out."""

from __future__ import annotations

import click

from briefpress.commands._shared import Options, finish
from briefpress.diagnostics import exit_code


@click.command("changes", epilog="Example: briefpress edition changes 1.0 1.1 --as markdown")
@click.argument("old", required=False)
@click.argument("new", required=False)
@click.option("--as", "form", type=click.Choice(["text", "markdown", "json"]), default="text",
              help="A text for an editor, Markdown for a release note, or JSON (default: text).")  # fmt: skip
@click.pass_context
def command(ctx: click.Context, old: str | None, new: str | None, form: str) -> None:
    """Tell what changed from the edition OLD to the edition NEW, in the brief's language.

    NEW is what the sources say now where it isn't named, OLD the last edition before. As Markdown or JSON nothing else
    stands on the standard output, findings on the standard error.
    """
    from briefpress.commands.edition._compared import compared
    from briefpress.editions import writing

    options = Options.of(ctx)
    both = compared(ctx, old, new)
    lang = both.project.brief.lang
    named = (both.changes, both.old.number, both.new.number, lang)
    data = writing.as_data(*named)
    if form == "text":
        finish(ctx, options, both.found, told=writing.as_text(*named), more={"changes": data}, asked=True)
    if form == "markdown":
        click.echo(writing.as_markdown(*named), nl=False)
    else:
        import msgspec

        click.echo(msgspec.json.format(msgspec.json.encode(data), indent=2).decode())
    for one in both.found:
        click.echo(f"{one.span or ''} {one.severity} {one.code}: {one.message}".strip(), err=True)
    ctx.exit(exit_code(both.found))
