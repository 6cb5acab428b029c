"""What the publisher says of the next edition in; its folder in editions/, and the settings that name it, out."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefpress import cache, files
from briefpress.commands._shared import Options, finish, of_no_series, run_pipeline, strict_option
from briefpress.dates import hint, now, today
from briefpress.diagnostics import Diagnostic, StageError, finding, has_errors
from briefpress.editions.record import FOLDER, RECORD, TEXT, EditionRecord
from briefpress.engines.git import ignored
from briefpress.folderlock import turn
from briefpress.model import BRIEF
from briefpress.running import Report, Request, settled

if TYPE_CHECKING:
    from briefpress.editions.planning import Plan, Wish
    from briefpress.editions.settingslines import Settings
    from briefpress.model import CheckedEdition, Project


def _day(ctx: click.Context, parameter: click.Parameter, value: str) -> datetime.date | None:  # noqa: ARG001
    try:
        return datetime.date.fromisoformat(value) if value else None
    except ValueError:
        raise click.BadParameter(f"`{value}` is no day. {hint(value)}") from None


def _given(ctx: click.Context, parameter: click.Parameter, value: str) -> str:
    from click.core import ParameterSource

    if not value.strip() and ctx.get_parameter_source(parameter.name or "") is not ParameterSource.DEFAULT:
        raise click.BadParameter("It is empty. Leave the option out, and the number is found.")
    return value


@click.command(
    "publish", epilog="Example: briefpress edition publish --kind correction --note 'Table 2 had a wrong year.'"
)
@click.option("--kind", type=click.Choice(["update", "correction", "retraction"]),
              help="What it is to the last one (default: what brief.yaml says, or an update).")  # fmt: skip
@click.option("--note", default="", metavar="TEXT", help="What readers are told of the change.")
@click.option(
    "--number",
    default="",
    metavar="N",
    callback=_given,
    help="Its number (default: brief.yaml's, or the one that follows).",
)
@click.option("--date", default="", metavar="DATE", callback=_day, help="Its day (default: today).")
@strict_option
@click.pass_context
def command(
    ctx: click.Context, kind: str | None, note: str, number: str, date: datetime.date | None, strict: bool
) -> None:
    """Freeze what `build` gives as an edition: its files, its manifest and its text, in editions/NUMBER.

    The first edition is what brief.yaml says. For a later one, brief.yaml gets the number that follows, and a line
    that says what the edition is to the last one. All or nothing: where the build fails, everything is as it was.
    """
    from briefpress.editions.planning import Wish

    options = Options.of(ctx)
    wish = Wish(today(), kind, " ".join(note.split()), number, date)  # type: ignore[arg-type]  # Choice
    try:
        with _turn(options.root):
            record, outputs, found = _published(options, wish, strict=strict)
    except StageError as error:
        finish(ctx, options, of_no_series(error.diagnostics, _NO_SERIES))
    told = f"Edition {record.number} is published, in {FOLDER}/{record.number}. Commit it, and {BRIEF}."
    finish(ctx, options, found, outputs, told, more={"edition": record.number, "kind": record.kind})


_NO_SERIES = (
    "A series has no editions: `briefpress build` makes its briefs, each with a manifest. Commit `output/`, or keep it."
)


def _published(
    options: Options, wish: Wish, *, strict: bool
) -> tuple[EditionRecord, tuple[Path, ...], tuple[Diagnostic, ...]]:
    """The record of the new edition, what was written, and what was found on the way."""
    from briefpress.editions import freezing, shelf
    from briefpress.editions.pages import pages_of
    from briefpress.editions.planning import plan
    from briefpress.look import look_of
    from briefpress.stages.load import load

    loaded = load(options.root)
    root = loaded.value.root
    if has_errors(loaded.diagnostics):
        raise StageError(*loaded.diagnostics)
    before = shelf.editions(root)
    planned = plan(loaded.value, before, wish)
    path = root / BRIEF
    # The build sees brief.yaml as it is to be; whatever ends it leaves the file as it was.
    with files.instead(path, _changed(loaded.value, files.read_inside(root, path), planned.settings)):
        formats = loaded.value.brief.formats
        report = run_pipeline(options, Request(options.root, until="check", formats=formats, strict=strict))
        project = report.project
        if project is None or report.edition is None or has_errors(report.diagnostics):
            raise StageError(*report.diagnostics)
        record, contents = _frozen(report.edition, report, planned, before)
        pages = pages_of(project.brief, look_of(project), (*before, record))
    found = (*report.diagnostics, *settled(_ahead(record), project.brief, strict=strict))
    if has_errors(found):
        raise StageError(*found)
    with _settings(loaded.value, planned.settings):
        frozen = freezing.freeze(root, record, contents)
    # They follow from the editions, and are written anew with the next where they can't be now.
    written = (*frozen, *freezing.put_pages(root, pages))
    return record, written, (*found, *settled(_left_out(root, written), project.brief, strict=False))


def _left_out(root: Path, written: Collection[Path]) -> tuple[Diagnostic, ...]:
    """A finding for files of the shelf that no commit would have."""
    names = ignored(root, [files.relative(root, path) for path in written])
    if not names:
        return ()
    more = f" and {len(names) - 1} more" if len(names) > 1 else ""
    hint = f"Commit them all the same: `git add -f -- {FOLDER}`. Or take the rule out that they fall under."
    return (finding("EDIT013", f"git ignores `{names[0]}`{more}.", None, hint),)


def _ahead(record: EditionRecord) -> tuple[Diagnostic, ...]:
    """A finding for an edition of a day that hasn't come anywhere on earth."""
    if record.day <= (now() + datetime.timedelta(days=1)).isoformat():
        return ()
    said = f"Edition {record.number} is of {record.day}, which is still to come; none can be published before it now."
    hint = f"Was that day meant? If not, take {FOLDER}/{record.number} away, and give another: `--date DATE`."
    return (finding("EDIT012", said, None, hint),)


