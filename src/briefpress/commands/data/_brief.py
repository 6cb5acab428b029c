"""A call of `data` in; the brief as far as data is concerned, and what was found about that, out."""

from __future__ import annotations

import gc
from collections.abc import Iterable
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path

import click

from briefpress import files, shortreference
from briefpress.commands._shared import Options, finish, is_series, run_pipeline
from briefpress.data.record import Recorded, recorded
from briefpress.diagnostics import Diagnostic, StageError
from briefpress.keeping.datarecords import data_files
from briefpress.made import Traced
from briefpress.model import Library, Project
from briefpress.running import Request

_OURS = ("DATA", "VAL")


@dataclass(frozen=True, slots=True)
class Brief:
    """A brief as `data` sees it."""

    root: Path
    project: Project
    library: Library
    traced: tuple[Traced, ...]
    found: tuple[Diagnostic, ...]

    @property
    def files(self) -> list[str]:
        """Each file of data: those in sources/data, and what is used from elsewhere; by their paths."""
        used = {file.path for one in self.traced for file in one.files}
        return sorted({*data_files(self.root), *used})

    def uses(self, path: str) -> list[Traced]:
        """What is made of a file."""
        return [one for one in self.traced if any(file.path == path for file in one.files)]

    def reference(self, key: str) -> str:
        """A work of the bibliography, by its key, in one line."""
        known = self.library.records.get(key)
        if known is None:
            return f"{key}, which the bibliography hasn't"
        parts = (shortreference.who_and_when(known), shortreference.title(known), shortreference.address(known))
        return ", ".join(part for part in (key, *parts) if part)


def brief_of(ctx: click.Context, *, every: bool = False) -> Brief:
    """The brief of a call, read as far as its figures are numbered; ends the command where it can't be read.

    Of the findings those about data stay: `build` tells the others. Of a series it is the one that is named; where none
    is, and the command may be about `every` one, what is made of data in any of them, each place once.
    """
    options = Options.of(ctx)
    if every and options.only is None and is_series(options.root):
        return _of_series(ctx, options)
    report = run_pipeline(options, Request(options.root, until="assemble"))
    if report.project is None or report.library is None:
        finish(ctx, options, report.diagnostics)
    found = tuple(d for d in report.diagnostics if d.code.startswith(_OURS))
    return Brief(options.root, report.project, report.library, report.traced, found)


def _of_series(ctx: click.Context, options: Options) -> Brief:
    from briefpress.series import telling
    from briefpress.series.table import table

    try:
        rows = table(options.root).rows
    except StageError as error:
        finish(ctx, options, error.diagnostics)
    if not options.quiet:
        click.echo("Looking at every brief …", err=True)
    gc.enable()  # of one brief circles don't add up, of many they do
    silent = replace(options, quiet=True)
    reports = {row.name: run_pipeline(silent, Request(options.root, until="assemble", row=row)) for row in rows}
    found = telling.told({name: report.diagnostics for name, report in reports.items()})
    one = next((report for report in reports.values() if report.project and report.library), None)
    if one is None or one.project is None or one.library is None:
        finish(ctx, options, found)
    uses = {(use.kind, use.name, use.place): use for report in reports.values() for use in report.traced}
    ours = tuple(d for d in found if d.code.startswith(_OURS))
    return Brief(options.root, one.project, one.library, tuple(uses.values()), ours)


def chosen(root: Path, names: Iterable[str], known: list[str]) -> list[str]:
    """Files as they were named, by their paths from the brief's folder or from here, or by their bare names.

    Raises UsageError for one that isn't known.
    """
    out = []
    for name in names:
        ways = (files.relative(root, root / name), files.relative(root, Path.cwd() / name))
        bare = [path for path in known if Path(path).name == name]
        path = next((way for way in ways if way in known), bare[0] if len(bare) == 1 else None)
        if path is None and len(bare) > 1:
            raise click.UsageError(
                f"Several files of data are called `{name}`: {', '.join(bare)}. Name one by its path."
            )
        if path is None:
            like = get_close_matches(name, [*known, *(Path(p).name for p in known)], n=1)
            hint = f"Did you mean `{like[0]}`?" if like else "`briefpress data list` lists them."
            raise click.UsageError(f"The brief has no file of data `{name}`. {hint}")
        out.append(path)
    return list(dict.fromkeys(out))


def standing(root: Path, path: str) -> tuple[str, Recorded | None]:
    """How a file stands to its record, in a word or two, and the record."""
    noted, digest = recorded(root, path), files.as_watched(root, path)
    if digest == files.ABSENT:
        return "not here", noted
    if noted is None:
        return "no record", None
    if noted.record is None:
        return "faulty record", noted
    return ("current" if noted.record.sha256 == digest else "changed"), noted


def uses_in_words(count: int) -> str:
    """How often a file is used."""
    return {0: "not used", 1: "used once", 2: "used twice"}.get(count, f"used {count} times")
