"""The word behind `data` in; the command that it names, imported only then, out."""

from __future__ import annotations

import click

from briefpress.lazygroup import LazyGroup

_COMMANDS = {
    "add": "Give a file of data its record: its source, its address, its SHA-256.",
    "list": "List the files of data, their records, and what is made of them.",
    "show": "Show a file of data: its record, its columns, what is made of it.",
    "refresh": "Fetch data again: what changed, and which figures of the brief move.",
    "trace": "Lead figures, tables and values back to their files and sources.",
}


@click.group(
    "data",
    cls=LazyGroup,
    commands_of=_COMMANDS,
    package=__name__,
    otherwise=lambda word: f"To give a file its record: `data add {word}`.",
    epilog="Example: briefpress data add sources/data/trade.csv --source azatutyun2023trade",
)
def command() -> None:
    """Keep the records of the brief's data, and fetch it again.

    A record stands beside its file, as NAME.EXT.source.yaml. Only `add` of an address and `refresh` use the network.
    """
