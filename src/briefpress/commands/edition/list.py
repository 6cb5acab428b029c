"""The editions in a brief's folder in; what each is, and which of its files were changed since, out."""

from __future__ import annotations

from typing import Any

import click

from briefpress.commands._shared import Options, finish
from briefpress.commands.edition._shelf import changes_of, kind_in_words, shelf_of, standing
from briefpress.editions.record import EditionRecord


@click.command("list", epilog="Example: briefpress edition list")
@click.pass_context
def command(ctx: click.Context) -> None:
    """List the editions: number, day, what each is, its note. Files that aren't as they were published are told."""
    options = Options.of(ctx)
    records = shelf_of(ctx)
    found = changes_of(options.root, records)
    told = "\n".join(_lines(records)) or "There is no edition yet: `briefpress edition publish` makes one."
    finish(
        ctx,
        options,
        found,
        told=told,
        more={"editions": [_bare(record) | {"standing": standing(record, records)} for record in records]},
        asked=True,
    )


def _lines(records: tuple[EditionRecord, ...]) -> list[str]:
    """The editions as columns that line up, the newest first."""
    rows = [(r.number, r.day, kind_in_words(r), standing(r, records), r.note) for r in reversed(records)]
    widths = [max(len(row[i]) for row in rows) for i in range(5)] if rows else []
    return ["  ".join(f"{part:<{width}}" for part, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def _bare(record: EditionRecord) -> dict[str, Any]:
    return {name: getattr(record, name) for name in ("number", "kind", "published", "updated", "note", "title")}
