"""A brief's folder in; the same without its cache, or without what of it wasn't used for some time, out."""

from __future__ import annotations

import re

import click

from briefpress import cache
from briefpress.commands._shared import Options, finish
from briefpress.diagnostics import finding

_SECONDS = {"h": 3600, "d": 86_400, "w": 604_800}


class _Age(click.ParamType):  # type: ignore[type-arg]  # it takes none in older releases of Click
    name = "age"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """An age in seconds: `30d`, `2w`, `12h`."""
        match = re.fullmatch(r"(\d{1,6})([hdw])", str(value))
        if match is None:
            self.fail(f"`{value}` is no age: it is written as `12h`, `30d` or `2w`.", param, ctx)
        return float(match[1]) * _SECONDS[match[2]]


@click.command("clean", epilog="Example: briefpress clean --keep 30d")
@click.option("--keep", type=_Age(), metavar="AGE", help="Keep what was used since: 12h, 30d, 2w.")
@click.pass_context
def command(ctx: click.Context, keep: float | None) -> None:
    """Empty the cache. The next build does all its work anew; the output folder is left alone."""
    options = Options.of(ctx)
    try:
        told = _emptied(options) if keep is None else _tidied(options, keep)
    except OSError as error:
        said = f"The cache can't be emptied: {error.strerror or error}."
        hint = f"Delete the folder {options.root / cache.FOLDER} yourself."
        finish(ctx, options, [finding("OUT001", said, hint=hint)])
    else:
        finish(ctx, options, (), told=told)


def _emptied(options: Options) -> str:
    count = cache.clear(options.root)
    return f"The cache held {_entries(count)} and is empty." if count else "The cache is empty."


def _tidied(options: Options, keep: float) -> str:
    gone, left = cache.clear_unused(options.root, keep)
    return f"{_entries(gone).capitalize()} went; the cache holds {_entries(left)}."


def _entries(count: int) -> str:
    return f"{count or 'no'} {'entry' if count == 1 else 'entries'}"
