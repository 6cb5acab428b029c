"""A request for the briefs of a series in; each made, several side by side, and what was found in all of them, out."""

from __future__ import annotations

import gc
import os
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path

import click

from briefpress import files, replacing
from briefpress.beside import Companion
from briefpress.diagnostics import Diagnostic, StageError, finding
from briefpress.look import look_of
from briefpress.model import Artifact, Project
from briefpress.running import Report, Request, printing
from briefpress.series import index, telling
from briefpress.series.table import Table, UnknownBriefError, chosen, table
from briefpress.variants import Absent, Row
from briefpress.why import Why

_EACH = 1 << 30
"""Bytes of memory that one more brief at a time may want."""


@dataclass(frozen=True, slots=True)
class Made:
    """What became of one brief: what was found, the files that were written, the parts that it hasn't, its artifacts."""

    row: Row
    found: tuple[Diagnostic, ...] = ()
    outputs: tuple[Path, ...] = ()
    absent: tuple[Absent, ...] = ()
    artifacts: tuple[Artifact, ...] = ()
    project: Project | None = None
    stages: tuple[Why, ...] = ()

    @property
    def said(self) -> str:
        """The names of the files that came out, in a line."""
        return ", ".join(path.name for path in self.outputs)


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
    made = _all(request, wanted, keep=keep)
    found = telling.told({one.row.name: one.found for one in made})
    if not names and all(one.project is not None for one in made):
        found += telling.nowhere([one.absent for one in made])
    outputs = tuple(path for one in made for path in one.outputs)
    whole = Whole(known, made, (*known.found, *found), outputs)
    return _indexed(request, whole, all_of_them=not names) if request.until == "build" else whole


def _all(request: Request, wanted: Sequence[Row], *, keep: bool) -> tuple[Made, ...]:
    """The briefs, with one Python that prints and one that draws for all of them."""
    gc.enable()  # of one brief circles don't add up, of many they do
    side = max(1, min(len(wanted), request.jobs, os.cpu_count() or 1, _free() // _EACH))
    say, turn = request.tell, threading.Lock()

    def teller(row: Row) -> Callable[[str], None]:
        def tell(step: str) -> None:
            with turn:
                say(f"{step} {row.name}")

        return tell

    with printing(request) as printer, Companion("Drawing the charts", 60) as drawer:
        from briefpress.pipeline import run

        def one(row: Row) -> Made:
            report = run(replace(request, row=row, tell=teller(row)), printer, drawer)
            return _made(row, report, keep=keep)

        with ThreadPoolExecutor(side, thread_name_prefix="briefpress-series") as pool:
            try:
                return tuple(pool.map(one, wanted))
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise


def _made(row: Row, report: Report, *, keep: bool) -> Made:
    absent = report.text.only("absent").absent if report.text else ()
    artifacts = report.artifacts if keep else ()
    return Made(row, report.diagnostics, report.outputs, absent, artifacts, report.project, report.stages)


def _free() -> int:
    """Bytes of memory that can be had, as far as the system tells."""
    try:
        told = dict(line.split(":", 1) for line in Path("/proc/meminfo").read_text("ascii").splitlines())
        return int(told["MemAvailable"].split()[0]) << 10
    except (OSError, KeyError, ValueError):
        return _EACH


def _indexed(request: Request, whole: Whole, *, all_of_them: bool) -> Whole:
    """The series with the page that lists its briefs, also those of earlier builds; and what is left of rows that
    are gone. Drafts and files for a press are on no page."""
    project = next((one.project for one in whole.made if one.project is not None), None)
    if whole.known is None or project is None or request.draft or request.variant != "screen":
        return whole
    output, own = request.output or request.root / "output", request.output is None
    found: list[Diagnostic] = []
    briefs = index.listed(output, whole.known)
    if not briefs:
        return whole
    try:
        pages = index.pages(whole.known, briefs, look_of(project))
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
