"""A request and the group's options in; the run's findings told, its progress shown, and the exit code, out."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from briefpress import files
from briefpress.diagnostics import Diagnostic, StageError, exit_code, in_order
from briefpress.model import BRIEF
from briefpress.reporters import Telling, clean, tell, write
from briefpress.running import Report, Request, printing

if TYPE_CHECKING:
    from briefpress.engines.validators import Verdict

STEPS = {
    "load": "Reading brief.yaml",
    "expand": "Reading the sections",
    "assemble": "Putting the sections together",
    "illustrate": "Making figures",
    "number": "Numbering",
    "collect": "Reading the sources",
    "trace": "Following figures to their sources",
    "verify": "Checking quotations",
    "cite": "Writing citations",
    "compare": "Comparing with the last edition",
    "attach": "Listing what it is made of",
    "draw": "Drawing charts",
    "print": "Printing the PDF",
    "inks": "Reading the profile of the press",
    "paper": "Making the page to print",
    "bind": "Making the EPUB",
    "page": "Making the web page",
    "type": "Writing the Word document",
    "cover": "Drawing the cover",
    "seal": "Marking the pages of the PDF in the EPUB",
    "desk": "Laying out the desk",
    "check": "Checking",
    "publish": "Publishing",
    "make": "Making the brief",
}


@dataclass(frozen=True, slots=True)
class Options:
    """The options that stand before the command; `beside` are the reports that go into files.

    `only` are the briefs of a series that are named: none where all are meant, None where a command is about one brief.
    """

    root: Path
    report: str
    quiet: bool
    beside: tuple[tuple[str, Path], ...] = ()
    only: tuple[str, ...] | None = None

    @classmethod
    def of(cls, ctx: click.Context) -> Options:
        """The options of a call."""
        return cls(**ctx.obj)


def formats_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """The option `--format`, which may stand several times."""
    choice = click.Choice(["pdf", "epub", "html", "docx"])
    words = "Make this format alone (repeatable; default: those of brief.yaml)."
    return click.option("--format", "formats", type=choice, multiple=True, help=words)(function)


def only_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """The option `--only`, which is kept beside those that stand before the command."""
    return _only(multiple=True, help="Of a series, this brief alone (repeatable; default: all).")(function)


def of_one_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """The option `--only` of a command that is about one brief."""
    return _only(help="Of a series, the brief that is meant.")(function)


def _only(**more: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    def keep(ctx: click.Context, _parameter: click.Parameter, names: tuple[str, ...] | str | None) -> None:
        ctx.obj = {**(ctx.obj or {}), "only": (names,) if isinstance(names, str) else names}

    return click.option("--only", metavar="NAME", expose_value=False, callback=keep, **more)


def strict_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """The option `--strict`."""
    return click.option("--strict", is_flag=True, help="Treat warnings as errors.")(function)


def variant_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options `--variant` and `--booklet`."""
    words = "Make the PDF for a screen, or for a press: PDF/X-4, NAME-print.pdf (default: screen)."
    booklet = click.option("--booklet", is_flag=True, help="With --variant print: lay the pages out as a booklet, too.")
    choice = click.Choice(["screen", "print"])
    return click.option("--variant", type=choice, default="screen", help=words)(booklet(function))


def pressed(request: Request, variant: str, *, booklet: bool) -> Request:
    """A request with what a press is to have. Raises UsageError where the options don't agree with each other."""
    if booklet and variant != "print":
        raise click.UsageError("--booklet is for a press: add --variant print.")
    if variant == "print" and request.formats and "pdf" not in request.formats:
        raise click.UsageError("--variant print is of the PDF: add --format pdf.")
    return replace(request, variant=variant, booklet=booklet)  # type: ignore[arg-type]  # Choice


@contextmanager
def progress(options: Options) -> Iterator[Callable[[str], None]]:
    """What shows how far a command has come: a line that changes on a terminal, plain lines in a log."""
    if options.quiet:
        yield lambda _: None
    elif sys.stderr.isatty() and not os.environ.get("CI"):
        from rich.console import Console

        with Console(stderr=True).status("Starting") as status:
            yield status.update
    else:
        yield lambda step: click.echo(f"{step} …", err=True)


def run_pipeline(options: Options, request: Request) -> Report:
    """Run the pipeline with its progress shown.

    Of a series that is the brief which is named; where none is, and the command may be about all, the report has what
    was found in them, and nothing else. Raises UsageError for a name that there isn't.
    """
    shared = request.until == "collect"
    if (options.only is None and not shared) or not is_series(request.root):
        if options.only:
            raise click.UsageError("--only is for a series, and brief.yaml has none.")
        with telling(options, request) as told:
            return _run(told)
    from briefpress.commands import _series

    with telling(options, request) as told:
        if options.only is None:
            # What the briefs rest on is the same for all.
            return _run(replace(told, row=_series.first(request.root)))
        if not options.only:
            # The artifacts of many briefs are more than a report has room for: `load` says so.
            return Report(_series.every(told, ()).found) if not request.renders else _run(told)
        try:
            row = _series.row_of(request.root, options.only)
        except StageError as error:
            return Report(error.diagnostics)
        return _run(replace(told, row=row))


@contextmanager
def telling(options: Options, request: Request) -> Iterator[Request]:
    """A request whose steps are shown as they begin, a step of several parts once."""

    def said(step: str) -> str:
        name, _, brief = step.partition(" ")
        return f"{STEPS.get(name, name)} {brief}".strip()

    last = ""
    with progress(options) as tell:

        def once(step: str) -> None:
            nonlocal last
            if said(step) != last:
                tell(said(step))
            last = said(step)

        yield replace(request, tell=once)


def is_series(root: Path) -> bool:
    """Whether a brief is the template of a series, as far as that can be seen without reading brief.yaml as YAML."""
    try:
        return _SERIES.search(files.read_inside(root, root / BRIEF)) is not None
    except (OSError, files.OutsideBriefError):
        return False


def of_no_series(found: Sequence[Diagnostic], why: str) -> list[Diagnostic]:
    """Findings, that of a series (SER006) with why a command that takes no `--only` isn't for one, and what is."""
    return [replace(one, hint=why) if one.code == "SER006" else one for one in found]


_SERIES = re.compile(rb"^series[ \t]*:", re.MULTILINE)


def _run(request: Request) -> Report:
    with printing(request) as printer:
        from briefpress.pipeline import run

        return run(request, printer)


def finish(
    ctx: click.Context,
    options: Options,
    diagnostics: Sequence[Diagnostic],
    outputs: Sequence[Path] = (),
    told: str = "",
    verdicts: Sequence[Verdict] = (),
    more: Mapping[str, object] | None = None,
    *,
    asked: bool = False,
    texts: Path | None = None,
) -> NoReturn:
    """Tell the findings and what a command has to show, and end with the exit code of the contract.

    What was `asked` for is told also where the command is to be quiet; `texts` is as in `Telling`.
    """
    colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    telling = Telling(in_order(diagnostics), outputs, options.root, colour, verdicts, more or {}, texts)
    if unwritten := write(options.beside, telling):
        telling = replace(telling, diagnostics=[*telling.diagnostics, *unwritten])
    text = tell(options.report, telling)
    if options.report == "text" and told and (asked or not options.quiet):
        click.echo(clean(told.rstrip("\n")))  # it may hold what a document says
        text = f"\n{text}" if text else ""
    click.echo(text, nl=False)
    ctx.exit(exit_code(telling.diagnostics))
