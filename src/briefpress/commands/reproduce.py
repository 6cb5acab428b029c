"""The manifest of an edition in; whether the same comes out of the brief today, and what doesn't, out."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from briefpress.commands._shared import Options, finish, pressed, run_pipeline
from briefpress.diagnostics import has_errors
from briefpress.model import EDITIONS
from briefpress.reproducing import comparing, manifest
from briefpress.running import Request

_EPOCH = "SOURCE_DATE_EPOCH"


@click.command("reproduce", epilog="Example: briefpress reproduce editions/1.0/manifest.json")
@click.argument("manifest_", type=click.Path(path_type=Path), metavar="MANIFEST")
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Keep what is built here (default: it is thrown away).",
)
@click.pass_context
def command(ctx: click.Context, manifest_: Path, output: Path | None) -> None:
    """Build the brief anew as a manifest says, and compare what comes out, byte for byte.

    MANIFEST is a file, the folder that it stands in, or the number of an edition.

    What went in and is another is told first: files, engines, fonts. Where an artifact differs, the first difference is
    named, if the old one stands beside the manifest. Nothing is taken from the store.
    """
    options = Options.of(ctx)
    file = _file(ctx, options.root, manifest_)
    try:
        old = manifest.read(file.read_bytes())
    except manifest.ManifestError as error:
        raise click.BadParameter(str(error), ctx, param_hint="MANIFEST") from error
    if output is not None and output.resolve() == file.parent.resolve():
        raise click.UsageError("--output is where the old files stand: name another folder.")
    with tempfile.TemporaryDirectory() as aside, _epoch(old.options.epoch):
        _compare(ctx, options, old, file, output or Path(aside))


def _file(ctx: click.Context, root: Path, named: Path) -> Path:
    """The manifest that is meant by a file, a folder or the number of an edition."""
    from briefpress.provenance import MANIFEST

    places = (named, named / MANIFEST, root / EDITIONS / named / MANIFEST)
    found = next((path for path in places if path.is_file()), None)
    if found is None:
        said = f"There is no manifest `{named}`: name a file, a folder that has one, or the number of an edition."
        raise click.BadParameter(said, ctx, param_hint="MANIFEST")
    return found


@contextmanager
def _epoch(seconds: int | None) -> Iterator[None]:
    """The time of the edition, as the build that made it was told it; what this one was told, afterwards."""
    before = os.environ.pop(_EPOCH, None)
    if seconds is not None:
        os.environ[_EPOCH] = str(seconds)
    try:
        yield
    finally:
        os.environ.pop(_EPOCH, None)
        if before is not None:
            os.environ[_EPOCH] = before


def _compare(ctx: click.Context, options: Options, old: manifest.Recorded, file: Path, folder: Path) -> None:
    from briefpress.stages.publish import manifest_name

    wish = Request(options.root, formats=old.options.formats, output=folder, draft=old.options.draft, anew=True)
    press = old.options.variant == "print"
    report = run_pipeline(options, pressed(wish, old.options.variant, booklet=old.options.booklet and press))
    if report.edition is None or not report.outputs:
        finish(ctx, options, [*comparing.inputs_on_disk(old, options.root), *report.diagnostics])
    new = manifest.read((folder / manifest_name(report.edition)).read_bytes())
    went_in = list(comparing.inputs(old, new, options.root))
    results = comparing.outputs(old, new, file.parent, folder)
    found = [*went_in, *comparing.findings(results)]
    told = [_inputs_told(len(went_in), len(old.inputs) + len(old.versions))]
    told += [f"{'same' if result.same else 'differs':<8} {result.name}" for result in results]
    finish(ctx, options, found, told="\n".join(told), more={"reproduced": not has_errors(found)})


def _inputs_told(another: int, count: int) -> str:
    if not another:
        return f"All that went in is what the manifest names ({count} files, engines and fonts)."
    return f"What went in isn't what the manifest names: {another} of {count} files, engines and fonts (REPR002)."
