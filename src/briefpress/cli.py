"""The words of a command line in; the command that they name, imported only then, out."""

from __future__ import annotations

import errno
import os
import signal
import sys
from pathlib import Path
from types import FrameType
from typing import Any, TextIO

import click

from briefpress import __version__
from briefpress.lazygroup import LazyGroup

COMMANDS = {
    "new": "Make a folder with a brief that builds.",
    "import": "Make sections of documents of other programs.",
    "build": "Make the PDF, the EPUB and the web page.",
    "source": "Keep the documents behind the sources, and look at them again.",
    "data": "Keep the records of the data, trace figures to their sources, fetch it again.",
    "assemble": "Read the sections and show what is in them.",
    "verify": "Compare quotations and figures with the documents behind them.",
    "review": "Take what reviewers say, on the desk or in Word, into the brief.",
    "cite": "Show what is cited, where, and how it will read.",
    "render": "Make the artifacts without putting them into output/.",
    "check": "Make the artifacts and let every validator here look at them.",
    "reproduce": "Build an edition anew by its manifest, and name the first difference.",
    "edition": "Publish editions of the brief, and look at those that were.",
    "links": "Ask the web which addresses in the brief are dead or have moved.",
    "ci": "Set up the job that rebuilds the brief, and what its steps call.",
    "styles": "List the house styles, make their specimens, find citation styles.",
    "explain": "Tell what a code such as CITE001 means.",
    "doctor": "Tell what this machine lacks, and how to get it.",
    "clean": "Empty the cache.",
    "completion": "Print the script that completes commands in your shell.",
}


FORMS = ("text", "json", "sarif", "github", "junit", "codequality")
"""The forms of a report (`reporters`), which help must not wait for."""


class _Told(click.ParamType):  # type: ignore[type-arg]  # Click 8.1 has no parameter there
    """A form of report, and the file that it goes into, if it goes into one."""

    name = "form"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, Path | None]:
        form, parted, file = value.partition("=")
        if form not in FORMS:
            self.fail(f"`{form}` is no form of a report: it is one of {', '.join(FORMS)}.", param, ctx)
        if parted and not file:
            self.fail(f"Name the file: `{form}=FILE`.", param, ctx)
        return form, Path(file) if file else None


@click.command(
    cls=LazyGroup,
    commands_of=COMMANDS,
    package="briefpress.commands",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Example: briefpress new my-brief && briefpress -C my-brief build",
)
@click.option(
    "-C",
    "root",
    type=click.Path(path_type=Path),
    default=Path(),
    metavar="DIR",
    help="The brief's folder (default: here).",
)
@click.option(
    "--report",
    "reports",
    type=_Told(),
    multiple=True,
    metavar="FORM[=FILE]",
    help="How findings are told: text (default), json, sarif, github, junit or codequality. With =FILE they are told "
    "there; repeatable.",
)
@click.option("-q", "--quiet", is_flag=True, help="Say only what is wrong.")
@click.version_option(__version__, prog_name="briefpress")
@click.pass_context
def main(ctx: click.Context, root: Path, reports: tuple[tuple[str, Path | None], ...], quiet: bool) -> None:
    """Turn Markdown sections and sources into a policy brief: a PDF, an EPUB and a web page."""
    here = [form for form, file in reports if file is None]
    if len(here) > 1:
        raise click.UsageError(f"Standard output takes one report: write another into a file, `{here[1]}=FILE`.")
    beside = tuple((form, file) for form, file in reports if file is not None)
    ctx.obj = {"root": root, "report": here[0] if here else "text", "quiet": quiet, "beside": beside}
    _asked.update(ctx.obj)


_asked: dict[str, Any] = {"root": Path(), "report": "text", "beside": ()}
"""The options before the command, for what goes wrong outside of it."""

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM)