_PATIENCE = 120.0
"""Seconds for which one waits until another has published an edition of the same brief."""


@contextmanager
def _turn(root: Path) -> Iterator[None]:
    """The turn to publish an edition of a brief, whose brief.yaml says its number. Raises StageError (OUT001)."""
    from briefpress.editions import freezing

    # Not a folder that anything is written into meanwhile, which has locks of its own.
    folder = (root / cache.FOLDER).parent
    with ExitStack() as held:
        if (root / BRIEF).is_file():
            try:
                files.inside(root, folder)
                folder.mkdir(exist_ok=True)
                alone = held.enter_context(turn(folder, _PATIENCE))
            except (OSError, files.OutsideBriefError) as error:
                raise StageError(finding("OUT001", *files.unwritable(folder, error))) from error
            if alone:
                freezing.clear(root)
        yield


def _frozen(
    edition: CheckedEdition, report: Report, plan: Plan, before: tuple[EditionRecord, ...]
) -> tuple[EditionRecord, dict[str, bytes]]:
    """The record of an edition and its files. Raises StageError (EDIT005) where nothing asks for one."""
    from briefpress import provenance
    from briefpress.editions import freezing, pictures, shelf, substance, text
    from briefpress.editions.pages import PAGE
    from briefpress.look import look_of
    from briefpress.stages.publish import files_of

    resolved, project = report.resolved, edition.project
    if resolved is None:
        raise StageError(*report.diagnostics)
    marks = substance.marks_of(resolved, look_of(project), provenance.engines())
    if before and not plan.meant:
        last = shelf.text(project.root, before[-1])
        verdict = substance.compared(resolved, marks, before[-1], last, revised=False)
        if not verdict.changed:
            hint = "To publish it all the same, say what it is: `edition publish --kind update --note TEXT`."
            raise StageError(finding("EDIT005", verdict.said, None, hint))
    kept = pictures.kept(resolved, report.drawings)
    made = files_of(edition)
    _apart(project, made, {PAGE, RECORD, TEXT, *kept})
    contents = {**made, TEXT: text.encoded(text.text_of(resolved)), **kept}
    return freezing.record_of(project, plan, len(before) + 1, contents, marks), contents


def _apart(project: Project, made: Collection[str], own: Collection[str]) -> None:
    """Raise StageError (EDIT011) where a file that was made is called as one that an edition has of its own."""
    taken = {name.casefold() for name in own}
    if like := next((name for name in made if name.casefold() in taken), ""):
        said = f"`{like}` is what an edition calls a file of its own, which would be written over it."
        hint = "Give the files of the brief another name: `name` in brief.yaml."
        raise StageError(finding("EDIT011", said, project.mark("name"), hint))


def _changed(project: Project, data: bytes, settings: Settings) -> bytes:
    """brief.yaml with other settings. Raises StageError (EDIT006) where they can't be written into it."""
    from briefpress.editions import settingslines

    if not settings:
        return data
    try:
        return settingslines.changed(data, settings)
    except settingslines.NotChangedError as error:
        said = "brief.yaml is written in a way in which its settings can't be changed for you."
        hint = f"Write into it yourself: `{settingslines.as_lines(settings)}`. Then publish again."
        raise StageError(finding("EDIT006", said, project.mark("edition"), hint)) from error


@contextmanager
def _settings(project: Project, settings: Settings) -> Iterator[None]:
    """Write other settings into brief.yaml; where what follows fails, it gets back those that it had.

    They are written before the edition stands: where power fails between the two, publishing once more does what was
    meant. Raises StageError (EDIT006, OUT001) where they can't be written.
    """
    path = files.inside(project.root, project.root / BRIEF)
    before = files.read_inside(project.root, path)
    after = _changed(project, before, settings)
    if after != before:
        _replaced(path, after)
    try:
        yield
    except BaseException:
        # What somebody wrote into it meanwhile is theirs.
        if after != before and path.read_bytes() == after:
            _replaced(path, before)
        raise


def _replaced(path: Path, data: bytes) -> None:
    try:
        files.replace_all(path.parent, {path.name: data})
    except OSError as error:
        raise StageError(finding("OUT001", *files.unwritable(path.parent, error))) from error
