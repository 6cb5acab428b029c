"""The word behind `edition` in; the command that it names, imported only then, out."""

from __future__ import annotations

import click

from briefpress.lazygroup import LazyGroup

_COMMANDS = {
    "publish": "Freeze what `build` gives as an edition, and give the next its number.",
    "list": "List the editions, and tell which of their files were changed since.",
    "show": "Show an edition: what it is, its files, what differs since.",
    "changes": "Tell what changed from one edition to another: as text, Markdown or JSON.",
    "redline": "Make a redline of two editions: a web page and a PDF.",
}


@click.group(
    "edition", cls=LazyGroup, commands_of=_COMMANDS, package=__name__, epilog="Example: briefpress edition publish"
)
def command() -> None:
    """Publish editions of the brief, and look at those that were.

    Each stands in editions/NUMBER, with its files, its manifest and its text, and is never written over.
    """
