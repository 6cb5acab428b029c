"""The manifest of the last edition in; its subjects and its predicate, each as an attestation takes them, out."""

from __future__ import annotations

from pathlib import Path

import click

from briefpress import files
from briefpress.ci.manifests import parted
from briefpress.commands._shared import Options, finish
from briefpress.diagnostics import StageError, finding
from briefpress.editions import shelf
from briefpress.editions.record import FOLDER
from briefpress.provenance import MANIFEST


@click.command("statement", epilog="Example: briefpress ci statement --subjects made.txt --predicate how.json")
@click.option(
    "--subjects",
    type=click.Path(path_type=Path),
    required=True,
    metavar="FILE",
    help="Where to put what came out, each file with its hash.",
)
@click.option(
    "--predicate",
    type=click.Path(path_type=Path),
    required=True,
    metavar="FILE",
    help="Where to put what is known of how.",
)
@click.pass_context
def command(ctx: click.Context, subjects: Path, predicate: Path) -> None:
    """Take the manifest of the last edition apart: GitHub's attestations sign its predicate for its subjects."""
    options = Options.of(ctx)
    try:
        editions = shelf.editions(options.root.resolve())
    except StageError as error:
        finish(ctx, options, error.diagnostics)
    if not editions:
        hint = "Publish the first: `briefpress edition publish`."
        finish(ctx, options, [finding("EDIT010", "No edition was published yet.", None, hint)])
    manifest = options.root / FOLDER / editions[-1].number / MANIFEST
    try:
        lines, predicates = parted(files.read_inside(options.root, manifest))
    except (OSError, ValueError, files.OutsideBriefError) as error:
        said = f"`{manifest.as_posix()}` is no manifest: {error}."
        finish(ctx, options, [finding("EDIT001", said, None, "Take it from git's history.")])
    try:
        for path, data in ((subjects, lines.encode()), (predicate, predicates)):
            files.replace_all(path.parent, {path.name: data})
    except OSError as error:
        finish(ctx, options, [finding("OUT001", *files.unwritable(subjects.parent, error))])
    finish(ctx, options, (), [subjects, predicate], f"{subjects}\n{predicate}")
