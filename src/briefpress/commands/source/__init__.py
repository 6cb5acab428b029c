"""The word behind `source` in; the command that it names, imported only then, out."""

from __future__ import annotations

import difflib
import importlib

import click

_COMMANDS = {
    "add": "Keep a document behind a source: a file, or what stands at an address.",
    "list": "List the sources with their documents.",
    "show": "Show a source, its text with what pins call each paragraph, and what quotes it.",
    "refresh": "Look at documents again: what changed since, and what rests on it.",
}


class _Group(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:  # noqa: ARG002
        if name not in _COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"briefpress.commands.source.{name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in _COMMANDS and not args[0].startswith("-"):
            like = difflib.get_close_matches(args[0], _COMMANDS, n=1)
            hint = f"Did you mean `source {like[0]}`?" if like else f"To keep a document: `source add {args[0]}`."
            ctx.fail(f"There is no command `source {args[0]}`. {hint}")
        return super().resolve_command(ctx, args)


@click.group(
    "source", cls=_Group, epilog="Example: briefpress source add https://example.org/report.pdf --key marsh2020"
)
def command() -> None:
    """Keep the documents behind the sources, and look at them again.

    They stand in sources/documents, each with its text and a record of its hash, its day and its address. Only `add`
    of an address and `refresh` use the network.
    """
