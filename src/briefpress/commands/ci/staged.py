"""What git has staged of the brief in; what is wrong in that, and with that, out."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import click

from briefpress.commands._shared import Options, finish, run_pipeline
from briefpress.diagnostics import Diagnostic, Severity, finding
from briefpress.engines import repository
from briefpress.running import Request


@click.command("staged", epilog="Example: briefpress ci staged")
@click.pass_context
def command(ctx: click.Context) -> None:
    """Check what git has staged of the brief, and that alone: nothing is rendered.

    The files are taken from git's index, not from the folder. Told is what is wrong in files that are staged, and each
    error in another that the last commit doesn't have: a source that was taken out while a section cites it.
    """
    options = Options.of(ctx)
    changed = repository.staged(options.root)
    if changed is None:
        hint = "Make it one: `git init`. If it is one, install git."
        finish(ctx, options, [finding("CI002", "There is no git repository here, so nothing is staged.", None, hint)])
    if not changed:
        finish(ctx, options, (), told="Nothing of the brief is staged.")
    with _as_git_has_it(options, repository.write_index) as brief:
        if brief is None:
            hint = "`git status` may say why: a merge that isn't done has no one text of a file."
            finish(ctx, options, [finding("CI002", "git can't write down what is staged.", None, hint)])
        said = f"{len(changed)} staged file{'s' * (len(changed) > 1)} of the brief checked."
        finish(ctx, options, _told(options, brief, changed), told=said, texts=brief)


def _told(options: Options, brief: Path, changed: Collection[str]) -> list[Diagnostic]:
    """What is wrong in the files that changed, and what is newly wrong in others."""
    found = _found(replace(options, root=brief))
    told = [d for d in found if d.span is not None and d.span.path in changed]
    elsewhere = [d for d in found if d.severity is Severity.ERROR and d not in told]
    if elsewhere:
        with _as_git_has_it(options, repository.write_commit) as before:
            told += _new(elsewhere, _found(replace(options, root=before, quiet=True)) if before else ())
    return told


@contextmanager
def _as_git_has_it(options: Options, write: Callable[[Path, Path], bool]) -> Iterator[Path | None]:
    """A folder with the brief as git has it; None where git can't write it down."""
    with tempfile.TemporaryDirectory(prefix="briefpress-") as aside:
        yield Path(aside) / "brief" if write(options.root, Path(aside)) else None


def _found(options: Options) -> Sequence[Diagnostic]:
    return run_pipeline(replace(options, only=()), Request(options.root, until="cite")).diagnostics


def _new(found: Sequence[Diagnostic], before: Collection[Diagnostic]) -> list[Diagnostic]:
    """The findings that weren't there before, wherever in its file each stood."""
    known = Counter(_known_by(d) for d in before)
    out = []
    for diagnostic in found:
        known[_known_by(diagnostic)] -= 1
        if known[_known_by(diagnostic)] < 0:
            out.append(diagnostic)
    return out


def _known_by(diagnostic: Diagnostic) -> tuple[str, str, str]:
    return diagnostic.code, diagnostic.span.path if diagnostic.span else "", diagnostic.message
