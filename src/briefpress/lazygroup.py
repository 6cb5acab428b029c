"""The word behind a command in; the command that it names, imported only then, out."""

from __future__ import annotations

import importlib
import keyword
from collections.abc import Callable, Mapping
from typing import Any

import click


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called: help must not wait for engines.

    `commands_of` has what each command does, by its name and in the order of an author's work; each is the `command` of
    a module of that name in the `package`. `otherwise` gives the hint for a word that is like none of them.
    """

    def __init__(
        self, name: str | None = None, *, commands_of: Mapping[str, str], package: str,
        otherwise: Callable[[str], str] | None = None, **options: Any,
    ) -> None:  # fmt: skip
        super().__init__(name, **options)
        self._does, self._package = commands_of, package
        inner = package.partition(".commands.")[2]
        self._before = f"{inner} " if inner else ""
        self._otherwise = otherwise or (lambda _: f"`briefpress {self._before}--help` lists them.")

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands, in their order."""
        return list(self._does)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """Import a command."""
        if name not in self._does:
            return None
        module = importlib.import_module(f"{self._package}.{name}{'_' * keyword.iskeyword(name)}")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As Click does; a word that is nearly a command is answered with the command."""
        if args and args[0] not in self._does and not args[0].startswith("-"):
            import difflib

            like = difflib.get_close_matches(args[0], self._does, n=1)
            hint = f"Did you mean `{self._before}{like[0]}`?" if like else self._otherwise(args[0])
            ctx.fail(f"There is no command `{self._before}{args[0]}`. {hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing one."""
        with formatter.section("Commands"):
            formatter.write_dl(list(self._does.items()))
