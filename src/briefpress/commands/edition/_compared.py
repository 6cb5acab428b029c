"""The editions that a command names in; their texts, out: what the sources say now, where no second one is named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import click

from briefpress.commands._shared import Options, finish, run_pipeline
from briefpress.diagnostics import Diagnostic, StageError, finding
from briefpress.editions import shelf, substance
from briefpress.editions.changes import Changes, changes
from briefpress.editions.record import EditionRecord
from briefpress.editions.text import EditionText, text_of
from briefpress.model import Project, ResolvedManuscript
from briefpress.running import Request
from briefpress.wording import language

SINCE = "+"
"""What stands behind the number of an edition where its sources have changed since, and nobody gave them a number."""


@dataclass(frozen=True, slots=True)
class Side:
    """An edition to compare: its number, its text, its marks; `resolved` where it is what the sources say now."""

    number: str
    text: EditionText
    marks: Mapping[str, str]
    resolved: ResolvedManuscript | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """Two editions of a brief, and what was found in reading its sources."""

    project: Project
    old: Side
    new: Side
    found: tuple[Diagnostic, ...] = ()

    @property
    def changes(self) -> Changes:
        """What changed from the one to the other."""
        return changes(self.old.text, self.new.text, substance.particulars(self.old.marks, self.new.marks))

    @property
    def title(self) -> str:
        """What the comparison of the two is called, in the brief's language."""
        words = language(self.project.brief.lang).words.changes
        return words.title.format(old=self.old.number, new=self.new.number)


def compared(ctx: click.Context, old: str | None, new: str | None) -> Compared:
    """The editions of these numbers. Without the first, the one before the second, or the last one that was published.

    Ends the command where one isn't there (EDIT010, EDIT021) or can't be read, and where the sources have errors that
    keep them from being read. Other findings are the caller's to tell.
    """
    options = Options.of(ctx)
    try:
        return _published(options, old, new) if new is not None else _against_sources(ctx, options, old)
    except StageError as error:
        finish(ctx, options, error.diagnostics)


def _published(options: Options, old: str | None, new: str) -> Compared:
    from briefpress.stages.load import load

    loaded = load(options.root)
    root = loaded.value.root
    record = _named(shelf.editions(root), new)
    before = _before(loaded.value, old, new)
    was, now = (_side(root, one) for one in (before, record))
    return Compared(loaded.value, was, now, loaded.diagnostics)


def _against_sources(ctx: click.Context, options: Options, old: str | None) -> Compared:
    report = run_pipeline(options, Request(options.root, until="cite"))
    if report.project is None or report.resolved is None:
        finish(ctx, options, report.diagnostics)
    project, number = report.project, str(report.project.brief.edition or "")
    before = _before(project, old, "")
    # What the sources say is another text than the edition that has its number, until it is published again.
    called = number if number and number != before.number else f"{before.number}{SINCE}"
    new = Side(called, text_of(report.resolved), substance.record_of(project.brief), report.resolved)
    return Compared(project, _side(project.root, before), new, report.diagnostics)


def _side(root: Path, record: EditionRecord) -> Side:
    return Side(record.number, shelf.text(root, record), record.marks)


def _before(project: Project, old: str | None, new: str) -> EditionRecord:
    if old is not None:
        return _named(shelf.editions(project.root), old)
    published = shelf.editions(project.root)
    numbers = [record.number for record in published]
    earlier = published[: numbers.index(new)] if new in numbers else published
    if not earlier:
        hint = "Publish one first: `briefpress edition publish`."
        raise StageError(finding("EDIT021", "There is no earlier edition to compare with.", None, hint))
    return earlier[-1]


def _named(published: tuple[EditionRecord, ...], number: str) -> EditionRecord:
    numbers = [record.number for record in published]
    if number not in numbers:
        there = f"There are: {', '.join(numbers)}." if numbers else "Publish one: `briefpress edition publish`."
        raise StageError(finding("EDIT010", f"There is no edition {number}.", None, there))
    return published[numbers.index(number)]
