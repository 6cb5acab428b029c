"""The word behind `source` in; the command that it names, imported only then, out."""

from __future__ import annotations

import click

from briefpress.lazygroup import LazyGroup

_COMMANDS = {
    "add": "Keep a document behind a source: a file, or what stands at an address.",
    "list": "List the sources with their documents.",
    "show": "Show a source, its text with what pins call each paragraph, and what quotes it.",
    "refresh": "Look at documents again: what changed since, and what rests on it.",
}


@click.group(
    "source",
    cls=LazyGroup,
    commands_of=_COMMANDS,
    package=__name__,
    otherwise=lambda word: f"To keep a document: `source add {word}`.",
    epilog="Example: briefpress source add https://example.org/report.pdf --key marsh2020",
)
def command() -> None:
    """Keep the documents behind the sources, and look at them again.

    They stand in sources/documents, each with its text and a record of its hash, its day and its address. Only `add`
    of an address and `refresh` use the network.
    """