class _Outlet:
    """A standard stream that doesn't mind when whoever read it has had enough."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        # What an author's file is called, or holds, needn't be what this terminal can show.
        stream.reconfigure(errors="replace")  # type: ignore[attr-defined]  # a TextIOWrapper

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        """Write, to nowhere once nobody reads."""
        try:
            return self._stream.write(text)
        except BrokenPipeError:
            self._close()
            return len(text)

    def flush(self) -> None:
        """Flush, to nowhere once nobody reads."""
        try:
            self._stream.flush()
        except BrokenPipeError:
            self._close()

    def _close(self) -> None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), self._stream.fileno())


def _interrupt(_number: int, frame: FrameType | None) -> None:
    """Interrupt, but never in the midst of an import: its lock would not be given back, and a thread wait for ever.

    Until the program ends it is done again: a library in C may pass over it (msgspec does, where it hashes types).
    """
    signal.setitimer(signal.ITIMER_REAL, 1)
    while frame is not None:
        if frame.f_code.co_filename.startswith("<frozen importlib"):
            signal.setitimer(signal.ITIMER_REAL, 0.02)
            return
        frame = frame.f_back
    raise KeyboardInterrupt


def run() -> None:
    """The door of the program: it ends with the exit code of the contract, and a failure of ours is told as one."""
    if hasattr(signal, "setitimer") and signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _interrupt)
        signal.signal(signal.SIGALRM, _interrupt)
    sys.stdout, sys.stderr = _Outlet(sys.stdout), _Outlet(sys.stderr)
    try:
        code = main(prog_name="briefpress", standalone_mode=False)
    except click.exceptions.Exit as done:
        code = done.exit_code
    except (click.Abort, KeyboardInterrupt):
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, 0)
        click.echo("Interrupted.", err=True)
        code = 130
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except Exception as error:  # noqa: BLE001  # the one place where a bug of ours becomes a sentence
        code = _failed(error)
    sys.stdout.flush()
    sys.exit(code or 0)


def _failed(error: Exception) -> int:
    """Tell what no stage could: a machine that is short of something, or a bug of ours."""
    code, message, hint = _explained(error)
    if os.environ.get("BRIEFPRESS_DEBUG"):
        import traceback

        traceback.print_exception(error)
    try:
        from briefpress.diagnostics import exit_code, finding
        from briefpress.reporters import Telling, tell, write

        told = finding(code, message, None, hint)
        telling = Telling([told], [], _asked["root"])
        click.echo(tell(_asked["report"], telling), nl=False)
        return exit_code([told, *write(_asked["beside"], telling)])
    except ImportError:
        click.echo(f"error {code}: {message}\n  hint: {hint}", err=True)
        return 3


def _explained(error: Exception) -> tuple[str, str, str]:
    """The code, message and hint for an exception that nobody caught."""
    if isinstance(error, ImportError) and not f"{error.name}".startswith("briefpress"):
        from briefpress.codes import REINSTALL

        return "ENG001", f"A library is missing: {error.name or error}.", REINSTALL
    if isinstance(error, RecursionError):
        hint = "Look for quotations, lists, components or brackets that stand in each other."
        return "SECT008", "Something in the brief is nested too deep.", hint
    if isinstance(error, MemoryError):
        return "ENG003", "The memory of this machine is used up.", "Close other programs, or split the longest section."
    if isinstance(error, OSError) and error.errno in _FULL:
        where = f" `{error.filename}`" if error.filename else ""
        hint = "Make room, or see to the rights of the folder; TMPDIR names the one for work in progress."
        return "OUT001", f"A file can't be written{where}: {error.strerror}.", hint
    import traceback

    frames = [f for f in traceback.extract_tb(error.__traceback__) if "briefpress" in f.filename]
    where = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "an engine"
    said = " ".join(f"{type(error).__name__}: {error}".split())[:300]
    hint = "This is a fault of ours. Please report it with this line; BRIEFPRESS_DEBUG=1 shows more."
    return "BUG001", f"Briefpress itself failed: {said} (at {where}).", hint
