"""A DOCX that a reviewer sent back in; its comments and changes with their places, and the chosen ones made, out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from briefpress import files
from briefpress.commands._shared import Options, finish, run_pipeline
from briefpress.diagnostics import Diagnostic, Severity, StageError, finding
from briefpress.engines import reviewed as documents
from briefpress.engines.documents.refusal import UnreadableError
from briefpress.engines.reviewed.marked import Reviewed
from briefpress.reviewing import listing
from briefpress.reviewing.applying import Applied, applied
from briefpress.reviewing.reading import Review, reviewed
from briefpress.running import Request

_OF_TEXT = ("SECT", "CONF", "HTML")
"""Families of findings that keep a section from being read as it is meant."""


@click.command("read", epilog="Example: briefpress review read ~/Downloads/river.docx --apply t3 --apply t5")
@click.argument("path", metavar="FILE.docx", type=click.Path(path_type=Path))
@click.option("--apply", "ids", metavar="ID", multiple=True, help="Make this change, or `all` (repeatable).")
@click.option(
    "--apply-by", "authors", metavar="NAME", multiple=True, help="Make all changes of a reviewer (repeatable)."
)
@click.pass_context
def command(ctx: click.Context, path: Path, ids: tuple[str, ...], authors: tuple[str, ...]) -> None:
    """List a reviewer's comments and tracked changes with their places, and make those that you choose.

    Without --apply no file is touched. A change is made where its words are as they were when the document was sent;
    the section is read again, and nothing is written unless it has just what was chosen.
    """
    options = Options.of(ctx)
    document, found = _read(path)
    if document is None:
        finish(ctx, options, found)
    report = run_pipeline(options, Request(options.root, until="assemble"))
    if report.project is None or report.manuscript is None or report.library is None:
        finish(ctx, options, report.diagnostics)
    # A draft of `--draft` has a name of its own.
    if document.brief and document.brief.removesuffix("-draft") != report.project.name.removesuffix("-draft"):
        said = f"`{path.name}` is of the brief `{document.brief}`, and this one is `{report.project.name}`."
        hint = "Name the folder of that brief: `briefpress -C DIR review read FILE.docx`."
        finish(ctx, options, [finding("REV002", said, None, hint)])
    try:
        review = reviewed(document, report.project, report.manuscript, report.library, options.root)
    except StageError as error:
        finish(ctx, options, error.diagnostics)
    found = [d for d in report.diagnostics if d.severity is Severity.ERROR and d.code.startswith(_OF_TEXT)]
    if not (review.changes or review.remarks or review.untracked):
        said = f"`{path.name}` has no comment and no change."
        found.append(finding("REV003", said, None, "Look whether it is the file that the reviewer saved."))
    if ids or authors:
        _apply(ctx, options, review, ids, authors)
    if options.report in ("github", "sarif", "junit"):
        found += _remarks(review)
    more = {"review": listing.data(review, path.name)}
    finish(ctx, options, found, told=listing.told(review, path.name), more=more, asked=True)


def _read(path: Path) -> tuple[Reviewed | None, list[Diagnostic]]:
    named = f"`{path.as_posix()}`"
    try:
        with path.open("rb") as stream:
            data = stream.read(files.LARGEST + 1)
        if len(data) > files.LARGEST:
            raise UnreadableError(f"it has more than {files.LARGEST >> 20} MB", "Take its pictures out.")
        return documents.read(data), []
    except OSError as error:
        said = f"{named} can't be read: {error.strerror or error}."
        return None, [finding("REV001", said, None, "Name the DOCX that the reviewer sent.")]
    except UnreadableError as error:
        return None, [finding("REV001", f"{named} can't be read: {error}.", None, error.hint)]


def _apply(ctx: click.Context, options: Options, review: Review, ids: Sequence[str], authors: Sequence[str]) -> None:
    """Make the changes that are asked for, and end."""
    known = {one.change.id for one in review.changes} | {"all"}
    people = {one.change.by.author for one in review.changes}
    hint = "Without --apply, the command lists them with their numbers."
    found = [finding("REV008", f"The document has no tracked change `{id_}`.", None, hint)
             for id_ in ids if id_ not in known]  # fmt: skip
    hint = f"Who made some: {', '.join(sorted(people)) or 'nobody'}."
    found += [finding("REV008", f"No tracked change is by “{name}”.", None, hint)
              for name in authors if name not in people]  # fmt: skip
    if found:
        finish(ctx, options, found)
    asked = listing.chosen(review.changes, ids, authors)
    made = applied(review, asked, each="all" not in ids and not authors)
    found = [*made.diagnostics]
    outputs: Sequence[Path] = ()
    if made.files:
        try:
            outputs = _written(options.root, made)
        except files.OutsideBriefError as error:
            found.append(finding("OUT001", f"`{error}` leads out of the brief's folder.", None, "Put the file there."))
        except OSError as error:
            hint = "Look at the rights of the folder, and at its room. No file was changed."
            found.append(finding("OUT001", f"The sections can't be written: {error.strerror or error}.", None, hint))
    told = "".join(f"{one.span}: {one.change.id} is made.\n" for one in made.changes if outputs)
    more = {"review": {"made": [one.change.id for one in made.changes if outputs]}}
    finish(ctx, options, found, outputs, told=told, more=more)


def _written(root: Path, made: Applied) -> tuple[Path, ...]:
    """Write the sections as one. Where one is a link to a file in the brief, the file is written."""
    real = {files.inside(root, root / path).relative_to(root.resolve()).as_posix(): data
            for path, data in made.files.items()}  # fmt: skip
    return files.replace_inside(root.resolve(), root.resolve(), real)


def _remarks(review: Review) -> list[Diagnostic]:
    """Comments and changes as findings, for what shows those on the lines of a change."""
    found = []
    for one in review.remarks:
        who = one.comment.by.author or "A reviewer"
        replies = "".join(f" {reply.by.author or 'Somebody'} replied: {reply.text}" for reply in one.comment.replies)
        if not one.comment.resolved:
            found.append(finding("REV010", f"{who} says ({one.id}): {one.comment.text}{replies}", one.span))
    for change in review.changes:
        if change.state != "made":
            who = change.change.by.author or "A reviewer"
            said = f"{who} suggests ({change.change.id}): “{change.change.deleted}” → “{change.change.words}”."
            found.append(finding("REV011", said, change.span))
    return found
