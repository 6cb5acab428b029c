"""The word behind `ci` in; the command that it names, imported only then, out."""

from __future__ import annotations

import difflib
import importlib

import click

_COMMANDS = {
    "init": "Write what rebuilds the brief on GitHub or GitLab, in a container, before a commit.",
    "staged": "Check what git has staged of the brief, and that alone.",
    "outputs": "Tell in a line what a step has to know of a build.",
    "pages": "Draw the pages of the PDF on one sheet.",
    "summary": "Sum up a build, as Markdown.",
    "statement": "Take the manifest apart, for an attestation.",
}


class _Group(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:  # noqa: ARG002
        if name not in _COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"briefpress.commands.ci.{name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in _COMMANDS and not args[0].startswith("-"):
            like = difflib.get_close_matches(args[0], _COMMANDS, n=1)
            hint = f"Did you mean `ci {like[0]}`?" if like else "`briefpress ci --help` lists them."
            ctx.fail(f"There is no command `ci {args[0]}`. {hint}")
        return super().resolve_command(ctx, args)


@click.group("ci", cls=_Group, epilog="Example: briefpress ci init github --pre-commit")
def command() -> None:
    """Set up the job that rebuilds the brief, and what its steps call.

    `init` is for you, once; the others are called by what it wrote. docs/ci.md tells what that does.
    """
