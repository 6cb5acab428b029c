"""A wish about styles in; the house styles, their specimens, or the citation styles of a name, out."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path
from typing import get_args

import click

from briefpress import files
from briefpress.commands._shared import Options, finish, formats_option, run_pipeline
from briefpress.diagnostics import Diagnostic, finding
from briefpress.running import Request
from briefpress.settings import Style

FOLDER = Path("output/specimens")
HOUSE_STYLES: dict[Style, str] = {
    "institute": "a quiet institute: serif letters, one accent, side notes in a margin column",
    "newsroom": "a newsroom: heavy headlines, bands of colour, a rail for what stands beside the text",
    "ministry": "a ministry's plain style: large sans letters, one column, nothing in italics or hyphenated",
}


class _Group(click.Group):
    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            ctx.fail(f"There is no command `styles {args[0]}`. To find a citation style: `styles find {args[0]}`.")
        return super().resolve_command(ctx, args)


@click.group("styles", cls=_Group, invoke_without_command=True, epilog="Example: briefpress styles preview newsroom")
@click.pass_context
def command(ctx: click.Context) -> None:
    """List the house styles, make their specimens, find citation styles.

    Write the name of a house style behind `style:` under `look:` in report/brief.yaml.
    """
    if ctx.invoked_subcommand is None:
        for name, what in HOUSE_STYLES.items():
            click.echo(f"{name:<10} {what}")


@command.command("preview", epilog="Example: briefpress styles preview ministry --format pdf")
@click.argument("names", metavar="[STYLE]...", nargs=-1, type=click.Choice(get_args(Style)))
@formats_option
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help=f"Where to put them (default: {FOLDER.as_posix()}).",
)
@click.option("--draft", is_flag=True, help="Mark them as drafts.")
@click.pass_context
def preview(
    ctx: click.Context, names: tuple[Style, ...], formats: tuple[str, ...], output: Path | None, draft: bool
) -> None:
    """Make a specimen of every component in each STYLE (default: in all of them).

    In a brief's folder the specimens have that brief's styles/house.css and logo.
    """
    options = Options.of(ctx)
    contents: dict[str, bytes] = {}
    found: list[Diagnostic] = []
    for name in names or get_args(Style):
        made, said = _specimen(options, name, formats, draft)
        contents |= made
        # Styles that find the same wrong with the house's sheet may each have another hint.
        known = {(d.code, d.message, d.span) for d in found}
        found += [d for d in said if (d.code, d.message, d.span) not in known]
    written: tuple[Path, ...] = ()
    folder = output or options.root / FOLDER
    try:
        if contents:
            put = partial(files.replace_inside, options.root) if output is None else files.replace_all
            written = put(folder, contents)
    except (files.OutsideBriefError, OSError) as error:
        found.append(finding("OUT001", *files.unwritable(folder, error)))
    finish(ctx, options, found, written, "\n".join(path.as_posix() for path in written))


def _specimen(
    options: Options, style: Style, formats: tuple[str, ...], draft: bool
) -> tuple[dict[str, bytes], tuple[Diagnostic, ...]]:
    """The files of a style's specimen by their names, and what was found on the way."""
    from briefpress.specimen import lay_out

    with tempfile.TemporaryDirectory(prefix="briefpress-") as folder:
        root = Path(folder)
        lay_out(root, style, options.root)
        request = Request(root, until="check", formats=formats, draft=draft)  # type: ignore[arg-type]  # Choice
        report = run_pipeline(options, request)
        name = report.project.name if report.project else ""
        return {f"{name}.{a.format}": a.data for a in report.artifacts}, report.diagnostics


@command.command("find", epilog="Example: briefpress styles find chicago notes")
@click.argument("words", nargs=-1)
@click.option("--all", "every", is_flag=True, help="Also those that only give another style a journal's name.")
@click.pass_context
def find(ctx: click.Context, words: tuple[str, ...], every: bool) -> None:
    """List the citation styles whose names hold every one of WORDS.

    Write the name behind `style:` under `citations:` in report/brief.yaml.
    """
    from briefpress.engines import csl

    try:
        styles = [csl.read(p) for p in csl.search(" ".join(words)) if every or p.parent.name != "dependent"]
    except csl.NoStylesError as error:
        finish(ctx, Options.of(ctx), [csl.missing(error)])
    for style in styles:
        click.echo(f"{style.name}  {'notes' if style.note else 'in the text'}  {style.title}")
    if not styles:
        click.echo(f"No style's name holds {' and '.join(f'`{w}`' for w in words)}.", err=True)
        ctx.exit(1)
