"""A request for the briefs of a series in; what became of each, the page that lists them, and all findings, out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import click

from briefpress import files, replacing
from briefpress.commands._crew import Made, briefs
from briefpress.diagnostics import Diagnostic, StageError, finding
from briefpress.look import look_of
from briefpress.running import Request
from briefpress.series import index, telling
from briefpress.series.table import Table, UnknownBriefError, chosen, table
from briefpress.variants import Row


@dataclass(frozen=True, slots=True)
class Whole:
    """What became of a series: its table, or None where it can't be read, its briefs, and all that was found, once."""

    known: Table | None = None
    made: tuple[Made, ...] = ()
    found: tuple[Diagnostic, ...] = ()
    outputs: tuple[Path, ...] = field(default=())


def row_of(root: Path, names: Sequence[str]) -> Row:
    """The row of the one brief that is named. Raises StageError where the table can't be read, UsageError as `rows`."""
    found = rows(table(root), names)
    if len(found) != 1:
        raise click.UsageError("This command is about one brief: name one with --only.")
    return found[0]


def first(root: Path) -> Row | None:
    """The first row; None where there is none, or the table can't be read, which whoever makes its briefs tells."""
    try:
        return next(iter(table(root).rows), None)
    except StageError:
        return None


def rows(known: Table, names: Sequence[str]) -> tuple[Row, ...]:
    """The rows of the briefs that are named, or all. Raises UsageError for a name that there isn't."""
    try:
        return chosen(known, names)
    except UnknownBriefError as error:
        like = f" Did you mean `{error.like}`?" if error.like else ""
        raise click.UsageError(f"The series has no brief `{error.name}`.{like}") from error


def every(request: Request, names: Sequence[str], *, keep: bool = False) -> Whole:
    """Make the briefs of a series that are named, or all of them, as far as is asked for.

    One that can't be made keeps no other from it. The artifacts are in the outcome where they are to be kept. Raises
    UsageError as `rows`.
    """
    try:
        known = table(request.root)
    except StageError as error:
        return Whole(found=error.diagnostics)
    wanted = rows(known, names)
    made = briefs(request, wanted, keep=keep)
    found = telling.told({one.row.name: one.found for one in made})
    if not names and all(one.project is not None for one in made):
        found += telling.nowhere([one.absent for one in made])
    outputs = tuple(path for one in made for path in one.outputs)
    whole = Whole(known, made, (*known.found, *found), outputs)
    return _indexed(request, whole, all_of_them=not names) if request.until == "build" else whole


def _indexed(request: Request, whole: Whole, *, all_of_them: bool) -> Whole:
    """The series with the page that lists its briefs, also those of earlier builds; and what is left of rows that
    are gone. Drafts and files for a press are on no page."""
    project = next((one.project for one in whole.made if one.project is not None), None)
    if whole.known is None or project is None or request.draft or request.variant != "screen":
        return whole
    output, own = request.output or request.root / "output", request.output is None
    found: list[Diagnostic] = []
    there = index.listed(output, whole.known)
    if not there:
        return whole
    try:
        pages = index.pages(whole.known, there, look_of(project))
        written = replacing.replace_together(output, pages, request.root if own else None)
    except (OSError, files.OutsideBriefError) as error:
        return replace(whole, found=(*whole.found, finding("OUT001", *files.unwritable(output, error))))
    if all_of_them:
        hint = "Delete the folder, if nobody is led to it any more."
        found = [
            finding("SER008", f"`{(output / name).as_posix()}` is of no row of the table.", None, hint)
            for name in index.left_over(output, whole.known)
        ]
    return replace(whole, found=(*whole.found, *found), outputs=(*whole.outputs, *written))
