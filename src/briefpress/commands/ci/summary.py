"""The reports of a run in; a summary of it for the page of its job, out."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote

import click

from briefpress import files
from briefpress.ci import reports
from briefpress.ci.manifests import Manifest, decoded
from briefpress.ci.summing import Run, summary, unfinished
from briefpress.commands._shared import Options, finish
from briefpress.diagnostics import StageError
from briefpress.provenance import MANIFEST
from briefpress.stages.load import load


@click.command("summary", epilog='Example: briefpress ci summary reports >> "$GITHUB_STEP_SUMMARY"')
@click.argument("folder", metavar="REPORTS", type=click.Path(path_type=Path))
@click.option("--pages", default="", metavar="ADDRESS", help="Where the picture of the pages is.")
@click.option("--edition", default="", metavar="ADDRESS", help="Where the files can be had.")
@click.pass_context
def command(ctx: click.Context, folder: Path, pages: str, edition: str) -> None:
    """Sum up a build, as Markdown: what is wrong and where, the pages, what changed, the files with their hashes.

    REPORTS is the folder with the JSON reports of the commands `build` and `check`: build.json and check.json. What
    changed since the last edition is read from changes.md in it. On GitHub and GitLab, places lead to their lines.
    """
    options = Options.of(ctx)
    try:
        title = load(options.root).value.brief.title
    except StageError:
        title = "The brief"
    told = []
    for path in filter(Path.is_file, (folder / "build.json", folder / "check.json")):
        try:
            told.append(reports.read(path))
        except (OSError, ValueError) as error:
            raise click.UsageError(f"`{path}` is no JSON report of this program: {error}") from error
    if not told:
        click.echo(unfinished(title))
        ctx.exit(0)
    manifest = _manifest(options.root)
    changes = folder / "changes.md"
    said = changes.read_text(encoding="utf-8") if changes.is_file() else ""
    run = Run(title, reports.together(told), manifest, pages, edition, _lines(options.root), said)
    finish(ctx, options, (), told=summary(run), asked=True)


def _manifest(root: Path) -> Manifest | None:
    path = root / "output" / MANIFEST
    if not path.exists():
        return None
    try:
        return decoded(files.read_inside(root, path))
    except (OSError, ValueError, files.OutsideBriefError) as error:
        raise click.UsageError(f"`{path}` is no manifest of this program: {error}") from error


def _lines(root: Path) -> str:
    """The address of a file of the brief at the commit of this run, with `{path}` for it."""
    here, below = os.environ, "" if root == Path() else f"{root.as_posix().strip('/')}/"
    if {"GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_SHA"} <= here.keys():
        place = f"{here['GITHUB_SERVER_URL']}/{here['GITHUB_REPOSITORY']}/blob/{here['GITHUB_SHA']}"
    elif {"CI_PROJECT_URL", "CI_COMMIT_SHA"} <= here.keys():
        place = f"{here['CI_PROJECT_URL']}/-/blob/{here['CI_COMMIT_SHA']}"
    else:
        return ""
    return f"{place}/{quote(below)}{{path}}".replace(" ", "%20")
