"""The words of a command line in; the command that they name, imported only then, out."""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path

import click

from briefpress import __version__

COMMANDS = {
    "new": "Make a folder with a brief that builds.",
    "build": "Make the PDF, the EPUB and the web page.",
    "assemble": "Read the sections and show what is in them.",
    "verify": "Compare quotations with the documents behind them.",
    "cite": "Show what is cited, where, and how it will read.",
    "render": "Make the artifacts without putting them into output/.",
    "check": "Make the artifacts and let every validator here look at them.",
    "styles": "List the citation styles.",
    "explain": "Tell what a code such as CITE001 means.",
    "doctor": "Tell what this machine lacks, and how to get it.",
    "clean": "Empty the cache.",
    "completion": "Print the script that completes commands in your shell.",
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called: help must not wait for engines."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands, in the order of an author's work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """Import a command."""
        if name not in COMMANDS:
            return None
        module = importlib.import_module(f"briefpress.commands.{name}")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As Click does; a word that is nearly a command is answered with the command."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            import difflib

            like = difflib.get_close_matches(args[0], COMMANDS, n=1)
            hint = f" Did you mean `{like[0]}`?" if like else " `briefpress --help` lists them."
            ctx.fail(f"There is no command `{args[0]}`.{hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing one."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.command(
    cls=LazyGroup,
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
    type=click.Choice(["text", "json", "sarif", "github", "junit"]),
    default="text",
    help="How findings are told (default: text).",
)
@click.option("-q", "--quiet", is_flag=True, help="Say only what is wrong.")
@click.version_option(__version__, prog_name="briefpress")
@click.pass_context
def main(ctx: click.Context, root: Path, report: str, quiet: bool) -> None:
    """Turn Markdown sections and sources into a policy brief: a PDF, an EPUB and a web page."""
    ctx.obj = {"root": root, "report": report, "quiet": quiet}


def run() -> None:
    """The door of the program: it ends with the exit code of the contract, and a failure of ours is told as one."""
    try:
        code = main(prog_name="briefpress", standalone_mode=False)
    except click.exceptions.Exit as done:
        code = done.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("Interrupted.", err=True)
        code = 130
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except BrokenPipeError:
        # Whoever read our output has enough; nothing is left to say.
        sys.stderr.close()
        code = 0
    except Exception as error:  # noqa: BLE001  # the one place where a bug of ours becomes a sentence
        code = _bug(error)
    sys.exit(code or 0)


def _bug(error: Exception) -> int:
    """Tell a failure of ours with the place in our code that whoever mends it needs; exit code 70."""
    import traceback

    frames = [f for f in traceback.extract_tb(error.__traceback__) if "briefpress" in f.filename]
    where = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "an engine"
    click.echo(f"error BUG001: Briefpress itself failed: {type(error).__name__}: {error} (at {where}).", err=True)
    click.echo(
        "  hint: This is a fault of ours. Please report it with this line; BRIEFPRESS_DEBUG=1 shows more.",
        err=True,
    )
    if os.environ.get("BRIEFPRESS_DEBUG"):
        traceback.print_exception(error)
    return 70
