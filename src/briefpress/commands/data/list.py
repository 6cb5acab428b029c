"""The brief's data in; each file with its record, its sources and how often it is used, out."""

from __future__ import annotations

from typing import Any

import click

from briefpress.commands._shared import Options, finish, of_one_option
from briefpress.commands.data._brief import Brief, brief_of, standing, uses_in_words


@click.command("list", epilog="Example: briefpress data list")
@of_one_option
@click.pass_context
def command(ctx: click.Context) -> None:
    """List the files of data: whether each is the one that its record knows, its day, its sources, its uses."""
    brief = brief_of(ctx, every=True)
    rows = [_row(brief, path) for path in brief.files]
    told = "\n".join(_lines(rows)) if rows else "There is no data yet. `briefpress data add FILE` keeps a file."
    finish(ctx, Options.of(ctx), brief.found, told=told, more={"data": rows}, asked=True)


def _row(brief: Brief, path: str) -> dict[str, Any]:
    state, noted = standing(brief.root, path)
    record = noted.record if noted else None
    return {
        "path": path,
        "state": state,
        "retrieved": record.retrieved if record else None,
        "sources": list(record.sources) if record else [],
        "address": record.address if record else "",
        "licence": record.licence if record else "",
        "used": len(brief.uses(path)),
    }


def _lines(rows: list[dict[str, Any]]) -> list[str]:
    """The rows as columns that line up."""
    cells = [
        (row["path"], row["state"], str(row["retrieved"] or ""), uses_in_words(row["used"]), ", ".join(row["sources"]))
        for row in rows
    ]
    widths = [max(len(cell[i]) for cell in cells) for i in range(5)]
    return ["  ".join(f"{part:<{width}}" for part, width in zip(cell, widths, strict=True) if width).rstrip()
            for cell in cells]  # fmt: skip
