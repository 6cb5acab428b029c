"""The number of an edition in; its record, its files, and what is after it, out."""

from __future__ import annotations

import click

from briefpress.commands._shared import Options, finish
from briefpress.commands.edition._shelf import changes_of, kind_in_words, shelf_of
from briefpress.diagnostics import finding
from briefpress.editions.record import FOLDER


@click.command("show", epilog="Example: briefpress edition show 1.0")
@click.argument("number", required=False, metavar="[NUMBER]")
@click.pass_context
def command(ctx: click.Context, number: str | None) -> None:
    """Show an edition: what it is, its days and its files. Without a number, the last one."""
    options = Options.of(ctx)
    records = shelf_of(ctx)
    record = next((one for one in reversed(records) if number in (None, one.number)), None)
    if record is None:
        there = ", ".join(one.number for one in records)
        said = f"There is no edition {number}." if records else "There is no edition yet."
        hint = f"There are these: {there}." if records else "`briefpress edition publish` makes one."
        finish(ctx, options, [finding("EDIT010", said, None, hint)])
    after = next((one for one in records if one.place > record.place), None)
    lines = [
        f"Edition {record.number}, {kind_in_words(record)}",
        f"{record.title}",
        f"Published {record.published}" + (f", updated {record.updated}" if record.updated else ""),
        *([record.note] if record.note else []),
        *([f"Followed by edition {after.number}, {after.kind}, of {after.day}"] if after else []),
        *(f"  {FOLDER}/{record.number}/{name}  {digest[:12]}" for name, digest in record.files.items()),
    ]
    found = changes_of(options.root, [record])
    more = {"edition": {"number": record.number, "kind": record.kind, "published": record.published,
                        "updated": record.updated, "note": record.note, "files": dict(record.files),
                        "next": after.number if after else None}}  # fmt: skip
    finish(ctx, options, found, told="\n".join(lines), more=more, asked=True)
