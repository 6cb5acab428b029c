"""A call of `data` in; the brief as far as data is concerned, and what was found about that, out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

import click

from briefpress import files, shortreference
from briefpress.commands._shared import Options, finish, run_pipeline
from briefpress.data.record import Recorded, recorded
from briefpress.diagnostics import Diagnostic
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


def brief_of(ctx: click.Context) -> Brief:
    """The brief of a call, read as far as its figures are numbered; ends the command where it can't be read.

    Of the findings those about data stay: `build` tells the others.
    """
    options = Options.of(ctx)
    report = run_pipeline(options, Request(options.root, until="assemble"))
    if report.project is None or report.library is None:
        finish(ctx, options, report.diagnostics)
    found = tuple(d for d in report.diagnostics if d.code.startswith(_OURS))
    return Brief(options.root, report.project, report.library, report.traced, found)


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
