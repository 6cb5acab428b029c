"""Two editions in; a redline of them, as a web page and a PDF, out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefpress import files
from briefpress.beside import Companion
from briefpress.commands._shared import Options, finish, progress
from briefpress.diagnostics import StageError, finding, has_errors

if TYPE_CHECKING:
    from briefpress.commands.edition._compared import Compared, Side
    from briefpress.model import Page

_OF_NO_FILE = re.compile(r"[^\w.-]+")
"""What no name of a file has."""


@click.command("redline", epilog="Example: briefpress edition redline 1.0")
@click.argument("old", required=False)
@click.argument("new", required=False)
@click.option("--output", type=click.Path(path_type=Path), metavar="DIR", help="Where to put it (default: output).")
@click.pass_context
def command(ctx: click.Context, old: str | None, new: str | None, output: Path | None) -> None:
    """Make a redline: the text of the edition NEW with what came, went and moved since the edition OLD marked in it.

    NEW is what the sources say now where it isn't named, OLD the last edition before. Figures and tables that changed
    stand side by side. It is no artifact of the edition: NAME-redline-OLD-NEW.html and .pdf. Where nothing
    changed there is none.
    """
    from briefpress.commands.edition._compared import compared
    from briefpress.wording import language

    options = Options.of(ctx)
    both = compared(ctx, old, new)
    found = list(both.found)
    if not both.changes:
        told = language(both.project.brief.lang).words.changes.none.format(edition=both.old.number)
        finish(ctx, options, found, told=told)
    try:
        made = _made(both, options)
        outputs = _written(both, made, output)
    except StageError as error:
        finish(ctx, options, [*found, *error.diagnostics])
    finish(ctx, options, found, outputs, "\n".join(path.as_posix() for path in outputs))


def _written(both: Compared, made: Mapping[str, bytes], output: Path | None) -> tuple[Path, ...]:
    """The redline's files in their folder. Raises StageError (OUT001) where they can't be written."""
    from briefpress.commands.edition._compared import SINCE

    root = both.project.root
    folder = output or root / "output"
    # An edition that isn't published yet has whatever number brief.yaml gives it.
    now = "now" if both.new.number == f"{both.old.number}{SINCE}" else both.new.number
    numbers = (_OF_NO_FILE.sub("-", number) for number in (both.old.number, now))
    name = "-".join((both.project.name, "redline", *numbers))
    named = {f"{name}.{form}": data for form, data in made.items()}
    try:
        return files.replace_inside(root, folder, named) if output is None else files.replace_all(folder, named)
    except (OSError, files.OutsideBriefError) as error:
        raise StageError(finding("OUT001", *files.unwritable(folder, error))) from error


def _made(both: Compared, options: Options) -> dict[str, bytes]:
    """The redline's files by their endings. Raises StageError where an engine fails."""
    from briefpress.editions.redline import page
    from briefpress.look import look_of

    with progress(options) as tell, Companion("Printing", 600, memory=6 << 30) as printer:
        tell("Comparing")
        found = both.changes
        pictures = {
            (name, picture): data
            for name, side in (("old", both.old), ("new", both.new))
            for picture, data in _pictures(both, side).items()
        }
        redline = page.Redline(both.project.brief, both.old.number, both.new.number, found, pictures)
        look = look_of(both.project)
        tell("Printing")
        printed = _printed(both, page.paper(redline, look), printer)
        return {"html": page.screen(redline, look).html.encode(), "pdf": printed}


def _pictures(both: Compared, side: Side) -> dict[str, bytes]:
    """The pictures of an edition's figures by their names: from its folder, or drawn for what the sources say now."""
    from briefpress.editions import pictures

    root = both.project.root
    if side.resolved is None:
        names = {block.picture for section in side.text.sections for block in section.blocks if block.picture}
        found = {name: pictures.picture(root, side.number, name) for name in sorted(names)}
        return {name: data for name, data in found.items() if data is not None}
    from briefpress import cache
    from briefpress.stages.draw import draw

    with Companion("Drawing the charts", 60) as drawer:
        return pictures.kept(side.resolved, draw(side.resolved.charts, cache.store_of(root), drawer).svg)


def _printed(both: Compared, page: Page, printer: Companion) -> bytes:
    """The PDF. Its record is no edition's: it has none of the brief's identifiers, and is held to no limit."""
    from msgspec import structs

    from briefpress.outcomes import Drawings
    from briefpress.settings import Identifier, Limits
    from briefpress.stages.print_ import finish, lay_out, told

    brief = both.project.brief
    title = f"{brief.title}: {both.title}"
    bare = structs.replace(brief, title=title, subtitle="", identifier=Identifier(), limits=Limits(), status="final")
    project = replace(both.project, brief=bare)
    laid = lay_out(project, page, Drawings({}), None, printer)
    found = (*laid.diagnostics, *told(project, laid.value))
    if has_errors(found):
        raise StageError(*found)
    return finish(project, laid.value, page, (), None, printer).value.files[0].data
