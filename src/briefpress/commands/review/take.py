"""What reviewers exported from the desk in; sources/reviews.json with it, and what of it stands, out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click

from briefpress import files
from briefpress.commands._shared import Options, finish, run_pipeline
from briefpress.diagnostics import Diagnostic, Severity, finding
from briefpress.evidence.desk import review_files, reviews
from briefpress.ledger import Entry
from briefpress.running import Request

_OF_EVIDENCE = ("CLAIM", "EVID", "LINK", "LOCK", "SRC")
"""Families of findings that leave the ledger whole."""


@click.command("take", epilog="Example: briefpress review take ~/Downloads/river.review.json")
@click.argument("paths", metavar="[FILE]...", nargs=-1, type=click.Path(path_type=Path))
@click.pass_context
def command(ctx: click.Context, paths: tuple[Path, ...]) -> None:
    """Take reviews that were exported from the desk into sources/reviews.json.

    A claim keeps its last review. The review of a claim that has changed since is told and left out; without a FILE,
    those that the brief has are looked through so.
    """
    options = Options.of(ctx)
    report = run_pipeline(options, Request(options.root, until="verify"))
    # A section that can't be read has claims: their reviews would be taken for those of claims that are gone.
    broken = [d for d in report.diagnostics if d.severity is Severity.ERROR and not d.code.startswith(_OF_EVIDENCE)]
    if broken or report.project is None or report.manuscript is None:
        finish(ctx, options, broken or report.diagnostics)
    kept = reviews.of_brief(options.root)
    exports, found = _read(paths, report.project.name)
    found += kept.diagnostics
    if found:
        finish(ctx, options, found)
    given = [one for export in exports for one in export.kept]
    held = reviews.held([*kept.value, *given], report.manuscript.ledger)
    if given or kept.value:
        found = _write(options.root, review_files.written(held.stand))
    told = [_said(export) for export in exports]
    told += [f"left out: {said}" for _, said in held.told()]
    told.append(_standing(held.stand, report.manuscript.ledger))
    finish(ctx, options, found, told="" if found else "\n".join(told))


def _read(paths: Sequence[Path], name: str) -> tuple[list[review_files.Export], list[Diagnostic]]:
    """What the files hold that a desk of the brief of this name exported, and what is wrong with the others."""
    exports, found = [], []
    for path in dict.fromkeys(paths):
        data = b""
        try:
            with path.open("rb") as stream:
                data = stream.read(review_files.LARGEST + 1)
            export = review_files.exported(data)
        except OSError as error:
            said = f"`{path.as_posix()}` can't be read: {error.strerror or error}."
            found.append(finding("EVID031", said, None, "Name the file that the desk exported."))
            continue
        except review_files.UnreadableError as error:
            found.append(review_files.unreadable(error, path.as_posix(), data))
            continue
        if export.brief == name:
            exports.append(export)
        else:
            said = f"`{path.as_posix()}` is of the brief `{export.brief}`, and this one is `{name}`."
            found.append(
                finding("EVID031", said, None, "Name the folder of that brief: `briefpress -C DIR review take FILE`.")
            )
    return exports, found


def _write(root: Path, data: bytes) -> list[Diagnostic]:
    path = root / review_files.PATH
    try:
        files.replace_inside(root, path.parent, {path.name: data})
    except files.OutsideBriefError:
        said = f"`{review_files.PATH}` leads out of the brief's folder."
        return [finding("OUT001", said, None, "Make `sources` a folder.")]
    except OSError as error:
        hint = "Look at the rights of the folder, and at its room."
        return [finding("OUT001", f"`{review_files.PATH}` can't be written: {error.strerror or error}.", None, hint)]
    return []


def _said(export: review_files.Export) -> str:
    ticked, taken_back = sum(kept.ok for kept in export.kept), sum(kept.withdrawn for kept in export.kept)
    queried = len(export.reviews) - ticked - taken_back
    withdrawn = f", {taken_back} withdrawn" if taken_back else ""
    return f"{export.by}, {export.day}: {ticked} checked, {queried} queried{withdrawn}"


def _standing(stand: Sequence[review_files.Kept], ledger: Sequence[Entry]) -> str:
    by_claim = {kept.claim: kept.ok for kept in stand}
    marks = Counter(by_claim.get(reviews.mark_of(entry.claim)) for entry in ledger)
    return f"Of {len(ledger)} claims {marks[True]} are checked and {marks[False]} queried: {review_files.PATH}."
