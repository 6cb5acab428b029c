"""The word behind `review` in; the command that it names, imported only then, out."""

from __future__ import annotations

import difflib
import importlib

import click

_COMMANDS = {
    "take": "Take what a reviewer says of the evidence, on the desk, into the brief.",
    "read": "List the comments and tracked changes of a DOCX with their places, and make those that you choose.",
}


class _Group(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:  # noqa: ARG002
        if name not in _COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"briefpress.commands.review.{name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in _COMMANDS and not args[0].startswith("-"):
            like = difflib.get_close_matches(args[0], _COMMANDS, n=1)
            does = "read" if args[0].lower().endswith(".docx") else "take"
            hint = f"Did you mean `review {like[0]}`?" if like else f"To do that: `review {does} {args[0]}`."
            ctx.fail(f"There is no command `review {args[0]}`. {hint}")
        return super().resolve_command(ctx, args)


@click.group("review", cls=_Group, epilog="Example: briefpress review read ~/Downloads/river.docx --apply t3")
def command() -> None:
    """Take what reviewers say into the brief.

    They review the evidence on the desk, which exports a file for `take`, and the text in Word, which `read` reads.
    """
