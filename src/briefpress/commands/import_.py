"""Documents of other programs in; sections of the brief made of them, and what was changed or left out, out."""

from __future__ import annotations

import os
from pathlib import Path

import click

from briefpress import files
from briefpress.commands._shared import Options, finish
from briefpress.diagnostics import StageError, finding


@click.command("import", epilog="Example: briefpress import chapter.docx notes.qmd --split")
@click.argument("paths", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--into", type=click.Path(path_type=Path), default=Path("report"), metavar="DIR",
              help="The folder of the new sections, within the brief's (default: report).")  # fmt: skip
@click.option("--split", is_flag=True, help="Make a section of each heading of level one.")
@click.option("--dry-run", is_flag=True, help="Show what would be made; write nothing.")
@click.pass_context
def command(ctx: click.Context, paths: tuple[Path, ...], into: Path, split: bool, dry_run: bool) -> None:
    """Make sections of DOCX, ODT, RTF, HTML, LaTeX, ipynb and Markdown of other dialects.

    No code in them is run, nothing is fetched, and no file of the brief is overwritten.
    """
    from briefpress.importing.landing import Landing

    options = Options.of(ctx)
    if not options.root.is_dir():
        raise click.UsageError(f"There is no folder `{options.root}`. Make it, or name another with -C.")
    folder = options.root / into
    if not files.is_inside(options.root, folder) or (folder.exists() and not folder.is_dir()):
        raise click.UsageError(f"`--into {into}` is no folder within the brief's. Name one such as report.")
    landing = Landing(options.root, folder, split)
    found = []
    try:
        for path in dict.fromkeys(paths):
            landing.take(path, _shown(options.root, path))
        written = () if dry_run else landing.write()
    except StageError as error:
        found, written = list(error.diagnostics), ()
    except OSError as error:
        said = f"`{folder}` can't be written: {error.strerror or error}."
        found, written = [finding("OUT001", said, hint="Look at the rights of the folder, and at its room.")], ()
    outputs = [options.root / files.relative(options.root, p) for p in written]
    would = "would make" if dry_run or found else "made"
    told = "\n".join(f"{would} {t}" for t in landing.landed.told)
    if landing.landed.yaml:
        told += "\n\nreport/brief.yaml may say:\n\n  " + "\n  ".join(landing.landed.yaml)
    finish(ctx, options, [*landing.landed.found, *found], outputs, told)


def _shown(root: Path, path: Path) -> str:
    """A document's path as findings name it: from the brief's folder, also where it stands beside that."""
    return Path(os.path.relpath(Path.cwd() / path, root.resolve())).as_posix()
