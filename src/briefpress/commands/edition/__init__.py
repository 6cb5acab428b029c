"""The word behind `edition` in; the command that it names, imported only then, out."""

from __future__ import annotations

import difflib
import importlib

import click

_COMMANDS = {
    "publish": "Freeze what `build` gives as an edition, and give the next its number.",
    "list": "List the editions, and tell which of their files were changed since.",
    "show": "Show an edition: what it is, its files, what differs since.",
    "changes": "Tell what changed from one edition to another: as text, Markdown or JSON.",
    "redline": "Make a redline of two editions: a web page and a PDF.",
}


class _Group(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:  # noqa: ARG002
        if name not in _COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"briefpress.commands.edition.{name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in _COMMANDS and not args[0].startswith("-"):
            like = difflib.get_close_matches(args[0], _COMMANDS, n=1)
            hint = f"Did you mean `edition {like[0]}`?" if like else "`briefpress edition --help` lists them."
            ctx.fail(f"There is no command `edition {args[0]}`. {hint}")
        return super().resolve_command(ctx, args)


@click.group("edition", cls=_Group, epilog="Example: briefpress edition publish")
def command() -> None:
    """Publish editions of the brief, and look at those that were.

    Each stands in editions/NUMBER, with its files, its manifest and its text, and is never written over.
    """
